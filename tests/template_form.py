"""A form with every kind of question, and what one unit may have in the workbook of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import messages
from errors import Fault
from reporting.template import Filling, Frame, Spoken, Told
from schemas.form import Form
from schemas.grid import grid_of
from schemas.reading import read_form
from tests.rich_form import leaf

LABEL = {"vi": "Nữ lãnh đạo", "en": "Women leading"}
MIXED: Mapping[str, Any] = {
    "$id": "mixed",
    "title": "Mọi loại câu hỏi",
    "type": "object",
    "x-period": "year",
    "properties": {
        "people": leaf("integer", "sum", minimum=0, **{"x-standing": True}),
        "leaders": {
            "type": "object",
            "x-label": {"vi": "I. Lãnh đạo", "en": "I. Leaders"},
            "properties": {
                "total": leaf("integer", "sum", minimum=0, maximum=500),
                "women": leaf("integer", "sum", minimum=0, **{"x-label": LABEL}),
                "rate": leaf(
                    "number",
                    {"ratio": ["leaders.women", "leaders.total"], "scale": 100},
                    readOnly=True,
                    **{"x-decimals": 1},
                ),
                "posts": {
                    "type": "object",
                    "x-label": "Chức vụ",
                    "properties": {
                        "filled": leaf("integer", "sum"),
                        "empty": leaf("integer", "sum"),
                    },
                },
            },
        },
        "men": {
            "type": "number",
            "x-computed": "leaders.total - leaders.women",
            "x-rollup": "none",
            "readOnly": True,
        },
        "twice": {
            "type": "number",
            "x-computed": "2 * men / (people - 1)",
            "x-rollup": "none",
            "x-decimals": 2,
            "readOnly": True,
        },
        "share": leaf(
            "number",
            {"share": {"all": [{"measure": "people", "op": ">=", "value": 4}]}},
            readOnly=True,
        ),
        "money": leaf("number", "sum", **{"x-decimals": 2, "x-same-as": "other:money"}),
        "committee": leaf("boolean", "count", **{"x-standing": True}),
        "staff": leaf(
            "string",
            "choice",
            enum=["enough", "short"],
            **{"x-options": {"enough": {"vi": "Đủ", "en": "Enough"}}},
        ),
        "code": leaf("integer", "choice", enum=[1, 2]),
        "founded": leaf("string", "none", format="date"),
        "says": leaf("string", "collect", maxLength=2000),
        "points": {"type": "array", "items": {"type": "string"}, "x-rollup": "collect"},
        "only_district": leaf("integer", "sum", **{"x-measured-at": ["district"]}),
    },
    "x-checks": [
        {"left": ["leaders.women"], "op": "<=", "right": ["leaders.total"], "severity": "error",
         "message": {"vi": "Nữ nhiều hơn tổng.", "en": "More women than leaders."}},
        {"left": ["leaders.posts.filled", "leaders.posts.empty"], "op": "=",
         "right": ["leaders.total"], "severity": "error", "message": {"vi": "Tổng chức vụ sai."}},
        {"left": ["leaders.women"], "op": ">=", "right": ["prev:leaders.women"],
         "severity": "warning", "message": {"vi": "Nữ giảm.", "en": "Fewer women."}},
        {"left": ["twice"], "op": ">", "right": ["people"], "severity": "warning"},
        {"left": ["only_district"], "op": "<=", "right": ["people"], "severity": "error"},
    ],
}  # fmt: skip
UNIT = Filling(
    unit="00004",
    name="Phường Ba Đình & <Đội Cấn>",
    level="ward",
    parent="Thành phố Hà Nội",
    due=date(2025, 12, 5),
    code="ABCDEF-GHIJKL-MNOPQR-STUVWX",
    identity={"unit": "00004", "form": "mixed@1", "layout": "1", "made": "2025-11-01"},
)
"""A unit with nothing in its workbook."""


def mixed() -> Form:
    """The form as it is read."""
    return read_form(MIXED)


def frame_of(form: Form, level: str = "ward", language: str = "vi") -> Frame:
    """What the workbooks of a form and level share."""
    words = {**messages.words(language, "workbook"), **messages.words(language, "template")}
    return Frame(grid_of(form, level), Spoken(words, language), "Kế hoạch số 12 “thử”", "2025")


def told(fault: Fault) -> Told:
    """A fault with its Vietnamese words."""
    return Told(fault, messages.fault("vi", fault), messages.mend("vi", fault), fault.severity)
