"""What every command knows: where the workspace is, who asks, and in which language."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import settings
from errors import Problem

if TYPE_CHECKING:
    from engine.work import Work


@dataclass(frozen=True, slots=True)
class Context:
    """One call's surroundings; an option stands above its variable of the environment.

    ``named``: the database was named, and is not simply the workspace's own.
    """

    workspace: Path
    database: str
    actor: str
    language: str
    json: bool
    environment: settings.Settings
    named: bool = False

    def work(self) -> "Work":
        """The open workspace, in its own profile. Raises Problem no_workspace."""
        from engine.work import Work
        from engine.workspace import profile_of

        bare = Work(self.database, str(self.workspace), self.actor, self.language)
        return Work(self.database, str(self.workspace), self.actor, self.language, profile_of(bare))

    @property
    def terminal(self) -> bool:
        """Whether a person is watching."""
        return sys.stderr.isatty()


_current: list[Context] = []


def enter(options: Mapping[str, str]) -> Context:
    """Set the call's surroundings from the options found anywhere on the command line."""
    environment = settings.read()
    workspace = Path(options.get("--workspace") or environment.workspace)
    named = options.get("--database") or environment.database
    own = f"sqlite:///{(workspace / 'capbac.db').resolve()}"
    database = database_of(named or own, "--database")
    language = options.get("--lang") or environment.language
    if language not in settings.LANGUAGES:
        allowed = ", ".join(settings.LANGUAGES)
        raise Problem("setting_invalid", name="--lang", sent=language, allowed=allowed)
    context = Context(
        workspace=workspace,
        database=database,
        actor=options.get("--as") or environment.actor,
        language=language,
        json="--json" in options,
        environment=environment,
        named=bool(named),
    )
    _current[:] = [context]
    return context


def database_of(address: str, name: str) -> str:
    """An address of a database of a kind we know. Raises Problem setting_invalid."""
    if not address.startswith(settings.DATABASES):
        sent, allowed = address.partition(":")[0], ", ".join(settings.DATABASES)
        raise Problem("setting_invalid", name=name, sent=sent, allowed=allowed)
    return address


def here() -> Context:
    """The surroundings of this call."""
    return _current[0]


def now() -> datetime:
    """The clock, read at the edge and handed on."""
    return datetime.now(UTC)


def read_day(text: str | None) -> date | None:
    """A day in ISO spelling. Raises Problem date_invalid."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Problem("date_invalid", sent=text) from error


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises Problem file_missing or file_unreadable."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Problem("file_missing", path=str(path)) from error
    except OSError as error:
        raise Problem("file_unreadable", path=str(path), reason=error.strerror) from error
