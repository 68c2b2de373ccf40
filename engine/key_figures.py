"""The figures an overview shows: of the unit with targets, of its children, and over the years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from engine.fillings import ground as bound_ground
from engine.forms import bare, of_row
from engine.glance import block_of
from engine.inputs import Ground
from engine.roster import load_roster
from engine.sheet import plain
from engine.work import Work
from errors import Problem
from reporting.block import Block
from reporting.columns import Key
from reporting.figures import Plane
from reporting.period import read_period
from reporting.target import Target, in_force, status, window
from schemas.form import Form, Measure
from store import assignments, forms, rollups
from store.opening import Connection
from store.rollups import RollupRow

MOST_FIGURES = 10
MOST_PERIODS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the figures is asked for: none (not ``figures``), the weightiest, or ``every`` one.

    ``measure`` is the path of the figure children are compared by, with ``:option`` of a choice.
    """

    figures: bool = True
    every: bool = False
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the unit, and the target it is held against, if any, and how it stands so."""

    key: Key
    measure: Measure
    value: Fraction | None
    reported: int
    expected: int
    target: Target | None = None
    verdict: str = ""

    @property
    def name(self) -> str:
        """The path with the option, as ``explain`` takes it."""
        return ":".join(filter(None, (self.key.measure, self.key.option)))


@dataclass(frozen=True, slots=True)
class Step:
    """A period of the trend; no value where nothing is kept of it."""

    period: str
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The unit's ``figures``; the one ``compared``, of each child in ``below``, and its trend."""

    figures: tuple[Figure, ...] = ()
    compared: Figure | None = None
    below: tuple[tuple[Fraction | None, int, int], ...] = ()
    trend: tuple[Step, ...] = ()


def draw(
    work: Work,
    connection: Connection,
    kept: RollupRow,
    ground: Ground,
    here: int,
    wanted: Wanted,
) -> Drawn:
    """The figures of the unit at a place of a ground, and of the units just below it.

    Nothing where the roll-up stands on another map than the ground. Raises Problem not_found for
    a measure the form does not have.
    """
    below = ground.map.tree.children(here).tolist()
    block = block_of(work, connection, kept, ground, [here, *below])
    if block is None:
        return Drawn()
    form = of_row(forms.by_id(connection, kept.form_id))
    asked = bound_ground(plain(work), kept.form_id, kept.period).targets.of(here)
    targets = in_force(asked, *window(kept.period, form.regime))
    first = Plane(block.plane.figures[:, :1], [one[:1] for one in block.plane.wide])
    alone = Block(block.layout, first, own=False)
    every = [
        _figure(alone, key, form.by_path[key.measure], targets.get(key.measure))
        for key in block.layout.keys
    ]
    shown = [one for one in every if one.expected or not one.key.level]
    compared = _compared(shown, wanted.measure)
    beside = () if compared is None else tuple(_column(block, compared.key))
    trend: tuple[Step, ...] = ()
    if compared is not None:
        unit_id = ground.map.ids[here]
        trend = (
            *_earlier(work, connection, form, kept.period, unit_id, compared.key),
            Step(kept.period, compared.value),
        )
    weighty = shown if wanted.every else _weightiest(shown)
    return Drawn(tuple(weighty), compared, beside, trend)


def _figure(block: Block, key: Key, measure: Measure, target: Target | None) -> Figure:
    value, reported = block.exact(key)[0], int(block.reported(key)[0])
    verdict = ""
    if target is not None and measure.rule.name != "choice":
        counted = reported if measure.rule.name == "count" else None
        verdict = status(target, value if reported else None, said=counted)
    expected = int(block.expected(key)[0])
    return Figure(key, measure, value, reported, expected, target, verdict)


def _column(block: Block, key: Key) -> Iterator[tuple[Fraction | None, int, int]]:
    """A figure of each unit below; nobody's report behind it is no value."""
    found = zip(
        block.exact(key), block.reported(key).tolist(), block.expected(key).tolist(), strict=True
    )
    for value, reported, expected in list(found)[1:]:
        yield (value if reported else None), reported, expected


def _weightiest(found: Sequence[Figure]) -> list[Figure]:
    """Those with a target, then in the form's own order what adds up or compares."""
    aimed = [one for one in found if one.target is not None]
    rest = [
        one
        for one in found
        if one.target is None and one.measure.rule.name in {"sum", "ratio", "mean", "share"}
    ]
    return [*aimed, *rest[: max(0, MOST_FIGURES - len(aimed))]]


def _compared(found: Sequence[Figure], asked: str) -> Figure | None:
    if asked:
        named = [one for one in found if asked in {one.name, one.key.measure}]
        if not named:
            raise Problem("not_found")
        return named[0]
    # The one that most units answer says most of the units below.
    return max(_weightiest(found), key=lambda one: one.expected, default=None)


def _earlier(
    work: Work, connection: Connection, form: Form, period: str, unit_id: int, key: Key
) -> Iterator[Step]:
    """The same figure of the same unit in periods of the same kind before, oldest first."""
    this = read_period(period)
    found: dict[str, int] = {}
    for form_id, reference, one in assignments.periods(connection):
        then = read_period(one)
        if bare(reference) == form.name and then.kind == this.kind and then.last < this.first:
            found[one] = form_id
    for one in sorted(found)[-(MOST_PERIODS - 1) :]:
        yield Step(one, _then(work, connection, found[one], one, unit_id, key))


def _then(
    work: Work, connection: Connection, form_id: int, period: str, unit_id: int, key: Key
) -> Fraction | None:
    kept = rollups.find(connection, form_id, period, final=False)
    if kept is None:
        return None
    there = load_roster(work.store(), connection).on(kept.roster_on)
    place = there.places.get(unit_id)
    if place is None:
        return None
    block = block_of(work, connection, kept, Ground(there, kept.roster_on, 0, 1), [place])
    if block is None or key not in block.layout.figures or not block.reported(key)[0]:
        return None
    return block.exact(key)[0]
