"""A folder as a channel: each message a file, for an office whose mail another program sends.

    file:///var/spool/reminders          one .txt a message
    file:///var/spool/reminders?as=eml   one .eml a message, as mail programs open it

The file is named by the message's key: sent twice, it is one file.
"""

from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from store.outbox import Letter

SCHEME = "file:"


def write(address: str, one: Letter) -> str | None:
    """Put a message into the folder of an address; what was wrong in words, or None."""
    said = urlsplit(address)
    kind = parse_qs(said.query).get("as", ["txt"])[0]
    path = Path(unquote(said.path))
    if said.netloc not in ("", "localhost") or not path.is_absolute() or kind not in _KINDS:
        return "file:///FOLDER, file:///FOLDER?as=eml"
    try:
        path.mkdir(parents=True, exist_ok=True)
        target = path / f"{_safe(one.unit)}-{one.key}.{kind}"
        fresh = target.with_suffix(".partial")
        fresh.write_bytes(_KINDS[kind](one))
        fresh.replace(target)
    except OSError as error:
        return f"{path}: {error.strerror}"
    return None


def _safe(code: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in code)


def _text(one: Letter) -> bytes:
    return f"{one.name} ({one.unit})\n{one.subject}\n\n{one.body}\n".encode()


def _mail(one: Letter) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = one.subject
    mail["Date"] = format_datetime(one.made_at)
    mail["Message-ID"] = f"<{one.key}@capbac.invalid>"
    mail["X-Capbac-Unit"] = one.unit
    mail.set_content(one.body)
    return mail.as_bytes()


_KINDS: dict[str, Callable[[Letter], bytes]] = {"txt": _text, "eml": _mail}
