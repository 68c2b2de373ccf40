"""``plans allocate`` and ``plans targets``."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from typer import Argument, Option

from commands.context import here, now
from commands.voice import give, tell, word

if TYPE_CHECKING:
    from engine.allocate import Handed
    from engine.targets import Listed
    from reporting.target import Target

_Way = Literal["equal", "weight", "last", "given"]


def allocate(
    plan: Annotated[str, Argument(help="PLAN | FILE")],
    measure: Annotated[str, Argument(help="leaders.women")],
    by: Annotated[_Way | None, Option("--by", help="cách chia / how to split")] = None,
    unit: Annotated[
        str | None, Option("--unit", help="đơn vị chia tiếp phần của mình / who splits its share")
    ] = None,
) -> None:
    """Chia chỉ tiêu cho các đơn vị, cộng lại khớp / Split a target so that the shares add up."""
    from commands.plans import reference_of
    from engine.allocate import allocate as run

    ref = reference_of(plan)
    done = run(here().work(), ref, measure, now(), way=by, unit=unit)
    names = _names(ref)
    shown = [_certificate(one, measure, names) for one in done]
    give(
        {"plan": ref, "measure": measure, "targets": [data for data, _lines in shown]},
        [line for _data, lines in shown for line in lines],
    )
    for one in done:
        counts = {"new": one.new, "changed": one.changed, "gone": len(one.gone)}
        tell("allocated_kept", measure=measure, by=one.by, **counts)
        if one.gone:
            tell("allocated_gone", units=", ".join(one.gone))


def _names(ref: str) -> dict[str, str]:
    from engine.targets import names

    return names(here().work(), ref)


def _certificate(
    one: "Handed", measure: str, names: dict[str, str]
) -> tuple[dict[str, Any], list[str]]:
    from reporting.allocation import spelled

    proof = one.certificate
    head = {
        "by": one.by,
        "way": proof.way,
        "decimals": proof.decimals,
        "value": spelled(proof.value),
    }
    shares = [
        {
            "unit": share.code,
            "name": names.get(share.code, ""),
            "basis": None if share.basis is None else spelled(share.basis),
            "quota": str(share.quota),
            "value": spelled(share.value),
            "turn": share.turn,
        }
        for share in proof.shares
    ]
    total = spelled(proof.total)
    data = {
        **head,
        "total": total,
        "holds": proof.holds,
        "shares": shares,
        "new": one.new,
        "changed": one.changed,
        "gone": list(one.gone),
    }
    said = {**head, "measure": measure, "way": word(f"way_{proof.way}")}
    lines = [word("allocated", **said)]
    for row, share in zip(shares, proof.shares, strict=True):
        key = "allocated_turn" if share.turn else "allocated_share"
        lines.append(word(key, **{**row, "quota": spelled(share.quota)}))
    lines.append(word("allocated_total", total=total, value=head["value"]))
    return data, lines


def targets(
    plan: Annotated[str, Argument(help="PLAN | FILE")],
    unit: Annotated[str | None, Option("--unit", help="mã đơn vị / unit code")] = None,
) -> None:
    """Mọi chỉ tiêu áp dụng cho một đơn vị, từ kế hoạch nào / Every target that binds a unit."""
    from commands.plans import reference_of
    from engine.targets import listed

    found = listed(here().work(), reference_of(plan), unit)
    about = {"unit": found.unit.code, "name": found.unit.name, "period": found.period}
    data = {**about, "targets": [_row(found, one) for one in found.targets]}
    lines = [word("targets_of", **about), *(_line(found, one) for one in found.targets)]
    if not found.targets:
        lines.append(word("nothing_yet"))
    elif found.standing:
        lines.append(word("target_standing", period=found.period))
    give(data, lines)


def _row(found: "Listed", one: "Target") -> dict[str, Any]:
    from reporting.allocation import spelled

    value = one.value if isinstance(one.value, bool | str) else spelled(one.value)
    source = one.source
    return {
        "measure": one.measure,
        "op": one.op,
        "value": value,
        "tolerance": None if one.tolerance is None else spelled(one.tolerance),
        "floor": None if one.floor is None else spelled(one.floor),
        "from": one.since,
        "by": one.by,
        "basis": one.basis,
        "in_force": one in found.standing,
        "objective": one.objective or None,
        "label": one.label or None,
        "reason": one.reason or None,
        "plan": source.plan if source else None,
        "number": source.number if source else None,
        "issuer": source.issuer if source else None,
    }


def _line(found: "Listed", one: "Target") -> str:
    row = _row(found, one)
    if isinstance(one.value, bool):
        row["value"] = "✓" if one.value else "✗"
    bounds = [f" ± {row['tolerance']}" if row["tolerance"] else ""]
    bounds += [f", >= {row['floor']}" if row["floor"] else ""]
    goal = f"{row['op']} {row['value']}{''.join(bounds)}"
    if one.since is None:
        validity = word("valid_until", by=one.by)
    else:
        validity = word("valid_between", since=one.since, by=one.by)
    return word(
        "target_line",
        sign="*" if row["in_force"] else " ",
        measure=one.measure,
        goal=goal,
        validity=validity,
        basis=word(f"basis_{one.basis}"),
        plan=row["plan"],
        number=row["number"] or word("no_number"),
        issuer=row["issuer"],
    )
