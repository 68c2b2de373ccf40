"""The sheet of sources: where the figures come from and which rule made each."""

from reporting.workbook.cells import Row, Sheet
from reporting.workbook.counts import day, moment
from reporting.workbook.head import Setting, opened, section_cells
from reporting.workbook.press import Press
from reporting.workbook.table import level_words, section_labels
from reporting.workbook.verdicts import number_words
from schemas.form import Condition, Form, Measure

WIDTHS = (6, 48, 34, 14, 46, 30)
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


def sources_sheet(setting: Setting, press: Press) -> Sheet:
    """The sheet's rows."""
    styles, form = setting.styles, press.form
    sheet = Sheet(len(WIDTHS))
    opened(setting, sheet, "title_sources", _LAST)
    sheet.skip()
    for key, value in _facts(setting, form):
        row = sheet.row()
        row.text(0, setting.say(key), styles["cell_wrap"])
        row.blank(1, styles["cell_wrap"])
        for place in range(2, _LAST + 1):
            row.text(place, value if place == 2 else "", styles["cell_wrap"])
        sheet.merge(row.number, 0, 1)
        sheet.merge(row.number, 2, _LAST)
    sheet.skip()
    sheet.row(20.0).text(0, setting.say("legend_title"), styles["heading"])
    for key in LEGEND:
        row = sheet.row()
        row.text(0, setting.say(key), styles["plain"])
    sheet.skip()
    sheet.row(20.0).text(0, setting.say("rules_title"), styles["heading"])
    identity = ("rules", sheet.next)
    kept = press.ready.get(identity)
    if kept is None:
        kept = _rules(setting, form, sheet.next)
        press.ready[identity] = kept
    assert isinstance(kept, tuple)
    sheet.ready(*kept)
    return sheet


def _facts(setting: Setting, form: Form) -> list[tuple[str, str]]:
    book = setting.book
    source = book.sources
    finality = setting.book.words.get(f"finality_{source.finality}", source.finality)
    facts = [
        ("fact_unit", f"{setting.unit.name} ({setting.unit.code})"),
        ("fact_period", book.period),
        ("fact_form", f"{form.title.in_(book.language)} ({form.reference})"),
        ("fact_plan", source.plan_title),
        ("fact_document", source.plan_document),
        ("fact_roster", day(source.roster_on)),
        ("fact_as_of", moment(source.as_of)),
        ("fact_finality", finality),
        ("fact_digest", source.inputs_digest),
        ("fact_form_digest", form.digest),
    ]
    return [(key, value) for key, value in facts if value]


def _rules(setting: Setting, form: Form, start: int) -> tuple[str, int]:
    sections = section_labels(form, setting.book.language)
    rows = []
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
            row = Row(start + len(rows))
            words = sections[section] or setting.say("general_section")
            section_cells(setting, row, words, _LAST)
            rows.append(row)
        rows.append(_rule_row(setting, measure, start + len(rows), number))
    return "".join(row.xml() for row in rows), len(rows)


def _rule_row(setting: Setting, measure: Measure, at: int, number: int) -> Row:
    style = setting.styles["cell_wrap"]
    rule = rule_words(setting, measure)
    label = measure.label.in_(setting.book.language)
    lines = max(1 + len(rule) // 54, 1 + len(label) // 56, 1 + len(measure.path) // 40)
    row = Row(at, 15.0 * lines + 2 if lines > 1 else None)
    row.number_(0, number, setting.styles["cell_mid"])
    row.text(1, label, style)
    row.text(2, measure.path, style)
    row.text(3, measure.unit.in_(setting.book.language), setting.styles["cell_mid"])
    row.text(4, rule, style)
    levels = ", ".join(level_words(name, setting.book.words) for name in measure.measured_at)
    row.text(5, levels or setting.say("every_level"), style)
    return row


def rule_words(setting: Setting, measure: Measure) -> str:
    """How a measure rolls up, in one sentence."""
    rule, language = measure.rule, setting.book.language
    if measure.computed and measure.computed_at == "rolled_up":
        return setting.say("rule_computed", formula=_formula(measure))
    details: dict[str, object] = {"weight": rule.weight or "", "of": "", "scale": ""}
    if rule.parts:
        details["of"] = rule.parts[0]
    if rule.name == "ratio":
        scale = "" if rule.scale == 1 else f" × {number_words(rule.scale, language)}"
        details |= {"top": rule.parts[0], "low": rule.parts[1], "scale": scale}
    if rule.name == "share":
        joint = setting.say("and" if rule.match == "all" else "or")
        details["conditions"] = f" {joint} ".join(
            f"{c.measure} {c.op} {_value(setting, c)}" for c in rule.conditions
        )
    key = "rule_mean_weighted" if rule.name == "mean" and rule.weight else f"rule_{rule.name}"
    words = setting.book.words[key].format(**details)
    if measure.own_above == "replaces":
        words += " " + setting.say("rule_replaces")
    return words


def _value(setting: Setting, condition: Condition) -> str:
    value = condition.value
    if isinstance(value, bool):
        return setting.say("yes" if value else "no")
    return value if isinstance(value, str) else f"{float(value):g}"


def _formula(measure: Measure) -> str:
    stack: list[str] = []
    for step in measure.computed:
        if step.op == "path":
            stack.append(step.path)
        elif step.op == "constant":
            stack.append(f"{float(step.constant):g}")
        elif step.op == "neg":
            stack.append(f"-{stack.pop()}")
        else:
            right, left = stack.pop(), stack.pop()
            stack.append(f"({left} {step.op} {right})")
    return stack.pop().removeprefix("(").removesuffix(")") if stack else ""
