"""``plans tree PLAN [--full | --level N] [--out FILE]``: how far a plan has travelled."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from commands.context import here, now
from commands.voice import give, tell
from errors import Problem

if TYPE_CHECKING:
    from reporting.travel import Travel


def tree(
    plan: Annotated[str, Argument(help="PLAN | FILE")],
    full: Annotated[bool, Option("--full", help="mọi đơn vị / every unit")] = False,
    level: Annotated[str | None, Option(help="xuống tới cấp này / down to this level")] = None,
    out: Annotated[Path | None, Option(help="hình vẽ .html, .svg / a picture .html, .svg")] = None,
) -> None:
    """Kế hoạch đã đi tới đâu: ai nhận, ai đã ban hành, ai im lặng / How far a plan has gone."""
    import messages
    from commands.plans import reference_of
    from engine.plan_view import deep, travel
    from reporting.travel import data, lines

    if full and level is not None:
        raise Problem("usage", reason="--full | --level")
    language = here().language
    words = {**messages.words(language, "workbook"), **messages.words(language, "picture")}
    seen = travel(here().work(), reference_of(plan))
    levels = None if full else deep(seen, level)
    if out is not None:
        _draw(out, seen, words, language)
    give(data(seen, levels), list(lines(seen, levels, words)))


def _draw(out: Path, seen: "Travel", words: dict[str, str], language: str) -> None:
    from engine.folders import written
    from engine.standings import zone_of
    from reporting.picture import html_page, svg_file

    at = now().astimezone(zone_of(here().work().country().offset))
    kind = out.suffix.lower()
    if kind not in {".html", ".svg"}:
        raise Problem("usage", reason="--out FILE.html | FILE.svg")
    page = kind == ".html"
    text = html_page(seen, words, language, at) if page else svg_file(seen, words, at)
    written(out, text.encode())
    tell("picture_written", path=out)
