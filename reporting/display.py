"""Showing an exact figure: the only rounding there is."""

from collections.abc import Sequence
from fractions import Fraction


def shown(value: Fraction | None, decimals: int) -> str:
    """A figure with fixed decimals, halves rounded away from zero; empty where there is none."""
    if value is None:
        return ""
    steps = steps_of(value, decimals)
    whole, rest = divmod(abs(steps), 10**decimals)
    sign = "-" if steps < 0 else ""
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"


def steps_of(value: Fraction, decimals: int) -> int:
    """A figure in whole steps of 10^-decimals, halves rounded away from zero."""
    scale: int = 10**decimals
    steps = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    return -steps if value < 0 else steps


def shown_steps(values: Sequence[int], present: Sequence[bool], decimals: int) -> list[str]:
    """The same of whole numbers of steps of 10^-decimals, of which nothing is rounded."""
    if not decimals:
        return [str(value) if there else "" for value, there in zip(values, present, strict=True)]
    scale = 10**decimals
    return [
        f"{'-' if value < 0 else ''}{abs(value) // scale}.{abs(value) % scale:0{decimals}d}"
        if there
        else ""
        for value, there in zip(values, present, strict=True)
    ]
