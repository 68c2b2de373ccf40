"""What kind of measure a leaf of a form is, and the options of a choice."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from schemas.form import Kind
from schemas.rules import option_text
from schemas.walking import Schema, merged

_BY_TYPES: Mapping[frozenset[str], Kind] = {
    frozenset({"integer"}): "integer",
    frozenset({"number"}): "number",
    frozenset({"integer", "number"}): "number",
    frozenset({"boolean"}): "boolean",
}


def types_of(leaf: Schema) -> frozenset[str]:
    """The types a schema allows besides null."""
    stated = leaf.get("type", [])
    return frozenset([stated] if isinstance(stated, str) else stated) - {"null"}


def is_section(leaf: Schema) -> bool:
    """Whether a schema is an object that holds measures."""
    return "properties" in leaf or types_of(leaf) == {"object"}


def _listed(leaf: Schema) -> list[Any]:
    values = leaf["enum"] if "enum" in leaf else [leaf["const"]] if "const" in leaf else []
    return [value for value in values if value is not None]


def kind_of(root: Schema, leaf: Schema) -> Kind | None:
    """The kind of a leaf whose references are followed, or None if it is no measure."""
    types, values = types_of(leaf), _listed(leaf)
    if leaf.get("x-rollup") == "choice" and values and types <= {"string", "integer", "number"}:
        plain = all(isinstance(v, str | int | Decimal) and not isinstance(v, bool) for v in values)
        return "choice" if plain else None
    if types in _BY_TYPES:
        return _BY_TYPES[types]
    if types == {"string"}:
        return "choice" if values else "text"
    if types == {"array"}:
        items = leaf.get("items")
        texts = isinstance(items, Mapping) and types_of(merged(root, items)) == {"string"}
        return "text" if texts else None
    return None if types else _kind_of_values(leaf, values)


def _kind_of_values(leaf: Schema, values: list[Any]) -> Kind | None:
    if values and all(isinstance(value, str) for value in values):
        return "choice"
    if values and all(isinstance(value, bool) for value in values):
        return "boolean"
    if values and all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return "integer"
    if values:
        return "number" if all(isinstance(value, int | Decimal) for value in values) else None
    derived = "x-computed" in leaf or isinstance(leaf.get("x-rollup"), Mapping)
    return "number" if derived else None


def options_of(leaf: Schema) -> tuple[str, ...]:
    """The options of a choice as text, in order."""
    return tuple(dict.fromkeys(option_text(value) for value in _listed(leaf)))


def coded(leaf: Schema) -> bool:
    """Whether every option of a choice is a number."""
    return not any(isinstance(value, str) for value in _listed(leaf))
