"""``template UNIT FORM PERIOD --out DIR``."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

import messages
from commands.context import here, now
from commands.voice import give, progress, word
from errors import Problem


def template(
    unit: Annotated[str, Argument(help="mã đơn vị / unit code")],
    form: Annotated[str, Argument(help="biểu mẫu / form")],
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    out: Annotated[Path, Option(help="thư mục / folder")],
    below: Annotated[
        bool, Option("--below", help="mọi đơn vị phải nộp bên dưới / everyone below who owes it")
    ] = False,
    level: Annotated[str | None, Option(help="chỉ một cấp bên dưới / one level below")] = None,
    packet: Annotated[
        bool, Option("--packet", help="để sửa bản nháp, bản bị trả lại, cảnh báo / to correct")
    ] = False,
) -> None:
    """Làm tệp Excel để đơn vị ghi số liệu / Make the workbook that units fill in."""
    from engine.pool import opened
    from engine.pressing import Order
    from engine.template import Scope, run

    if level is not None and not below:
        raise Problem("usage", reason="--level: --below")
    words = {
        **messages.words(here().language, "workbook"),
        **messages.words(here().language, "template"),
    }
    order = Order(tuple(words.items()), now(), messages.fault, messages.mend, packet)
    scope = Scope(unit, form, period, below, level)
    with progress() as step, opened(0 if below and not packet else 1) as pool:
        paths = run(here().work(), scope, order, out, pool, step)
    key = "packets_made" if packet else "templates_made"
    data = {"templates": len(paths), "out": str(out), "files": list(paths)}
    give(data, [word(key, count=len(paths), out=out)])
