"""Receipts: the same whenever printed, checked anywhere, and refused for one changed letter."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

import messages
from engine.keys import fingerprint
from engine.proof import proof, read_receipt
from engine.receipts import SIGNATURE
from engine.seal import FILE, _seal
from engine.verify import verify
from errors import Problem
from tests import vault
from tests.archive import copied, filled, harm
from tests.desk import Desk, sent
from tests.office import NOW, quiet, send, store, work

pytestmark = pytest.mark.both


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, database: str) -> Desk:
    desk = filled(tmp_path_factory.mktemp("archive"))
    desk.done("receipt", "W111", "ward-report", "2025", "--out", desk.folder / "r")
    return desk


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    """An empty folder on a clerk's own machine."""
    return Desk(tmp_path / "clerk")


def file_of(whole: Desk) -> Path:
    (path,) = (whole.folder / "r").glob("*.json")
    return path


def test_a_receipt_says_what_was_received(whole: Desk) -> None:
    facts = json.loads(file_of(whole).read_bytes())
    digest, number, hash_ = vault.rows(
        store(whole),
        "SELECT s.digest, a.number, a.hash FROM submission s JOIN act a ON a.at = s.received_at "
        "AND a.verb = 'collect' WHERE s.revision = 3",
    )[0]
    assert (facts["unit"], facts["unit_name"], facts["level"]) == (
        "W111",
        "Ward 1 of Upper",
        "ward",
    )
    assert (facts["form"], facts["period"], facts["revision"]) == ("ward-report@1", "2025", 3)
    assert (facts["sha256"], facts["sender"]) == (digest, "Lan")
    assert facts["received_at"] == NOW.replace(hour=10).isoformat()
    assert facts["journal"] == {"number": number, "hash": hash_, "act": "collect"}
    assert facts["source"] == "sent.jsonl:1"
    assert facts["reference"] == f"W111-2025-3-{digest[:8]}"


