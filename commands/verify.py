"""``verify [RECEIPT.json]``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Exit, Option

from commands.clock import civil_words
from commands.context import here, read_bytes
from commands.voice import give, progress, show_faults, tell, word
from errors import Problem

if TYPE_CHECKING:
    from engine.proof import Proof
    from engine.verify import Verified
    from engine.work import Work
    from errors import Fault


def verify(
    receipt: Annotated[Path | None, Argument(help="BIENNHAN.json / RECEIPT.json")] = None,
    content: Annotated[
        Path | None, Option(help="tệp đã nộp / the file that was sent: JSON, CSV, XLSX")
    ] = None,
    form: Annotated[Path | None, Option(help="tệp biểu mẫu / the form's file")] = None,
    head: Annotated[
        list[str] | None, Option(help="SO:MABAM đã ghi lần trước / NUMBER:HASH noted earlier")
    ] = None,
) -> None:
    """Kiểm tra toàn bộ kho, hoặc một biên nhận / Check everything kept, or one receipt."""
    if receipt is not None:
        if head:
            raise Problem("usage", reason="RECEIPT.json | --head")
        _receipt(receipt, content, form)
        return
    if content is not None or form is not None:
        raise Problem("content_alone")
    from engine.noted import read_head
    from engine.verify import verify as look

    noted = [read_head(one) for one in head or ()]
    with progress() as step:
        found = look(here().work(), step, noted)
    say(found)
    tell("verified_note", number=found.head[0], hash=found.head[1])


def say(found: "Verified", **more: object) -> None:
    """Say what was looked at and what does not fit; exit 1 where anything does not."""
    count = len(found.faults) + found.more
    seen = {"acts": found.acts, "submissions": found.submissions, "files": found.files}
    number, head = found.head
    lines = [
        word("verified_not", count=count, **seen) if count else word("verified", **seen),
        word("verified_head", number=number, hash=head),
    ]
    lines += [
        word("verified_held", number=n, at=civil_words(at, _work())) for n, _, at in found.held
    ]
    if found.key:
        lines.append(word("verified_key", fingerprint=found.key))
    data = {
        **more,
        "sound": not count,
        **seen,
        "journal": {"number": number, "hash": head},
        "held": [{"number": n, "hash": said, "at": at} for n, said, at in found.held],
        "key": found.key,
        "faults": [as_data(one) for one in found.faults],
        "more": found.more,
    }
    show_faults(found.faults)
    give(data, lines)
    if count:
        raise Exit(1)


def as_data(one: "Fault") -> dict[str, str]:
    """A fault as data."""
    return {
        "code": one.code,
        "where": one.where,
        "path": one.path,
        "sent": one.sent,
        "allowed": one.allowed,
    }


def _receipt(path: Path, content: Path | None, form: Path | None) -> None:
    from commands.documents import read_object
    from engine.proof import proof, read_receipt
    from engine.same_content import content_faults

    facts = read_receipt(read_bytes(path), str(path))
    document = None if form is None else read_object(form)
    work = _work()
    found = proof(facts, work)
    faults = found.faults
    whole = found.ours is not False and not any(one.code == "receipt_broken" for one in faults)
    if content is not None and whole:
        faults += content_faults(facts, content, document, work)
    _say_proof(found, faults, content, work)


def _work() -> "Work | None":
    """The store at hand; None where there is none, as on a clerk's own machine."""
    try:
        return here().work()
    except Problem as problem:
        if problem.code != "no_workspace":
            raise
        return None


def _say_proof(
    found: "Proof", faults: "tuple[Fault, ...]", content: Path | None, work: "Work | None"
) -> None:
    lines = []
    broken = any(one.code == "receipt_broken" for one in faults)
    if not broken:
        received = civil_words(found.facts["received_at"], work)
        lines += [
            word("receipt_sound", **{**found.facts, "received_at": received}),
            word("receipt_signed_by", fingerprint=found.key),
        ]
        if found.ours is None:
            lines.append(word("receipt_alone"))
    if found.ours and not found.faults:
        lines.append(word("receipt_ours"))
    if found.newest > found.facts["revision"]:
        lines.append(word("receipt_newer", newest=found.newest))
    if content is not None and not faults:
        lines.append(word("receipt_content", path=content))
    show_faults(faults)
    data = {
        "sound": not faults,
        "receipt": dict(found.facts),
        "key": found.key,
        "ours": found.ours,
        "newest": found.newest,
        "content": None if content is None else not faults,
        "faults": [as_data(one) for one in faults],
    }
    give(data, lines)
    if faults:
        raise Exit(1)
