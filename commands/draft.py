"""``draft UNIT FORM PERIOD``: what is kept of something that was not accepted, or not sent yet."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Exit, Option

from commands.answer_words import answer_words, mark_words
from commands.clock import civil
from commands.context import here, now
from commands.voice import give, tell, word
from errors import Problem

if TYPE_CHECKING:
    from engine.drafts import Shown
    from engine.work import Work
    from schemas.form import Form

VALUE = 60
"""Characters of one value on a line."""


def draft(
    unit: Annotated[str, Argument(help="mã đơn vị / unit code")],
    form: Annotated[str, Argument(help="biểu mẫu / form")],
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    plan: Annotated[str | None, Option(help="PLAN")] = None,
    drop: Annotated[bool, Option("--drop", help="xóa hẳn / delete for good")] = False,
    save: Annotated[Path | None, Option(help="FILE.json")] = None,
) -> None:
    """Bản nháp của một đơn vị, kèm những chỗ phải sửa / A unit's draft, with what to mend."""
    from engine import drafts
    from engine.whose import Whose

    work, whose = here().work(), Whose(unit, form, period, plan)
    if drop:
        drafts.drop(work, whose, now())
        said = word("draft_dropped", unit=unit, form=form, period=period)
        give({"unit": unit, "form": form, "period": period, "dropped": True}, [said])
        return
    shown = drafts.show(work, whose)
    if save is not None:
        try:
            save.write_text(drafts.as_submission(shown), encoding="utf-8")
        except OSError as error:
            raise Problem("file_unreadable", path=str(save), reason=error.strerror) from error
        tell("draft_saved_to", path=save)
    _show(shown)


def _show(shown: "Shown") -> None:
    from commands.faults import of_draft, tell_entries
    from reporting.fault_list import as_data

    owed = shown.owed
    entries = of_draft(shown.faults, shown.form, owed.level, shown.source)
    data = {
        "unit": owed.code,
        "form": f"{owed.form}@{owed.version}",
        "period": owed.period,
        "plan": owed.plan,
        "saved_at": shown.saved_at.isoformat(),
        "source": shown.source,
        "sender": shown.sender,
        **shown.content,
        "faults": [as_data(entry) for entry in entries],
    }
    head = word(
        "draft_head",
        unit=owed.code,
        form=f"{owed.form}@{owed.version}",
        period=owed.period,
        at=civil()(shown.saved_at),
        source=shown.source,
    )
    give(data, [head, *_cells(shown.content, shown.form)])
    if entries:
        tell("draft_faults", count=len(entries))
        tell_entries(entries, source=shown.source)
    else:
        tell("draft_sound")


def _cells(content: dict[str, Any], form: "Form") -> list[str]:
    """What stands in the draft, in the order of the form; what the form does not know last."""
    marks = content.get("marks", {})
    stated = {**_flat(content.get("values", {})), **marks}
    order = {measure.path: place for place, measure in enumerate(form.measures)}
    said = []
    for path in sorted(stated, key=lambda one: (order.get(one, len(order)), one)):
        measure = form.by_path.get(path)
        label = measure.label.in_(here().language) if measure else path
        told = mark_words(marks[path]) if path in marks else answer_words(stated[path], measure)
        value = " ".join(told.split())
        short = value if len(value) <= VALUE else value[: VALUE - 1] + "…"
        said.append(word("draft_cell", label=label, path=path, value=short))
    return said


def _flat(values: dict[str, Any], above: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in values.items():
        path = f"{above}.{name}" if above else name
        if isinstance(value, dict):
            found |= _flat(value, path)
        elif value is not None:
            found[path] = value
    return found


def save_drafts(work: "Work", paths: list[Path], form: str | None, unit: str | None) -> None:
    """Keep files as drafts, and say what is still to be mended; exit 1 where any was refused."""
    from commands.collect import tell_refusals
    from commands.faults import forms_of, of_refusal, tell_entries
    from engine.drafts import save
    from reporting.fault_list import as_data

    done = save(work, paths, form, now(), unit)
    tell_refusals(work, done.refused)
    forms = forms_of(work, (*done.kept, *done.refused), ())
    lines = []
    for one in done.kept:
        lines.append(word("draft_saved", unit=one.unit, form=one.form, period=one.period))
        tell_entries(of_refusal(one, forms), source=one.source)
    data = {
        name: [
            {
                "where": one.source,
                "unit": one.unit,
                "form": one.form,
                "period": one.period,
                "faults": [as_data(entry) for entry in of_refusal(one, forms)],
            }
            for one in some
        ]
        for name, some in (("drafts", done.kept), ("refused", done.refused))
    }
    counted = word("drafts_saved", kept=len(done.kept), refused=len(done.refused))
    give(data, [*lines, counted])
    if done.refused:
        raise Exit(1)
