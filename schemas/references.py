"""Holds a form's references to its own ``$defs``: nothing is ever fetched, nothing loops."""

from collections.abc import Iterator

from errors import Fault
from schemas.walking import Schema, dotted, pointer, subschemas, target

_LARGEST = 20_000
"""Subschemas a form may unfold to, so that references of references cannot explode."""


def reference_faults(root: Schema) -> tuple[Fault, ...]:
    """Remote, unknown and looping references, and forms that unfold beyond reason."""
    faults = list(_each(root))
    if not faults:
        faults += _unfold(root)
    return tuple(faults)


def _each(root: Schema) -> Iterator[Fault]:
    # Only a place that was checked as a schema may be used as one.
    known = {"#" + pointer(place) for place, _ in subschemas(root)}
    for place, schema in subschemas(root):
        if not isinstance(schema, dict) or "$ref" not in schema:
            continue
        reference = schema["$ref"]
        if not isinstance(reference, str):
            continue  # the dialect says so already
        code = None
        if not reference.startswith("#"):
            code = "remote_reference"
        elif reference not in known or target(root, reference) is None:
            code = "reference_unknown"
        if code:
            yield Fault(code, dotted(place), where=pointer(place), sent=reference)


class _TooLarge(Exception):
    """The form unfolds beyond reason."""


class _Loop(Exception):
    """A reference leads back to itself."""


def _unfold(root: Schema) -> list[Fault]:
    sizes: dict[str, int] = {}
    current: list[str] = []

    def size(schema: object) -> int:
        total = 0
        for _, inner in subschemas(schema):
            total += 1
            if isinstance(inner, dict) and isinstance(inner.get("$ref"), str):
                total += behind(inner["$ref"])
            if total > _LARGEST:
                raise _TooLarge
        return total

    def behind(reference: str) -> int:
        if reference in current:
            raise _Loop(reference)
        if reference not in sizes:
            current.append(reference)
            sizes[reference] = size(target(root, reference))
            current.pop()
        return sizes[reference]

    try:
        size(root)
    except _Loop as loop:
        return [Fault("reference_loop", sent=str(loop))]
    except _TooLarge:
        return [Fault("form_too_large", allowed=str(_LARGEST))]
    return []
