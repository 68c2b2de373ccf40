"""What is said of figures on another day's map; key -> (vi, en)."""

COMMANDS: dict[str, tuple[str, str]] = {
    "restated": (
        "{form} {period} theo bản đồ ngày {on}: {exact} đơn vị chính xác, {estimated} ước tính, "
        "{not_comparable} không so sánh được; {reported}/{expected} đơn vị của ngày {units_on} đã "
        "nộp. Không lưu gì vào kho.",
        "{form} {period} on the map of {on}: {exact} units exact, {estimated} estimated, "
        "{not_comparable} not comparable; {reported}/{expected} units of {units_on} have sent. "
        "Nothing was written.",
    ),
    "restated_left_out": (
        "Lịch sử địa giới không nói {count} đơn vị sau đây nay là đâu. Số liệu của chúng chỉ được "
        "tính từ cấp chắc chắn chứa chúng trở lên. Hãy bổ sung bằng: capbac units import --lineage "
        "TỆP.",
        "The lineage does not say what became of these {count} units. Their figures count only "
        "from the unit above that surely holds them. Add what is missing with: capbac units import "
        "--lineage FILE.",
    ),
}

FAULTS: dict[str, tuple[str, str]] = {
    "lineage_missing": (
        "Không có dòng lịch sử địa giới nào cho đơn vị {where} ({sent}) đến ngày {allowed}.",
        "The lineage has no line for the unit {where} ({sent}) up to {allowed}.",
    ),
}

WORKBOOK: dict[str, tuple[str, str]] = {
    "fact_restated": ("Tính theo bản đồ khác", "On another day's map"),
    "restated_of": (
        "Số liệu của {reported}/{expected} đơn vị theo bản đồ ngày {units_on}, tính lại cho bản đồ "
        "nêu trên",
        "Figures of {reported}/{expected} units of {units_on}, restated on the map above",
    ),
    "legend_not_comparable": (
        "Dấu ≠ : không so sánh được. Đơn vị mới nhận một phần của đơn vị cũ bị chia mà không có tỷ "
        "lệ chia; số của đơn vị cũ được tính trọn từ cấp chứa hết các phần trở lên. Có/Không và "
        "lựa chọn của đơn vị cũ không trở thành của đơn vị mới.",
        "The sign ≠: not comparable. The new unit got a part of an old one that was split without "
        "declared shares; the old unit's figure counts whole from the level that holds all parts. "
        "A yes/no or a choice of an old unit never becomes that of a new one.",
    ),
    "legend_estimated": (
        "Dấu ≈ : ước tính theo tỷ lệ chia đã khai báo của đơn vị cũ.",
        "The sign ≈: estimated by the declared shares of an old unit.",
    ),
    "legend_restated": (
        "Số khác là chính xác: cộng nguyên vẹn từ các đơn vị cũ. Dòng của chính đơn vị gồm cả phần "
        "của đơn vị cũ không chia được cho cấp dưới; dòng tổng gồm cả phần nằm ở đơn vị có dấu ≠. "
        "Số đơn vị phải nộp và đã nộp là đơn vị của ngày nộp.",
        "Every other figure is exact: whole old units added up. The unit's own row also holds what "
        "of old units cannot be divided among those below; the total also holds what lies in units "
        "with the sign ≠. Units expected and reported are units of the day they reported on.",
    ),
    "sheet_comparing": ("So sánh", "Comparison"),
    "title_comparing": ("SO SÁNH HAI KỲ", "TWO PERIODS COMPARED"),
    "comparing_note": (
        "So với kỳ {period} ({form}). Chỉ tiêu được ghép theo mã; chênh lệch tính trên cùng một "
        "bản đồ: kỳ trước được tính lại theo bản đồ của kỳ này.",
        "Held against {period} ({form}). Indicators are matched by code; the difference is taken "
        "on one map: the other period is restated on the map of this one.",
    ),
    "col_this_period": ("Kỳ này\n{period}", "This period\n{period}"),
    "col_then": ("Kỳ so sánh, bản đồ khi đó\n{period}", "Other period, its own map\n{period}"),
    "col_then_here": ("Kỳ so sánh, bản đồ này\n{period}", "Other period, this map\n{period}"),
    "col_difference": ("Chênh lệch", "Difference"),
    "col_then_coverage": ("Đã nộp/phải nộp\n{period}", "Reported/expected\n{period}"),
    "col_mark": ("Mức so sánh được", "How comparable"),
    "mark_exact": ("chính xác", "exact"),
    "mark_estimated": ("≈ ước tính", "≈ estimated"),
    "mark_not_comparable": ("≠ không so sánh được", "≠ not comparable"),
    "mark_none": ("kỳ so sánh không có", "not in the other period"),
}
