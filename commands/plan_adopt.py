"""``plans adopt PLAN --unit CODE [FILE] [--draft FILE]``."""

import json
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from commands.context import here, now
from commands.documents import numbered, read_object
from commands.voice import give, show_faults, tell, word
from errors import Problem


def adopt(
    plan: Annotated[str, Argument(help="PLAN | FILE")],
    unit: Annotated[str, Option("--unit", help="mã đơn vị / the unit's code")],
    file: Annotated[Path | None, Argument(help="plan JSON")] = None,
    draft: Annotated[
        Path | None, Option("--draft", help="viết bản thảo vào đây / write a draft here")
    ] = None,
) -> None:
    """Đơn vị ban hành kế hoạch riêng theo kế hoạch trên / A unit issues its own under a plan."""
    if (file is None) == (draft is None):
        raise Problem("usage", reason="FILE | --draft FILE")
    if draft is not None:
        _draft(plan, unit, draft)
    elif file is not None:
        _issue(plan, unit, file)


def _draft(plan: str, unit: str, path: Path) -> None:
    from commands.plans import reference_of
    from engine.adopt import draft

    ref = reference_of(plan)
    document = draft(here().work(), ref, unit)
    text = json.dumps(document, ensure_ascii=False, indent=2, default=float) + "\n"
    _write_new(path, text)
    data = {"plan": ref, "unit": unit, "draft": path}
    give(data, [word("draft_written", path=path, plan=ref, unit=unit)])


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet: what somebody made of an earlier draft is their work."""
    from engine.folders import unfit

    try:
        if path.exists():
            if path.read_text(encoding="utf-8") != text:
                raise Problem("draft_exists", path=path)
            return
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise unfit(path.parent, error) from error


def _issue(plan: str, unit: str, file: Path) -> None:
    from commands.plans import reference_of
    from engine.adopt import adopt as run
    from engine.standings import civil_day

    ref = reference_of(plan)
    work, moment = here().work(), now()
    document = read_object(file)
    today = civil_day(work, moment)
    done = run(work, ref, unit, document, moment, today, file.resolve().parent)
    show_faults(done.warnings)
    data = {
        "plan": done.ref,
        "adopts": ref,
        "unit": unit,
        "new": done.new,
        "changed": done.changed,
        "earlier": done.earlier,
    }
    key = "plan_adopted" if done.changed else "plan_adopted_before"
    give(data, [word(key, unit=unit, own=done.ref, plan=ref, earlier=done.earlier)])
    if done.new and not numbered(document):
        tell("number_later", plan=done.ref)
