"""``collect PATH…``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Exit, Option

from commands.context import here, now
from commands.voice import give, progress, show_faults, tell, word

if TYPE_CHECKING:
    from engine.collect import Collected, Receipt
    from errors import Fault
    from store.refusals import Refusal

SHOWN = 20


def collect(
    paths: Annotated[list[Path], Argument(help="FILE | FOLDER …")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    flow: Annotated[bool, Option("--flow", help="Prefect")] = False,
) -> None:
    """Nhận số liệu các đơn vị gửi (JSON, JSONL, CSV) / Take in what units sent."""
    from engine.collect import collect as run
    from engine.pool import opened

    work = here().work()
    with progress() as step:
        if flow or here().environment.prefect_api:
            from flows.run import collect as run_flow

            done = run_flow(work, paths, form, now(), step, here().environment)
        else:
            with opened(workers_for(paths)) as pool:
                done = run(work, paths, form, now(), pool, step)
    say(done)


def workers_for(paths: list[Path]) -> int:
    """One worker for little work: starting more would take longer than the work; else all."""
    few = len(paths) == 1 and paths[0].is_file() and paths[0].stat().st_size < 1_000_000
    return 1 if few else 0


def say(done: "Collected") -> None:
    """Say what was kept and refused; exit 1 where anything was refused."""
    tell_refused(done)
    if done.warnings:
        tell("warned")
        show_faults(done.warnings)
    lines = [
        word(
            "receipt",
            reference=r.reference,
            unit=r.unit,
            form=r.form,
            period=r.period,
            revision=r.revision,
            sha256=r.sha256,
        )
        for r in done.receipts[:SHOWN]
    ]
    data = {
        "accepted": done.accepted,
        "repeated": done.repeated,
        "refused": [_refusal(one) for one in done.refused],
        "warnings": [{"where": one.where, **_fault(one)} for one in done.warnings],
        "receipts": [_receipt(one) for one in done.receipts],
    }
    give(data, [*lines, counts(done)])
    if done.refused:
        raise Exit(1)


def tell_refused(done: "Collected") -> None:
    """Say what was refused and why, the first of them whole."""
    for one in done.refused[:SHOWN]:
        tell("refused_one", where=one.source, unit=one.unit)
        show_faults(one.faults)
    if len(done.refused) > SHOWN:
        tell("refused_more", count=len(done.refused) - SHOWN)


def counts(done: "Collected") -> str:
    """How many were accepted, sent before and refused, as a sentence."""
    refused = len(done.refused)
    return word("collected", accepted=done.accepted, repeated=done.repeated, refused=refused)


def _refusal(one: "Refusal") -> dict[str, object]:
    faults = [_fault(fault) for fault in one.faults]
    return {"where": one.source, "unit": one.unit, "faults": faults}


def _fault(one: "Fault") -> dict[str, object]:
    return {"code": one.code, "path": one.path, "sent": one.sent, "allowed": one.allowed}


def _receipt(one: "Receipt") -> dict[str, object]:
    return {
        "reference": one.reference,
        "unit": one.unit,
        "form": one.form,
        "period": one.period,
        "revision": one.revision,
        "sha256": one.sha256,
        "received_at": one.received_at.isoformat(),
    }
