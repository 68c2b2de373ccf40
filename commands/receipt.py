"""``receipt UNIT FORM PERIOD``, and the receipts of what was collected."""

import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.context import here
from commands.voice import give, progress, tell

if TYPE_CHECKING:
    from engine.receipts import Printed
    from engine.sending import Receipt
    from engine.work import Work


def receipt(
    unit: Annotated[str, Argument(help="mã đơn vị / unit code")],
    form: Annotated[str, Argument(help="biểu mẫu / form")],
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    revision: Annotated[int | None, Option(help="lần nộp / which revision")] = None,
    plan: Annotated[str | None, Option(help="PLAN")] = None,
    out: Annotated[Path | None, Option(help="THUMUC: .json + .html")] = None,
) -> None:
    """Biên nhận có chữ ký của một lần nộp / The signed receipt of one revision."""
    from engine.receipts import receipt as made
    from engine.whose import Whose

    work = here().work()
    printed = made(work, Whose(unit, form, period, plan), revision)
    if out is None:
        # Data is what was asked for: the very bytes of the receipt's file.
        sys.stdout.write(printed.data.decode())
        return
    paths = write(work, printed, out)
    give({"files": [str(path) for path in paths]}, [str(path) for path in paths])


def write_all(work: "Work", wanted: "Collection[Receipt]", out: Path) -> int:
    """The receipts of one run as files; how many."""
    from engine.receipts import receipts

    count = 0
    with progress() as step:
        for count, printed in enumerate(receipts(work, wanted), 1):
            write(work, printed, out)
            step("receipts", count, max(count, len(wanted)))
    tell("receipts_written", count=count, folder=out)
    return count


def write(work: "Work", printed: "Printed", out: Path) -> list[Path]:
    """One receipt as two files: what is signed, and the paper to read."""
    from engine.folders import written

    found = []
    for ending, data in ((".json", printed.data), (".html", _paper(work, printed).encode())):
        path = out / f"{printed.name}{ending}"
        written(path, data)
        found.append(path)
    return found


def _paper(work: "Work", printed: "Printed") -> str:
    import messages
    from engine.receipts import shown
    from reporting.receipt_paper import page

    language = here().language
    words = messages.words(language, "receipt_paper")
    return page(printed.facts, shown(work, printed, language), words)