def test_a_receipt_is_the_same_whenever_it_is_printed(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    before = file_of(whole).read_bytes()
    send(desk, sent("W113", 3, 9))
    desk.done("rollup", "2025")
    assert desk.done("receipt", "W111", "ward-report", "2025").out.encode() == before
    older = json.loads(desk.done("receipt", "W111", "ward-report", "2025", "--revision", 1).out)
    assert (older["revision"], older["sender"]) == (1, "test")


def test_receipts_that_cannot_be_given_are_refused(whole: Desk) -> None:
    for words, code in (
        (("W113", "ward-report", "2025", "--revision", 2), "revision_unknown"),
        (("W122", "ward-report", "2025"), "nothing_sent"),
        (("P1", "ward-report", "2025"), "nothing_owed"),
    ):
        outcome = whole.run("receipt", *words)
        assert f"[{code}]" in outcome.err


def test_collecting_gives_a_receipt_for_everything_taken_in(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    folder = desk.folder / "in"
    for unit in ("W113", "W122", "W211"):
        desk.write_json(f"in/{unit}.json", sent(unit, 1, 9))
    out = desk.folder / "receipts"
    for _ in range(2):
        # Sent twice, it is received once: the receipt is the first one.
        desk.done("collect", *sorted(folder.iterdir()), "--receipts", out)
        names = sorted(path.name for path in out.iterdir())
        assert [name.partition("_")[0] for name in names[::2]] == ["W113", "W122", "W211"]
        assert {path.suffix for path in out.iterdir()} == {".json", ".html"}
    kept = desk.done("receipt", "W122", "ward-report", "2025").out
    assert next(out.glob("W122*.json")).read_text(encoding="utf-8") == kept
    for path in out.glob("*.json"):
        assert desk.run("verify", path).code == 0


def test_a_receipt_is_checked_without_any_store(whole: Desk, clerk: Desk) -> None:
    outcome = clerk.done("verify", file_of(whole))
    key = fingerprint(json.loads(file_of(whole).read_bytes())["public_key"])
    assert key in outcome.out
    assert key in whole.done("verify").out
    assert messages.words("vi", "commands")["receipt_alone"] in outcome.out
    data = clerk.done("--json", "verify", file_of(whole)).data()
    assert (data["sound"], data["ours"], data["content"]) == (True, None, None)
    assert not clerk.workspace.exists()


def test_a_receipt_is_held_against_the_store_that_gave_it(whole: Desk) -> None:
    data = whole.done("--json", "verify", file_of(whole)).data()
    assert (data["ours"], data["newest"], data["faults"]) == (True, 3, [])
    first = whole.write(
        "r/first.txt",
        whole.done("receipt", "W111", "ward-report", "2025", "--revision", 1).out,
    )
    outcome = whole.done("verify", first)
    newer = messages.fill(messages.words("vi", "commands")["receipt_newer"], {"newest": 3})
    assert newer in outcome.out


def changed(text: str) -> Iterator[str]:
    """The text with one letter changed, at every place that is not a gap."""
    for place, letter in enumerate(text):
        if not letter.isspace():
            other = "B" if letter == "A" else "7" if letter == "1" else "A"
            if letter.isdigit():
                other = str((int(letter) + 1) % 10)
            yield text[:place] + other + text[place + 1 :]


def test_a_receipt_with_one_changed_letter_is_refused(whole: Desk) -> None:
    text = file_of(whole).read_text(encoding="utf-8")
    passed = []
    for forged in changed(text):
        with suppress(Problem):  # no receipt at all
            if not proof(read_receipt(forged.encode(), "r.json"), None).faults:
                passed.append(forged)
    assert passed == []


def test_the_last_letters_of_a_signature_count_too(whole: Desk) -> None:
    """Base64 leaves four bits over before ``==``: sixteen spellings, one of them ours."""
    facts = json.loads(file_of(whole).read_bytes())
    signature = facts[SIGNATURE]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    sound = [
        letter
        for letter in letters
        if not proof({**facts, SIGNATURE: f"{signature[:-3]}{letter}=="}, None).faults
    ]
    assert sound == [signature[-3]]


def test_a_forged_receipt_is_refused_by_the_command(whole: Desk, clerk: Desk) -> None:
    text = file_of(whole).read_text(encoding="utf-8")
    forged = clerk.write("forged.json", text.replace('"revision": 3', '"revision": 4'))
    for desk in (whole, clerk):
        outcome = desk.run("verify", forged)
        assert outcome.code == 1
        assert "[receipt_broken]" in outcome.err
        assert messages.words("vi", "commands")["receipt_alone"] not in outcome.out
    for text in ("[]", "{}", "{", '{"capbac": "receipt 1"}', "\x00"):
        other = clerk.write("other.json", text)
        assert "[receipt_unreadable]" in clerk.run("verify", other).err


def test_a_receipt_of_another_store_is_told_apart(whole: Desk, tmp_path: Path) -> None:
    other = filled(tmp_path)
    outcome = other.run("verify", file_of(whole))
    assert outcome.code == 1
    assert "[receipt_other_key]" in outcome.err


TAMPERED = {
    "UPDATE submission SET sender = 'x' WHERE revision = 3": "receipt_changed",
    "UPDATE submission SET digest = upper(digest) WHERE revision = 3": "receipt_changed",
    "DELETE FROM submission WHERE revision = 3": "receipt_gone",
    "UPDATE act SET hash = upper(hash) WHERE verb = 'collect'": "receipt_journal",
    "DELETE FROM act WHERE verb = 'collect'": "receipt_journal",
}


@pytest.mark.parametrize("statement", TAMPERED)
def test_a_receipt_finds_a_store_that_was_rewritten(
    whole: Desk, tmp_path: Path, statement: str
) -> None:
    desk = copied(whole, tmp_path)
    harm(desk, statement)
    outcome = desk.run("verify", file_of(whole))
    assert outcome.code == 1
    assert f"[{TAMPERED[statement]}]" in outcome.err


def test_the_file_that_was_sent_is_recognised(whole: Desk, clerk: Desk) -> None:
    receipt = file_of(whole)
    record = {**sent("W111", 2, 4), "by": "somebody", "key": "another"}
    flat = {"leaders.total": 4.0, "leaders.women": 2, "money": None}
    lines = json.dumps(record) + "\n" + json.dumps(sent("W112", 1, 1))
    same = [
        clerk.write_json("mine.json", record),
        clerk.write_json("flat.json", {**record, "values": flat}),
        clerk.write("lines.jsonl", lines),
    ]
    digest = json.loads(receipt.read_bytes())["sha256"]
    payload = vault.value(store(whole), "SELECT payload FROM submission WHERE digest = ?", digest)
    same.append(clerk.write("canonical.json", payload.decode()))
    form = whole.folder / "form.json"
    table = clerk.write("t.csv", "unit,period,leaders.total,leaders.women\nW111,2025,4,2\n")
    for path in same:
        data = clerk.done("--json", "verify", receipt, "--content", path).data()
        assert (data["content"], data["ours"]) == (True, None)
        whole.done("verify", receipt, "--content", path)
    clerk.done("verify", receipt, "--content", table, "--form", form)
    whole.done("verify", receipt, "--content", table)


def test_a_file_that_is_another_is_told_apart_where_the_form_is_at_hand(
    whole: Desk, clerk: Desk
) -> None:
    receipt, form = file_of(whole), whole.folder / "form.json"
    other = clerk.write_json("other.json", sent("W111", 2, 5))
    elsewhere = clerk.write_json("w.json", sent("W112", 2, 4))
    broken = clerk.write("broken.json", "{")
    for path, code in ((other, "differs"), (elsewhere, "differs"), (broken, "unreadable")):
        for desk, more in ((clerk, ("--form", form)), (whole, ())):
            outcome = desk.run("verify", receipt, "--content", path, *more)
            assert outcome.code == 1
            assert f"[content_{code}]" in outcome.err
        outcome = clerk.run("verify", receipt, "--content", path)
        assert outcome.code == 1
        assert "[content_undecided]" in outcome.err
    assert "[file_missing]" in clerk.run("verify", receipt, "--content", "no.json").err


def test_the_workbook_that_was_sent_is_recognised(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    folder = desk.folder / "books"
    desk.done("template", "W113", "ward-report", "2025", "--out", folder)
    (blank,) = folder.glob("*.xlsx")
    book = openpyxl.load_workbook(blank)
    sheet = book["Bieu"]
    rows = {row[0].value: row[6] for row in sheet.iter_rows() if row[0].value}
    rows["leaders.total"].value, rows["leaders.women"].value = 9, 4
    filled_in = folder / "sent.xlsx"
    book.save(filled_in)
    desk.done("collect", filled_in, "--receipts", desk.folder / "x")
    (receipt,) = (desk.folder / "x").glob("*.json")
    desk.done("verify", receipt, "--content", filled_in)
    outcome = desk.run("verify", receipt, "--content", blank)
    assert outcome.code == 1
    assert "[content_" in outcome.err


def test_a_lost_key_is_not_replaced_by_another(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    _seal.cache_clear()
    (desk.workspace / FILE).unlink()
    assert "[key_unfit]" in desk.run("receipt", "W111", "ward-report", "2025").err
    assert not (desk.workspace / FILE).exists()
    assert [f.code for f in verify(work(desk), quiet).faults] == ["key_gone"]
    (desk.workspace / FILE).write_bytes(b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=")
    assert "[key_other]" in desk.run("receipt", "W111", "ward-report", "2025").err
    assert [f.code for f in verify(work(desk), quiet).faults] == ["key_differs"]
    assert "[key_other]" in desk.run("backup", desk.folder / "b.tar").err


class _Page(HTMLParser):
    """What a page would load or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [name for name, _ in attrs if name in ("src", "href") or name[:2] == "on"]


def test_the_paper_of_a_receipt_needs_nothing_but_itself(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    harm(desk, "UPDATE unit SET name = '<script>x</script> & \"Phường\"' WHERE code = 'W111'")
    desk.done("receipt", "W111", "ward-report", "2025", "--out", desk.folder / "p")
    text = next((desk.folder / "p").glob("*.html")).read_text(encoding="utf-8")
    page = _Page(text)
    assert not page.links
    assert page.tags <= {
        *("html", "head", "meta", "title", "style", "body", "header", "p", "main", "h1", "table"),
        *("tr", "th", "td", "h2", "ul", "li", "code", "footer"),
    }
    assert "&lt;script&gt;x&lt;/script&gt; &amp; &quot;Phường&quot; (W111)" in text
    assert "BIÊN NHẬN SỐ LIỆU" in text
    assert "10:00:00 01/12/2025 (+00:00)" in text


@pytest.mark.slow
def test_the_paper_of_a_receipt_is_one_page(
    whole: Desk, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    (path,) = (whole.folder / "r").glob("*.html")
    pdf = tmp_path / "r.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'c'}"]
    print_to = [f"--print-to-pdf={pdf}", str(path)]
    subprocess.run([tool("chromium"), *options, *print_to], check=True, capture_output=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 1


def test_the_secret_stands_in_nothing_that_is_given_out(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path)
    secret = (desk.workspace / FILE).read_bytes()
    said = [
        desk.run(*words)
        for words in (
            ("verify",),
            ("--json", "verify"),
            ("verify", file_of(desk)),
            ("--json", "verify", file_of(desk)),
            ("receipt", "W111", "ward-report", "2025"),
            ("receipt", "W112", "ward-report", "2025", "--out", desk.folder / "r"),
            ("template", "W113", "ward-report", "2025", "--out", desk.folder / "r"),
            ("--json", "backup", desk.folder / "b.tar"),
        )
    ]
    back = Desk(desk.folder / "back")
    into = ("--into", back.workspace)
    said.append(back.run("--json", "restore", desk.folder / "b.tar", *into))
    for outcome in said:
        assert outcome.code == 0, outcome.err
        assert secret.decode() not in outcome.out + outcome.err
    files = [path for path in desk.folder.rglob("*") if path.is_file() and path.name != FILE]
    holding = {path.name for path in files if secret in path.read_bytes()}
    assert holding == {"b.tar"}


def filled_in(desk: Desk, unit: str, *options: str, **answers: str | float) -> tuple[Path, Path]:
    """A unit's workbook with these answers, by the last name of each path, and its receipt."""
    out = desk.folder / f"books-{unit}"
    desk.done("template", unit, "ward-report", "2025", "--out", out, *options)
    (path,) = out.glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    for row in book["Bieu"].iter_rows():
        name = str(row[0].value or "").rpartition(".")[2]
        if name in answers:
            row[6].value = answers[name]
    book.save(path)
    desk.done("collect", path, "--receipts", out)
    (receipt,) = out.glob("*.json")
    return path, receipt


def test_a_workbook_is_recognised_without_any_store_or_form(
    whole: Desk, clerk: Desk, tmp_path: Path
) -> None:
    desk = copied(whole, tmp_path / "own")
    answers: dict[str, str | float] = {
        "total": 9,
        "women": 4,
        "committee": "Có",
        "money": 12.5,
        "difficulties": "Thiếu",
    }
    book, receipt = filled_in(desk, "W113", **answers)
    for more in ((), ("--form", whole.folder / "form.json")):
        assert clerk.done("verify", receipt, "--content", book, *more).out.count("\n") == 4
    marked, other = filled_in(desk, "W122", total="-", women="-", money="…")
    clerk.done("verify", other, "--content", marked)
    outcome = clerk.run("verify", other, "--content", book)
    assert "[content_undecided]" in outcome.err
    form = ("--form", whole.folder / "form.json")
    assert "[template_disagrees]" in clerk.run("verify", other, "--content", book, *form).err


def test_a_workbook_with_another_figure_is_told_apart_by_the_form_alone(
    whole: Desk, clerk: Desk, tmp_path: Path
) -> None:
    desk = copied(whole, tmp_path / "own")
    path, receipt = filled_in(desk, "W113", total=9, women=4)
    book = openpyxl.load_workbook(path)
    for row in book["Bieu"].iter_rows():
        if row[0].value == "leaders.women":
            row[6].value = 5
    book.save(path)
    form = whole.folder / "form.json"
    assert "[content_undecided]" in clerk.run("verify", receipt, "--content", path).err
    outcome = clerk.run("verify", receipt, "--content", path, "--form", form)
    assert (outcome.code, "[content_differs]" in outcome.err) == (1, True)


def test_one_tick_for_all_is_read_by_the_form(whole: Desk, clerk: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path / "own")
    path, receipt = filled_in(desk, "W113", **{"*": "x"})
    assert "[content_undecided]" in clerk.run("verify", receipt, "--content", path).err
    clerk.done("verify", receipt, "--content", path, "--form", whole.folder / "form.json")


def test_a_correction_is_recognised_and_never_called_another_without_its_store(
    whole: Desk, clerk: Desk, tmp_path: Path
) -> None:
    desk = copied(whole, tmp_path / "own")
    whose = ("W113", "ward-report", "2025", "--of", "D11", "--due", "2027-01-01")
    told = ("--reason", "Ghi lại", "--cell", "leaders.women=Sai")
    desk.done("--as", "Mai", "review", "return", *whose, *told)
    path, receipt = filled_in(desk, "W113", "--packet", women=1)
    form = ("--form", whole.folder / "form.json")
    clerk.done("verify", receipt, "--content", path, *form)
    desk.done("verify", receipt, "--content", path)
    book = openpyxl.load_workbook(path)
    for row in book["Bieu"].iter_rows():
        if row[0].value == "leaders.women":
            row[6].value = 2
    book.save(path)
    assert "[content_needs_store]" in clerk.run("verify", receipt, "--content", path, *form).err
    assert "[content_differs]" in desk.run("verify", receipt, "--content", path).err


def test_a_workbook_is_still_recognised_once_nobody_may_answer(whole: Desk, tmp_path: Path) -> None:
    desk = copied(whole, tmp_path / "own")
    path, receipt = filled_in(desk, "W113", total=9, women=4)
    ref = vault.value(store(desk), "SELECT ref FROM plan")
    desk.done("plans", "withdraw", ref, "--reason", "Thôi")
    desk.done("verify", receipt, "--content", path)
