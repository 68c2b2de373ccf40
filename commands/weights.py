"""The share of a weight behind a roll-up, as commands say it."""

from typing import TYPE_CHECKING

from commands.voice import word

if TYPE_CHECKING:
    from reporting.weighing import Weighed


def weight_data(found: "Weighed") -> dict[str, object]:
    """The weights as data: decimal texts, the percentage at one decimal."""
    from reporting.display import shown

    return {
        "reported": _plain(found.reported),
        "expected": _plain(found.expected),
        "percent": None if found.percent is None else shown(found.percent, 1),
        "without_weight": found.bare,
    }


def weight_lines(found: "Weighed") -> list[str]:
    """One sentence, where the roster has weights."""
    from reporting.display import shown

    if found.percent is None:
        return []
    key = "weight_covered_bare" if found.bare else "weight_covered"
    return [word(key, percent=shown(found.percent, 1), bare=found.bare)]


def _plain(value: object) -> str:
    from decimal import Decimal
    from fractions import Fraction

    assert isinstance(value, Fraction)
    # Weights are decimals, and so is any sum of them.
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return format(exact.normalize(), "f")
