"""Showing an exact figure: the only rounding there is."""

from fractions import Fraction


def shown(value: Fraction | None, decimals: int) -> str:
    """A figure with fixed decimals, halves rounded away from zero; empty where there is none."""
    if value is None:
        return ""
    scale = 10**decimals
    steps = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(steps, scale)
    sign = "-" if value < 0 and steps else ""
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"
