"""What a verb works on: a store, a workspace and who asks; small enough to cross processes."""

from dataclasses import dataclass
from functools import lru_cache

from profiles.registry import Profile
from profiles.registry import load as load_profile
from store.opening import Store, open_store


@dataclass(frozen=True, slots=True)
class Work:
    """Addresses and names only: each process opens its own store from it.

    ``database`` is a SQLAlchemy URL, ``workspace`` a folder, ``actor`` is recorded with acts.
    """

    database: str
    workspace: str
    actor: str = ""
    language: str = "vi"
    profile: str = "plain"

    def store(self) -> Store:
        """The store, opened once a process. Raises Problem no_workspace or schema_unknown."""
        return _store(self.database)

    def country(self) -> Profile:
        """What is the country's: letterhead, time zone, words on paper."""
        return load_profile(self.profile)


@lru_cache(maxsize=4)
def _store(database: str) -> Store:
    return open_store(database)
