"""How a measure is rolled up, said in the labels of the form."""

from fractions import Fraction
from typing import Protocol

from reporting.over_time import rule_over_time
from reporting.timed_layout import rule_after
from reporting.workbook.numerals import number_words
from reporting.workbook.verdicts import SIGNS
from schemas.form import Condition, Form, Measure


class Speaker(Protocol):
    """Whoever has the workbooks' sentences in one language."""

    @property
    def language(self) -> str:
        """``vi`` or ``en``."""

    def say(self, key: str, **details: object) -> str:
        """A sentence of the catalogue with its fields filled."""


_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "/"}


def rule_words(setting: Speaker, form: Form, measure: Measure) -> str:
    """How a measure rolls up, in one sentence."""
    rule, language = measure.rule, setting.language
    if measure.computed and measure.computed_at == "rolled_up":
        return setting.say("rule_computed", formula=_formula(setting, form, measure))
    if rule.source:
        return setting.say("rule_linked", source=rule.source)
    details: dict[str, object] = {}
    if rule.weight:
        details["weight"] = _named(setting, form, rule.weight)
    if rule.name == "ratio":
        top, low = (_named(setting, form, part) for part in rule.parts)
        scale = "" if rule.scale == 1 else f" × {number_words(rule.scale, language)}"
        details |= {"top": top, "low": low, "scale": scale}
    if rule.name == "share":
        joint = setting.say("and" if rule.match == "all" else "or")
        details["conditions"] = f" {joint} ".join(
            _condition(setting, form, condition) for condition in rule.conditions
        )
    key = "rule_mean_weighted" if rule.name == "mean" and rule.weight else f"rule_{rule.name}"
    words = setting.say(key, **details)
    if measure.own_above == "replaces":
        words += " " + setting.say("rule_replaces")
    return words


def over_time_words(setting: Speaker, measure: Measure) -> str:
    """How a measure goes on over periods, in one sentence."""
    if not measure.derived:
        return setting.say(f"over_time_{rule_over_time(measure)}")
    if rule_after(measure) is not None:
        return setting.say("over_time_after", rule=setting.say(f"over_time_{measure.over_time}"))
    at_unit = bool(measure.computed) and measure.computed_at == "unit"
    if at_unit and measure.over_time != "none":
        return setting.say(f"over_time_{measure.over_time}")
    return setting.say("over_time_parts")


def _named(setting: Speaker, form: Form, path: str) -> str:
    """The measure's label in quotation marks; its code where the form has none."""
    measure = form.by_path.get(path)
    label = measure.label.in_(setting.language) if measure else ""
    return f"“{label}”" if label else path


def _condition(setting: Speaker, form: Form, condition: Condition) -> str:
    value, measure = condition.value, form.by_path.get(condition.measure)
    if isinstance(value, bool):
        words = setting.say("yes" if value else "no")
    elif isinstance(value, str):
        options = measure.options if measure else ()
        labels = dict(zip(options, measure.option_labels if measure else (), strict=False))
        words = labels[value].in_(setting.language) if value in labels else value
    else:
        words = number_words(Fraction(value), setting.language)
    sign = {**SIGNS, "!=": "≠"}.get(condition.op, condition.op)
    return f"{_named(setting, form, condition.measure)} {sign} {words}"


def _formula(setting: Speaker, form: Form, measure: Measure) -> str:
    stack: list[str] = []
    for step in measure.computed:
        if step.op == "path":
            stack.append(_named(setting, form, step.path))
        elif step.op == "constant":
            stack.append(number_words(Fraction(step.constant), setting.language))
        elif step.op == "neg":
            stack.append(f"−{stack.pop()}")
        else:
            right, left = stack.pop(), stack.pop()
            stack.append(f"({left} {_SIGNS.get(step.op, step.op)} {right})")
    return stack.pop().removeprefix("(").removesuffix(")") if stack else ""
