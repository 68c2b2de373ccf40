"""What differs between two vintages: cell by cell, and who made it so."""

from collections.abc import Iterator
from fractions import Fraction

import messages
import messages.vintages
from commands.clock import civil
from commands.context import here
from commands.voice import figure, give, level_word, word
from reporting.columns import Key
from reporting.display import shown
from reporting.explained import Origin
from reporting.terms import Value
from reporting.vintage_changes import Cause, Edition, Supplement
from reporting.vintage_diff import Change, Trace

MOST = 60
"""Figures spelled out on a terminal; the rest are counted."""
Data = dict[str, object]


def say(found: Supplement) -> None:
    """Put the comparison on stdout, as data or as lines."""
    data = {
        "period": found.period,
        "old": _edition(found.old),
        "new": _edition(found.new),
        "changes": [_change(found, one) for one in found.changes],
        "causes": [_cause(found, one) for one in found.causes],
    }
    give(data, list(_lines(found)))


def kind_word(kind: str) -> str:
    """How a unit made figures differ, in words."""
    vi, en = messages.vintages.CAUSES[kind]
    return vi if here().language == "vi" else en


def _edition(one: Edition) -> Data:
    return {
        "number": one.number,
        "form": one.form.reference,
        "finality": one.finality,
        "published_at": one.published.isoformat(),
        "roster_on": one.roster_on.isoformat(),
        "inputs_digest": one.inputs_digest,
        "figures_digest": one.figures_digest,
        "reported": one.reported,
        "expected": one.expected,
    }


def _change(found: Supplement, one: Change) -> Data:
    decimals = found.shown_decimals(one.key)
    return {
        "unit": one.unit.code,
        "name": one.unit.name,
        **_key(one.key),
        "before": _text(one.before, decimals),
        "after": _text(one.after, decimals),
        "delta": _text(one.delta, decimals),
        "reported_before": one.coverage_before and one.coverage_before[0],
        "expected_before": one.coverage_before and one.coverage_before[1],
        "reported_after": one.coverage_after and one.coverage_after[0],
        "expected_after": one.coverage_after and one.coverage_after[1],
        "causes": [_trace(found, one, trace) for trace in one.traces],
    }


def _trace(found: Supplement, change: Change, trace: Trace) -> Data:
    parts = [
        {
            "role": part.role,
            "measure": part.path or None,
            "before": _text(part.before, _decimals(found, change.key, part.path)),
            "after": _text(part.after, _decimals(found, change.key, part.path)),
            "delta": _text(part.delta, _decimals(found, change.key, part.path)),
        }
        for part in trace.parts
    ]
    return {"unit": trace.unit, "delta": parts[0]["delta"], "parts": parts}


def _decimals(found: Supplement, key: Key, path: str) -> int:
    if not path:
        return 0
    return found.shown_decimals(key if path == key.measure else Key(path))


def _key(key: Key) -> Data:
    return {"measure": key.measure, "level": key.level or None, "option": key.option or None}


def _text(value: Value, decimals: int) -> str | None:
    return None if value is None else shown(value, decimals)


def _cause(found: Supplement, one: Cause) -> Data:
    return {
        "unit": one.unit.code,
        "name": one.unit.name,
        "level": one.unit.level,
        **({"of": one.about} if one.about else {}),
        "kinds": list(one.kinds),
        "before": _origin(one.before),
        "after": _origin(one.after),
        "review": [
            {"kind": j.kind, "actor": j.actor, "at": j.at.isoformat(), "reason": j.reason}
            for j in one.judged
        ],
        "cells": [
            {
                **_key(key),
                "before": _text(before, found.shown_decimals(key)),
                "after": _text(after, found.shown_decimals(key)),
            }
            for key, before, after in one.cells
        ],
    }


def _origin(one: Origin | None) -> Data | None:
    if one is None:
        return None
    return {
        "revision": one.revision,
        "sha256": one.sha256,
        "sender": one.sender,
        "received_at": one.received_at.isoformat(),
        "on_behalf_of": one.on_behalf_of,
        "receipt": one.receipt,
    }


def _lines(found: Supplement) -> Iterator[str]:
    old, new = found.old, found.new
    at = civil()
    yield word(
        "vintage_diff_head",
        old=old.number,
        new=new.number,
        old_at=at(old.published),
        new_at=at(new.published),
        changes=len(found.changes),
        causes=len({one.unit.code for one in found.causes}),
    )
    if old.form.reference != new.form.reference:
        yield word("vintage_forms", old=old.form.reference, new=new.form.reference)
    if old.roster_on != new.roster_on:
        yield word("vintage_maps", old=f"{old.roster_on}", new=f"{new.roster_on}")
    if old.finality != new.finality:
        words = messages.words(here().language, "workbook")
        said = (words[f"finality_{one.finality}"] for one in (old, new))
        yield word("vintage_finality", old=next(said), new=next(said))
    if not found.changes:
        yield word("vintage_same")
    names = {one.unit.code: one.unit.name for one in found.causes}
    for change in found.changes[:MOST]:
        yield from _change_lines(found, change, names)
    if len(found.changes) > MOST:
        yield word("vintage_more", count=len(found.changes) - MOST)
    if found.causes:
        yield word("vintage_causes")
    for cause in found.causes[:MOST]:
        yield from _cause_lines(cause)


def _change_lines(found: Supplement, one: Change, names: dict[str, str]) -> Iterator[str]:
    decimals = found.shown_decimals(one.key)
    measure = ":".join(filter(None, (one.key.measure, one.key.option)))
    if one.key.level:
        measure = f"{measure} ({level_word(one.key.level)})"
    yield word(
        "vintage_change",
        unit=one.unit.code,
        name=one.unit.name,
        measure=measure,
        before=_said(one.before, decimals),
        after=_said(one.after, decimals),
        delta=_signed(one.delta, decimals),
        was=_counts(one.coverage_before),
        now=_counts(one.coverage_after),
    )
    for trace in one.traces[:10]:
        deltas = "; ".join(
            f"{part.path + ' ' if len(trace.parts) > 1 and part.path else ''}"
            f"{_signed(part.delta, _decimals(found, one.key, part.path))}"
            for part in trace.parts
        )
        name = names.get(trace.unit, "")
        yield word("vintage_trace", unit=trace.unit, name=name or " ", delta=deltas)


def _counts(coverage: tuple[int, int] | None) -> str:
    return "–" if coverage is None else f"{coverage[0]}/{coverage[1]}"


def _said(value: Value, decimals: int) -> str:
    return figure(shown(value, decimals)) if value is not None else "–"


def _signed(value: Fraction | None, decimals: int) -> str:
    if value is None:
        return "–"
    text = figure(shown(value, decimals))
    return f"+{text}" if value > 0 else text.replace("-", "−")


def _cause_lines(one: Cause) -> Iterator[str]:
    kinds = ", ".join(kind_word(kind) for kind in one.kinds)
    kinds = f"{one.about} · {kinds}" if one.about else kinds
    yield word("vintage_cause", unit=one.unit.code, name=one.unit.name, kind=kinds)
    at = civil()
    for which, origin in (("before", one.before), ("after", one.after)):
        if origin is not None:
            yield word(
                "vintage_revision",
                which=word(f"vintage_{which}"),
                revision=origin.revision,
                sender=origin.sender or "–",
                at=at(origin.received_at),
                sha256=origin.sha256,
            )
    for judged in one.judged:
        kind = kind_word(judged.kind)
        yield word("vintage_judged", kind=kind, actor=judged.actor, at=at(judged.at))
