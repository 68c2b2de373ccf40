"""How each question is answered: what its cell takes, what it says of that, and how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reporting.template.filling import ACCEPTED
from reporting.template.spoken import MESSAGE, TITLE, Spoken, shortened
from reporting.template.takes import Figure
from reporting.workbook.numerals import number_words
from schemas.form import Form, Measure
from schemas.grid import Spot
from schemas.walking import leaf_at

_FORMULA = 255
"""Most characters of a rule's formula (the file format's)."""
_FIRST_DAY, _LAST_DAY = 7_306, 109_575
"""1 January 1920 and 31 December 2199 as spreadsheets count days."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one question is answered.

    ``look`` names the format of its cell; ``hint`` stands beside it; ``source`` names the list it
    is chosen from (none: it is typed); ``rule`` is the formula that must hold, with ``#`` for the
    cell's own row; ``figure`` is what a number must be.
    """

    look: str
    hint: str
    source: str = ""
    rule: str = ""
    figure: Figure | None = None


def answer_of(spot: Spot, form: Form, spoken: Spoken) -> Answer:
    """How the entry cell of a row takes its answer; rows that are worked out take none."""
    if spot.asked == "tick":
        return Answer("tick", "", "tick")
    if spot.asked == "section":
        return Answer("mark", spoken.say("hint_section"), "marks")
    measure = spot.measure
    assert measure is not None
    leaf = leaf_at(form.schema, measure.path)
    if spot.asked == "boolean":
        return Answer("pick", spoken.say("hint_boolean"), "truth")
    if spot.asked == "choice":
        return Answer("pick", spoken.say("hint_choice"), measure.path)
    if spot.asked == "text":
        return _words(leaf, spoken)
    return _figure(measure, leaf, spoken)


def _figure(measure: Measure, leaf: Mapping[str, Any], spoken: Spoken) -> Answer:
    """A number within the form's bounds, with no more decimals than it may have."""
    said: list[str] = []
    bounds: list[tuple[str, int | Decimal]] = []
    for key, sign in (
        ("minimum", ">="),
        ("exclusiveMinimum", ">"),
        ("maximum", "<="),
        ("exclusiveMaximum", "<"),
    ):
        bound = leaf.get(key)
        if isinstance(bound, int | Decimal) and not isinstance(bound, bool):
            said.append(_SIGNS[sign] + " " + number_words(Fraction(bound), spoken.language))
            bounds.append((sign, bound))
    decimals = measure.decimals if measure.kind == "number" else 0
    figure = Figure(decimals, tuple(bounds))
    kind = spoken.say("hint_decimals", count=decimals) if decimals else spoken.say("hint_integer")
    rule = _within(list(figure.conditions))
    return Answer(f"n{decimals}", ", ".join([kind, *said]), rule=rule, figure=figure)


def _words(leaf: Mapping[str, Any], spoken: Spoken) -> Answer:
    if leaf.get("format") == "date":
        return Answer(
            "day", spoken.say("hint_day"), rule=_within([f"G#>={_FIRST_DAY}", f"G#<={_LAST_DAY}"])
        )
    parts, said = [], [spoken.say("hint_text")]
    if "items" in leaf:
        said.append(spoken.say("hint_lines"))
    else:
        for key, sign in (("minLength", ">="), ("maxLength", "<=")):
            if isinstance(leaf.get(key), int):
                parts.append(f"LEN(G#){sign}{leaf[key]}")
                count = number_words(Fraction(leaf[key]), spoken.language)
                said.append(spoken.say(f"hint_{key}", count=count))
    rule = f"=OR({_signs()},AND({','.join(parts)}))" if parts else ""
    return Answer("text", ", ".join(said), rule=rule)


_SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}


def _signs() -> str:
    return ",".join(f'G#="{sign}"' for sign in ACCEPTED)


def _within(parts: list[str]) -> str:
    """A number for which all parts hold, or a sign; bounds that do not fit are left to the door."""
    while True:
        rule = f"=IF(ISNUMBER(G#),AND({','.join(parts)}),OR({_signs()}))"
        if len(rule.replace("#", "99999")) <= _FORMULA or len(parts) == 1:
            return rule
        parts = parts[:-1]


def validation(
    answer: Answer, row: int, spoken: Spoken, name: str, ranges: Mapping[str, str]
) -> dict[str, Any] | None:
    """The rule of a cell as the library takes it; texts are cut to what the format holds."""
    marks = "" if answer.look in ("tick", "mark") else spoken.say("hint_marks")
    way = answer.hint or spoken.say("hint_tick")
    told = {
        "ignore_blank": True,
        "input_title": shortened(name, TITLE),
        "input_message": shortened(f"{way}. {marks}".strip(), MESSAGE),
        "error_title": shortened(spoken.say("wrong_title"), TITLE),
        "error_message": shortened(spoken.say("wrong_entry", way=way, marks=marks), MESSAGE),
    }
    if answer.source:
        return {**told, "validate": "list", "source": f"={ranges[answer.source]}"}
    if answer.rule:
        return {**told, "validate": "custom", "value": answer.rule.replace("#", str(row))}
    return {**told, "validate": "any"}
