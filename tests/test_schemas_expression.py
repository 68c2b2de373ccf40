from fractions import Fraction

import pytest

from schemas.crosschecks import value_of
from schemas.expression import ExpressionError, parse, paths


def _value(text: str, **given: int | None) -> Fraction | None:
    return value_of(parse(text), given)


def test_products_bind_more_tightly_than_sums_and_both_from_the_left() -> None:
    assert _value("a - b - c * 2", a=10, b=3, c=1) == 5
    assert _value("a / b / 2", a=12, b=3) == 2


def test_parentheses_and_signs_are_understood() -> None:
    assert _value("-(a + b) * -2", a=1, b=2) == 6


def test_constants_are_exact_decimals() -> None:
    assert _value("0.1 + 0.2") == Fraction(3, 10)


def test_a_divisor_of_zero_gives_no_value() -> None:
    assert _value("a / (b - b)", a=1, b=4) is None


def test_a_missing_part_gives_no_value() -> None:
    assert _value("a + b", a=1, b=None) is None


def test_the_paths_named_come_once_and_in_order() -> None:
    assert paths(parse("leaders.women + total * leaders.women")) == ("leaders.women", "total")


@pytest.mark.parametrize(
    ("text", "position"),
    [("", 1), ("a +", 4), ("a b", 3), ("(a", 3), ("a & b", 3), ("a..b", 2), ("A", 1), ("a)", 2),
     ("1 + + 2", 5), ("  *", 3), ("2 ** 3", 4), ("1e3", 2), ("-" * 100 + "a", 42)],
)  # fmt: skip
def test_a_mistake_is_reported_where_it_stands(text: str, position: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.position == position
