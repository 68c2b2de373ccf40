"""The only reader of the environment.

    CAPBAC_WORKSPACE  folder of the store and its files      (default: the current directory)
    CAPBAC_DATABASE   address of the store                   (default: capbac.db in the workspace)
    CAPBAC_ACTOR      name recorded with every act           (default: empty)
    CAPBAC_LANG       language of every sentence, vi or en   (default: vi)
    CAPBAC_RUNNER     threads, processes, dask, dask://HOST:PORT       (default: threads)
    CAPBAC_SPREAD_FROM      units from which a cluster rolls up by subtree (default: 50000)
    CAPBAC_REMIND_URLS      JSON file of addresses by unit code        (default: none)
    CAPBAC_REMIND_BEFORE    days before a due day to remind of it      (default: 3)
    CAPBAC_REMIND_ESCALATE  days after it to ask the unit above        (default: 3)
    CAPBAC_PORTAL_URL       how people reach the portal, https://…    (default: the server itself)
    CAPBAC_PORTAL_PROXIES   addresses of the proxies before it         (default: none)
    CAPBAC_METRICS_TOKEN    what a program shows for /metrics of the portal (default: none)
    PREFECT_API_URL   a Prefect server already running       (default: none)
    PREFECT_API_AUTH_STRING  user:password at that server    (default: none)

An option of a command stands above its variable.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from errors import Problem

LANGUAGES = ("vi", "en")
RUNNERS = ("threads", "processes", "dask")
SCHEDULER = "dask://"
SPREAD_FROM = 50_000
"""Units below which one machine has a roll-up done before a cluster has begun."""
DATABASES = ("sqlite:///", "postgresql+psycopg://")
PORTALS = ("https", "http")
DAYS = 3
"""Days before and after a due day at which is reminded, where nobody says otherwise."""
MOST_DAYS = 90
MOST_SPREAD = 10**9


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; an option of a command stands above it.

    ``database`` and ``prefect_api`` are empty where the environment names none, and
    ``remind_urls`` is None.
    """

    workspace: Path
    database: str = ""
    actor: str = ""
    language: str = "vi"
    runner: str = "threads"
    spread_from: int = SPREAD_FROM
    prefect_api: str = ""
    prefect_auth: str = field(default="", repr=False)
    remind_urls: Path | None = None
    remind_before: int = DAYS
    remind_escalate: int = DAYS
    portal_url: str = ""
    portal_proxies: str = ""
    metrics_token: str = field(default="", repr=False)


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process; an empty variable counts as absent.

    Raises setting_invalid for a language, a runner or a kind of database Capbac does not know,
    for days that are no days, and for a portal's address that is none.
    """
    database = environ.get("CAPBAC_DATABASE", "")
    if database and not database.startswith(DATABASES):
        # Not the whole address: it may hold a password.
        raise _invalid("CAPBAC_DATABASE", database.partition(":")[0], DATABASES)
    return Settings(
        workspace=Path(environ.get("CAPBAC_WORKSPACE") or "."),
        database=database,
        actor=environ.get("CAPBAC_ACTOR", ""),
        language=_one_of(environ, "CAPBAC_LANG", LANGUAGES),
        runner=_runner(environ),
        spread_from=_number(environ, "CAPBAC_SPREAD_FROM", SPREAD_FROM, MOST_SPREAD),
        prefect_api=environ.get("PREFECT_API_URL", ""),
        prefect_auth=environ.get("PREFECT_API_AUTH_STRING", ""),
        remind_urls=Path(urls) if (urls := environ.get("CAPBAC_REMIND_URLS")) else None,
        remind_before=_number(environ, "CAPBAC_REMIND_BEFORE", DAYS, MOST_DAYS),
        remind_escalate=_number(environ, "CAPBAC_REMIND_ESCALATE", DAYS, MOST_DAYS),
        portal_url=_address(environ, "CAPBAC_PORTAL_URL"),
        portal_proxies=environ.get("CAPBAC_PORTAL_PROXIES", ""),
        metrics_token=environ.get("CAPBAC_METRICS_TOKEN", ""),
    )


def _runner(environ: Mapping[str, str]) -> str:
    """One of ours, or the address of a Dask scheduler: ``dask://`` with a host and a port."""
    value = environ.get("CAPBAC_RUNNER", "")
    if not value.startswith(SCHEDULER):
        return _one_of(environ, "CAPBAC_RUNNER", RUNNERS)
    host, separator, port = value.removeprefix(SCHEDULER).rpartition(":")
    if not (separator and host and port.isascii() and port.isdigit() and not set(host) & set("/@")):
        raise _invalid("CAPBAC_RUNNER", value, (*RUNNERS, f"{SCHEDULER}HOST:PORT"))
    return value


def _number(environ: Mapping[str, str], name: str, default: int, most: int) -> int:
    value = environ.get(name) or str(default)
    # Not isdigit alone: it takes digits that int() does not.
    if not (value.isascii() and value.isdigit() and int(value) <= most):
        raise _invalid(name, value, (f"0–{most}",))
    return int(value)


def _address(environ: Mapping[str, str], name: str) -> str:
    """Where a server is found: scheme and host, a port if need be, and nothing behind it."""
    value = environ.get(name, "").rstrip("/")
    scheme, separator, host = value.partition("://")
    if value and not (scheme in PORTALS and separator and host and not set(host) & set("/?#@ ")):
        raise _invalid(name, value, tuple(f"{one}://…" for one in PORTALS))
    return value


def _one_of(environ: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = environ.get(name) or allowed[0]
    if value not in allowed:
        raise _invalid(name, value, allowed)
    return value


def _invalid(name: str, sent: str, allowed: tuple[str, ...]) -> Problem:
    return Problem("setting_invalid", name=name, sent=sent, allowed=", ".join(allowed))


def hand_down(values: Mapping[str, str]) -> None:
    """Set variables for libraries and child processes that read their own (Prefect, Dask).

    What the environment already says stands: an operator's choice is above ours.
    """
    for name, value in values.items():
        os.environ.setdefault(name, value)


@contextmanager
def lent(values: Mapping[str, str], without: str = "") -> Iterator[None]:
    """Variables for a library and for child processes while a block runs; then all is as before.

    Names that begin with ``without`` are hidden from the block, unless ``values`` names them:
    what an operator set for another server must not reach ours.
    """
    hidden = {name for name in os.environ if without and name.startswith(without)}
    before = {name: os.environ.get(name) for name in hidden | set(values)}
    for name in hidden:
        del os.environ[name]
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
