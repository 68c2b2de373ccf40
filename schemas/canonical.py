"""One spelling for a schema: the same numbers, the same bytes, the same digest."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_EXPONENT = 30
"""Numbers of a form beyond 10**30, or finer than 10**-30, are nobody's measure."""


class NumberOutOfRange(ValueError):
    """A number of a schema is not finite or absurdly large; the text names it."""


def number(value: float | Decimal) -> int | Decimal:
    """An exact number, whole ones as int; NumberOutOfRange for the infinite and the absurd."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite():
        raise NumberOutOfRange(str(exact))
    if not exact:
        return 0
    exponent = exact.as_tuple().exponent
    if exact.adjusted() > _EXPONENT or not isinstance(exponent, int) or exponent < -_EXPONENT:
        raise NumberOutOfRange(str(exact))
    return int(exact) if exact == exact.to_integral_value() else exact


def normal(document: object) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """A deep copy with numbers as int or Decimal, whole ones as int.

    Raises NumberOutOfRange.
    """
    if isinstance(document, Mapping):
        return {str(key): normal(value) for key, value in document.items()}
    if isinstance(document, list | tuple):
        return [normal(value) for value in document]
    if isinstance(document, float | Decimal):
        return number(document)
    return document


def plain(value: Decimal | int) -> str:
    """A number as digits without exponent and without trailing zeros."""
    text = str(value)
    if text[-1] in "123456789" and "E" not in text:  # nearly every number ends so
        return text
    text = format(value, "f") if isinstance(value, Decimal) else text
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def canonical_json(value: object, *, ordered: bool = False) -> str:
    """Canonical text of a normal document.

    Keys are sorted, except those directly under ``properties``: their order is the order of
    a form's measures, and so part of what the form says. Read back with ``parse_float=Decimal``
    the text gives the same form.
    """
    if isinstance(value, Mapping):
        keys = list(value) if ordered else sorted(value)
        inner = (
            f"{_text(key)}:{canonical_json(value[key], ordered=key == 'properties')}"
            for key in keys
        )
        return "{" + ",".join(inner) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(canonical_json(item) for item in value) + "]"
    if isinstance(value, Decimal):
        return plain(value)
    return _text(value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 in hex of the canonical text."""
    return hashlib.sha256(canonical_json(document).encode()).hexdigest()
