"""``plans issue|list|show|tree``."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer import Argument

from commands import (
    plan_adopt,
    plan_amend,
    plan_letter,
    plan_life,
    plan_score,
    plan_targets,
    plan_tree,
)
from commands.context import here, now
from commands.documents import numbered, read_object
from commands.voice import give, show_faults, tell, word

app = typer.Typer(help="Kế hoạch / Plans", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def issue(file: Annotated[Path, Argument(help="plan JSON")]) -> None:
    """Ban hành một kế hoạch; in ra mã của nó / Issue a plan; prints its reference."""
    from engine.plans import issue as issue_plan
    from engine.standings import civil_day

    work = here().work()
    moment = now()
    today = civil_day(work, moment)
    document = read_object(file)
    done = issue_plan(work, document, moment, today, file.parent)
    tell(
        "plan_issued" if done.new else "plan_known",
        ref=done.ref,
        day=done.roster_on,
        addressed=done.addressed,
    )
    show_faults(done.warnings)
    if done.new and not numbered(document):
        tell("number_later", plan=done.ref)
    data = {
        "plan": done.ref,
        "new": done.new,
        "roster_on": done.roster_on,
        "addressed": done.addressed,
        "warnings": [{"code": one.code, "path": one.path} for one in done.warnings],
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
        *([word("plan_state", state=seen["state"])] if seen["state"] != "issued" else []),
        *[word("addressed_other", text=text) for text in seen["others"]],
        *[f"  ← {_cited(cite)}" for cite in seen["cites"]],
        *[_attached(one) for one in seen["attachments"]],
        *[word("plan_collects", **one) for one in seen["collects"]],
        *[word("plan_receipt", state=state, count=n) for state, n in seen["receipts"].items()],
    ]
    give(seen, lines)


def _cited(cite: dict[str, Any]) -> str:
    parts = (cite["plan"], cite["raw"], cite["issued"], cite["title"])
    return " · ".join(str(part) for part in parts if part)


def _attached(one: dict[str, Any]) -> str:
    return word("plan_attachment_kept" if one["digest"] else "plan_attachment", **one)


def reference_of(plan: str) -> str:
    """The reference meant by a reference or the path of an issued file."""
    from engine.cascade import find

    path = Path(plan)
    document = read_object(path) if path.suffix == ".json" or path.is_file() else None
    return find(here().work(), plan, document)


app.command("tree")(plan_tree.tree)
app.command("letter")(plan_letter.letter)
app.command("amend")(plan_amend.amend)
app.command("changes")(plan_amend.changes)
app.command("withdraw")(plan_amend.withdraw)
app.command("restore")(plan_amend.restore)
app.command("allocate")(plan_targets.allocate)
app.command("targets")(plan_targets.targets)
app.command("score")(plan_score.score)
app.command("ranks")(plan_score.ranks)
app.command("adopt")(plan_adopt.adopt)
app.command("start")(plan_life.start)
app.command("return")(plan_life.return_)
app.command("refuse")(plan_life.refuse)
app.command("close")(plan_life.close)
app.command("reopen")(plan_life.reopen)
