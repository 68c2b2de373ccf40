"""Types of papers and their abbreviations.

After Nghị định 30/2020/NĐ-CP, Phụ lục III; beside them the legal normative documents of the Law on
their promulgation, and a letter's ``CV``, which the Party writes and the State does not.
"""

from reporting.document_number import Papers

_ADMINISTRATIVE = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
}
_COPIES = {"SY": "Bản sao y", "TrS": "Bản trích sao", "SL": "Bản sao lục"}
_NORMATIVE = {"NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch"}
LETTER = "Công văn"

PAPERS = Papers(_ADMINISTRATIVE | _COPIES | _NORMATIVE | {"CV": LETTER}, LETTER)
