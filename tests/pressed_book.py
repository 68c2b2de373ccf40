"""The small template as the real writer makes it, filled in."""

from functools import lru_cache

from reporting.template import Filling, written
from tests.filled_books import CODE, EXPECTED, FORM, MARKED, flat
from tests.template_form import frame_of


@lru_cache(maxsize=1)
def pressed() -> bytes:
    """The whole file."""
    identity = {
        "unit": "W111",
        "valid_from": "2025-01-01",
        "form": FORM.reference,
        "digest": FORM.digest,
        "period": "2025",
        "plan": "plan-1",
        "kind": "blank",
        "made": "2025-06-01",
        "layout": "1",
    }
    filling = Filling(
        unit="W111",
        name="Phường Một",
        level="ward",
        period="2025",
        code=CODE,
        identity=identity,
        given=flat(EXPECTED),
        marks=MARKED,
    )
    return written(frame_of(FORM), filling)
