"""``report PERIOD --supplement OLD NEW``: the workbook of what changed between two vintages."""

import messages
from commands.context import here
from commands.voice import give, word


def write(
    period: str,
    form: str | None,
    unit: str | None,
    numbers: tuple[int, int],
    out: str,
    *,
    published: bool,
) -> None:
    """Write the supplement of the whole, or of one unit and all below it."""
    from engine import filing
    from engine.supplement import supplement

    words = {
        **messages.words(here().language, "workbook"),
        **messages.words(here().language, "supplement"),
    }
    with filing.through(out) as folder:
        found, written = supplement(
            here().work(), period, form, unit, numbers, folder, words, published=published
        )
    path = filing.of(out).path(written.name)
    data = {
        "workbooks": 1,
        "out": str(out),
        "files": [path],
        "changes": len(found.changes),
        "causes": len(found.causes),
    }
    changes, causes = len(found.changes), len({one.unit.code for one in found.causes})
    give(data, [word("supplemented", out=path, changes=changes, causes=causes)])
