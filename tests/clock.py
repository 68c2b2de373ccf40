"""A clock for the command line: the same moments whenever the test runs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import ClassVar


class Clock:
    """Stands in for ``commands.context.datetime``: a minute further at each look."""

    looks: ClassVar[Iterator[int]] = count()

    @classmethod
    def now(cls, tz: object) -> datetime:
        """The next minute."""
        assert tz is UTC
        return datetime(2025, 12, 1, 8, tzinfo=UTC) + timedelta(minutes=next(cls.looks))
