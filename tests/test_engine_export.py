"""``export`` in every format, as another program would read it."""

import copy
import csv
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests import desk as desks
from tests.desk import Desk, opened, sent
from tests.office import roll_up, send
from tests.recalculation import differences

pytestmark = pytest.mark.both

WARDS = {"W111": 2, "W112": 7, "W113": 30, "W121": 9, "W122": 8}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Women among leaders stand in for a sensitive count."""
    form: Any = copy.deepcopy(dict(desks.WARD_FORM))
    form["properties"]["leaders"]["properties"]["women"]["x-suppress-below"] = 5
    monkeypatch.setattr(desks, "WARD_FORM", form)
    monkeypatch.setattr(desks, "KEPT", {})
    made = opened(tmp_path)
    records = [sent(code, women, 100, money=1.5) for code, women in WARDS.items()]
    marked = {
        "unit": "W211",
        "form": "ward-report",
        "period": "2025",
        "values": {"committee": True},
        "marks": {"leaders.women": "none_occurred", "leaders.total": "none_occurred"},
    }
    send(made, *records, marked)
    roll_up(made)
    return made


def rows(text: str, between: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=between))


def test_a_published_copy_says_suppressed_and_shows_nothing(desk: Desk) -> None:
    found = desk.figures("2025", "--published")
    for code in ("W111", "W112"):
        row = found[code, "leaders.women"]
        assert (row["status"], row["own"], row["value"]) == ("suppressed", "", "")
        rate = found[code, "leaders.rate"]
        assert (rate["status"], rate["numerator"], rate["denominator"]) == ("suppressed", "", "")
    assert found["D11", "leaders.women"]["value"] == "39"
    assert found["W113", "leaders.women"]["status"] == "reported"


def test_a_units_own_copy_hides_nothing(desk: Desk) -> None:
    assert desk.figures("2025")["W111", "leaders.women"]["value"] == "2"


def test_a_set_of_units_is_never_a_published_copy(desk: Desk) -> None:
    assert desk.run("export", "2025", "--published", "--units", "W111,W121").code == 2


def test_only_the_units_and_measures_asked_for_leave(desk: Desk) -> None:
    found = desk.figures("2025", "--unit", "D11", "--level", "ward", "--measure", "money")
    assert set(found) == {(code, "money") for code in ("W111", "W112", "W113")}
    refused = desk.run("export", "2025", "--measure", "leaders.woman")
    assert refused.code == 2
    assert "leaders.women" in refused.err


def test_a_wide_table_has_a_row_a_unit_and_a_codebook(desk: Desk) -> None:
    book = desk.folder / "codebook.csv"
    wide = ("export", "2025", "--format", "wide")
    found = {row["unit"]: row for row in rows(desk.done(*wide, "--codebook", book).out)}
    assert len(found) == 15
    assert found["W111"]["leaders.women"] == "2"
    assert found["D11"]["leaders.rate"] == "13.0"
    assert found["P2"]["committee@ward"] == "1"
    columns = [row["column"] for row in rows(book.read_text(encoding="utf-8"))]
    assert [name for name in found["N"] if name in columns] == columns


def test_a_wide_published_table_names_what_is_hidden(desk: Desk) -> None:
    done = desk.done("export", "2025", "--format", "wide", "--published")
    found = {row["unit"]: row for row in rows(done.out)}
    assert found["W111"]["suppressed"] == "leaders.women leaders.rate"
    assert found["W111"]["leaders.women"] == found["W113"]["suppressed"] == ""


def test_excel_gets_a_mark_and_semicolons(desk: Desk) -> None:
    out = desk.folder / "wide.csv"
    desk.done("export", "2025", "--format", "wide", "--excel", "--out", out)
    text = out.read_bytes()
    assert text.startswith(b"\xef\xbb\xbfunit;name;")
    assert len(rows(text.decode(), ";")) == 15


def test_sdmx_csv_names_its_dataflow_and_the_status_of_each_figure(desk: Desk) -> None:
    done = desk.done("export", "2025", "--format", "sdmx", "--published")
    assert done.out.startswith("STRUCTURE,STRUCTURE_ID,ACTION,")
    found = {(r["REF_AREA"], r["INDICATOR"], r["UNIT_LEVEL"]): r for r in rows(done.out)}
    nation = found["N", "leaders-women", "_T"]
    assert (nation["STRUCTURE"], nation["STRUCTURE_ID"], nation["ACTION"]) == (
        "dataflow", "CAPBAC:WARD-REPORT(1.0.0)", "I",
    )  # fmt: skip
    assert (nation["OBS_VALUE"], nation["OBS_STATUS"]) == ("56", "P")
    assert (nation["REPORTED"], nation["EXPECTED"], nation["DECIMALS"]) == ("6", "9", "0")
    assert found["W111", "leaders-women", "_T"]["OBS_STATUS"] == "Q"
    assert found["D22", "leaders-women", "_T"]["OBS_STATUS"] == "O"
    assert found["D11", "committee", "nation"]["OBS_STATUS"] == "M"


def test_dhis2_gets_what_units_sent_and_adds_up_itself(desk: Desk) -> None:
    document = json.loads(desk.done("export", "2025", "--format", "dhis2").out)
    assert document["dataElementIdScheme"] == document["orgUnitIdScheme"] == "CODE"
    values = {(v["orgUnit"], v["dataElement"]): v for v in document["dataValues"]}
    assert {code for code, _ in values} == {*WARDS, "W211"}
    assert values["W111", "leaders.women"] == {
        "dataElement": "leaders.women", "period": "2025", "orgUnit": "W111", "value": "2",
    }  # fmt: skip
    assert values["W211", "leaders.women"]["value"] == "0"
    assert values["W211", "leaders.women"]["comment"]
    assert values["W211", "committee"]["value"] == "true"
    assert values["W111", "money"]["value"] == "1.50"
    assert ("W111", "leaders.rate") not in values


def test_dhis2_identifiers_come_from_a_table(desk: Desk) -> None:
    named = [("dataElement", "money", "aMoney12345")]
    named += [("orgUnit", code, f"u{code}") for code in ("W111", "W112", "W113")]
    lines = ["kind,code,id", *(",".join(row) for row in named)]
    ids = desk.write("ids.csv", "\n".join(lines))
    asked = ("export", "2025", "--format", "dhis2", "--level", "ward", "--measure", "money")
    document = json.loads(desk.done(*asked, "--unit", "D11", "--ids", ids).out)
    assert document["orgUnitIdScheme"] == "UID"
    assert document["dataValues"][0]["dataElement"] == "aMoney12345"
    assert document["dataValues"][0]["orgUnit"] == "uW111"
    refused = desk.run(*asked, "--ids", ids)
    assert refused.code == 1
    assert "[ids_missing]" in refused.err
    broken = desk.write("broken.csv", "kind,code,id\nsomething,a,b\n")
    assert "[ids_unfit]" in desk.run(*asked, "--ids", broken).err
    endless = desk.write("endless.csv", f"kind,code,id\ndataElement,money,{'a' * 200_000}\n")
    assert "[ids_unfit]" in desk.run(*asked, "--ids", endless).err


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("2025", "2025"), ("2025-S1", "2025S1"), ("2025-Q3", "2025Q3"), ("2025-M05", "202505")],
)
def test_dhis2_spells_periods_its_own_way(ours: str, theirs: str) -> None:
    from reporting.outward.dhis2 import dhis2_period

    assert dhis2_period(ours) == theirs


def test_sdmx_spells_a_span_as_a_start_and_a_duration() -> None:
    from reporting.outward.sdmx import time_period

    assert time_period("2025-01-01/2025-01-31") == "2025-01-01/P31D"
    assert time_period("2025-M05") == "2025-M05"


def test_parquet_keeps_decimals_exact_and_codes_as_text(desk: Desk) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = desk.folder / "figures.parquet"
    desk.done("export", "2025", "--format", "parquet", "--out", out, "--published")
    table = parquet.read_table(out)
    found = {(row["unit"], row["measure"]): row for row in table.to_pylist()}
    assert found["N", "money"]["value"] == Decimal("7.50")
    assert found["D11", "leaders.rate"]["value"] == Decimal("13.0")
    assert found["W111", "leaders.women"]["value"] is None
    assert found["W111", "leaders.women"]["status"] == "suppressed"
    assert str(table.schema.field("unit").type) == "string"
    assert str(table.schema.field("value").type).startswith("decimal128(38")


def test_without_the_library_parquet_is_refused_and_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    out = desk.folder / "figures.parquet"
    refused = desk.run("export", "2025", "--format", "parquet", "--out", out)
    assert refused.code == 2
    assert "capbac[parquet]" in refused.err
    assert not out.exists()


def test_a_data_package_describes_every_column_and_hash(desk: Desk) -> None:
    folder = desk.folder / "package"
    desk.done("export", "2025", "--format", "package", "--out", folder)
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    names = [resource["name"] for resource in described["resources"]]
    assert names == ["units", "measures", "coverage", "figures"]
    for resource in described["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        table = rows(data.decode())
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert list(table[0]) == fields
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in table]
        assert len(set(keys)) == len(keys)


def test_references_inside_a_data_package_lead_somewhere(desk: Desk) -> None:
    folder = desk.folder / "package"
    desk.done("export", "2025", "--format", "package", "--out", folder, "--unit", "D11")
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = {
        r["name"]: rows((folder / r["path"]).read_text("utf-8")) for r in described["resources"]
    }
    for resource in described["resources"]:
        for key in resource["schema"]["foreignKeys"]:
            there = key["reference"]["resource"] or resource["name"]
            known = {row[key["reference"]["fields"][0]] for row in tables[there]}
            asked = {row[key["fields"][0]] for row in tables[resource["name"]]} - {""}
            assert asked <= known


def test_the_same_figures_give_the_same_bytes(desk: Desk) -> None:
    first, second = desk.folder / "one.zip", desk.folder / "two.zip"
    for out in (first, second):
        desk.done("export", "2025", "--format", "package", "--out", out)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.namelist()[-1] == "datapackage.json"


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "table"),
        ("--format", "parquet"),
        ("--format", "package"),
        ("--format", "sdmx", "--excel"),
        ("--format", "long", "--codebook", "x.csv"),
        ("--format", "wide", "--ids", "x.csv"),
    ],
)
def test_options_that_do_not_go_together_are_refused(desk: Desk, options: tuple[str, ...]) -> None:
    assert desk.run("export", "2025", *options).code == 2


def test_a_file_that_cannot_be_finished_does_not_appear(desk: Desk) -> None:
    ids = desk.write("ids.csv", "kind,code,id\norgUnit,W111,u\n")
    out = desk.folder / "values.json"
    refused = desk.run("export", "2025", "--format", "dhis2", "--ids", ids, "--out", out)
    assert refused.code == 1
    assert [path.name for path in desk.folder.glob("*values.json*")] == []


def test_a_published_workbook_shows_a_sign_and_no_formula_over_it(desk: Desk) -> None:
    import openpyxl

    out = desk.folder / "books"
    desk.done("report", "2025", "--published", "--out", out)
    book = openpyxl.load_workbook(out / "D11_ward-report_2025_published.xlsx")
    sheet = book["Theo đơn vị"]
    shown = {row[1].value: row for row in sheet.iter_rows(min_row=7, max_row=10)}
    assert [shown["W111"][at].value for at in (6, 7, 8)] == [100, "•", "•"]
    assert [shown["W113"][at].value for at in (7, 8)] == [30, 30]
    total = next(row for row in sheet.iter_rows() if row[2].value == "TỔNG CỘNG")
    assert str(total[6].value).startswith("=IF(COUNT(G7")
    assert total[7].value == "=39"  # no sum over rows of which some are hidden
    words = [cell.value for cell in book["Nguồn số liệu"]["A"]]
    assert any(text and str(text).startswith("Dấu •") for text in words)


@pytest.mark.slow
def test_a_published_workbook_recalculates_to_what_it_carries(
    desk: Desk, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    tool("soffice")
    out = desk.folder / "books"
    desk.done("report", "2025", "--published", "--out", out)
    for path in sorted(out.iterdir()):
        assert differences(path, tmp_path) == []


def test_a_workbook_of_the_units_own_is_as_it_was(desk: Desk) -> None:
    import openpyxl

    out = desk.folder / "books"
    desk.done("report", "2025", "--out", out)
    book = openpyxl.load_workbook(out / "D11_ward-report_2025.xlsx")
    assert "•" not in [cell.value for row in book["Theo đơn vị"].iter_rows() for cell in row]
