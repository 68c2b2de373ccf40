"""``plans letter PLAN [--unit CODE | --all] --out DIR``."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from commands.context import here
from commands.voice import give, progress, word
from errors import Problem


def letter(
    plan: Annotated[str, Argument(help="PLAN | FILE")],
    out: Annotated[Path, Option(help="thư mục / folder")],
    unit: Annotated[str | None, Option("--unit", help="một đơn vị / one unit")] = None,
    every: Annotated[
        bool, Option("--all", help="mọi đơn vị cấp kế tiếp đã nhận / all at the next level")
    ] = False,
) -> None:
    """Viết văn bản .docx: của kế hoạch, hoặc dự thảo cho cấp dưới / Write a plan's letter."""
    import messages
    from commands.plans import reference_of
    from engine.letter import letters

    if unit is not None and every:
        raise Problem("usage", reason="--unit | --all")
    language = here().language
    words = {**messages.words(language, "workbook"), **messages.words(language, "letter")}
    units = () if every else None if unit is None else (unit,)
    with progress() as step:
        done = letters(here().work(), reference_of(plan), units, out, words, step)
    data = {"letters": len(done.paths), "drafts": done.drafts, "files": list(done.paths)}
    give(data, [word("letters_written", count=len(done.paths), drafts=done.drafts, out=out)])
