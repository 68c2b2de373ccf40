"""The head of the sheet that is filled in: whose it is, how far it is, what is to be mended."""

from xlsxwriter.worksheet import Worksheet

from reporting.template.columns import DUE, GAP, HEAD, LEGEND, NOTICE, PRINTED, PROGRESS, UNDER
from reporting.template.filling import Filling
from reporting.template.frame import CHECKS, LISTS, Frame
from reporting.template.live import HELPER, STRETCH, WRONG
from reporting.template.pen import Pen
from reporting.workbook.plate import checked
from reporting.workbook.widths import BOLD, lines, pixels
from schemas.grid import CHECK, CODE_CELL, ENTRY, FIRST, HINT, NUMBER, SHEET

_ABOVE = "n" * 60
"""As long as what stands before the plan in its line: the unit above."""
_LINE = 1.3
"""From one line to the next, in sizes of the letters."""


def head(pen: Pen, frame: Frame, sheet: Worksheet, filling: Filling | None) -> dict[int, float]:
    """The rows above the questions; their heights."""
    say, form = frame.spoken.say, frame.grid.form
    title = form.title.in_(frame.spoken.language)
    heights = {2: 18.0, DUE: 18.0, PROGRESS: 18.0, LEGEND: 16.0, GAP: 6.0, HEAD: 34.0}
    heights[1] = _across(pen, sheet, 1, "title_across", title, 14.0)
    heights[UNDER] = _across(pen, sheet, UNDER, "across", f"{_ABOVE}{frame.plan}", 11.0)
    heights[NOTICE] = _across(pen, sheet, NOTICE, "notice", frame.notice, 11.0)
    pen.text(SHEET, "B1", title, "title_across")
    pen.hole(("head", "unit"), SHEET, 2, NUMBER, "strong")
    pen.text(SHEET, "F2", say("code_label"), "right")
    pen.hole(("head", "code"), SHEET, int(CODE_CELL[1:]), CODE_CELL[0], "code")
    pen.hole(("head", "above"), SHEET, UNDER, NUMBER, "across")
    pen.hole(("head", "due"), SHEET, DUE, NUMBER, "strong")
    if filling is not None and filling.faults:
        listed = say("faults_state", counted=counted(frame, filling))
        pen.text(SHEET, f"{CHECK}{DUE}", listed, "verdict_bad")
    _progress(pen, frame, packet=filling is not None and not filling.plain)
    pen.text(SHEET, f"{NUMBER}{LEGEND}", say("legend"), "note")
    pen.text(SHEET, f"B{NOTICE}", frame.notice, "notice")
    heads = ("number", "indicator", "unit", "before", "target", "entry", "check", "hint")
    for letter, key in zip("BCDEFGHI", heads, strict=True):
        pen.text(SHEET, f"{letter}{HEAD}", say(f"col_{key}"), "head")
    for row, high in heights.items():
        hidden = {"hidden": True} if row == NOTICE and not frame.notice else {}
        checked(sheet.set_row(row - 1, high, None, hidden))
    return heights | ({} if frame.notice else {NOTICE: 0.0})


def _across(pen: Pen, sheet: Worksheet, row: int, style: str, words: str, size: float) -> float:
    """Makes one cell of a row's columns; the height these words need in it."""
    checked(sheet.merge_range(f"{NUMBER}{row}:{HINT}{row}", "", pen.style(style)))
    room = sum(map(pixels, PRINTED)) - 10
    return lines(words, room / BOLD * 0.95, size) * size * _LINE + 3.0


def counted(frame: Frame, filling: Filling) -> str:
    """How many faults the sheet of faults lists."""
    errors = sum(told.severity == "error" for told in filling.faults)
    return frame.spoken.say("faults_count", errors=errors, doubts=len(filling.faults) - errors)


def _progress(pen: Pen, frame: Frame, *, packet: bool) -> None:
    """How far one is, live: counted, as a sentence, as a share, and what is not right yet.

    In a ``packet`` no praise stands beside what is to be corrected.
    """
    asked, row, last = len(frame.live.leaves), PROGRESS, frame.grid.last
    done, failing = f"${HELPER}${row}", f"${STRETCH}${row}"
    helpers = f"{HELPER}{FIRST}:{HELPER}{max(last, FIRST)}"
    count = len(frame.live.verdicts)
    verdicts = f"{LISTS}!${CHECKS}$1:${CHECKS}${max(count, 1)}"
    say = frame.spoken.say
    pen.hole(
        ("head", "progress"), SHEET, row, NUMBER, "strong",
        _sentence(say("progress_line", done="\0", all=asked), done),
    )  # fmt: skip
    share = f"={done}/{asked}" if asked else ""
    pen.hole(("head", "share"), SHEET, row, ENTRY, "share", share)
    fails = _sentence(say("checks_fail", count="\0"), failing).removeprefix("=")
    held = f"SUMPRODUCT(--(LEN({verdicts})=1))"
    holds = f'IF({held}=0,"","{_quoted(say("checks_hold"))}")' if count and not packet else '""'
    pen.hole(("head", "state"), SHEET, row, CHECK, "verdict", f"=IF({failing}>0,{fails},{holds})")
    wrong = f'({helpers}="{WRONG}")'
    pen.hole(
        ("head", "answered"), SHEET, row, HELPER, "plain",
        f'=SUMPRODUCT(--({helpers}<>""))-SUMPRODUCT(--{wrong})',
    )  # fmt: skip
    pen.hole(
        ("head", "failing"), SHEET, row, STRETCH, "plain",
        f"=SUMPRODUCT(--(LEN({verdicts})>1))+SUMPRODUCT(--{wrong})",
    )  # fmt: skip


def _sentence(words: str, cell: str) -> str:
    """A sentence around a live number, as a formula."""
    first, _, second = words.partition("\0")
    return f'="{_quoted(first)}"&{cell}&"{_quoted(second)}"'


def _quoted(words: str) -> str:
    return words.replace('"', '""')
