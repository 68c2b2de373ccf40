"""``report PERIOD --out DIR``."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from commands.report_asked import Asked, carried_out


def report(
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    out: Annotated[str, Option(help="thư mục, địa chỉ / folder, address")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    unit: Annotated[str | None, Option(help="một đơn vị / one unit")] = None,
    level: Annotated[str | None, Option(help="một hoặc vài cấp / a level, or more: a,b")] = None,
    every: Annotated[bool, Option("--all", help="mọi đơn vị có cấp dưới / all (default)")] = False,
    full: Annotated[bool, Option("--full", help="liệt kê đủ cấp dưới / list every unit")] = False,
    final: Annotated[bool, Option("--final", help="chỉ bản đã duyệt / approved only")] = False,
    flow: Annotated[bool, Option("--flow", help="Prefect")] = False,
    published: Annotated[
        bool, Option("--published", help="bản công bố: che số nhỏ / hide small counts")
    ] = False,
    vintage: Annotated[int | None, Option(help="bản công bố số / number of a vintage")] = None,
    supplement: Annotated[
        tuple[int, int] | None, Option(help="OLD NEW: báo cáo bổ sung / a supplement")
    ] = None,
    on: Annotated[str | None, Option(help="theo bản đồ ngày / on the map of a day")] = None,
    compare: Annotated[str | None, Option(help="so với kỳ / hold against a period")] = None,
    bounds: Annotated[
        bool, Option("--bounds", help="khoảng giả định từ kỳ trước / bounds from last period")
    ] = False,
    anew: Annotated[
        bool, Option("--anew", help="viết lại cả sổ không đổi / unchanged ones too")
    ] = False,
    layout: Annotated[
        Path | None, Option(help="mô tả bố cục (JSON) / a description of the layout")
    ] = None,
    one_book: Annotated[
        bool, Option("--one-book", help="các đơn vị một cấp trong một sổ / a level in one workbook")
    ] = False,
) -> int:
    """Viết sổ Excel tổng hợp cho mọi đơn vị có cấp dưới / Write the consolidated workbooks."""
    return carried_out(Asked(**locals()))
