"""How one submission's history is told: revisions, acts, reasons, in the order they came."""

from typing import TYPE_CHECKING, Any

from commands.clock import Clock, civil
from commands.context import here
from commands.voice import level_word, word

if TYPE_CHECKING:
    from engine.review_view import History
    from store.history import Sent
    from store.reviews import Done

SHORT = 12
"""Digits of a digest that are shown."""


def data_of(found: "History") -> dict[str, Any]:
    """Everything of one submission's history, as JSON."""
    names = ("unit", "form", "period", "plan", "state", "due", "sha256", "turn", "warnings")
    return {
        **{name: getattr(found, name) for name in (*names, "forced")},
        "steps": [{n: getattr(one, n) for n in one.__slots__} for one in found.steps],
        "revisions": [
            {
                **{n: getattr(one, n) for n in one.__slots__ if n != "id"},
                "papers": [
                    {"name": scan.name, "sha256": scan.digest, "size": scan.size}
                    for scan in found.papers.get(one.id, ())
                ],
            }
            for one in found.revisions
        ],
        "acts": [_act(found, one) for one in found.acts],
    }


def _act(found: "History", one: "Done") -> dict[str, Any]:
    names = ("turn", "kind", "at", "actor", "level", "reason", "due", "forced", "below")
    told = {name: getattr(one, name) for name in names}
    return {**told, "officer": one.unit, "sha256": one.digest, "cells": dict(found.cells(one))}


def lines_of(found: "History") -> list[str]:
    """The same in words: revisions and acts as they followed each other."""
    import messages
    from reporting.workbook.counts import day

    clock = civil()
    told = {"unit": found.unit, "form": found.form, "period": found.period, "plan": found.plan}
    state = messages.state(here().language, found.state)
    lines = [word("review_head", state=state, due=day(found.due) or "-", **told)]
    marks = {True: "✓", False: "·"}
    seen = [(marks[one.done], one.unit, level_word(one.level)) for one in found.steps]
    steps = ", ".join(f"{mark} {unit} ({level})" for mark, unit, level in seen)
    lines.append(word("review_steps", steps=steps or "-"))
    if found.warnings:
        lines.append(word("review_warned", count=found.warnings))
    dated = [(one.received_at, _sent_lines(found, one, clock)) for one in found.revisions]
    dated += [(one.at, _act_lines(found, one, clock)) for one in found.acts]
    dated.sort(key=lambda one: one[0])
    return [*lines, *(line for _at, many in dated for line in many)]


def _sent_lines(found: "History", one: "Sent", clock: Clock) -> list[str]:
    at = clock(one.received_at)
    short = one.digest[:SHORT]
    lines = [word("review_sent", at=at, revision=one.revision, sender=one.sender, sha256=short)]
    if one.on_behalf_of:
        lines.append(word("review_sent_for", name=one.on_behalf_of))
    scans = found.papers.get(one.id, ())
    return [*lines, *(word("revision_paper", name=s.name, digest=s.digest) for s in scans)]


def _act_lines(found: "History", one: "Done", clock: Clock) -> list[str]:
    from reporting.workbook.counts import day

    told = {"at": clock(one.at), "officer": one.unit or "-", "actor": one.actor}
    more = {"due": day(one.due) or "-", "reason": one.reason or "-"}
    lines = [word(f"act_{one.kind}", **told, **more)]
    if one.reason and one.kind != "voided":
        lines.append(word("act_reason", reason=one.reason))
    lines += [word("review_cell", path=f"  {p}", reason=w) for p, w in found.cells(one).items()]
    return [*lines, word("act_forced")] if one.forced else lines
