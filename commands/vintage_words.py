"""How vintages are said: as data, and in words."""

from typing import TYPE_CHECKING

import messages
from commands.context import here

if TYPE_CHECKING:
    from store.vintages import VintageRow


def as_data(row: "VintageRow") -> dict[str, object]:
    """A vintage as data."""
    return {
        "number": row.number,
        "form": f"{row.form}@{row.version}",
        "period": row.period,
        "finality": "final" if row.final else "provisional",
        "published_at": row.at.isoformat(),
        "actor": row.actor,
        "note": row.note,
        "plan": row.plan,
        "roster_on": row.roster_on.isoformat(),
        "inputs_digest": row.inputs_digest,
        "figures_digest": row.figures_digest,
    }


def finality_word(*, final: bool) -> str:
    """Provisional or final, in words."""
    words = messages.words(here().language, "workbook")
    return words["finality_final" if final else "finality_provisional"]
