"""Checks a plan document against ``plan.schema.json``, with one fault for each mistake."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from errors import Fault
from schemas.canonical import NumberOutOfRange, normal
from schemas.explaining import faults_of, shortened
from schemas.formats import checker, is_day
from schemas.scoring import score_faults

_PERIOD = re.compile(r"[0-9]{4}(?:-(?:S[12]|Q[1-4]|M(?:0[1-9]|1[0-2])))?")


def is_period(text: object) -> bool:
    """Whether the text is a period: ``2026``, ``-S1``, ``-Q3``, ``-M05``, or ``START/END`` days."""
    if not isinstance(text, str):
        return True
    if _PERIOD.fullmatch(text):
        return text[:4] != "0000"
    start, slash, end = text.partition("/")
    days = bool(slash) and is_day(start) and is_day(end)
    return days and date.fromisoformat(start) <= date.fromisoformat(end)


def _formats() -> FormatChecker:
    known = checker()
    known.checks("period")(is_period)
    return known


@cache
def _validator() -> Draft202012Validator:
    text = files("schemas").joinpath("plan.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text), format_checker=_formats())


def check_plan(document: object) -> tuple[Fault, ...]:
    """Everything wrong with a plan document, in its own order; empty if it may be issued.

    Paths are dotted, with list places from 1: ``collects.1.due.2026``. Whether units, forms
    and measures named exist is for the one who issues the plan to find out.
    """
    try:
        plan = normal(document)
    except NumberOutOfRange as error:
        return (Fault("number_out_of_range", sent=shortened(str(error))),)
    faults = [fault for error in _validator().iter_errors(plan) for fault in faults_at(error)]
    if not faults:
        faults += _due_faults(plan)
        faults += score_faults(plan)
    return tuple({(fault.code, fault.path, fault.sent): fault for fault in faults}.values())


def faults_at(error: ValidationError) -> Iterator[Fault]:
    """The faults behind one error, their paths with list places from 1."""
    place = ".".join(str(p + 1) if isinstance(p, int) else p for p in error.absolute_path)
    named = ".".join(p for p in error.absolute_path if isinstance(p, str))
    for fault in faults_of(error):
        path = fault.path
        if path == named:
            path = place
        elif place:
            path = f"{place}{path.removeprefix(named)}" if named else f"{place}.{path}"
        code = "member_missing" if fault.code == "required" else fault.code
        yield Fault(code, path, sent=fault.sent, allowed=fault.allowed or _names(error))


def _names(error: ValidationError) -> str:
    """What may stand where an unknown key stands."""
    schema: Any = error.schema
    if error.validator != "additionalProperties" or not isinstance(schema, Mapping):
        return ""
    return ", ".join(schema.get("properties", {}))


def _due_faults(plan: Mapping[str, Any]) -> Iterator[Fault]:
    """Due days for periods that are not collected."""
    for at, collected in enumerate(plan.get("collects", []), start=1):
        periods = collected["periods"]
        for period in collected.get("due", {}):
            if period not in periods:
                path = f"collects.{at}.due.{period}"
                yield Fault("due_period_unknown", path, sent=period, allowed=", ".join(periods))
