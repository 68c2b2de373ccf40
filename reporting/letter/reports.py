"""What is collected under a plan, as a table: which form, when, from whom, by which day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hierarchy.tree import Tree
from reporting.letter.letter import Grid
from reporting.letter.spelling import clean, day_figures

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """One form and period asked of some units: who in words, how many, and their last day."""

    form: str
    period: str
    sender: str
    count: int
    due: date | None


def reports_of(
    form: str,
    period: str,
    owing: Mapping[int, date | None],
    tree: Tree,
    unit: int,
    words: Words,
) -> Iterator[Report]:
    """What the unit at a place and those below it owe of one form, a line a level and day.

    The unit itself comes first, by its name.
    """
    groups: dict[tuple[str, date | None], list[int]] = {}
    for place in sorted(place for place in owing if unit <= place < int(tree.stop[unit])):
        level = tree.units[place].level if place != unit else ""
        groups.setdefault((level, owing[place]), []).append(place)
    for (level, due), places in groups.items():
        name = words.get(f"level_{level}", level) if level else tree.units[unit].name
        if len(places) == 1:
            name = tree.units[places[0]].name
        yield Report(form, period, clean(name), len(places), due)


def reports_grid(reports: Sequence[Report], words: Words) -> Grid:
    """The table; a form and period are said once for all the units that owe them."""
    keys = ("col_no", "col_form", "col_period", "col_sender", "col_due")
    rows = []
    before = ("", "")
    number = 0
    for report in reports:
        same = (report.form, report.period) == before
        before = (report.form, report.period)
        number += not same
        sender = report.sender
        if report.count > 1:
            sender = words["senders"].format(level=sender, count=report.count)
        due = day_figures(report.due) if report.due else words["no_due"]
        lead = ("", "", "") if same else (str(number), clean(report.form), report.period)
        rows.append((*lead, sender, due))
    return Grid("reports", tuple(words[key] for key in keys), tuple(rows))
