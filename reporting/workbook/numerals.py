"""Numbers inside sentences, as people of the language write them."""

from fractions import Fraction

_VIETNAMESE = str.maketrans(",.", ".,")


def number_words(value: Fraction, language: str) -> str:
    """A number with grouped digits, without trailing zeros."""
    text = f"{float(value):,.4f}".rstrip("0").rstrip(".")
    return text.translate(_VIETNAMESE) if language == "vi" else text


def grouped(count: int, language: str) -> str:
    """A whole number with its digits in groups of three."""
    return f"{count:,}".replace(",", "." if language == "vi" else ",")
