"""Schedules at a Prefect server: the same deployments as in ``prefect.yaml``, kept in step.

``PLACES`` are their entries word by word, so that a test can hold the two together; registering
adds where the workspace is. Twice gives the same deployments.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engine.filing import is_address
from engine.work import Work
from errors import Problem
from flows.server import running
from flows.surroundings import ELSEWHERE

POOL = "capbac"
ZONE = "Asia/Ho_Chi_Minh"
Place = Mapping[str, Any]


def _place(name: str, flow: str, cron: str, description: str, **parameters: str) -> Place:
    return {
        "name": name,
        "description": description,
        "entrypoint": f"flows.deployed.{flow}",
        "tags": ["capbac"],
        "parameters": {**parameters, "workspace": "", "database": ""},
        "schedules": [{"cron": cron, "timezone": ZONE, "slug": name}],
        "concurrency_limit": 1,
        "work_pool": {"name": POOL},
    }


_INBOX = {"inbox": "inbox"}
_FOLDERS = {"inbox": "inbox", "out": "out"}
PLACES: tuple[Place, ...] = (
    _place("year", "year", "0 2 25 12 *", "The whole cycle, once a year", plan="", **_FOLDERS),
    _place("half-year", "half_year", "0 2 25 6,12 *", "The half years that are over", **_FOLDERS),
    _place("nightly", "nightly", "0 1 * * *", "Figures of the night, of all that was sent"),
    _place("stepwise", "stepwise", "0 6 * * *", "Stepwise cascades, one step a day", plan=""),
    _place("remind", "remind", "30 7 * * *", "Reminders of the day, and what waits", plan=""),
    _place("inbox", "take_in", "*/5 * * * *", "What came into the inbox", **_INBOX),
    _place("watch", "watch", "*/5 * * * *", "What stands still is said", **_INBOX),
    _place("resume", "resume", "*/5 * * * *", "What was cut off is finished"),
)


def places(
    work: Work, database: str, pool: str, zone: str = ZONE, folders: Mapping[str, str] = _FOLDERS
) -> list[Place]:
    """The deployments for a workspace; ``database`` is its address where it may be told.

    ``folders``: where files come in and where workbooks go, as folders of the workspace or as
    addresses. A workspace that a worker can do without is not told: it may be on another host.
    """
    return [
        {
            **one,
            "parameters": _told(work, database, one["parameters"], folders),
            "schedules": [{**said, "timezone": zone} for said in one["schedules"]],
            "work_pool": {"name": pool},
        }
        for one in PLACES
    ]


def _told(
    work: Work, database: str, given: Mapping[str, str], folders: Mapping[str, str]
) -> dict[str, str]:
    said = {**given, **{name: folders[name] for name in folders if name in given}}
    inside = [said[name] for name in folders if name in said and not is_address(said[name])]
    needed = bool(inside) or not work.database.startswith(ELSEWHERE)
    home = str(Path(work.workspace).resolve()) if needed else ""
    return {**said, "workspace": home, "database": database}


def tellable(database: str) -> bool:
    """Whether an address of a store may be written down: it holds no password."""
    said = urlsplit(database)
    return said.password is None and "password" not in said.query


def register(work: Work, wanted: list[Place], api: str) -> list[str]:
    """Bring a server's deployments here; their full names.

    A work pool that is not there is made, for processes. Raises Problem server_needed,
    server_unreachable or server_refused.
    """
    if not api:
        raise Problem("server_needed")
    with running(Path(work.workspace), api) as ready:
        ready()
        from prefect.client.orchestration import get_client
        from prefect.exceptions import PrefectException

        try:
            with get_client(sync_client=True) as client:
                for pool in {one["work_pool"]["name"] for one in wanted}:
                    _ensure_pool(client, pool)
            return [_register(one) for one in wanted]
        except PrefectException as error:
            raise Problem("server_refused", api=api, reason=str(error)) from error


def _ensure_pool(client: Any, pool: str) -> None:  # noqa: ANN401  Prefect's client, imported late
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectNotFound

    try:
        client.read_work_pool(pool)
    except ObjectNotFound:
        client.create_work_pool(WorkPoolCreate(name=pool, type="process"))


def _register(one: Place) -> str:
    from prefect.client.schemas.objects import VersionInfo
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows import deployed

    name = one["entrypoint"].rpartition(".")[2]
    deployment = getattr(deployed, name).to_deployment(
        name=one["name"],
        description=one["description"],
        tags=one["tags"],
        parameters=one["parameters"],
        schedules=[
            Cron(said["cron"], timezone=said["timezone"], slug=said["slug"])
            for said in one["schedules"]
        ],
        concurrency_limit=one["concurrency_limit"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    # Without it Prefect would ask git, wherever the operator happens to stand.
    version = VersionInfo(type="prefect:simple", version=deployed.__name__)
    deployment.apply(work_pool_name=one["work_pool"]["name"], version_info=version)
    return str(deployment.full_name)
