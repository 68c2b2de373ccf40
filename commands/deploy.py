"""``deploy``: the schedules of this workspace at a Prefect server."""

from typing import TYPE_CHECKING, Annotated

from typer import Option

from commands.context import here
from commands.voice import give, tell, word
from errors import Problem

if TYPE_CHECKING:
    from flows.deploy import Place


def deploy(
    work_pool: Annotated[str, Option(help="nhóm máy làm việc / work pool")] = "capbac",
    timezone: Annotated[str, Option(help="múi giờ / time zone")] = "Asia/Ho_Chi_Minh",
    dry_run: Annotated[bool, Option("--dry-run", help="chỉ xem / show only")] = False,
) -> None:
    """Đăng ký lịch chạy với máy chủ Prefect / Register the schedules at a Prefect server."""
    from zoneinfo import available_timezones

    from flows.deploy import places, register, tellable

    if timezone not in available_timezones():
        raise Problem("usage", reason=f"--timezone: {timezone}")
    context = here()
    work = context.work()
    told = tellable(context.database)
    wanted = places(work, context.database if told else "", work_pool, timezone)
    if dry_run:
        tell("deploy_trial", pool=work_pool)
    else:
        api = context.environment.prefect_api
        names = register(work, wanted, api)
        tell("deploy_done", count=len(names), api=api, pool=work_pool, names=", ".join(names))
        tell("deploy_worker", pool=work_pool)
    if not told:
        tell("deploy_secret")
    give(wanted, [_line(one) for one in wanted])


def _line(one: "Place") -> str:
    (schedule,) = one["schedules"]
    return word(
        "deploy_line",
        name=one["name"],
        cron=schedule["cron"],
        timezone=schedule["timezone"],
        entrypoint=one["entrypoint"],
    )
