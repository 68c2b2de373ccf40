"""``export PERIOD``: figures as CSV on stdout."""

import io
import sys
from typing import Annotated

from typer import Argument, Option

from commands.context import here


def export(
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    excel: Annotated[bool, Option("--excel", help="BOM và ; cho Excel Việt Nam")] = False,
    final: Annotated[bool, Option("--final", help="chỉ bản đã duyệt / approved only")] = False,
) -> None:
    """Xuất số liệu dạng bảng dài (CSV) / Put every figure on stdout as a long table."""
    from engine.export import export as read

    tables = read(here().work(), period, form, final=final)
    out = io.TextIOWrapper(
        sys.stdout.buffer, encoding="utf-8-sig" if excel else "utf-8", newline=""
    )
    for place, table in enumerate(tables):
        if here().json:
            table.to_json(out, orient="records", lines=True, force_ascii=False)
        else:
            between = ";" if excel else ","
            table.to_csv(out, sep=between, index=False, header=place == 0, lineterminator="\n")
    out.flush()
    out.detach()
