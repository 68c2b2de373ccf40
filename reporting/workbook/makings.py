"""What a unit's workbook is made of, as one digest: equal makings say the same things.

Left out is what every new roll-up changes even where nothing of the unit's did: the moment, the
digest of all that was sent in the country, and the place and date of the letterhead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import orjson
import xlsxwriter
from numpy.typing import NDArray

from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting.book import Book, Letterhead, Narrative, Sources, Standing
from reporting.compared import Compared
from reporting.covering import Covering
from reporting.figures import NO_REST
from reporting.receipt import Taken
from reporting.rollup import Rollup
from reporting.suppression import Hidden
from reporting.target import Target
from reporting.workbook.remembered import Remembered

_SIZE = 20
_TAKEN = tuple(field.name for field in fields(Taken) if field.name != "index")
_PASSING = ("as_of", "inputs_digest")
Places = NDArray[np.intp]


class _Hash:
    """Takes named pieces one after another; what stands where can never be mistaken."""

    def __init__(self) -> None:
        self._state = blake2b(digest_size=_SIZE)

    def take(self, name: str, piece: object) -> None:
        """A piece by its spelling; a repr of our plain data is the same for equal data."""
        self.raw(name, repr(piece).encode("utf-8", "surrogatepass"))

    def raw(self, name: str, piece: bytes) -> None:
        """A piece as bytes, its length before it."""
        self._state.update(f"{name} {len(piece)} ".encode())
        self._state.update(piece)

    def array(self, name: str, piece: NDArray[np.generic]) -> None:
        """An array with its shape."""
        self.raw(f"{name} {piece.dtype} {piece.shape}", np.ascontiguousarray(piece).tobytes())

    def digest(self) -> str:
        """Forty hexadecimal digits."""
        return self._state.hexdigest()


def makings(book: Book) -> str:
    """The digest of everything a workbook shows of its unit: two equal ones need no rewriting.

    The figures are those sent in the whole subtree, so that whatever a sheet gathers is covered;
    a new field of ``Book`` counts by its spelling until it is told here how to count.
    """
    found = _Hash()
    found.take("writer", writer())
    for field in fields(book):
        value = getattr(book, field.name)
        match value:
            case Rollup():
                _rollup(found, value, value.tree.subtree(book.index))
            case Compared():
                _compared(found, value, book)
            case Hidden():
                _hidden(found, value, value.tree.subtree(book.index))
            case Sources() | Letterhead() | Covering():
                found.take(field.name, _lasting(value))
            case Mapping():
                found.raw(field.name, _words(value))
            case int() if field.name == "index":
                found.take(field.name, book.rollup.tree.units[value])
            case tuple() if value and isinstance(value[0], Target):
                found.raw(field.name, b"\n".join(map(_target, value)))
            case tuple() if value and isinstance(value[0], Standing | Narrative | Taken):
                # Places counted from the unit: what is added elsewhere moves nothing here.
                found.raw("places", orjson.dumps([one.index - book.index for one in value]))
                found.raw(field.name, b"\n".join(map(_told, value)))
            case _:
                found.take(field.name, value)
    return found.digest()


def _lasting(value: Sources | Letterhead | Covering) -> object:
    """What of it stays where nothing of the unit changed."""
    if isinstance(value, Sources):
        return [getattr(value, n.name) for n in fields(value) if n.name not in _PASSING]
    # Weights stand with the units: here only that there are some.
    return True if isinstance(value, Covering) else replace(value, place_date="")


def _spelled(one: Standing | Narrative | Taken) -> bytes:
    if isinstance(one, Standing):
        return orjson.dumps(_standing(one))
    if isinstance(one, Narrative):
        return orjson.dumps((one.unit.code, one.path, one.text))
    return orjson.dumps([getattr(one, name) for name in _TAKEN])


def _standing(one: Standing) -> Sequence[object]:
    return (
        one.unit.code,
        one.unit.name,
        one.state,
        one.due,
        one.received,
        one.late,
        one.missing,
        one.on_behalf_of,
        one.extended,
        one.overdue,
    )


def _repr(one: object) -> bytes:
    return repr(one).encode("utf-8", "surrogatepass")


def _rollup(found: _Hash, rollup: Rollup, places: Places | slice) -> None:
    """The form, the units at these places, and what they sent or count with."""
    tree, layout = rollup.tree, rollup.layout
    found.take("form", (rollup.form.reference, rollup.form.digest, tree.levels, layout.levels))
    found.take("layout", (layout.over_time, tree.day if rollup.marks else None))
    numbers = range(len(tree))[places] if isinstance(places, slice) else places.tolist()
    found.raw("units", b"\n".join([_unit(tree.units[i]) for i in numbers]))
    if rollup.inputs.assigned.size:
        found.array("values", rollup.inputs.values[:, places])
        found.array("states", rollup.inputs.states[:, places])
        found.array("assigned", rollup.inputs.assigned[places])
    elif rollup.own is not None:
        found.array("own", rollup.own.figures[:, places])
        found.take("wide", [[column[i] for i in numbers] for column in rollup.own.wide])
        for rest in (rollup.own.rest, rollup.rest):
            for column, each in sorted((rest or NO_REST).items()):
                found.take("rest", (column, [each.get(i) for i in numbers]))
    if rollup.marks is not None:
        for kind in (rollup.marks.by_key, rollup.marks.own_by_key):
            for key, marks in kind.items():
                found.take("marked", key)
                found.array("marks", marks[places])


def _compared(found: _Hash, other: Compared, book: Book) -> None:
    within = book.rollup.tree.subtree(book.index)
    here = range(within.start, within.stop)
    found.take("compared", (other.period, other.form))
    _rollup(found, other.here, within)
    there = [other.places[place] for place in here if place in other.places]
    # A place that is no leaf there gathers units that stand on this map no more.
    if there:
        _rollup(found, other.then, _covering(other.then.tree, there))


def _covering(tree: Tree, places: Iterable[int]) -> Places:
    found: set[int] = set()
    for place in places:
        if place not in found:
            found.update(range(place, int(tree.stop[place])))
    return np.array(sorted(found), dtype=np.intp)


def _hidden(found: _Hash, hidden: Hidden, subtree: slice) -> None:
    for masks in (hidden.own_of, hidden.total_of, hidden.below_of):
        for path, flags in sorted(masks.items()):
            found.take("hidden", path)
            found.array("flags", flags[subtree])


def _sorted(words: Mapping[str, str]) -> bytes:
    return repr(sorted(words.items())).encode()


_told = Remembered(_spelled, 65_536)
_unit: Remembered[Unit, bytes] = Remembered(_repr, 65_536)
_target: Remembered[Target, bytes] = Remembered(_repr, 8_192)
_words = Remembered(_sorted, 8)


@lru_cache(maxsize=1)
def writer() -> str:
    """Which program writes: its own source and the library's version, whatever they are called."""
    root = Path(__file__).resolve().parent.parent
    found = _Hash()
    found.take("xlsxwriter", xlsxwriter.__version__)
    for path in sorted(root.rglob("*.py")):
        found.raw(path.relative_to(root).as_posix(), path.read_bytes())
    return found.digest()
