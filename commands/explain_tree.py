"""An explanation as a tree of lines one can read."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import messages
from commands.clock import Clock
from commands.context import here
from commands.explain_data import Said
from commands.voice import figure, level_word
from reporting.display import shown
from reporting.explained import Explained
from reporting.explanation import Contributor, Explanation, Node, Portion
from reporting.submission import State
from reporting.terms import Term
from reporting.workbook.rules import rule_words
from reporting.workbook.veil import MARK

NAMED = 12
"""Silent or blank units named in a line; the others are counted."""


def say(key: str, **details: object) -> str:
    """A sentence of explanations in the call's language."""
    return messages.fill(messages.words(here().language, "explanation")[key], details)


def lines(found: Explained, most: int | None, at: Clock) -> list[str]:
    """Every line of an explanation; ``most`` contributors of each figure, all without it."""
    said = list(_head(found, at))
    for one in found.figures:
        said += ["", *_figure(found, one, most, at)]
    return said


def _head(found: Explained, at: Clock) -> Iterator[str]:
    unit, language = found.tree.units[found.place], here().language
    finality = Said().say(f"finality_{found.finality}")
    yield say("about", label=found.measure.label.in_(language), path=found.measure.path)
    whose = say(
        "whose",
        unit=unit.name,
        code=unit.code,
        period=found.period,
        form=found.form.reference,
        finality=finality,
    )
    yield say("whose_vintage", whose=whose, number=found.vintage) if found.vintage else whose
    if found.public:
        yield say("public_copy", sign=MARK)
    yield say("rule", rule=rule_words(Said(), found.form, found.measure))
    yield say("made", day=f"{found.roster_on:%d/%m/%Y}", at=at(found.made_at))


def _figure(found: Explained, one: Explanation, most: int | None, at: Clock) -> Iterator[str]:
    measure, language = found.measure, here().language
    if one.key.level:
        line = say("of_level", level=level_word(one.key.level))
        if one.key.option:
            option = measure.option_in(one.key.option, language) or one.key.option
            line = say("of_option", level=line, option=option)
        yield line
    yield say(
        "figure",
        value=_said(found, one.key.measure, one.value, veiled="value" in one.veiled),
        unit=measure.unit.in_(language) or " ",
        reported=one.term.reported,
        expected=one.term.expected,
    ).replace("   ", " ")
    yield from _parts(found, one.term, "  ")
    if one.below is not None and one.own is not None:
        path = one.key.measure
        values = {"own": one.own, "below": one.below, "gap": one.own - one.below}
        yield say("own_stands", **{n: _value(found, path, v) for n, v in values.items()})
    holders = [found.tree.units[c.place] for c in one.contributors if c.holds]
    if holders:
        yield say("holders", units=_few([f"{u.code} {u.name}" for u in holders]))
    given = {c.place: c for c in one.contributors}
    yield say("tree")
    yield from _tree(found, one, given, at)
    if most is not None and len(one.contributors):
        some = one.contributors[:most]
        yield say("biggest", count=len(some), all=len(one.contributors))
        for contributor in some:
            unit = found.tree.units[contributor.place]
            yield f"  {unit.code} {unit.name}: {_given(found, one, contributor)}"
            yield from _origin(found, contributor.place, "      ", at)
    yield from _nothing(found, one)


def _parts(found: Explained, term: Term, indent: str) -> Iterator[str]:
    for part in term.terms:
        yield indent + say(
            "part",
            role=say(f"role_{part.role}"),
            label=_label(found, part.path),
            value=_said(found, part.path, part.value, veiled=part.veiled),
            reported=part.reported,
            expected=part.expected,
        )
        yield from _parts(found, part, indent + "  ")


def _label(found: Explained, path: str) -> str:
    measure = found.form.by_path.get(path)
    if measure is None:
        return say("counted")
    return f"{measure.label.in_(here().language)} ({path})"


def _value(found: Explained, path: str, value: Fraction | None) -> str:
    return figure(shown(value, found.decimals(path)))


def _said(found: Explained, path: str, value: Fraction | None, *, veiled: bool) -> str:
    """A figure, the sign of a hidden one, or that there is none."""
    return MARK if veiled else _value(found, path, value) or say("nothing")


