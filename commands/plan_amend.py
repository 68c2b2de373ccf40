"""``plans amend|changes|withdraw|restore PLAN``."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from commands.context import here, now, read_day
from commands.documents import read_object
from commands.voice import give, progress, tell, word

if TYPE_CHECKING:
    from engine.amend import Amended
    from reporting.amendment import Change

Plan = Annotated[str, Argument(help="PLAN | FILE")]
Reason = Annotated[str, Option("--reason", help="lý do / why")]


def amend(
    plan: Plan,
    file: Annotated[Path, Argument(help="plan JSON, như từ nay / as it reads from now on")],
    reason: Reason,
    number: Annotated[
        str | None, Option(help="số văn bản sửa đổi / number of the amending paper")
    ] = None,
    issued: Annotated[
        str | None, Option(help="ngày ban hành văn bản đó / its day, YYYY-MM-DD")
    ] = None,
) -> None:
    """Sửa đổi kế hoạch, báo cho mọi đơn vị đã nhận / Amend a plan and tell everyone who has it."""
    from commands.plans import reference_of
    from engine.amend import Paper
    from engine.amend import amend as run

    work = here().work()
    ref = reference_of(plan)
    paper = Paper(reason, number, read_day(issued))
    with progress() as step:
        done = run(work, ref, read_object(file), paper, now(), step, file.parent)
    data = {
        "plan": ref,
        "new": done.new,
        "told": done.told,
        **asdict(done.settled),
        **asdict(done.cascaded),
        "changes": _as_data(done.changes),
        "resplit": done.resplit,
    }
    give(data, _said(done))
    for measure in done.resplit:
        tell("amended_resplit", plan=ref, measure=measure)


def _said(done: "Amended") -> list[str]:
    if not done.new:
        return [word("amended_before", plan=done.ref)]
    counts = {
        "amended_due": done.settled.moved,
        "amended_received": done.cascaded.received,
        "amended_assigned": done.cascaded.assigned,
        "amended_reopened": done.settled.reopened,
        "amended_withdrawn": done.settled.withdrawn,
        "amended_kept": done.settled.kept,
    }
    return [
        word("amended", plan=done.ref, told=done.told),
        *_sentences(done.changes),
        *[word(key, count=count) for key, count in counts.items() if count],
    ]


def changes(
    plan: Plan,
    unit: Annotated[
        str | None, Option("--unit", help="chỉ những gì đơn vị được báo / what this unit was told")
    ] = None,
) -> None:
    """Những gì đã sửa đổi trong kế hoạch / What amendments changed in a plan."""
    from commands.plans import reference_of
    from engine.amend import history
    from engine.standings import zone_of

    work = here().work()
    zone = zone_of(work.country().offset)
    found = history(work, reference_of(plan), unit)
    data = [{**asdict(one), "number": one.raw, "changes": _as_data(one.changes)} for one in found]
    lines = []
    for one in found:
        day = one.issued or one.at.astimezone(zone).date()
        lines.append(
            word("amendment_head", at=day, number=one.raw or word("no_number"), reason=one.reason)
        )
        lines += _sentences(one.changes)
    give(data, lines or [word("no_changes")])


def withdraw(plan: Plan, reason: Reason) -> None:
    """Thu hồi kế hoạch: không ai phải nộp nữa / Withdraw a plan: nobody owes anything any more."""
    from commands.plans import reference_of
    from engine.withdraw import withdraw as run

    ref = reference_of(plan)
    settled, new = run(here().work(), ref, reason, now())
    data = {"plan": ref, "new": new, "withdrawn": settled.withdrawn, "kept": settled.kept}
    said = word("withdrawn", plan=ref, count=settled.withdrawn, kept=settled.kept)
    give(data, [said if new else word("withdrawn_before", plan=ref)])


def restore(plan: Plan) -> None:
    """Cho kế hoạch đã thu hồi có hiệu lực trở lại / Let a withdrawn plan stand again."""
    from commands.plans import reference_of
    from engine.withdraw import restore as run

    ref = reference_of(plan)
    settled, new = run(here().work(), ref, now())
    data = {"plan": ref, "new": new, "reopened": settled.reopened}
    said = word("restored", plan=ref, count=settled.reopened)
    give(data, [said if new else word("restored_before", plan=ref)])
    if new:
        tell("restored_next", plan=ref)


def _as_data(found: "Sequence[Change]") -> list[dict[str, Any]]:
    return [asdict(one) for one in found]


def _sentences(found: "Sequence[Change]") -> list[str]:
    return [_sentence(one) for one in found]


def _sentence(one: "Change") -> str:
    from reporting.amendment import ISSUER

    head, dot, last = one.name.rpartition(" · ")
    if one.what in {"addressee", "sender"}:
        key, colon, rest = last.partition(":")
        last = word(f"selector_{key}") + colon + rest
    elif last == ISSUER:
        last = word("own_day")
    name = f"{head}{dot}{last}"
    empty = word("nothing_there")
    text = one.after if one.kind == "added" else one.before
    return word(
        f"change_{one.kind}" if name else "change_whole",
        what=word(f"what_{one.what}"),
        name=f"{name} ({text})" if text and one.kind != "changed" else name,
        before=one.before or empty,
        after=one.after or empty,
    )
