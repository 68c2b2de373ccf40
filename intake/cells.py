"""One cell of a table as a value or a mark.

Whatever the measure, a cell that holds nothing but ``-``, ``…`` or ``x`` is that mark; a text
of only such a sign can be sent as JSON. Numbers have a dot before their decimals and nothing
between their thousands: where a reader could take a sign for the other, the cell is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from intake.strict import DIGIT_LIMIT
from schemas.text import clean

MARKS: Mapping[str, str] = {
    "-": "none_occurred",
    "\u2013": "none_occurred",  # spreadsheets lengthen a typed hyphen by themselves
    "\u2014": "none_occurred",
    "\u2212": "none_occurred",
    "\u2026": "not_available",
    "...": "not_available",
    "x": "not_applicable",
    "X": "not_applicable",
}
TRUE = frozenset({"true", "có"})
FALSE = frozenset({"false", "không"})

_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_SEPARATED = re.compile(r"[+-]?[0-9]+(?:[., \u2009][0-9]+)*(?:,[0-9]+|[ \u2009.][0-9]{3})")
_GROUPED = re.compile(r"[+-]?[0-9]+(?:[., \u2009][0-9]+)+")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell that holds a mark, by the mark's name."""

    name: str


class Doubtful(Exception):
    """A cell that two readers could read as two numbers, or a number out of all bounds."""

    def __init__(self, code: str, sent: str, allowed: str) -> None:
        self.code, self.sent, self.allowed = code, sent, allowed
        super().__init__(code)


Cell = int | Decimal | bool | str | Mark | None


def read_cell(text: str, kind: str | None) -> Cell:
    """The value of a cell of a measure of this ``kind``; None where it is blank.

    Without a kind numbers and yes/no are known by their look. What does not fit its kind is
    given as text, for the form's check to refuse as it would in JSON. Raises Doubtful.
    """
    text = clean(text)
    if not text:
        return None
    mark = MARKS.get(text)
    if mark is not None:
        return Mark(mark)
    if kind in ("text", "choice", "section"):
        return text
    if kind in (None, "boolean"):
        low = text.lower()
        if low in TRUE or low in FALSE:
            return low in TRUE
    return text if kind == "boolean" else _number(text, kind)


def _number(text: str, kind: str | None) -> int | Decimal | str:
    if _NUMBER.fullmatch(text):
        if len(text) > DIGIT_LIMIT:
            raise Doubtful("number_too_long", text, str(DIGIT_LIMIT))
        if "." not in text:
            return int(text)
        # "5.000" is five thousand to one clerk and five to the next; "1.234" must be a fraction
        # where decimals are asked, and the form's check counts them.
        if _THOUSANDS.fullmatch(text) and (kind == "integer" or text.endswith("0")):
            raise _ambiguous(text)
        number = Decimal(text)
        whole = int(number)
        return whole if whole == number else number
    # Where the kind is not known, a date or a paragraph's number must stay what it is.
    if (_GROUPED if kind else _SEPARATED).fullmatch(text):
        raise _ambiguous(text)
    return text


def _ambiguous(text: str) -> Doubtful:
    signs = [sign for sign in text if not sign.isdigit() and sign not in "+-"]
    whole = re.sub(r"[^0-9-]", "", text)
    head, _, tail = text.rpartition(signs[-1])
    fraction = f"{re.sub(r'[^0-9-]', '', head)}.{tail}".rstrip("0").rstrip(".")
    if signs.count(signs[-1]) > 1 and all(len(group) == 3 for group in text.split(signs[-1])[1:]):
        readings = [whole]
    elif signs.count(signs[-1]) == 1 and signs[-1] in ".," and len(tail) != 3:
        readings = [fraction]
    else:
        # A group of three may be thousands or decimals; of other groups nobody knows.
        readings = [whole, fraction]
    return Doubtful("ambiguous_number", text, " / ".join(readings))
