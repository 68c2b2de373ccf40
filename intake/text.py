"""Text of what was sent, as faults quote it, and every text of a document in its one spelling."""

from typing import Any

from schemas.text import FORBIDDEN, clean

_QUOTED = 60


def clean_tree(tree: dict[str, Any] | list[Any]) -> None:
    """Clean every string inside, in place; keys stay as they are."""
    holder: Any = tree
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        kind = type(value)
        if kind is str:
            holder[key] = clean(value)  # a key that is there: the size stays, the loop goes on
        elif kind is dict or kind is list:
            clean_tree(value)


def quoted(sent: object) -> str:
    """What was sent, short enough and safe enough to stand in a sentence."""
    text = sent if isinstance(sent, str) else str(sent)
    text = FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text[: 2 * _QUOTED])
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "\u2026"
