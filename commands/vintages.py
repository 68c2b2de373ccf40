"""``vintages PERIOD``: what was published, and ``--diff OLD NEW``: what changed between two."""

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.clock import civil
from commands.context import here
from commands.vintage_words import as_data, finality_word
from commands.voice import give, word

if TYPE_CHECKING:
    from store.vintages import VintageRow


def vintages(
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    form: Annotated[str | None, Option(help="biểu mẫu / form")] = None,
    diff: Annotated[
        tuple[int, int] | None, Option(help="OLD NEW: số liệu nào đổi, vì ai / what changed")
    ] = None,
) -> None:
    """Các bản đã công bố của một kỳ, và chỗ khác nhau / Published vintages, and what changed."""
    if diff is not None:
        from commands.vintage_diff import say
        from engine.supplement import between

        say(between(here().work(), period, form, *diff))
        return
    from engine.vintages import listed

    found = listed(here().work(), period, form)
    lines = [line for row in found for line in _lines(row)]
    give([as_data(row) for row in found], lines or [word("vintages_none", period=period)])


def _lines(row: "VintageRow") -> list[str]:
    line = word(
        "vintage_line",
        number=row.number,
        form=f"{row.form}@{row.version}",
        finality=finality_word(final=row.final),
        at=civil()(row.at),
        actor=row.actor or "–",
        day=f"{row.roster_on:%d/%m/%Y}",
        inputs=row.inputs_digest[:12],
        figures=row.figures_digest[:12],
    )
    return [line, word("vintage_note", note=row.note)] if row.note else [line]
