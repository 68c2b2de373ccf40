"""``plans issue|list|show|tree``."""

from pathlib import Path
from typing import Annotated

import typer
from typer import Argument

from commands.context import here, now
from commands.documents import read_object
from commands.voice import give, tell, word

app = typer.Typer(help="Kế hoạch / Plans", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def issue(file: Annotated[Path, Argument(help="plan JSON")]) -> None:
    """Ban hành một kế hoạch; in ra mã của nó / Issue a plan; prints its reference."""
    from engine.plans import issue as issue_plan

    work = here().work()
    done = issue_plan(work, read_object(file), now(), now().date())
    tell(
        "plan_issued" if done.new else "plan_known",
        ref=done.ref,
        day=done.roster_on,
        addressed=done.addressed,
    )
    data = {
        "plan": done.ref,
        "new": done.new,
        "roster_on": done.roster_on,
        "addressed": done.addressed,
    }
    give(data, [done.ref])


@app.command("list")
def list_() -> None:
    """Các kế hoạch đã ban hành / The plans that were issued."""
    from engine.plans import listed

    found = listed(here().work())
    data = [
        {"plan": p.ref, "issuer": p.issuer, "period": p.period, "title": p.title} for p in found
    ]
    lines = [f"{p.ref}  {p.issuer}  {p.period}  {p.title}" for p in found]
    give(data, lines or [word("nothing_yet")])


@app.command()
def show(plan: Annotated[str, Argument(help="PLAN | FILE")]) -> None:
    """Một kế hoạch: văn bản, căn cứ, nơi nhận / A plan: document, what it cites, who has it."""
    from engine.plan_view import view

    seen = view(here().work(), reference_of(plan))
    lines = [
        f"{seen['plan']}  {seen['issuer']}  {seen['number'] or word('no_number')}",
        str(seen["title"]),
        *[f"  ← {cite}" for cite in seen["cites"]],
        *[word("plan_collects", **one) for one in seen["collects"]],
        *[word("plan_receipt", state=state, count=n) for state, n in seen["receipts"].items()],
    ]
    give(seen, lines)


@app.command()
def tree(plan: Annotated[str, Argument(help="PLAN | FILE")]) -> None:
    """Kế hoạch đã đi tới đâu, theo cấp / How far a plan has travelled, by level."""
    from engine.plan_view import travel

    seen = travel(here().work(), reference_of(plan))
    lines = [word("plan_level", level=level, **counts) for level, counts in seen.items()]
    give(seen, lines or [word("nothing_yet")])


def reference_of(plan: str) -> str:
    """The reference meant by a reference or the path of an issued file."""
    from engine.cascade import find

    path = Path(plan)
    document = read_object(path) if path.suffix == ".json" or path.is_file() else None
    return find(here().work(), plan, document)
