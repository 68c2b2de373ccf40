"""Text as it comes in from a unit: one spelling of the same words, and what no text may hold."""

import re
import unicodedata

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
_LETTERS = tuple(sign for sign in map(chr, _SPELLING) if sign.isprintable())

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters no text may hold: controls, halves of a pair, and what XML cannot carry."""


def clean(text: str) -> str:
    """The text in NFC, with one spelling of the letter d-with-stroke, spaces and line ends.

    Zero-width characters and outer spaces go; what stands inside stays.
    """
    if not text.isascii():
        # Translating is slow, and hardly a text needs it: what cannot be printed, or these letters.
        if not text.isprintable() or any(map(text.__contains__, _LETTERS)):
            text = text.translate(_SPELLING)
        text = unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()
