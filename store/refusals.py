"""What was refused, kept whole with its faults; it changes nothing else."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from errors import Fault
from store.missing import insert_missing
from store.tables import refusal

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Attempt:
    """What could be read of a submission whose assignment is known.

    ``content`` is JSON of values, marks and reasons; ``template`` says that it came in the
    workbook that was made for it.
    """

    assignment_id: int
    form_id: int
    level: str
    content: str
    template: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused submission: where it stood, what it named, its bytes and its faults.

    ``attempt`` is there where it is known what it answers.
    """

    source: str
    unit: str
    form: str
    period: str
    raw: bytes
    faults: tuple[Fault, ...]
    sender: str
    attempt: Attempt | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes that were refused."""
        return hashlib.sha256(self.raw).hexdigest()


def keep(connection: Connection, refused: Sequence[Refusal], now: datetime) -> int:
    """Keep refusals; the same bytes from the same place are kept once. How many were new."""
    wanted = {(one.digest, one.source): one for one in refused}
    for kept in known(connection, refused):
        wanted.pop(kept, None)
    rows = [
        {
            "digest": one.digest,
            "source": one.source,
            "unit": one.unit,
            "form": one.form,
            "period": one.period,
            "raw": one.raw,
            "faults": json.dumps([asdict(f) for f in one.faults], ensure_ascii=False),
            "sender": one.sender,
            "received_at": now,
        }
        # In one order for everybody, so that of two batches one waits for the other.
        for _key, one in sorted(wanted.items(), key=lambda pair: pair[0])
    ]
    return insert_missing(connection, refusal, rows)


def known(connection: Connection, refused: Sequence[Refusal]) -> set[tuple[str, str]]:
    """(digest, source) of every refusal that has the bytes of one of these."""
    digests = sorted({one.digest for one in refused})
    found: set[tuple[str, str]] = set()
    for start in range(0, len(digests), CHUNK):
        rows = connection.execute(
            select(refusal.c.digest, refusal.c.source).where(
                refusal.c.digest.in_(digests[start : start + CHUNK])
            )
        )
        found.update((row.digest, row.source) for row in rows)
    return found


def count(connection: Connection) -> int:
    """How many refusals are kept."""
    return int(connection.execute(select(func.count()).select_from(refusal)).scalar_one())
