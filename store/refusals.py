"""What was refused, kept whole with its faults; it changes nothing else."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from errors import Fault
from store.tables import refusal

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused submission: where it stood, what it named, its bytes and its faults."""

    source: str
    unit: str
    form: str
    period: str
    raw: bytes
    faults: tuple[Fault, ...]
    sender: str

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes that were refused."""
        return hashlib.sha256(self.raw).hexdigest()


def keep(connection: Connection, refused: Sequence[Refusal], now: datetime) -> int:
    """Keep refusals; the same bytes from the same place are kept once. How many were new."""
    wanted = {(one.digest, one.source): one for one in refused}
    digests = [digest for digest, _source in wanted]
    for start in range(0, len(digests), CHUNK):
        rows = connection.execute(
            select(refusal.c.digest, refusal.c.source).where(
                refusal.c.digest.in_(digests[start : start + CHUNK])
            )
        )
        for row in rows:
            wanted.pop((row.digest, row.source), None)
    if wanted:
        connection.execute(
            insert(refusal),
            [
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
                for one in wanted.values()
            ],
        )
    return len(wanted)


def count(connection: Connection) -> int:
    """How many refusals are kept."""
    return int(connection.execute(select(func.count()).select_from(refusal)).scalar_one())
