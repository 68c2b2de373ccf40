"""Prefect as the flows would find it: its home, its server, what older versions left."""

import json
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from engine.checkup.finding import Finding, bad, doubtful, good
from flows import environment

PATIENCE = 10
"""Seconds for a server to answer."""


def prefect(workspace: Path, api: str, authorization: str = "") -> list[Finding]:
    """The server that is named, or the home of our own; it starts nothing and raises nothing.

    ``authorization`` is the header of a server that asks for one.
    """
    if api:
        return [_server(api, authorization)]
    home = workspace / ".prefect"
    if not home.is_dir():
        return [good("prefect_fresh", version=environment.PREFECT)]
    kept = sorted(home.glob("prefect-*.db"))
    others = [one for one in kept if one != environment.database(home)]
    if others:
        size = sum(one.stat().st_size for one in others) / 2**20
        return [doubtful("prefect_left", count=len(others), size=f"{size:,.0f}", path=str(home))]
    return [good("prefect_sound", version=environment.PREFECT, path=str(home))]


def _server(api: str, authorization: str) -> Finding:
    if not api.startswith(("http://", "https://")):
        return bad("prefect_address", api=api)
    asked = Request(f"{api.rstrip('/')}/admin/version")  # noqa: S310  looked at above
    if authorization:
        asked.add_header("Authorization", authorization)
    try:
        with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310  as above
            found = str(json.loads(answer.read(1000)))
    except HTTPError as error:
        code = "prefect_refuses" if error.code in (401, 403) else "prefect_unreachable"
        return bad(code, api=api, reason=f"{error.code} {error.reason}")
    except (URLError, HTTPException, OSError, ValueError) as error:
        return bad("prefect_unreachable", api=api, reason=str(getattr(error, "reason", error)))
    if found != environment.PREFECT:
        return doubtful("prefect_other", api=api, found=found, version=environment.PREFECT)
    return good("prefect_server", api=api, version=found)
