"""What issuing a plan keeps and refuses: its number, what it cites, and what is attached."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import vault
from tests.archive import copied
from tests.desk import Desk, opened
from tests.office import store

pytestmark = pytest.mark.both


@pytest.fixture(scope="module")
def ready(database: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ready")
    opened(folder, ())
    return folder


@pytest.fixture
def desk(ready: Path, tmp_path: Path) -> Desk:
    return copied(Desk(ready), tmp_path / "desk")


def plan(issuer: str, raw: str | None = None, **changed: Any) -> dict[str, Any]:
    """A plan in words, with a number or without one."""
    found: dict[str, Any] = {"issuer": issuer, "title": f"Of {issuer}", "period": "2025"}
    if raw is not None:
        found["document"] = {"raw": raw}
    return found | changed


def citing(*cites: Mapping[str, Any]) -> dict[str, Any]:
    return {"cites": [{"title": "from above", **cite} for cite in cites]}


def issue(desk: Desk, document: Mapping[str, Any], name: str = "plan.json") -> str:
    return desk.done("plans", "issue", desk.write_json(name, document)).out.strip()


def refused(desk: Desk, document: Mapping[str, Any], code: str) -> str:
    """Refused with one fault of this code, and nothing has changed: what was said."""
    before = vault.dump(store(desk))
    outcome = desk.run("plans", "issue", desk.write_json("refused.json", document))
    assert outcome.code == 1
    assert outcome.err.count(f"[{code}]") == 2, outcome.err
    assert outcome.err.count("[plan_faults]") == 2
    assert vault.dump(store(desk)) == before
    return outcome.err


def numbers(desk: Desk) -> list[tuple[Any, ...]]:
    return vault.rows(store(desk), "SELECT issuer, series, year, number FROM plan ORDER BY id")


def test_a_number_is_kept_by_issuer_series_and_year(desk: Desk) -> None:
    issue(desk, plan("P1", "54/KH-UBND"))
    issue(desk, plan("P1", "54/KH-BVSTBPN"))
    issue(desk, plan("P2", "54/KH-UBND"))
    issue(desk, plan("P1", "54/KH-UBND", period="2026"))
    dated = {"raw": "054/KH-UBND", "issued": "2027-01-05"}
    issue(desk, plan("P1", period="2026", document=dated))
    issue(desk, plan("P1", "41/2019/QĐ-UBND"))
    issue(desk, plan("P1", "7/KH-X", document={"raw": "7/KH-X", "series": "Committee"}))
    assert numbers(desk) == [
        ("P1", "KH-UBND", 2025, "54"),
        ("P1", "KH-BVSTBPN", 2025, "54"),
        ("P2", "KH-UBND", 2025, "54"),
        ("P1", "KH-UBND", 2026, "54"),
        ("P1", "KH-UBND", 2027, "54"),
        ("P1", "QĐ-UBND", 2019, "41"),
        ("P1", "COMMITTEE", 2025, "7"),
    ]


def test_a_country_with_a_rule_takes_the_series_from_the_symbol(desk: Desk) -> None:
    desk.done("init", "--profile", "vn")
    issue(desk, plan("P1", "54/KH-UBND"))
    issue(desk, plan("P1", "54/KH-BVSTBPN"))
    assert numbers(desk) == [("P1", "UBND", 2025, "54"), ("P1", "BVSTBPN", 2025, "54")]
    refused(desk, plan("P1", "54/CTr-UBND"), "number_taken")
    issue(desk, plan("P1", document={"raw": "54/CTr-UBND", "series": "CTr-UBND"}))


def test_a_number_used_twice_is_refused_however_it_is_typed(desk: Desk) -> None:
    first = issue(desk, plan("P1", "02/CTr-BVSTBPN"))
    for raw in ("02-CTr-BVSTBPN", "2/CTr - BVSTBPN", "Số: 02/CTr-BVSTBPN"):
        assert first in refused(desk, plan("P1", raw), "number_taken")


@pytest.mark.parametrize("raw", [None, "", "không số", "…/KH-UBND"])
def test_plans_without_a_number_stand_beside_each_other(desk: Desk, raw: str | None) -> None:
    paper: dict[str, Any] = {} if raw == "" else {"document": {"raw": raw}}
    for title in ("One", "Two"):
        issue(desk, plan("P1", title=title, **paper))
    assert numbers(desk) == [("P1", None, None, None)] * 2


def test_capbac_never_invents_a_number(desk: Desk) -> None:
    ref = issue(desk, plan("P1"))
    assert desk.done("--json", "plans", "show", ref).data()["number"] == ""


def links(desk: Desk) -> dict[str, str | None]:
    query = (
        "SELECT plan.ref, above.ref FROM citation JOIN plan ON plan.id = plan_id "
        "LEFT JOIN plan AS above ON above.id = cited_id ORDER BY plan.id"
    )
    return dict(vault.rows(store(desk), query))


UPPER = plan("N", "02/UBQG-VP", addressed_to={"children": True})


@pytest.mark.parametrize(
    "cite",
    [
        {"plan": "N-2025-1"},
        {"unit": "N", "raw": "02/UBQG-VP"},
        {"unit": "N", "raw": "2/UBQG - VP"},
        {"unit": "N"},
        {"unit": "N", "period": "2025"},
    ],
)
@pytest.mark.parametrize("first", ["upper", "lower"])
def test_a_citation_is_tied_to_our_plan_whichever_comes_first(
    desk: Desk, cite: Mapping[str, Any], first: str
) -> None:
    lower = plan("P1", "7/KH-P1", **citing(cite))
    if first == "lower" and "plan" in cite:
        refused(desk, lower, "cited_unknown")
        return
    for document in (UPPER, lower) if first == "upper" else (lower, UPPER):
        issue(desk, document)
    assert links(desk) == {"P1-2025-1": "N-2025-1"}
    desk.done("cascade", "N-2025-1")
    tree = desk.done("--json", "plans", "tree", "N-2025-1").data()["levels"]
    assert tree["province"]["adopted"] == 1


@pytest.mark.parametrize(
    "cite",
    [
        {"raw": "02/UBQG-VP", "issuer": "a body outside"},
        {"unit": "N", "raw": "03/UBQG-VP"},
        {"unit": "N", "raw": "02/UBQG-VP", "issued": "2024-01-01"},
        {"unit": "N", "period": "2024"},
        {"unit": "P2", "raw": "02/UBQG-VP"},
    ],
)
def test_what_is_another_paper_is_tied_to_nothing(desk: Desk, cite: Mapping[str, Any]) -> None:
    issue(desk, {**UPPER, "document": {"raw": "02/UBQG-VP", "issued": "2025-01-02"}})
    issue(desk, plan("P1", **citing(cite)))
    assert links(desk) == {"P1-2025-1": None}


def test_a_period_alone_says_nothing_where_two_plans_fit(desk: Desk) -> None:
    issue(desk, UPPER)
    issue(desk, plan("N", "03/UBQG-VP", title="Another"))
    issue(desk, plan("P1", **citing({"unit": "N"})))
    assert links(desk) == {"P1-2025-1": None}


def test_a_number_that_begins_anew_every_year_means_the_one_of_its_day(desk: Desk) -> None:
    for year in (2024, 2025):
        paper = {"raw": "02/UBQG-VP", "issued": f"{year}-03-10"}
        issue(desk, plan("N", period=str(year), document=paper))
    dated = {"unit": "N", "raw": "02/UBQG-VP", "issued": "2024-03-10"}
    issue(desk, plan("P1", **citing(dated)))
    issue(desk, plan("P2", **citing({"unit": "N", "raw": "02/UBQG-VP"})))
    assert links(desk) == {"P1-2025-1": "N-2024-1", "P2-2025-1": "N-2025-1"}


def test_one_plan_may_take_up_two_from_above(desk: Desk) -> None:
    first = issue(desk, UPPER)
    second = issue(desk, {**UPPER, "title": "Other guidance", "document": {"raw": "739/B-C"}})
    for ref in (first, second):
        desk.done("cascade", ref)
    issue(desk, plan("P1", **citing({"plan": first}, {"unit": "N", "raw": "739/B-C"})))
    for ref in (first, second):
        levels = desk.done("--json", "plans", "tree", ref).data()["levels"]
        assert levels["province"]["adopted"] == 1


def test_plans_that_cite_each_other_are_refused(desk: Desk) -> None:
    issue(desk, plan("N", "1/N", **citing({"unit": "D11", "raw": "3/D"})))
    issue(desk, plan("P1", "2/P", **citing({"unit": "N", "raw": "1/N"})))
    said = refused(desk, plan("D11", "3/D", **citing({"plan": "P1-2025-1"})), "citation_cycle")
    assert "cites.1" in said
    assert "N-2025-1" in said
    issue(desk, plan("D11", "3/D", **citing({"title": "something else"})))


def test_a_plan_cannot_cite_itself(desk: Desk) -> None:
    own = {"unit": "P1", "raw": "07/KH-P1"}
    refused(desk, plan("P1", "7/KH-P1", **citing(own)), "cited_itself")
    last_year = {**own, "period": "2024"}
    issue(desk, plan("P1", "7/KH-P1", **citing(last_year)))


def test_a_plan_cannot_cite_a_later_one(desk: Desk) -> None:
    issue(desk, {**UPPER, "document": {"raw": "02/UBQG-VP", "issued": "2025-05-01"}})
    paper: dict[str, Any] = {"document": {"raw": "7/KH-P1", "issued": "2025-04-30"}}
    for cite in (
        {"plan": "N-2025-1"},
        {"unit": "N", "raw": "02/UBQG-VP"},
        {"raw": "9/X", "issued": "2025-05-01"},
    ):
        refused(desk, plan("P1", **paper, **citing(cite)), "cited_later")
    issue(desk, plan("P1", document={"raw": "7/KH-P1"}, **citing({"plan": "N-2025-1"})))


def test_a_withdrawn_plan_cannot_be_cited(desk: Desk) -> None:
    ref = issue(desk, UPPER)
    desk.done("plans", "withdraw", ref, "--reason", "a mistake")
    refused(desk, plan("P1", **citing({"plan": ref})), "cited_withdrawn")


def attaching(*entries: Any) -> dict[str, Any]:
    return plan("P1", attachments=list(entries))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def kept_files(desk: Desk) -> dict[str, str]:
    home = desk.workspace / "attachments"
    return {str(p.relative_to(home)): p.read_text() for p in home.rglob("*") if p.is_file()}


def test_an_attached_file_is_kept_once_by_its_content(desk: Desk) -> None:
    desk.write("papers/annex.txt", "An annex")
    desk.write("papers/copy.txt", "An annex")
    entries = (
        {"name": "Annex", "path": "annex.txt", "sha256": sha256("An annex")},
        {"name": "Copy", "path": "copy.txt"},
        {"name": "On paper only"},
        "Programme 02",
    )
    ref = issue(desk, attaching(*entries), "papers/plan.json")
    digest = sha256("An annex")
    assert kept_files(desk) == {f"{digest[:2]}/{digest}": "An annex"}
    shown = desk.done("--json", "plans", "show", ref).data()["attachments"]
    assert [(one["name"], one["digest"], one["size"]) for one in shown] == [
        ("Annex", digest, 8),
        ("Copy", digest, 8),
        ("On paper only", None, None),
        ("Programme 02", None, None),
    ]
    assert "Programme 02" in desk.done("plans", "show", ref).out


def test_a_plan_issued_again_needs_its_files_no_more(desk: Desk) -> None:
    file = desk.write("annex.txt", "An annex")
    document = attaching({"name": "Annex", "path": "annex.txt"})
    ref = issue(desk, document)
    file.unlink()
    assert issue(desk, document) == ref


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"path": "absent.txt"}, "attachment_missing"),
        ({"path": "folder"}, "attachment_missing"),
        ({"path": "../secret.txt"}, "attachment_outside"),
        ({"path": "/etc/hostname"}, "attachment_outside"),
        ({"path": "link.txt"}, "attachment_outside"),
        ({"path": "annex.txt", "sha256": "0" * 64}, "attachment_changed"),
        ({"path": "large.bin"}, "file_too_large"),
    ],
)
def test_a_file_that_may_not_be_attached(desk: Desk, entry: dict[str, str], code: str) -> None:
    desk.write("annex.txt", "An annex")
    desk.write("folder/file.txt", "")
    secret = desk.folder.parent / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    (desk.folder / "link.txt").symlink_to(secret)
    with (desk.folder / "large.bin").open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    refused(desk, attaching({"name": "Annex", **entry}), code)
    assert not (desk.workspace / "attachments").exists()
