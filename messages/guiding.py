"""What leads through a consolidated workbook: its cover, its checks and its links."""

WORKBOOK: dict[str, tuple[str, str]] = {
    "sheet_cover": ("Bìa", "Cover"),
    "sheet_checks": ("Kiểm tra", "Checks"),
    "title_checks": ("KIỂM TRA CÁC TỔNG SỐ", "CHECK OF EVERY TOTAL"),
    # cover
    "cover_facts": ("Báo cáo này", "This report"),
    "cover_contents": ("Mục lục (bấm vào tên để mở trang)", "Contents (click a name to open it)"),
    "cover_coverage": ("Đã nộp báo cáo", "Submissions received"),
    "cover_share": (
        "{reported}/{expected} đơn vị ({percent} %)",
        "{reported} of {expected} units ({percent} %)",
    ),
    "cover_nobody": ("không đơn vị nào phải nộp", "nobody is expected to send"),
    "cover_checks": ("Kiểm tra tổng số", "Check of totals"),
    "col_sheet": ("Trang tính", "Sheet"),
    "col_holds": ("Nội dung", "What it holds"),
    "holds_summary": (
        "Từng chỉ tiêu: kết quả, so với chỉ tiêu kế hoạch, số đơn vị đã báo cáo, đánh giá",
        "Every indicator: result, against its target, units reporting, assessment",
    ),
    "holds_units": (
        "Số liệu của từng đơn vị trực thuộc, của đơn vị và tổng cộng; có bộ lọc và nhóm dòng",
        "Figures of every unit below, the unit's own and the total; with filters and groups",
    ),
    "holds_comparing": (
        "Kỳ này so với kỳ trước trên cùng một bản đồ đơn vị",
        "This period against the one before, on one map of units",
    ),
    "holds_charts": ("Biểu đồ tình hình nộp và các tỷ lệ chính", "Charts of coverage and rates"),
    "holds_standing": ("Ai đã nộp, nộp muộn, chưa nộp", "Who has sent, who late, who not yet"),
    "holds_adoption": (
        "Kế hoạch đã được cấp dưới nhận và ban hành đến đâu",
        "How far the plan was received and issued below",
    ),
    "holds_ranking": ("Điểm và xếp loại thi đua", "Scores and ranks"),
    "holds_narratives": ("Lời của các đơn vị", "What the units wrote"),
    "holds_sources": (
        "Số liệu từ đâu, quy ước đọc, cách tổng hợp từng chỉ tiêu",
        "Where the figures come from, how to read them, the rule of each",
    ),
    "holds_checks": (
        "Mọi tổng số được tính lại ngay trong tệp này và đối chiếu",
        "Every total worked out again in this file and held against ours",
    ),
    # checks
    "checks_note": (
        "Mỗi dòng là một tổng số. “Tính lại” lấy từ các dòng ở trang {sheet}; sửa một ô ở đó thì "
        "dòng tương ứng ở đây đổi sang ✗. “–”: số ghi trực tiếp, không tính lại từ các dòng được.",
        "Every line is a total. “Recomputed” comes from the rows of {sheet}; change a cell there "
        "and its line here turns to ✗. “–”: written as a number, not to be had from the rows.",
    ),
    "checks_right": ("✓ Khớp", "✓ Agrees"),
    "checks_wrong": ("✗ Lệch", "✗ Differs"),
    "checks_none": ("–", "–"),
    "checks_all": ("✓ Mọi tổng số đều khớp", "✓ Every total agrees"),
    "checks_some": ("✗ Có tổng số bị lệch", "✗ Some totals differ"),
    "checks_lines": ("dòng khớp, lệch:", "agree, differ:"),
    "checks_counts": ("Số đơn vị", "Units"),
    "col_ours": ("Số của hệ thống", "Our figure"),
    "col_again": ("Tính lại từ các dòng", "Recomputed from the rows"),
    "col_in_total": ("Ở dòng tổng cộng", "In the total row"),
    "col_agrees": ("Đối chiếu", "Agrees"),
    # by unit
    "below_detail": (
        "CHI TIẾT CẤP DƯỚI (bấm + ở lề trái để mở từng đơn vị)",
        "UNITS FURTHER BELOW (click + at the left edge to open a unit)",
    ),
    "to_children": ("Tới các dòng của đơn vị trực thuộc", "To the rows of the units below"),
    "to_detail": ("Tới các đơn vị cấp dưới", "To the units further below"),
    "to_row": ("Về dòng của đơn vị", "To the unit's own row"),
    # summary
    "to_column": ("Tới số liệu từng đơn vị", "To the figures of every unit"),
    "col_spark": ("Các đơn vị trực thuộc", "Units directly below"),
    "col_trend": ("So với kỳ {period}", "Against {period}"),
}
