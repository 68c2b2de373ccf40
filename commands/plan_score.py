"""``plans score`` and ``plans ranks``."""

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from commands.context import here, now
from commands.voice import give, tell, word

if TYPE_CHECKING:
    from reporting.emulation import Part, Ranking, Standing

_DECIMALS = 2


def score(
    plan: Annotated[str, Argument(help="PLAN | FILE")],
    unit: Annotated[str, Option("--unit", help="mã đơn vị / code of the unit")],
    criterion: Annotated[str, Option("--criterion", help="điểm thưởng, điểm trừ / bonus, minus")],
    points: Annotated[str, Option("--points", help="0: rút lại / taken back")],
    reason: Annotated[str, Option("--reason", help="lý do / why")],
) -> None:
    """Ghi điểm thưởng, điểm trừ cho một đơn vị / Give a unit bonus or minus points."""
    from commands.plans import reference_of
    from engine.emulation import give as give_points

    ref = reference_of(plan)
    done = give_points(here().work(), ref, unit, criterion, points, reason, now())
    data = {
        "plan": ref,
        "unit": done.unit,
        "criterion": done.criterion,
        "points": done.points,
        "most": done.most,
        "new": done.new,
    }
    give(data, [word("score_kept" if done.new else "score_same", **data)])


def ranks(
    plan: Annotated[str, Argument(help="PLAN | FILE")],
    cluster: Annotated[str | None, Option("--cluster", help="tên cụm / title")] = None,
) -> None:
    """Bảng xếp hạng theo bảng điểm của kế hoạch / Ranks by the plan's score sheet."""
    from commands.plans import reference_of
    from engine.emulation import ranked

    ref = reference_of(plan)
    found = ranked(here().work(), ref, cluster)
    if found.waiting:
        tell("ranks_no_rollup", measures=", ".join(found.waiting))
    give(_data(ref, found.ranking), _lines(found.ranking))


def _data(ref: str, ranking: "Ranking") -> dict[str, Any]:
    sheet = ranking.sheet
    return {
        "plan": ref,
        "issuer": ranking.issuer,
        "score_sheet": sheet.title,
        "note": sheet.note,
        "standings": [_standing(one) for one in ranking.standings],
    }


def _standing(one: "Standing") -> dict[str, Any]:
    return {
        "unit": one.unit.code,
        "name": one.unit.name,
        "cluster": one.cluster,
        "rank": one.rank,
        "overall": one.overall,
        "total": _shown(one.total),
        "grade": one.grade,
        "parts": [_part(part) for part in one.parts],
    }


def _part(part: "Part") -> dict[str, Any]:
    told = {"criterion": part.criterion.code, "kind": part.criterion.kind}
    told["points"] = _shown(part.points)
    if part.gap is not None:
        told["gap"] = part.gap.value
    if part.reason:
        told["reason"] = part.reason
    return told


def _shown(points: Any) -> str:  # noqa: ANN401  a fraction: its module is imported by the verb
    from reporting.display import shown

    return shown(points, _DECIMALS)


def _lines(ranking: "Ranking") -> list[str]:
    """A table for a terminal, one block a cluster."""
    lines = [ranking.sheet.title, word("ranks_issued", plan=ranking.plan, issuer=ranking.issuer)]
    lines += [ranking.sheet.note] if ranking.sheet.note else []
    heads = word("ranks_columns").split("|")
    rows = [_row(one) for one in ranking.standings]
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    cluster = None
    for one, row in zip(ranking.standings, rows, strict=True):
        if one.cluster != cluster:
            cluster = one.cluster
            if ranking.sheet.clusters:
                lines.append(cluster or word("ranks_alone"))
            lines.append(_ruled(heads, widths))
        lines.append(_ruled(row, widths))
    return lines


def _row(one: "Standing") -> list[str]:
    gaps = [part.gap.value for part in one.parts if part.gap is not None]
    free = gaps.count("not_asked")
    return [
        str(one.rank),
        str(one.overall),
        one.unit.code,
        one.unit.name,
        _shown(one.of_kind("points")),
        _shown(one.of_kind("bonus")),
        _shown(one.of_kind("minus")),
        _shown(one.total),
        one.grade or "-",
        str(len(gaps) - free),
        str(free),
    ]


_NUMBERS = frozenset({0, 1, 4, 5, 6, 7, 9, 10})


def _ruled(cells: list[str], widths: list[int]) -> str:
    set_ = (
        cell.rjust(width) if place in _NUMBERS else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(set_).rstrip()
