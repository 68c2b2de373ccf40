"""Workbooks of several units side by side, and workbooks left as they were."""

WORKBOOK: dict[str, tuple[str, str]] = {
    "abreast_level": ("Các đơn vị: {level}", "All units: {level}"),
    "abreast_below": ("Các đơn vị trực thuộc {unit}", "Units directly below {unit}"),
    "abreast_total": ("CỘNG CÁC ĐƠN VỊ TRÊN", "TOTAL OF THE UNITS ABOVE"),
    "abreast_note": (
        "Tổng là công thức sống, chỉ cộng các dòng trên; không có số tự báo của cấp trên.",
        "Totals are live formulas over the rows above; what higher units stated themselves is not "
        "in them.",
    ),
}
FAULTS: dict[str, tuple[str, str]] = {
    "report_repeated": (
        "{path}: “{sent}” đã có ở trên rồi; mỗi trang, mỗi chỉ tiêu, mỗi tên chỉ ghi một lần.",
        "{path}: “{sent}” stands above already; name each sheet, measure and title once.",
    ),
    "report_sheet_needs": (
        "{path}: trang “{sent}” lấy số từ trang “{allowed}”; xin thêm trang ấy vào sheets.",
        "{path}: the sheet “{sent}” draws on the sheet “{allowed}”; add that one to sheets.",
    ),
    "report_sheets_fleeting": (
        "{path}: “{sent}” là trang chỉ có khi có điều để nói, nên có đơn vị sẽ không có trang nào; "
        "xin thêm một trang sổ nào cũng có: cover, summary, units, charts, standing, narratives, "
        "sources, checks.",
        "{path}: “{sent}”: such sheets are there only where they have something to say, and some "
        "unit would have none; add one that every workbook has: cover, summary, units, charts, "
        "standing, narratives, sources, checks.",
    ),
    "report_measure_unknown": (
        "{path}: biểu mẫu không có chỉ tiêu “{sent}”.",
        "{path}: the form has no measure “{sent}”.",
    ),
}
PROBLEMS: dict[str, tuple[str, str]] = {
    "report_faults": (
        "Mô tả bố cục {path} chưa dùng được. Chưa viết sổ nào.",
        "The report description {path} cannot be used as it is. No workbook was written.",
    ),
}
COMMANDS: dict[str, tuple[str, str]] = {
    "reported_again": (
        "Đã viết {count} sổ Excel vào {out}; {unchanged} sổ không đổi, giữ nguyên.",
        "Workbooks written to {out}: {count}; unchanged: {unchanged}.",
    ),
}
