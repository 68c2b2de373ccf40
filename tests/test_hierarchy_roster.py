from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from errors import Problem
from hierarchy.checks import check_units
from hierarchy.hierarchy import Hierarchy
from hierarchy.lineage import Edge
from hierarchy.roster import Roster, read_lineage, read_root, read_roster
from hierarchy.unit import ALWAYS, FOREVER, Unit

HEAD = "code,name,level,parent_code"


def read(*lines: str, head: str = HEAD) -> Roster:
    return read_roster("\n".join([head, *lines]).encode())


def codes(roster: Roster) -> list[tuple[str, str, str]]:
    return [(fault.code, fault.path, fault.where) for fault in roster.faults]


def test_a_full_row_becomes_a_unit() -> None:
    head = f"{HEAD},type,valid_from,valid_to,weight,lat,lon"
    roster = read("01,Hà Nội,province,VN,tỉnh,2000-01-01,2025-06-30,3.50,21.0,-105.8", head=head)
    assert roster.faults == ()
    days = date(2000, 1, 1), date(2025, 6, 30)
    assert roster.units == (
        Unit("01", "Hà Nội", "province", "VN", "tỉnh", *days, Decimal("3.50"), 21.0, -105.8),
    )
    assert roster.where == ("row 2",)


def test_what_is_left_out_has_its_default() -> None:
    assert read("N,Nation,nation,").units == (Unit("N", "Nation", "nation", None),)
    (unit,) = read("N,Nation,nation,").units
    assert (unit.valid_from, unit.valid_to) == (ALWAYS, FOREVER)


def test_codes_keep_their_zeros() -> None:
    assert [unit.code for unit in read("007,A,ward,01", "00012,B,ward,01").units] == [
        "007",
        "00012",
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_marks_delimiters_and_line_ends_of_spreadsheets_are_known(
    mark: bytes, delimiter: str, ending: str
) -> None:
    lines = [HEAD, '01,"Hà Nội",province,', "001,Ba Đình,district,01", ""]
    text = ending.join(lines).replace(",", delimiter)
    roster = read_roster(mark + text.encode())
    assert roster.faults == ()
    assert [unit.name for unit in roster.units] == ["Hà Nội", "Ba Đình"]


def test_columns_come_in_any_order_and_unknown_ones_are_named() -> None:
    roster = read("x,N,nation,,Nation", head="note,Code,LEVEL,parent_code,name")
    assert roster.units == (Unit("N", "Nation", "nation", None),)
    assert roster.ignored_columns == ("note",)


def test_names_have_one_spelling() -> None:
    spelled = "\u0110ắk\u00a0\u200bLắk\ufeff "
    decomposed = "\u00d0a\u0306\u0301k  La\u0306\u0301k"
    roster = read(f"A,{spelled},ward,", f"B,{decomposed},ward,A")
    assert {unit.name for unit in roster.units} == {"Đắk Lắk"}


def test_empty_rows_and_empty_columns_at_the_end_are_passed_over() -> None:
    roster = read("N,Nation,nation,,,", ",,,,,", "", "A,Ward,ward,N", head=HEAD + ",,")
    assert roster.faults == ()
    assert roster.where == ("row 2", "row 5")


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",A,ward,N", "empty_cell", "code"),
        ("A,,ward,N", "empty_cell", "name"),
        ("A,A,,N", "empty_cell", "level"),
        ("A/..,A,ward,N", "bad_code", "code"),
        ("=A,A,ward,N", "bad_code", "code"),
        ("A B,A,ward,N", "bad_code", "code"),
        (f"{'A' * 32},A,ward,N", "bad_code", "code"),
        ("A,A,ward,N?", "bad_code", "parent_code"),
        ("A,A\x07,ward,N", "bad_text", "name"),
        ("A,A\ufffd,ward,N", "bad_text", "name"),
        (f"A,{'a' * 256},ward,N", "bad_text", "name"),
        ("A,A,ward", "ragged_row", ""),
        ("A,A,ward,N,more", "ragged_row", ""),
    ],
)
def test_a_wrong_cell_is_a_fault_by_row_and_column(row: str, code: str, column: str) -> None:
    roster = read("N,Nation,nation,", row)
    assert codes(roster) == [(code, column, "row 3")]
    assert [unit.code for unit in roster.units] == ["N"]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ("31/12/2025,,,,", "bad_date", "valid_from"),
        (",2025-02-30,,,", "bad_date", "valid_to"),
        ("٢٠٢٥-01-01,,,,", "bad_date", "valid_from"),
        ("2025-07-01,2025-06-30,,,", "dates_reversed", "valid_to"),
        (",,-1,,", "bad_weight", "weight"),
        (",,1e5,,", "bad_weight", "weight"),
        (",,NaN,,", "bad_weight", "weight"),
        (",,,91,5", "bad_degrees", "lat"),
        (",,,5,180.5", "bad_degrees", "lon"),
        (",,,5,", "half_position", "lon"),
    ],
)
def test_days_and_numbers_are_never_guessed(cells: str, code: str, column: str) -> None:
    head = f"{HEAD},valid_from,valid_to,weight,lat,lon"
    assert codes(read(f"N,Nation,nation,,{cells}", head=head)) == [(code, column, "row 2")]


def test_a_table_with_semicolons_may_have_decimal_commas_but_no_thousands() -> None:
    head = f"{HEAD},weight,lat,lon".replace(",", ";")
    roster = read("A;A;nation;;15,09;21,5;105,25", "B;B;ward;A;1.234;;", head=head)
    assert roster.units[0].weight == Decimal("15.09")
    assert (roster.units[0].lat, roster.units[0].lon) == (21.5, 105.25)
    assert codes(roster) == [("bad_weight", "weight", "row 3")]


