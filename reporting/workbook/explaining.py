"""An explanation as a workbook: the tree of units, and the revisions the figure comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timezone
from fractions import Fraction
from pathlib import Path

from reporting.display import shown
from reporting.explained import Explained
from reporting.explanation import Contributor, Explanation, Node, Portion
from reporting.terms import Term
from reporting.workbook.cells import Row, Sheet
from reporting.workbook.counts import moment
from reporting.workbook.rules import rule_words
from reporting.workbook.single import Leaf, banner, single_book
from reporting.workbook.table import level_words
from reporting.workbook.veil import MARK
from reporting.workbook.widths import lined, tall

_TREE = (5, 9, 30, 13, 14, 14, 9, 12, 9, 9, 26)
_SOURCES = (5, 9, 24, 13, 9, 7, 16, 14, 13, 34, 18)
_DECIMALS = 6
"""The most decimals a format shows."""


@dataclass(frozen=True)
class _Voice:
    """The sentences of an explanation in one language, and the clock of its country."""

    found: Explained
    words: Mapping[str, str]
    language: str
    zone: timezone

    def say(self, key: str, **details: object) -> str:
        return self.words[key].format(**details)

    def number(self, value: Fraction | None, path: str, *, veiled: bool = False) -> str:
        if veiled:
            return MARK
        if value is None:
            return self.say("nothing")
        text = shown(value, self.found.decimals(path))
        return text.replace(".", ",") if self.language == "vi" else text


def explanation_book(
    found: Explained, words: Mapping[str, str], language: str, zone: timezone, target: Path
) -> None:
    """Writes an explanation; the same explanation gives the same bytes.

    ``words`` are those of workbooks and of explanations. Raises Problem workbook_refused.
    """
    voice = _Voice(found, words, language, zone)
    leaves = [
        Leaf(words["sheet_tree"], _TREE, lambda formats: _tree(voice, formats)),
        Leaf(words["sheet_sources"], _SOURCES, lambda formats: _sources(voice, formats)),
    ]
    unit = found.tree.units[found.place]
    subject = f"{unit.name} ({unit.code}) – {found.measure.path} – {found.period}"
    single_book(leaves, words, subject, found.made_at, target)


def _head(voice: _Voice, sheet: Sheet, formats: Mapping[str, int], widths: Sequence[float]) -> None:
    found = voice.found
    unit = found.tree.units[found.place]
    whose = voice.say(
        "whose",
        unit=unit.name,
        code=unit.code,
        period=found.period,
        form=found.form.reference,
        finality=voice.words[f"finality_{found.finality}"],
    )
    if found.vintage:
        whose = voice.say("whose_vintage", whose=whose, number=found.vintage)
    label = found.measure.label.in_(voice.language)
    made = moment(found.made_at.astimezone(voice.zone))
    lines = (
        (voice.say("title"), "title"),
        (voice.say("about", label=label, path=found.measure.path), "subtitle"),
        (whose, "centred"),
        (voice.say("rule", rule=rule_words(voice, found.form, found.measure)), "wrapped"),
        (voice.say("made", day=f"{found.roster_on:%d/%m/%Y}", at=made), "wrapped"),
        *([(voice.say("public_copy", sign=MARK), "wrapped")] if found.public else []),
    )
    for words, style in lines:
        banner(sheet, formats, words, style, widths)
    sheet.skip()


def _figure(
    voice: _Voice,
    sheet: Sheet,
    formats: Mapping[str, int],
    one: Explanation,
    widths: Sequence[float],
) -> None:
    found, path = voice.found, one.key.measure
    if one.key.level:
        line = voice.say("of_level", level=level_words(one.key.level, voice.words))
        if one.key.option:
            option = found.measure.option_in(one.key.option, voice.language) or one.key.option
            line = voice.say("of_option", level=line, option=option)
        banner(sheet, formats, line, "heading", widths)
    said = voice.say(
        "figure",
        value=voice.number(one.value, path, veiled="value" in one.veiled),
        unit=found.measure.unit.in_(voice.language),
        reported=one.term.reported,
        expected=one.term.expected,
    ).replace("  ", " ")
    banner(sheet, formats, said, "heading", widths)
    for line in _parts(voice, one.term):
        banner(sheet, formats, line, "wrapped", widths)
    if one.own is not None and one.below is not None:
        figures = {"own": one.own, "below": one.below, "gap": one.own - one.below}
        told = {name: voice.number(value, path) for name, value in figures.items()}
        banner(sheet, formats, voice.say("own_stands", **told), "wrapped", widths)


def _parts(voice: _Voice, term: Term) -> list[str]:
    lines = []
    for part in term.terms:
        measure = voice.found.form.by_path.get(part.path)
        label = measure.label.in_(voice.language) if measure else voice.say("counted")
        role = voice.say(f"role_{part.role}")
        value = voice.number(part.value, part.path, veiled=part.veiled)
        counts = {"reported": part.reported, "expected": part.expected}
        lines.append(voice.say("part", role=role, label=label, value=value, **counts))
        lines += [f"    {line}" for line in _parts(voice, part)]
    return lines


def _heads(voice: _Voice, sheet: Sheet, formats: Mapping[str, int], keys: Sequence[str]) -> None:
    row = sheet.row(32.0, stays=True)
    for place, key in enumerate(keys):
        row.text(place, voice.say(f"col_{key}"), formats["head"])


def _tree(voice: _Voice, formats: Mapping[str, int]) -> Sheet:
    sheet = Sheet(len(_TREE))
    _head(voice, sheet, formats, _TREE)
    for one in voice.found.figures:
        _figure(voice, sheet, formats, one, _TREE)
        _heads(
            voice,
            sheet,
            formats,
            ("no", "code", "unit", "level", "value", "own", "share", "influence", "coverage",
             "expected", "note"),
        )  # fmt: skip
        given = {c.place: c for c in one.contributors}
        for number, node in enumerate(one.nodes, 1):
            _node(voice, sheet, formats, one, number, node, given.get(node.place))
        sheet.skip()
    return sheet


def _node(
    voice: _Voice,
    sheet: Sheet,
    formats: Mapping[str, int],
    one: Explanation,
    number: int,
    node: Node,
    given: Contributor | None,
) -> None:
    found = voice.found
    unit = found.tree.units[node.place]
    name = "    " * node.depth + unit.name
    note = _note(voice, node.place, given, replaced=node.replaced)
    high = tall(max(lined(name, _TREE[2]), lined(note, _TREE[10])))
    row = sheet.row(high)
    row.number_(0, number, formats["cell_mid"])
    row.text(1, unit.code, formats["cell"])
    row.text(2, name, formats["cell_wrap"])
    row.text(3, level_words(unit.level, voice.words), formats["cell"])
    figures = formats[f"number{_shown(voice, one.key.measure)}"]
    _number(row, 4, node.value, figures, veiled="value" in node.veiled)
    _number(row, 5, node.own, figures, veiled="own" in node.veiled)
    row.number_(6, _share(node.portions), formats["number1"])
    influence = formats[f"number{min(_DECIMALS, _shown(voice, one.key.measure) + 2)}"]
    row.number_(7, float(node.influence) or (None if found.public else 0.0), influence)
    row.number_(8, node.reported, formats["number0"])
    row.number_(9, node.expected, formats["number0"])
    row.text(10, note, formats["cell_wrap"])


def _number(row: Row, column: int, value: Fraction | None, style: int, *, veiled: bool) -> None:
    row.text(column, MARK, style) if veiled else row.number_(column, _float(value), style)


def _shown(voice: _Voice, path: str) -> int:
    return min(_DECIMALS, voice.found.decimals(path))


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _share(portions: Sequence[Portion]) -> float | None:
    """Of a figure of one part: per hundred of it; of a ratio, of what it is taken over."""
    share = portions[-1].share if portions else None
    return None if share is None else float(share * 100)


def _note(voice: _Voice, place: int, given: Contributor | None, *, replaced: bool) -> str:
    said = []
    if replaced:
        said.append(voice.say("replaced"))
    if place in voice.found.silent:
        said.append(voice.say("note_silent"))
    if given is not None:
        if given.holds:
            said.append(voice.say("held"))
        states = ((p, voice.say(f"state_{s.name}")) for p, s in given.states)
        said += [voice.say("cell", path=p, state=state) for p, state in states]
    return "; ".join(said)


def _sources(voice: _Voice, formats: Mapping[str, int]) -> Sheet:
    sheet = Sheet(len(_SOURCES))
    _head(voice, sheet, formats, _SOURCES)
    for one in voice.found.figures:
        _figure(voice, sheet, formats, one, _SOURCES)
        _heads(
            voice,
            sheet,
            formats,
            ("no", "code", "unit", "own", "share", "revision", "received", "sender", "behalf",
             "hash", "note"),
        )  # fmt: skip
        first = sheet.next
        for number, given in enumerate(one.contributors, 1):
            _source(voice, sheet, formats, one, number, given)
        _total(voice, sheet, formats, one, first)
        _silent(voice, sheet, formats, one)
        sheet.skip()
    return sheet


def _source(
    voice: _Voice,
    sheet: Sheet,
    formats: Mapping[str, int],
    one: Explanation,
    number: int,
    given: Contributor,
) -> None:
    unit, origins = voice.found.tree.units[given.place], voice.found.origins.get(given.place, ())
    origin = origins[-1] if origins else None
    note = _note(voice, given.place, given, replaced=given.replaced)
    proof = "" if voice.found.public else "\n".join(f"{o.sha256}\n{o.receipt}" for o in origins)
    sender, behalf = (origin.sender, origin.entered_by) if origin else ("", "")
    wide = ((unit.name, 2), (proof, 9), (note, 10), (sender, 7), (behalf, 8))
    row = sheet.row(tall(max(lined(words, _SOURCES[place]) for words, place in wide)))
    row.number_(0, number, formats["cell_mid"])
    row.text(1, unit.code, formats["cell"])
    row.text(2, unit.name, formats["cell_wrap"])
    style = formats[f"number{_shown(voice, one.key.measure)}"]
    _number(row, 3, given.own, style, veiled=given.veiled)
    row.number_(4, _share(given.portions), formats["number1"])
    row.number_(5, origin.revision if origin else None, formats["number0"])
    received = moment(origin.received_at.astimezone(voice.zone)) if origin else ""
    row.text(6, received, formats["cell_mid"])
    row.text(7, sender, formats["cell_wrap"])
    row.text(8, behalf, formats["cell_wrap"])
    row.text(9, proof, formats["cell_wrap"])
    row.text(10, note, formats["cell_wrap"])


def _total(
    voice: _Voice, sheet: Sheet, formats: Mapping[str, int], one: Explanation, first: int
) -> None:
    """What is added up, live; what a unit above replaces stands below it and is left out."""
    counted = sum(not given.replaced for given in one.contributors)
    hidden = one.veiled or any(given.veiled for given in one.contributors)
    # No formula gathers rows of which some are hidden.
    if hidden or one.term.given is None or one.term.given.op != "add" or not counted:
        return
    row: Row = sheet.row()
    for place in range(len(_SOURCES)):
        if place == 3:
            style = formats[f"total{_shown(voice, one.key.measure)}"]
            row.formula(3, f"SUM(D{first}:D{first + counted - 1})", _float(one.value), style)
        else:
            row.text(place, voice.say("total") if place == 2 else "", formats["cell_total"])
    banner(sheet, formats, voice.say("check_sum"), "note_wrapped", _SOURCES)


def _silent(voice: _Voice, sheet: Sheet, formats: Mapping[str, int], one: Explanation) -> None:
    units = voice.found.tree.units
    silent = [f"{units[p].code} {units[p].name}" for p in voice.found.silent_in(one)]
    if silent:
        words = voice.say("silent", count=len(silent), units=", ".join(silent))
        banner(sheet, formats, words, "wrapped", _SOURCES)
