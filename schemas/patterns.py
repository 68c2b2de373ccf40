r"""Which regular expressions a form may use, and how they match.

A ``pattern`` matches anywhere in the text unless it begins with ``^`` and ends with ``$``;
``$`` is the very end (not before a last newline); ``\d`` and ``\w`` mean ASCII only: so says
ECMA-262, which JSON Schema follows. Python's ``re`` differs in all three and can be made to
hang, so both validators match with one linear-time engine, that of jsonschema-rs.
"""

import re
from functools import lru_cache

import jsonschema_rs

_LONGEST = 500
_QUANTIFIER = re.compile(r"[*+?]|\{(\d+)(,?)(\d*)\}")
_MOST_REPEATS = 1_000


@lru_cache(maxsize=512)
def _engine(pattern: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(
        {"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions(), offline=True
    )


def matches(pattern: str, text: str) -> bool:
    """Whether the text matches, as the fast gate would say."""
    return _engine(pattern).is_valid(text)


def objection(pattern: str) -> str | None:
    """The fault code of a pattern that may not be used, or None.

    ``pattern_dangerous``: a repeat inside a repeat, huge repeats, or overlong.
    ``pattern_invalid``: not a pattern, or one with look-around or back-references.
    """
    if len(pattern) > _LONGEST:
        return "pattern_dangerous"
    try:
        _engine(pattern)
        re.compile(pattern)
    except (ValueError, re.error, RecursionError):
        return "pattern_invalid"
    return "pattern_dangerous" if _nested_repeat(pattern) else None


def _nested_repeat(pattern: str) -> bool:
    """Whether a repeated group holds a repeat or an alternative, or a count is huge."""
    bare = re.sub(r"\[\^?\]?(?:\\.|[^\]\\])*\]", "a", re.sub(r"\\[^\[\]]", "a", pattern))
    open_groups: list[bool] = []
    inside = False
    at = 0
    while at < len(bare):
        sign = bare[at]
        found = _QUANTIFIER.match(bare, at)
        if sign == "(":
            open_groups.append(inside)
            inside = False
            at += 3 if bare.startswith("(?:", at) else 1
            continue
        if sign == ")":
            after = _QUANTIFIER.match(bare, at + 1)
            if inside and after is not None and after[0] != "?":
                return True
            inside = (open_groups.pop() if open_groups else False) or inside
        elif sign == "|":
            inside = inside or bool(open_groups)
        elif found is not None:
            if max(int(found[1] or 0), int(found[3] or 0)) > _MOST_REPEATS:
                return True
            inside = inside or found[0] != "?"
            at = found.end()
            continue
        at += 1
    return False
