"""Sound documents of every door, and the country they are sent to."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import mkdtemp
from typing import Any

from tests.desk import PLAN, WARD_FORM, Desk, opened, sent
from tests.house import ROOT


def leaf(kind: str | list[str], rule: object, **more: object) -> dict[str, Any]:
    return {"type": kind, "x-rollup": rule, **more}


def section(**leaves: object) -> dict[str, object]:
    return {"type": "object", "properties": leaves}


WIDE: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "wide",
    "title": "Mọi thứ một lần",
    "type": "object",
    "x-period": "half",
    "additionalProperties": False,
    "$defs": {"count": leaf("integer", "sum", minimum=0, maximum=10**6)},
    "properties": {
        "people": section(
            women={"$ref": "#/$defs/count", "x-label": {"vi": "Nữ", "en": "Women"}},
            all={"$ref": "#/$defs/count"},
            rate=leaf(
                "number",
                {"ratio": ["people.women", "people.all"], "scale": 100},
                readOnly=True,
                **{"x-decimals": 1},
            ),
        ),
        "budget": leaf(
            "number", "sum", minimum=0, **{"x-decimals": 2, "x-unit": "triệu đồng", "x-moves": 2}
        ),
        "committee": leaf("boolean", "count", **{"x-standing": True}),
        "staff": leaf(
            "string",
            "choice",
            enum=["enough", "short"],
            **{"x-options": {"enough": {"vi": "Đủ", "en": "Enough"}, "short": {"vi": "Thiếu"}}},
        ),
        "grade": leaf("integer", "choice", enum=[1, 2, 3]),
        "founded": leaf("string", "collect", format="date"),
        "partners": {
            "type": "array",
            "items": {"type": "string", "maxLength": 80},
            "maxItems": 9,
            "uniqueItems": True,
            "x-rollup": "collect",
        },
        "phone": leaf("string", "none", pattern="^[0-9]{9,11}$"),
        "difficulties": leaf("string", "collect", maxLength=4000),
        "work": section(
            talks=leaf("integer", "sum", **{"x-over-time": "sum", "x-measured-at": ["ward"]}),
            rural=section(talks=leaf("integer", "max"), hours=leaf("number", "min")),
            gap=leaf("number", "none", readOnly=True, **{"x-computed": "work.talks - budget / 2"}),
        ),
    },
    "x-checks": [
        {
            "left": ["people.women"],
            "op": "<=",
            "right": ["people.all"],
            "severity": "error",
            "message": {"vi": "Nữ nhiều hơn tổng số.", "en": "More women than people."},
        }
    ],
}
LARGE_PLAN: Mapping[str, Any] = {
    "issuer": "N",
    "title": "Kế hoạch năm của cả nước",
    "period": "2025",
    "kind": "programme",
    "document": {"raw": "12/KH-UBQG", "issued": "2025-02-03", "series": "KH", "type": "kế hoạch"},
    "cites": [{"raw": "28/NQ-CP", "issuer": "Chính phủ", "issued": "2021-03-03", "title": "Nghị"}],
    "addressed_to": [{"levels": ["province", "district"]}, {"units": ["W111"]}],
    "tasks": ["Tuyên truyền", {"title": "Tập huấn", "for": {"children": True}, "lead": "Sở"}],
    "targets": [
        {
            "measure": "leaders.rate",
            "op": ">=",
            "value": 35.5,
            "by": "2025-12-31",
            "for": {"levels": ["ward"]},
            "tolerance": 0.5,
        },
        {"measure": "leaders.women", "op": ">=", "value": 100, "by": "2025-12-31"},
    ],
    "collects": [
        {
            "form": "wide",
            "periods": ["2025-S1", "2025-S2"],
            "from": [{"leaves": True}, {"types": ["phường"]}],
            "due": {"2025-S1": {"national": "2025-07-10", "days_before": {"ward": 10}}},
        },
        {
            "form": "ward-report",
            "periods": ["2025"],
            "from": {"sample": {"of": {"levels": ["ward"]}, "size": 3, "seed": 7}},
        },
    ],
    "roster_on": "2025-06-01",
    "attachments": ["Phụ lục 1", {"name": "Phụ lục 2", "title": "Chỉ tiêu"}],
}
SMALL_PLANS: tuple[Mapping[str, Any], ...] = (
    PLAN,
    {"issuer": "P1", "title": "Chỉ có lời", "period": "2025-06-01/2025-12-31"},
    {**PLAN, "issuer": "P2", "title": "Tổng điều tra", "addressed_to": {"text": "doanh nghiệp"}},
)
WIDE_PLAN: Mapping[str, Any] = {
    "issuer": "N",
    "title": "Sáu tháng",
    "period": "2025",
    "roster_on": "2025-06-01",
    "collects": [{"form": "wide", "periods": ["2025-S1"], "from": {"all": True}}],
}
"""What makes everyone owe the wide form."""


def wide(unit: str, **more: object) -> dict[str, Any]:
    """A submission of the wide form."""
    values: dict[str, object] = {
        "people": {"women": 12, "all": 40},
        "budget": 1234.5,
        "committee": True,
        "staff": "enough",
        "grade": 2,
        "founded": "2001-09-02",
        "partners": ["Hội Phụ nữ", "Đoàn Thanh niên"],
        "phone": "0912345678",
        "difficulties": "Thiếu kinh phí & người; đường xa",
    }
    if unit.startswith("W"):
        values["work"] = {"talks": 4, "rural": {"talks": 1, "hours": 2.5}}
    return {"unit": unit, "form": "wide", "period": "2025-S1", "values": values, **more}


@cache
def submissions() -> tuple[dict[str, Any], ...]:
    """One submission each of several kinds."""
    return (
        sent("W111", 3, 8, committee=True, money=12.5, difficulties="Đường xa"),
        {**sent("W112", 0, 1), "key": "một", "by": "Bà Lan", "plan": "N-2025-1"},
        {**sent("W113", 2, 5), "unit_on": "2025-06-01", "marks": {"money": "none_occurred"}},
        {**sent("D22", 5, 9), "form": "ward-report@1", "marks": {"committee": "not_applicable"}},
        {**sent("W211", 5, 9), "on_behalf_of": "D21"},
        wide("W121"),
        wide("W122", key="hai"),
        wide("T1", reasons={"budget": "Được cấp thêm"}),
        {**wide("D11", attachments=["scan.pdf"]), "values": {"people": {"women": 1, "all": 2}}},
        {**wide("W213"), "unit": "W212", "marks": {}, "values": {"committee": False, "grade": 1}},
    )


def spelled(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


@cache
def forms() -> tuple[bytes, ...]:
    """Forms of several sizes; the last are those of a country, as they are delivered."""
    own = sorted((ROOT / "profiles" / "vn" / "forms").glob("*.json"))
    small = (ROOT / "examples" / "small-country" / "form.json").read_bytes()
    one = {
        "$id": "one",
        "title": "One",
        "x-period": "once",
        "properties": {"a": leaf("integer", "sum")},
    }
    made = (WIDE, WIDE, WIDE, WARD_FORM, one)
    return (*map(spelled, made), small, *(path.read_bytes() for path in own))


@cache
def plans() -> tuple[bytes, ...]:
    """Plans of several sizes; some name units and forms of a whole country."""
    own = sorted((ROOT / "profiles" / "vn" / "plans").glob("*.json"))
    made = (LARGE_PLAN, LARGE_PLAN, LARGE_PLAN, *SMALL_PLANS)
    return (*map(spelled, made), *(_ours(path) for path in own))


def _ours(path: Path) -> bytes:
    """A real plan as one of our small country."""
    return spelled({**json.loads(path.read_bytes()), "issuer": "N"})


@cache
def _master() -> Desk:
    desk = opened(Path(mkdtemp(prefix="capbac-fuzz-")) / "desk")
    desk.done("forms", "add", desk.write_json("wide.json", WIDE))
    ref = desk.done("plans", "issue", desk.write_json("wide-plan.json", WIDE_PLAN)).out.strip()
    desk.done("cascade", ref)
    return desk


def country(folder: Path) -> Desk:
    """A desk on which everyone owes the wide form, and the leaves the ward report too."""
    master = _master()
    copytree(master.folder, folder, ignore=ignore_patterns("capbac.db*"), dirs_exist_ok=True)
    with (
        closing(sqlite3.connect(master.workspace / "capbac.db")) as old,
        closing(sqlite3.connect(folder / "workspace" / "capbac.db")) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode=WAL")
    return Desk(folder)
