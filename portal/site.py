"""What one running portal is: its workspace, how people reach it, and its clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from engine.work import Work


def clock() -> datetime:
    """The moment, read at the edge and handed on."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Site:
    """A workspace as it is served.

    ``url`` is how people reach it (``https://so-lieu.example.vn``), empty where they reach the
    server itself. ``proxies`` are the addresses whose word on a caller's address is taken.
    ``metrics_token`` is what a program shows to read the store in numbers.
    """

    work: Work
    url: str = ""
    proxies: str = ""
    clock: Callable[[], datetime] = clock
    metrics_token: str = field(default="", repr=False)

    @property
    def https(self) -> bool:
        """Whether people come over https, whatever the last step to the server is."""
        return self.url.startswith("https://")

    @property
    def host(self) -> str:
        """The host people name, with its port where it is not the usual one; empty for any."""
        return urlsplit(self.url).netloc

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; browsers keep ``__Host-`` to this host and https."""
        return "__Host-capbac" if self.https else "capbac"
