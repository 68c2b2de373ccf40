"""A clock for the command line: the same moments whenever the test runs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import ClassVar


class Standing:
    """Stands in for it too, and for a clock that never goes."""

    at: ClassVar[datetime] = datetime(2025, 12, 1, 8, tzinfo=UTC)

    @classmethod
    def now(cls, tz: object) -> datetime:
        """Always the same."""
        assert tz is UTC
        return cls.at


class Clock:
    """Stands in for ``commands.context.datetime``: a minute further at each look."""

    looks: ClassVar[Iterator[int]] = count()

    @classmethod
    def now(cls, tz: object) -> datetime:
        """The next minute."""
        assert tz is UTC
        return datetime(2025, 12, 1, 8, tzinfo=UTC) + timedelta(minutes=next(cls.looks))
