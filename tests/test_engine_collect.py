"""Collecting: what is kept, what is refused, and what is the same."""

import json
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from engine import rollup
from store import submissions
from tests import vault
from tests.desk import PLAN, WARD_FORM, Desk, opened, roster_csv, sent
from tests.office import NOW, codes, roll_up, send, send_text, store, take_in, work

pytestmark = pytest.mark.both

WARD = sent("W111", 1, 2)
CORRECTED = sent("W111", 2, 2)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def revisions(desk: Desk) -> int:
    found: int = vault.value(store(desk), "SELECT count(*) FROM submission")
    return found


def test_the_same_content_sent_again_is_repeated_and_changes_nothing(desk: Desk) -> None:
    first = send(desk, WARD)
    before = vault.dump(store(desk))
    again = send(desk, WARD, now=NOW + timedelta(days=1))
    assert (first.accepted, first.repeated) == (1, 0)
    assert (again.accepted, again.repeated) == (0, 1)
    assert again.receipts[0].sha256 == first.receipts[0].sha256
    assert vault.dump(store(desk)) == before


def test_a_key_sent_twice_with_the_same_content_is_harmless(desk: Desk) -> None:
    send(desk, {**WARD, "key": "k"})
    again = send(desk, {**WARD, "key": "k"}, {**WARD, "key": "k"})
    assert (again.accepted, again.repeated, again.refused) == (0, 2, ())
    assert revisions(desk) == 1


def test_other_content_under_a_used_key_is_a_conflict(desk: Desk) -> None:
    send(desk, {**WARD, "key": "k"})
    for other in (CORRECTED, sent("W112", 1, 2)):
        found = send(desk, {**other, "key": "k"})
        assert (found.accepted, codes(found)) == (0, ["key_conflict"])
    assert revisions(desk) == 1


def test_other_content_under_one_key_of_one_file_is_a_conflict(desk: Desk) -> None:
    found = send(desk, {**WARD, "key": "k"}, {**CORRECTED, "key": "k"})
    assert (found.accepted, codes(found)) == (1, ["key_conflict"])


def test_a_late_echo_of_a_corrected_submission_does_not_bring_it_back(desk: Desk) -> None:
    first = send(desk, {**WARD, "key": "k"})
    send(desk, CORRECTED)
    echo = send(desk, {**WARD, "key": "k"})
    assert (echo.accepted, echo.repeated) == (0, 1)
    assert echo.receipts[0].reference == first.receipts[0].reference
    roll_up(desk)
    assert desk.figures("2025")["W111", "leaders.women"]["own"] == "2"


def test_a_correction_is_a_second_revision_and_the_first_is_kept(desk: Desk) -> None:
    send(desk, WARD)
    found = send(desk, CORRECTED)
    assert found.receipts[0].revision == 2
    kept = vault.rows(store(desk), "SELECT revision, payload FROM submission ORDER BY revision")
    women = [json.loads(payload)["values"]["leaders.women"] for _, payload in kept]
    assert women == ["1", "2"]


def test_going_back_to_the_first_figures_is_a_third_revision(desk: Desk) -> None:
    for record in (WARD, CORRECTED, WARD):
        found = send(desk, record)
    assert (found.accepted, found.receipts[0].revision) == (1, 3)


def test_two_revisions_in_one_file_are_kept_in_its_order(desk: Desk) -> None:
    found = send(desk, WARD, CORRECTED)
    assert [receipt.revision for receipt in found.receipts] == [1, 2]
    roll_up(desk)
    assert desk.figures("2025")["W111", "leaders.women"]["own"] == "2"


def test_many_revisions_of_one_unit_in_one_file_are_numbered_without_a_gap(desk: Desk) -> None:
    send(desk, WARD)
    many = 2 * submissions.CHUNK
    found = send(desk, *[sent("W111", 0, 10 + number) for number in range(many)])
    assert [receipt.revision for receipt in found.receipts] == list(range(2, many + 2))
    query = "SELECT revision FROM submission JOIN assignment ON latest_id = submission.id"
    assert vault.value(store(desk), query) == many + 1


def test_one_bad_line_leaves_the_rest(desk: Desk) -> None:
    bad = sent("W112", 3, 2)
    found = send(desk, WARD, bad, sent("W113", 1, 2))
    assert (found.accepted, codes(found)) == (2, ["check_failed"])
    assert found.refused[0].source.endswith("sent.jsonl:2")


