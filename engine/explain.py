"""Explain a figure: who gave what to it, by which revision, and who gave nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine import rollup as rollups_verbs
from engine import vintages
from engine.behalf import entered_by
from engine.over_time import Longer, longer_of, over_time
from engine.published import hidden_in
from engine.receipts import source as bare_source
from engine.sending import Receipt
from engine.vintage_making import Spots, spots_of, standing
from engine.work import Work
from errors import Problem
from hierarchy.tree import Tree
from reporting.explained import Explained, Origin
from reporting.explanation import SMALL, explained, keys_of
from reporting.public_explanation import public_copy
from reporting.rollup import Rollup
from reporting.suppression import Hidden
from reporting.terms import Terms
from schemas.form import Form
from schemas.links import near
from store import contributors, successive
from store.contributors import Source
from store.opening import Connection
from store.vintages import PASSED_ON, VintageRow


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures are meant: those of the roll-up, or of the ``vintage`` of a number.

    ``published``: as a published copy may say it, small counts hidden.
    """

    period: str
    form: str | None = None
    final: bool = False
    vintage: int | None = None
    published: bool = False


@dataclass(frozen=True)
class Ground:
    """Figures with what they were made of, period by period: of a roll-up, or of a vintage."""

    rollup: Rollup
    spots: Spots
    sources: Sequence[tuple[str, Source]]
    period: str
    final: bool
    made_at: datetime
    roster_on: date
    vintage: VintageRow | None = None


def explain(
    work: Work,
    unit: str,
    measure: str,
    asked: Asked,
    *,
    depth: int | None = None,
    every: bool = False,
    brief: bool = False,
) -> Explained:
    """Why a figure is what it is. ``measure`` is a dotted path, with ``:option`` of a choice.

    ``brief`` is as in ``explained``. Without ``depth`` or ``every`` a small subtree is shown whole
    and of a large one its children. Raises Problem unit_unknown, measure_unknown, no_rollup,
    form_needed or vintage_unknown.
    """
    ground = _ground(work, asked)
    rollup, tree = ground.rollup, ground.rollup.tree
    place = tree.index.get(unit)
    if place is None:
        raise Problem("unit_unknown", code=unit)
    path, option = _measure(rollup.form, measure)
    everything = every or (depth is None and int(tree.stop[place]) - place <= SMALL)
    reach = None if everything else 1 if depth is None else depth
    keys = keys_of(rollup, place, path, option)
    terms = Terms.at(rollup, place)
    found = [explained(rollup, terms, key, reach, brief=brief) for key in keys]
    shown = {node.place for one in found for node in one.nodes} | {place} if brief else None
    origins, silent = _origins(tree, ground, place, shown)
    whole = Explained(
        tree=tree,
        place=place,
        form=rollup.form,
        measure=rollup.form.by_path[path],
        period=ground.period,
        finality="final" if ground.final else "provisional",
        made_at=ground.made_at,
        roster_on=ground.roster_on,
        vintage=None if ground.vintage is None else ground.vintage.number,
        figures=tuple(found),
        origins=origins,
        silent=silent,
        everything=everything,
    )
    return public_copy(whole, _hidden(work, ground)) if asked.published else whole


def _hidden(work: Work, ground: Ground) -> Hidden:
    row = 0 if ground.vintage is None else ground.vintage.id
    form = ground.rollup.form.reference
    return hidden_in(work, ground.rollup, ground.period, form, final=ground.final, vintage=row)


def _ground(work: Work, asked: Asked) -> Ground:
    period, form = asked.period, asked.form
    if asked.vintage is not None:
        return _published(work, period, form, asked.vintage)
    with work.store().reading() as connection:
        longer = longer_of(connection, period, form)
        if longer is not None:
            return _of_longer(work, connection, longer, final=asked.final)
    rollup_id = rollups_verbs.current(work, period, form, final=asked.final)
    with work.store().reading() as connection:
        rolled, frame, kept = rollups_verbs.loaded(work, connection, rollup_id)
        sources = [(kept.period, one) for one in contributors.of_rollup(connection, rollup_id)]
    spots = standing(frame)
    return Ground(rolled, spots, sources, kept.period, kept.final, kept.made_at, kept.roster_on)


