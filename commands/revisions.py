"""``revisions UNIT FORM PERIOD [--diff [A [B]]]``."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.answer_words import answer_words, mark_words
from commands.clock import Clock, civil
from commands.context import here, read_day
from commands.paper import as_data
from commands.voice import give, word
from errors import Problem

if TYPE_CHECKING:
    from engine.revisions import Changed, Kept
    from engine.whose import Whose
    from engine.work import Work
    from reporting.revision_diff import Cell
    from schemas.form import Measure


def revisions(
    unit: Annotated[str, Argument(help="mã đơn vị / unit code")],
    form: Annotated[str, Argument(help="biểu mẫu / form")],
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    numbers: Annotated[list[int] | None, Argument(help="--diff: A [B]")] = None,
    diff: Annotated[bool, Option("--diff", help="ô nào đã đổi / which cells changed")] = False,
    plan: Annotated[str | None, Option(help="PLAN")] = None,
    unit_on: Annotated[
        str | None, Option(help="YYYY-MM-DD: ngày đơn vị còn / a day on which the unit stood")
    ] = None,
) -> None:
    """Các lần nộp của một đơn vị, và đổi ô nào / Revisions of a unit, and what changed."""
    from engine.whose import Whose

    work, whose = here().work(), Whose(unit, form, period, plan, read_day(unit_on))
    if len(numbers or ()) > 2:
        raise Problem("usage", reason="--diff [A [B]]")
    if diff or numbers:
        _changes(work, whose, *(numbers or ()))
    else:
        _history(work, whose)


def _history(work: "Work", whose: "Whose") -> None:
    from engine.revisions import history

    found = history(work, whose)
    about = found.about
    data = {
        "unit": about.unit,
        "form": f"{about.form}@{about.version}",
        "period": about.period,
        "plan": about.plan,
        "state": about.state,
        "due": about.due,
        "revisions": [_data(one) for one in found.revisions],
    }
    at = civil()
    lines = [line for one in found.revisions for line in _lines(one, at)]
    give(data, lines or [word("revisions_none")])


def _data(one: "Kept") -> dict[str, object]:
    return {
        "revision": one.number,
        "received_at": one.received_at.isoformat(),
        "sender": one.sender,
        "channel": one.channel,
        "source": one.source,
        "sha256": one.digest,
        "entered_by": one.entered_by,
        "warnings_open": one.open,
        "warnings_confirmed": one.confirmed,
        "papers": [as_data(scan) for scan in one.papers],
    }


def _lines(one: "Kept", at: Clock) -> list[str]:
    lines = [
        word(
            "revision_line",
            revision=one.number,
            at=at(one.received_at),
            sender=one.sender,
            channel=one.channel,
            sha256=one.digest,
        )
    ]
    if one.entered_by:
        lines.append(word("revision_behalf", who=one.entered_by))
    if one.open or one.confirmed:
        lines.append(word("revision_warnings", open=one.open, confirmed=one.confirmed))
    lines += [word("revision_paper", name=scan.name, digest=scan.digest) for scan in one.papers]
    return lines


def _changes(
    work: "Work", whose: "Whose", first: int | None = None, second: int | None = None
) -> None:
    from engine.revisions import compared

    found = compared(work, whose, first, second)
    data = {
        "unit": found.about.unit,
        "form": f"{found.about.form}@{found.about.version}",
        "period": found.about.period,
        "from": found.first,
        "to": found.second,
        "changes": [
            {
                "path": one.path,
                "label": one.label.in_(here().language),
                "before": _cell(one.before),
                "after": _cell(one.after),
            }
            for one in found.changed
        ],
    }
    head = word("diff_head", first=found.first, second=found.second, count=len(found.changed))
    give(data, [head, *(_change(one) for one in found.changed)])


def _cell(cell: "Cell") -> dict[str, object] | None:
    if not cell:
        return None
    return {"mark": cell.mark} if cell.mark else {"value": cell.value}


def _change(one: "Changed") -> str:
    return word(
        "diff_line",
        path=one.path,
        label=one.label.in_(here().language),
        before=_said(one.before, one.measure),
        after=_said(one.after, one.measure),
    )


def _said(cell: "Cell", measure: "Measure | None") -> str:
    return mark_words(cell.mark) if cell.mark else answer_words(cell.value, measure)
