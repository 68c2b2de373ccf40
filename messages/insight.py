"""What shows how figures spread, where units stand, what moved and what many wrote alike."""

WORKBOOK: dict[str, tuple[str, str]] = {
    "sheet_spread": ("Xếp hạng và phân bố", "Ranks and distribution"),
    "sheet_map": ("Bản đồ", "Map"),
    "sheet_moving": ("Biến động", "What moved"),
    "sheet_voices": ("Ý kiến gộp", "Merged words"),
    "holds_spread": (
        "Đơn vị cao nhất, thấp nhất, trung vị, tứ phân vị và biểu đồ phân bố của chỉ tiêu chính",
        "Highest, lowest, median, quartiles and histogram of the key indicators",
    ),
    "holds_map": (
        "Tỷ lệ nộp và mức đạt của từng đơn vị theo tọa độ",
        "Coverage and attainment of every unit by its coordinates",
    ),
    "holds_moving": (
        "Số liệu thay đổi nhiều nhất so với kỳ trước và số bất thường, xếp theo ảnh hưởng",
        "What changed most against the last period and what stands apart, by influence",
    ),
    "holds_voices": (
        "Ý kiến giống nhau được gộp, đếm; giữ nguyên văn từng cách viết và đơn vị nêu",
        "Like sentences merged and counted, with every wording and who wrote it",
    ),
    # ranks and distribution
    "title_spread": (
        "XẾP HẠNG VÀ PHÂN BỐ CÁC CHỈ TIÊU CHÍNH",
        "RANKS AND DISTRIBUTION OF THE KEY INDICATORS",
    ),
    "spread_note": (
        "Xếp theo số liệu, từ cao xuống thấp; không phải điểm thi đua. Đơn vị chưa có số không "
        "được xếp hạng và không được tính là 0.",
        "Ranked by the figures, from high to low; these are no scores. A unit without a figure "
        "is not ranked and does not count as 0.",
    ),
    "spread_rank": ("Hạng", "Rank"),
    "spread_highest": ("Cao nhất", "Highest"),
    "spread_lowest": ("Thấp nhất", "Lowest"),
    "spread_value": ("Số liệu", "Figure"),
    "spread_spread": ("Phân bố", "Distribution"),
    "spread_count": ("Đơn vị có số", "Units with a figure"),
    "spread_none": ("Đơn vị chưa có số", "Units without one"),
    "spread_max": ("Lớn nhất", "Greatest"),
    "spread_upper": ("Tứ phân vị trên", "Upper quartile"),
    "spread_median": ("Trung vị", "Median"),
    "spread_lower": ("Tứ phân vị dưới", "Lower quartile"),
    "spread_min": ("Nhỏ nhất", "Least"),
    "spread_total": ("Tính chung", "All together"),
    "spread_target": ("Chỉ tiêu kế hoạch", "Target"),
    "spread_picture": ("Số đơn vị theo khoảng số liệu", "Units by band of the figure"),
    # map
    "title_map": (
        "TÌNH HÌNH NỘP VÀ MỨC ĐẠT THEO VỊ TRÍ ĐƠN VỊ",
        "COVERAGE AND ATTAINMENT BY WHERE UNITS STAND",
    ),
    "map_note": (
        "{count} đơn vị đặt theo kinh độ, vĩ độ trong danh mục đơn vị (bắc ở trên); không có "
        "đường địa giới.",
        "{count} units placed by longitude and latitude of the roster (north is up); there are "
        "no boundaries.",
    ),
    "map_note_numbers": (
        "{count} đơn vị đặt theo kinh độ, vĩ độ trong danh mục đơn vị (bắc ở trên); không có "
        "đường địa giới. Số trên hình là số thứ tự trong bảng dưới đây.",
        "{count} units placed by longitude and latitude of the roster (north is up); there are "
        "no boundaries. Numbers in the pictures are those of the table below.",
    ),
    "map_missing": (
        "{count} đơn vị chưa có tọa độ: xem trong bảng.",
        "{count} units have no coordinates: see the table.",
    ),
    "map_nowhere": ("chưa có", "none"),
    "map_lat": ("Vĩ độ", "Latitude"),
    "map_lon": ("Kinh độ", "Longitude"),
    "map_coverage": ("Tỷ lệ nộp (%)", "Coverage (%)"),
    "map_class": ("Tình hình nộp", "How far sent"),
    "map_figure": ("Số liệu", "Figure"),
    "map_names": ("Tên", "Names"),
    "map_coverage_title": ("Tỷ lệ đơn vị đã nộp báo cáo", "Share of units that have sent"),
    "map_judged": ("So với chỉ tiêu kế hoạch", "Against the target"),
    "map_quarters": ("Theo bốn nhóm từ cao đến thấp", "In four groups from high to low"),
    "map_full": ("Nộp đủ 100 %", "All have sent"),
    "map_most": ("Từ 80 đến dưới 100 %", "80 to under 100 %"),
    "map_half": ("Từ 50 đến dưới 80 %", "50 to under 80 %"),
    "map_low": ("Dưới 50 %", "Under 50 %"),
    "map_unasked": ("Không phải nộp", "Not asked"),
    "map_met": ("Đạt", "Met"),
    "map_unmet": ("Chưa đạt", "Not met"),
    "map_first": ("Nhóm cao nhất", "Highest group"),
    "map_second": ("Nhóm trên trung vị", "Above the median"),
    "map_third": ("Nhóm dưới trung vị", "Below the median"),
    "map_fourth": ("Nhóm thấp nhất", "Lowest group"),
    "map_none": ("Chưa có số", "No figure"),
    # what moved
    "title_moving": ("BIẾN ĐỘNG VÀ SỐ LIỆU BẤT THƯỜNG", "WHAT MOVED AND WHAT STANDS APART"),
    "moving_note": (
        "Xếp theo ảnh hưởng: số chung của đơn vị sẽ lệch bao nhiêu phần trăm nếu bỏ riêng thay "
        "đổi đó (hoặc bỏ riêng đơn vị đó). Chỉ so khi cả hai kỳ đều có số; cột số đơn vị báo cáo "
        "cho biết thay đổi có do nộp nhiều hay ít hơn.",
        "By influence: how far the figure above would move, in percent, were that one change "
        "undone (or that one unit left out). Only where both periods have a figure; the units "
        "reporting tell whether it comes from more or fewer submissions.",
    ),
    "moving_movers": ("Thay đổi so với kỳ {period}", "Changes against {period}"),
    "moving_then": ("Kỳ {period}", "{period}"),
    "moving_now": ("Kỳ này {period}", "Now, {period}"),
    "moving_change": ("Tăng, giảm", "Change"),
    "moving_percent": ("Tăng, giảm (%)", "Change (%)"),
    "moving_coverage": ("Đơn vị báo cáo (trước → nay)", "Units reporting (then → now)"),
    "moving_influence": ("Ảnh hưởng đến số chung (%)", "Influence on the total (%)"),
    "moving_apart": (
        "Tỷ lệ khác hẳn các đơn vị cùng cấp (điểm z hiệu chỉnh trên {threshold})",
        "Rates unlike those of sibling units (modified z-score above {threshold})",
    ),
    "moving_value": ("Kỳ này", "Now"),
    "moving_median": ("Trung vị", "Median"),
    "moving_least": ("Thường từ", "Usual from"),
    "moving_largest": ("Thường đến", "Usual to"),
    "moving_side": ("Lệch về phía", "Which side"),
    "moving_above": ("cao hơn", "above"),
    "moving_below": ("thấp hơn", "below"),
    "moving_out": ("Ảnh hưởng đến số chung (%)", "Influence on the total (%)"),
    "moving_rest": (
        "Còn {count} dòng ảnh hưởng nhỏ hơn không in ở đây.",
        "{count} more, of smaller influence, are not listed here.",
    ),
    "moving_nothing": ("Không có.", "None."),
    # merged words
    "title_voices": ("Ý KIẾN GIỐNG NHAU ĐÃ GỘP", "LIKE SENTENCES, MERGED"),
    "voices_note": (
        "Hai câu được gộp khi giống nhau sau khi bỏ khác biệt về chữ hoa, khoảng trắng, dấu câu, "
        "hoặc có ít nhất 80 % số từ chung (chỉ số Jaccard) và cùng con số, cùng từ phủ định. "
        "Mỗi cách viết được giữ nguyên văn cùng tên các đơn vị.",
        "Two sentences are merged where they are equal but for case, spaces and punctuation, or "
        "share at least 80 % of their words (Jaccard) with the same numbers and negations. "
        "Every wording is kept as written, with the units' names.",
    ),
    "voices_who": ("Số đơn vị nêu", "Units that say so"),
    "voices_wording": ("Câu viết", "Sentence"),
    "voices_units": ("Đơn vị nêu", "Who wrote it"),
    "voices_one": ("{count} đơn vị {level} nêu", "{count} units ({level}) say"),
    "voices_many": ("{count} đơn vị nêu ({levels})", "{count} units say ({levels})"),
    "voices_wordings": ("{count} cách viết:", "{count} wordings:"),
    "voices_rest": (
        "và {count} đơn vị nữa (bấm dấu + ở lề trái để xem)",
        "and {count} more (press + in the left margin to see them)",
    ),
    "voices_lead": (
        "Nhiều đơn vị cùng nêu (bấm để xem từng cách viết và đơn vị nêu):",
        "Said by several units (click for every wording and who wrote it):",
    ),
    "voices_more": (
        "Còn {count} ý kiến giống nhau khác ở trang Ý kiến gộp.",
        "{count} more like sentences stand on the sheet of merged words.",
    ),
}
