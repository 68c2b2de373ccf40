"""``deploy``: the schedules of this workspace at a Prefect server."""

from typing import TYPE_CHECKING, Annotated

from typer import Option

from commands.context import here
from commands.voice import give, tell, word
from errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.deploy import Place


def deploy(
    work_pool: Annotated[str, Option(help="nhóm máy làm việc / work pool")] = "capbac",
    timezone: Annotated[str, Option(help="múi giờ / time zone")] = "Asia/Ho_Chi_Minh",
    inbox: Annotated[str, Option(help="nơi nhận / folder, address")] = "inbox",
    out: Annotated[str, Option(help="nơi để sổ / folder, address")] = "out",
    dry_run: Annotated[bool, Option("--dry-run", help="chỉ xem / show only")] = False,
) -> None:
    """Đăng ký lịch chạy với máy chủ Prefect / Register the schedules at a Prefect server."""
    from zoneinfo import available_timezones

    from flows.deploy import places, register, tellable
    from flows.guarded import doubts

    if timezone not in available_timezones():
        raise Problem("usage", reason=f"--timezone: {timezone}")
    context = here()
    work = context.work()
    told = tellable(context.database)
    folders = {"inbox": inbox, "out": out}
    _known(folders)
    wanted = places(work, context.database if told else "", work_pool, timezone, folders)
    if dry_run:
        tell("deploy_trial", pool=work_pool)
    else:
        api = context.environment.prefect_api
        names = register(work, wanted, api)
        tell("deploy_done", count=len(names), api=api, pool=work_pool, names=", ".join(names))
        tell("deploy_worker", pool=work_pool)
        for code, found in doubts(api, context.environment.prefect_auth):
            tell(code, found=found)
    if not told:
        tell("deploy_secret")
    give(wanted, [_line(one) for one in wanted])


def _known(folders: "Mapping[str, str]") -> None:
    """Addresses that no worker could open are refused here. Raises Problem as ``filing.of``."""
    from engine import filing

    for one in folders.values():
        try:
            filing.of(one)
        except Problem as problem:
            if problem.code != "package_missing":  # it need not be on this machine
                raise


def _line(one: "Place") -> str:
    (schedule,) = one["schedules"]
    return word(
        "deploy_line",
        name=one["name"],
        cron=schedule["cron"],
        timezone=schedule["timezone"],
        entrypoint=one["entrypoint"],
    )
