"""One kept revision against itself: its content, its hash, and its figures packed beside it."""

import hashlib
import json
import struct
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from errors import Fault
from reporting.submission import pack
from schemas.content import Content, Value
from schemas.form import Form
from store.verifying import Kept

UNREADABLE = (
    ArithmeticError,
    AttributeError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
"""What may come of reading a payload that is not what was once written."""


def content_of(document: dict[str, Any], form: Form) -> Content:
    """The content a canonical payload states. Raises ValueError where it states none."""
    values: dict[str, Value] = {}
    for path, value in document["values"].items():
        measure = form.by_path.get(path)
        if measure is not None and measure.kind in ("integer", "number"):
            # What has no decimals is kept as a whole number, whatever its kind.
            whole = measure.kind == "integer" or not measure.decimals
            values[path] = int(value) if whole else Decimal(value)
        else:
            values[path] = value
    return Content(values, document["marks"])


def revision_faults(kept: Kept, form: Form | None) -> Iterator[Fault]:
    """What of a revision does not fit the rest of it; without its form only the content's hash."""
    name = f"submission {kept.name}"
    found = hashlib.sha256(kept.payload).hexdigest()
    if found != kept.digest:
        yield Fault("payload_changed", "", name, sent=found, allowed=kept.digest)
        return
    if form is None:
        return
    try:
        document = json.loads(kept.payload)
        stated = " ".join(str(document[part]) for part in ("unit", "valid_from", "form", "period"))
        content = content_of(document, form)
        packed = pack(form, content)
    except UNREADABLE:
        yield Fault("payload_unreadable", "", name, sent=kept.form)
        return
    owed = f"{kept.unit} {kept.valid_from} {kept.form} {kept.period}"
    if stated != owed:
        yield Fault("payload_misplaced", "", name, sent=stated, allowed=owed)
    elif packed != kept.packed:
        yield Fault("packed_differs", "", name)
    texts = {m.path: content.values[m.path] for m in form.texts if m.path in content.values}
    if _loaded(kept.texts) != (texts or None):
        yield Fault("texts_differ", "", name)


def _loaded(texts: str | None) -> object:
    if texts is None:
        return None
    try:
        return json.loads(texts) or "-"
    except ValueError:
        return "-"
