"""``export PERIOD``: figures for other programs, on stdout or into a file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.context import here, read_bytes, read_day
from commands.voice import give, progress, tell, word
from errors import Problem

FORMATS = ("long", "wide", "parquet", "sdmx", "dhis2", "package")

if TYPE_CHECKING:
    from engine.export import Manner
    from engine.shown import Shown
    from reporting.outward.figures import Choice, Outgoing


def export(
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    excel: Annotated[bool, Option("--excel", help="BOM và ; cho Excel Việt Nam")] = False,
    final: Annotated[bool, Option("--final", help="chỉ bản đã duyệt / approved only")] = False,
    units: Annotated[str, Option(help="một nhóm đơn vị / a set of units: C,E")] = "",
    on: Annotated[str | None, Option(help="theo bản đồ ngày / on the map of a day")] = None,
    vintage: Annotated[int | None, Option(help="bản công bố số / number of a vintage")] = None,
    kind: Annotated[str, Option("--format", help="|".join(FORMATS))] = "long",
    out: Annotated[Path | None, Option(help="tệp, thư mục / file, folder")] = None,
    unit: Annotated[str | None, Option(help="một đơn vị và cấp dưới / one unit and below")] = None,
    level: Annotated[str | None, Option(help="một cấp / one level")] = None,
    measure: Annotated[list[str] | None, Option(help="chỉ các chỉ tiêu / measures")] = None,
    published: Annotated[bool, Option("--published", help="che số nhỏ / hide small ones")] = False,
    codebook: Annotated[Path | None, Option(help="giải thích cột / columns (wide)")] = None,
    ids: Annotated[Path | None, Option(help="bảng mã DHIS2 (CSV): kind,code,id")] = None,
    bounds: Annotated[bool, Option("--bounds", help="thêm cận theo kỳ trước / bounds")] = False,
) -> int:
    """Xuất số liệu cho chương trình khác / Hand figures to other programs (CSV on stdout)."""
    from commands.bounds import refuse_beside, with_bounds
    from commands.over_time import warn
    from commands.restating import tell_unknown
    from engine.shown import shown
    from reporting.outward.figures import Choice

    named, day = tuple(filter(None, map(str.strip, units.split(",")))), read_day(on)
    if units and not named:
        raise Problem("usage", reason="--units CODE,CODE")
    # What is hidden is safe within one tree; a sum over any other set could give it away.
    if named and (day is not None or published):
        raise Problem("usage", reason="--units | --on | --published")
    manner = _manner(kind, ids, out, codebook, excel=excel)
    choice = Choice(unit, level, tuple(measure or ()))
    if bounds:
        refuse_beside(named, day, vintage, published, out, manner.format != "long")
        return with_bounds(period, form, choice, final=final, excel=excel)
    if vintage is not None and (named or day is not None or final):
        raise Problem("usage", reason="--vintage | --units | --on | --final")
    found = shown(here().work(), period, form, final=final, units=named, on=day, vintage=vintage)
    warn(found)
    leaving = _leaving(found, choice, form, final=final, published=published)
    _hand_over(leaving, manner, out, codebook)
    return tell_unknown(found.faults)


def _manner(
    kind: str, ids: Path | None, out: Path | None, codebook: Path | None, *, excel: bool
) -> "Manner":
    from engine import export as verb
    from engine.identities import identities_of

    format_ = next((one for one in verb.FORMATS if one == kind), None)
    if format_ is None:
        raise Problem("usage", reason=f"--format {' | '.join(FORMATS)}")
    if format_ in verb.ONLY_FILES and out is None:
        raise Problem("usage", reason=f"--format {kind}: --out")
    if excel and format_ not in ("long", "wide"):
        raise Problem("usage", reason="--excel: --format long | wide")
    if codebook is not None and format_ != "wide":
        raise Problem("usage", reason="--codebook: --format wide")
    if ids is not None and format_ != "dhis2":
        raise Problem("usage", reason="--ids: --format dhis2")
    records = here().json and format_ == "long" and out is None
    comment = word("none_occurred_comment")
    if ids is None:
        return verb.Manner(format_, excel, records, comment=comment)
    return verb.Manner(format_, excel, records, identities_of(ids, read_bytes(ids)), comment)


def _leaving(
    found: "Shown", choice: "Choice", form: str | None, *, final: bool, published: bool
) -> "Outgoing":
    from engine.published import hidden_in
    from reporting.outward.figures import outgoing

    hidden = None
    if published:
        hidden = hidden_in(
            here().work(), found.rollup, found.period, form, final=final, vintage=found.vintage
        )
        tell("export_suppressed", count=hidden.count)
        if found.rollup.marks is not None:
            tell("export_one_map")
    return outgoing(
        found.rollup, found.period, found.finality, choice, first=found.first, hidden=hidden
    )


def _hand_over(
    leaving: "Outgoing", manner: "Manner", out: Path | None, codebook: Path | None
) -> None:
    from dataclasses import replace

    from engine.export import named, texts, write, write_codebook

    size = len(leaving.places)
    with progress() as step:
        watched = replace(leaving, watch=lambda done: step("export", done, size))
        if codebook is not None:
            write_codebook(watched, codebook, excel=manner.excel)
        if out is None:
            for part in texts(watched, manner):
                sys.stdout.buffer.write(part)
            sys.stdout.flush()
            return
        target = named(watched, manner, out)
        write(watched, manner, target)
    figures = size * len(leaving.keys)
    data = {"path": str(target), "as": manner.format, "units": size, "figures": figures}
    give(data, [word("exported", path=target, units=size, figures=figures)])
