"""Rows against the acts that made them: whatever no act of the journal bears witness to."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from errors import Fault
from store import bonded, bonds
from store.bonded import Bonded, Keyed
from store.opening import Connection
from store.verifying import RawAct


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of rows: how they are read, the verbs that make them, the member that names them.

    ``codes`` say that no act of its instant knows a row, that none of them names it as it
    stands, and that a row an act names is gone.
    """

    kind: str
    rows: Callable[[Connection], Iterator[Bonded]]
    verbs: tuple[str, ...]
    member: str
    codes: tuple[str, str, str] = ("row_unbound", "row_changed", "row_gone")


COLLECT = "collect"
SORTS = (
    Sort(
        "submission",
        bonded.revisions,
        (COLLECT,),
        bonds.BOUND,
        ("revision_unbound", "revision_changed", "revision_gone"),
    ),
    Sort(
        "review",
        bonded.reviews,
        ("review approve", "review approve --below", "review return", "review void"),
        bonds.JUDGED,
    ),
    Sort("paper", bonded.papers, ("paper",), bonds.SCANNED),
    Sort("form", bonded.forms, ("forms add",), bonds.ADDED),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One sort of rows that later acts may change: what an act says last of each holds.

    ``makes`` is the verb that makes them; ``changed`` says that a row is not as it was left.
    """

    kind: str
    rows: Callable[[Connection], Iterator[Keyed]]
    makes: str
    verbs: tuple[str, ...]
    member: str
    changed: str = "row_changed"


KEPT = (
    Kept("warning", bonded.warnings, COLLECT, (COLLECT, "confirm"), bonds.WARNED, "answer_changed"),
    Kept("roster", bonded.roster, "units import", ("units import",), bonds.IMPORTED),
    Kept("plan", bonded.plans, "plans issue", ("plans issue", "plans amend"), bonds.PLANNED),
)


def unwitnessed(connection: Connection) -> Iterator[Fault]:
    """Rows that no act made as they stand, and acts whose rows are not there any more."""
    for sort in SORTS:
        yield from _unbound(sort, sort.rows(connection), bonded.acts(connection, sort.verbs))
    for kept in KEPT:
        yield from _strayed(kept, kept.rows(connection), bonded.acts(connection, kept.verbs))


def _unbound(sort: Sort, kept: Iterable[Bonded], told: Iterable[RawAct]) -> Iterator[Fault]:
    """Both come by their instant; what one run kept is held at once."""
    rows = groupby(kept, lambda one: one.at)
    acts = groupby(told, lambda one: one.at)
    row, act = next(rows, None), next(acts, None)
    while row is not None or act is not None:
        if act is None or (row is not None and row[0] < act[0]):
            assert row is not None
            yield from (Fault(sort.codes[0], "", f"{sort.kind} {one.name}") for one in row[1])
            row = next(rows, None)
        elif row is None or act[0] < row[0]:
            yield from _compared(sort, (), act[1])
            act = next(acts, None)
        else:
            yield from _compared(sort, row[1], act[1])
            row, act = next(rows, None), next(acts, None)


def _compared(sort: Sort, kept: Iterable[Bonded], acts: Iterable[RawAct]) -> Iterator[Fault]:
    told: dict[bytes, RawAct] = {}
    for act in acts:
        named = bonds.read(act.details, sort.member)
        if named is None:
            # From before acts named what they made: nothing can be said of this moment.
            return
        told.update(dict.fromkeys(named, act))
    strangers = [one for one in kept if told.pop(one.bond, None) is None]
    for one in strangers:
        yield Fault(sort.codes[1], "", f"{sort.kind} {one.name}", sent=one.at)
    if len(told) > len(strangers):
        # One that was changed misses its old self; only what is missing beyond that is gone.
        yield from _gone(sort.codes[2], told.values())


def _gone(code: str, acts: Iterable[RawAct]) -> Iterator[Fault]:
    counted: dict[int, list[RawAct]] = {}
    for act in acts:
        counted.setdefault(act.number, []).append(act)
    for number, some in sorted(counted.items()):
        said = f"{some[0].verb} {some[0].subject}".strip()
        yield Fault(code, "", f"act {number}", sent=str(len(some)), allowed=said)


def _strayed(sort: Kept, rows: Iterable[Keyed], acts: Iterable[RawAct]) -> Iterator[Fault]:
    """Rows that nobody made, that are not as they were left, and those that were taken away."""
    told: dict[bytes, tuple[bytes, RawAct]] = {}
    before = set[str]()
    for act in sorted(acts, key=lambda one: one.number):
        named = bonds.read(act.details, sort.member)
        if named is not None:
            pairs = zip(named[::2], named[1::2], strict=False)
            told.update((key, (state, act)) for key, state in pairs)
        elif act.verb == sort.makes:
            # From before acts named what they made: of rows of this moment nothing can be said.
            before |= {act.at, ""}
    seen = set[bytes]()
    for one in rows:
        state, _act = told.get(one.key, (None, None))
        seen.add(one.key)
        if state is None and one.at not in before:
            yield Fault("row_changed", "", f"{sort.kind} {one.name}", sent=one.at)
        elif state not in (None, one.state):
            yield Fault(sort.changed, "", f"{sort.kind} {one.name}", sent=one.at)
    gone = [act for key, (_state, act) in told.items() if key not in seen]
    yield from _gone("row_gone", gone)
