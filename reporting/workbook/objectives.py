"""The rows of objectives: targets that are met together or in part."""

from collections import Counter
from collections.abc import Mapping

from reporting.target import together
from reporting.workbook.cells import Sheet
from reporting.workbook.head import Setting, section_cells
from reporting.workbook.line import widths
from reporting.workbook.widths import lined, tall


def objective_rows(setting: Setting, sheet: Sheet, objectives: Mapping[str, Counter[str]]) -> None:
    """Appends a row for each objective that several figures serve: how many are met, and so it."""
    # In the order of the plans, which is the one people know them in.
    named = dict.fromkeys(target.objective for target in setting.book.targets)
    shared = {
        name: stand
        for name in named
        if sum((stand := objectives.get(name, Counter())).values()) > 1
    }
    if not shared:
        return
    styles = setting.styles
    across = widths(setting.book)
    last = len(across) - 1
    section_cells(setting, sheet.row(19.0, stays=True), setting.say("objectives_section"), last)
    for number, (name, stand) in enumerate(shared.items(), 1):
        judged = sum(stand.values()) - stand["not_judged"]
        found = together(stand)
        row = sheet.row(tall(lined(name, across[1])))
        row.number_(0, number, styles["cell_mid"])
        row.text(1, name, styles["cell_wrap"])
        row.text(2, setting.say("objective_unit"), styles["cell_mid"])
        row.text(3, str(sum(stand.values())), styles["cell_mid"])
        row.text(4, f"{stand['met']}/{judged}" if judged else "", styles["cell_mid"])
        row.blank(5, styles["cell_mid"])
        row.blank(6, styles["cell_mid"])
        row.text(7, setting.say(f"verdict_{found}"), styles[found])
        for place in range(8, last + 1):
            row.blank(place, styles["cell_wrap"])