def _of_longer(work: Work, connection: Connection, longer: Longer, *, final: bool) -> Ground:
    """A longer period: every part's own revisions stand behind it."""
    found = over_time(work, connection, longer, final=final)
    sources = [
        (step.period, one)
        for step in longer.steps
        for one in contributors.counting(connection, step.form_id, step.period, final=final)
    ]
    made_at = found.made_at or successive.issued(connection, found.frame.plan_id)
    return Ground(
        found.rollup,
        spots_of(found.sources) or standing(found.frame),
        sources,
        longer.period,
        final,
        made_at,
        found.frame.roster_on,
    )


def _published(work: Work, period: str, form: str | None, number: int) -> Ground:
    with work.store().reading() as connection:
        row = vintages.find(connection, period, form, number)
        found = vintages.recalled(work, connection, row)
        sources = [
            (one, source)
            for one in found.periods
            for source in contributors.of_vintage(connection, row.id, one)
        ]
    return Ground(
        found.rollup,
        found.spots,
        sources,
        row.period,
        found.finality == "final",
        row.at,
        row.roster_on,
        row,
    )


def _measure(form: Form, asked: str) -> tuple[str, str]:
    """(path, option) of a measure asked for. Raises Problem measure_unknown."""
    path, _, option = asked.partition(":")
    known = [m.path for m in form.measures if m.kind != "text" and m.rule.name != "collect"]
    found = form.by_path.get(path)
    if found is None or path not in known:
        close = near(path, known) or ", ".join(known[:12])
        raise Problem("measure_unknown", form=form.reference, measure=asked, near=close)
    if option and option not in found.options:
        close = ", ".join(f"{path}:{one}" for one in found.options) or path
        raise Problem("measure_unknown", form=form.reference, measure=asked, near=close)
    return path, option


def _origins(
    tree: Tree, ground: Ground, place: int, shown: Collection[int] | None
) -> tuple[dict[int, tuple[Origin, ...]], tuple[int, ...]]:
    """What each unit below a place sent, by the period it is of; and who sent nothing.

    Only what the units ``shown`` sent is told, where these are named.
    """
    newest: dict[tuple[int, str, int], Source] = {}
    owing: set[int] = set()
    stop = int(tree.stop[place])
    for period, one in ground.sources:
        if ground.vintage is not None and one.state == PASSED_ON:
            continue
        for at in ground.spots[one.unit_id][0] if one.unit_id in ground.spots else ():
            if not place <= at < stop:
                continue
            owing.add(at)
            key = at, period, one.unit_id
            before = newest.get(key)
            # Where two plans ask a unit for the same form, its newest revision counts.
            if one.submission_id and (
                before is None or (before.submission_id or 0) < one.submission_id
            ):
                newest[key] = one
    form = ground.rollup.form.reference
    found: dict[int, list[Origin]] = {}
    for (at, period, unit_id), one in newest.items():
        if shown is not None and at not in shown:
            continue
        unit = ground.spots[unit_id][1]
        origin = origin_of(unit.code, form, period, one)
        if unit != tree.units[at]:
            origin = replace(origin, unit=unit.code)
        found.setdefault(at, []).append(origin)
    origins = {at: tuple(some) for at, some in found.items()}
    return origins, tuple(sorted(owing - {at for at, _period, _unit_id in newest}))


def origin_of(code: str, form: str, period: str, one: Source) -> Origin:
    """Where a unit's figures come from, of an assignment that was answered."""
    assert one.revision is not None
    assert one.digest is not None
    assert one.received_at is not None
    told = Receipt(code, form, period, one.revision, one.digest, one.received_at)
    return Origin(
        period=period,
        revision=one.revision,
        sender=one.sender or "",
        received_at=one.received_at,
        entered_by=entered_by(code, one.on_behalf_of, one.sender),
        on_behalf_of=one.on_behalf_of,
        sha256=one.digest,
        receipt=told.reference,
        source=bare_source(one.source or ""),
        state=one.state,
        plan=one.plan,
    )
