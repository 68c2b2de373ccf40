"""A published case in which parents have figures of their own."""

import json
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting.columns import Key
from reporting.display import shown
from reporting.rollup import Rollup, roll_up
from schemas.form import Measure, Rule, Step
from tests.cast import DAY
from tests.rollup_forms import constant, derived, form_of, inputs_of, measure, path

QUARTER = {"2017-01", "2017-02", "2017-03"}
A, B, C = path("a"), path("b"), path("c")
TIMES, OVER, PLUS = Step("*"), Step("/"), Step("+")

MEASURES: tuple[Measure, ...] = (
    measure("a", "sum"),
    measure("b", "sum"),
    measure("c", "sum"),
    derived("together", "none", computed=(B, C, PLUS)),
    derived("product", "none", computed=(B, C, TIMES, constant(100), OVER)),
    derived("mixed", "none", computed=(A, C, TIMES, B, OVER)),
    derived("each", "sum", computed=(A, B, OVER), computed_at="unit"),
    derived("typical", Rule("mean", ("each",))),
)


def rolled(shared: Path, months: set[str]) -> Rollup:
    case = json.loads((shared / "cases" / "dhis2_rollup_small.json").read_text())
    units = [Unit(code, "", "unit", above) for code, above in case["hierarchy"].items()]
    sent: dict[str, dict[str, object]] = defaultdict(dict)
    for cell in case["values"]:
        name = cell["de"].lower()
        if name in "abc" and cell["period"] in months:
            before = sent[cell["ou"]].get(name, 0)
            assert isinstance(before, int)
            sent[cell["ou"]][name] = before + int(cell["value"])
    form, tree = form_of(*MEASURES), Tree.of(units, DAY)
    return roll_up(form, tree, inputs_of(form, tree, sent))


@pytest.mark.parametrize(
    ("unit", "name", "decimals", "text"),
    [
        ("A", "a", 0, "308"),
        ("A", "together", 0, "567"),
        ("A", "product", 1, "258.5"),
        ("A", "mixed", 2, "29.79"),
        ("A", "each", 1, "2.6"),
        ("B", "each", 2, "2.08"),
        ("A", "typical", 2, "0.52"),
        ("B", "typical", 2, "0.69"),
    ],
)
def test_a_quarter_of_the_published_case_comes_out_as_printed(
    shared: Path, unit: str, name: str, decimals: int, text: str
) -> None:
    book = rolled(shared, QUARTER)
    (found,) = book.block([book.tree.index[unit]]).exact(Key(name))
    assert shown(found, decimals) == text


def test_a_month_of_the_published_case_comes_out_as_printed(shared: Path) -> None:
    book = rolled(shared, {"2017-03"})
    assert book.block([book.tree.index["B"]]).exact(Key("c")) == [6]


def test_an_average_over_units_takes_those_that_gave_a_value(shared: Path) -> None:
    book = rolled(shared, {"2017-03"})
    block = book.block([book.tree.index["A"]])
    (total,), (given,) = block.exact(Key("c")), block.reported(Key("c"))
    assert total is not None
    assert total / int(given) == Fraction(27, 4)
