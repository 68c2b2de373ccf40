"""``collect PATH…``."""

import os
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Exit, Option

from commands.context import here, now
from commands.resume import mention
from commands.voice import Progress, give, progress, show_faults, tell, word

if TYPE_CHECKING:
    from engine.collect import Collected, Receipt
    from engine.confirm import Warned
    from engine.work import Work
    from store.refusals import Refusal

SHOWN = 20


def collect(
    paths: Annotated[list[str], Argument(help="FILE | FOLDER | ADDRESS …")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    unit: Annotated[
        str | None, Option(metavar="CODE", help="tệp của đơn vị / whose files these are")
    ] = None,
    flow: Annotated[bool, Option("--flow", help="Prefect")] = False,
    draft: Annotated[bool, Option("--draft", help="chỉ giữ nháp / keep as drafts only")] = False,
    faults_to: Annotated[
        Path | None, Option(metavar="DIR", help="tệp Excel chỉ chỗ sai / workbooks of faults")
    ] = None,
    receipts: Annotated[
        Path | None, Option(metavar="DIR", help="biên nhận có chữ ký / signed receipts")
    ] = None,
) -> None:
    """Nhận số liệu các đơn vị gửi (Excel, JSON, JSONL, CSV) / Take in what units sent."""
    work = here().work()
    if draft:
        from commands.draft import save_drafts

        save_drafts(work, [Path(one) for one in paths], form, unit)
        return
    done = _taken_in(work, paths, form, unit, flow=flow)
    if faults_to is not None and (done.refused or done.warned):
        _mark_faults(work, done, faults_to)
    if receipts is not None:
        from commands.receipt import write_all

        write_all(work, done.receipts, receipts)
    say(work, done)


def _taken_in(
    work: "Work", paths: list[str], form: str | None, unit: str | None, *, flow: bool
) -> "Collected":
    from engine.collect import collect as run
    from engine.fetching import at_hand
    from engine.pool import opened
    from flows import record

    with progress() as step:
        # Files of one unit are few: they need no flow, and a flow knows of no unit.
        if unit is None and (flow or here().environment.prefect_api):
            from flows.run import collect as run_flow

            done = run_flow(work, paths, form, now(), step, here().environment)
            mention(work)
            return done
        asked = {"inbox": record.found_again(paths), "form": form}
        # A single file is soon read, and nobody watches it lie.
        watched = unit is None and not all(map(os.path.isfile, paths))
        with (
            record.recorded(work, "collect", asked) if watched else nullcontext(),
            at_hand(paths) as (found, called),
            opened(workers_for(found)) as pool,
        ):
            return run(work, found, form, now(), pool, _told(step), unit, called)


def _told(step: Progress) -> Progress:
    """The same, put on record too: whoever watches sees that the run gets on."""
    from flows import record

    def tell(stage: str, done: int, total: int) -> None:
        if done == 1:
            record.stage(stage, total)
        record.moved()
        step(stage, done, total)

    return tell


def _mark_faults(work: "Work", done: "Collected", out: Path) -> None:
    """Write each known unit's own workbook with its faults or doubts marked, and say where."""
    import messages
    from engine.faulty import write
    from engine.pressing import Order

    areas = (messages.words(here().language, area) for area in ("workbook", "template"))
    words = tuple({key: said for area in areas for key, said in area.items()}.items())
    order = Order(words, now(), messages.fault, messages.mend)
    for path in write(work, order, done.refused, out, done.warned):
        tell("fault_file", path=path)


def workers_for(paths: list[Path]) -> int:
    """One worker for little work: starting more would take longer than the work; else all."""
    few = len(paths) == 1 and paths[0].is_file() and paths[0].stat().st_size < 1_000_000
    return 1 if few else 0


def say(work: "Work", done: "Collected") -> None:
    """Say what was kept and refused; exit 1 where anything was refused."""
    from commands.faults import forms_of, of_refusal, of_warned
    from reporting.fault_list import as_data

    tell_refusals(work, done.refused)
    tell_warned(work, done)
    if done.notes:
        tell("read_as")
        show_faults(done.notes[:SHOWN])
    forms = forms_of(work, done.refused, done.warned) if here().json else {}
    lines = [line for one in done.receipts[:SHOWN] for line in receipt_lines(one)]
    data: dict[str, object] = {}
    if here().json:
        data = {
            "accepted": done.accepted,
            "repeated": done.repeated,
            "refused": [
                {**_refusal(one), "faults": [as_data(e) for e in of_refusal(one, forms)]}
                for one in done.refused
            ],
            "warnings": [
                {**as_data(of_warned(one, forms)), **_warned(one)} for one in weightiest(done)
            ],
            "notes": [
                {
                    "code": n.code,
                    "path": n.path,
                    "where": n.where,
                    "sent": n.sent,
                    "read": n.allowed,
                }
                for n in done.notes
            ],
            "receipts": [_receipt(one) for one in done.receipts],
        }
    give(data, [*lines, counts(done)])
    if done.refused:
        raise Exit(1)


def tell_refusals(work: "Work", refused: Sequence["Refusal"]) -> None:
    """Say what was refused and why, the first of them whole."""
    from commands.faults import FEW, MOST, forms_of, of_refusal, tell_entries

    shown = refused[:SHOWN]
    forms = forms_of(work, shown, ())
    for one in shown:
        tell("refused_one", where=one.source, unit=one.unit)
        tell_entries(of_refusal(one, forms), MOST if len(shown) == 1 else FEW, one.source)
    if len(refused) > SHOWN:
        tell("refused_more", count=len(refused) - SHOWN)


def tell_warned(work: "Work", done: "Collected") -> None:
    """Say what nobody has confirmed yet, the weightiest first, and how it is confirmed."""
    from commands.faults import FEW, forms_of, of_warned, tell_entries

    together: dict[tuple[str, ...], list[Warned]] = {}
    for one in weightiest(done):
        if one.reason is None:
            together.setdefault((one.source, one.unit, one.form, one.period), []).append(one)
    shown = list(together.values())[:SHOWN]
    forms = forms_of(work, (), [one for some in shown for one in some])
    if shown:
        tell("warned")
    for some in shown:
        first = some[0]
        tell("warned_of", unit=first.unit, where=first.source)
        tell_entries([of_warned(one, forms) for one in some], FEW, first.source)
        for path in dict.fromkeys(one.fault.path for one in some[:FEW]):
            how = {"unit": first.unit, "form": first.form, "period": first.period}
            tell("warned_how", **how, path=path)
    if len(together) > len(shown):
        tell("warned_more", count=len(together) - len(shown))
    if answered := sum(one.reason is not None for one in done.warned):
        tell("warned_answered", count=answered)


def weightiest(done: "Collected") -> list["Warned"]:
    """Warnings by rung, and in each by how much they weigh on the figure above."""
    from reporting.fault_list import rung_of

    return sorted(done.warned, key=lambda one: (rung_of(one.fault), -one.fault.weight))


def counts(done: "Collected") -> str:
    """How many were accepted, sent before and refused, as a sentence."""
    refused = len(done.refused)
    return word("collected", accepted=done.accepted, repeated=done.repeated, refused=refused)


def _refusal(one: "Refusal") -> dict[str, object]:
    return {"where": one.source, "unit": one.unit, "form": one.form, "period": one.period}


def _warned(one: "Warned") -> dict[str, object]:
    return {
        "where": f"{one.source} · {one.unit}",
        "unit": one.unit,
        "form": one.form,
        "period": one.period,
        "reason": one.reason,
    }


def receipt_lines(one: "Receipt") -> list[str]:
    """A receipt for people; who entered it, where the unit was silent, stands below."""
    said = word(
        "receipt",
        reference=one.reference,
        unit=one.unit,
        form=one.form,
        period=one.period,
        revision=one.revision,
        sha256=one.sha256,
    )
    return [said, word("receipt_behalf", who=one.entered_by)] if one.entered_by else [said]


def _receipt(one: "Receipt") -> dict[str, object]:
    return {
        "reference": one.reference,
        "unit": one.unit,
        "form": one.form,
        "period": one.period,
        "revision": one.revision,
        "sha256": one.sha256,
        "received_at": one.received_at.isoformat(),
        **({"entered_by": one.entered_by} if one.entered_by else {}),
    }
