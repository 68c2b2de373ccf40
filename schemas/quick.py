"""The quick way through a submission in which nothing is in doubt.

It gives the flat values the careful walk would give, or None: then the careful way looks anew
and finds the fault, if there is one. A stricter gate than the form's own vouches for the rest:
every path known and asked, every figure within bounds.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas.content import LIMIT
from schemas.engines import gate
from schemas.explaining import join
from schemas.shape import Leaf, Shape
from schemas.text import FORBIDDEN, clean
from schemas.tidying import plainly


@dataclass
class _Section:
    path: str
    paths: dict[str, str] = field(default_factory=dict)
    sections: dict[str, "_Section"] = field(default_factory=dict)


class Quick:
    """A form as one level is asked it, for submissions that need no care.

    ``schema`` is the form's as that level is asked it, ``closed`` the leaves it may not send.
    """

    def __init__(
        self, schema: Mapping[str, Any], shape: Shape, leaves: Mapping[str, Leaf],
        closed: Collection[str],
    ) -> None:  # fmt: skip
        self._leaves = leaves
        self._closed = closed
        self._required: set[str] = set()
        self._wanted: set[str] = set()
        self._root = _section("", shape)
        self._gate = gate(self._stricter(schema, shape, ""))

    def taken(self, values: Mapping[str, Any]) -> "Taken | None":
        """What is stated, exact and flat, in the order of sending."""
        if not self._gate.is_valid(values):
            return None
        flat: dict[str, Any] = {}
        seen = {""}
        if not _flatten(values, self._root, flat, seen) or not self._settle(flat):
            return None
        return Taken(flat, seen)

    def answered(self, taken: "Taken", marks: Mapping[str, str]) -> bool:
        """Whether nothing is missing once the marks are counted."""
        stated = taken.flat.keys()
        if not taken.sections >= self._wanted:
            return False
        if not marks:
            return self._required <= stated
        opened = {self._leaves[path].section for path in marks}
        return opened <= taken.sections and all(p in marks for p in self._required - stated)

    def _settle(self, flat: dict[str, Any]) -> bool:
        """Make every fraction exact; whether every value is one the careful walk would keep."""
        for path in [p for p, v in flat.items() if type(v) is not int and type(v) is not bool]:
            value = flat[path]
            if type(value) is float:
                leaf = self._leaves[path]
                exact = plainly(value, leaf) if leaf.room else None
                if exact is None:
                    return False
                flat[path] = exact
            elif type(value) is not str or not _settled(value):
                return False
        return True

    def _stricter(self, schema: Mapping[str, Any], shape: Shape, path: str) -> dict[str, Any]:
        children = schema.get("properties", {})
        properties: dict[str, Any] = {}
        for name, node in shape.items():
            child = children[name]
            if isinstance(node, dict):
                properties[name] = self._stricter(child, node, join(path, name))
            else:
                properties[name] = self._leaf(child, node)
        for name in schema.get("required", ()):
            wanted = self._wanted if isinstance(shape.get(name), dict) else self._required
            wanted.add(join(path, name))
        kept = {key: value for key, value in schema.items() if key != "required"}
        return kept | {"type": "object", "properties": properties, "additionalProperties": False}

    def _leaf(self, schema: object, leaf: Leaf) -> object:
        if leaf.derived or leaf.path in self._closed:
            return False
        if leaf.limit < 0 or not isinstance(schema, Mapping):
            return schema
        least = max(schema.get("minimum", -LIMIT), -leaf.limit)
        most = min(schema.get("maximum", LIMIT), leaf.limit)
        return {**schema, "minimum": least, "maximum": most}


@dataclass(frozen=True, slots=True)
class Taken:
    """Flat values, and the sections that hold any."""

    flat: dict[str, Any]
    sections: set[str]


def _section(path: str, shape: Shape) -> _Section:
    found = _Section(path)
    for name, node in shape.items():
        if isinstance(node, dict):
            found.sections[name] = _section(join(path, name), node)
        else:
            found.paths[name] = node.path
    return found


def _flatten(
    values: Mapping[str, Any], section: _Section, flat: dict[str, Any], seen: set[str]
) -> bool:
    """Whether every section within holds something, as the careful walk leaves them."""
    if not section.sections:
        flat.update(zip(map(section.paths.__getitem__, values), values.values(), strict=True))
        return True
    for name, value in values.items():
        inner = section.sections.get(name)
        if inner is None:
            flat[section.paths[name]] = value
        elif value:
            seen.add(inner.path)
            if not _flatten(value, inner, flat, seen):
                return False
        else:
            return False
    return True


def _settled(text: str) -> bool:
    """Whether a text is as the careful walk would leave it."""
    if not text or (not text.isprintable() and FORBIDDEN.search(text)):
        return False
    return clean(text) == text
