"""Turns the validator's errors into faults: a dotted path, a code, what was sent, what may be."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from jsonschema.exceptions import ValidationError

from errors import Fault
from schemas.canonical import plain

_LONGEST = 60
_MOST_BITS = 10_000
"""Python refuses to write longer whole numbers than some 4,300 digits."""

CODES: Mapping[str, str] = {
    "type": "type",
    "enum": "enum",
    "const": "const",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "format": "format",
    "minItems": "min_items",
    "maxItems": "max_items",
    "uniqueItems": "unique_items",
    "minProperties": "min_properties",
    "maxProperties": "max_properties",
    "required": "required",
    "dependentRequired": "required",
    "additionalProperties": "unknown_property",
    "unevaluatedProperties": "unknown_property",
    "anyOf": "any_of",
    "oneOf": "one_of",
    "not": "not_allowed",
    "falseSchema": "not_allowed",
}
"""One fault code for each keyword of JSON Schema that can refuse a value."""


def shortened(value: object) -> str:
    """A value as a person may read it back: JSON, plain digits, at most 60 characters."""
    if isinstance(value, bool) or value is None:
        text = json.dumps(value)
    elif isinstance(value, Decimal) and not value.is_finite():
        text = str(value)
    elif isinstance(value, int):
        text = str(value) if value.bit_length() < _MOST_BITS else "…"
    elif isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        small = value.adjusted() < _LONGEST and int(exponent) > -_LONGEST
        text = plain(value) if small else str(value)
    elif isinstance(value, str):
        text = value
    else:
        text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def limits(value: object) -> str:
    """What a keyword allows, as words: lists joined by commas."""
    if isinstance(value, list):
        return ", ".join(shortened(item) for item in value)
    if isinstance(value, Mapping):
        return ""
    return shortened(value)


_KINDS = frozenset({"integer", "number", "boolean", "string", "array", "object"})


def type_code(wanted: str) -> str:
    """The fault code of a value of the wrong type: each type has its own sentence."""
    return f"type_{wanted}" if wanted in _KINDS else "type"


def join(path: str, name: str) -> str:
    """A dotted path one step further."""
    return f"{path}.{name}" if path else name


def faults_of(error: ValidationError) -> Iterator[Fault]:
    """The faults behind one error of jsonschema; a missing property is named by its own path."""
    names = [part for part in error.absolute_path if isinstance(part, str)]
    path, keyword = ".".join(names), str(error.validator)
    code = CODES.get(keyword, "not_allowed")
    if code == "required":
        for name in _missing(error):
            yield Fault(code, join(path, name))
    elif code == "unknown_property":
        for name in _unexpected(error):
            yield Fault(code, join(path, name))
    else:
        allowed = _allowed(error)
        if code == "type":
            code = type_code(allowed)
        yield Fault(code, path, sent=_sent(error), allowed=allowed)


def _sent(error: ValidationError) -> str:
    text = shortened(error.instance)
    # Figures sent as text look right without their quotation marks, which are the mistake.
    return f'"{text}"' if error.validator == "type" and isinstance(error.instance, str) else text


def _allowed(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    if error.validator == "type":
        kinds = wanted if isinstance(wanted, list) else [wanted]
        return ", ".join(str(kind) for kind in kinds if kind != "null")
    if error.validator == "enum":
        return limits([item for item in wanted if item is not None])
    return limits(wanted)


def _missing(error: ValidationError) -> list[str]:
    wanted: Any = error.validator_value
    sent: Any = error.instance
    if isinstance(wanted, Mapping):
        names = [name for key, needs in wanted.items() if key in sent for name in needs]
    else:
        names = list(wanted)
    return [name for name in dict.fromkeys(names) if name not in sent]


def _unexpected(error: ValidationError) -> list[str]:
    schema: Any = error.schema
    sent: Any = error.instance
    known = schema.get("properties", {}) if isinstance(schema, Mapping) else {}
    return [name for name in sent if name not in known]
