"""Colours that come and go with what is typed."""

from typing import Any

from xlsxwriter.worksheet import Worksheet

from reporting.template.columns import PROGRESS
from reporting.template.frame import Frame
from reporting.template.live import HELPER, WRONG
from reporting.template.pen import Pen
from reporting.workbook.plate import checked
from schemas.grid import CHECK, ENTRY, FIRST, HINT


def colours(pen: Pen, frame: Frame, sheet: Worksheet) -> None:
    """Signs of checks in colours; answers that a section's cell or a tick has given already."""
    last = max(frame.grid.last, FIRST)
    for sign, style in (("✓", "good"), ("✗", "bad"), ("!", "unsure")):
        rule = {"type": "formula", "criteria": f'=LEFT($H{FIRST},1)="{sign}"'}
        _shade(sheet, f"{CHECK}{FIRST}:{CHECK}{last}", {**rule, "format": pen.style(style)})
    for sign, style in (("✓", "good"), ("✗", "bad")):
        rule = {"type": "formula", "criteria": f'=LEFT($H${PROGRESS},1)="{sign}"'}
        _shade(sheet, f"{CHECK}{PROGRESS}:{HINT}{PROGRESS}", {**rule, "format": pen.style(style)})
    wrong = {
        "type": "formula",
        "criteria": f'=${HELPER}{FIRST}="{WRONG}"',
        "format": pen.style("bad"),
    }
    _shade(sheet, f"{ENTRY}{FIRST}:{ENTRY}{last}", wrong)
    covered = {
        "type": "formula",
        "criteria": f'=AND(${ENTRY}{FIRST}="",${HELPER}{FIRST}<>"")',
        "format": pen.style("covered"),
    }
    _shade(sheet, f"{ENTRY}{FIRST}:{ENTRY}{last}", covered)
    # A bar is never shorter than a tenth: at nothing there is none.
    nothing = {"type": "formula", "criteria": f"=${ENTRY}${PROGRESS}=0", "stop_if_true": True}
    _shade(sheet, f"{ENTRY}{PROGRESS}", nothing)
    bar = {
        "type": "data_bar",
        "bar_color": "#7FC08A",
        "min_type": "num",
        "max_type": "num",
        "min_value": 0,
        "max_value": 1,
    }
    _shade(sheet, f"{ENTRY}{PROGRESS}", bar)


def _shade(sheet: Worksheet, cells: str, rule: dict[str, Any]) -> None:
    checked(sheet.conditional_format(cells, rule))
