"""The journal's chain, walked once: what was changed, removed, slipped in or moved, by number.

Each act's hash is over the hash before it, its own number and all it says. An act that does not
fit is therefore tried again as the act of another number, after another hash that was met: so
acts that changed places, or were moved on by one that was slipped in, are told from changed ones.
The walk holds a few acts at a time, and those that do not fit up to ``MOST``.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from errors import Fault
from store.journal import START, spelled_link
from store.verifying import RawAct

MOST = 500
"""Acts that do not fit and are kept for a second look; beyond it each is called changed."""
_LOOKED = 48
"""Acts that do not fit among which every pair is tried."""
_NEAR = 4


@dataclass(slots=True)
class Misfit:
    """An act that does not fit where it stands; ``before`` is the hash it stands after."""

    act: RawAct
    before: str
    made: str


@dataclass(slots=True)
class Run:
    """Acts in a row that carry a number moved by the same distance; ``hash`` of the first."""

    first: int
    last: int
    shift: int
    hash: str


@dataclass(slots=True)
class Walk:
    """Where the walk stands: ``seen`` acts, the newest of them, and what did not fit.

    ``cuts``: the hash before each number that is missing.
    """

    seen: int = 0
    place: int = 0
    shift: int = 0
    alone: bool = False
    hashes: deque[str] = field(default_factory=lambda: deque([START], _NEAR))
    made: deque[str] = field(default_factory=lambda: deque([START], _NEAR))
    cuts: dict[int, str] = field(default_factory=dict)
    misfits: dict[int, Misfit] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    respelled: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def made(act: RawAct, number: int, before: str) -> str:
    """The hash this act would have under a number, after another."""
    return spelled_link(before, number, act.at, act.actor, act.verb, act.subject, act.details)


def walked(acts: Iterable[RawAct], head: tuple[int, str] | None) -> tuple[int, list[Fault]]:
    """How many acts there are, and everything that does not fit, by number.

    ``head`` is what the store says of the newest act; None where it says nothing.
    """
    walk = Walk()
    end = None if head is None else head[0]
    for act in acts:
        walk.seen += 1
        _step(walk, act, end)
    ending = list(_end(walk, head))
    misfits = list(walk.misfits.values())
    faults = [*_settled(walk), *ending]
    moved = {n for run in walk.runs for n in range(run.first, run.last + 1)}
    added = {f.where for f in walk.faults if f.code == "act_beyond" and number_of(f) not in moved}
    faults = [f for f in faults if f.code != "act_changed" or f.where not in added]
    faults += [f for f in walk.faults if f.code != "act_beyond" or f.where in added]
    # Whatever was tried: where something does not fit, something is named.
    faults = faults or [_changed(walk, one) for one in misfits]
    return walk.seen, sorted(faults, key=number_of)


def _step(walk: Walk, act: RawAct, end: int | None) -> None:
    if act.number <= walk.place:
        code = "act_twice" if act.number > 0 else "act_unnumbered"
        walk.faults.append(_fault(code, act.number, _words(act)))
        return
    if end is not None and act.number > end:
        walk.faults.append(_fault("act_beyond", act.number, _words(act), str(end)))
        if walk.place < end:
            _gap(walk, end + 1)
    elif act.number > walk.place + 1:
        _gap(walk, act.number)
    walk.place = act.number
    if walk.alone:
        # What stood before it is gone: nothing is left that could prove it.
        walk.alone = False
    else:
        _fitted(walk, act)
    before = walk.hashes[-1]
    walk.hashes.append(act.hash)
    walk.made.append(made(act, act.number, before))


def _gap(walk: Walk, upto: int) -> None:
    first, last = walk.place + 1, upto - 1
    name = f"{first}" if first == last else f"{first}-{last}"
    walk.faults.append(Fault("act_missing", "", f"act {name}", sent=str(upto), allowed=name))
    walk.place, walk.alone, walk.shift = last, True, 0
    if len(walk.cuts) < _LOOKED:
        walk.cuts[first] = walk.hashes[-1]


def _fitted(walk: Walk, act: RawAct) -> None:
    """Find the number and the hash before it that this act was made with."""
    own = act.number - walk.shift
    if made(act, own, walk.hashes[-1]) == act.hash:
        if walk.shift:
            walk.runs[-1].last = act.number
        return
    full = len(walk.misfits) >= MOST
    for number in dict.fromkeys((act.number, own, *(() if full else _around(act.number)))):
        for before in (*walk.hashes, *walk.made):
            if made(act, number, before) == act.hash:
                _resumed(walk, act, number, before)
                return
    misfit = Misfit(act, walk.hashes[-1], made(act, act.number, walk.hashes[-1]))
    if full:
        walk.faults.append(_changed(walk, misfit))
    else:
        walk.misfits[act.number] = misfit


def _around(number: int) -> Iterator[int]:
    for distance in (1, 2, 3):
        yield number - distance
        yield number + distance


def _resumed(walk: Walk, act: RawAct, number: int, before: str) -> None:
    """The chain goes on here, though not as it should."""
    walk.shift = act.number - number
    if walk.shift:
        walk.runs.append(Run(act.number, act.number, walk.shift, act.hash))
    elif before == walk.made[-1] and before != walk.hashes[-1]:
        # It follows what the act before it says, not the hash that stands there.
        walk.respelled.add(act.number - 1)


def _settled(walk: Walk) -> Iterator[Fault]:
    """The second look, at everything that did not fit."""
    was = _second_look(walk)
    for number in [n for n, found in was.items() if n == found]:
        del walk.misfits[number]
    yield from _of_runs(walk, was)
    for number, misfit in walk.misfits.items():
        if number in was:
            yield _fault("act_moved", number, str(number), str(was[number]))
        else:
            yield _changed(walk, misfit)


def _second_look(walk: Walk) -> dict[int, int]:
    """By number: the number with which an act that did not fit does fit after some hash."""
    misfits = list(walk.misfits.values())[:_LOOKED]
    numbers = {one.act.number for one in misfits}
    numbers |= {n for run in walk.runs for n in range(run.first, min(run.first + 3, run.last + 1))}
    befores = {h for one in misfits for h in (one.act.hash, one.before, one.made)}
    befores |= {*walk.hashes, *walk.made, *walk.cuts.values()}
    befores |= {run.hash for run in walk.runs}
    numbers |= walk.cuts.keys()
    found: dict[int, int] = {}
    for one in misfits:
        tries = ((n, h) for n in sorted(numbers) for h in befores)
        fits = next((n for n, h in tries if made(one.act, n, h) == one.act.hash), None)
        if fits is not None:
            found[one.act.number] = fits
    return found


def _of_runs(walk: Walk, was: dict[int, int]) -> Iterator[Fault]:
    """What moved the numbers of many: acts slipped in before them, or taken out."""
    for run in walk.runs:
        first = run.first
        if run.shift > 0:
            for number in range(run.first - run.shift, run.first):
                if number > 0 and number not in was:
                    walk.misfits.pop(number, None)
                    yield _fault("act_inserted", number, str(number))
        elif run.first - 1 in walk.misfits and run.first - 1 not in was:
            first -= 1
            del walk.misfits[first]
            gone = f"{first}" if run.shift == -1 else f"{first}-{first - run.shift - 1}"
            yield Fault("act_removed", "", f"act {gone}", sent=str(first), allowed=gone)
        here, there = _span(first, run.last), _span(first - run.shift, run.last - run.shift)
        yield Fault("act_moved", "", f"act {here}", sent=here, allowed=there)


def _end(walk: Walk, head: tuple[int, str] | None) -> Iterator[Fault]:
    """Whether the newest act is the one the store knows as the newest."""
    if head is None:
        if walk.place:
            yield Fault("head_missing", "", f"act {walk.place}", sent=str(walk.place))
        return
    number, found = head
    last = walk.place - min(0, walk.shift)
    if last < number:
        name = _span(last + 1, number)
        yield Fault("tail_missing", "", f"act {name}", sent=str(number), allowed=name)
    elif walk.place == number and found != walk.hashes[-1]:
        if number in walk.misfits and found == walk.made[-1]:
            walk.respelled.add(number)
        elif number not in walk.misfits and not walk.shift:
            yield _fault("head_differs", number, walk.hashes[-1][:16], found[:16])


def _changed(walk: Walk, one: Misfit) -> Fault:
    number = one.act.number
    if number in walk.respelled:
        return _fault("act_respelled", number, one.act.hash[:16], one.made[:16])
    return _fault("act_changed", number, _words(one.act), str(number - 1))


def _words(act: RawAct) -> str:
    return " · ".join(one for one in (act.at, act.actor, act.verb, act.subject) if one)


def _fault(code: str, number: int, sent: str = "", allowed: str = "") -> Fault:
    return Fault(code, "", f"act {number}", sent=sent, allowed=allowed)


def _span(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}-{last}"


def number_of(fault: Fault) -> int:
    """The number of the first act a fault of the chain speaks of."""
    return int(fault.where.split()[1].partition("-")[0] or 0)
