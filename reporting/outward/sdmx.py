"""SDMX-CSV 2.0 (SDMX 3.0): one observation a row, identified by its dataflow and dimensions.

Dimensions: REF_AREA (the unit's code), INDICATOR (the measure's path with ``-`` for ``.``),
UNIT_LEVEL (of the units counted, where a figure is kept per level), OPTION (of a choice, by its
place where its text is no identifier) and TIME_PERIOD; ``_T`` stands for all. Attributes:
OBS_STATUS by the cross-domain code list CL_OBS_STATUS 2.2, UNIT_MEASURE, DECIMALS, and REPORTED
and EXPECTED, the coverage. Identifiers keep to SDMX's letters, digits, ``_``, ``-``, ``@``, ``$``.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from errors import Problem
from reporting.columns import Key
from reporting.outward.figures import (
    SUPPRESSED,
    Line,
    Outgoing,
    chunks,
    decimals_of,
    value_text,
)
from reporting.period import read_period
from schemas.form import Form, Measure

HEADER = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "INDICATOR", "UNIT_LEVEL", "OPTION",
    "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MEASURE", "DECIMALS", "REPORTED", "EXPECTED",
)  # fmt: skip
AGENCY = "CAPBAC"
ALL = "_T"
NOT_APPLICABLE = "_Z"
STATUS = {
    "normal": "A",
    "estimated": "E",
    "not_comparable": "B",
    "provisional": "P",
    "missing": "O",
    "cannot_exist": "M",
    "suppressed": "Q",
}
"""CL_OBS_STATUS 2.2: A normal, E estimated, B break (another map), P provisional, O missing,
M missing because it cannot exist (nobody is asked), Q missing because it is suppressed."""
_IDENTIFIER = re.compile(r"[A-Za-z0-9_@$-]+")
_PERCENT = "PT"


def sdmx_rows(out: Outgoing) -> Iterator[tuple[str, ...]]:
    """The header, then an observation a row. Raises Problem code_unfit."""
    yield HEADER
    flow = dataflow(out.rollup.form)
    period = time_period(out.period)
    for chunk in chunks(out):
        for lines in chunk:
            for line in lines:
                yield ("dataflow", flow, "I", *_observation(out, line, period))


def dataflow(form: Form) -> str:
    """``CAPBAC:FORM(VERSION)``: an agency's dataflow as SDMX names it."""
    name = re.sub(r"[^A-Z0-9_@$-]+", "_", form.name.upper()).strip("_")
    return f"{AGENCY}:{name}({form.version}.0.0)"


def indicator(path: str) -> str:
    """A measure's identifier: paths have no ``-`` of their own, so nothing is lost."""
    return path.replace(".", "-")


def time_period(text: str) -> str:
    """SDMX's spelling: ours, but for a span of days, which has a start and a duration."""
    period = read_period(text)
    if period.kind != "span":
        return text
    days = (period.last - period.first + timedelta(days=1)).days
    return f"{period.first.isoformat()}/P{days}D"


def unit_measure(measure: Measure) -> str:
    """An identifier made of the unit's English words; ``PT`` for per cent."""
    if measure.rule.name in ("count", "choice"):
        return "NUMBER"
    words = measure.unit.en.strip()
    if words in ("%", "per cent", "percent"):
        return _PERCENT
    return re.sub(r"[^A-Z0-9]+", "_", words.upper()).strip("_") or NOT_APPLICABLE


def _observation(out: Outgoing, line: Line, period: str) -> tuple[str, ...]:
    if not _IDENTIFIER.fullmatch(line.unit.code):
        raise Problem("code_unfit", code=line.unit.code)
    measure = out.rollup.form.by_path[line.key.measure]
    return (
        line.unit.code,
        indicator(line.key.measure),
        (line.key.level and _identifier(line.key.level)) or ALL,
        _option(measure, line.key),
        period,
        value_text(out.rollup, line),
        _status(out, line),
        unit_measure(measure),
        str(decimals_of(measure)),
        str(line.reported),
        str(line.expected),
    )


def _identifier(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_@$-]+", "_", text)


def _option(measure: Measure, key: Key) -> str:
    if not key.option:
        return ALL
    if _IDENTIFIER.fullmatch(key.option):
        return key.option
    return f"O{measure.options.index(key.option) + 1}"


def _status(out: Outgoing, line: Line) -> str:
    if line.value is None:
        if line.status == SUPPRESSED:
            return STATUS["suppressed"]
        return STATUS["missing" if line.expected else "cannot_exist"]
    if line.status in ("estimated", "not_comparable"):
        return STATUS[line.status]
    return STATUS["provisional" if out.finality == "provisional" else "normal"]
