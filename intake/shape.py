"""From a JSON object to a submission: its members, their types, and the form it answers."""

import difflib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from errors import Fault
from intake.sent import RAW_KEPT, Sent
from intake.text import clean_tree, quoted
from schemas.text import FORBIDDEN, clean

REQUIRED = ("unit", "form", "period", "values")
WORDS = ("unit", "form", "period", "key", "by", "plan", "unit_on", "on_behalf_of")
_WORDS = frozenset(WORDS)
MEMBERS = frozenset((*WORDS, "values", "marks", "reasons", "attachments"))
WORD_LIMIT = 200
REASON_LIMIT = 1_000
ATTACHMENT_LIMIT = 100

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KNOWN = ", ".join((*REQUIRED, "marks", "reasons", *WORDS[3:], "attachments"))


def sent_of(tree: object, where: str, raw: bytes, form: str | None = None) -> Sent:
    """The submission an already loaded document states; ``form`` stands in where it names none.

    The texts among the values stay as they were sent.
    """
    raw = raw[:RAW_KEPT]
    if not isinstance(tree, dict):
        fault = Fault("not_an_object", where=where, sent=quoted(tree), allowed="{ }")
        return Sent(where, raw, faults=(fault,))
    faults: list[Fault] = []
    if not tree.keys() <= MEMBERS:
        faults += (unknown(name, MEMBERS, where) for name in tree if name not in MEMBERS)
    words: dict[str, str | None] = dict.fromkeys(WORDS)
    for name in tree:
        if name in _WORDS:
            words[name] = _word(tree, name, where, faults)
    words["form"] = form_meant(words["form"], form, where, faults)
    if words["form"] is None and not any(fault.path == "form" for fault in faults):
        faults.append(Fault("form_not_named", "form", where, allowed="form"))
    values = _values(tree, where, faults)
    return Sent(
        where,
        raw,
        values=values,
        marks=_marks(tree, where, faults),
        reasons=_reasons(tree, where, faults),
        attachments=_attachments(tree, where, faults),
        **settled(words, where, faults),
        faults=tuple(faults),
    )


def unknown(name: str, known: frozenset[str], where: str) -> Fault:
    """A member nobody knows, with the one that was probably meant, or all there are."""
    close = difflib.get_close_matches(name, sorted(known), 1)
    allowed = close[0] if close else _KNOWN
    return Fault("unknown_member", quoted(name), where, quoted(name), allowed)


def form_meant(own: str | None, given: str | None, where: str, faults: list[Fault]) -> str | None:
    """The form of a submission that names ``own`` in a collection for ``given``.

    ``census`` and ``census@2`` agree: the one with the version is meant.
    """
    if own is None or given is None or own == given:
        return own or given
    name, _, version = own.partition("@")
    given_name, _, given_version = given.partition("@")
    if name != given_name or (version and given_version):
        faults.append(Fault("form_conflict", "form", where, quoted(own), quoted(given)))
    return own if version else given


def settled(words: dict[str, str | None], where: str, faults: list[Fault]) -> dict[str, Any]:
    """The words as a submission holds them, with a fault where one is missing or no day."""
    for name in ("unit", "period"):
        if words[name] is None and not any(fault.path == name for fault in faults):
            faults.append(Fault("member_missing", name, where, allowed=name))
    day = words["unit_on"]
    if day is not None and not _is_day(day):
        faults.append(Fault("day_unreadable", "unit_on", where, quoted(day), "2025-07-01"))
        return {**words, "unit_on": None}
    return words


def word(
    text: str, name: str, where: str, faults: list[Fault], limit: int = WORD_LIMIT
) -> str | None:
    """A short single-line text, cleaned; None with a fault where it is not one."""
    text = clean(text)
    plain = text.isprintable() or not ("\n" in text or FORBIDDEN.search(text))
    if text and plain and len(text) <= limit:
        return text
    allowed = str(limit)
    faults.append(Fault("member_not_a_word", name, where, quoted(text), allowed))
    return None


def _word(tree: Mapping[str, object], name: str, where: str, faults: list[Fault]) -> str | None:
    sent = tree.get(name)
    if sent is None:
        return None
    if isinstance(sent, str):
        return word(sent, name, where, faults)
    faults.append(Fault("member_not_text", name, where, quoted(sent), f'"{quoted(sent)}"'))
    return None


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _values(tree: Mapping[str, object], where: str, faults: list[Fault]) -> dict[str, object]:
    values = tree.get("values")
    if isinstance(values, dict):
        return values
    if values is None:
        faults.append(Fault("member_missing", "values", where, allowed="values"))
    else:
        faults.append(Fault("member_not_object", "values", where, quoted(values), "{ }"))
    return {}


def _marks(tree: Mapping[str, object], where: str, faults: list[Fault]) -> dict[str, str]:
    marks = tree.get("marks")
    if marks is None:
        return {}
    if not isinstance(marks, dict):
        faults.append(Fault("member_not_object", "marks", where, quoted(marks), "{ }"))
        return {}
    kept = {path: clean(mark) for path, mark in marks.items() if isinstance(mark, str)}
    for path in marks.keys() - kept.keys():
        name = f"marks.{quoted(path)}"
        sent = quoted(marks[path])
        faults.append(Fault("member_not_text", name, where, sent, '"not_available"'))
    return kept


def _reasons(tree: Mapping[str, object], where: str, faults: list[Fault]) -> dict[str, str]:
    """Why unusual figures are right, by dotted path: one line of text each."""
    sent = tree.get("reasons")
    if sent is None:
        return {}
    if not isinstance(sent, dict):
        faults.append(Fault("member_not_object", "reasons", where, quoted(sent), "{ }"))
        return {}
    kept: dict[str, str] = {}
    for path, text in sent.items():
        name = f"reasons.{quoted(path)}"
        if not isinstance(text, str):
            faults.append(Fault("member_not_text", name, where, quoted(text), f'"{quoted(text)}"'))
        elif reason := word(text, name, where, faults, REASON_LIMIT):
            kept[path] = reason
    return kept


def _attachments(tree: Mapping[str, object], where: str, faults: list[Fault]) -> tuple[object, ...]:
    sent = tree.get("attachments")
    if sent is None:
        return ()
    if (
        isinstance(sent, list)
        and len(sent) <= ATTACHMENT_LIMIT
        and all(isinstance(one, str | dict) for one in sent)
    ):
        clean_tree(sent)
        return tuple(sent)
    allowed = str(ATTACHMENT_LIMIT)
    faults.append(Fault("attachments_unreadable", "attachments", where, quoted(sent), allowed))
    return ()
