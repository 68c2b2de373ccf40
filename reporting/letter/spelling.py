"""How a letter spells days, numbers and the beginnings of words."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_BREAKS = str.maketrans(dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029", " "))
_UNFIT = dict.fromkeys([*range(32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


def printable(text: str) -> str:
    """The text on one line, without what XML cannot hold; spaces stay as they are."""
    return text.translate(_BREAKS).translate(_UNFIT)


def clean(text: str) -> str:
    """The text on one line with single spaces."""
    return " ".join(printable(text).split())


def day_words(day: date, language: str) -> str:
    """A day as letters write it: in Vietnamese days below 10 and months below 3 take a zero."""
    if language != "vi":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def day_figures(day: date) -> str:
    """A day as tables write it."""
    return day.strftime("%d/%m/%Y")


def number_words(value: Fraction, language: str) -> str:
    """A number with grouped digits, its decimals as they are (at most six)."""
    text = f"{float(value):,.6f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def roman(number: int) -> str:
    """The Roman numeral of 1 to 39."""
    text = ""
    for worth, sign in _ROMAN:
        while number >= worth:
            text, number = text + sign, number - worth
    return text


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with a small first letter, unless its first word is all capitals."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]


def without_type(title: str, names: Iterable[str]) -> tuple[str, str]:
    """A title's leading type of document, if it has one, and the rest of it."""
    for name in sorted(names, key=len, reverse=True):
        head, rest = title[: len(name)], title[len(name) :]
        if head.casefold() == name.casefold() and rest[:1] in {" ", ""}:
            return name, rest.strip()
    return "", title


def ended(items: Iterable[str], last: str = ".") -> tuple[str, ...]:
    """The items of a list, each with a semicolon, the last with its own sign."""
    found = [item.rstrip(" .;") for item in items]
    return tuple(f"{one};" for one in found[:-1]) + tuple(f"{one}{last}" for one in found[-1:])
