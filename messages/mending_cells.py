"""How to mend what stands in a cell, or in several together: code -> (vi, en)."""

Text = tuple[str, str]

TEXTS: dict[str, Text] = {
    "unknown_measure": (
        "Sửa tên chỉ tiêu theo biểu mẫu ({allowed}), hoặc bỏ đi.",
        "Mend the measure's name after the form ({allowed}), or leave it out.",
    ),
    "unknown_property": ("Bỏ {path}, biểu mẫu không hỏi.", "Leave {path} out: it is not asked."),
    "section_value": (
        "Ghi số liệu vào từng chỉ tiêu trong phần này; ô của cả phần chỉ nhận {allowed}.",
        "Fill in the measures of this section; the section's own cell takes only {allowed}.",
    ),
    "ambiguous_number": (
        "Ghi lại số cho rõ: {allowed}.",
        "Write it again as the one you mean: {allowed}.",
    ),
    "number_not_finite": (
        "Ghi một số; nếu chưa có số liệu thì đánh dấu «…».",
        "Write a number; where there is no figure yet, mark it “…”.",
    ),
    "number_too_long": (
        "Kiểm tra đơn vị tính và ghi lại số ngắn hơn.",
        "Check the unit of measure and write a shorter number.",
    ),
    "given_twice": (
        "Giữ một giá trị đúng, xóa giá trị còn lại.",
        "Keep the value that is right and delete the other.",
    ),
    "read_only": (
        "Xóa ô này; phần mềm tự tính từ các ô khác.",
        "Clear this cell: it is worked out from other cells.",
    ),
    "not_measured_here": (
        "Xóa ô này; chỉ tiêu do cấp khác báo cáo.",
        "Clear this cell: another level reports it.",
    ),
    "required": (
        "Ghi số liệu vào ô này. Không phát sinh thì ghi «-», chưa có số liệu thì «…», không áp "
        "dụng thì «x».",
        "Fill this cell in. Write “-” where nothing occurred, “…” where there is no figure yet, "
        "“x” where it does not apply.",
    ),
    "mark_unknown": (
        "Dùng một trong các ký hiệu: {allowed}.",
        "Use one of the marks: {allowed}.",
    ),
    "marked_and_given": (
        "Có số liệu thì bỏ ký hiệu {sent}; không có thì xóa số.",
        "If there is a figure, take the mark {sent} away; if not, delete the figure.",
    ),
    "not_finite": (
        "Ghi một số; nếu chưa có số liệu thì đánh dấu «…».",
        "Write a number; where there is no figure yet, mark it “…”.",
    ),
    "too_large": (
        "Kiểm tra có ghi nhầm đơn vị tính không (đồng thay cho triệu đồng), rồi ghi lại.",
        "Check whether the unit of measure was mistaken (units for millions), then write it again.",
    ),
    "too_many_decimals": (
        "Làm tròn còn {allowed} chữ số thập phân.",
        "Round it to {allowed} decimals.",
    ),
    "minimum": ("Ghi số từ {allowed} trở lên.", "Write a number of {allowed} or more."),
    "maximum": ("Ghi số không quá {allowed}.", "Write a number of at most {allowed}."),
    "exclusive_minimum": ("Ghi số lớn hơn {allowed}.", "Write a number above {allowed}."),
    "exclusive_maximum": ("Ghi số nhỏ hơn {allowed}.", "Write a number below {allowed}."),
    "multiple_of": (
        "Ghi số chia hết cho {allowed}.",
        "Write a number that {allowed} divides.",
    ),
    "type": ("Ghi lại theo loại: {allowed}.", "Write it as: {allowed}."),
    "type_integer": (
        "Ghi số nguyên, chỉ gồm chữ số, không phần thập phân, không kèm đơn vị tính.",
        "Write a whole number in digits only: no decimals, no unit of measure.",
    ),
    "type_number": (
        "Ghi số, chỉ gồm chữ số và dấu thập phân, không kèm chữ hay đơn vị tính.",
        "Write a number in digits only, without words or a unit of measure.",
    ),
    "type_boolean": ("Chọn «có» hoặc «không».", "Choose yes or no."),
    "type_string": ("Ghi bằng chữ.", "Write it as text."),
    "type_array": ("Ghi thành danh sách, mỗi ý một mục.", "Write it as a list, an item each."),
    "type_object": (
        "Ghi vào từng ô bên trong phần này, không ghi vào tên phần.",
        "Fill in the cells inside this section, not the section itself.",
    ),
    "enum": ("Chọn một trong: {allowed}.", "Choose one of: {allowed}."),
    "const": ("Ghi đúng: {allowed}.", "Write exactly: {allowed}."),
    "min_length": (
        "Viết đầy đủ hơn, ít nhất {allowed} ký tự.",
        "Write more fully, at least {allowed} characters.",
    ),
    "max_length": (
        "Viết ngắn lại còn tối đa {allowed} ký tự; phần chi tiết gửi thành tệp kèm theo.",
        "Shorten it to {allowed} characters; send details as an attached file.",
    ),
    "pattern": ("Ghi lại theo mẫu {allowed}.", "Write it like {allowed}."),
    "format": ("Ghi lại đúng dạng {allowed}.", "Write it as a {allowed}."),
    "unreadable_character": (
        "Xóa ô rồi gõ lại bằng bộ gõ Unicode, không dán từ tệp cũ.",
        "Clear the cell and type it again in Unicode, without pasting from an old file.",
    ),
    "min_items": ("Thêm cho đủ {allowed} mục.", "Add items until there are {allowed}."),
    "max_items": ("Bớt còn {allowed} mục.", "Remove items until there are {allowed}."),
    "unique_items": ("Xóa mục trùng.", "Delete the item that repeats."),
    "min_properties": (
        "Ghi thêm ô trong phần này cho đủ {allowed}.",
        "Fill in more cells of this section, until there are {allowed}.",
    ),
    "max_properties": (
        "Xóa bớt ô trong phần này, còn {allowed}.",
        "Clear cells of this section until {allowed} are left.",
    ),
    "any_of": (
        "So lại các ô trong phần này với hướng dẫn của biểu mẫu.",
        "Compare the cells of this section with the form's instructions.",
    ),
    "one_of": (
        "Chỉ giữ một cách ghi trong phần này theo hướng dẫn của biểu mẫu.",
        "Keep only one of the ways to fill this section, after the form's instructions.",
    ),
    "not_allowed": ("Xóa {sent} ở đây.", "Delete {sent} here."),
    "check_failed": (
        "Đối chiếu các ô này với nhau, tìm ô ghi sai và sửa cho khớp.",
        "Compare these cells with each other, find the one that is wrong, and correct it.",
    ),
    "asked_once_differs": (
        "Tìm biểu nào ghi sai rồi sửa biểu đó; nếu cả hai đều đúng, giải trình kèm lý do.",
        "Find which form is wrong and correct it; if both are right, confirm with a reason.",
    ),
    "moved_much": (
        "Kiểm tra lại số này với kỳ trước. Sai thì sửa; đúng thì giải trình kèm lý do.",
        "Compare this figure with the period before. Correct it if it is wrong; if it is right, "
        "confirm it with a reason.",
    ),
    "unlike_siblings": (
        "Kiểm tra đơn vị tính và số chữ số 0. Sai thì sửa; đúng thì giải trình kèm lý do.",
        "Check the unit of measure and the zeros. Correct it if it is wrong; if it is right, "
        "confirm it with a reason.",
    ),
}
