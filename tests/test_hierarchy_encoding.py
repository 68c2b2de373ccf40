import pytest

from errors import Fault
from hierarchy import encoding
from hierarchy.encoding import decode

TABLE = "code,name,level\n01,Hà Nội,province\n001,Ba Đình,district\n00001,Phúc Xá,ward\n"
# The same three names as TCVN3 and VNI fonts spell them, seen through Latin-1.
TCVN3 = "code,name,level\n01,Hµ Néi,province\n001,Ba §×nh,district\n00001,Phóc X¸,ward\n"
VNI = "code,name,level\n01,Haø Noäi,province\n001,Ba Ñình,district\n00001,Phuùc Xaù,ward\n"


def code_of(data: bytes) -> str:
    found = decode(data)
    return found.code if isinstance(found, Fault) else ""


def test_utf8_with_and_without_a_mark_is_text() -> None:
    assert decode(TABLE.encode()) == decode(TABLE.encode("utf-8-sig")) == TABLE


@pytest.mark.parametrize("form", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_explained(form: str) -> None:
    assert code_of(TABLE.encode(form)) == "encoding_utf16"


@pytest.mark.parametrize("form", ["latin-1", "utf-8"])
def test_the_old_vietnamese_encodings_are_told_apart_even_when_saved_as_utf8(form: str) -> None:
    assert code_of(TCVN3.encode(form)) == "encoding_tcvn3"
    assert code_of(VNI.encode(form)) == "encoding_vni"


def test_text_decoded_wrongly_and_saved_again_is_explained() -> None:
    assert code_of(TABLE.encode().decode("latin-1").encode()) == "encoding_twice"


def test_any_other_encoding_is_refused_with_the_line_and_the_byte() -> None:
    found = decode("code,name\n01,Ola\n02,Gda\u0144sk\n".encode("cp1250"))
    assert isinstance(found, Fault)
    assert (found.code, found.where, found.sent) == ("encoding_unknown", "line 3", "0xf1")


@pytest.mark.parametrize(
    "names",
    [
        "Québec Haïti Israël",
        "Anaïs Noël Maëlle",
        "Köln Tübingen Görlitz",
        "Tromsø Bodø Ålesund",
        "Hämeenlinna Seinäjoki",
        "Ñuñoa Peñalolén",
        "São Paulo Goiás",
        "L·lívia",
        "北京 Цетиње القاهرة",
    ],
)
def test_other_countries_are_not_taken_for_a_broken_vietnamese_file(names: str) -> None:
    table = "code,name\n" + "".join(f"1,{name}\n" for name in names.split())
    assert decode(table.encode()) == table


def test_a_workbook_under_the_name_of_a_table_is_explained() -> None:
    assert code_of(b"PK\x03\x04rest") == "file_is_sheet"
    assert code_of(b"\xd0\xcf\x11\xe0rest") == "file_is_sheet"


def test_a_file_beyond_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "MAX_BYTES", 10)
    assert code_of(b"x" * 10) == ""
    assert code_of(b"x" * 11) == "file_too_large"
