"""Scans of signed papers: with a submission or afterwards, kept by content, read nowhere else."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine import papers, shelf
from engine.collect import Collected
from tests import vault
from tests.desk import Desk, opened, sent
from tests.office import codes, send, store, work
from tests.scans import JPG, PDF, PNG, SCANS

pytestmark = pytest.mark.both

WHOSE = ("W111", "ward-report", "2025")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = opened(tmp_path)
    for name, data in SCANS.items():
        (made.folder / name).write_bytes(data)
    return made


def with_scans(desk: Desk, *entries: object, **more: Any) -> Collected:
    return send(desk, {**sent("W111", 1, 2), "attachments": list(entries), **more})


def kept(desk: Desk) -> list[str]:
    home = desk.workspace / "attachments"
    return sorted(path.name for path in home.rglob("*") if path.is_file())


def rows(desk: Desk) -> list[Any]:
    return vault.rows(
        store(desk), "SELECT submission_id, place, name, size FROM paper ORDER BY 1, 2"
    )


def test_every_kind_of_scan_goes_with_a_submission(desk: Desk) -> None:
    found = with_scans(desk, *SCANS)
    assert found.accepted == 1
    assert rows(desk) == [
        (1, place, name, len(data)) for place, (name, data) in enumerate(SCANS.items(), 1)
    ]
    assert len(kept(desk)) == len(SCANS)
    (act,) = vault.rows(store(desk), "SELECT subject, details FROM act WHERE verb = 'paper'")
    assert act[0] == "W111 ward-report 2025"
    assert all(name in act[1] for name in SCANS)


def test_the_content_of_a_submission_does_not_depend_on_its_scans(desk: Desk) -> None:
    plain = send(desk, sent("W111", 1, 2)).receipts[0].sha256
    again = with_scans(desk, "a.pdf")
    assert (again.repeated, again.receipts[0].sha256) == (1, plain)
    # Sent before, and now with its paper: the paper goes with what was sent.
    assert rows(desk) == [(1, 1, "a.pdf", len(PDF))]


def test_the_same_scan_twice_is_one(desk: Desk) -> None:
    (desk.folder / "copy.pdf").write_bytes(PDF)
    with_scans(desk, "a.pdf", "copy.pdf")
    with_scans(desk, "copy.pdf")
    assert rows(desk) == [(1, 1, "a.pdf", len(PDF))]
    assert len(kept(desk)) == 1


def test_a_scan_may_be_named_and_its_content_stated(desk: Desk) -> None:
    digest = shelf.digest_of(desk.folder / "a.pdf")
    entry = {"path": "a.pdf", "name": "Báo cáo đã ký.pdf", "sha256": digest}
    with_scans(desk, entry)
    assert rows(desk) == [(1, 1, "Báo cáo đã ký.pdf", len(PDF))]
    refused = with_scans(desk, {**entry, "sha256": "0" * 64})
    assert codes(refused) == ["attachment_changed"]


def outside(desk: Desk) -> Mapping[str, object]:
    inner = desk.folder / "inner"
    inner.mkdir()
    (inner / "link.pdf").symlink_to(desk.folder / "a.pdf")
    return {"attachments": ["../a.pdf", str(desk.folder / "a.pdf"), "link.pdf", "../.."]}


def test_nothing_outside_the_folder_of_the_file_is_read(desk: Desk) -> None:
    from tests.office import take_in

    told = {**sent("W111", 1, 2), **outside(desk)}
    found = take_in(desk, [desk.write_json("inner/one.json", told)])
    assert codes(found) == ["paper_outside"] * 4
    assert found.accepted == 0
    assert kept(desk) == []


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("absent.pdf", "paper_missing"),
        (".", "paper_missing"),
        ("sent.jsonl", "paper_kind"),
        ("fake.pdf", "paper_kind"),
        ({"name": "on paper only"}, "paper_unreadable"),
        ({"path": 7}, "paper_unreadable"),
        ({"path": "a.pdf", "sha256": "../../x"}, "paper_unreadable"),
        ({"path": "a.pdf", "more": 1}, "paper_unreadable"),
    ],
)
def test_what_is_no_scan_refuses_the_submission(desk: Desk, entry: object, code: str) -> None:
    (desk.folder / "fake.pdf").write_bytes(b"MZ\x90\x00 not a scan")
    found = with_scans(desk, entry)
    assert codes(found) == [code]
    assert (found.accepted, rows(desk), kept(desk)) == (0, [], [])


def test_scans_have_a_largest_size_and_a_greatest_number(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "LARGEST", len(PNG))
    assert codes(with_scans(desk, "a.pdf")) == ["file_too_large"]
    monkeypatch.setattr(papers, "MOST", 1)
    assert codes(with_scans(desk, "b.jpg", "c.png")) == ["papers_many"]


def test_a_scan_that_changes_between_the_two_looks_is_refused(desk: Desk) -> None:
    from engine.collect import check_part, keep_part, parts
    from tests.office import NOW

    told = desk.write_json("one.json", {**sent("W111", 1, 2), "attachments": ["a.pdf", "b.jpg"]})
    at = work(desk)
    (part,) = parts(at, [told], None)
    checked = check_part(at, part)
    (desk.folder / "a.pdf").write_bytes(PDF + b"more")
    (desk.folder / "b.jpg").unlink()
    found = keep_part(at, checked, NOW)
    assert codes(found) == ["attachment_changed", "paper_missing"]
    assert (found.accepted, rows(desk), kept(desk)) == (0, [], [])


def test_a_paper_may_follow_and_stands_with_the_newest_revision(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    send(desk, sent("W111", 2, 2))
    told = desk.done("--json", "paper", *WHOSE, desk.folder / "a.pdf", desk.folder / "b.jpg")
    assert [(one["revision"], one["name"], one["size"]) for one in told.data()] == [
        (2, "a.pdf", len(PDF)),
        (2, "b.jpg", len(JPG)),
    ]
    assert Path(told.data()[0]["path"]).read_bytes() == PDF
    again = desk.done("paper", *WHOSE, desk.folder / "a.pdf", "--lang", "en")
    assert "0 scans added, 1 were there already" in again.err
    assert len(rows(desk)) == 2
    revisions = desk.done("--json", "revisions", *WHOSE).data()["revisions"]
    assert [len(one["papers"]) for one in revisions] == [0, 2]
    assert "scan: a.pdf" in desk.done("revisions", *WHOSE, "--lang", "en").out
    assert "scan: a.pdf" in desk.done("review", "show", *WHOSE, "--lang", "en").out
    shown = desk.done("--json", "review", "show", *WHOSE).data()["revisions"]
    assert [[scan["name"] for scan in one["papers"]] for one in shown] == [[], ["a.pdf", "b.jpg"]]


def test_a_paper_of_nothing_that_was_sent_is_refused(desk: Desk) -> None:
    scan = desk.folder / "a.pdf"
    for line, code in (
        (("paper", *WHOSE, scan), "nothing_sent"),
        (("paper", "X9", *WHOSE[1:], scan), "nothing_owed"),
        (("paper", *WHOSE, desk.folder / "absent.pdf"), "file_missing"),
    ):
        outcome = desk.run(*line)
        assert outcome.code in (1, 2)
        assert f"[{code}]" in outcome.err
    assert rows(desk) == []
    assert kept(desk) == []
    send(desk, sent("W111", 1, 2))
    assert "[paper_faults]" in desk.run("paper", *WHOSE, scan, desk.folder / "form.json").err
    assert desk.done("--json", "paper", *WHOSE).data() == []


def test_a_name_no_disk_can_hold_is_inside_of_nothing(desk: Desk) -> None:
    assert shelf.inside(desk.folder, "a.pdf") == (desk.folder / "a.pdf").resolve()
    for name in ("a\0.pdf", "/etc/passwd", "..", "x/../../a.pdf"):
        assert shelf.inside(desk.folder, name) is None
    assert shelf.inside(None, "a.pdf") is None
    # A loop of links leads nowhere.
    (desk.folder / "loop").symlink_to(desk.folder / "loop")
    found = shelf.inside(desk.folder, "loop")
    assert found is None or not found.is_file()


def test_the_name_of_a_scan_cannot_move_a_terminal(desk: Desk) -> None:
    send(desk, sent("W111", 1, 2))
    odd = desk.folder / "\x1b[2Jevil\n.pdf"
    odd.write_bytes(PDF)
    desk.done("paper", *WHOSE, odd)
    ((_, _, name, _),) = rows(desk)
    assert name == "[2Jevil.pdf"
    with_scans(desk, {"path": "b.jpg", "name": "../x/b.jpg"})
    assert rows(desk)[1][2] == "b.jpg"
