"""Consolidated workbooks, a batch of units at a time, on every core."""

from dataclasses import replace
from pathlib import Path
from time import monotonic

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

import messages
from engine import comparing
from engine import report as verb
from engine.filing import absolute
from engine.outcome import Outcome
from engine.report import Order, Part, Scope, Written
from engine.work import Work
from flows.account import Counts, folder, in_batches, left
from flows.runner import another_try, apart, chosen
from flows.surroundings import crunch, current_work


@task(
    task_run_name="report {part.first}–{part.last}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=1,
    retry_condition_fn=another_try,
)
def report_batch(work: Work, wanted: Order, part: Part) -> Written:
    """Write one batch of workbooks; twice gives the same bytes."""
    return crunch(verb.write_part, work, wanted, part)


@flow(flow_run_name="report {form} {period}", task_runner=chosen(), persist_result=False)
def report(
    period: str,
    form: str | None,
    out: Path | str,
    scope: Scope = Scope(),  # noqa: B008  frozen: every call may share it
    *,
    final: bool = False,
    full: bool = False,
    rehearsal: bool = False,
    anew: bool = False,
) -> Outcome[Written]:
    """Every workbook of the scope. Raises Problem no_rollup, form_needed or unit_unknown."""
    work, began = current_work(), monotonic()
    words = messages.words(work.language, "workbook")
    out = absolute(out) if apart() else out
    wanted = verb.order(work, period, form, out, words, final=final, full=full, rehearsal=rehearsal)
    wanted = replace(comparing.beside_another(work, wanted, period, form), anew=anew)
    calls = [(work, wanted, part) for part in verb.parts(work, wanted, scope)]
    found = in_batches("report", report_batch, calls, lambda done: _account(done, out))
    left("report", monotonic() - began, _account(found, out))
    return Outcome(sum(found, Written()))


def _account(found: list[Written], out: Path | str) -> Counts:
    whole = sum(found, Written())
    return {"workbooks written": whole.fresh, "unchanged": whole.unchanged, "in": folder(out)}
