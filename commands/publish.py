"""``publish PERIOD``."""

from typing import Annotated

from typer import Argument, Option

from commands.clock import civil
from commands.context import here, now, read_day
from commands.vintage_words import as_data, finality_word
from commands.voice import give, tell, word


def publish(
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    final: Annotated[bool, Option("--final", help="chỉ bản đã duyệt / approved only")] = False,
    note: Annotated[str, Option(help="ghi chú / a note")] = "",
    on: Annotated[str | None, Option(help="theo bản đồ ngày / on the map of a day")] = None,
) -> None:
    """Công bố: đóng băng số liệu của một kỳ / Publish: freeze a period's figures as a vintage."""
    from engine.publish import publish as run

    done = run(here().work(), period, form, now(), final=final, note=note, on=read_day(on))
    row = done.vintage
    data = {**as_data(row), "new": done.new, "reported": done.reported, "expected": done.expected}
    said = word(
        "published" if done.new else "published_before",
        number=row.number,
        form=f"{row.form}@{row.version}",
        period=row.period,
        finality=finality_word(final=row.final),
        reported=done.reported,
        expected=done.expected,
        figures=row.figures_digest[:12],
        at=civil()(row.at),
    )
    if done.missing:
        tell("over_time_missing", period=period, missing=", ".join(done.missing))
    give(data, [said])
