"""In which language a request is answered: by its cookie, then what a program asks for."""

import re

from portal.guard.wire import Scope, header

LANGUAGE = "capbac-lang"
"""The cookie that keeps the language."""
ZONE = "capbac-zone"
"""The cookie that keeps in which offset from UTC times are shown; without it the country's."""
OFFSETS = tuple(
    f"{'-' if half < 0 else '+'}{abs(half) // 2:02}:{abs(half) % 2 * 30:02}"
    for half in range(-24, 29)
)
_KNOWN = ("vi", "en")
_ASKED = re.compile(r"\s*([a-z]{2})(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?))?\s*")


def language_of(scope: Scope) -> str:
    """The cookie's language; in the API that of Accept-Language; else the server's own.

    Pages pass Accept-Language over: many browsers are set up in a language nobody chose.
    """
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    for one in _KNOWN:
        if f"{LANGUAGE}={one}".encode() in cookies:
            return one
    own: str = scope["app"].state.site.work.language if "app" in scope else "vi"
    if not scope["path"].startswith("/api/"):
        return own
    return _wanted(header(scope, b"accept-language")) or own


def _wanted(told: str) -> str:
    weights: dict[str, float] = {}
    for part in told[:200].lower().split(","):
        found = _ASKED.fullmatch(part)
        if found and found[1] in _KNOWN:
            weights.setdefault(found[1], float(found[2] or 1))
    best = max(weights, key=lambda one: weights[one], default="")
    return best if best and weights[best] > 0 else ""


def zone_asked(told: str) -> str:
    """An offset somebody chose for the times they are shown; empty where it is none."""
    return told if told in OFFSETS else ""
