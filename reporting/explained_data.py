"""An explanation as data: every figure as shown, and exactly."""

from collections.abc import Sequence
from fractions import Fraction

from reporting.display import shown
from reporting.explained import Explained, Origin
from reporting.explanation import Contributor, Explanation, Node, Portion
from reporting.public_explanation import veiled_words
from reporting.terms import Term
from reporting.workbook.rules import Speaker, rule_words

Data = dict[str, object]


def explained_data(found: Explained, most: int | None, said: Speaker) -> Data:
    """Everything of an explanation; ``most`` contributors of each figure, all without it."""
    unit = found.tree.units[found.place]
    return {
        "unit": unit.code,
        "name": unit.name,
        "level": unit.level,
        "measure": found.measure.path,
        "label": found.measure.label.in_(said.language),
        "period": found.period,
        "form": found.form.reference,
        "rule": rule_words(said, found.form, found.measure),
        "finality": found.finality,
        "vintage": found.vintage,
        **({"published_copy": True} if found.public else {}),
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
        **veiled_words(found, one.veiled),
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
        **veiled_words(found, frozenset(["value"] if term.veiled else [])),
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
        "influence": _influence(found, node.influence, decimals),
        "counted": not node.replaced,
        **veiled_words(found, node.veiled),
        "silent": node.place in found.silent,
    }


def _influence(found: Explained, influence: Fraction, decimals: int) -> str | None:
    """As shown; in a published copy none and one that is left out look alike."""
    return None if found.public and not influence else shown(influence, decimals + 2)


def _contributor(found: Explained, one: Explanation, given: Contributor) -> Data:
    decimals = found.decimals(one.key.measure)
    origins = found.origins.get(given.place, ())
    return {
        **_unit(found, given.place),
        **_value("value", given.own, decimals),
        **_portions(found, given.portions),
        "influence": _influence(found, given.influence, decimals),
        "counted": not given.replaced,
        "marks": _cells(given.states),
        **veiled_words(found, frozenset(["value"] if given.veiled else [])),
        **(_origin(found, origins[-1]) if origins else {}),
        **({"revisions": [_origin(found, each) for each in origins]} if len(origins) > 1 else {}),
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


def _origin(found: Explained, origin: Origin) -> Data:
    told: Data = {
        **({"of": origin.unit} if origin.unit else {}),
        "period": origin.period,
        "revision": origin.revision,
        "received_at": origin.received_at.isoformat(),
        "on_behalf_of": origin.on_behalf_of,
        "entered_by": origin.entered_by or None,
        "state": origin.state,
        "plan": origin.plan,
    }
    return (
        told
        if found.public
        else told
        | {
            "sender": origin.sender,
            "sha256": origin.sha256,
            "receipt": origin.receipt,
            "source": origin.source,
        }
    )
