"""Supplement: two vintages held against each other, every difference traced to who caused it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine.explain import origin_of
from engine.folders import made
from engine.standings import zone_of
from engine.vintages import Recalled, find, recalled
from engine.work import Work
from errors import Problem
from hierarchy.unit import Unit
from reporting.explained import Origin
from reporting.vintage_changes import Cause, Edition, Judged, Supplement
from reporting.vintage_diff import cells, changes
from reporting.workbook.supplement import supplement_book
from reporting.workbook.supplement_words import Wanted
from store import contributors, reviews
from store.contributors import Source
from store.opening import Connection

JUDGED = ("approved", "returned", "voided")


@dataclass(frozen=True)
class _Side:
    """One vintage, and by unit code which of its assignments counted."""

    found: Recalled
    taken: Mapping[str, Source]


def between(work: Work, period: str, form: str | None, first: int, second: int) -> Supplement:
    """What differs between two vintages of a form and a period, the first being the older.

    Raises Problem form_needed, vintage_unknown or vintage_changed.
    """
    with work.store().reading() as connection:
        old, new = (_side(work, connection, period, form, number) for number in (first, second))
        causing = _causing(old, new)
        acts = _judged(connection, old, new, causing)
    changed = tuple(changes(old.found.rollup, new.found.rollup, causing.keys()))
    causes = tuple(
        _cause(unit, kinds, old, new, acts.get(unit.code, ())) for unit, kinds in causing.values()
    )
    return Supplement(
        period=period,
        old=_edition(work, old),
        new=_edition(work, new),
        changes=changed,
        causes=causes,
        tree=new.found.rollup.tree,
    )


def _side(work: Work, connection: Connection, period: str, form: str | None, number: int) -> _Side:
    found = recalled(work, connection, find(connection, period, form, number))
    taken: dict[str, Source] = {}
    for one in contributors.of_vintage(connection, found.row.id):
        place = found.frame.map.places.get(one.unit_id)
        if place is None or one.state == "succeeded":
            continue
        code = found.rollup.tree.units[place].code
        before = taken.get(code)
        if before is None or (before.submission_id or 0) < (one.submission_id or 0):
            taken[code] = one
    return _Side(found, taken)


def _causing(old: _Side, new: _Side) -> dict[str, tuple[Unit, tuple[str, ...]]]:
    """Units by code that gave something else, are asked otherwise, or stand elsewhere."""
    trees = old.found.rollup.tree, new.found.rollup.tree
    found: dict[str, tuple[Unit, tuple[str, ...]]] = {}
    for code in dict.fromkeys((*trees[1].index, *trees[0].index)):
        units = [tree.units[tree.index[code]] if code in tree.index else None for tree in trees]
        kinds = _kinds(units[0], units[1], old.taken.get(code), new.taken.get(code))
        unit = units[1] or units[0]
        if kinds and unit is not None:
            found[code] = unit, tuple(kinds)
    return found


def _kinds(
    was: Unit | None, now: Unit | None, before: Source | None, after: Source | None
) -> list[str]:
    kinds = []
    if was is None:
        kinds.append("unit_new")
    elif now is None:
        kinds.append("unit_gone")
    elif was.parent_code != now.parent_code or was.level != now.level:
        kinds.append("moved")
    if before is None and after is not None and was is not None:
        kinds.append("asked")
    if after is None and before is not None and now is not None:
        kinds.append("released")
    sent = tuple(None if one is None else one.digest for one in (before, after))
    if sent[0] != sent[1]:
        kinds.append("sent" if sent[0] is None else "gone" if sent[1] is None else "revised")
    return kinds


def _cause(
    unit: Unit, kinds: tuple[str, ...], old: _Side, new: _Side, judged: tuple[Judged, ...]
) -> Cause:
    return Cause(
        unit=unit,
        kinds=kinds,
        before=_origin(old, unit.code),
        after=_origin(new, unit.code),
        judged=judged,
        cells=cells(old.found.rollup, new.found.rollup, unit.code),
    )


def _origin(side: _Side, code: str) -> Origin | None:
    source = side.taken.get(code)
    if source is None or source.submission_id is None:
        return None
    return origin_of(code, side.found.rollup.form.reference, side.found.row.period, source)


def _judged(
    connection: Connection, old: _Side, new: _Side, causing: Mapping[str, object]
) -> dict[str, tuple[Judged, ...]]:
    """Acts of review between the two, where an approval decides what counts."""
    if not (old.found.row.final or new.found.row.final):
        return {}
    since, until = sorted((old.found.row.at, new.found.row.at))
    owners: dict[int, str] = {}
    for side in (old, new):
        owners.update({s.assignment_id: code for code, s in side.taken.items() if code in causing})
    found: dict[str, list[Judged]] = {}
    for assignment_id, acts in reviews.done(connection, owners.keys()).items():
        for act in acts:
            if act.kind in JUDGED and since < act.at <= until:
                judged = Judged(act.kind, act.actor, act.at, act.reason or "")
                found.setdefault(owners[assignment_id], []).append(judged)
    return {code: tuple(acts) for code, acts in found.items()}


def _edition(work: Work, side: _Side) -> Edition:
    row = side.found.row
    sent = sum(one.submission_id is not None for one in side.taken.values())
    return Edition(
        number=row.number,
        form=side.found.rollup.form,
        finality="final" if row.final else "provisional",
        published=row.at.astimezone(zone_of(work.country().offset)),
        actor=row.actor,
        roster_on=row.roster_on,
        note=row.note,
        inputs_digest=row.inputs_digest,
        figures_digest=row.figures_digest,
        reported=sent,
        expected=len(side.taken),
    )


def supplement(
    work: Work,
    period: str,
    form: str | None,
    unit: str | None,
    numbers: tuple[int, int],
    out: Path,
    words: Mapping[str, str],
) -> tuple[Supplement, Path]:
    """Write the supplement of the topmost unit, or of ``unit`` and what lies below it.

    Gives what changed there and the file. Raises Problem unit_unknown, folder_unfit and what
    ``between`` does.
    """
    found = between(work, period, form, *numbers)
    about = found.top
    tree = found.tree
    if unit is not None:
        if unit not in tree.index:
            raise Problem("unit_unknown", code=unit)
        about = tree.units[tree.index[unit]]
        found = _within(found, about)
    above = [tree.units[place] for place in tree.ancestors(tree.index[about.code])]
    day = found.new.published.date()
    paper = work.country().letterhead(about, above, day, work.language)
    whole = f"{about.code}_{found.new.form.name}_{period}_bo-sung_{numbers[0]}-{numbers[1]}"
    name = "".join(c if c.isalnum() or c in "._-@" else "-" for c in whole) + ".xlsx"
    path = made(out) / name
    supplement_book(Wanted(found, about, paper, words, work.language), path)
    return found, path


def _within(found: Supplement, about: Unit) -> Supplement:
    """What changed at a unit and below it."""
    tree = found.tree
    place = tree.index[about.code]
    codes = {one.code for one in tree.units[place : int(tree.stop[place])]}
    return replace(
        found,
        changes=tuple(one for one in found.changes if one.unit.code in codes),
        causes=tuple(one for one in found.causes if one.unit.code in codes),
    )
