"""What is said beside the totals of a workbook, of coverage and of another period."""

WORKBOOK: dict[str, tuple[str, str]] = {
    "behind_provisional": ("Số liệu tạm thời", "Provisional figures"),
    "behind_final": ("Số liệu chính thức", "Final figures"),
    "behind_sent": ("đã nộp: {sent}", "received: {sent}"),
    "cover_provisional": (
        "SỐ LIỆU TẠM THỜI – còn có thể thay đổi khi đơn vị nộp thêm hoặc sửa",
        "PROVISIONAL FIGURES – they may still change as units send or correct",
    ),
    "cover_final": (
        "SỐ LIỆU CHÍNH THỨC – chỉ gồm báo cáo đã được duyệt",
        "FINAL FIGURES – of approved submissions only",
    ),
    "cover_weight": ("Trọng số (dân số) đã có báo cáo", "Weight (population) covered"),
    "weight_percent": ("{percent} %", "{percent} %"),
    "weight_percent_bare": (
        "{percent} %, không kể {bare} đơn vị không có trọng số",
        "{percent} %, without {bare} units that have no weight",
    ),
    "behind_weight": ("trọng số (dân số): {weight}", "weight (population): {weight}"),
    "cover_bounds": ("Khoảng giả định", "Assumed bounds"),
    "bounds_of": (
        "Có ở trang {sheet}: nơi chưa nộp thì không có gì, hoặc như kỳ {period}. Đó là giả định, "
        "không phải số liệu.",
        "On the sheet {sheet}: the silent give nothing, or what they gave for {period}. An "
        "assumption, no figures.",
    ),
    "col_weight": ("% trọng số\n(dân số)", "% of weight\n(population)"),
    "col_lower": ("Thấp nhất\n(giả định)", "Lower\n(assumed)"),
    "col_upper": ("Cao nhất\n(giả định)", "Upper\n(assumed)"),
    "col_assumed": ("Báo cáo\nlấy từ {period}", "Reports\nfrom {period}"),
    "comparing_units": ("Các đơn vị trực thuộc", "Units directly below"),
    "comparing_rest": (
        "Còn {count} chỉ tiêu khác so sánh từng đơn vị trong sổ đầy đủ (--full).",
        "{count} more indicators are compared unit by unit in the full workbook (--full).",
    ),
    "comparing_missing": (
        "Kỳ {period} cộng từ các kỳ ngắn, không có {parts}.",
        "{period} is made of shorter periods, without {parts}.",
    ),
    "bounds_note": (
        "Hai cột thấp nhất, cao nhất là giả định, không phải số liệu: nơi chưa nộp thì không có "
        "gì, hoặc như kỳ {period}; cột sau cùng đếm số báo cáo lấy từ kỳ đó.",
        "Lower and upper are an assumption, no figures: the silent give nothing, or what they gave "
        "for {period}, and the last column counts the reports taken from there.",
    ),
}
