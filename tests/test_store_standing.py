"""What stands beside what was sent, on both databases: papers, revisions, offers, counts."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from engine.forms import find, of_row
from engine.offered import offered
from engine.papers import add
from engine.revisions import compared, history
from engine.status import Scope, status
from engine.whose import Whose
from store import assignments
from tests.courts import Court, courts
from tests.office import NOW
from tests.scans import PDF, PNG

pytestmark = pytest.mark.slow
WHOSE = Whose("W111", "ward-report", "2025")


@pytest.fixture(params=["sqlite", "postgresql"])
def court(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Court]:
    yield from courts(request.param, tmp_path)


def test_what_is_kept_beside_a_revision_comes_back(court: Court) -> None:
    for name, data in (("a.pdf", PDF), ("b.png", PNG)):
        (court.folder / name).write_bytes(data)
    entered = court.send("W111", 1, 4, on_behalf_of="D11", attachments=["a.pdf"])
    assert [one.entered_by for one in entered.receipts] == ["D11"]
    own = court.send("W111", 1, 4, NOW + timedelta(days=1), "own")
    assert own.accepted == 1
    refused = court.send("W111", 2, 4, name="over", on_behalf_of="D11")
    assert [fault.code for one in refused.refused for fault in one.faults] == ["behalf_not_silent"]
    added = add(court.work, WHOSE, [court.folder / "b.png", court.folder / "a.pdf"], NOW)
    assert (added.revision, len(added.fresh), len(added.known)) == (2, 2, 0)
    assert len(add(court.work, WHOSE, [court.folder / "a.pdf"], NOW).known) == 1
    kept = history(court.work, WHOSE).revisions
    assert [[scan.name for scan in one.papers] for one in kept] == [["a.pdf"], ["b.png", "a.pdf"]]
    assert [one.entered_by for one in kept] == ["D11", ""]
    court.send("W111", 3, 4, NOW + timedelta(days=2), "third")
    assert [one.path for one in compared(court.work, WHOSE).changed] == ["leaders.women"]


def test_who_has_sent_is_counted_alike(court: Court) -> None:
    court.send("W111", 1, 4)
    court.send("W111", 2, 4, NOW + timedelta(days=30), "late")
    court.send("W112", 2, 4, NOW + timedelta(days=30), "other")
    (found,) = status(court.work, "2025", None, NOW + timedelta(days=31), Scope(below="P1"))
    assert (found.whole.expected, found.whole.sent) == (9, 2)
    assert (found.whole.on_time, found.whole.late) == (1, 1)
    assert [(unit.code, tally.sent) for unit, tally in found.subtrees] == [
        ("D11", 2), ("D12", 0), ("T1", 0),
    ]  # fmt: skip


def test_what_was_stated_before_is_offered(court: Court) -> None:
    court.send("W111", 1, 4)
    at = court.work
    with at.store().reading() as connection:
        form = of_row(find(connection, "ward-report"))
        owed = assignments.owed(connection)
        found = offered(at, connection, owed, form, "2026")
    (one,) = [one for one in owed if one.code == "W111"]
    assert found[one.id].before == {"leaders.women": 1, "leaders.total": 4}
    assert sum(bool(offer.before) for offer in found.values()) == 1