def test_a_line_that_is_no_json_leaves_the_rest(desk: Desk) -> None:
    text = "\n".join(["{", json.dumps(WARD), "NaN", ""])
    found = send_text(desk, "mixed.jsonl", text)
    assert (found.accepted, len(found.refused)) == (1, 2)


def test_what_is_refused_is_kept_with_its_faults_and_its_bytes(desk: Desk) -> None:
    line = json.dumps({**sent("W112", 3, 2), "by": "clerk"})
    send_text(desk, "one.jsonl", line + "\n")
    query = "SELECT unit, form, period, raw, faults, sender FROM refusal"
    ((unit, form, period, raw, faults, sender),) = vault.rows(store(desk), query)
    assert (unit, form, period, sender) == ("W112", "ward-report", "2025", "clerk")
    assert raw == line.encode()
    (fault,) = json.loads(faults)
    assert (fault["code"], fault["path"]) == ("check_failed", "leaders.women")
    assert set(fault["message"]) == {"vi", "en"}


def test_the_same_refusal_from_the_same_place_is_kept_once(desk: Desk) -> None:
    for _ in range(2):
        send(desk, sent("W112", 3, 2))
    assert vault.value(store(desk), "SELECT count(*) FROM refusal") == 1


def test_a_receipt_tells_what_was_kept_and_when(desk: Desk) -> None:
    (receipt,) = send(desk, {**WARD, "by": "clerk"}).receipts
    query = "SELECT digest, sender, payload FROM submission"
    ((digest, sender, payload),) = vault.rows(store(desk), query)
    assert (receipt.unit, receipt.form, receipt.period) == ("W111", "ward-report", "2025")
    assert (receipt.revision, receipt.received_at) == (1, NOW)
    assert receipt.sha256 == digest
    assert receipt.reference == f"W111-2025-1-{digest[:8]}"
    assert sender == "clerk"
    assert b"clerk" not in payload


def test_whoever_enters_for_a_silent_ward_is_kept_beside_the_figures(desk: Desk) -> None:
    plain = send(desk, WARD)
    other = send(desk, {**sent("W112", 1, 2), "on_behalf_of": "W112", "by": "officer"})
    query = "SELECT on_behalf_of, sender FROM submission ORDER BY id"
    assert vault.rows(store(desk), query) == [(None, "test"), ("W112", "officer")]
    assert plain.accepted == other.accepted == 1


def test_a_warning_is_told_and_refuses_nothing(tmp_path: Path) -> None:
    checks = [{**WARD_FORM["x-checks"][0], "severity": "warning"}]
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", {**WARD_FORM, "x-checks": checks}))
    plan = desk.write_json("plan.json", PLAN)
    desk.done("plans", "issue", plan)
    desk.done("cascade", plan)
    file = desk.write_json("one.json", sent("W111", 3, 2))
    outcome = desk.done("collect", file)
    assert "[check_failed]" in outcome.err
    (told,) = desk.done("collect", file, "--json").data()["warnings"]
    assert (told["where"], told["path"]) == (f"{file} · W111", "leaders.women")
    assert revisions(desk) == 1


NESTED = {
    "leaders": {"women": 1, "total": 2},
    "committee": True,
    "money": 12.5,
    "difficulties": "Thiếu cán bộ",
}
DOTTED = {"money": 12.50, "difficulties": "Thiếu cán bộ", "committee": True} | {
    "leaders.total": 2.0,
    "leaders.women": 1,
}
TABLE = (
    "unit,period,difficulties,money,committee,leaders.total,leaders.women\n"
    "W111,2025,Thiếu cán bộ,12.50,có,2,1\n"
)


def test_every_channel_gives_the_same_content_the_same_hash(desk: Desk) -> None:
    nested = send(desk, {**WARD, "values": NESTED})
    dotted = send(desk, {**WARD, "values": DOTTED, "key": "another", "by": "somebody"})
    table = send_text(desk, "one.csv", TABLE, "ward-report")
    assert (nested.accepted, dotted.repeated, table.repeated) == (1, 1, 1)
    assert len({one.receipts[0].sha256 for one in (nested, dotted, table)}) == 1


def test_a_blank_and_a_figure_left_out_are_the_same_and_zero_is_not(desk: Desk) -> None:
    left_out = send(desk, WARD)
    blank = send(desk, {**WARD, "values": {**WARD_VALUES, "money": None}})
    zero = send(desk, {**WARD, "values": {**WARD_VALUES, "money": 0}})
    assert blank.receipts[0].sha256 == left_out.receipts[0].sha256
    assert zero.receipts[0].sha256 != left_out.receipts[0].sha256


