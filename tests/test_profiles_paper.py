"""Profiles: the paper of Vietnam, the blank paper of no country, and the ready plans."""

from datetime import date
from decimal import Decimal

import pytest

from errors import Problem
from hierarchy.unit import Unit
from profiles.registry import NAMES, load
from profiles.vn.letterhead import place_name
from reporting.book import Letterhead
from reporting.letter.letter import Marking
from schemas.plans import check_plan

VIETNAM, PLAIN = load("vn"), load("plain")
NATION = Unit("VN", "Việt Nam", "nation", None)
HAI_PHONG = Unit("31", "Thành phố Hải Phòng", "province", "VN")
AN_DUONG = Unit("312", "Huyện An Dương", "district", "31")
HEALTH = Unit("31.YT", "Sở Y tế", "department", "31")
DAY = date(2025, 12, 25)


def test_the_national_committee_has_no_body_above_it() -> None:
    head = VIETNAM.letterhead(NATION, (), DAY)
    assert head.superior == ""
    assert head.issuer == "ỦY BAN QUỐC GIA VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ VIỆT NAM"
    assert head.place_date == "Hà Nội, ngày … tháng … năm 2025"


def test_a_provinces_committee_stands_under_its_peoples_committee() -> None:
    assert VIETNAM.letterhead(HAI_PHONG, (NATION,), DAY) == Letterhead(
        superior="UBND THÀNH PHỐ HẢI PHÒNG",
        issuer="BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ",
        motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        number="Số: …/BC-…",
        place_date="Hải Phòng, ngày … tháng … năm 2025",
        signatures=("Người lập biểu", "Thủ trưởng đơn vị"),
    )


def test_a_department_issues_in_its_own_name_at_its_owners_seat() -> None:
    head = VIETNAM.letterhead(HEALTH, (HAI_PHONG, NATION), DAY)
    assert (head.superior, head.issuer) == ("UBND THÀNH PHỐ HẢI PHÒNG", "SỞ Y TẾ")
    assert head.place_date.startswith("Hải Phòng, ")


def test_a_place_can_be_named_and_a_year_left_open() -> None:
    head = VIETNAM.letterhead(AN_DUONG, (HAI_PHONG, NATION), place="Thị trấn An Dương")
    assert head.superior == "UBND HUYỆN AN DƯƠNG"
    assert head.place_date == "Thị trấn An Dương, ngày … tháng … năm …"


def test_english_paper_is_english_throughout() -> None:
    head = VIETNAM.letterhead(HAI_PHONG, (NATION,), DAY, language="en")
    assert head.motto == (
        "SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness",
    )  # fmt: skip
    assert head.signatures == ("Prepared by", "Head of unit")
    assert "ngày" not in head.place_date


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Tỉnh Bắc Giang", "BẮC GIANG PROVINCE"),
        ("Thành phố Hồ Chí Minh", "HỒ CHÍ MINH CITY"),
        ("Huyện Yên Thế", "YÊN THẾ DISTRICT"),
        ("Quận 1", "DISTRICT 1"),
        ("Thị xã Sơn Tây", "SƠN TÂY TOWN"),
        ("Thị trấn Phồn Xương", "PHỒN XƯƠNG TOWN"),
        ("Phường 12", "WARD 12"),
        ("Xã Tam Tiến", "TAM TIẾN COMMUNE"),
        ("Đặc khu Côn Đảo", "CÔN ĐẢO SPECIAL ZONE"),
        ("Elsewhere", "ELSEWHERE"),
    ],
)
def test_english_paper_says_the_kind_of_a_place_in_english(name: str, body: str) -> None:
    unit = Unit("31", name, "province", "VN")
    head = VIETNAM.letterhead(unit, (NATION,), DAY, language="en")
    assert head.superior == f"PEOPLE'S COMMITTEE OF {body}"
    below = VIETNAM.letterhead(HEALTH, (unit, NATION), DAY, language="en")
    assert (below.superior, below.issuer) == (f"PEOPLE'S COMMITTEE OF {body}", "SỞ Y TẾ")


