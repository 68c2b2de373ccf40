"""Everything kept is held against itself: whatever is tampered with is found and named."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.verify import Verified, verify
from errors import Fault
from store import bonds, journal
from tests import vault
from tests.archive import copied, filled, harm
from tests.desk import Desk, sent
from tests.office import quiet, send, store, work

FIRST = "submission W111 ward-report@1 2025"
SECOND = "submission W112 ward-report@1 2025"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return filled(tmp_path_factory.mktemp("archive"))


def looked(desk: Desk) -> Verified:
    found = verify(work(desk), quiet)
    work(desk).store().close()
    return found


def named(faults: Sequence[Fault]) -> list[tuple[str, str]]:
    return [(fault.code, fault.where) for fault in faults]


def test_what_nobody_touched_is_sound(whole: Desk) -> None:
    found = looked(whole)
    assert named(found.faults) == []
    assert found.acts == vault.value(store(whole), "SELECT count(*) FROM act") > 8
    assert (found.submissions, found.files) == (6, 2)
    number, hash_ = vault.rows(
        store(whole), "SELECT number, hash FROM act ORDER BY number DESC LIMIT 1"
    )[0]
    assert found.head == (number, hash_)


ACTS = {
    "an actor": ("UPDATE act SET actor = 'nobody' WHERE number = 4", "act_changed", "act 4"),
    "the details": ("UPDATE act SET details = '[]' WHERE number = 2", "act_changed", "act 2"),
    "the subject": ("UPDATE act SET subject = 'x' WHERE number = 5", "act_changed", "act 5"),
    "the time": (
        "UPDATE act SET at = '2020-01-01 00:00:00.000000' WHERE number = 3",
        "act_changed",
        "act 3",
    ),
    "a time that is none": ("UPDATE act SET at = 'soon' WHERE number = 3", "act_changed", "act 3"),
    "bytes for a word": (
        "UPDATE act SET actor = x'ff00fe' WHERE number = 3",
        "act_changed",
        "act 3",
    ),
    "a hash": (
        "UPDATE act SET hash = upper(hash) WHERE number = 6",
        "act_respelled",
        "act 6",
    ),
    "a removed act": ("DELETE FROM act WHERE number = 4", "act_missing", "act 4"),
    "the last act removed": (
        "DELETE FROM act WHERE number = (SELECT max(number) FROM act)",
        "tail_missing",
        "act 12",
    ),
    "an act at the end": (
        "INSERT INTO act (at, actor, verb, subject, details, number, hash) "
        "SELECT at, 'nobody', verb, subject, details, number + 1, hash FROM act "
        "WHERE number = (SELECT max(number) FROM act)",
        "act_beyond",
        "act 13",
    ),
    "no newest act": (
        "DELETE FROM meta WHERE name = 'journal_head'",
        "head_missing",
        "act 12",
    ),
    "a newest act that is a word": (
        "UPDATE meta SET value = 'the last' WHERE name = 'journal_head'",
        "head_missing",
        "act 12",
    ),
}


@pytest.mark.parametrize("what", ACTS)
def test_an_act_that_was_tampered_with_is_named(whole: Desk, tmp_path: Path, what: str) -> None:
    statement, code, where = ACTS[what]
    desk = copied(whole, tmp_path)
    harm(desk, statement)
    assert (code, where) in named(looked(desk).faults)


def test_acts_that_changed_numbers_are_named(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    swap = "UPDATE act SET number = {} WHERE number = {}"
    harm(desk, *(swap.format(*pair) for pair in ((-1, 3), (3, 9), (9, -1))))
    found = [(f.where, f.sent, f.allowed) for f in looked(desk).faults if f.code == "act_moved"]
    assert found == [("act 3", "3", "9"), ("act 9", "9", "3")]


def test_an_act_slipped_in_is_named(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    harm(
        desk,
        "UPDATE act SET number = -number - 1 WHERE number >= 5",
        "UPDATE act SET number = -number WHERE number < 0",
        "INSERT INTO act (at, actor, verb, subject, details, number, hash) "
        "SELECT at, 'nobody', verb, subject, details, 5, hash FROM act WHERE number = 4",
    )
    found = named(looked(desk).faults)
    assert ("act_inserted", "act 5") in found
    assert ("act_moved", "act 6-13") in found


FORGED = (
    "UPDATE submission SET payload = CAST(replace(CAST(payload AS TEXT), '\"2\"', '\"3\"') AS BLOB)"
    " WHERE revision = 1 AND assignment_id = "
)
OF_W112 = "(SELECT a.id FROM assignment a JOIN unit u ON u.id = a.unit_id WHERE u.code = 'W112')"
ROWS = {
    "a figure": (FORGED + OF_W112, "payload_changed", f"{SECOND} #1"),
    "its hash": (
        f"UPDATE submission SET digest = replace(digest, 'a', 'b') WHERE assignment_id = {OF_W112}",
        "payload_changed",
        f"{SECOND} #1",
    ),
    "the packed figures": (
        "UPDATE submission SET packed = x'01' || substr(packed, 2) "
        f"WHERE assignment_id = {OF_W112}",
        "packed_differs",
        f"{SECOND} #1",
    ),
    "packed figures that are text": (
        f"UPDATE submission SET packed = 'figures' WHERE assignment_id = {OF_W112}",
        "packed_differs",
        f"{SECOND} #1",
    ),
    "the words": (
        f"UPDATE submission SET texts = '{{}}' WHERE assignment_id = {OF_W112}",
        "texts_differ",
        f"{SECOND} #1",
    ),
    "the sender": (
        "UPDATE submission SET sender = 'nobody' WHERE sender = 'Lan' AND revision = 2",
        "revision_changed",
        f"{FIRST} #2",
    ),
    "on whose behalf": (
        f"UPDATE submission SET on_behalf_of = 'D11' WHERE assignment_id = {OF_W112}",
        "revision_changed",
        f"{SECOND} #1",
    ),
    "the time it came": (
        "UPDATE submission SET received_at = '2025-11-30 00:00:00.000000' "
        f"WHERE assignment_id = {OF_W112}",
        "revision_unbound",
        f"{SECOND} #1",
    ),
    "a revision removed": (
        "DELETE FROM submission WHERE sender = 'Lan' AND revision = 2",
        "revision_missing",
        f"{FIRST} #3",
    ),
    "a pointer": (
        "UPDATE assignment SET latest_id = 1 WHERE latest_id = (SELECT max(id) FROM submission)",
        "pointer_wrong",
        "assignment W111 ward-report@1 2025",
    ),
    "what was approved": (
        "UPDATE review SET digest = replace(digest, '1', '2')",
        "review_strayed",
        "review W112 ward-report@1 2025 /1",
    ),
    "an approval taken away": (
        "DELETE FROM review",
        "approval_unfounded",
        "assignment W112 ward-report@1 2025",
    ),
    "an approval nobody gave": (
        "UPDATE assignment SET state = 'approved' WHERE state = 'submitted'",
        "approval_unfounded",
        "assignment W111 ward-report@1 2025",
    ),
    "a review removed before others": (
        "UPDATE review SET turn = 2",
        "review_missing",
        "review W112 ward-report@1 2025",
    ),
}


@pytest.mark.parametrize("what", ROWS)
def test_what_units_sent_and_was_tampered_with_is_named(
    whole: Desk, tmp_path: Path, what: str
) -> None:
    statement, code, where = ROWS[what]
    desk = copied(whole, tmp_path)
    harm(desk, statement)
    assert (code, where) in named(looked(desk).faults)


def test_a_revision_forged_with_its_hash_and_figures_is_still_found(
    whole: Desk, tmp_path: Path
) -> None:
    """The newest revision removed without a trace: numbers, pointers and hashes all fit."""
    desk = copied(whole, tmp_path)
    harm(
        desk,
        "UPDATE assignment SET latest_id = (SELECT id FROM submission WHERE revision = 2) "
        "WHERE latest_id = (SELECT max(id) FROM submission)",
        "DELETE FROM submission WHERE revision = 3",
    )
    found = looked(desk).faults
    assert [fault.code for fault in found] == ["database_damaged", "revision_gone"] or [
        fault.code for fault in found
    ] == ["revision_gone"]
    acts = vault.value(
        store(desk), "SELECT max(number) FROM act WHERE verb = 'collect' AND details LIKE '%bound%'"
    )
    assert found[-1].where == f"act {acts}"


def test_acts_from_before_they_named_what_they_took_in_accuse_nobody(
    whole: Desk, tmp_path: Path
) -> None:
    desk = copied(whole, tmp_path)
    harm(desk, "UPDATE act SET details = '{\"accepted\": 1}' WHERE verb = 'collect'")
    assert {fault.code for fault in looked(desk).faults} == {"act_changed"}


@pytest.mark.parametrize("name", ["scan.pdf", "letter.txt"])
@pytest.mark.parametrize("how", ["gone", "changed", "a folder"])
def test_a_kept_file_that_is_gone_or_changed_is_named(
    whole: Desk, tmp_path: Path, name: str, how: str
) -> None:
    desk = copied(whole, tmp_path)
    digest = vault.value(
        store(desk),
        "SELECT digest FROM (SELECT name, digest FROM paper UNION SELECT name, digest "
        "FROM attachment) WHERE name = ?",
        name,
    )
    path = desk.workspace / "attachments" / digest[:2] / digest
    if how == "changed":
        path.write_bytes(path.read_bytes() + b".")
    else:
        path.unlink()
    if how == "a folder":
        path.mkdir()
    (fault,) = looked(desk).faults
    codes = {"gone": "kept_file_gone", "changed": "kept_file_changed"}
    assert fault.code == codes.get(how, "kept_file_unreadable")
    assert fault.where.startswith(f"file {name} (")


def test_a_file_of_broken_pages_is_said_to_be_broken(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    with closing(sqlite3.connect(store(desk))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_assignment_unit'"
        ).fetchone()[0]
    data = bytearray(store(desk).read_bytes())
    data[(root - 1) * page + 8 : (root - 1) * page + 60] = bytes(52)
    store(desk).write_bytes(data)
    outcome = desk.run("verify")
    assert outcome.code == 1
    assert "[database_damaged]" in outcome.err or "[database_unreachable]" in outcome.err
    assert "[internal]" not in outcome.err


def test_the_command_says_it_in_both_languages_and_as_data(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    assert desk.done("verify").out.count("\n") == 2
    harm(desk, "UPDATE act SET actor = 'nobody' WHERE number = 4")
    outcome = desk.run("verify")
    assert outcome.code == 1
    assert "việc số 4: [act_changed] Nội dung việc này" in outcome.err
    assert "act 4: [act_changed] What this act says" in outcome.err
    data = desk.run("--json", "verify").data()
    assert data["sound"] is False
    assert [(one["code"], one["where"]) for one in data["faults"]] == [("act_changed", "act 4")]
    assert desk.run("verify", "--content", "x").code == 2


def test_bonds_of_another_shape_are_no_bonds() -> None:
    for details in ("", "[]", "{}", '{"bound": 3}', '{"bound": "?"}', "null"):
        assert bonds.read(details) is None


TABLES = {
    "act": ("actor", "verb", "subject", "details", "hash", "at"),
    "submission": ("digest", "payload", "packed", "texts", "sender", "source", "received_at"),
}


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_cell_written_over_is_found(
    whole: Desk, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    desk = copied(whole, tmp_path_factory.mktemp("cell"))
    table = data.draw(st.sampled_from(sorted(TABLES)))
    column = data.draw(st.sampled_from(TABLES[table]))
    rows = vault.rows(store(desk), f"SELECT id, {column} FROM {table}")
    row, before = data.draw(st.sampled_from(rows))
    value = data.draw(st.one_of(st.text("abc01 ", max_size=4), st.binary(max_size=4)))
    with closing(sqlite3.connect(store(desk))) as connection:
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, row))
        connection.commit()
    assert bool(looked(desk).faults) is (_bytes(before) != _bytes(value))


def _bytes(value: object) -> bytes | None:
    """What stands in a cell, whichever type it was given."""
    return value.encode() if isinstance(value, str) else value if isinstance(value, bytes) else None


def head_of(desk: Desk) -> str:
    journal = desk.run("--json", "verify").data()["journal"]
    return f"{journal['number']}:{journal['hash']}"


def rewritten(desk: Desk, first: int) -> None:
    """The journal from an act on with another actor, every hash and the head made anew."""
    with closing(sqlite3.connect(store(desk))) as connection:
        acts = connection.execute(
            "SELECT number, at, actor, verb, subject, details, hash FROM act ORDER BY number"
        ).fetchall()
        before = journal.START
        for number, at, actor, *words, hash_ in acts:
            before, link = hash_, (before, number, datetime.fromisoformat(at).replace(tzinfo=UTC))
            if number >= first:
                who = "nobody" if number == first else actor
                before = journal.link(*link, who, *words)
                change = "UPDATE act SET actor = ?, hash = ? WHERE number = ?"
                connection.execute(change, (who, before, number))
        head = f"{acts[-1][0]} {before}"
        connection.execute("UPDATE meta SET value = ? WHERE name = 'journal_head'", (head,))
        connection.commit()


def test_a_journal_rewritten_with_every_hash_is_betrayed_by_a_noted_head_only(
    whole: Desk, tmp_path: Path
) -> None:
    desk = copied(whole, tmp_path)
    noted = head_of(desk)
    rewritten(desk, 9)
    desk.done("verify")
    outcome = desk.run("verify", "--head", noted)
    assert outcome.code == 1
    assert "việc số 12: [head_rewritten] Nhật ký đã bị viết lại" in outcome.err
    assert "[head_unknown]" in desk.run("verify", "--head", noted.partition(":")[2]).err


def test_a_noted_head_proves_what_came_before_it(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    noted = head_of(desk)
    _number, hash_ = noted.split(":")
    send(desk, sent("W211", 1, 2))
    for said in (noted, noted.replace(":", " ").upper(), hash_, hash_[:16]):
        outcome = desk.done("verify", "--head", said)
        assert "việc số 12 (" in outcome.out
    data = desk.run("--json", "verify", "--head", noted).data()
    assert [(one["number"], one["hash"]) for one in data["held"]] == [(12, hash_)]
    assert "verify --head 13:" in desk.done("verify").err


def test_a_noted_head_proves_nothing_where_the_chain_before_it_is_broken(
    whole: Desk, tmp_path: Path
) -> None:
    desk = copied(whole, tmp_path)
    noted = head_of(desk)
    harm(desk, "UPDATE act SET actor = 'nobody' WHERE number = 4")
    data = desk.run("--json", "verify", "--head", noted).data()
    assert (data["sound"], data["held"]) == (False, [])


def test_the_newest_act_taken_away_together_with_what_the_store_says_of_it(
    whole: Desk, tmp_path: Path
) -> None:
    desk = copied(whole, tmp_path)
    noted = head_of(desk)
    harm(
        desk,
        "DELETE FROM act WHERE number = 12",
        "UPDATE meta SET value = (SELECT number || ' ' || hash FROM act WHERE number = 11) "
        "WHERE name = 'journal_head'",
    )
    assert "việc số 12: [head_unknown]" in desk.run("verify", "--head", noted).err


@pytest.mark.parametrize("said", ["zz", "12", "12:abc", "x:0123456789abcdef", ""])
def test_what_is_no_head_is_refused_before_anything_is_read(whole: Desk, said: str) -> None:
    outcome = whole.run("verify", "--head", said)
    assert (outcome.code, "[head_unfit]" in outcome.err) == (2, True)
