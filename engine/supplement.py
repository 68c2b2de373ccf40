"""Supplement: two vintages held against each other, every difference traced to who caused it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine.explain import origin_of
from engine.folders import made
from engine.published import hidden_in
from engine.standings import zone_of
from engine.vintages import Recalled, find, recalled
from engine.work import Work
from errors import Problem
from hierarchy.unit import Unit
from reporting.explained import Origin
from reporting.public_supplement import Veils, public_supplement
from reporting.suppression import Hidden
from reporting.vintage_changes import Cause, Edition, Judged, Supplement
from reporting.vintage_diff import cells, changes
from reporting.workbook.supplement import supplement_book
from reporting.workbook.supplement_words import Wanted
from store import contributors, reviews, vintage_links
from store.contributors import Source
from store.opening import Connection
from store.vintages import PASSED_ON

JUDGED = ("approved", "returned", "voided")


Given = tuple[str, str]
"""The period a submission is of, and the code of an old unit that sent it; else empty."""


@dataclass(frozen=True)
class _Side:
    """One vintage, and by unit code which assignments counted, period by period.

    ``beside``: hashes of what each unit gave to the forms it takes measures from.
    """

    found: Recalled
    taken: Mapping[str, Mapping[Given, Source]]
    beside: Mapping[str, frozenset[str]]

    def of(self, code: str) -> Mapping[Given, Source]:
        """What counted at a unit."""
        return self.taken.get(code, {})


def between(
    work: Work,
    period: str,
    form: str | None,
    first: int,
    second: int,
    *,
    published: bool = False,
) -> Supplement:
    """What differs between two vintages of a form and a period, the first being the older.

    ``published``: as a published copy may say it, without what either hides. Raises Problem
    form_needed, vintage_unknown or vintage_changed.
    """
    with work.store().reading() as connection:
        old, new = (_side(work, connection, period, form, number) for number in (first, second))
        causing = _causing(old, new)
        acts = _judged(connection, old, new, causing)
    moved = any(one.found.composed is not None and one.found.composed.moved for one in (old, new))
    trees = (old.found.rollup.tree, new.found.rollup.tree)
    # By lineage a figure also counts in units that nobody sent it for.
    codes = {c for tree in trees for c in tree.index} if moved else causing.keys()
    changed = tuple(changes(old.found.rollup, new.found.rollup, causing.keys(), codes))
    causes = tuple(
        cause
        for unit, kinds in causing.values()
        for cause in _causes(unit, kinds, old, new, acts.get(unit.code, ()))
    )
    whole = Supplement(
        period=period,
        old=_edition(work, old),
        new=_edition(work, new),
        changes=changed,
        causes=causes,
        tree=new.found.rollup.tree,
    )
    if not published:
        return whole
    return public_supplement(whole, Veils(*(_hidden(work, side) for side in (old, new))))


def _hidden(work: Work, side: _Side) -> Hidden:
    row, rollup = side.found.row, side.found.rollup
    return hidden_in(work, rollup, row.period, row.form, final=row.final, vintage=row.id)


def _side(work: Work, connection: Connection, period: str, form: str | None, number: int) -> _Side:
    found = recalled(work, connection, find(connection, period, form, number))
    units, spots = found.rollup.tree.units, found.spots
    taken: dict[str, dict[Given, Source]] = {}
    for part in found.periods:
        for one in contributors.of_vintage(connection, found.row.id, part):
            if one.unit_id not in spots or one.state == PASSED_ON:
                continue
            places, unit = spots[one.unit_id]
            for place in places:
                own = taken.setdefault(units[place].code, {})
                given = part, "" if unit == units[place] else unit.code
                before = own.get(given)
                if before is None or (before.submission_id or 0) < (one.submission_id or 0):
                    own[given] = one
    beside: dict[str, set[str]] = {}
    for other in vintage_links.given(connection, found.row.id):
        if other.latest.unit_id in spots and other.latest.digest is not None:
            for place in spots[other.latest.unit_id][0]:
                beside.setdefault(units[place].code, set()).add(other.latest.digest)
    return _Side(found, taken, {code: frozenset(digests) for code, digests in beside.items()})


Kinds = Mapping[Given, tuple[str, ...]]
"""How a unit made figures differ, submission by submission."""


def _causing(old: _Side, new: _Side) -> dict[str, tuple[Unit, Kinds]]:
    """Units by code that gave something else, are asked otherwise, or stand elsewhere."""
    trees = old.found.rollup.tree, new.found.rollup.tree
    found: dict[str, tuple[Unit, Kinds]] = {}
    for code in dict.fromkeys((*trees[1].index, *trees[0].index)):
        units = [tree.units[tree.index[code]] if code in tree.index else None for tree in trees]
        kinds = _kinds(units[0], units[1], old.of(code), new.of(code))
        if old.beside.get(code) != new.beside.get(code):
            first = next(iter(kinds), (new.found.row.period, ""))
            kinds[first] = (*kinds.get(first, ()), "elsewhere")
        unit = units[1] or units[0]
        if kinds and unit is not None:
            found[code] = unit, kinds
    return found


def _kinds(
    was: Unit | None,
    now: Unit | None,
    before: Mapping[Given, Source],
    after: Mapping[Given, Source],
) -> dict[Given, tuple[str, ...]]:
    stands = []
    if was is None:
        stands.append("unit_new")
    elif now is None:
        stands.append("unit_gone")
    elif was.parent_code != now.parent_code or was.level != now.level:
        stands.append("moved")
    found: dict[Given, tuple[str, ...]] = {}
    for given in dict.fromkeys((*before, *after)) or ([("", "")] if stands else []):
        kinds = [*stands, *_sent(was, now, before.get(given), after.get(given))]
        if kinds:
            found[given] = tuple(kinds)
    return found


def _sent(
    was: Unit | None, now: Unit | None, before: Source | None, after: Source | None
) -> list[str]:
    kinds = []
    if before is None and after is not None and was is not None:
        kinds.append("asked")
    if after is None and before is not None and now is not None:
        kinds.append("released")
    sent = tuple(None if one is None else one.digest for one in (before, after))
    if sent[0] != sent[1]:
        kinds.append("sent" if sent[0] is None else "gone" if sent[1] is None else "revised")
    return kinds


def _causes(
    unit: Unit, kinds: Kinds, old: _Side, new: _Side, judged: tuple[tuple[Given, Judged], ...]
) -> Iterator[Cause]:
    """One a submission that differs; what that comes to stands beside the first."""
    differing = cells(old.found.rollup, new.found.rollup, unit.code)
    for place, (given, named) in enumerate(kinds.items()):
        period, source = given
        told = old.found.periods + new.found.periods
        yield Cause(
            unit=unit,
            kinds=named,
            before=_origin(old, unit.code, given),
            after=_origin(new, unit.code, given),
            judged=tuple(one for which, one in judged if which == given),
            cells=differing if place == 0 else (),
            period=period if len(set(told)) > 1 else "",
            source=source,
        )


def _origin(side: _Side, code: str, given: Given) -> Origin | None:
    source = side.of(code).get(given)
    if source is None or source.submission_id is None:
        return None
    return origin_of(given[1] or code, side.found.rollup.form.reference, given[0], source)


def _judged(
    connection: Connection, old: _Side, new: _Side, causing: Mapping[str, object]
) -> dict[str, tuple[tuple[Given, Judged], ...]]:
    """Acts of review between the two, where an approval decides what counts."""
    if not (old.found.row.final or new.found.row.final):
        return {}
    since, until = sorted((old.found.row.at, new.found.row.at))
    owners: dict[int, list[tuple[str, Given]]] = {}
    for code in causing:
        both = {given: one for side in (old, new) for given, one in side.of(code).items()}
        for given, one in both.items():
            owners.setdefault(one.assignment_id, []).append((code, given))
    found: dict[str, list[tuple[Given, Judged]]] = {}
    for assignment_id, acts in reviews.done(connection, owners.keys()).items():
        for act in acts:
            if act.kind in JUDGED and since < act.at <= until:
                judged = Judged(act.kind, act.actor, act.at, act.reason or "")
                for code, given in owners[assignment_id]:
                    found.setdefault(code, []).append((given, judged))
    return {code: tuple(acts) for code, acts in found.items()}


def _edition(work: Work, side: _Side) -> Edition:
    row = side.found.row
    every = {
        one.assignment_id: one.submission_id is not None
        for some in side.taken.values()
        for one in some.values()
    }
    return Edition(
        number=row.number,
        form=side.found.rollup.form,
        finality=side.found.finality,
        published=row.at.astimezone(zone_of(work.country().offset)),
        actor=row.actor,
        roster_on=row.roster_on,
        note=row.note,
        inputs_digest=row.inputs_digest,
        figures_digest=row.figures_digest,
        reported=sum(every.values()),
        expected=len(every),
    )


def supplement(
    work: Work,
    period: str,
    form: str | None,
    unit: str | None,
    numbers: tuple[int, int],
    out: Path,
    words: Mapping[str, str],
    *,
    published: bool = False,
) -> tuple[Supplement, Path]:
    """Write the supplement of the topmost unit, or of ``unit`` and what lies below it.

    Gives what changed there and the file. Raises Problem unit_unknown, folder_unfit and what
    ``between`` does.
    """
    found = between(work, period, form, *numbers, published=published)
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
    whole += "_published" if published else ""
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
