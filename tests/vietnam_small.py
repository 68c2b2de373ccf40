"""A part of Viet Nam on both maps of 2025, its two forms, and what its units sent.

Fourteen provinces with a district of two wards each; Thanh Hóa has all its 27 districts, and one of
them all its wards: so there is a nation, a province and a district with enough units below for
every sheet. Units, names, coordinates and lineage are real; figures are drawn from a seed.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from engine.forms import asked, of_row
from engine.standings import standings_of
from hierarchy.lineage import Edge
from hierarchy.unit import ALWAYS, FOREVER, Unit
from profiles.registry import load
from profiles.vn.units import LAST_OLD_DAY, fetch
from reporting.rehearsal import Rehearsal, encode
from store import forms
from tests.desk import Desk
from tests.office import NOW, take_in, work

PROVINCES, WARDS = 14, 2
LARGE, DISTRICT = "38", "380"
"""The province with all its districts, and the one of them with all its wards."""
ANNUAL, HALF = "gender-equality-annual", "gender-equality-half"
OLD, NEW = "2025-06-01", "2025-07-15"
TARGETS: Sequence[Mapping[str, object]] = (
    {"measure": "economy.wage_rate", "op": ">=", "value": 50, "by": "2025-12-31"},
    {"measure": "economy.farm_rate", "op": "<", "value": 30, "by": "2025-12-31"},
    {"measure": "family.victims_helped_rate", "op": ">=", "value": 80, "by": "2025-12-31"},
)
SCORE: Mapping[str, object] = {
    "title": "Bảng điểm của chúng tôi",
    "for": {"children": True},
    "grades": [{"title": "Tốt", "at_least": 20}, {"title": "Khá", "at_least": 0}],
    "criteria": [
        {"code": "sent", "title": "Gửi đúng hạn", "points": 20, "cascade": "reported_on_time"},
        {
            "code": "wage",
            "title": "Lao động nữ hưởng lương",
            "points": 20,
            "measure": "economy.wage_rate",
            "none_at": 40,
            "full_at": 55,
        },
    ],
}


@cache
def country() -> tuple[tuple[Unit, ...], tuple[Edge, ...]]:
    """Units of both maps and the lineage between them, parents first."""
    whole = fetch()
    old = [unit for unit in whole.units if unit.valid_to == LAST_OLD_DAY]
    kept = {unit.code for unit in _old(old)}
    by_code = {unit.code: unit for unit in whole.units if unit.valid_to == FOREVER}
    edges = [edge for edge in whole.edges if edge.old_code in kept]
    heirs = {edge.new_code for edge in edges}
    heirs |= {parent for code in heirs if (parent := by_code[code].parent_code)}
    units = [
        unit
        for unit in whole.units
        if (unit.code in kept if unit.valid_to == LAST_OLD_DAY else unit.code in heirs)
        or unit.parent_code is None
    ]
    return tuple(units), tuple(edges)


def _old(units: Sequence[Unit]) -> Iterator[Unit]:
    below: dict[str | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_code, []).append(unit)
    provinces = below["VN"][: PROVINCES - 1]
    provinces.append(next(one for one in below["VN"] if one.code == LARGE))
    for province in provinces:
        yield province
        districts = below[province.code] if province.code == LARGE else below[province.code][:1]
        for district in districts:
            wards = below.get(district.code, [])
            yield district
            yield from wards if district.code == DISTRICT else wards[:WARDS]


def roster_csv() -> str:
    """The units as a roster file says them."""
    rows = ["code,name,level,parent_code,type,valid_from,valid_to,lat,lon"]
    for one in country()[0]:
        first = "" if one.valid_from == ALWAYS else one.valid_from.isoformat()
        last = "" if one.valid_to == FOREVER else one.valid_to.isoformat()
        where = ",".join("" if x is None else str(x) for x in (one.lat, one.lon))
        said = (one.code, one.name, one.level, one.parent_code or "", one.type, first, last, where)
        rows.append(",".join(map(str, said)))
    return "\n".join(rows) + "\n"


def lineage_csv() -> str:
    """The lineage as a file says it."""
    rows = [f"{edge.old_code},{edge.new_code},{edge.on}" for edge in country()[1]]
    return "\n".join(["old_code,new_code,on", *rows]) + "\n"


def plan(period: str, form: str, on: str, **more: object) -> dict[str, Any]:
    """A plan that asks every unit on a day's map for one form."""
    return {
        "issuer": "VN",
        "title": f"Kế hoạch {period}",
        "period": period.partition("-")[0],
        "roster_on": on,
        "collects": [{"form": form, "periods": [period], "from": {"all": True}}],
        **more,
    }


def opened(folder: Path) -> Desk:
    """A desk with two years and two halves of the country, sent and rolled up."""
    desk = Desk(folder)
    desk.done("init", "--profile", "vn")
    roster, lineage = desk.write("units.csv", roster_csv()), desk.write("edges.csv", lineage_csv())
    desk.done("units", "import", roster, "--lineage", lineage)
    for number, document in enumerate(load("vn").forms()):
        desk.done("forms", "add", desk.write(f"form{number}.json", encode(document).decode()))
    for period, form, on, more in (
        ("2024", ANNUAL, OLD, {}),
        ("2025", ANNUAL, OLD, {"targets": TARGETS, "score": SCORE}),
        ("2025-S1", HALF, OLD, {}),
        ("2025-S2", HALF, NEW, {}),
    ):
        file = desk.write_json(f"{period}.json", plan(period, form, on, **more))
        desk.done("cascade", desk.done("plans", "issue", file).out.strip())
        send(desk, period, form)
        desk.done("rollup", period, "--form", form)
    return desk


def send(desk: Desk, period: str, form: str, *, every: int = 12, seed: int = 0) -> None:
    """What the units of a period send; one in ``every`` stays silent."""
    records = list(_records(desk, period, form, every, seed or hash_of(period)))
    path = desk.folder / f"{period}-{seed}.jsonl"
    path.write_bytes(b"".join(encode(one).replace(b"\n", b" ") + b"\n" for one in records))
    done = take_in(desk, [path])
    assert not done.refused, done.refused[:3]


def _records(desk: Desk, period: str, form: str, every: int, seed: int) -> Iterator[dict[str, Any]]:
    there = work(desk)
    with there.store().reading() as connection:
        form_id, _ = asked(connection, period, form)
        noun = of_row(forms.by_id(connection, form_id))
        _, owing = standings_of(there, connection, form_id, period, NOW)
    rehearsal = Rehearsal(noun, load("vn").agrees)
    for place, one in enumerate(owing):
        if place % every == every - 1:
            continue
        size = random.Random(one.unit.code).uniform(0.4, 1.8)
        values, marks = rehearsal.fill(one.unit, seed, size)
        record = {"unit": one.unit.code, "form": form, "period": period, "values": values}
        yield {**record, "marks": marks} if marks else record


def hash_of(period: str) -> int:
    """A seed of its own for each period, the same in every process."""
    return sum(ord(sign) * 7**place for place, sign in enumerate(period))