def test_an_english_letter_says_the_kind_of_a_place_in_english() -> None:
    unit = Unit("24", "Tỉnh Bắc Giang", "province", "VN")
    head = VIETNAM.letters(unit, (NATION,), Marking(series="UBND", year="2025"), "en")
    assert head.issuer == "People's Committee of Bắc Giang Province"
    own = VIETNAM.letters(unit, (NATION,), Marking(series="VSTBPN", year="2025"), "en")
    assert own.name == "Committee for the Advancement of Women of Bắc Giang Province"


def test_english_paper_is_dated_at_a_place_in_english() -> None:
    for name, place in (("Quận 1", "District 1, … "), ("Tỉnh Bắc Giang", "Bắc Giang, … ")):
        unit = Unit("31", name, "province", "VN")
        head = VIETNAM.letterhead(unit, (NATION,), DAY, language="en")
        assert head.place_date.startswith(place)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Thành phố Hải Phòng", "Hải Phòng"),
        ("Thị xã Sơn Tây", "Sơn Tây"),
        ("Đặc khu Côn Đảo", "Côn Đảo"),
        ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Quận 1", "Quận 1"),
        ("Elsewhere", "Elsewhere"),
    ],
)
def test_a_place_loses_its_kind_unless_that_is_half_its_name(name: str, place: str) -> None:
    assert place_name(name) == place


def test_plain_paper_has_nothing_of_any_country() -> None:
    assert PLAIN.letterhead(HAI_PHONG, (NATION,), DAY) == Letterhead(
        signatures=("Prepared by", "Head of unit")
    )
    assert PLAIN.letterhead(HAI_PHONG, language="vi").signatures[0] == "Người lập biểu"
    assert PLAIN.forms() == []
    assert PLAIN.plans() == {}


def test_profiles_are_known_by_name_only() -> None:
    assert {load(name).name for name in NAMES} == {"vn", "plain"}
    with pytest.raises(Problem) as caught:
        load("atlantis")
    assert caught.value.code == "setting_invalid"
    assert caught.value.details["allowed"] == "vn, plain"


def test_ready_documents_keep_exact_numbers_and_their_bytes() -> None:
    targets = VIETNAM.plans()["national-2025"]["targets"]
    hours = next(one for one in targets if one["measure"] == "family.home_hours_ratio")
    assert hours["value"] == Decimal("1.7")
    assert VIETNAM.file("plans", "national-2025").startswith(b"{")
    with pytest.raises(KeyError):
        VIETNAM.file("plans", "national-1925")


@pytest.mark.parametrize("name", ["national-2025", "ubqg-2022", "hai-phong-2022"])
def test_a_ready_plan_can_be_issued(name: str) -> None:
    assert check_plan(VIETNAM.plans()[name]) == ()


def test_the_citys_programme_cites_the_committees_letter() -> None:
    plans = VIETNAM.plans()
    letter, programme = plans["ubqg-2022"], plans["hai-phong-2022"]
    cited = programme["cites"][0]
    assert cited["raw"] == letter["document"]["raw"] == "02/UBQG-VP"
    assert cited["unit"] == letter["issuer"] == "VN"
    assert cited["issued"] == letter["document"]["issued"] == "2022-03-10"
    assert "issued" not in programme["document"]
    assert len(programme["tasks"]) == 4
    assert not {"targets", "collects"} & programme.keys()


def test_the_plan_of_2025_asks_the_annual_form_before_the_governments_day() -> None:
    plan = VIETNAM.plans()["national-2025"]
    (collect,) = plan["collects"]
    assert collect["form"] in {form["$id"] for form in VIETNAM.forms()}
    due = collect["due"]["2025"]
    assert date.fromisoformat(due["national"]) == DAY
    ladder = due["days_before"]
    # The year's facts end on 14 December; a working day lies between that and the first due day.
    assert DAY.day - ladder["ward"] > 15
    assert ladder["ward"] > ladder["district"] > ladder["province"] > 0
