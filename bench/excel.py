"""What units fill in: written, filled in and collected for a whole country; openpyxl beside it."""

import csv
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median

import openpyxl
from sqlalchemy import select

import messages
from bench.clerk import Typed, fill, typed
from bench.country import FORM, NOW, PERIOD, Country
from bench.processes import processor
from bench.table import Row, seconds, times
from engine import cascade, collect, rollup
from engine.pool import Pool, opened
from engine.pressing import Order, pressed
from engine.template import Scope, wanted
from engine.template import run as write_templates
from engine.work import Work
from intake.book.reading import read_workbooks
from schemas.form import Form
from schemas.grid import SHEET, grid_of
from schemas.reading import read_form
from store.tables import assignment, submission, unit

SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the round trip: wall and processor seconds of everything it took."""

    wall: float
    cpu: float


def run(country: Country) -> list[Row]:
    """The whole country's workbooks out and in, then a sample through openpyxl."""
    form = read_form(json.loads(country.form.read_text(encoding="utf-8")))
    work = country.fresh("excel")
    cascade.cascade(work, country.plan, NOW, _silent)
    documents = {path.stem: path for path in sorted(country.inbox.rglob("*.json"))}
    out, back = country.folder / "templates", country.folder / "filled"
    with opened() as pool:
        blank = _timed(lambda: _written(work, out, pool))
        typing = _timed(lambda: _filled(form, country, documents, out, back, pool))
        taken = _timed(lambda: _collected(work, back, len(documents), pool))
    differences = _differences(country, work, documents)
    assert not differences, f"{len(differences)} of {len(documents)} differ: {differences[:5]}"
    count = len(documents)
    size = f"{count:,} workbooks of {len(grid_of(form, 'ward').by_cell)} cells to fill in"
    return [
        Row("excel: templates written", size, seconds(blank.wall), seconds(blank.cpu)),
        Row("excel: filled in (a clerk's part)", size, seconds(typing.wall), seconds(typing.cpu)),
        Row("excel: collected, all of the door", size, seconds(taken.wall), seconds(taken.cpu),
            compared="0 differences from the JSON channel, hash by hash"),
        *_beside(work, form, sorted(back.glob("*.xlsx"))),
    ]  # fmt: skip


def _beside(work: Work, form: Form, filled: Sequence[Path]) -> list[Row]:
    """Writing and reading of a sample, one after another."""
    chosen = filled[:: max(1, len(filled) // SAMPLE)][:SAMPLE]
    order = _order()
    scope = Scope("VN", FORM, PERIOD, below=True, level="ward")
    ids = wanted(work, scope, order)[: len(chosen)]
    pressed(work, order, ids[:1])
    ours = _each(lambda: pressed(work, order, ids), len(ids))
    theirs = median([_each(one, 1) for one in _by_openpyxl(chosen[0], chosen)])
    list(read_workbooks([(str(chosen[0]), "a.xlsx")], None))
    reading = _each(
        lambda: list(read_workbooks([(str(p), p.name) for p in chosen], None)), len(chosen)
    )
    slow = median([_each(lambda p=p: _read_by_openpyxl(form, p), 1) for p in chosen])  # type: ignore[misc] # bound now
    size = f"{len(chosen)} workbooks"
    return [
        Row("excel: writing, Capbac", size, seconds(ours), compared=_lead(theirs / ours)),
        Row("excel: writing, openpyxl (loaded once, saved for each)", size, seconds(theirs)),
        Row("excel: reading, Capbac in a limited child", size, seconds(reading),
            compared=_lead(slow / reading)),
        Row("excel: reading, openpyxl read_only", size, seconds(slow)),
    ]  # fmt: skip


def _lead(ratio: float) -> str:
    return f"{times(ratio, '3')} as fast"


def _by_openpyxl(template: Path, filled: Sequence[Path]) -> Iterator[Callable[[], object]]:
    """Acts that each write one unit's workbook through one book that stays open."""
    book = openpyxl.load_workbook(template)
    sheet = book[SHEET]

    def act(place: int) -> None:
        sheet["G2"] = f"CODE-{place}"
        sheet["B2"] = f"Unit {place}"
        book.save(BytesIO())

    for place in range(len(filled)):
        yield lambda place=place: act(place)  # type: ignore[misc] # bound now


def _read_by_openpyxl(form: Form, path: Path) -> dict[str, object]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    last = grid_of(form, "ward").last
    rows = book[SHEET].iter_rows(max_row=last, max_col=7)
    found: dict[str, object] = {str(row[0].value): row[6].value for row in rows}
    book.close()
    return found


def _order() -> Order:
    words = {**messages.words("vi", "workbook"), **messages.words("vi", "template")}
    return Order(tuple(words.items()), NOW, messages.fault, messages.mend)


def _written(work: Work, out: Path, pool: Pool) -> None:
    for below in (True, False):
        write_templates(work, Scope("VN", FORM, PERIOD, below), _order(), out, pool, _silent)


def _filled(
    form: Form, country: Country, documents: dict[str, Path], out: Path, back: Path, pool: Pool
) -> None:
    back.mkdir(parents=True, exist_ok=True)
    levels = _levels(country)
    units = sorted(documents)
    calls = [
        (form, [(levels[u], documents[u], out, back) for u in units[at : at + 200]])
        for at in range(0, len(units), 200)
    ]
    for _ in pool.each_in_order(_fill_part, calls):
        pass


def _levels(country: Country) -> dict[str, str]:
    with country.roster.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["level"] for row in csv.DictReader(file)}


def _fill_part(call: tuple[Form, list[tuple[str, Path, Path, Path]]]) -> None:
    form, some = call
    for level, document, out, back in some:
        name = f"{document.stem}_{FORM}_{PERIOD}_mau.xlsx"
        answers: dict[str, Typed] = typed(form, level, json.loads(document.read_bytes()))
        (back / name).write_bytes(fill((out / name).read_bytes(), answers))


def _collected(work: Work, back: Path, count: int, pool: Pool) -> None:
    done = collect.collect(work, [back], None, NOW, pool, _silent)
    assert done.accepted == count, (done.accepted, [one.faults for one in done.refused[:3]])
    rollup.run(work, PERIOD, None, NOW)


def _differences(country: Country, work: Work, documents: dict[str, Path]) -> list[str]:
    """Units whose content came in otherwise than as JSON."""
    other = country.fresh("json")
    cascade.cascade(other, country.plan, NOW, _silent)
    with opened() as pool:
        collect.collect(other, [country.inbox], None, NOW, pool, _silent)
    ours, theirs = digests(work), digests(other)
    assert len(theirs) == len(documents)
    return sorted(code for code in theirs if ours.get(code) != theirs[code])


def digests(work: Work) -> dict[str, str]:
    """The SHA-256 of the newest content of each unit, by its code."""
    query = (
        select(unit.c.code, submission.c.digest)
        .join(assignment, assignment.c.unit_id == unit.c.id)
        .join(submission, submission.c.id == assignment.c.latest_id)
    )
    with work.store().reading() as connection:
        return {row.code: row.digest for row in connection.execute(query)}


def _timed(act: Callable[[], object]) -> Stage:
    start, spent = time.perf_counter(), processor(os.getpid())
    act()
    return Stage(time.perf_counter() - start, processor(os.getpid()) - spent)


def _each(act: Callable[[], object], count: int) -> float:
    """Wall seconds of one of several, one after another: the child works beside us, so not CPU."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) / count


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""
