"""The sheet of causes: every unit that made figures differ, its revisions, and its cells."""

from collections.abc import Iterator, Mapping

from reporting.explained import Origin
from reporting.vintage_changes import Cause
from reporting.workbook.cells import Sheet
from reporting.workbook.counts import moment
from reporting.workbook.single import banner
from reporting.workbook.supplement_words import Wanted, heads, scope_words
from reporting.workbook.widths import lined, tall

WIDTHS = (5, 9, 22, 18, 34, 34, 36)
"""Column widths in characters."""


def causes_sheet(wanted: Wanted, formats: Mapping[str, int]) -> Sheet:
    """The sheet's rows."""
    sheet = Sheet(len(WIDTHS))
    banner(sheet, formats, wanted.say("title_causes"), "title", WIDTHS)
    sheet.skip(stays=True)
    heads(wanted, sheet, formats, ("no", "code", "unit", "kind", "revision_before",
                                    "revision_after", "cells"))  # fmt: skip
    for number, cause in enumerate(wanted.found.causes, 1):
        kinds = "\n".join(
            [
                *([cause.about] if cause.about else []),
                *(wanted.say(f"kind_{k}") for k in cause.kinds),
                *_judged(wanted, cause),
            ]
        )
        texts = (
            cause.unit.name,
            kinds,
            _origin(wanted, cause.before),
            _origin(wanted, cause.after),
            _cells(wanted, cause),
        )
        high = tall(max(lined(words, WIDTHS[place]) for place, words in enumerate(texts, 2)))
        row = sheet.row(min(high or 18.0, 400.0))
        row.number_(0, number, formats["cell_mid_top"])
        row.text(1, cause.unit.code, formats["cell_top"])
        for place, words in enumerate(texts, 2):
            row.text(place, words, formats["cell_top"])
    if not wanted.found.causes:
        banner(sheet, formats, wanted.say("nothing_caused"), "wrapped", WIDTHS)
    return sheet


def _judged(wanted: Wanted, cause: Cause) -> Iterator[str]:
    zone = wanted.found.new.published.tzinfo
    for one in cause.judged:
        at = moment(one.at.astimezone(zone))
        line = wanted.say("judged", kind=wanted.say(f"kind_{one.kind}"), actor=one.actor, at=at)
        yield f"{line}: {one.reason}" if one.reason else line


def _origin(wanted: Wanted, one: Origin | None) -> str:
    if one is None:
        return "–"
    zone = wanted.found.new.published.tzinfo
    line = wanted.say(
        "revision",
        revision=one.revision,
        sender=one.sender or "–",
        at=moment(one.received_at.astimezone(zone)),
    )
    if wanted.found.public:
        at = moment(one.received_at.astimezone(zone))
        return wanted.say("revision_public", revision=one.revision, at=at)
    behalf = f"\n{wanted.say('entered_by', who=one.entered_by)}" if one.entered_by else ""
    return f"{line}{behalf}\nSHA-256 {one.sha256}"


def _cells(wanted: Wanted, cause: Cause) -> str:
    lines = []
    for key, before, after in cause.cells:
        decimals = wanted.found.shown_decimals(key)
        label = wanted.found.label(key, wanted.language)
        label = f"{label} ({scope_words(wanted, key)})" if key.option else label
        pair = wanted.number(before, decimals), wanted.number(after, decimals)
        delta = None if before is None or after is None else after - before
        change = f" ({wanted.number(delta, decimals, signed=True)})" if delta else ""
        lines.append(f"{label}: {pair[0]} → {pair[1]}{change}")
    return "\n".join(lines) or "–"
