"""Walks a JSON Schema: every subschema with its place, and local references."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
Place = tuple[str, ...]

_MAPS = ("properties", "$defs", "dependentSchemas", "patternProperties")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLES = (
    "additionalProperties", "unevaluatedProperties", "items", "unevaluatedItems", "contains",
    "propertyNames", "not", "if", "then", "else",
)  # fmt: skip


def subschemas(schema: object, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every subschema, objects and booleans, the schema itself first."""
    yield place, schema
    if not isinstance(schema, Mapping):
        return
    for key in _MAPS:
        inner = schema.get(key)
        if isinstance(inner, Mapping):
            for name, child in inner.items():
                yield from subschemas(child, (*place, key, str(name)))
    for key in _LISTS:
        inner = schema.get(key)
        if isinstance(inner, list):
            for at, child in enumerate(inner):
                yield from subschemas(child, (*place, key, str(at)))
    for key in _SINGLES:
        if key in schema:
            yield from subschemas(schema[key], (*place, key))


def dotted(place: Place) -> str:
    """The measure's dotted path a place stands for, as far as it leads through properties."""
    names: list[str] = []
    for at in range(0, len(place) - 1, 2):
        if place[at] != "properties":
            break
        names.append(place[at + 1])
    return ".".join(names)


def pointer(place: Place) -> str:
    """A JSON pointer, for people to find the spot."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in place)


def target(root: Schema, reference: str) -> Schema | None:
    """What a local reference (``#/$defs/…``) names, or None."""
    if reference == "#":
        return root
    if not reference.startswith("#/"):
        return None
    node: object = root
    for part in reference[2:].split("/"):
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list) and name.isdecimal() and int(name) < len(node):
            node = node[int(name)]
        elif isinstance(node, Mapping) and name in node:
            node = node[name]
        else:
            return None
    return node if isinstance(node, Mapping) else None


def merged(root: Schema, schema: Schema) -> dict[str, Any]:
    """A subschema with its references followed; what stands beside a reference wins.

    Only for schemas whose references are known to resolve and not to loop.
    """
    found = dict(schema)
    while "$ref" in found:
        reference = found.pop("$ref")
        behind = target(root, str(reference))
        if behind is None:
            return found
        found = {**behind, **found}
    return found


def leaf_at(root: Schema, path: str) -> dict[str, Any]:
    """The subschema of a question by its dotted path, references followed.

    Only for paths that are there. Raises KeyError.
    """
    node = merged(root, root)
    for name in path.split("."):
        node = merged(root, node["properties"][name])
    return node
