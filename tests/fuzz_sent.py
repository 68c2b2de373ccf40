"""The doors of what units send: files of JSON, of CSV, and workbooks."""

import csv
import hashlib
import io
import json
import random
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.collect import collect
from engine.pool import Pool
from intake.book import reader
from intake.book.reader import Reader, close_idle
from tests import fuzz_seeds, office, vault
from tests.fuzz_books import Booked, spoiled
from tests.fuzz_bytes import damaged
from tests.fuzz_rows import stirred
from tests.fuzz_stated import agrees, agrees_cells, in_json, in_table
from tests.fuzz_trees import twisted
from tests.fuzz_watch import Answer, Broken
from tests.office import NOW

BESIDE = ("refusal", "draft")
"""What was refused is kept as it came, and as a draft."""
EACH = 5
"""The whole store is looked at around every fifth."""
HEAD = (
    *("unit", "period", "form", "key", "by", "plan", "unit_on", "on_behalf_of", "leaders.women"),
    *(
        "leaders.total",
        "leaders.rate",
        "leaders",
        "committee",
        "money",
        "difficulties",
        "people.women",
    ),
    *(
        "people.all",
        "budget",
        "staff",
        "grade",
        "work",
        "work.rural",
        "work.rural.talks",
        "partners",
    ),
)


class Collecting:
    """Files through collect, on a desk where everyone owes; what is common to the three doors."""

    name = ""

    def renew(self, folder: Path) -> None:
        self._desk = fuzz_seeds.country(folder / self.name)
        self._work = office.work(self._desk)
        self._pool = Pool(1)
        self._seen = self._newest()
        self._turn = 0

    def close(self) -> None:
        self._work.store().close()

    def tried(self, path: Path) -> Answer:
        data = path.read_bytes()
        self._turn += 1
        looked = self._turn % EACH == 0
        before = self._state() if looked else ""
        done = collect(self._work, [path], self._form(data), NOW, self._pool, office.quiet)
        fresh = self._fresh()
        for place, payload in fresh:
            self._hold(data, place, payload)
        # What is sent again may come under another key, which is kept then.
        if looked and not done.accepted and not done.repeated and self._state() != before:
            raise Broken("nothing was let in, and the store has changed")
        if bool(fresh) != bool(done.accepted):
            raise Broken(f"{done.accepted} let in, {len(fresh)} kept")
        faults = [fault for one in done.refused for fault in one.faults]
        warnings = [one.fault for one in done.warned]
        codes = sorted({fault.code for fault in faults})
        return Answer(
            bool(done.accepted or done.repeated), [*faults, *warnings, *done.notes], None, codes
        )

    def _form(self, data: bytes) -> str | None:
        """The form that is said to be collected; by the bytes, so that it is the same again."""
        return (None, None, None, "ward-report", "wide", "wide@1")[
            hashlib.md5(data).digest()[0] % 6
        ]

    def _hold(self, data: bytes, place: str, payload: Mapping[str, Any]) -> None:
        raise NotImplementedError

    def _state(self) -> str:
        found = vault.dump(self._store, BESIDE)
        owed = found["assignment"]
        found["assignment"] = [
            tuple("expected" if c == "draft" else c for c in row) for row in owed
        ]
        return hashlib.sha256(repr(found).encode()).hexdigest()

    @property
    def _store(self) -> Path:
        return office.store(self._desk)

    def _newest(self) -> int:
        return int(vault.value(self._store, "SELECT coalesce(max(id), 0) FROM submission"))

    def _fresh(self) -> list[tuple[str, Mapping[str, Any]]]:
        query = "SELECT id, source, payload FROM submission WHERE id > ? ORDER BY id"
        rows = vault.rows(self._store, query, self._seen)
        self._seen = rows[-1][0] if rows else self._seen
        return [(source, json.loads(payload)) for _id, source, payload in rows]


