"""Three hundred units of every level fill in their workbooks: what comes in is what was meant."""

import csv
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

import messages
from bench import country
from bench.clerk import fill, typed
from bench.country import FORM, NOW, PERIOD, Country
from bench.excel import digests
from engine import cascade, collect
from engine.pool import opened
from engine.pressing import Order
from engine.template import Scope, run
from engine.work import Work
from intake.strict import load_json
from schemas.grid import SHEET
from schemas.reading import read_form
from tests.office import quiet

pytestmark = pytest.mark.slow

WANTED = 300
BY_HAND = 12
"""Every so many is opened and saved by another program, which writes the file its own way."""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return country.made(tmp_path_factory.mktemp("country"), "part")


def chosen(here: Country) -> dict[str, str]:
    """Levels of three hundred units by code: everyone above the wards, then wards far and wide."""
    with here.roster.open(encoding="utf-8", newline="") as file:
        levels = {row["code"]: row["level"] for row in csv.DictReader(file)}
    above = {code: level for code, level in levels.items() if level != "ward"}
    wards = sorted(levels.keys() - above.keys())
    room = WANTED - len(above)
    assert 0 < room < len(wards)
    return above | {wards[len(wards) * place // room]: "ward" for place in range(room)}


def sent(here: Country, name: str, sources: list[Path]) -> tuple[Work, int]:
    work = here.fresh(name)
    cascade.cascade(work, here.plan, NOW, quiet)
    with opened() as pool:
        done = collect.collect(work, sources, None, NOW, pool, quiet)
    assert not done.refused
    return work, done.accepted


def filled_in(here: Country, out: Path, back: Path, levels: Mapping[str, str]) -> None:
    form = read_form(json.loads(here.form.read_text(encoding="utf-8")))
    documents = {path.stem: path for path in here.inbox.rglob("*.json")}
    back.mkdir()
    for place, (code, level) in enumerate(sorted(levels.items())):
        document = load_json(documents[code].read_bytes(), code)
        assert isinstance(document, dict)
        answers = typed(form, level, document)
        name = f"{code}_{FORM}_{PERIOD}_mau.xlsx"
        if place % BY_HAND:
            (back / name).write_bytes(fill((out / name).read_bytes(), answers))
            continue
        book = openpyxl.load_workbook(out / name)
        for cell, answer in answers.items():
            book[SHEET][cell] = answer
        book.save(back / name)


def test_what_comes_in_by_workbook_is_what_comes_in_by_json(here: Country, tmp_path: Path) -> None:
    levels = chosen(here)
    counted = Counter(levels.values())
    assert set(counted) == {"nation", "province", "district", "ward"}
    assert counted.total() == WANTED
    plain = tmp_path / "plain"
    plain.mkdir()
    for path in here.inbox.rglob("*.json"):
        if path.stem in levels:
            (plain / path.name).write_bytes(path.read_bytes())
    expected, accepted = sent(here, "json", [plain])
    assert accepted == WANTED

    office = here.fresh("excel")
    cascade.cascade(office, here.plan, NOW, quiet)
    words = {**messages.words("vi", "workbook"), **messages.words("vi", "template")}
    order = Order(tuple(words.items()), NOW, messages.fault, messages.mend)
    out, back = tmp_path / "out", tmp_path / "back"
    with opened() as pool:
        for below in (True, False):
            run(office, Scope("VN", FORM, PERIOD, below), order, out, pool, quiet)
        filled_in(here, out, back, levels)
        done = collect.collect(office, [back], None, NOW, pool, quiet)
        again = collect.collect(office, [back], None, NOW, pool, quiet)
    assert not done.refused
    assert (done.accepted, again.accepted, again.repeated) == (WANTED, 0, WANTED)
    assert digests(office) == digests(expected)
