"""Every sentence people read, in Vietnamese and English, by key.

A catalogue is ``TEXTS``: key -> (Vietnamese, English), with ``{name}`` fields. Here a key and its
details become a sentence, and never an exception: a sentence is often the last thing standing
between a person and a traceback.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

import messages.commands
import messages.doubts
import messages.explaining
import messages.faults
import messages.keeping
import messages.letter
import messages.life
import messages.mending
import messages.picture
import messages.portal
import messages.problems
import messages.reminders
import messages.template
import messages.verify
import messages.vintages
import messages.watching
import messages.workbook
from errors import Fault

Area = Literal[
    "workbook",
    "commands",
    "reminders",
    "letter",
    "picture",
    "template",
    "receipt_paper",
    "explanation",
    "supplement",
    "portal",
    "watching",
]
Text = tuple[str, str]

_AREAS: Mapping[Area, Mapping[str, Text]] = {
    "workbook": messages.workbook.TEXTS,
    "commands": messages.commands.TEXTS,
    "reminders": messages.reminders.TEXTS,
    "letter": messages.letter.TEXTS,
    "picture": messages.picture.TEXTS,
    "template": messages.template.TEXTS,
    "receipt_paper": messages.keeping.PAPER,
    "explanation": messages.explaining.TEXTS,
    "supplement": messages.vintages.SUPPLEMENT,
    "portal": messages.portal.TEXTS,
    "watching": messages.watching.TEXTS,
}


LONGEST = 4_000
"""Signs of one detail that a sentence about a fault or a problem shows."""
# C1 too: U+009B begins a command of a terminal as ESC [ does.
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class _Details(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "…"


def problem(language: str, code: str, details: Mapping[str, object]) -> str:
    """The sentence of a problem; a code without one is answered with itself and its details."""
    text = messages.problems.TEXTS.get(code)
    if text is None:
        return " ".join([code, *(f"{name}={value}" for name, value in details.items())])
    details = {name: _short(value) for name, value in details.items()}
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
        "path": _short(found.path),
        "where": _short(found.where),
        **_figures(language, found),
    }
    own = found.message.get(language) or next(iter(found.message.values()), "")
    if own:
        figures = "; ".join(shown(str(_short(one))) for one in (found.sent, found.allowed) if one)
        return f"{own} ({figures})" if figures else own
    text = messages.faults.TEXTS.get(found.code)
    if text is None:
        return " ".join([found.code, *(f"{name}={value}" for name, value in details.items())])
    return fill(_in(language, text), details)


def mend(language: str, found: Fault) -> str:
    """What to do about a fault: the sentence that stands after its own."""
    details = _figures(language, found) | {"path": _short(found.path)}
    text = messages.mending.TEXTS.get(found.code, messages.mending.ANY)
    return fill(_in(language, text), details)


def allowed(language: str, found: Fault) -> str:
    """What may stand where a fault was found, in words; empty where the fault does not say."""
    if found.code in messages.doubts.BOUNDS and found.allowed:
        return fill(_in(language, messages.doubts.BOUNDS[found.code]), {"allowed": found.allowed})
    if found.code.startswith("type"):
        kinds = messages.doubts.KINDS
        words = [_in(language, kinds.get(one, (one, one))) for one in found.allowed.split(", ")]
        return ", ".join(words)
    return _figures(language, found)["allowed"]


def sent(language: str, found: Fault) -> str:
    """What stands where a fault was found, in words."""
    return _figures(language, found)["sent"]


def _figures(language: str, found: Fault) -> dict[str, str]:
    """What was sent and what may be, yes and no in words where one answer meets another."""
    told = {"sent": found.sent, "allowed": found.allowed}
    figures = {name: shown(str(_short(text))) for name, text in told.items()}
    if found.code not in messages.doubts.ANSWERS:
        return figures
    return {name: _truth(language, text) for name, text in figures.items()}


def _truth(language: str, text: str) -> str:
    # Another form's answer is followed by where it stands.
    said, opening, place = text.partition(" (")
    if said not in messages.doubts.TRUTH:
        return text
    return f"{_in(language, messages.doubts.TRUTH[said])}{opening}{place}"


def place(language: str, where: str) -> str:
    """Where something was written, ``row 17`` of a table in the language's own word."""
    where = shown(str(_short(where)))
    if language != "vi":
        return where
    for word, own in messages.verify.PLACES.items():
        if where.startswith(f"{word} "):
            return f"{own}{where.removeprefix(word)}"
    return where.replace("row ", "dòng ", 1)


@cache
def words(language: str, area: Area) -> Mapping[str, str]:
    """Every sentence of an area by key, unfilled, in one language."""
    return {key: _in(language, text) for key, text in _AREAS[area].items()}


def fill(sentence: str, details: Mapping[str, object]) -> str:
    """A sentence with its fields filled; one that is absent or empty shows as an ellipsis.

    What strangers wrote is shown so that it commands no terminal.
    """
    known = {
        name: shown(value) if isinstance(value, str) else value
        for name, value in details.items()
        if value not in ("", None)
    }
    return sentence.format_map(_Details(known))


def shown(text: str) -> str:
    """A text as it may stand on a screen: signs that act are spelled out."""
    return text if text.isprintable() else _ACTING.sub(lambda it: f"\\u{ord(it[0]):04x}", text)


def _short(value: object) -> object:
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[: LONGEST - 1]}…"
    return value


def _in(language: str, text: Text) -> str:
    return text[0] if language == "vi" else text[1]