class Json(Collecting):
    name = "json"

    def made(self, dice: random.Random) -> tuple[str, bytes]:
        records = dice.sample(fuzz_seeds.submissions(), 2)
        if dice.random() < 0.5:
            made = twisted(dice, fuzz_seeds.spelled(records[0]), _TRAPS)
            shape = dice.random()
            if shape < 0.6:
                return ".json", made
            other = fuzz_seeds.spelled(records[1])
            if shape < 0.8:
                return ".json", b"[" + b",".join((other, made, other)) + b"]"
            return ".jsonl", b"\n".join((made.replace(b"\n", b""), other, b""))
        whole = [fuzz_seeds.spelled(one) for one in records]
        ending, data = dice.choice(
            (
                (".json", whole[0]),
                (".json", b"[" + b",".join(whole) + b"]"),
                (".jsonl", b"\n".join(whole) + b"\n"),
            )
        )
        return ending, damaged(dice, data, (*whole, *fuzz_seeds.forms()))

    def _hold(self, data: bytes, place: str, payload: Mapping[str, Any]) -> None:
        try:
            said = in_json(data, place)
        except (ValueError, KeyError) as error:
            raise Broken(f"{place} was let in: {error!r}") from error
        agrees(said, payload)


_TRAPS: tuple[Any, ...] = (
    "ward-report", "wide", "W111", "W112", "D22", "2025", "2025-S1", "N-2025-1", "N-2025-2", "một",
    "hai", "P1", "D11",
    "none_occurred", "not_available", "not_applicable", {"money": "none_occurred"},
    {"leaders": "not_available"},
    {"leaders.women": "x"}, {"work": "none_occurred"}, {"work.rural": "not_applicable"},
    {"nowhere": "none_occurred"},
    ["a.pdf"], [{"name": "b", "path": "c.pdf"}], 3, 8, 12.5, True, "Đường xa",
    {"budget": "Được cấp"}, "2025-06-01",
)  # fmt: skip


class Table(Collecting):
    name = "csv"

    def made(self, dice: random.Random) -> tuple[str, bytes]:
        seed = dice.choice(tables())
        if dice.random() < 0.65:
            return ".csv", stirred(dice, seed, HEAD)
        return ".csv", damaged(dice, seed, (*tables(), fuzz_seeds.forms()[0]))

    def _form(self, data: bytes) -> str | None:
        if b"form" in data[:60]:
            return None
        return "wide" if b"people" in data[:300] else "ward-report"

    def _hold(self, data: bytes, place: str, payload: Mapping[str, Any]) -> None:
        try:
            said = in_table(data, place)
        except (ValueError, KeyError, IndexError, csv.Error) as error:
            raise Broken(f"{place} was let in: {error!r}") from error
        agrees_cells(said, payload)


def tables() -> tuple[bytes, ...]:
    ward = [
        ["unit", "period", "leaders.women", "leaders.total", "committee", "money", "difficulties"],
        ["W111", "2025", "3", "8", "có", "12.5", "Đường xa; thiếu cán bộ"],
        ["W112", "2025", "-", "4", "false", "…", ""],
        ["D22", "2025", "0", "0", "Không", "1000000.25", "Hội, đoàn\nthanh niên"],
    ]
    named = [
        ["form", "unit", "period", "key", "by", "leaders.women", "leaders.total"],
        ["ward-report", "W113", "2025", "ba", "Bà Lan", "2", "5"],
        ["ward-report@1", "W121", "2025", "", "", "1", "1"],
    ]
    wide = [
        ["unit", "period", "people.women", "people.all", "staff", "grade", "phone", "work.rural"],
        ["W111", "2025-S1", "12", "40", "enough", "2", "0912345678", "-"],
        ["T1", "2025-S1", "1", "2", "short", "x", "0812345678", ""],
    ]
    return tuple(_spelled(table) for table in (ward, named, wide))


def _spelled(table: list[list[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(table)
    return stream.getvalue().encode()


class Book(Collecting):
    name = "excel"

    def renew(self, folder: Path) -> None:
        super().renew(folder)
        self._booked = Booked(self._desk)
        close_idle()
        # As narrow as every other door: what takes longer or more ends the process that reads.
        reader._idle = deque([Reader(200, 5.0)])

    def close(self) -> None:
        close_idle()
        super().close()

    def made(self, dice: random.Random) -> tuple[str, bytes]:
        return spoiled(dice, self._booked)

    def tried(self, path: Path) -> Answer:
        answer = super().tried(path)
        if "file_kills_reader" in answer.codes:
            raise Broken("the reader was ended by it")
        return answer

    def _form(self, data: bytes) -> str | None:
        return None

    def _hold(self, data: bytes, place: str, payload: Mapping[str, Any]) -> None:
        self._booked.agrees(data, payload)
