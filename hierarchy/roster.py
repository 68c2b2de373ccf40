"""Rosters and lineages as people keep them: CSV files."""

from dataclasses import dataclass

from errors import Fault, Problem
from hierarchy.cells import Cells
from hierarchy.encoding import letters_lost
from hierarchy.lineage import KINDS, Edge
from hierarchy.span import shown_span
from hierarchy.table import read_table
from hierarchy.unit import ALWAYS, FOREVER, Unit

Root = tuple[str, str, str]
"""Code, name and level of a unit to stand above all that have no parent."""

_NEEDED = ("code", "name", "level", "parent_code")
_OPTIONAL = ("type", "valid_from", "valid_to", "weight", "lat", "lon")
_LINEAGE_NEEDED = ("old_code", "new_code", "on")
_LINEAGE_OPTIONAL = ("share", "kind")


@dataclass(frozen=True, slots=True)
class Roster:
    """Units read, in the order of the file, and what kept others from being read.

    ``where[i]`` tells where unit i was written, for ``check_units``. With whole-file faults
    there is no unit at all.
    """

    units: tuple[Unit, ...]
    faults: tuple[Fault, ...]
    ignored_columns: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """Edges read, in the order of the file, and what kept others from being read.

    ``where[i]`` tells where edge i was written, for ``check_edges``.
    """

    edges: tuple[Edge, ...]
    faults: tuple[Fault, ...]
    ignored_columns: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


def read_root(text: str) -> Root:
    """``CODE,NAME,LEVEL`` into its parts; the name may hold commas.

    Raises Problem ``root_invalid`` (sent) where a part is missing or no code.
    """
    code, _, rest = text.partition(",")
    name, _, level = rest.rpartition(",")
    row = {"code": code.strip(), "name": name.strip(), "level": level.strip()}
    cells = Cells(row, "--root", comma=False)
    root = (cells.code("code"), cells.text("name"), cells.text("level"))
    if cells.faults:
        raise Problem("root_invalid", tuple(cells.faults), sent=text)
    return root


def read_roster(data: bytes, root: Root | None = None) -> Roster:
    """Units of a CSV file ``code,name,level,parent_code[,type][,valid_from,valid_to]…``.

    ``root`` is put first, always valid, above every unit without a parent. Nothing is said
    of how the units stand to each other: that is ``check_units``. Row faults: ``empty_cell``,
    ``bad_code``, ``bad_text``, ``bad_date``, ``dates_reversed``, ``bad_weight``,
    ``bad_degrees``, ``half_position``, ``ragged_row``; whole-file faults: those of
    ``read_table``, and ``encoding_lost`` where letters of names became question marks.
    """
    table = read_table(data, _NEEDED, _OPTIONAL)
    units: list[Unit] = []
    where: list[str] = []
    faults = list(table.faults)
    top = root[0] if root else None
    if root and table.columns:
        units.append(Unit(root[0], root[1], root[2], None))
        where.append("--root")
    for record, at in zip(table.records, table.where, strict=True):
        cells = Cells(dict(zip(table.columns, record, strict=True)), at, comma=table.comma)
        unit = _unit(cells, top)
        if cells.faults:
            faults += cells.faults
        else:
            units.append(unit)
            where.append(at)
    if letters_lost([unit.name for unit in units]):
        return Roster((), (Fault("encoding_lost", "name"),), table.ignored)
    if table.columns and not table.records and not faults:
        faults.append(Fault("file_empty"))
    return Roster(tuple(units), tuple(faults), table.ignored, tuple(where))


def _unit(cells: Cells, top: str | None) -> Unit:
    first, last = cells.day("valid_from", ALWAYS), cells.day("valid_to", FOREVER)
    if last < first:
        cells.fault("dates_reversed", "valid_to", shown_span(first, FOREVER))
    lat, lon = cells.degrees("lat", 90), cells.degrees("lon", 180)
    if (lat is None) != (lon is None) and not cells.faults:
        cells.fault("half_position", "lat" if lat is None else "lon")
    return Unit(
        code=cells.code("code"),
        name=cells.text("name"),
        level=cells.text("level"),
        parent_code=cells.code("parent_code", needed=False) or top,
        type=cells.text("type", needed=False),
        valid_from=first,
        valid_to=last,
        weight=cells.number("weight", "bad_weight"),
        lat=lat,
        lon=lon,
    )


def read_lineage(data: bytes) -> Lineage:
    """Edges of a CSV file ``old_code,new_code,on[,share][,kind]``.

    Row faults: ``empty_cell``, ``bad_code``, ``bad_date``, ``bad_share``, ``bad_kind``,
    ``ragged_row``; whole-file faults: see ``read_table``. Whether the units exist and the
    shares add up is for ``check_edges``.
    """
    table = read_table(data, _LINEAGE_NEEDED, _LINEAGE_OPTIONAL)
    edges: list[Edge] = []
    where: list[str] = []
    faults = list(table.faults)
    for record, at in zip(table.records, table.where, strict=True):
        cells = Cells(dict(zip(table.columns, record, strict=True)), at, comma=table.comma)
        edge = _edge(cells)
        if cells.faults:
            faults += cells.faults
        else:
            edges.append(edge)
            where.append(at)
    return Lineage(tuple(edges), tuple(faults), table.ignored, tuple(where))


def _edge(cells: Cells) -> Edge:
    old, new = cells.code("old_code"), cells.code("new_code")
    on = cells.day("on", FOREVER)
    if on == FOREVER and not cells.faults:
        cells.fault("empty_cell", "on")
    share = cells.number("share", "bad_share")
    if share is not None and not 0 < share <= 1:
        cells.fault("bad_share", "share")
    kind = cells.text("kind", needed=False).casefold()
    if kind not in KINDS:
        cells.fault("bad_kind", "kind", ", ".join(KINDS[1:]))
    return Edge(old, new, on, share, kind)
