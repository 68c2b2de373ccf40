"""An explanation as data: every figure as shown, and exactly."""

from collections.abc import Sequence
from fractions import Fraction

import messages
from commands.context import here
from reporting.display import shown
from reporting.explained import Explained, Origin
from reporting.explanation import Contributor, Explanation, Node, Portion
from reporting.terms import Term
from reporting.workbook.rules import rule_words

Data = dict[str, object]


class Said:
    """The workbooks' sentences, for whoever says a rule in words."""

    def __init__(self) -> None:
        self.language = here().language
        self._words = messages.words(self.language, "workbook")

    def say(self, key: str, **details: object) -> str:
        """A sentence of the workbooks."""
        return messages.fill(self._words[key], details)


def as_data(found: Explained, most: int | None) -> Data:
    """Everything of an explanation; ``most`` contributors of each figure, all without it."""
    unit = found.tree.units[found.place]
    return {
        "unit": unit.code,
        "name": unit.name,
        "level": unit.level,
        "measure": found.measure.path,
        "label": found.measure.label.in_(here().language),
        "period": found.period,
        "form": found.form.reference,
        "rule": rule_words(Said(), found.form, found.measure),
        "finality": found.finality,
        "vintage": found.vintage,
        "made_at": found.made_at.isoformat(),
        "roster_on": found.roster_on.isoformat(),
        "complete": found.everything,
        "figures": [_figure(found, one, most) for one in found.figures],
    }


def _figure(found: Explained, one: Explanation, most: int | None) -> Data:
    decimals = found.decimals(one.key.measure)
    data: Data = {
        "level": one.key.level or None,
        "option": one.key.option or None,
        **_value("value", one.value, decimals),
        "reported": one.term.reported,
        "expected": one.term.expected,
        "status": one.status,
        **_value("own", one.own, decimals),
    }
    if one.below is not None:
        gap = None if one.own is None else one.own - one.below
        data |= _value("below", one.below, decimals) | _value("difference", gap, decimals)
    return data | {
        "parts": [_part(found, term) for term in one.term.terms],
        "holders": [found.tree.units[c.place].code for c in one.contributors if c.holds],
        "tree": _nested(found, one),
        "contributors": [_contributor(found, one, c) for c in one.contributors[:most]],
        "contributors_total": len(one.contributors),
        "silent": [found.tree.units[place].code for place in found.silent_in(one)],
        "blank": [
            {"unit": found.tree.units[place].code, "cells": _cells(cells)}
            for place, cells in one.blank
            if place in found.origins
        ],
    }


def _part(found: Explained, term: Term) -> Data:
    return {
        "role": term.role,
        "measure": term.path or None,
        **_value("value", term.value, found.decimals(term.path)),
        "reported": term.reported,
        "expected": term.expected,
        "parts": [_part(found, one) for one in term.terms],
    }


def _value(name: str, value: Fraction | None, decimals: int) -> Data:
    """A figure as it is shown and, where that is not all of it, exactly."""
    if value is None:
        return {name: None}
    text = shown(value, decimals)
    exact = {} if Fraction(text) == value else {f"{name}_exact": str(value)}
    return {name: text, **exact}


def _nested(found: Explained, one: Explanation) -> Data | None:
    """The nodes as a tree, children by influence."""
    if not one.nodes:
        return None
    made: list[tuple[Node, Data, list[tuple[Node, Data]]]] = []
    path: list[tuple[Node, Data, list[tuple[Node, Data]]]] = []
    for node in one.nodes:
        entry: tuple[Node, Data, list[tuple[Node, Data]]] = (node, _node(found, one, node), [])
        del path[node.depth :]
        if path:
            path[-1][2].append(entry[:2])
        path.append(entry)
        made.append(entry)
    for _, data, children in made:
        children.sort(key=lambda pair: (-pair[0].influence, pair[0].place))
        data["children"] = [child for _, child in children]
    return made[0][1]


def _node(found: Explained, one: Explanation, node: Node) -> Data:
    decimals = found.decimals(one.key.measure)
    return {
        **_unit(found, node.place),
        **_value("value", node.value, decimals),
        **_value("own", node.own, decimals),
        **_portions(found, node.portions),
        "reported": node.reported,
        "expected": node.expected,
        "influence": shown(node.influence, decimals + 2),
        "counted": not node.replaced,
        "silent": node.place in found.silent,
    }


def _contributor(found: Explained, one: Explanation, given: Contributor) -> Data:
    decimals = found.decimals(one.key.measure)
    origins = found.origins.get(given.place, ())
    return {
        **_unit(found, given.place),
        **_value("value", given.own, decimals),
        **_portions(found, given.portions),
        "influence": shown(given.influence, decimals + 2),
        "counted": not given.replaced,
        "marks": _cells(given.states),
        **(_origin(origins[-1]) if origins else {}),
        **({"revisions": [_origin(each) for each in origins]} if len(origins) > 1 else {}),
    }


def _unit(found: Explained, place: int) -> Data:
    unit = found.tree.units[place]
    above = found.tree.units[int(found.tree.parent[place])].code if place else None
    return {"unit": unit.code, "name": unit.name, "level": unit.level, "parent": above}


def _portions(found: Explained, portions: Sequence[Portion]) -> Data:
    if len(portions) == 1:
        return {"share": None if portions[0].share is None else shown(portions[0].share * 100, 4)}
    return {
        "parts": [
            {
                "role": part.role,
                "measure": part.path or None,
                **_value("value", part.value, found.decimals(part.path)),
                "share": None if part.share is None else shown(part.share * 100, 4),
            }
            for part in portions
        ]
    }


def _cells(cells: Sequence[tuple[str, object]]) -> Data:
    return {path: str(getattr(state, "name", state)).lower() for path, state in cells}


def _origin(origin: Origin) -> Data:
    return {
        "period": origin.period,
        "revision": origin.revision,
        "sender": origin.sender,
        "received_at": origin.received_at.isoformat(),
        "on_behalf_of": origin.on_behalf_of,
        "entered_by": origin.entered_by or None,
        "sha256": origin.sha256,
        "receipt": origin.receipt,
        "source": origin.source,
        "state": origin.state,
        "plan": origin.plan,
    }
