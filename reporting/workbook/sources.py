"""The sheet of sources: where the figures come from and which rule made each."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.book import Book
from reporting.target import Target
from reporting.workbook.cells import LETTERS, Block, Row, Sheet
from reporting.workbook.counts import Count, day, moment
from reporting.workbook.goals import goal_rows
from reporting.workbook.head import Setting, opened, section_cells
from reporting.workbook.paper import PLAIN, ROW
from reporting.workbook.press import Press
from reporting.workbook.rules import over_time_words, rule_words
from reporting.workbook.stencil import TEXTS
from reporting.workbook.table import level_words, section_labels
from reporting.workbook.verdicts import standing_targets
from reporting.workbook.widths import height, lined, note_height, tall
from schemas.form import Form, Measure

WIDTHS = (6, 45, 34, 14, 57, 31)
"""Column widths in characters."""
_LAST = len(WIDTHS) - 1
LEGEND = (
    "legend_blank",
    "legend_none_occurred",
    "legend_not_available",
    "legend_not_applicable",
    "legend_total",
    "legend_coverage",
    "legend_verdict",
)


_OWN = {"fact_unit": "\x01", "fact_restated": "\x02", "fact_approved": "\x03"}
"""Facts of one unit alone, each with a sign for it that no text of a cell can hold."""
RESTATED = ("legend_not_comparable", "legend_estimated", "legend_restated")


@dataclass(frozen=True, slots=True)
class _Facts:
    """Facts and legend as they were last written, by all they depend on but what is a unit's."""

    identity: object
    block: Block


@dataclass(frozen=True, slots=True)
class _Goals:
    """The targets that were last written, and from which row."""

    standing: Mapping[str, Target]
    start: int
    block: Block


def sources_sheet(setting: Setting, press: Press) -> Sheet:
    """The sheet's rows."""
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_sources", _LAST)
    sheet.skip()
    _said(setting, press, sheet)
    _goals(setting, press, sheet)
    sheet.row(20.0, stays=True).text(0, setting.say("rules_title"), setting.styles["heading"])
    identity = ("rules", sheet.next)
    kept = press.ready.get(identity)
    if kept is None:
        kept = _rules(setting, press.form, sheet.next)
        press.ready[identity] = kept
    assert isinstance(kept, tuple)
    sheet.ready(*kept)
    sheet.page(PLAIN.down(PLAIN.scale(WIDTHS)))
    return sheet


def _said(setting: Setting, press: Press, sheet: Sheet) -> None:
    """The facts and the legend: one text for many units, with holes for what is a unit's own."""
    facts, legend = _facts(setting, press.form), _legend(setting.book)
    across = sum(WIDTHS[2:])
    told = [
        (key, value if key not in _OWN else "", note_height(value, across)) for key, value in facts
    ]
    identity = (sheet.next, tuple(told), tuple(legend))
    # The last one is kept: the books of one order are written together, and say it alike.
    kept = press.ready.get("facts")
    if not isinstance(kept, _Facts) or kept.identity != identity:
        kept = _Facts(identity, _made(setting, sheet.next, told, legend))
        press.ready["facts"] = kept
    xml = kept.block.xml
    for key, value in facts:
        if key in _OWN:
            xml = xml.replace(_OWN[key], TEXTS[value])
    sheet.put(kept.block._replace(xml=xml))


def _made(
    setting: Setting, start: int, facts: list[tuple[str, str, float | None]], legend: list[str]
) -> Block:
    sheet, styles = Sheet(len(WIDTHS), start), setting.styles
    style = styles["cell_wrap"]
    for key, value, high in facts:
        row = sheet.row(high)
        row.text(0, setting.say(key), style)
        row.blank(1, style)
        if key in _OWN:
            row.cells.append(f'<c r="{LETTERS[2]}{row.number}" s="{style}"{_OWN[key]}')
        else:
            row.text(2, value, style)
        for place in range(3, _LAST + 1):
            row.blank(place, style)
        sheet.merge(row.number, 0, 1)
        sheet.merge(row.number, 2, _LAST)
    sheet.skip()
    sheet.row(20.0).text(0, setting.say("legend_title"), styles["heading"])
    for key in legend:
        words = setting.say(key)
        row = sheet.row(height(words, sum(WIDTHS)))
        row.text(0, words, styles["wrapped"])
        sheet.merge(row.number, 0, _LAST)
    sheet.skip()
    return sheet.block()


