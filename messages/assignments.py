"""The sentence of every fault between a submission or plan and what is owed: code -> (vi, en)."""

TEXTS: dict[str, tuple[str, str]] = {
    "form_unknown": (
        "Không có biểu mẫu {sent}. Các biểu mẫu đang có: {allowed}.",
        "There is no form {sent}. The forms that are kept: {allowed}.",
    ),
    "unit_unknown": (
        "Không có đơn vị mã {sent} trong số đơn vị phải nộp. Mã giữ nguyên số 0 ở đầu.",
        "No unit with the code {sent} owes anything. Codes keep their leading zeros.",
    ),
    "unit_ended": (
        "Đơn vị này đã chấm dứt ngày {sent}; việc phải nộp nay thuộc về: {allowed}. Hãy gửi dưới "
        "mã đó.",
        "This unit ended on {sent}; what it owed has passed to: {allowed}. Send under that code.",
    ),
    "unit_ended_alone": (
        "Đơn vị này đã chấm dứt ngày {sent}, và nguồn gốc đơn vị không cho biết ai thay. Hãy hỏi "
        "cấp trên.",
        "This unit ended on {sent}, and the lineage names nobody who came after. Ask the unit "
        "above.",
    ),
    "not_assigned": (
        "Đơn vị này không được giao biểu và kỳ đó ({sent}). Kỳ được giao: {allowed}.",
        "This unit does not owe that form and period ({sent}). Periods it owes: {allowed}.",
    ),
    "other_assignment": (
        "Đơn vị có phải nộp kỳ này, nhưng không phải việc mà phiếu nêu ({sent}). Việc được giao "
        "(biểu mẫu, kế hoạch, đơn vị có từ ngày): {allowed}.",
        "This unit owes the period, but not what the submission names ({sent}). It owes (form, "
        "plan, unit since): {allowed}.",
    ),
    "ambiguous_unit": (
        "Mã {sent} ứng với nhiều việc phải nộp: {allowed}. Hãy ghi thêm {path}.",
        "The code {sent} fits several assignments: {allowed}. Add {path}.",
    ),
    "key_conflict": (
        "Khóa {sent} đã dùng cho nội dung khác. Hãy dùng khóa mới cho nội dung mới.",
        "The key {sent} was used for other content. Give new content a new key.",
    ),
    "unit_not_below": (
        "Đơn vị {sent} có vào ngày ấy nhưng không ở dưới đơn vị ban hành; các đơn vị phía trên nó: "
        "{allowed}.",
        "The unit {sent} stands on that day, but not below the issuer; above it are: {allowed}.",
    ),
    "unit_not_standing": (
        "Không có đơn vị nào mang mã {sent} vào ngày ấy. Mã gần giống: {allowed}. Hãy sửa mã, hoặc "
        "ghi roster_on là ngày đơn vị còn tồn tại.",
        "No unit bears the code {sent} on that day. Codes that look like it: {allowed}. Mend the "
        "code, or give as roster_on a day on which the unit stands.",
    ),
    "level_not_below": (
        "Không đơn vị nào dưới đơn vị ban hành có cấp «{sent}». Cấp gần nhất đang có: {allowed}.",
        "No unit below the issuer has the level “{sent}”. The nearest there is: {allowed}.",
    ),
    "type_not_below": (
        "Không đơn vị nào dưới đơn vị ban hành có loại «{sent}». Loại gần nhất đang có: {allowed}.",
        "No unit below the issuer has the type “{sent}”. The nearest there is: {allowed}.",
    ),
    "nobody_selected": (
        "Không đơn vị nào được giao biểu {sent}, nên sẽ không thu được gì. Hãy sửa mục from.",
        "Nobody would owe the form {sent}, so nothing would come back. Mend the member from.",
    ),
    "period_not_of_form": (
        "Kỳ {sent} không hợp với biểu mẫu, biểu này thu theo: {allowed}.",
        "The period {sent} does not fit the form, which is asked by: {allowed}.",
    ),
}
