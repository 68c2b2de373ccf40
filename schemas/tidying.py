"""One walk over what was sent: blanks out, texts cleaned, numbers bounded, every path known.

What comes out is flat and safe to hand to any validator: no figure is infinite or huge.
"""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from errors import Fault
from schemas.explaining import join, shortened, type_code
from schemas.links import near
from schemas.shape import Leaf, Shape

_MOST_DIGITS = 13
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = {ord(sign): None for sign in "\ufeff\u200b\u2060"} | {0xA0: " "}
_NAMES = {"choice": "string", "text": "string"}


class Tidying:
    """Collects flat values and faults of one submission.

    ``flat`` keeps the order of sending. ``untouched`` says that what was sent is already
    nested, without blanks, and needed no tidying at all.
    """

    def __init__(self, leaves: Mapping[str, Leaf]) -> None:
        self.flat: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self.untouched = True
        self._leaves = leaves

    def take(self, values: Mapping[str, Any], shape: Shape) -> None:
        """Takes in a whole submission, nested or, as from a table, by dotted paths."""
        if "." in next(iter(values), ""):
            self.untouched = False
            shape = {**self._leaves, **shape}
        self.walk(values, shape)

    def walk(self, values: Mapping[str, Any], shape: Shape, path: str = "") -> None:
        """Takes in one section. A key may be a dotted path of its own.

        Whole numbers within bounds and yes/no, nearly all there is, are taken at sight.
        """
        flat = self.flat
        for key, value in values.items():
            node = shape.get(key)
            if type(node) is Leaf:
                known = type(value)
                if (
                    (known is int and -node.limit <= value <= node.limit)
                    or (known is bool and not node.derived)
                ) and node.path not in flat:
                    flat[node.path] = value
                elif value is not None:
                    self._take(node, value)
                else:
                    self.untouched = False
            elif node is None:
                self.untouched = False
                self._take_dotted(key, value, path)
            elif isinstance(node, dict):
                self._enter(node, value, join(path, key))

    def _enter(self, shape: Shape, value: object, path: str) -> None:
        if isinstance(value, dict) and value:
            self.walk(value, shape, path)
            return
        self.untouched = False
        if value is not None and value != {}:
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

    def _take(self, leaf: Leaf, value: object) -> None:
        if leaf.derived:
            self._fault("read_only", leaf.path, value)
            return
        taken: object = value
        if isinstance(value, str):
            taken = self._text(leaf, value)
        elif isinstance(value, int | Decimal | float):
            taken = value if isinstance(value, bool) else self._number(leaf, value)
        elif isinstance(value, list):
            taken = self._list(leaf, value)
        else:
            self._wrong_type(leaf, value)
            return
        if taken is not value:
            self.untouched = False
        if taken is None:
            return
        if leaf.path in self.flat:
            self._fault("given_twice", leaf.path, value)
            return
        self.flat[leaf.path] = taken

    def _text(self, leaf: Leaf, value: str) -> str | None:
        if value.isascii() and value.isprintable():
            stripped = value.strip()
            return (value if stripped == value else stripped) or None
        if _UNREADABLE.search(value):
            self._fault("unreadable_character", leaf.path, value)
            return None
        return unicodedata.normalize("NFC", value.translate(_INVISIBLE)).strip() or None

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


def _huge(exact: int | Decimal) -> bool:
    return isinstance(exact, Decimal) and bool(exact) and exact.adjusted() > _MOST_DIGITS


def _readable(text: str) -> str:
    return _UNREADABLE.sub("\ufffd", text)


def nested(
    flat: Mapping[str, Any], leaves: Mapping[str, Leaf], open_sections: set[str]
) -> dict[str, Any]:
    """The flat values as the form nests them; ``open_sections`` stand there even if empty."""
    root: dict[str, Any] = {}
    made: dict[str, dict[str, Any]] = {"": root}

    def opened(section: str) -> dict[str, Any]:
        found = made.get(section)
        if found is None:
            above, _, name = section.rpartition(".")
            found = made[section] = opened(above)[name] = {}
        return found

    for path, value in flat.items():
        leaf = leaves[path]
        opened(leaf.section)[leaf.name] = value
    for section in open_sections:
        opened(section)
    return root
