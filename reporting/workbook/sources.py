"""The sheet of sources: where the figures come from and which rule made each."""

from reporting.book import Book
from reporting.workbook.cells import Row, Sheet
from reporting.workbook.counts import Count, day, moment
from reporting.workbook.goals import goal_rows
from reporting.workbook.head import Setting, opened, section_cells
from reporting.workbook.paper import PLAIN, ROW
from reporting.workbook.press import Press
from reporting.workbook.rules import over_time_words, rule_words
from reporting.workbook.table import level_words, section_labels
from reporting.workbook.widths import height, lined, tall
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


RESTATED = ("legend_not_comparable", "legend_estimated", "legend_restated")


def sources_sheet(setting: Setting, press: Press) -> Sheet:
    """The sheet's rows."""
    styles, form = setting.styles, press.form
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_sources", _LAST)
    sheet.skip()
    for key, value in _facts(setting, form):
        row = sheet.row(height(value, sum(WIDTHS[2:])))
        row.text(0, setting.say(key), styles["cell_wrap"])
        row.blank(1, styles["cell_wrap"])
        for place in range(2, _LAST + 1):
            row.text(place, value if place == 2 else "", styles["cell_wrap"])
        sheet.merge(row.number, 0, 1)
        sheet.merge(row.number, 2, _LAST)
    sheet.skip()
    sheet.row(20.0).text(0, setting.say("legend_title"), styles["heading"])
    for key in _legend(setting.book):
        words = setting.say(key)
        row = sheet.row(height(words, sum(WIDTHS)))
        row.text(0, words, styles["wrapped"])
        sheet.merge(row.number, 0, _LAST)
    sheet.skip()
    goal_rows(setting, press, sheet, WIDTHS)
    sheet.row(20.0, stays=True).text(0, setting.say("rules_title"), styles["heading"])
    identity = ("rules", sheet.next)
    kept = press.ready.get(identity)
    if kept is None:
        kept = _rules(setting, form, sheet.next)
        press.ready[identity] = kept
    assert isinstance(kept, tuple)
    sheet.ready(*kept)
    sheet.page(PLAIN.down(PLAIN.scale(WIDTHS)))
    return sheet


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
