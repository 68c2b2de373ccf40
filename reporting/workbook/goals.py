"""The table of targets in force: what each asks, since when, and whose it is."""

from collections.abc import Sequence

from reporting.target import INHERITED, Target
from reporting.workbook.cells import Row, Sheet
from reporting.workbook.counts import day
from reporting.workbook.head import Setting
from reporting.workbook.paper import ROW
from reporting.workbook.press import Press
from reporting.workbook.verdicts import standing_targets, target_words
from reporting.workbook.widths import lined, tall

_VALIDITY = 3
"""The column of days, which is centred."""


def goal_rows(setting: Setting, press: Press, sheet: Sheet, widths: Sequence[float]) -> None:
    """Appends a heading and a row for each target the figures are held against, in form order.

    ``widths`` are the sheet's six columns; without targets nothing is written.
    """
    standing = standing_targets(setting.book)
    shown = [m for m in press.form.measures if m.path in standing]
    if not shown:
        return
    styles = setting.styles
    sheet.row(20.0, stays=True).text(0, setting.say("targets_title"), styles["heading"])
    head = sheet.row(32.0, stays=True)
    heads = ("col_no", "col_indicator", "col_target", "col_validity", "col_whose", "col_basis")
    for place, key in enumerate(heads):
        head.text(place, setting.say(key), styles["head"])
    for number, measure in enumerate(shown, 1):
        sheet.ready(*_goal(setting, press, (sheet.next, number), standing[measure.path], widths))
    sheet.skip()


def _goal(
    setting: Setting, press: Press, at: tuple[int, int], target: Target, widths: Sequence[float]
) -> tuple[str, list[tuple[float, bool]]]:
    """One row, as XML with its height; ``at`` is where it stands and its number."""
    if target.rank < INHERITED:
        # One unit's own: nobody else's book has this row, so it is not kept.
        return _made(setting, press, at, target, widths)
    identity = ("goal", at, target)
    kept = press.ready.get(identity)
    if kept is None:
        kept = press.ready[identity] = _made(setting, press, at, target, widths)
    assert isinstance(kept, tuple)
    return kept


def _made(
    setting: Setting, press: Press, at: tuple[int, int], target: Target, widths: Sequence[float]
) -> tuple[str, list[tuple[float, bool]]]:
    styles, language = setting.styles, press.language
    measure = press.form.by_path[target.measure]
    cells = (
        target.label or measure.label.in_(language),
        target_words(target, setting.book.words, language),
        _validity(setting, target),
        _whose(target),
        _basis(setting, target),
    )
    high = tall(
        max(
            lined(words, width, indent=place != _VALIDITY)
            for place, (words, width) in enumerate(zip(cells, widths[1:], strict=True), 1)
        )
    )
    row = Row(at[0], high)
    row.number_(0, at[1], styles["cell_mid"])
    for place, words in enumerate(cells, 1):
        row.text(place, words, styles["cell_mid" if place == _VALIDITY else "cell_wrap"])
    return row.xml(), [(high or ROW, False)]


def _validity(setting: Setting, target: Target) -> str:
    if target.since is None:
        return setting.say("valid_until", by=day(target.by))
    return setting.say("valid_between", since=day(target.since), by=day(target.by))


def _whose(target: Target) -> str:
    source = target.source
    if source is None:
        return ""
    return f"{source.number or source.plan} – {source.name} ({source.issuer})"


def _basis(setting: Setting, target: Target) -> str:
    basis = setting.say(f"basis_{target.basis}")
    if not target.reason:
        return basis
    return setting.say("with_reason", basis=basis, reason=target.reason)
