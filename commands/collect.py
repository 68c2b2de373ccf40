"""``collect PATH…``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Exit, Option

from commands.context import here, now
from commands.voice import give, progress, show_faults, tell, word

if TYPE_CHECKING:
    from engine.collect import Collected

RECEIPTS_SHOWN = 20


def collect(
    paths: Annotated[list[Path], Argument(help="FILE | FOLDER …")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    flow: Annotated[bool, Option("--flow", help="Prefect")] = False,
) -> None:
    """Nhận số liệu các đơn vị gửi (JSON, JSONL, CSV). / Take in what units sent."""
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
    for one in done.refused[:RECEIPTS_SHOWN]:
        tell("refused_one", where=one.source, unit=one.unit)
        show_faults(one.faults)
    if len(done.refused) > RECEIPTS_SHOWN:
        tell("refused_more", count=len(done.refused) - RECEIPTS_SHOWN)
    show_faults(done.warnings)
    lines = [
        word("receipt", reference=r.reference, unit=r.unit, form=r.form, period=r.period,
             revision=r.revision, sha256=r.sha256)
        for r in done.receipts[:RECEIPTS_SHOWN]
    ]
    lines.append(
        word("collected", accepted=done.accepted, repeated=done.repeated,
             refused=len(done.refused))
    )
    data = {
        "accepted": done.accepted,
        "repeated": done.repeated,
        "refused": [
            {
                "where": one.source,
                "unit": one.unit,
                "faults": [
                    {"code": f.code, "path": f.path, "sent": f.sent, "allowed": f.allowed}
                    for f in one.faults
                ],
            }
            for one in done.refused
        ],
        "receipts": [
            {
                "reference": r.reference,
                "unit": r.unit,
                "form": r.form,
                "period": r.period,
                "revision": r.revision,
                "sha256": r.sha256,
                "received_at": r.received_at.isoformat(),
            }
            for r in done.receipts
        ],
    }
    give(data, lines)
    if done.refused:
        raise Exit(1)
