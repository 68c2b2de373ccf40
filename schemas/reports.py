"""Checks the description of a report's layout against ``report.schema.json``."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from errors import Fault
from schemas.canonical import NumberOutOfRange, normal
from schemas.explaining import shortened
from schemas.form import Form
from schemas.plans import faults_at

NEEDS: Mapping[str, tuple[str, ...]] = {
    "summary": ("units",),
    "comparing": ("units",),
    "moving": ("units",),
    "charts": ("units",),
    "spread": ("units",),
    "map": ("units",),
    "checks": ("units",),
}
"""Sheets whose live formulas lead to others."""
FLEETING = frozenset({"comparing", "moving", "spread", "map", "adoption", "ranking", "voices"})
"""Sheets a workbook goes without where they have nothing to say."""


@cache
def _validator() -> Draft202012Validator:
    text = files("schemas").joinpath("report.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def check_report(
    document: object, form: Form, language: str = "", usual: Mapping[str, str] | None = None
) -> tuple[Fault, ...]:
    """Everything wrong with a report description for one form, in its own order.

    Paths are dotted, with list places from 1: ``sheets.2.title.vi``. ``usual`` are the names that
    sheets without a title have in the language the workbooks are written in.
    """
    try:
        read = normal(document)
    except NumberOutOfRange as error:
        return (Fault("number_out_of_range", sent=shortened(str(error))),)
    faults = [fault for error in _validator().iter_errors(read) for fault in faults_at(error)]
    if not faults:
        sheets: Sequence[Mapping[str, Any]] = read.get("sheets", ())
        measures: Sequence[Mapping[str, Any]] = read.get("measures", ())
        faults += _repeated("sheets", [one["sheet"] for one in sheets])
        faults += _repeated("measures", [one["measure"] for one in measures])
        faults += _titles(sheets, language, usual or {})
        faults += _lacking([one["sheet"] for one in sheets])
        faults += _unknown([one["measure"] for one in measures], form)
    return tuple({(fault.code, fault.path, fault.sent): fault for fault in faults}.values())


def _repeated(kind: str, names: Sequence[str]) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for at, name in enumerate(names, 1):
        seen[name] += 1
        if seen[name] > 1:
            yield Fault("report_repeated", f"{kind}.{at}", sent=name)


def _titles(
    sheets: Sequence[Mapping[str, Any]], language: str, usual: Mapping[str, str]
) -> Iterator[Fault]:
    """Sheet names that a spreadsheet program would take for the same one."""
    seen: set[tuple[str, str]] = set()
    for at, one in enumerate(sheets, 1):
        untitled = {language: usual[one["sheet"]]} if one["sheet"] in usual else {}
        for spoken, title in {**untitled, **one.get("title", {})}.items():
            if (spoken, title.casefold()) in seen:
                yield Fault("report_repeated", f"sheets.{at}.title.{spoken}", sent=title)
            seen.add((spoken, title.casefold()))


def _lacking(sheets: Sequence[str]) -> Iterator[Fault]:
    if sheets and FLEETING.issuperset(sheets):
        yield Fault("report_sheets_fleeting", "sheets", sent=", ".join(sheets))
    for at, sheet in enumerate(sheets, 1):
        for needed in NEEDS.get(sheet, ()):
            if needed not in sheets:
                yield Fault("report_sheet_needs", f"sheets.{at}", sent=sheet, allowed=needed)


def _unknown(measures: Sequence[str], form: Form) -> Iterator[Fault]:
    for at, path in enumerate(measures, 1):
        if path not in form.by_path:
            yield Fault("report_measure_unknown", f"measures.{at}", sent=path)