WARD_VALUES: Any = WARD["values"]


def test_codes_and_texts_keep_their_leading_zeros(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.done("init")
    roster = "code,name,level,parent_code\nN,Nation,nation,\n001,One,ward,N\n1,Other,ward,N\n"
    desk.done("units", "import", desk.write("roster.csv", roster))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    plan = desk.write_json("plan.json", PLAN)
    desk.done("plans", "issue", plan)
    desk.done("cascade", plan)
    table = "unit,period,difficulties\n001,2025,007\n"
    found = send_text(desk, "one.csv", table, "ward-report")
    assert [receipt.unit for receipt in found.receipts] == ["001"]
    texts = vault.value(store(desk), "SELECT texts FROM submission")
    assert json.loads(texts) == {"difficulties": "007"}


REUSED = (
    "code,name,level,parent_code,valid_from,valid_to\n"
    "N,Nation,nation,,,\n"
    "W1,Old land,ward,N,,2025-06-30\n"
    "W1,Other land,ward,N,2025-07-01,\n"
)


@pytest.fixture
def changed_map(tmp_path: Path) -> Desk:
    """Two plans ask W1 for the same form and period: before and after its code is re-used."""
    desk = Desk(tmp_path)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", REUSED))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    for day in ("2025-06-01", "2025-07-02"):
        plan = desk.write_json(f"{day}.json", {**PLAN, "roster_on": day})
        desk.done("plans", "issue", plan)
        desk.done("cascade", plan)
    return desk


def test_a_reused_code_is_ambiguous_until_the_plan_or_a_day_decides(changed_map: Desk) -> None:
    ward = sent("W1", 1, 2)
    doubt = send(changed_map, ward)
    assert codes(doubt) == ["ambiguous_unit"]
    assert [fault.path for fault in doubt.refused[0].faults] == ["plan | unit_on"]
    old = send(changed_map, {**ward, "plan": "N-2025-1"})
    new = send(changed_map, {**ward, "unit_on": "2025-07-01"})
    assert old.accepted == new.accepted == 1
    assert old.receipts[0].sha256 != new.receipts[0].sha256
    query = (
        "SELECT unit.name FROM submission JOIN assignment ON assignment.id = assignment_id "
        "JOIN unit ON unit.id = unit_id ORDER BY submission.id"
    )
    assert vault.rows(store(changed_map), query) == [("Old land",), ("Other land",)]


def test_a_plan_that_did_not_ask_does_not_take_it(changed_map: Desk) -> None:
    found = send(changed_map, {**sent("W1", 1, 2), "plan": "N-2024-1"})
    assert codes(found) == ["other_assignment"]


def test_the_order_in_which_files_come_does_not_change_the_roll_up(tmp_path: Path) -> None:
    records = [sent("W111", 1, 2), sent("T1", 2, 7), sent("W212", 3, 3, money=0.1)]
    found = set()
    for place, order in enumerate(permutations(records)):
        desk = opened(tmp_path / str(place))
        for number, record in enumerate(order):
            take_in(desk, [desk.write_json(f"{number}.json", record)])
            if place % 2:
                roll_up(desk)
        digest = rollup.inputs_digest(work(desk), roll_up(desk).id)
        found.add((digest, desk.done("export", "2025").out))
    assert len(found) == 1


def test_reading_a_folder_again_changes_nothing_though_it_holds_corrections(desk: Desk) -> None:
    files = [desk.write_json(f"{n}.json", one) for n, one in enumerate((WARD, CORRECTED))]
    assert take_in(desk, files).accepted == 2
    before = vault.dump(store(desk))
    again = take_in(desk, files)
    assert (again.accepted, [receipt.revision for receipt in again.receipts]) == (0, [1, 2])
    assert vault.dump(store(desk)) == before


def test_a_whole_folder_goes_through_the_workers(desk: Desk) -> None:
    for ward in ("W111", "W112", "W121"):
        desk.write_json(f"inbox/deep/{ward}.json", sent(ward, 1, 2))
    desk.write("inbox/readme.txt", "Dear all")
    found = desk.done("--json", "collect", desk.folder / "inbox").data()
    assert (found["accepted"], found["refused"]) == (3, [])