def _goals(setting: Setting, press: Press, sheet: Sheet) -> None:
    """The table of targets: the same for the units of one level that are bound alike."""
    standing = standing_targets(setting.book)
    kept = press.ready.get("goals")
    # Found by the object itself, which stays where the same targets bind the next unit too.
    if not isinstance(kept, _Goals) or kept.standing is not standing or kept.start != sheet.next:
        rows = Sheet(len(WIDTHS), sheet.next)
        goal_rows(setting, press, rows, WIDTHS)
        kept = press.ready["goals"] = _Goals(standing, sheet.next, rows.block())
    sheet.put(kept.block)


def _legend(book: Book) -> list[str]:
    hidden = ["legend_suppressed"] if book.hidden is not None else []
    return [*LEGEND, *hidden, *(RESTATED if book.sources.units_on else ())]


def _facts(setting: Setting, form: Form) -> list[tuple[str, str]]:
    book = setting.book
    source = book.sources
    finality = setting.book.words.get(f"finality_{source.finality}", source.finality)
    facts = [
        ("fact_unit", f"{setting.unit.name} ({setting.unit.code})"),
        ("fact_period", book.period),
        ("fact_steps", ", ".join(source.steps)),
        ("fact_steps_missing", ", ".join(source.missing)),
        ("fact_form", f"{form.title.in_(book.language)} ({form.reference})"),
        ("fact_plan", source.plan_title),
        ("fact_document", source.plan_document),
        ("fact_roster", day(source.roster_on)),
        ("fact_restated", _restated(setting)),
        ("fact_as_of", moment(source.as_of)),
        ("fact_finality", finality),
        ("fact_vintage", source.vintage),
        ("fact_approved", _approved(setting)),
        ("fact_digest", source.inputs_digest),
        ("fact_form_digest", form.digest),
    ]
    return [(key, value) for key, value in facts if value]


def _restated(setting: Setting) -> str:
    """Whose figures went in, where they stand on the map of another day."""
    book = setting.book
    if book.sources.units_on is None:
        return ""
    count = Count.standing(book.standings)
    units_on = day(book.sources.units_on)
    details = {"units_on": units_on, "reported": count.reported, "expected": count.expected}
    return setting.say("restated_of", **details)


def _approved(setting: Setting) -> str:
    """How many of the submissions behind the figures are approved; empty where nobody has sent."""
    states = [one.state for one in setting.book.standings]
    approved, waiting = states.count("approved"), states.count("submitted")
    if not approved + waiting:
        return ""
    return setting.say("approved_of", approved=approved, reported=approved + waiting)


def _rules(setting: Setting, form: Form, start: int) -> tuple[str, list[tuple[float, bool]]]:
    sections = section_labels(form, setting.book.language)
    rows, bands = [], {0}
    head = Row(start, 32.0)
    for place, key in enumerate(
        ("col_no", "col_indicator", "col_path", "col_unit", "col_rule", "col_measured_at")
    ):
        head.text(place, setting.say(key), setting.styles["head"])
    rows.append(head)
    section = None
    for number, measure in enumerate(form.measures, 1):
        if measure.section != section:
            section = measure.section
            row = Row(start + len(rows), 19.0)
            bands.add(len(rows))
            words = sections[section] or setting.say("general_section")
            section_cells(setting, row, words, _LAST)
            rows.append(row)
        rows.append(_rule_row(setting, form, measure, start + len(rows), number))
    heights = [(row.height or ROW, place in bands) for place, row in enumerate(rows)]
    return "".join(row.xml() for row in rows), heights


def _rule(setting: Setting, form: Form, measure: Measure) -> str:
    words = rule_words(setting, form, measure)
    if not setting.book.sources.steps:
        return words
    return f"{words} {over_time_words(setting, measure)}"


def _rule_row(setting: Setting, form: Form, measure: Measure, at: int, number: int) -> Row:
    style = setting.styles["cell_wrap"]
    language = setting.book.language
    levels = ", ".join(level_words(name, setting.book.words) for name in measure.measured_at)
    cells = {
        1: measure.label.in_(language),
        2: measure.path,
        3: measure.unit.in_(language),
        4: _rule(setting, form, measure),
        5: levels or setting.say("every_level"),
    }
    row = Row(at, tall(max(lined(words, WIDTHS[place]) for place, words in cells.items())))
    row.number_(0, number, setting.styles["cell_mid"])
    for place, words in cells.items():
        row.text(place, words, setting.styles["cell_mid"] if place == 3 else style)
    return row