def test_every_fault_of_a_row_is_told_at_once() -> None:
    roster = read(",,,N", "A,A,ward,N")
    assert [fault.path for fault in roster.faults] == ["code", "name", "level"]


def test_a_missing_column_refuses_the_file() -> None:
    roster = read("A,A,N", head="code,name,parent")
    assert [(fault.code, fault.path) for fault in roster.faults] == [
        ("missing_column", "level"),
        ("missing_column", "parent_code"),
    ]
    assert roster.units == ()


def test_two_columns_of_one_name_refuse_the_file() -> None:
    roster = read("A,A,ward,N,B", head=f"{HEAD},Name")
    assert codes(roster) == [("duplicate_column", "name", "row 1")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\n \n", "file_empty"),
        (HEAD.encode(), "file_empty"),
        (f'{HEAD}\nA,"open,ward,\n'.encode(), "csv_broken"),
    ],
)
def test_a_file_without_a_table_is_refused(data: bytes, code: str) -> None:
    assert [fault.code for fault in read_roster(data).faults] == [code]


def test_names_whose_letters_became_question_marks_refuse_the_file() -> None:
    roster = read("01,T?nh H? Nam,province,", "02,T?nh L?o Cai,province,", "03,Lai Chau,province,")
    assert codes(roster) == [("encoding_lost", "name", "")]
    assert roster.units == ()


def test_a_question_mark_in_one_name_or_in_another_column_is_none_of_it() -> None:
    head = f"{HEAD},page"
    roster = read("01,Why?,province,,http://a.b/c?d=1", "02,B,ward,01,http://a.b/c?d=2", head=head)
    assert roster.faults == ()


def test_a_root_is_put_above_all_that_have_no_parent() -> None:
    data = f"{HEAD}\n01,Hà Nội,province,\n001,Ba Đình,district,01\n".encode()
    roster = read_roster(data, read_root("VN,Việt Nam,nation"))
    assert [(unit.code, unit.parent_code) for unit in roster.units] == [
        ("VN", None),
        ("01", "VN"),
        ("001", "01"),
    ]
    assert check_units(roster.units, roster.where) == ()
    assert check_units(read_roster(data).units) == ()


def test_the_name_of_a_root_may_hold_commas() -> None:
    assert read_root(" XY , Isles, Upper and Lower ,nation") == (
        "XY",
        "Isles, Upper and Lower",
        "nation",
    )


@pytest.mark.parametrize("text", ["", "VN", "VN,Việt Nam", ",Việt Nam,nation", "V N,A,b", "VN,,x"])
def test_a_root_without_its_three_parts_is_a_problem(text: str) -> None:
    with pytest.raises(Problem) as caught:
        read_root(text)
    assert caught.value.code == "root_invalid"


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_blank_lines_before_the_head_are_passed_over_and_counted(delimiter: str) -> None:
    rows = [delimiter.join(row.split(",")) for row in (HEAD, "N,Nation,nation,", "X,,ward,N")]
    found = read_roster(("\n" * 30_000 + "\n".join(rows)).encode())
    assert [unit.code for unit in found.units] == ["N"]
    assert codes(found) == [("empty_cell", "name", "row 30003")]


def test_a_lineage_is_read_with_and_without_shares() -> None:
    data = b"old_code,new_code,on,share,kind\n01,02,2025-07-01,0.25,Split\n03,02,2025-07-01,,\n"
    lineage = read_lineage(data)
    day = date(2025, 7, 1)
    assert lineage.faults == ()
    assert lineage.edges == (Edge("01", "02", day, Decimal("0.25"), "split"), Edge("03", "02", day))
    assert lineage.where == ("row 2", "row 3")


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",02,2025-07-01,,", "empty_cell", "old_code"),
        ("01,,2025-07-01,,", "empty_cell", "new_code"),
        ("01,02,,,", "empty_cell", "on"),
        ("01,02,1/7/2025,,", "bad_date", "on"),
        ("01,02,2025-07-01,0,", "bad_share", "share"),
        ("01,02,2025-07-01,1.01,", "bad_share", "share"),
        ("01,02,2025-07-01,half,", "bad_share", "share"),
        ("01,02,2025-07-01,,eaten", "bad_kind", "kind"),
    ],
)
def test_a_wrong_edge_is_a_fault_by_row(row: str, code: str, column: str) -> None:
    lineage = read_lineage(f"old_code,new_code,on,share,kind\n{row}\n".encode())
    assert [(fault.code, fault.path, fault.where) for fault in lineage.faults] == [
        (code, column, "row 2")
    ]
    assert lineage.edges == ()


def test_the_published_kenyan_counties_are_one_tree(shared: Path) -> None:
    data = (shared / "cases" / "kenya-census-2019" / "units.csv").read_bytes()
    roster = read_roster(data)
    assert (roster.faults, check_units(roster.units, roster.where)) == ((), ())
    tree = Hierarchy(roster.units).on(date(2019, 8, 24))
    assert tree.units[0].name == "KENYA"
    assert len(tree.children(0)) == 47


@pytest.mark.parametrize("year", ["2021", "2025-06", "2025", "2026"])
def test_the_published_vietnamese_lists_stand_under_a_root(shared: Path, year: str) -> None:
    data = (shared / "data" / "units" / f"units-{year}.csv").read_bytes()
    roster = read_roster(data, read_root("VN,Việt Nam,nation"))
    assert (roster.faults, check_units(roster.units, roster.where)) == ((), ())
    assert Hierarchy(roster.units).on(date(2025, 1, 1)).units[0].code == "VN"
