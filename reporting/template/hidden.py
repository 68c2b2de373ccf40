"""The sheets nobody sees: what may be chosen, the cross-checks, and whose file this is."""

from reporting.template.frame import CHECKS, LISTS, MESSAGES, Frame
from reporting.template.holes import IDENTITY_KEYS
from reporting.template.pen import Pen
from reporting.workbook.cells import letters
from schemas.grid import IDENTITY


def lists_sheet(pen: Pen, frame: Frame) -> None:
    """Lists for the drop-downs, each cross-check once, and what it says where it fails."""
    sheet = pen.sheet(LISTS)
    written = set()
    for name, place in frame.columns.items():
        if place not in written:
            written.add(place)
            for row, item in enumerate(frame.lists[name], 1):
                pen.text(LISTS, f"{letters(place)}{row}", item, "plain")
    for place, verdict in enumerate(frame.live.verdicts):
        row = place + 1
        formula = verdict.formula % f"${MESSAGES}${row}"
        pen.hole(("verdict", str(place)), LISTS, row, CHECKS, "plain", formula)
        pen.text(LISTS, f"{MESSAGES}{row}", frame.messages[place], "plain")
    sheet.very_hidden()
    sheet.protect()


def identity_sheet(pen: Pen) -> None:
    """Whose file this is, as keys and values."""
    sheet = pen.sheet(IDENTITY)
    for row, key in enumerate(IDENTITY_KEYS, 1):
        pen.text(IDENTITY, f"A{row}", key, "plain")
        pen.hole(("identity", key), IDENTITY, row, "B", "plain")
    sheet.very_hidden()
    sheet.protect()
