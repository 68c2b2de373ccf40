"""What is said of working days, deadlines and extensions: key -> (Vietnamese, English)."""

Text = tuple[str, str]

PROBLEMS: dict[str, Text] = {
    "calendar_faults": (
        "Lịch có lỗi nên không ngày nào được ghi; lịch cũ vẫn giữ nguyên. Các lỗi nêu dưới đây.",
        "The calendar has faults, so no day was kept and nothing changed. The faults follow.",
    ),
    "nothing_owed": (
        "Đơn vị {unit} không được giao biểu {form} cho kỳ {period}. Xem ai phải nộp bằng "
        "«capbac status {period} --silent».",
        "The unit {unit} does not owe the form {form} for {period}. See who does with “capbac "
        "status {period} --silent”.",
    ),
    "plan_needed": (
        "Kỳ {period} được giao theo nhiều kế hoạch: {known}. Hãy chọn một bằng --plan.",
        "Several plans ask for the period {period}: {known}. Choose one with --plan.",
    ),
    "extension_earlier": (
        "Hạn hiện nay là {due}, muộn hơn ngày {to}. Gia hạn chỉ được lùi hạn về sau; hãy chọn một "
        "ngày sau {due}.",
        "The deadline now is {due}, which is later than {to}. An extension only moves a deadline "
        "later; choose a day after {due}.",
    ),
    "extension_too_far": (
        "Ngày {to} muộn hơn hạn hiện nay ({due}) quá hai năm, có lẽ gõ nhầm. Hãy kiểm tra lại năm.",
        "{to} is more than two years after the deadline that holds ({due}), probably by a slip. "
        "Check the year.",
    ),
    "extension_day_missing": (
        "Chưa nêu hạn mới. Hãy thêm --to với ngày viết năm-tháng-ngày, ví dụ --to 2026-01-15.",
        "The new last day is missing. Add --to with a day written year-month-day, such as --to "
        "2026-01-15.",
    ),
    "approver_missing": (
        'Chưa nêu ai cho phép gia hạn. Hãy thêm --approver "…".',
        "It is not said who allows the longer term. Add --approver “…”.",
    ),
    "extension_closed": (
        "Không có gì để gia hạn: {count} việc đều đã nộp hoặc đã đóng ({states}). Nếu cần nộp lại, "
        "hãy trả lại báo cáo trước.",
        "There is nothing to extend: all {count} assignments are answered or closed ({states}). If "
        "one must be sent again, return it first.",
    ),
    "extension_undated": (
        "Không có gì để gia hạn: {count} việc này không có hạn nộp.",
        "There is nothing to extend: these {count} assignments have no deadline.",
    ),
}

FAULTS: dict[str, Text] = {
    "day_kind": (
        "Loại ngày {sent} không có. Hãy ghi một trong: {allowed}.",
        "There is no kind of day {sent}. Write one of: {allowed}.",
    ),
    "day_twice": (
        "Ngày {sent} đã có ở dòng {allowed}. Mỗi ngày chỉ ghi một lần.",
        "The day {sent} stands in row {allowed} already. Write each day once.",
    ),
    "ladder_upside_down": (
        "Cấp dưới phải nộp không muộn hơn cấp trên, nhưng số ngày nộp trước đang là: {sent}. Hãy "
        "cho cấp dưới ít nhất {allowed} ngày.",
        "A lower level must not be due after the level above it, but the days before are: {sent}. "
        "Give the lower level at least {allowed}.",
    ),
    "deadline_too_near": (
        "Hạn nộp ({sent}) quá sát: số liệu lấy đến hết {allowed}, mà Nghị định 09/2019/NĐ-CP, Điều "
        "13 cần ít nhất 1 ngày làm việc ở giữa. Nên lùi hạn.",
        "The deadline ({sent}) is too near: the facts are taken until the end of {allowed}, and "
        "Decree 09/2019/NĐ-CP, Article 13, wants at least 1 working day between. Better move it.",
    ),
    "regime_without_rule": (
        "Chế độ {allowed} không quy định cách tính kỳ {sent}; Capbac lấy đúng các ngày đã ghi. Cơ "
        "quan ban hành tự quy định.",
        "The regime {allowed} has no rule for the period {sent}; its days hold as written. Whoever "
        "issues the plan decides them.",
    ),
}

COMMANDS: dict[str, Text] = {
    "calendar_off": ("{day}  nghỉ  {name}  ({decision})", "{day}  off  {name}  ({decision})"),
    "calendar_work": ("{day}  làm việc  {name}  ({decision})", "{day}  work  {name}  ({decision})"),
    "days_declared": (
        "Lịch: ghi {changed} ngày, {unchanged} ngày đã có sẵn. Hạn nộp đã giao không đổi.",
        "Calendar: {changed} days kept, {unchanged} stood already. Deadlines already given stay.",
    ),
    "day_removed": (
        "Đã bỏ ngày {day}; ngày này theo lại lịch của nước.",
        "{day} was removed; the country's calendar holds for it again.",
    ),
    "day_not_kept": (
        "Ngày {day} không có trong các ngày đã thêm; không có gì thay đổi.",
        "{day} is not among the declared days; nothing changed.",
    ),
    "extended": (
        "Kế hoạch {plan}: gia hạn {changed} việc đến hết ngày {to}.",
        "Plan {plan}: {changed} deadlines moved to the end of {to}.",
    ),
    "extension_undone": (
        "Kế hoạch {plan}: bỏ gia hạn {changed} việc, trở về hạn cũ.",
        "Plan {plan}: {changed} extensions taken back, the former deadlines hold again.",
    ),
    "extension_unchanged": ("  giữ nguyên: {count}", "  unchanged: {count}"),
    "extension_closed": ("  đã nộp hoặc đã đóng: {count}", "  answered or closed: {count}"),
    "extension_later": ("  hạn đã muộn hơn: {count}", "  due later already: {count}"),
    "extension_undated": ("  không có hạn: {count}", "  without a deadline: {count}"),
    "extension_barred": (
        "  không thuộc cấp dưới của đơn vị cho phép: {count}",
        "  not below the unit that allows it: {count}",
    ),
    "status_extended": (
        "  {level}: được gia hạn {extended}",
        "  {level}: {extended} extended",
    ),
    "silent_extended": (
        "  {code}  {name}  (gia hạn đến {due})",
        "  {code}  {name}  (extended to {due})",
    ),
}
