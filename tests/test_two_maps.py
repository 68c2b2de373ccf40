"""The same figures published on two maps: both together give no hidden one away."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hierarchy.tree import Tree
from reporting.rollup import Rollup, roll_up
from reporting.suppression import Hidden, suppress
from reporting.two_maps import Told, hidden_across
from tests.attacker import Attacker, Name
from tests.desk import Desk
from tests.rollup_forms import form_of, inputs_of, measure
from tests.test_reporting_suppression_laws import COUNTS, trees

FORM = form_of(measure("cases", "sum", suppress_below=4))


@dataclass(frozen=True)
class World:
    """Own figures on an old tree, and on a new one the place each old unit goes to."""

    old: Tree
    new: Tree
    figures: dict[int, int]
    way: dict[int, int]

    def rolled(self, tree: Tree, own: dict[int, int]) -> Rollup:
        sent = {tree.units[place].code: {"cases": value} for place, value in own.items()}
        return roll_up(FORM, tree, inputs_of(FORM, tree, sent))

    @property
    def before(self) -> Rollup:
        return self.rolled(self.old, self.figures)

    @property
    def after(self) -> Rollup:
        sums: dict[int, int] = {}
        for place, value in self.figures.items():
            sums[self.way[place]] = sums.get(self.way[place], 0) + value
        return self.rolled(self.new, sums)

    def atoms(self, kind: str, place: int, *, new: bool) -> list[int]:
        """Old units whose own figures make up a published one."""
        tree = self.new if new else self.old
        stop = place + 1 if kind == "own" else int(tree.stop[place])
        where = self.way if new else {at: at for at in self.figures}
        return [at for at in self.figures if place <= where[at] < stop]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    old, new = draw(trees()), draw(trees())
    figures = {at: draw(COUNTS) for at in range(len(old)) if draw(st.integers(0, 4))}
    way = {at: draw(st.integers(0, len(new) - 1)) for at in figures}
    return World(old, new, figures, way)


def attacker_of(world: World, old: Hidden, new: Hidden) -> Attacker:
    found = Attacker(most=sum(world.figures.values()) + 6)
    for hidden, is_new in ((old, False), (new, True)):
        for kind, flags in (("own", hidden.own("cases")), ("total", hidden.total("cases"))):
            for place in np.flatnonzero(~flags).tolist():
                atoms = world.atoms(kind, place, new=is_new)
                factors: dict[Name, int] = {("cases", str(at)): 1 for at in atoms}
                if atoms:
                    value = sum(world.figures[at] for at in atoms)
                    found.equations.append((factors, value))
    return found


def given_away(world: World, old: Hidden, new: Hidden) -> list[tuple[str, int]]:
    """Figures hidden on the old map that somebody who has both copies works out."""
    attacker = attacker_of(world, old, new)
    lost = []
    for kind, flags in (("own", old.own("cases")), ("total", old.total("cases"))):
        for place in np.flatnonzero(flags).tolist():
            atoms = world.atoms(kind, place, new=False)
            value = sum(world.figures[at] for at in atoms)
            if not attacker.other_value([("cases", str(at)) for at in atoms], value):
                lost.append((kind, place))
    return lost


def told(world: World) -> list[Told]:
    return [Told(world.before, {at: (place,) for at, place in world.way.items()})]


@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_a_figure_hidden_on_its_own_map_is_not_given_away_by_another(world: World) -> None:
    new = hidden_across(world.after, told(world))
    assert given_away(world, suppress(world.before), new) == []


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_a_small_figure_of_the_other_map_is_hidden_there(world: World) -> None:
    new = hidden_across(world.after, told(world))
    for place in range(len(world.new)):
        atoms = world.atoms("total", place, new=True)
        if 0 < sum(world.figures[at] for at in atoms) < 4:
            assert new.total("cases")[place]


def example() -> World:
    """One district of wards 2, 7, 30; of the first and the last a new ward was made."""
    old = Tree.from_parents(np.array([-1, 0, 0, 0], dtype=np.int32), ("a", "b"))
    new = Tree.from_parents(np.array([-1, 0, 0], dtype=np.int32), ("a", "b"))
    return World(old, new, {1: 2, 2: 7, 3: 30}, {1: 1, 3: 1, 2: 2})


def test_each_map_hidden_by_itself_gives_a_figure_away() -> None:
    world = example()
    # The solver finds it: without the other map in mind, 32 - 30 is 2.
    assert given_away(world, suppress(world.before), suppress(world.after)) == [
        ("own", 1),
        ("own", 2),
        ("total", 1),
        ("total", 2),
    ]
    new = hidden_across(world.after, told(world))
    assert new.total("cases").tolist() == [False, True, True]
    assert given_away(world, suppress(world.before), new) == []


def test_what_follows_from_shown_figures_is_shown() -> None:
    old = Tree.from_parents(np.array([-1, 0, 1, 1, 0, 4], dtype=np.int32), ("a", "b", "c"))
    new = Tree.from_parents(np.array([-1, 0, 0], dtype=np.int32), ("a", "b"))
    figures = {2: 2, 3: 7, 5: 30}
    world = World(old, new, figures, {2: 1, 3: 1, 5: 2})
    assert suppress(world.before).own("cases").tolist() == [False, False, True, True, False, False]
    # The new unit is all of the old one above the two: its total is that one's, and shown.
    assert not hidden_across(world.after, told(world)).total("cases").any()


ROSTER = """code,name,level,parent_code,valid_from,valid_to
N,Nation,nation,,,
P,Province,province,N,,
Q,Other province,province,N,,
A,Ward A,ward,P,,2025-06-30
B,Ward B,ward,P,,2025-06-30
C,Ward C,ward,P,,2025-06-30
D,Ward D,ward,Q,,
X,Ward X,ward,P,2025-07-01,
Y,Ward Y,ward,P,2025-07-01,
"""
LINEAGE = "old_code,new_code,on,share\nA,X,2025-07-01,\nC,X,2025-07-01,\nB,Y,2025-07-01,\n"
CENSUS = {
    "$id": "census",
    "title": "Census",
    "x-period": "year",
    "properties": {"cases": {"type": "integer", "x-rollup": "sum", "x-suppress-below": 5}},
}
NEW = ("--on", "2025-07-01", "--published")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Wards of 2, 7 and 30; after the reform one has the first and the last of them."""
    desk = Desk(tmp_path)
    desk.done("init")
    edges = desk.write("lineage.csv", LINEAGE)
    desk.done("units", "import", desk.write("roster.csv", ROSTER), "--lineage", edges)
    desk.done("forms", "add", desk.write_json("form.json", CENSUS))
    asked = {"form": "census", "periods": ["2025"], "from": {"levels": ["ward"]}}
    plan = {"issuer": "N", "title": "Census", "period": "2025", "roster_on": "2025-06-01",
            "collects": [asked]}  # fmt: skip
    desk.done("cascade", desk.done("plans", "issue", desk.write_json("p.json", plan)).out.strip())
    for unit, cases in (("A", 2), ("B", 7), ("C", 30), ("D", 40)):
        record = {"unit": unit, "form": "census", "period": "2025", "values": {"cases": cases}}
        desk.done("collect", desk.write_json(f"{unit}.json", record))
    desk.done("rollup", "2025")
    return desk


