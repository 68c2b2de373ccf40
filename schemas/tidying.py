"""One walk over what was sent: blanks out, texts cleaned, numbers bounded, every path known.

What comes out is flat and safe to hand to any validator: no figure is infinite or huge.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from errors import Fault
from schemas.explaining import join, shortened, type_code
from schemas.links import near
from schemas.shape import Leaf, Shape
from schemas.text import FORBIDDEN, clean

_MOST_DIGITS = 13
_NUMBERS = (int, Decimal, float)
Values = dict[str, Any]
_NAMES = {"choice": "string", "text": "string"}


class Tidying:
    """Collects flat values and faults of one submission.

    ``flat`` keeps the order of sending and is exact; where the tree need not be ``exact``,
    fractions stand there as the floats next to them.
    """

    def __init__(self, leaves: Mapping[str, Leaf], *, exact: bool = True) -> None:
        self.flat: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self._leaves = leaves
        self._exact = exact
        self._tree: dict[str, Any] = {}
        self._dotted = False

    def take(self, values: Mapping[str, Any], shape: Shape) -> None:
        """Takes in a whole submission, nested or, as from a table, by dotted paths."""
        if "." in next(iter(values), ""):
            self._dotted = True
            shape = {**self._leaves, **shape}
        self._walk(values, shape, "", self._tree)

    def nested(self, open_sections: set[str], *, exact: bool = False) -> dict[str, Any]:
        """The values as the form nests them; ``open_sections`` stand there even if empty.

        Unless a dotted path was among the keys, the walk has left them so already.
        """
        if self._dotted or (exact and not self._exact):
            return nested(self.flat, self._leaves, open_sections)
        for section in open_sections:
            here = self._tree
            for name in section.split(".") if section else ():
                here = here.setdefault(name, {})
        return self._tree

    def _walk(self, values: Mapping[str, Any], shape: Shape, path: str, tree: Values) -> None:
        """Takes in one section. A key may be a dotted path of its own.

        Whole numbers within bounds and yes/no, nearly all there is, are taken at sight.
        """
        flat, exact = self.flat, self._exact
        once = not self._dotted  # without dotted paths nothing can come twice
        for key, value, node in zip(values, values.values(), map(shape.get, values), strict=True):
            if type(node) is Leaf:
                known = type(value)
                if (
                    (known is int and 0 <= value <= node.limit)
                    or (known is bool and not node.derived)
                ) and (once or node.path not in flat):
                    flat[node.path] = tree[key] = value
                elif known is float and node.room and once and (plain := plainly(value, node)):
                    flat[node.path] = plain
                    tree[key] = plain if exact else value
                elif value is not None:
                    taken = self._take(node, value)
                    if taken is not None:
                        tree[key] = taken if exact or type(taken) is not Decimal else float(taken)
            elif node is None:
                self._dotted, once = True, False
                self._take_dotted(key, value, path)
            elif isinstance(node, dict):
                self._enter(key, node, value, path, tree)

    def _enter(self, key: str, shape: Shape, value: object, above: str, tree: Values) -> None:
        path = join(above, key)
        if isinstance(value, dict):
            inside: Values = {}
            self._walk(value, shape, path, inside)
            if inside:
                tree[key] = inside
        elif value is not None:
            self._fault("type_object", path, value, "object")

    def _take_dotted(self, key: str, value: object, above: str) -> None:
        path = join(above, key)
        leaf = self._leaves.get(path)
        if leaf is not None:
            if value is not None:
                self._take(leaf, value)
        elif "." in key and isinstance(value, dict) and self._leads(path):
            for name, inner in value.items():
                self._take_dotted(f"{key}.{name}", inner, above)
        else:
            known = near(path, self._leaves)
            self._fault("unknown_measure", _readable(path), value, known)

    def _leads(self, path: str) -> bool:
        return any(known.startswith(f"{path}.") for known in self._leaves)

    def _fault(self, code: str, path: str, sent: object, allowed: str = "") -> None:
        self.faults.append(Fault(code, path, sent=_readable(shortened(sent)), allowed=allowed))

    def _wrong_type(self, leaf: Leaf, sent: object) -> None:
        wanted = _NAMES.get(leaf.kind, leaf.kind)
        self._fault(type_code(wanted), leaf.path, sent, wanted)

    def _take(self, leaf: Leaf, value: object) -> object:
        """Takes in one value; what is taken of it, None if it is nothing or a fault."""
        taken: object = value
        if leaf.room and type(value) is Decimal and leaf.path not in self.flat:
            taken = plainly(value, leaf)
            if taken is not None:
                self.flat[leaf.path] = taken
                return taken
        if leaf.derived:
            self._fault("read_only", leaf.path, value)
            return None
        if isinstance(value, str):
            taken = self._text(leaf, value)
        elif isinstance(value, _NUMBERS):
            taken = value if isinstance(value, bool) else self._number(leaf, value)
        elif isinstance(value, list):
            taken = self._list(leaf, value)
        else:
            self._wrong_type(leaf, value)
            return None
        if taken is None:
            return None
        if leaf.path in self.flat:
            self._fault("given_twice", leaf.path, value)
            return None
        self.flat[leaf.path] = taken
        return taken

    def _text(self, leaf: Leaf, value: str) -> str | None:
        if not value.isprintable() and FORBIDDEN.search(value):
            self._fault("unreadable_character", leaf.path, value)
            return None
        return clean(value) or None

    def _list(self, leaf: Leaf, value: list[Any]) -> list[Any] | None:
        cleaned = []
        for item in value:
            if isinstance(item, str):
                text = self._text(leaf, item)
                cleaned += [text] if text else []
            elif item is not None:
                self._wrong_type(leaf, item)
                return None
        return cleaned or None

    def _number(self, leaf: Leaf, value: object) -> int | Decimal | None:
        exact: int | Decimal = value if isinstance(value, int | Decimal) else Decimal(repr(value))
        if isinstance(exact, Decimal) and not exact.is_finite():
            self._fault("not_finite", leaf.path, exact)
            return None
        if leaf.kind in ("boolean", "text"):
            self._wrong_type(leaf, exact)
            return None
        limit = leaf.limit if leaf.limit >= 0 else 10**12
        if _huge(exact) or not -limit <= exact <= limit:
            self._fault("too_large", leaf.path, exact, str(limit))
            return None
        return exact if isinstance(exact, int) else self._fraction(leaf, exact)

    def _fraction(self, leaf: Leaf, exact: Decimal) -> int | Decimal | None:
        if not exact:
            return 0
        sign, digits, exponent = exact.as_tuple()
        if digits[-1] and -leaf.decimals <= int(exponent) < 0:
            return exact
        significant = "".join(map(str, digits)).rstrip("0")
        power = int(exponent) + len(digits) - len(significant)
        if power >= 0:
            return int(exact)
        if leaf.kind == "integer":
            self._fault("type_integer", leaf.path, exact, "integer")
            return None
        if leaf.kind == "number" and -power > leaf.decimals:
            self._fault("too_many_decimals", leaf.path, exact, str(leaf.decimals))
            return None
        return Decimal((sign, tuple(map(int, significant)), power))


def plainly(value: object, leaf: Leaf) -> int | Decimal | None:
    """What its digits show at sight: a number that needs no care, as it is taken in.

    None where it does. ``value`` is a Decimal or a float that spells what was sent.
    """
    spelled = str(value)
    whole, _, part = spelled.partition(".")
    if len(whole) > leaf.room or not part.isdigit():
        return None
    if part[-1] != "0":
        return Decimal(spelled) if len(part) <= leaf.decimals else None
    return None if part.rstrip("0") else int(whole)


def _huge(exact: int | Decimal) -> bool:
    return isinstance(exact, Decimal) and bool(exact) and exact.adjusted() > _MOST_DIGITS


def _readable(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)


def nested(
    flat: Mapping[str, Any], leaves: Mapping[str, Leaf], open_sections: set[str]
) -> dict[str, Any]:
    """The flat values as the form nests them; ``open_sections`` stand there even if empty."""
    root: dict[str, Any] = {}
    made: dict[str, dict[str, Any]] = {"": root}

    def section_at(section: str) -> dict[str, Any]:
        found = made.get(section)
        if found is None:
            above, _, name = section.rpartition(".")
            found = made[section] = section_at(above)[name] = {}
        return found

    for path, value in flat.items():
        leaf = leaves[path]
        section = made.get(leaf.section)
        if section is None:
            section = section_at(leaf.section)
        section[leaf.name] = value
    for name in open_sections:
        section_at(name)
    return root
