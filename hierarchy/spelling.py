"""Text as it enters: one spelling for what looks the same."""

import unicodedata

_SAME = str.maketrans(
    {
        "\u00d0": "\u0110",  # Eth and African D look like the Vietnamese letter and are not it
        "\u0189": "\u0110",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),  # seen by no one
    }
)


def clean(text: str) -> str:
    """NFC, without invisible characters, inner white space single, none at the ends.

    ``str.split`` knows the no-break and the thin spaces too. Tone marks stay where they were
    put: hòa and hoà remain two spellings, since NFC does not make them one.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_SAME)
    return " ".join(text.split())


def unprintable(text: str) -> bool:
    """Whether a control character, or the mark of a lost letter (U+FFFD), stands in the text."""
    return not text.isprintable() or "\ufffd" in text
