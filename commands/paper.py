"""``paper UNIT FORM PERIOD [FILE…]``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.context import here, now, read_day
from commands.voice import give, tell, word
from errors import Problem

if TYPE_CHECKING:
    from engine.revisions import Scan


def paper(
    unit: Annotated[str, Argument(help="mã đơn vị / unit code")],
    form: Annotated[str, Argument(help="biểu mẫu / form")],
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    files: Annotated[list[Path] | None, Argument(help="PDF | JPG | PNG | TIFF …")] = None,
    plan: Annotated[str | None, Option(help="PLAN")] = None,
    unit_on: Annotated[
        str | None, Option(help="YYYY-MM-DD: ngày đơn vị còn / a day on which the unit stood")
    ] = None,
) -> None:
    """Bản quét báo cáo đã ký, kèm lần nộp mới nhất / Scans of the signed paper report."""
    from engine.papers import add
    from engine.revisions import history
    from engine.whose import Whose

    work, whose = here().work(), Whose(unit, form, period, plan, read_day(unit_on))
    for file in files or ():
        if not file.is_file():
            raise Problem("file_missing", path=str(file))
    if files:
        done = add(work, whose, files, now())
        tell("papers_added", revision=done.revision, new=len(done.fresh), known=len(done.known))
    found = history(work, whose)
    scans = [(one.number, scan) for one in found.revisions for scan in one.papers]
    give(
        [{"revision": number, **as_data(scan)} for number, scan in scans],
        [line(number, scan) for number, scan in scans] or [word("papers_none")],
    )


def line(number: int, scan: "Scan") -> str:
    """One scan as a line."""
    return word(
        "paper_line",
        revision=number,
        name=scan.name,
        size=scan.size,
        digest=scan.digest,
        path=scan.path,
    )


def as_data(scan: "Scan") -> dict[str, object]:
    """One scan as data."""
    return {
        "name": scan.name,
        "sha256": scan.digest,
        "size": scan.size,
        "at": scan.at.isoformat(),
        "by": scan.actor,
        "path": scan.path,
    }