def _tree(
    found: Explained, one: Explanation, given: dict[int, Contributor], at: Clock
) -> Iterator[str]:
    below: dict[int, list[Node]] = {}
    for node in one.nodes[1:]:
        below.setdefault(int(found.tree.parent[node.place]), []).append(node)

    def walk(node: Node, lead: str, rest: str) -> Iterator[str]:
        unit = found.tree.units[node.place]
        yield f"{lead}{unit.code} {unit.name}: {_standing(found, one, node, given)}"
        children = sorted(below.get(node.place, ()), key=lambda n: (-n.influence, n.place))
        deeper = rest + ("│  " if children else "   ")
        yield from _origin(found, node.place, f"{deeper}  ", at)
        for child in children:
            last = child is children[-1]
            yield from walk(
                child, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  ")
            )

    yield from walk(one.nodes[0], "", "")


def _standing(found: Explained, one: Explanation, node: Node, given: dict[int, Contributor]) -> str:
    """One unit's figure, its share, its own part, and what is odd about it."""
    contributor = given.get(node.place)
    inner = node.expected != 1 or found.tree.interior_slot[node.place] >= 0
    over = "value" in node.veiled
    said = [_amounts(found, one, node.value, node.portions, veiled=over)]
    if inner:
        said.append(say("reported", reported=node.reported, expected=node.expected))
        if contributor is not None:
            own = _said(found, one.key.measure, node.own, veiled="own" in node.veiled)
            said.append(say("own", own=own))
    if node.replaced:
        said.append(say("replaced"))
    elif contributor is not None and contributor.holds:
        said.append(say("held"))
    if contributor is not None and found.measure.rule.name in ("count", "choice"):
        said.append(say("yes" if contributor.own else "no"))
    if node.place in found.silent:
        said.append(say("note_silent"))
    elif contributor is not None and contributor.states:
        said.append(_cells(contributor.states))
    return " · ".join(said)


def _given(found: Explained, one: Explanation, contributor: Contributor) -> str:
    over = contributor.veiled
    said = [_amounts(found, one, contributor.own, contributor.portions, veiled=over)]
    if contributor.replaced:
        said.append(say("replaced"))
    elif contributor.holds:
        said.append(say("held"))
    return " · ".join(said + ([_cells(contributor.states)] if contributor.states else []))


def _amounts(
    found: Explained,
    one: Explanation,
    value: Fraction | None,
    portions: Sequence[Portion],
    *,
    veiled: bool,
) -> str:
    whole = _said(found, one.key.measure, value, veiled=veiled)
    if len(portions) == 1:
        share = portions[0].share
        return whole if share is None else say("share_of", value=whole, share=_percent(share))
    parts = [
        f"{say(f'role_{p.role}').lower()} "
        + (MARK if p.veiled else _value(found, p.path, p.value) or "–")
        + (f" ({_percent(p.share)} %)" if p.share is not None else "")
        for p in portions
    ]
    return f"{whole} [{'; '.join(parts)}]"


def _percent(share: Fraction) -> str:
    return figure(shown(share * 100, 1))


def _origin(found: Explained, place: int, indent: str, at: Clock) -> Iterator[str]:
    for origin in found.origins.get(place, ()):
        line = say(
            "origin_public" if found.public else "origin",
            revision=origin.revision,
            sender=origin.sender or "–",
            at=at(origin.received_at),
            state=say(f"assignment_{origin.state}"),
            sha256=origin.sha256,
            receipt=origin.receipt,
        )
        behalf = f" · {say('entered_by', who=origin.entered_by)}" if origin.entered_by else ""
        whose = "" if origin.period == found.period else f"{origin.period} · "
        whose = f"{origin.unit} · {whose}" if origin.unit else whose
        yield f"{indent}{whose}{line}{behalf}"


def _cells(cells: Sequence[tuple[str, State]]) -> str:
    return ", ".join(say("cell", path=p, state=say(f"state_{s.name}")) for p, s in cells)


def _nothing(found: Explained, one: Explanation) -> Iterator[str]:
    silent = frozenset(found.silent)
    units = found.tree.units
    mute = [f"{units[p].code} {units[p].name}" for p, _ in one.blank if p in silent]
    if mute:
        yield say("silent", count=len(mute), units=_few(mute))
    sent = [
        f"{units[p].code} {units[p].name} ({_cells(cells)})" if cells else units[p].code
        for p, cells in one.blank
        if p in found.origins
    ]
    if sent:
        yield say("blank", count=len(sent), units=_few(sent))


def _few(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    shown_names = ", ".join(names[:NAMED])
    return f"{shown_names} {say('and_more', count=more)}" if more > 0 else shown_names
