"""What is wrong with a plan's score sheet beyond its shape."""

from collections.abc import Iterator, Mapping
from typing import Any

from errors import Fault

WAYS = {"value": "measure op value", "full_at": "none_at, full_at", "cascade": "cascade"}
"""Member that shows each way of judging, and how a fault names it."""
_OF_A_JUDGED = ("measure", "op", "value", "none_at", "full_at", "cascade")
_EQUALITY = ("=", "!=")


def score_faults(plan: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of a plan's ``score``: codes given twice, criteria judged by nothing or twice.

    The plan is sound by its schema. Whether measures exist is for the one who issues it.
    """
    sheet = plan.get("score")
    if sheet is None:
        return
    yield from _twice(sheet.get("clusters", ()), "title", "clusters", "cluster_twice")
    yield from _twice(sheet["criteria"], "code", "criteria", "criterion_twice")
    for at, one in enumerate(sheet["criteria"], 1):
        yield from _criterion(one, f"score.criteria.{at}", plan)


def _twice(listed: Any, member: str, where: str, code: str) -> Iterator[Fault]:  # noqa: ANN401  a JSON list
    seen = set()
    for at, one in enumerate(listed, 1):
        if one[member] in seen:
            yield Fault(code, f"score.{where}.{at}.{member}", sent=one[member])
        seen.add(one[member])


def _criterion(one: Mapping[str, Any], path: str, plan: Mapping[str, Any]) -> Iterator[Fault]:
    code = one["code"]
    if one.get("kind", "points") != "points":
        judged = [name for name in _OF_A_JUDGED if name in one]
        if judged:
            yield Fault("criterion_by_hand", path, sent=code, allowed=", ".join(judged))
        return
    ways = [words for member, words in WAYS.items() if member in one]
    if "cascade" in one and "measure" in one and len(ways) == 1:
        ways.append("measure")
    if not ways:
        yield Fault("criterion_unjudged", path, sent=code)
    if len(ways) > 1:
        yield Fault("criterion_judged_twice", path, sent=code, allowed="; ".join(ways))
    if "full_at" in one and one["full_at"] == one["none_at"]:
        yield Fault("criterion_flat", f"{path}.full_at", sent=str(one["full_at"]))
    if isinstance(one.get("value"), bool | str) and one["op"] not in _EQUALITY:
        said = str(one["value"]).lower()
        allowed = ", ".join(_EQUALITY)
        yield Fault("criterion_value_unfit", f"{path}.op", sent=said, allowed=allowed)
    if one.get("cascade") == "adopted_on_time" and "issue_by" not in plan:
        yield Fault("issue_by_missing", path, sent=code)
