"""Vietnamese text typed in fonts from before Unicode: its letters are signs of Western Europe.

Python has no codec for TCVN3 (ABC fonts) or VNI. A text in one of them is told by signs that no
other spelling puts beside letters; one such sign alone, as in a foreign name, is let pass.
"""

import re

_TCVN3 = re.compile(r"[§®¨©ª«¬\xad¸µ¶·¹»¾¼½](?=[a-z])|(?<=[A-Za-z])[§®¨©ª«¬\xad¸µ¶·¹»¾¼½]")
_VNI = re.compile(
    r"(?<=[aeiouyAEIOUYöôÖÔ])[ùøûõïåäëüæØÛÏÅÄËÜ]|(?<![a-zA-Z])[ñÑ](?=[a-zöôA-Z])|ö(?=[ôùøûõï])"
)
_OWN = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def legacy(text: str) -> str:
    """The code of the fault of a text in an old encoding, empty for any other."""
    if text.isascii() or _OWN.search(text):
        return ""
    for code, pattern in (("text_tcvn3", _TCVN3), ("text_vni", _VNI)):
        if len(set(pattern.findall(text))) > 1:
            return code
    return ""
