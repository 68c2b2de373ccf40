"""What is said of a figure that is explained, on a screen and in a sheet: key -> (vi, en)."""

Text = tuple[str, str]

TEXTS: dict[str, Text] = {
    "sheet_tree": ("Giải trình", "Explanation"),
    "sheet_sources": ("Nguồn", "Sources"),
    "title": ("GIẢI TRÌNH SỐ LIỆU", "WHY A FIGURE IS WHAT IT IS"),
    "about": ("{label} ({path})", "{label} ({path})"),
    "whose": (
        "{unit} ({code}) · kỳ {period} · {form} · số {finality}",
        "{unit} ({code}) · period {period} · {form} · {finality} figures",
    ),
    "whose_vintage": ("{whose} · bản công bố số {number}", "{whose} · vintage {number}"),
    "rule": ("Quy tắc: {rule}", "Rule: {rule}"),
    "made": (
        "Bản đồ đơn vị ngày {day} · tổng hợp lúc {at}",
        "Map of {day} · rolled up at {at}",
    ),
    "figure": (
        "= {value} {unit} · {reported}/{expected} đơn vị đã báo cáo",
        "= {value} {unit} · reported by {reported} of {expected} units",
    ),
    "nothing": ("(không có giá trị)", "(no value)"),
    "of_level": ("Các đơn vị {level}", "Units of the level {level}"),
    "of_option": ("{level} · phương án “{option}”", "{level} · option “{option}”"),
    "role_figure": ("Đóng góp", "Given"),
    "role_numerator": ("Tử số", "Numerator"),
    "role_denominator": ("Mẫu số", "Denominator"),
    "role_operand": ("Thành phần", "Operand"),
    "counted": ("số đơn vị", "units"),
    "part": (
        "{role}: {label} = {value} ({reported}/{expected} đơn vị)",
        "{role}: {label} = {value} ({reported} of {expected} units)",
    ),
    "own_stands": (
        "Số do chính đơn vị báo: {own}. Cộng từ cấp dưới: {below} (chênh {gap}). Số của đơn vị "
        "được dùng thay cho số cộng từ dưới.",
        "The unit's own statement: {own}. The sum from below: {below} (difference {gap}). Its own "
        "figure stands in place of the sum from below.",
    ),
    "only_own": (
        "Chỉ tiêu này không tổng hợp lên cấp trên: chỉ có số của chính đơn vị.",
        "This measure is not rolled up: there is the unit's own figure only.",
    ),
    "tree": ("Cây đơn vị, theo mức ảnh hưởng:", "The tree of units, by influence:"),
    "biggest": (
        "{count} đơn vị ảnh hưởng nhất (trong {all}; --all để xem đủ):",
        "The {count} units that weigh most (of {all}; --all shows every one):",
    ),
    "holders": ("Giá trị này là của: {units}", "The value is that of: {units}"),
    "share_of": ("{value} ({share} %)", "{value} ({share} %)"),
    "own": ("riêng đơn vị: {own}", "its own: {own}"),
    "reported": ("{reported}/{expected} đơn vị", "{reported} of {expected} units"),
    "replaced": (
        "không tính: đơn vị cấp trên đã báo số thay thế",
        "not counted: a unit above states the figure itself",
    ),
    "held": ("giữ giá trị này", "it holds this value"),
    "yes": ("có", "yes"),
    "no": ("không", "no"),
    "origin": (
        "lần nộp {revision} · {sender} · nhận lúc {at} · {state} · sha256 {sha256} · biên nhận "
        "{receipt}",
        "revision {revision} · {sender} · received {at} · {state} · sha256 {sha256} · receipt "
        "{receipt}",
    ),
    "origin_public": (
        "lần nộp {revision} · nhận lúc {at} · {state}",
        "revision {revision} · received {at} · {state}",
    ),
    "public_copy": (
        "Bản công bố: {sign} là số được che; mã băm, người gửi và thứ tự theo số được che không "
        "nêu ở đây.",
        "Published copy: {sign} is a hidden figure; hashes, senders, and any order by hidden "
        "figures are left out.",
    ),
    "entered_by": ("{who} nhập thay", "entered by {who} on its behalf"),
    "silent": (
        "Chưa gửi gì ({count} đơn vị; để trống, không tính là 0): {units}",
        "Silent ({count} units; blank is not zero): {units}",
    ),
    "blank": (
        "Có gửi nhưng không có số ở chỉ tiêu này ({count} đơn vị): {units}",
        "Sent, but without a figure here ({count} units): {units}",
    ),
    "and_more": ("… và {count} đơn vị nữa", "… and {count} more"),
    "cell": ("{path}: {state}", "{path}: {state}"),
    "state_BLANK": ("để trống", "blank"),
    "state_NONE_OCCURRED": ("không phát sinh", "none occurred"),
    "state_NOT_AVAILABLE": ("chưa có số", "not available"),
    "state_NOT_APPLICABLE": ("không áp dụng", "not applicable"),
    "assignment_expected": ("chưa nộp", "expected"),
    "assignment_draft": ("đang soạn", "draft"),
    "assignment_submitted": ("đã nộp", "submitted"),
    "assignment_returned": ("bị trả lại", "returned"),
    "assignment_approved": ("đã duyệt", "approved"),
    "assignment_succeeded": ("đã chuyển đơn vị mới", "succeeded"),
    "assignment_withdrawn": ("đã thôi giao", "withdrawn"),
    "col_no": ("TT", "No."),
    "col_code": ("Mã", "Code"),
    "col_unit": ("Đơn vị", "Unit"),
    "col_level": ("Cấp", "Level"),
    "col_value": ("Lũy kế", "With all below"),
    "col_own": ("Riêng đơn vị", "Own"),
    "col_share": ("% của tổng", "% of total"),
    "col_influence": ("Mức ảnh hưởng", "Influence"),
    "col_coverage": ("Đã báo cáo", "Reported"),
    "col_expected": ("Phải báo cáo", "Expected"),
    "col_revision": ("Lần nộp", "Revision"),
    "col_sender": ("Người gửi", "Sender"),
    "col_received": ("Nhận lúc", "Received"),
    "col_behalf": ("Nhập thay", "On behalf"),
    "col_hash": ("SHA-256 và biên nhận", "SHA-256 and receipt"),
    "col_note": ("Ghi chú", "Note"),
    "note_silent": ("Chưa gửi (không tính là 0)", "Silent (blank is not zero)"),
    "total": ("Cộng", "Total"),
    "check_sum": (
        "Số đóng góp của từng đơn vị cộng lại đúng bằng số được giải trình.",
        "What each unit gives adds up to the figure exactly.",
    ),
}

COMMANDS: dict[str, Text] = {
    "explain_written": ("Đã viết bản giải trình vào {out}.", "The explanation is in {out}."),
}
