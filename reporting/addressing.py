"""Whether a plan's selectors mean somebody: misspelt levels, forms nobody would owe."""

from collections.abc import Iterator

from errors import Fault
from hierarchy.tree import Tree
from reporting.plan import Plan
from reporting.selector import Selectors, resolve, unfit


def addressing_faults(plan: Plan, tree: Tree) -> tuple[Fault, ...]:
    """What is odd about whom a plan addresses, on the map of its roster's day.

    Warnings ``level_not_below`` and ``type_not_below`` for a label that nobody below the issuer
    has, and ``nobody_selected`` for a form that nobody would owe; the latter is an error where a
    label is unknown, since it is misspelt then. Raises Problem plan_faults where a named unit
    does not stand below the issuer.
    """
    issuer = tree.index[plan.issuer]
    found: list[Fault] = []
    for path, selectors in _selectors(plan):
        found += unfit(selectors, tree, issuer, path)
        resolve(selectors, tree, issuer)
    for place, collect in enumerate(plan.collects, 1):
        path = f"collects.{place}.from"
        misspelt = list(unfit(collect.senders, tree, issuer, path))
        if not resolve(collect.senders, tree, issuer):
            severity = "error" if misspelt else "warning"
            found.append(Fault("nobody_selected", path, sent=collect.form, severity=severity))
        found += misspelt
    return tuple(found)


def _selectors(plan: Plan) -> Iterator[tuple[str, Selectors]]:
    yield "addressed_to", plan.addressed_to
    for member in ("tasks", "targets"):
        for place, one in enumerate(plan.document.get(member, ()), 1):
            if isinstance(one, dict) and "for" in one:
                yield f"{member}.{place}.for", one["for"]
    score = plan.document.get("score", {})
    if "for" in score:
        yield "score.for", score["for"]
    for place, one in enumerate(score.get("clusters", ()), 1):
        yield f"score.clusters.{place}.for", one["for"]
