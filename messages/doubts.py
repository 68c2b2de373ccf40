"""What is said of faults one by one, of drafts, and of confirming odd figures; key -> (vi, en)."""

Text = tuple[str, str]

FAULTS: dict[str, Text] = {
    "moved_much": (
        "Số {sent} thay đổi nhiều so với kỳ trước; thường trong khoảng {allowed}.",
        "{sent} has moved far since the period before; usually it would be within {allowed}.",
    ),
    "unlike_siblings": (
        "Số {sent} khác hẳn các đơn vị cùng cấp, cùng cấp trên; thường trong khoảng {allowed}.",
        "{sent} is unlike the units of the same level beside it; usually it is within {allowed}.",
    ),
}

PROBLEMS: dict[str, Text] = {
    "draft_missing": (
        "Không có bản nháp nào của {unit} cho biểu {form}, kỳ {period}.",
        "There is no draft of {unit} for the form {form}, period {period}.",
    ),
    "warning_missing": (
        "Bản mới nhất của {unit} không có cảnh báo nào ở {path}. Có cảnh báo ở: {known}.",
        "The newest submission of {unit} has no warning at {path}. There are warnings at: {known}.",
    ),
    "error_not_confirmed": (
        "{path} của {unit} là lỗi, không phải cảnh báo: không giải trình được. Hãy sửa số liệu rồi "
        "gửi lại.",
        "{path} of {unit} is an error, not a warning: it cannot be confirmed. Correct the figure "
        "and send again.",
    ),
}

KINDS: dict[str, Text] = {
    "integer": ("số nguyên", "a whole number"),
    "number": ("số", "a number"),
    "boolean": ("có hoặc không", "yes or no"),
    "string": ("chữ", "text"),
    "array": ("danh sách", "a list"),
    "object": ("một phần có các ô bên trong", "a section with cells inside"),
}
"""What may stand in a cell, by the word of the form."""

ANSWERS = frozenset({"cell_not_open", "asked_elsewhere", "asked_once_differs"})
"""Faults that set one answer of a question against another."""

TRUTH: dict[str, Text] = {"true": ("có", "yes"), "false": ("không", "no")}

BOUNDS: dict[str, Text] = {
    "minimum": ("từ {allowed} trở lên", "{allowed} or more"),
    "maximum": ("không quá {allowed}", "at most {allowed}"),
    "exclusive_minimum": ("lớn hơn {allowed}", "more than {allowed}"),
    "exclusive_maximum": ("nhỏ hơn {allowed}", "less than {allowed}"),
    "multiple_of": ("bội số của {allowed}", "a multiple of {allowed}"),
    "too_large": ("không quá {allowed}", "at most {allowed}"),
    "too_many_decimals": ("{allowed} chữ số thập phân", "{allowed} decimals"),
    "min_length": ("ít nhất {allowed} ký tự", "at least {allowed} characters"),
    "max_length": ("tối đa {allowed} ký tự", "at most {allowed} characters"),
    "min_items": ("ít nhất {allowed} mục", "at least {allowed} items"),
    "max_items": ("tối đa {allowed} mục", "at most {allowed} items"),
}
"""What is allowed in words, where a fault gives no more than a figure."""

COMMANDS: dict[str, Text] = {
    # one fault
    "fault_place": ("{number}. {place}  {label}", "{number}. {place}  {label}"),
    "fault_warning": ("(cảnh báo)", "(warning)"),
    "fault_whole": ("Cả bản gửi", "All that was sent"),
    "fault_sent": ("Đang ghi: {sent}", "It says: {sent}"),
    "fault_allowed": ("Cho phép: {allowed}", "Allowed: {allowed}"),
    "fault_usual": ("Thường: {allowed}", "Usual: {allowed}"),
    "fault_mend": ("Cách sửa: {mend}", "To mend: {mend}"),
    "fault_file": ("Tệp lỗi: {path}", "Workbook of faults: {path}"),
    "warned_of": ("{unit} ({where}):", "{unit} ({where}):"),
    "warned_how": (
        "Số đúng thì giải trình: capbac confirm {unit} {form} {period} --path {path} --reason «…»",
        "If it is right: capbac confirm {unit} {form} {period} --path {path} --reason “…”",
    ),
    "warned_more": (
        "… và {count} phiếu nữa có cảnh báo, xem bằng --json.",
        "… and {count} more submissions have warnings, see them with --json.",
    ),
    "warned_answered": (
        "Cảnh báo đã giải trình: {count}.",
        "Warnings explained: {count}.",
    ),
    # confirming
    "confirmed": (
        "Đã ghi lý do cho {path} của {unit}: {reason}",
        "The reason for {path} of {unit} is kept: {reason}",
    ),
    # drafts
    "draft_saved": (
        "Đã giữ bản nháp của {unit}: {form}, kỳ {period}. Bản nháp không được tính vào đâu cả.",
        "A draft of {unit} is kept: {form}, period {period}. A draft counts in nothing.",
    ),
    "drafts_saved": (
        "Giữ {kept} bản nháp, từ chối {refused}.",
        "{kept} drafts kept, {refused} refused.",
    ),
    "draft_head": (
        "Bản nháp của {unit}: {form}, kỳ {period}; giữ lúc {at} từ {source}. Chưa được tính.",
        "Draft of {unit}: {form}, period {period}; kept at {at} from {source}. It counts in "
        "nothing.",
    ),
    "draft_cell": ("  {label} [{path}]: {value}", "  {label} [{path}]: {value}"),
    "draft_faults": ("Còn phải sửa {count} chỗ:", "{count} places are still to be mended:"),
    "draft_sound": ("Chưa thấy lỗi nào.", "No fault is known."),
    "draft_dropped": (
        "Đã xóa bản nháp của {unit}, biểu {form}, kỳ {period}. Không lấy lại được.",
        "The draft of {unit} for {form}, period {period} is gone. It cannot be brought back.",
    ),
    "draft_saved_to": ("Đã ghi {path}.", "{path} is written."),
}
