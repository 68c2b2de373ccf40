"""Text as it comes in: one spelling of the same words, and short quotations for faults."""

import re
import unicodedata
from typing import Any

_SPELLING = str.maketrans(
    {
        # Eth and African D look like the Vietnamese letter and are typed for it.
        "\u00d0": "\u0110",
        "\u0189": "\u0110",
        "\u00f0": "\u0111",
        "\u0256": "\u0111",
        "\u00a0": " ",
        "\u202f": " ",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
    }
)
_ODD = re.compile(f"[{''.join(map(chr, _SPELLING))}]")
_QUOTED = 60

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters no text may hold: controls, halves of a pair, and what XML cannot carry."""


def clean(text: str) -> str:
    """The text in NFC, with one spelling of the letter d-with-stroke, spaces and line ends.

    Zero-width characters and outer spaces go; what stands inside stays.
    """
    if not text.isascii():
        if _ODD.search(text):  # translate is slow, and hardly a text needs it
            text = text.translate(_SPELLING)
        text = unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


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
