"""The supplement: what a newer vintage says otherwise than an older one, and because of whom."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reporting.columns import Key
from reporting.terms import Value
from reporting.vintage_diff import Change, Trace
from reporting.workbook.cells import Row, Sheet, letters
from reporting.workbook.counts import moment
from reporting.workbook.head import letterhead_of
from reporting.workbook.single import Leaf, banner, single_book
from reporting.workbook.supplement_causes import WIDTHS as CAUSES
from reporting.workbook.supplement_causes import causes_sheet
from reporting.workbook.supplement_words import Wanted, heads, scope_words
from reporting.workbook.widths import lined, tall

_FIRST = (5, 28, 15, 14, 14, 14, 13, 13, 38)
_UNITS = (5, 9, 24, 30, 15, 14, 14, 14, 13, 13)
_NAMED = 6
"""Units named beside a figure; the others are counted and stand in the sheet of causes."""
_DECIMALS = 6


def supplement_book(wanted: Wanted, target: Path) -> None:
    """Writes the supplement; the same two vintages give the same bytes.

    Raises Problem workbook_refused.
    """
    words, found = wanted.words, wanted.found
    leaves = [
        Leaf(words["sheet_supplement"], _FIRST, lambda formats: _cover(wanted, formats)),
        Leaf(words["sheet_changed_units"], _UNITS, lambda f: _units(wanted, f), (3, 3)),
        Leaf(words["sheet_causes"], CAUSES, lambda f: causes_sheet(wanted, f), (3, 3)),
    ]
    unit = wanted.about
    editions = wanted.say("editions", old=found.old.number, new=found.new.number)
    subject = f"{unit.name} ({unit.code}) – {found.period} – {editions}"
    single_book(leaves, words, subject, found.new.published, target)


def _cover(wanted: Wanted, formats: Mapping[str, int]) -> Sheet:
    sheet, found = Sheet(len(_FIRST)), wanted.found
    letterhead_of(wanted.letterhead, formats, sheet, 4, len(_FIRST) - 1)
    banner(sheet, formats, wanted.say("title"), "title", _FIRST)
    about = wanted.say(
        "subtitle",
        unit=wanted.about.name,
        period=found.period,
        form=found.new.form.title.in_(wanted.language),
    )
    banner(sheet, formats, about, "subtitle", _FIRST)
    if found.public:
        banner(sheet, formats, wanted.say("public_copy"), "wrapped", _FIRST)
    sheet.skip()
    _editions(wanted, sheet, formats)
    sheet.skip()
    mine = [one for one in found.changes if one.unit.code == wanted.about.code]
    heading = wanted.say("heading_own", unit=wanted.about.name, count=len(mine))
    banner(sheet, formats, heading, "heading", _FIRST)
    if not mine:
        banner(sheet, formats, wanted.say("nothing_changed"), "wrapped", _FIRST)
        return sheet
    keys = ("no", "measure", "scope", "before", "after", "delta", "was", "now", "because")
    heads(wanted, sheet, formats, keys)
    for number, change in enumerate(mine, 1):
        _own_row(wanted, sheet, formats, number, change)
    sheet.skip()
    banner(sheet, formats, wanted.say("note_delta"), "note_wrapped", _FIRST)
    return sheet


def _editions(wanted: Wanted, sheet: Sheet, formats: Mapping[str, int]) -> None:
    """Both vintages side by side."""
    found = wanted.found
    row = sheet.row(20.0, stays=True)
    row.text(0, "", formats["head"])
    row.blank(1, formats["head"])
    for first, edition in ((2, found.old), (6, found.new)):
        which = wanted.say("old" if first == 2 else "new", number=edition.number)
        for place in range(first, first + (4 if first == 2 else 3)):
            row.text(place, which if place == first else "", formats["head"])
    _merged(sheet, row.number)
    for key, before, after in _facts(wanted):
        high = tall(max(lined(before, sum(_FIRST[2:6])), lined(after, sum(_FIRST[6:]))))
        row = sheet.row(high, stays=True)
        row.text(0, wanted.say(key), formats["cell_wrap"])
        row.blank(1, formats["cell_wrap"])
        style = formats["cell_wrap"]
        for place in range(2, len(_FIRST)):
            words = before if place == 2 else after if place == 6 else ""
            row.text(place, words, style)
        _merged(sheet, row.number)


def _merged(sheet: Sheet, number: int) -> None:
    for first, last in ((0, 1), (2, 5), (6, len(_FIRST) - 1)):
        sheet.merge(number, first, last)


def _facts(wanted: Wanted) -> Iterator[tuple[str, str, str]]:
    """What is said of both: key, of the older, of the newer."""
    pair = wanted.found.old, wanted.found.new

    def both(key: str, said: Sequence[str]) -> tuple[str, str, str]:
        return key, said[0], said[1]

    yield both("fact_published", [moment(one.published) for one in pair])
    yield both("fact_actor", [one.actor or "–" for one in pair])
    yield both("fact_finality", [wanted.words[f"finality_{one.finality}"] for one in pair])
    yield both("fact_form", [one.form.reference for one in pair])
    yield both("fact_roster", [f"{one.roster_on:%d/%m/%Y}" for one in pair])
    counts = [wanted.say("coverage", reported=o.reported, expected=o.expected) for o in pair]
    yield both("fact_reported", counts)
    if any(one.note for one in pair):
        yield both("fact_note", [one.note or "–" for one in pair])
    yield both("fact_inputs", [one.inputs_digest for one in pair])
    yield both("fact_figures", [one.figures_digest for one in pair])


def _own_row(
    wanted: Wanted, sheet: Sheet, formats: Mapping[str, int], number: int, change: Change
) -> None:
    label = wanted.found.label(change.key, wanted.language)
    scope = scope_words(wanted, change.key)
    because = _because(wanted, change)
    wide = ((label, 1), (scope, 2), (because, 8))
    row = sheet.row(tall(max(lined(words, _FIRST[place]) for words, place in wide)))
    row.number_(0, number, formats["cell_mid"])
    row.text(1, label, formats["cell_wrap"])
    row.text(2, scope, formats["cell_wrap"])
    _figures(wanted, row, formats, 3, change)
    row.text(8, because, formats["cell_wrap"])


def _figures(
    wanted: Wanted, row: Row, formats: Mapping[str, int], first: int, change: Change
) -> None:
    """Before, after, their live difference, and how many units stood behind each."""
    decimals = min(_DECIMALS, wanted.found.shown_decimals(change.key))
    style = formats[f"number{decimals}"]
    row.number_(first, _float(change.before), style)
    row.number_(first + 1, _float(change.after), style)
    if change.delta is None:
        row.blank(first + 2, style)
    else:
        before, after = (f"{letters(first + step)}{row.number}" for step in (0, 1))
        # What is shown is the exact difference; floats of two figures may differ in the last bit.
        digits = 12
        delta = round(float(change.after or 0) - float(change.before or 0), digits)
        row.formula(first + 2, f"ROUND({after}-{before},{digits})", delta, style)
    for step, coverage in ((3, change.coverage_before), (4, change.coverage_after)):
        said = "–" if coverage is None else f"{coverage[0]}/{coverage[1]}"
        row.text(first + step, said, formats["cell_mid"])


def _float(value: Value) -> float | None:
    return None if value is None else float(value)


def _because(wanted: Wanted, change: Change) -> str:
    """Who moved it and by how much, those who moved it most first."""
    said = [
        f"{_name(wanted, trace.unit)}: {_delta(wanted, change, trace)}"
        for trace in change.traces[:_NAMED]
    ]
    more = len(change.traces) - _NAMED
    if more > 0:
        said.append(wanted.say("and_more", count=more))
    return "\n".join(said)


def _name(wanted: Wanted, code: str) -> str:
    for cause in wanted.found.causes:
        if cause.unit.code == code:
            return f"{cause.unit.name} ({code})"
    return code


def _delta(wanted: Wanted, change: Change, trace: Trace) -> str:
    several = len(trace.parts) > 1
    said = []
    for part in trace.parts:
        key = change.key if part.path == change.key.measure else Key(part.path)
        decimals = wanted.found.shown_decimals(key) if part.path else 0
        delta = wanted.number(part.delta, decimals, signed=True)
        role = f"{wanted.say(f'role_{part.role}')} " if several and part.role != "figure" else ""
        said.append(f"{role}{delta}")
    return "; ".join(said)


def _units(wanted: Wanted, formats: Mapping[str, int]) -> Sheet:
    sheet = Sheet(len(_UNITS))
    banner(sheet, formats, wanted.say("title_units"), "title", _UNITS)
    sheet.skip(stays=True)
    keys = ("no", "code", "unit", "measure", "scope", "before", "after", "delta", "was", "now")
    heads(wanted, sheet, formats, keys)
    number = 0
    for change in wanted.found.changes:
        if change.unit.code == wanted.about.code:
            continue
        number += 1
        label, scope = (
            wanted.found.label(change.key, wanted.language),
            scope_words(wanted, change.key),
        )
        wide = ((change.unit.name, 2), (label, 3), (scope, 4))
        row = sheet.row(tall(max(lined(words, _UNITS[place]) for words, place in wide)))
        row.number_(0, number, formats["cell_mid"])
        row.text(1, change.unit.code, formats["cell"])
        row.text(2, change.unit.name, formats["cell_wrap"])
        row.text(3, label, formats["cell_wrap"])
        row.text(4, scope, formats["cell_wrap"])
        _figures(wanted, row, formats, 5, change)
    if not number:
        banner(sheet, formats, wanted.say("nothing_changed"), "wrapped", _UNITS)
    return sheet
