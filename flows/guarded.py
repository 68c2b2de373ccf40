"""How a Prefect server is set up, seen from outside: who may call it, and what it keeps."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

Doubt = tuple[str, str]
"""The key of a sentence, and what was found."""
PATIENCE = 10.0
LONGEST = 31.0
"""Days of events beyond which their table only grows."""
DAY = 86_400.0


def doubts(api: str, rights: str = "") -> list[Doubt]:
    """What an operator should mend at the server of an address; nothing where it does not answer.

    ``rights``, a user and a password as Prefect spells them, are used for the second look.
    """
    try:
        found: list[Doubt] = []
        status, told = _asked(api, {})
        if status == 200:
            found.append(("server_open", ""))
        else:
            status, told = _asked(api, _header(rights))
        return [*found, *_kept(told)] if status == 200 else found
    except (OSError, HTTPException, ValueError):
        return []


def _kept(told: Mapping[str, Any]) -> Iterator[Doubt]:
    server = told.get("server", {})
    origins = str(server.get("api", {}).get("cors_allowed_origins", ""))
    if "*" in origins:
        yield "server_cors", origins
    days = _days(server.get("events", {}).get("retention_period"))
    if days is not None and days > LONGEST:
        yield "server_events", f"{days:g}"
    vacuum = server.get("services", {}).get("db_vacuum", {}).get("enabled")
    if vacuum is not None and not {"flow_runs", "true"} & set(_words(vacuum)):
        yield "server_runs", ""


def _words(said: object) -> list[str]:
    several = said if isinstance(said, list) else str(said).lower().split(",")
    return [str(one).strip().lower() for one in several]


def _days(said: object) -> float | None:
    """A number of seconds, or an ISO duration of days and seconds; None for anything else."""
    if isinstance(said, int | float):
        return said / DAY
    if not isinstance(said, str) or not said.startswith("P"):
        return None
    days, _, rest = said[1:].partition("T")
    whole = float(days.removesuffix("D") or 0)
    return whole + (float(rest.removesuffix("S")) / DAY if rest.endswith("S") else 0.0)


def _header(rights: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(rights.encode()).decode()}"} if rights else {}


def _asked(api: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:
    where = urlsplit(api)
    kind = HTTPSConnection if where.scheme == "https" else HTTPConnection
    link = kind(where.hostname or "", where.port, timeout=PATIENCE)
    try:
        link.request("GET", f"{where.path.rstrip('/')}/admin/settings", headers=dict(headers))
        answer: HTTPResponse = link.getresponse()
        body = answer.read()
        return answer.status, json.loads(body) if answer.status == 200 else {}
    finally:
        link.close()
