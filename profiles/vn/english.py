"""Vietnamese places in English: their own names as they are, their kinds in English words.

After the annex of Thông tư 03/2009/TT-BNG of the Ministry of Foreign Affairs; the special zones of
2025 came after it.
"""

_KINDS = {
    "Thành phố": "City",
    "Tỉnh": "Province",
    "Quận": "District",
    "Huyện": "District",
    "Thị xã": "Town",
    "Thị trấn": "Town",
    "Phường": "Ward",
    "Xã": "Commune",
    "Đặc khu": "Special Zone",
}


def english_name(name: str) -> str:
    """``Tỉnh Bắc Giang`` as ``Bắc Giang Province``, ``Quận 1`` as ``District 1``.

    A name that says no kind stays as it is.
    """
    for kind, english in _KINDS.items():
        rest = name.removeprefix(f"{kind} ")
        if rest != name:
            return f"{english} {rest}" if rest[0].isdigit() else f"{rest} {english}"
    return name
