"""The token that shows a form was ours: it follows from the session, and looks new each time.

Masked, so that a compressed page in which it stands tells nothing of it (BREACH).
"""

import secrets

from engine import tokens

FIELD = "csrf"
HEADER = "x-csrf-token"
_HALF = 64


def token(session: str) -> str:
    """A token for a form: a mask, and under it what follows from the session's own token."""
    mask = secrets.token_hex(_HALF // 2)
    return mask + _under(mask, tokens.companion(session, "capbac csrf"))


def fits(session: str, sent: str) -> bool:
    """Whether a token was made for this session."""
    if not session or len(sent) != 2 * _HALF or not _is_hex(sent):
        return False
    return tokens.same(_under(sent[:_HALF], sent[_HALF:]), tokens.companion(session, "capbac csrf"))


def _is_hex(text: str) -> bool:
    return all(sign in "0123456789abcdef" for sign in text)


def _under(mask: str, text: str) -> str:
    return f"{int(mask, 16) ^ int(text, 16):0{_HALF}x}"
