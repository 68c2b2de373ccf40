"""Workbooks after a description of their layout: sheets, measures, order, titles."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine import forms
from engine.orders import Order
from engine.report import ordered
from engine.work import Work
from errors import Problem
from reporting.description import read_description
from reporting.workbook.press import SHEETS
from schemas.form import Form
from schemas.reports import check_report
from store import rollups


def laid_out(work: Work, wanted: Order, document: Mapping[str, Any], path: str) -> Order:
    """The order with this description. Raises Problem report_faults with every fault."""
    words = dict(wanted.words)
    usual = {code: words[f"sheet_{code}"] for code in SHEETS}
    faults = check_report(document, _form_of(work, wanted), work.language, usual)
    if faults:
        raise Problem("report_faults", faults, path=path)
    return replace(wanted, description=read_description(document, work.language))


def _form_of(work: Work, wanted: Order) -> Form:
    """The form of an order; of a roll-up that is kept, without its figures, which workers read."""
    if wanted.vintage or wanted.on_map is not None or wanted.longer is not None:
        return ordered(work, wanted).rollup.form
    with work.store().reading() as connection:
        form_id = rollups.by_id(connection, wanted.rollup_id).form_id
    return forms.of_ids(work, [form_id])[form_id]
