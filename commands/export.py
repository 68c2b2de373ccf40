"""``export PERIOD``: figures as CSV on stdout."""

import csv
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
    import json

    from engine.export import export as read

    header, lines = read(here().work(), period, form, final=final)
    out = io.TextIOWrapper(
        sys.stdout.buffer, encoding="utf-8-sig" if excel else "utf-8", newline=""
    )
    if here().json:
        for line in lines:
            out.write(json.dumps(dict(zip(header, line, strict=True)), ensure_ascii=False) + "\n")
    else:
        writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)
    out.flush()
    out.detach()
