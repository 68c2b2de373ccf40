"""Sentences about figures that leave, and about small counts in published copies."""

COMMANDS: dict[str, tuple[str, str]] = {
    "stage_export": ("Xuất số liệu", "Exporting"),
    "exported": (
        "Đã ghi {figures} số liệu của {units} đơn vị vào {path}.",
        "Wrote {figures} figures of {units} units to {path}.",
    ),
    "export_suppressed": (
        "Bản công bố: đã che {count} số để không ai suy ra được số nhỏ.",
        "Published copy: {count} figures are hidden so that no small count can be worked out.",
    ),
    "export_one_map": (
        "Theo bản đồ này chỉ hiện số suy ra được từ bản công bố theo bản đồ gốc của đơn vị, để hai "
        "bản đặt cạnh nhau không làm lộ số đã che.",
        "On this map only what follows from the published copy on the units' own map is shown, so "
        "that the two side by side give nothing away.",
    ),
    "none_occurred_comment": ("không phát sinh", "none occurred"),
}

PROBLEMS: dict[str, tuple[str, str]] = {
    "code_unfit": (
        "Mã đơn vị «{code}» không dùng được trong SDMX: chỉ được có chữ La-tinh không dấu, chữ số "
        "và _ - @ $. Hãy xuất dạng khác.",
        "The unit code “{code}” cannot stand in SDMX: letters without marks, digits and _ - @ $ "
        "only. Export another format.",
    ),
    "period_elsewhere": (
        "DHIS2 không có kỳ nào như {period}. Hãy xuất theo năm, nửa năm, quý hoặc tháng.",
        "DHIS2 has no period like {period}. Export a year, half-year, quarter or month.",
    ),
    "nothing_sent_here": (
        "DHIS2 nhận số do chính đơn vị gửi; số của {period} ở đây được tính từ kỳ hoặc bản đồ "
        "khác. Hãy xuất đúng các kỳ đã gửi.",
        "DHIS2 takes what units sent; the figures of {period} here are made from other periods or "
        "for another map. Export the periods that were sent.",
    ),
    "ids_missing": (
        "Bảng mã DHIS2 thiếu {count} mã loại {kind}: {codes} … Hãy thêm vào bảng.",
        "The table of DHIS2 identifiers lacks {count} codes of {kind}: {codes} … Add them.",
    ),
    "ids_unfit": (
        "Bảng mã {path} không đọc được ở dòng {line}. Cần các cột kind,code,id; kind là "
        "dataElement, orgUnit hoặc dataSet; mỗi mã một dòng.",
        "The table of identifiers {path} cannot be read at line {line}. It needs the columns "
        "kind,code,id; kind is dataElement, orgUnit or dataSet; one row a code.",
    ),
}

WORKBOOK: dict[str, tuple[str, str]] = {
    "legend_suppressed": (
        "Dấu • : số được che trong bản công bố. Số vụ, số người quá nhỏ (lớn hơn 0 và dưới ngưỡng "
        "của chỉ tiêu) được che để không nhận ra ai; một số khác được che theo để không tính "
        "ngược ra được.",
        "The sign •: a figure hidden in the published copy. Counts too small (above 0 and below "
        "the measure's threshold) are hidden so that nobody is recognised; some others are hidden "
        "with them so that they cannot be worked out.",
    ),
}
