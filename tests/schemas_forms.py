"""Small forms for the tests of schemas: a part of an annual report in a country like Vietnam."""

from typing import Any

from errors import Fault, Problem
from schemas.checking import Checker
from schemas.form import Form
from schemas.reading import read_form

Document = dict[str, Any]

COUNT: Document = {"type": "integer", "minimum": 0, "x-rollup": "sum"}


def document(properties: Document, **root: Any) -> Document:
    return {"$id": "small", "title": "Small", "x-period": "year", "properties": properties} | root


def leaders() -> Document:
    """Women among leaders, a rate, a choice, money, a yes/no and a narrative."""
    return document(
        {
            "leaders": {
                "type": "object",
                "required": ["women", "total"],
                "properties": {
                    "women": COUNT,
                    "total": COUNT,
                    "rate": {
                        "type": "number",
                        "readOnly": True,
                        "x-decimals": 1,
                        "x-rollup": {"ratio": ["leaders.women", "leaders.total"], "scale": 100},
                    },
                },
            },
            "budget": {"type": ["number", "null"], "x-decimals": 2, "x-rollup": "sum"},
            "committee": {"type": "boolean", "x-rollup": "count"},
            "staff": {"type": "string", "enum": ["enough", "short"], "x-rollup": "choice"},
            "survey": {"type": "integer", "x-rollup": "none", "x-measured-at": "province"},
            "difficulties": {"type": "string", "maxLength": 40, "x-rollup": "collect"},
        },
        **{
            "x-checks": [
                {
                    "left": ["leaders.women"],
                    "op": "<=",
                    "right": ["leaders.total"],
                    "message": {"vi": "Nữ nhiều hơn tổng số.", "en": "More women than leaders."},
                }
            ]
        },
    )


def form_faults(made: Document) -> tuple[Fault, ...]:
    try:
        read_form(made)
    except Problem as problem:
        return problem.faults
    return ()


def codes(made: Document) -> list[tuple[str, str]]:
    return [(fault.code, fault.path) for fault in form_faults(made)]


def leaf_codes(leaf: Document, **others: Document) -> list[str]:
    """Codes of the faults of a form with one leaf, ``leaf``, and a count named ``women``."""
    return [code for code, _ in codes(document({"leaf": leaf, "women": COUNT} | others))]


def leaders_form() -> Form:
    return read_form(leaders())


def sent(
    values: Document,
    marks: Document | None = None,
    level: str = "ward",
    made: Document | None = None,
) -> tuple[Document | None, Document, set[tuple[str, str]]]:
    """Flat values and marks of the content, or None, and (code, path) of each fault."""
    checker = Checker(read_form(made or leaders()))
    content, faults = checker.faults(values, marks or {}, level)
    found = {(fault.code, fault.path) for fault in faults}
    if content is None:
        return None, {}, found
    return dict(content.values), dict(content.marks), found
