"""Published vintages for everybody, without signing in; off until an operator turns it on."""

from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

import messages
from engine import public, report_jobs
from engine.public import Cell, Open
from errors import Problem
from portal.guard.needs import needs
from portal.pages.reports import SHEET
from portal.rendering import page
from portal.spelling import figure
from portal.visit import Visit

router = APIRouter()
KEPT = {"Cache-Control": "public, max-age=300", "Vary": "Cookie"}
"""For some minutes; the language stands in a cookie."""
Anybody = Annotated[Visit, needs("visit", open_=True)]


@router.get("/public")
def listed(visit: Anybody) -> Response:
    """Every vintage there is."""
    return _kept(page(visit, "public.html", found=public.listed(visit.work)))


@router.get("/public/{form}/{period}/{number}")
def show(visit: Anybody, form: str, period: str, number: str, unit: str = "") -> Response:
    """One: the figures of the highest unit, or of one just below it."""
    seen = public.one(visit.work, form, period, _number(number))
    told = [row for row in seen.rows if row[0].code == unit] if unit else seen.rows[:1]
    if not told:
        raise Problem("item_unknown")
    return _kept(
        page(
            visit,
            "public_vintage.html",
            row=seen.row,
            title=seen.form.title,
            words=messages.words(visit.language, "workbook"),
            here=told[0][0],
            lines=[_line(visit, seen, one) for one in told[0][1]],
            units=[one for one, _cells in seen.rows],
        )
    )


@router.get("/public/{form}/{period}/{number}/figures.csv")
def figures(visit: Anybody, form: str, period: str, number: str) -> Response:
    """All its figures of every unit, for programs and spreadsheets."""
    row = public.find(visit.work, form, period, _number(number))
    name = f"{row.form}_{row.period}_v{row.number}.csv".replace("/", "-")
    path = public.csv_of(visit.work, row)
    return _kept(FileResponse(path, media_type="text/csv; charset=utf-8", filename=name))


@router.get("/public/{form}/{period}/{number}/workbook")
def workbook(visit: Anybody, form: str, period: str, number: str) -> Response:
    """The workbook of the highest unit; the first who asks waits until it is written."""
    row = public.find(visit.work, form, period, _number(number))
    wish = public.wish_of(visit.work, row)
    kept = report_jobs.number_of(visit.work, wish)
    try:
        job = report_jobs.job_of(visit.work, wish.unit, kept)
    except Problem:
        words = messages.words(visit.language, "workbook")
        job = report_jobs.ask(visit.work, wish, words, visit.now)
    if job.problem is not None:
        raise job.problem
    if job.going:
        answer = page(visit, "public_wait.html", status=202, job=job)
        del answer.headers["set-cookie"]
        return answer
    path = report_jobs.file_of(visit.work, job)
    return _kept(FileResponse(path, media_type=SHEET, filename=job.name))


def _kept(answer: Response) -> Response:
    """The same for everybody, and to be kept for a while: no cookie goes with it."""
    del answer.headers["set-cookie"]
    answer.headers.update(KEPT)
    return answer


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise Problem("item_unknown")
    return int(text)


def _line(visit: Visit, seen: Open, one: Cell) -> dict[str, Any]:
    measure = seen.form.by_path[one.key.measure]
    label = measure.label.in_(visit.language)
    if one.key.option:
        label += f": {measure.option_in(one.key.option, visit.language) or one.key.option}"
    if one.key.level:
        words = messages.words(visit.language, "workbook")
        label += f" ({words.get(f'level_{one.key.level}', one.key.level)})"
    value = visit.say("public_is_hidden") if one.hidden else one.value and _spelt(visit, one.value)
    return {
        "label": label,
        "value": value or "–",
        "unit": measure.unit.in_(visit.language),
        "coverage": f"{one.reported}/{one.expected}",
    }


def _spelt(visit: Visit, text: str) -> str:
    """With every decimal it was published with."""
    whole, _dot, tail = text.partition(".")
    shown = figure(Decimal(whole), visit.language)
    if whole.startswith("-") and not shown.startswith("-"):
        shown = f"-{shown}"
    return f"{shown}{',' if visit.language == 'vi' else '.'}{tail}" if tail else shown
