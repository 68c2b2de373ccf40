"""Workbooks after a description of their layout: sheets, measures, order, titles."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.orders import Order
from engine.report import ordered
from engine.work import Work
from errors import Problem
from reporting.description import read_description
from reporting.workbook.press import SHEETS
from schemas.reports import check_report


def laid_out(work: Work, wanted: Order, document: Mapping[str, Any], path: str) -> Order:
    """The order with this description. Raises Problem report_faults with every fault."""
    words = dict(wanted.words)
    usual = {code: words[f"sheet_{code}"] for code in SHEETS}
    faults = check_report(document, ordered(work, wanted).rollup.form, work.language, usual)
    if faults:
        raise Problem("report_faults", faults, path=path)
    return replace(wanted, description=read_description(document, work.language))
