"""``review list``, ``review show``, ``review approve`` and ``review return``."""

from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import Argument, Option

from commands.context import here, now, read_day
from commands.review_history import SHORT, data_of, lines_of
from commands.voice import give, problem_words, progress, word
from errors import Problem

if TYPE_CHECKING:
    from engine.review import Reviewed
    from engine.whose import Judged

app = typer.Typer(
    help="Duyệt và trả lại / Approve and return what units have sent.", no_args_is_help=True
)
Unit = Annotated[str, Argument(help="mã đơn vị / unit code")]
Form = Annotated[str, Argument(help="biểu mẫu / form")]
Period = Annotated[str, Argument(help="2025, 2025-S1 …")]
Officer = Annotated[str, Option("--of", help="duyệt cho đơn vị nào / the officer's unit")]
Plan = Annotated[str | None, Option(help="PLAN")]
UnitOn = Annotated[str | None, Option("--unit-on", help="YYYY-MM-DD")]
Sha256 = Annotated[str | None, Option("--sha256", help="bản đã xem / the content looked at")]
Turn = Annotated[int | None, Option("--turn", help="lượt đã xem / the turn looked at")]
Force = Annotated[bool, Option("--force", help="làm thay, có ghi lại / by force, on record")]


@app.command("list")
def list_(
    unit: Annotated[str | None, Argument(help="mã đơn vị duyệt / the officer's unit")] = None,
    of: Annotated[str | None, Option("--of", help="như trên / the same")] = None,
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    period: Annotated[str | None, Option(help="2025, 2025-S1 …")] = None,
) -> None:
    """Những bản đang chờ một đơn vị duyệt / What waits for a unit's officers."""
    from engine.review_view import waiting
    from reporting.workbook.counts import day

    if not (unit or of) or (unit and of and unit != of):
        raise Problem("usage", reason="review list UNIT | --of UNIT")
    officer = unit or of or ""
    found = waiting(here().work(), officer, form, period)
    lines: list[str] = []
    for one in found:
        told = {"form": one.form, "period": one.period, "revision": one.revision}
        told |= {"unit": one.unit, "name": one.name, "due": day(one.due) or "-"}
        short = one.sha256[:SHORT]
        lines.append(word("review_waits", sender=one.sender, sha256=short, **told))
        if one.warnings:
            lines.append(word("review_warned", count=one.warnings))
    data = [{name: getattr(one, name) for name in one.__slots__} for one in found]
    head = "review_waiting" if found else "review_nothing"
    give(data, [word(head, officer=officer, count=len(found)), *lines])


@app.command("show")
def show(unit: Unit, form: Form, period: Period, plan: Plan = None, unit_on: UnitOn = None) -> None:
    """Các bản đã gửi và việc duyệt / Revisions, acts and reasons of one submission."""
    from engine.review_view import show as look
    from engine.whose import Whose

    whose = Whose(unit, form, period, plan, read_day(unit_on))
    found = look(here().work(), whose)
    give(data_of(found), lines_of(found))


@app.command("approve")
def approve(
    unit: Unit,
    form: Form,
    period: Period,
    of: Officer,
    reason: Annotated[str | None, Option(help="lý do / why")] = None,
    below: Annotated[
        bool, Option("--below", help="mọi bản đang chờ dưới đơn vị / all that waits below")
    ] = False,
    plan: Plan = None,
    unit_on: UnitOn = None,
    sha256: Sha256 = None,
    turn: Turn = None,
    force: Force = False,
) -> int | None:
    """Duyệt bản mới nhất ở bước của mình / Approve the newest revision, at one's own step."""
    from engine.review import approve as act

    why = _clean(reason)
    if below:
        if force or sha256 or turn or unit_on:
            raise Problem("usage", reason="--below: --force, --sha256, --turn, --unit-on: ?")
        return _below(unit, form, period, of, plan, why)
    whose = _whose(unit, form, period, of, plan, unit_on, sha256, turn)
    done = act(here().work(), whose, now(), why, force=force)
    give(_data(done), _said(done))
    return None


@app.command("return")
def return_(
    unit: Unit,
    form: Form,
    period: Period,
    of: Officer,
    reason: Annotated[str, Option(help="lý do / why")],
    cell: Annotated[
        list[str] | None, Option("--cell", help="ĐƯỜNG=LÝ DO / PATH=TEXT, nhiều lần / repeatable")
    ] = None,
    due: Annotated[str | None, Option(help="YYYY-MM-DD: hạn mới / the new deadline")] = None,
    plan: Plan = None,
    unit_on: UnitOn = None,
    sha256: Sha256 = None,
    turn: Turn = None,
    force: Force = False,
) -> None:
    """Trả lại để sửa / Return a submission to be mended."""
    from engine.review import give_back

    whose = _whose(unit, form, period, of, plan, unit_on, sha256, turn)
    cells = dict(_cell(text) for text in cell or ())
    why = _clean(reason) or ""
    done = give_back(here().work(), whose, now(), why, cells, read_day(due), force=force)
    give(_data(done), _said(done))


def _whose(
    unit: str,
    form: str,
    period: str,
    of: str,
    plan: str | None,
    unit_on: str | None,
    sha256: str | None,
    turn: int | None,
) -> "Judged":
    from engine.whose import Judged

    day = read_day(unit_on)
    return Judged(unit, form, period, plan, day, officer=of, sha256=sha256, turn=turn)


def _clean(text: str | None) -> str | None:
    from hierarchy.spelling import clean

    return clean(text or "") or None


def _cell(text: str) -> tuple[str, str]:
    """``leaders.women=…`` as a path and why. Raises Problem usage."""
    path, equals, reason = text.partition("=")
    why = _clean(reason)
    if not (equals and path.strip() and why):
        raise Problem("usage", reason=f"--cell PATH=TEXT: {text}")
    return path.strip(), why


def _below(unit: str, form: str, period: str, of: str, plan: str | None, reason: str | None) -> int:
    from engine.review_below import Below, approve_below

    with progress() as step:
        whom = Below(unit, form, period, of, plan)
        done = approve_below(here().work(), whom, now(), reason, step)
    language = here().language
    refused = [{"unit": code, "code": one.code, **one.details} for code, one in done.refused]
    lines = [
        word("review_refused", unit=code, said=problem_words(language, one))
        for code, one in done.refused
    ]
    counts: dict[str, Any] = {"approved": done.approved, "finished": done.finished}
    head = word("review_bulk", refused=len(refused), **counts)
    give({**counts, "refused": refused}, [head, *lines])
    return 1 if refused else 0


def _data(done: "Reviewed") -> dict[str, Any]:
    return {name: getattr(done, name) for name in done.__slots__}


def _said(done: "Reviewed") -> list[str]:
    import messages
    from reporting.workbook.counts import day

    told = {"unit": done.unit, "form": done.form, "period": done.period}
    if done.kind == "returned":
        lines = [word("review_returned", due=day(done.due) or "-", **told)]
        lines += [word("review_cell", path=p, reason=why) for p, why in done.cells.items()]
    else:
        state = messages.state(here().language, done.state)
        lines = [word("review_approved", sha256=done.sha256[:SHORT], state=state, **told)]
        lines += [word("review_next", next=done.next)] if done.next else []
    return [*lines, word("review_forced")] if done.forced else lines
