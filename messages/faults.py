"""The sentence of every fault: code -> (vi, en); fields: path, where, sent, allowed."""

import messages.abreast
import messages.assignments
import messages.book
import messages.cells
import messages.deadlines
import messages.documents
import messages.door
import messages.doubts
import messages.forms
import messages.keeping
import messages.life
import messages.migrating
import messages.portal
import messages.restating
import messages.review
import messages.scores
import messages.standing
import messages.targets
import messages.template
import messages.vintages

TEXTS: dict[str, tuple[str, str]] = {
    **messages.abreast.FAULTS,
    **messages.life.FAULTS,
    **messages.portal.FAULTS,
    **messages.keeping.FAULTS,
    **messages.migrating.FAULTS,
    **messages.vintages.FAULTS,
    **messages.assignments.TEXTS,
    **messages.book.TEXTS,
    **messages.documents.FAULTS,
    **messages.door.TEXTS,
    **messages.doubts.FAULTS,
    **messages.forms.TEXTS,
    **messages.cells.TEXTS,
    **messages.deadlines.FAULTS,
    **messages.restating.FAULTS,
    **messages.review.FAULTS,
    **messages.scores.FAULTS,
    **messages.standing.FAULTS,
    **messages.targets.TEXTS,
    **messages.template.FAULTS,
    # the file
    "file_empty": ("Tệp không có dòng dữ liệu nào.", "The file holds no row of data."),
    "file_too_large": (
        "Tệp dài {sent} byte, vượt mức cho phép là {allowed} byte. Hãy chia nhỏ tệp.",
        "The file has {sent} bytes and at most {allowed} are allowed. Split it.",
    ),
    "file_is_sheet": (
        "Đây là sổ tính Excel, không phải CSV. Trong Excel hãy chọn Lưu thành «CSV UTF-8».",
        "This is an Excel workbook, not a CSV file. In Excel choose Save As “CSV UTF-8”.",
    ),
    "encoding_utf16": (
        "Tệp được lưu theo UTF-16 («Unicode Text»). Hãy lưu lại thành «CSV UTF-8».",
        "The file is saved as UTF-16 (“Unicode Text”). Save it again as “CSV UTF-8”.",
    ),
    "encoding_tcvn3": (
        "Chữ trong tệp theo bảng mã TCVN3 (phông .VnTime). Hãy chuyển mã sang Unicode, rồi lưu "
        "thành «CSV UTF-8».",
        "The text is in the TCVN3 encoding (.VnTime fonts). Convert it to Unicode, then save it "
        "as “CSV UTF-8”.",
    ),
    "encoding_vni": (
        "Chữ trong tệp theo bảng mã VNI (phông VNI-Times). Hãy chuyển mã sang Unicode, rồi lưu "
        "thành «CSV UTF-8».",
        "The text is in the VNI encoding (VNI-Times fonts). Convert it to Unicode, then save it "
        "as “CSV UTF-8”.",
    ),
    "encoding_twice": (
        "Chữ đã hỏng vì tệp UTF-8 từng bị mở nhầm bảng mã rồi lưu lại. Hãy xuất lại từ bản gốc.",
        "The text is damaged: a UTF-8 file was opened in another encoding and saved again. "
        "Export it anew from the original.",
    ),
    "encoding_lost": (
        "Chữ có dấu đã biến thành dấu hỏi khi lưu tệp. Hãy lưu lại từ bản gốc thành «CSV UTF-8».",
        "Accented letters became question marks when the file was saved. Save the original again "
        "as “CSV UTF-8”.",
    ),
    "encoding_unknown": (
        "Tệp không phải UTF-8 (có byte {sent}). Hãy lưu lại thành «CSV UTF-8».",
        "The file is not UTF-8 (it has the byte {sent}). Save it again as “CSV UTF-8”.",
    ),
    "csv_broken": (
        "Không tách được các ô từ đây, thường do thiếu một dấu nháy kép ({sent}).",
        "The cells cannot be told apart from here on, often for want of a double quote ({sent}).",
    ),
    "too_many_rows": (
        "Tệp có quá {allowed} dòng. Hãy chia nhỏ tệp.",
        "The file has more than {allowed} rows. Split it.",
    ),
    "missing_column": (
        "Thiếu cột {path}. Tệp phải có các cột {allowed}; đang có: {sent}.",
        "The column {path} is missing. The file needs {allowed}; it has: {sent}.",
    ),
    "duplicate_column": (
        "Có hai cột cùng tên {path}. Hãy xóa hoặc đổi tên một cột.",
        "Two columns are called {path}. Remove or rename one.",
    ),
    "ragged_row": (
        "Dòng có {sent} ô, còn tiêu đề có {allowed} cột.",
        "The row has {sent} cells where the header has {allowed} columns.",
    ),
    # a cell of a roster or a lineage
    "empty_cell": ("Ô {path} không được để trống.", "The cell {path} must not be empty."),
    "bad_code": (
        "Mã {sent} không dùng được ở cột {path}: chỉ gồm chữ, số và . - _, bắt đầu bằng chữ hoặc "
        "số, không quá {allowed} ký tự.",
        "{sent} cannot be a code in {path}: letters, digits and . - _ only, a letter or digit "
        "first, at most {allowed} characters.",
    ),
    "bad_text": (
        "Ô {path} có ký tự không in được hoặc dài quá {allowed} ký tự: {sent}.",
        "The cell {path} holds unprintable characters or more than {allowed}: {sent}.",
    ),
    "bad_date": (
        "{sent} không phải là ngày viết theo năm-tháng-ngày ({allowed}), ví dụ 2025-07-01.",
        "{sent} is not a day written year-month-day ({allowed}), such as 2025-07-01.",
    ),
    "dates_reversed": (
        "Ngày cuối {sent} đứng trước ngày đầu ({allowed}).",
        "The last day {sent} comes before the first ({allowed}).",
    ),
    "bad_weight": (
        "Trọng số {sent} phải là số không âm, không có dấu phân cách hàng nghìn.",
        "The weight {sent} must be a number of zero or more, without thousands separators.",
    ),
    "bad_degrees": (
        "Tọa độ {path} là {sent}, phải là số độ trong khoảng {allowed}.",
        "The coordinate {path} is {sent} and must be degrees within {allowed}.",
    ),
    "half_position": (
        "Có một tọa độ mà thiếu {path}. Hãy ghi cả lat và lon, hoặc bỏ cả hai.",
        "One coordinate is given and {path} is missing. Give both lat and lon, or neither.",
    ),
    # units among each other
    "duplicate_unit": (
        "Mã {sent} đã có ở {allowed} với thời gian hiệu lực chồng nhau.",
        "The code {sent} already stands at {allowed} with an overlapping validity.",
    ),
    "parent_unknown": (
        "Không có đơn vị cấp trên mang mã {sent}.",
        "There is no parent unit with the code {sent}.",
    ),
    "parent_zeros": (
        "Không có đơn vị cấp trên mã {sent}, nhưng có {allowed}: số 0 ở đầu có lẽ đã bị Excel bỏ. "
        "Hãy định dạng cột mã là văn bản.",
        "There is no parent unit {sent}, but there is {allowed}: a spreadsheet has probably "
        "dropped leading zeros. Format the columns of codes as text.",
    ),
    "parent_not_standing": (
        "Đơn vị cấp trên {sent} không tồn tại suốt thời gian hiệu lực của đơn vị này; nó chỉ tồn "
        "tại {allowed}.",
        "The parent {sent} does not stand throughout this unit's validity; it stands {allowed}.",
    ),
    "parent_dates_needed": (
        "Dòng này không ghi thời gian hiệu lực nên được hiểu là tồn tại mãi, còn đơn vị cấp trên "
        "{sent} chỉ tồn tại {allowed}. Hãy ghi valid_from và valid_to nằm trong khoảng đó.",
        "This row gives no validity, so it would stand always, but its parent {sent} stands only "
        "{allowed}. Give valid_from and valid_to within that time.",
    ),
    "parent_is_department": (
        "Đơn vị cấp trên {sent} là cấp {allowed}; sở, ban, ngành không có đơn vị dưới nó. Hãy ghi "
        "mã của đơn vị mà sở đó thuộc về.",
        "The parent {sent} has the level {allowed}, and a department has no units below it. Give "
        "the code of the unit that the department belongs to.",
    ),
    "code_taken": (
        "Mã {sent} đã là của {allowed}, một đơn vị cấp khác. Hãy đặt mã khác cho đơn vị này.",
        "The code {sent} already belongs to {allowed}, a unit of another level. Give this unit "
        "a code of its own.",
    ),
    "no_root": (
        "Cả {sent} đơn vị đều có cấp trên, nên không có đơn vị đứng đầu. Hãy để trống parent_code "
        "của đơn vị đó, hoặc thêm bằng --root MÃ,TÊN,CẤP.",
        "All {sent} units have a parent, so none stands at the top. Leave parent_code empty at "
        "that unit, or add it with --root CODE,NAME,LEVEL.",
    ),
    "several_roots": (
        "Trong thời gian {allowed} có nhiều đơn vị không có cấp trên ({sent}). Hãy ghi parent_code "
        "hoặc thêm một đơn vị đứng đầu bằng --root MÃ,TÊN,CẤP.",
        "During {allowed} several units have no parent ({sent}). Fill in parent_code, or put one "
        "unit above them with --root CODE,NAME,LEVEL.",
    ),
    "unit_cycle": (
        "Các đơn vị nằm dưới nhau thành vòng tròn: {sent}.",
        "These units stand below each other in a circle: {sent}.",
    ),
    "tree_too_deep": (
        "Từ đơn vị này lên đến trên cùng có {sent} bậc, cho phép nhiều nhất {allowed}.",
        "From this unit to the top there are {sent} ranks; at most {allowed} are allowed.",
    ),
    # lineage
    "old_unknown": (
        "Ngày {allowed} không có đơn vị cũ mang mã {sent}.",
        "On {allowed} there was no old unit with the code {sent}.",
    ),
    "new_unknown": (
        "Ngày {allowed} không có đơn vị mới mang mã {sent}.",
        "On {allowed} there is no new unit with the code {sent}.",
    ),
    "edge_twice": (
        "Cặp {sent} ngày {allowed} được ghi hai lần.",
        "The pair {sent} of {allowed} is written twice.",
    ),
    "bad_kind": (
        "Loại thay đổi {sent} không có. Cho phép: {allowed}, hoặc để trống.",
        "There is no kind of change {sent}. Allowed: {allowed}, or empty.",
    ),
    "bad_share": (
        "Tỷ phần {sent} phải lớn hơn 0 và không quá 1.",
        "The share {sent} must be above 0 and at most 1.",
    ),
    "shares_mixed": (
        "Đơn vị cũ {sent} có phần ghi tỷ phần, có phần không. Hãy ghi cho tất cả hoặc bỏ hết.",
        "Some parts of the old unit {sent} have a share and some have none. Give all or none.",
    ),
    "shares_sum": (
        "Tổng tỷ phần của đơn vị cũ {sent}, phải bằng đúng {allowed}.",
        "The shares of the old unit add up to {sent} and must make exactly {allowed}.",
    ),
}
