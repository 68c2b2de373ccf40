"""The two validators of a form: a fast gate, and jsonschema to explain what the gate refuses.

Both get the same schema, the same formats and the same pattern engine, and neither may fetch.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing.jsonschema import EMPTY_REGISTRY

from schemas.explaining import join
from schemas.formats import FORMATS, checker
from schemas.kinds import is_section
from schemas.patterns import matches
from schemas.walking import Schema, merged

Errors = Iterator[ValidationError]


def asked_schema(root: Schema, waived: frozenset[str]) -> dict[str, Any]:
    """The schema as it applies where ``waived`` paths (leaves and sections) need not be given.

    Its name is left out, so that references are looked for in the document itself.
    """
    found = _section(root, root, "", waived)
    for key in ("$id", "$schema"):
        found.pop(key, None)
    return found


def _section(root: Schema, schema: Schema, path: str, waived: frozenset[str]) -> dict[str, Any]:
    inside = {k: v for k, v in merged(root, schema).items() if not k.startswith("x-")}
    if "required" in inside:
        inside["required"] = [n for n in inside["required"] if join(path, n) not in waived]
    if "properties" in inside:
        inside["properties"] = {
            name: _section(root, child, join(path, name), waived)
            if isinstance(child, Mapping) and is_section(merged(root, child))
            else child
            for name, child in inside["properties"].items()
        }
    return inside


def needs_exact(schema: object) -> bool:
    """Whether a float next to a figure might pass where the figure itself would not.

    A figure has at most 13 digits, and so keeps its place among bounds of at most 15 (IEEE 754:
    doubles tell such decimals apart). Multiples are not decided on floats.
    """
    if isinstance(schema, Mapping):
        return "multipleOf" in schema or any(map(needs_exact, schema.values()))
    if isinstance(schema, list):
        return any(map(needs_exact, schema))
    return isinstance(schema, int | float | Decimal) and len(str(schema).strip("-")) > 16


def gate(schema: dict[str, Any]) -> jsonschema_rs.Validator:
    """The fast validator: says yes or no."""
    return jsonschema_rs.Draft202012Validator(
        schema,
        formats=dict(FORMATS),
        validate_formats=True,
        pattern_options=jsonschema_rs.RegexOptions(),
        offline=True,
    )


def explainer(schema: Mapping[str, Any]) -> Validator:
    """The slow validator: says what is wrong."""
    return _EXACT(schema, registry=EMPTY_REGISTRY, format_checker=checker())


def _pattern(_: Validator, pattern: str, instance: object, __: object) -> Errors:
    if isinstance(instance, str) and not matches(pattern, instance):
        yield ValidationError("pattern")


def _multiple_of(_: Validator, step: int | Decimal, instance: object, __: object) -> Errors:
    if isinstance(instance, bool) or not isinstance(instance, int | float | Decimal):
        return
    exact = Decimal(repr(instance)) if isinstance(instance, float) else instance
    if (Fraction(exact) / Fraction(step)).denominator != 1:
        yield ValidationError("multipleOf")


def _is_whole(_: object, instance: object) -> bool:
    if isinstance(instance, bool):
        return False
    if isinstance(instance, Decimal):
        return instance.is_finite() and instance == instance.to_integral_value()
    return isinstance(instance, int) or (isinstance(instance, float) and instance.is_integer())


_extended: Callable[..., type[Validator]] = extend  # jsonschema leaves it without types
_EXACT = _extended(
    Draft202012Validator,
    validators={"pattern": _pattern, "multipleOf": _multiple_of},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_whole),
)
