"""Every sentence people read, in Vietnamese and English, by key.

A catalogue is ``TEXTS``: key -> (Vietnamese, English), with ``{name}`` fields. Here a key and its
details become a sentence, and never an exception: a sentence is often the last thing standing
between a person and a traceback.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

import messages.commands
import messages.faults
import messages.letter
import messages.life
import messages.picture
import messages.problems
import messages.reminders
import messages.workbook
from errors import Fault

Area = Literal["workbook", "commands", "reminders", "letter", "picture"]
Text = tuple[str, str]

_AREAS: Mapping[Area, Mapping[str, Text]] = {
    "workbook": messages.workbook.TEXTS,
    "commands": messages.commands.TEXTS,
    "reminders": messages.reminders.TEXTS,
    "letter": messages.letter.TEXTS,
    "picture": messages.picture.TEXTS,
}


class _Details(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "…"


def problem(language: str, code: str, details: Mapping[str, object]) -> str:
    """The sentence of a problem; a code without one is answered with itself and its details."""
    text = messages.problems.TEXTS.get(code)
    if text is None:
        return " ".join([code, *(f"{name}={value}" for name, value in details.items())])
    return fill(_in(language, text), {**details, **dict(_states(language, details))})


def _states(language: str, details: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name in ("state", "states"):
        if isinstance(said := details.get(name), str):
            yield name, ", ".join(state(language, one) for one in said.split(", "))


def state(language: str, code: str) -> str:
    """How a plan or a receipt stands, in words; a state without any is answered with itself."""
    return _in(language, messages.life.STATES.get(code, (code, code)))


def fault(language: str, found: Fault) -> str:
    """The sentence of a fault; the form's own sentence stands above the catalogue's."""
    details = {
        "path": found.path,
        "where": found.where,
        "sent": found.sent,
        "allowed": found.allowed,
    }
    own = found.message.get(language) or next(iter(found.message.values()), "")
    if own:
        figures = "; ".join(part for part in (found.sent, found.allowed) if part)
        return f"{own} ({figures})" if figures else own
    text = messages.faults.TEXTS.get(found.code)
    if text is None:
        return " ".join([found.code, *(f"{name}={value}" for name, value in details.items())])
    return fill(_in(language, text), details)


def place(language: str, where: str) -> str:
    """Where something was written, ``row 17`` of a table in the language's own word."""
    return where.replace("row ", "dòng ", 1) if language == "vi" else where


def words(language: str, area: Area) -> Mapping[str, str]:
    """Every sentence of an area by key, unfilled, in one language."""
    return {key: _in(language, text) for key, text in _AREAS[area].items()}


def fill(sentence: str, details: Mapping[str, object]) -> str:
    """A sentence with its fields filled; one that is absent or empty shows as an ellipsis."""
    known = {name: value for name, value in details.items() if value not in ("", None)}
    return sentence.format_map(_Details(known))


def _in(language: str, text: Text) -> str:
    return text[0] if language == "vi" else text[1]
