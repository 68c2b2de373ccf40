"""A plan's number: read from its document, unique within issuer, series and year, never invented.

Source: Nghị định 30/2020/NĐ-CP: a committee that issues under its own name keeps its own series
beside the agency's, so 54/KH-UBND and 54/KH-BVSTBPN of one place are two papers.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from engine.work import Work
from errors import Fault
from reporting.document_number import DocumentNumber, Papers, has_number, read_number
from reporting.plan import Plan
from store import amendments, plans
from store.opening import Connection
from store.plans import PlanRow

Number = dict[str, Any]
"""The columns issuer, series, year, number of a plan; all but the issuer None without a number."""


def number_of(plan: Plan, papers: Papers) -> Number:
    """The number of a plan's document.

    Series: the one stated, else the issuer in the symbol. Year: the one in the number, else of
    issue, else of publication, else of the plan's period.
    """
    paper = plan.document.get("document", {})
    day = plan.issued or plan.published
    return _number(plan, plan.number, day, _with_own(paper, papers), paper.get("series"))


def symbol_of(plan: Plan, papers: Papers) -> DocumentNumber:
    """The number of a plan's document taken apart."""
    return read_number(plan.number, _with_own(plan.document.get("document", {}), papers))


def _with_own(paper: Mapping[str, Any], papers: Papers) -> Papers:
    """The country's types with the one a document states itself, or shows before its series."""
    own = [paper["type"]] if "type" in paper else []
    symbol = read_number(paper.get("raw") or "", Papers()).issuer or ""
    series = paper.get("series") or ""
    if series and symbol.upper().endswith(f"-{series.upper()}"):
        own.append(symbol[: -len(series) - 1])
    known = {code.casefold() for code in papers.types}
    fresh = {code: code for code in own if code.casefold() not in known}
    return Papers({**papers.types, **fresh}, papers.letter) if fresh else papers


def amending_number(plan: Plan, raw: str, issued: date | None, papers: Papers) -> Number:
    """The number of the paper that amends a plan."""
    return _number(plan, raw, issued, papers, None)


def _number(plan: Plan, raw: str, day: date | None, papers: Papers, series: str | None) -> Number:
    found = read_number(raw, papers)
    if found.number is None:
        return {"issuer": plan.issuer, "series": None, "year": None, "number": None}
    year = found.year or (day.year if day else int(plan.period[:4]))
    return {
        "issuer": plan.issuer,
        "series": (series or found.issuer or "").upper(),
        "year": year,
        "number": f"{found.number}{found.suffix}",
    }


def unreadable(raw: str | None, path: str) -> Iterator[Fault]:
    """A fault where what is given as a number is none."""
    if raw and not has_number(raw):
        yield Fault("number_unreadable", path, sent=raw)


def taken(
    work: Work,
    connection: Connection,
    number: Number,
    raw: str,
    own: PlanRow | None = None,
    path: str = "document.raw",
) -> Iterator[Fault]:
    """A fault where another paper of the issuer has the number; ``own`` is the plan itself."""
    if number["number"] is None:
        return
    other = plans.by_number(connection, number)
    if other is not None and (own is None or other.id != own.id):
        yield Fault("number_taken", path, sent=raw, allowed=f"{other.ref} ({other.title})")
        return
    papers = work.country().papers
    for said, issued, ref, period in amendments.numbers(connection, number["issuer"]):
        if (own is None or ref != own.ref) and _same(number, said, issued, period, papers):
            yield Fault("number_taken", path, sent=raw, allowed=f"{ref} ({said})")
            return


def _same(
    number: Mapping[str, Any], raw: str, issued: date | None, period: str, papers: Papers
) -> bool:
    found = read_number(raw, papers)
    year = found.year or (issued.year if issued else int(period[:4]))
    return (number["series"], number["year"], number["number"]) == (
        (found.issuer or "").upper(),
        year,
        f"{found.number}{found.suffix}",
    )
