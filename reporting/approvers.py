"""Whose approval a plan asks for: what is wrong with its lists of levels, as data."""

import json
from collections.abc import Iterator

from errors import Fault
from hierarchy.tree import Tree
from reporting.plan import Collect, Plan


def levels_text(collect: Collect) -> str | None:
    """The levels that must approve as they are frozen: a JSON list, or None for the unit above."""
    if collect.approved_by is None:
        return None
    return json.dumps(list(collect.approved_by), ensure_ascii=False)


def approver_faults(plan: Plan, tree: Tree) -> tuple[Fault, ...]:
    """Everything wrong with ``approved_by`` in the plan's collects, in the order of the document.

    Faults: ``approver_level_unknown`` for a level that neither the issuer nor anybody below it
    has, ``approver_order`` where the levels do not go upwards, ``approver_twice`` where the same
    form and period are asked for again with another list.
    """
    issuer = tree.index[plan.issuer]
    here = {tree.units[place].level for place in range(issuer, int(tree.stop[issuer]))}
    upwards = [level for level in reversed(tree.levels) if level in here]
    found: list[Fault] = []
    for place, collect in enumerate(plan.collects, 1):
        found += _faults(collect.approved_by or (), upwards, f"collects.{place}.approved_by")
    return (*found, *_twice(plan))


def _faults(listed: tuple[str, ...], upwards: list[str], path: str) -> Iterator[Fault]:
    strange = [level for level in listed if level not in upwards]
    for level in strange:
        yield Fault("approver_level_unknown", path, sent=level, allowed=", ".join(upwards))
    sound = sorted(listed, key=upwards.index) if not strange else []
    if not strange and sound != list(listed):
        yield Fault("approver_order", path, sent=", ".join(listed), allowed=", ".join(sound))


def _twice(plan: Plan) -> Iterator[Fault]:
    known: dict[tuple[str, str], Collect] = {}
    for place, collect in enumerate(plan.collects, 1):
        for period in collect.periods:
            first = known.setdefault((collect.form, period), collect)
            if first.approved_by != collect.approved_by:
                yield Fault(
                    "approver_twice",
                    f"collects.{place}.approved_by",
                    sent=", ".join(collect.approved_by or ("-",)),
                    allowed=", ".join(first.approved_by or ("-",)),
                )
