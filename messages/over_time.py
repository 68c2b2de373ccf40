"""Sentences about a longer period made of shorter ones."""

Text = tuple[str, str]

COMMANDS: dict[str, Text] = {
    "over_time_done": (
        "{form} {period}: cộng từ {steps}; {reported}/{expected} lượt báo cáo ({finality}). Không "
        "lưu gì: số liệu được tính mỗi khi xuất hoặc viết báo cáo.",
        "{form} {period}: made from {steps}; {reported}/{expected} reports ({finality}). Nothing "
        "is kept: it is computed whenever it is exported or reported.",
    ),
    "over_time_missing": (
        "Kỳ {period} còn thiếu {missing}: chưa giao cho đơn vị nào, nên số liệu là tạm tính.",
        "Of the period {period} these are missing: {missing}. Nobody was asked for them, so the "
        "figures are provisional.",
    ),
    "linked_elsewhere": (
        "{count} đơn vị của biểu mẫu mà số này lấy không có trên bản đồ ngày {day}, nên số của "
        "chúng không nằm trong đây. Thêm --on {day} để đưa chúng về bản đồ ấy.",
        "{count} units of a form these figures draw on are not on the map of {day}, so theirs are "
        "not in here. Add --on {day} to take them to that map.",
    ),
    "over_time_none": (
        "Không có số cho kỳ dài hơn vì biểu mẫu không nêu cách cộng theo thời gian (x-over-time): "
        "{measures}.",
        "No figure over the longer period, since the form states no rule over time (x-over-time): "
        "{measures}.",
    ),
    "weight_covered": (
        "Đơn vị đã nộp chiếm {percent} % trọng số (dân số) của các đơn vị phải nộp.",
        "Units that reported hold {percent} % of the weight (population) of those expected.",
    ),
    "weight_covered_bare": (
        "Đơn vị đã nộp chiếm {percent} % trọng số (dân số) của các đơn vị phải nộp; {bare} đơn vị "
        "không có trọng số, không tính vào.",
        "Units that reported hold {percent} % of the weight (population) of those expected; {bare} "
        "units without a weight are not counted.",
    ),
    "bounds_assumed": (
        "Cột lower và upper là giả định, không phải số liệu: nơi chưa nộp thì không có gì, hoặc "
        "như kỳ {previous}. Cột assumed đếm số báo cáo lấy từ kỳ đó.",
        "Columns lower and upper are an assumption, no figures: the silent give nothing, or what "
        "they gave for {previous}. Column assumed counts the reports taken from there.",
    ),
    "reconciled": (
        "Đã đối chiếu {compared} tổng số: khớp cả.",
        "Totals compared: {compared}. Every one agrees with its parts.",
    ),
    "reconciled_gaps": (
        "Đã đối chiếu {compared} tổng số: {gaps} chỗ lệch, kê ở trên.",
        "Totals compared: {compared}. {gaps} do not agree with their parts, as listed.",
    ),
    "reconciled_partly": (
        "Trong đó {gaps} chỗ còn thiếu phần (parts nhỏ hơn expected): chỗ lệch có thể chỉ là phần "
        "chưa có.",
        "In {gaps} of them parts are missing (parts below expected): the difference may be no more "
        "than those.",
    ),
    "finality_final": ("chính thức", "final"),
    "finality_provisional": ("tạm tính", "provisional"),
}

WORKBOOK: dict[str, Text] = {
    "weight_line": (
        "Đơn vị đã nộp chiếm {percent} % trọng số (dân số) của các đơn vị phải nộp",
        "Units that reported hold {percent} % of the weight (population) of those expected",
    ),
    "weight_line_bare": (
        "Đơn vị đã nộp chiếm {percent} % trọng số (dân số) của các đơn vị phải nộp; {bare} đơn vị "
        "không có trọng số",
        "Units that reported hold {percent} % of the weight (population) of those expected; {bare} "
        "have no weight",
    ),
    "rule_linked": (
        "Cộng các đơn vị, lấy từ biểu mẫu khác: {source}.",
        "Sum over units, from another form: {source}.",
    ),
    "fact_steps": ("Cộng từ các kỳ", "Made from the periods"),
    "fact_steps_missing": ("Còn thiếu kỳ", "Periods missing"),
    "over_time_sum": ("Theo thời gian: cộng các kỳ.", "Over time: sum of the periods."),
    "over_time_last": (
        "Theo thời gian: số của kỳ cuối cùng đơn vị có nêu.",
        "Over time: what the unit stated last.",
    ),
    "over_time_mean": ("Theo thời gian: trung bình các kỳ.", "Over time: mean of the periods."),
    "over_time_min": ("Theo thời gian: kỳ nhỏ nhất.", "Over time: the least period."),
    "over_time_max": ("Theo thời gian: kỳ lớn nhất.", "Over time: the greatest period."),
    "over_time_none": ("Không có số cho kỳ dài hơn.", "No figure over a longer period."),
    "over_time_after": (
        "Tổng hợp từng kỳ trước. {rule}",
        "Rolled up period by period first. {rule}",
    ),
    "over_time_parts": (
        "Theo thời gian: tính lại từ các phần.",
        "Over time: made anew from its parts.",
    ),
}
"""What a workbook of a longer period says beside its figures."""