def read(desk: Desk, *options: object) -> dict[str, tuple[str, str]]:
    rows = desk.figures("2025", *options)
    return {unit: (row["value"], row["status"]) for (unit, _), row in rows.items()}


def test_a_published_copy_on_another_map_shows_no_sum_that_gives_away(desk: Desk) -> None:
    own = read(desk, "--published")
    assert [own[unit][1] for unit in "ABC"] == ["suppressed", "suppressed", "reported"]
    other = read(desk, *NEW)
    assert other["X"] == ("", "suppressed")
    assert other["Y"] == ("", "suppressed")
    assert [other[unit][0] for unit in ("P", "Q", "N", "D")] == ["39", "40", "79", "40"]
    assert read(desk, "--on", "2025-07-01")["X"] == ("32", "exact")


def test_a_vintage_on_another_map_hides_by_what_it_is_made_of(desk: Desk) -> None:
    desk.done("publish", "2025", "--on", "2025-07-01")
    frozen = read(desk, "--vintage", 1, "--published")
    assert frozen == read(desk, *NEW)
    again = {"unit": "A", "form": "census", "period": "2025", "values": {"cases": 20}}
    desk.done("collect", desk.write_json("A2.json", {**again, "unit_on": "2025-06-01"}))
    assert read(desk, "--vintage", 1, "--published") == frozen
    assert read(desk, *NEW)["X"] == ("50", "exact")
    words = ("explain", "P", "cases", "2025", "--vintage", 1, "--published")
    (figure,) = desk.done("--json", *words).data()["figures"]
    assert figure["value"] == "39"
    assert {one["unit"]: one["value"] for one in figure["contributors"]} == {"X": None, "Y": None}


def test_workbooks_on_another_map_hide_what_its_export_hides(desk: Desk, tmp_path: Path) -> None:
    desk.done("publish", "2025", "--on", "2025-07-01")
    for options, name in (
        (NEW, "P_census_2025_on-2025-07-01_published.xlsx"),
        (("--vintage", 1, "--published"), "P_census_2025_v1_on-2025-07-01_published.xlsx"),
    ):
        desk.done("report", "2025", *options, "--unit", "P", "--out", tmp_path / "o")
        cells = [
            (sheet.title, cell)
            for sheet in openpyxl.load_workbook(tmp_path / "o" / name).worksheets
            for row in sheet.iter_rows(values_only=True)
            for cell in row
        ]
        assert "•" in [cell for _, cell in cells]
        assert not [one for one in cells if one[1] == 32]
