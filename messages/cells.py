"""The sentences of faults in what units send: code -> (vi, en); the fields are a fault's."""

TEXTS: dict[str, tuple[str, str]] = {
    # which cell
    "unknown_measure": (
        "Biểu mẫu không có chỉ tiêu {path}. Gần giống: {allowed}.",
        "The form has no measure {path}. Similar: {allowed}.",
    ),
    "unknown_property": (
        "Không có mục {path}. Có: {allowed}.",
        "There is no {path} here. There is: {allowed}.",
    ),
    "given_twice": (
        "Chỉ tiêu này được ghi hai lần; lần sau ghi {sent}. Hãy giữ một.",
        "This measure is given twice; the second time as {sent}. Keep one.",
    ),
    "read_only": (
        "Chỉ tiêu này do phần mềm tính, không nhập. Hãy bỏ {sent}.",
        "This measure is computed, not entered. Remove {sent}.",
    ),
    "not_measured_here": (
        "Chỉ tiêu này không hỏi ở cấp của đơn vị. Hãy để trống.",
        "This measure is not asked of units at this level. Leave it blank.",
    ),
    "required": (
        "Chưa trả lời. Hãy ghi số liệu, hoặc đánh dấu không phát sinh (-), chưa có số liệu (…), "
        "không áp dụng (x).",
        "It is not answered. Give a value, or mark it as none occurred (-), not available (…) or "
        "not applicable (x).",
    ),
    # marks
    "mark_unknown": (
        "Không có ký hiệu {sent}. Dùng được: {allowed}.",
        "There is no mark {sent}. Those there are: {allowed}.",
    ),
    "marked_and_given": (
        "Vừa ghi số liệu vừa đánh dấu {sent}. Hãy giữ một.",
        "It has both a value and the mark {sent}. Keep one.",
    ),
    # numbers
    "not_finite": (
        "{sent} không phải là một số xác định.",
        "{sent} is not a finite number.",
    ),
    "too_large": (
        "Số {sent} lớn quá mức ghi được là {allowed}. Hãy kiểm tra đơn vị tính.",
        "{sent} is beyond the largest figure that can be kept, {allowed}. Check the unit.",
    ),
    "too_many_decimals": (
        "Số {sent} có nhiều hơn {allowed} chữ số thập phân.",
        "{sent} has more than {allowed} decimals.",
    ),
    "minimum": ("{sent} nhỏ hơn mức thấp nhất là {allowed}.", "{sent} is below {allowed}."),
    "maximum": ("{sent} lớn hơn mức cao nhất là {allowed}.", "{sent} is above {allowed}."),
    "exclusive_minimum": ("{sent} phải lớn hơn {allowed}.", "{sent} must be above {allowed}."),
    "exclusive_maximum": ("{sent} phải nhỏ hơn {allowed}.", "{sent} must be below {allowed}."),
    "multiple_of": (
        "{sent} phải là bội số của {allowed}.",
        "{sent} must be a multiple of {allowed}.",
    ),
    # kinds
    "type": ("{sent} sai loại. Được ghi: {allowed}.", "{sent} is of the wrong kind: {allowed}."),
    "type_integer": ("{sent} phải là số nguyên.", "{sent} must be a whole number."),
    "type_number": ("{sent} phải là một số.", "{sent} must be a number."),
    "type_boolean": (
        "{sent} phải là có hoặc không (true, false).",
        "{sent} must be yes or no (true, false).",
    ),
    "type_string": ("{sent} phải là chữ.", "{sent} must be a text."),
    "type_array": ("{sent} phải là một danh sách.", "{sent} must be a list."),
    "type_object": (
        "{sent} phải là một mục có các ô bên trong.",
        "{sent} must be a section with cells inside.",
    ),
    "enum": ("{sent} không có trong các lựa chọn: {allowed}.", "{sent} is not one of: {allowed}."),
    "const": ("{sent} phải đúng là {allowed}.", "{sent} must be {allowed}."),
    # texts and lists
    "min_length": ("Phải dài ít nhất {allowed} ký tự.", "It needs at least {allowed} characters."),
    "max_length": (
        "Dài quá {allowed} ký tự.",
        "It is longer than {allowed} characters.",
    ),
    "pattern": ("{sent} không đúng mẫu {allowed}.", "{sent} does not match {allowed}."),
    "format": ("{sent} không đúng dạng {allowed}.", "{sent} is not a valid {allowed}."),
    "unreadable_character": (
        "Có ký tự không đọc được trong {sent}. Hãy gõ lại.",
        "{sent} holds a character that cannot be read. Type it again.",
    ),
    "min_items": ("Cần ít nhất {allowed} mục.", "It needs at least {allowed} items."),
    "max_items": ("Có nhiều hơn {allowed} mục.", "It has more than {allowed} items."),
    "unique_items": ("Danh sách có mục trùng nhau.", "The list holds the same item twice."),
    "min_properties": (
        "Cần ghi ít nhất {allowed} ô trong mục này.",
        "At least {allowed} cells of this section must be filled.",
    ),
    "max_properties": (
        "Chỉ được ghi tối đa {allowed} ô trong mục này.",
        "At most {allowed} cells of this section may be filled.",
    ),
    # several cells together
    "any_of": (
        "Không khớp cách ghi nào mà biểu mẫu cho phép.",
        "It suits none of the ways the form allows.",
    ),
    "one_of": (
        "Phải khớp đúng một trong các cách ghi mà biểu mẫu cho phép.",
        "It must suit exactly one of the ways the form allows.",
    ),
    "not_allowed": (
        "Biểu mẫu không cho phép ghi {sent} ở đây.",
        "The form does not allow {sent} here.",
    ),
    "check_failed": (
        "Số liệu không khớp: {sent}, phải {allowed}.",
        "The figures do not agree: {sent}, which must be {allowed}.",
    ),
}
