"""How to mend what a clerk meets, by code: (vi, en); the fields are those of a fault.

The sentence of a fault says what is wrong; the one here says what to do next, and stands after it.
"""

import messages.mending_books
import messages.mending_cells
import messages.template

Text = tuple[str, str]

_SAVE_CSV: Text = (
    "Mở tệp gốc trong Excel, chọn «Lưu thành», kiểu «CSV UTF-8», rồi gửi tệp mới.",
    "Open the original in Excel, choose “Save As”, type “CSV UTF-8”, and send the new file.",
)
_CHECK_SCANS: Text = (
    "Kiểm tra lại tệp quét rồi gửi lại: PDF hoặc ảnh, nằm cùng thư mục với phiếu.",
    "Look at the scanned file and send again: a PDF or a picture, beside the submission.",
)

_FILES: dict[str, Text] = {
    "unknown_file_type": (
        "Gửi đúng loại tệp: {allowed}. Nếu đang dùng tệp khác, lưu lại theo mẫu đã cấp.",
        "Send one of these kinds: {allowed}. If it is another file, save it as the template given.",
    ),
    "file_gone": (
        "Kiểm tra tên và thư mục của tệp, rồi gửi lại.",
        "Check the file's name and folder, then send again.",
    ),
    "file_forbidden": (
        "Xin quyền đọc tệp này, hoặc chép tệp sang thư mục của mình rồi gửi.",
        "Ask for the right to read this file, or copy it to a folder of your own and send that.",
    ),
    "file_not_given": (
        "Đóng tệp ở các chương trình khác, chép tệp về máy rồi gửi lại.",
        "Close the file in other programs, copy it to this machine and send it again.",
    ),
    "not_a_file": (
        "Chọn chính tệp số liệu, không chọn thư mục hay thiết bị.",
        "Choose the file of figures itself, not a folder or a device.",
    ),
    "link_not_followed": (
        "Chép chính tệp số liệu vào thư mục này, thay cho đường dẫn tắt.",
        "Copy the file itself into this folder, in place of the link.",
    ),
    "input_too_long": (
        "Chia thành nhiều tệp nhỏ hơn {allowed}, rồi gửi từng tệp.",
        "Split it into files smaller than {allowed} and send each of them.",
    ),
    "file_too_large": (
        "Chia thành nhiều tệp nhỏ hơn, rồi gửi từng tệp.",
        "Split it into smaller files and send each of them.",
    ),
    "file_empty": (
        "Kiểm tra xem có gửi nhầm tệp không; tệp phải có ít nhất một dòng số liệu.",
        "Check that this is the right file; it needs at least one row of figures.",
    ),
    "file_is_sheet": _SAVE_CSV,
    "encoding_utf16": _SAVE_CSV,
    "encoding_not_utf8": _SAVE_CSV,
    "encoding_unknown": _SAVE_CSV,
    "encoding_lost": _SAVE_CSV,
    "encoding_twice": _SAVE_CSV,
    "encoding_tcvn3": (
        "Chuyển chữ sang Unicode (ví dụ bằng UniKey), lưu thành «CSV UTF-8», rồi gửi lại.",
        "Convert the text to Unicode (for instance in UniKey), save as “CSV UTF-8”, send again.",
    ),
    "encoding_vni": (
        "Chuyển chữ từ VNI sang Unicode (ví dụ bằng UniKey), lưu thành «CSV UTF-8», rồi gửi lại.",
        "Convert the text from VNI to Unicode (for instance in UniKey), save as “CSV UTF-8”, send.",
    ),
    "csv_broken": (
        "Mở tệp tại dòng đó, tìm dấu nháy kép bị thiếu hoặc thừa, sửa rồi lưu lại.",
        "Open the file at that line, find the quotation mark that is missing or too many, mend it.",
    ),
    "ragged_row": (
        "Đếm lại số ô của dòng này theo dòng tiêu đề; thêm ô trống hoặc bỏ dấu phân cách thừa.",
        "Count this row's cells against the header; add empty cells or drop a stray separator.",
    ),
    "too_many_columns": (
        "Xóa các cột không thuộc biểu mẫu, rồi lưu và gửi lại.",
        "Delete the columns that are not of the form, then save and send again.",
    ),
    "missing_column": (
        "Thêm cột {allowed} vào dòng tiêu đề và ghi cho mọi dòng.",
        "Add the column {allowed} to the header and fill it in every row.",
    ),
    "duplicate_column": (
        "Giữ một cột {path}, xóa cột trùng.",
        "Keep one column {path} and delete the other.",
    ),
    "column_name": (
        "Sửa tên cột ở dòng tiêu đề theo biểu mẫu, ví dụ {allowed}.",
        "Mend the column's name in the header after the form, such as {allowed}.",
    ),
    "unknown_column": (
        "Sửa tên cột {sent} thành {allowed}, hoặc xóa cột này.",
        "Rename the column {sent} to {allowed}, or delete it.",
    ),
    "too_many_rows": (
        "Chia thành nhiều tệp, mỗi tệp ít dòng hơn.",
        "Split it into several files with fewer rows.",
    ),
    "document_empty": (
        "Kiểm tra xem tệp đã lưu chưa, rồi gửi lại tệp có nội dung.",
        "Check that the file was saved, and send the one that has content.",
    ),
    "document_not_object": (
        "Xuất lại phiếu từ phần mềm, hoặc dùng tệp mẫu.",
        "Export the submission anew, or start from the template.",
    ),
    "json_invalid": (
        "Sửa chỗ {path} rồi gửi lại; nếu tệp do phần mềm tạo ra, hãy xuất lại.",
        "Mend the place {path} and send again; if a program wrote the file, export it anew.",
    ),
    "json_trailing": (
        "Xóa phần thừa sau {path}, hoặc lưu mỗi phiếu một dòng trong tệp .jsonl.",
        "Delete what follows {path}, or put each submission on a line of a .jsonl file.",
    ),
    "rest_unread": (
        "Sửa lỗi nêu trước đó rồi gửi lại cả tệp; phần đã nhận gửi lại không sao.",
        "Mend the fault before this one and send the whole file; what was taken may come again.",
    ),
    "too_deep": (
        "Xuất lại phiếu theo đúng biểu mẫu; không lồng thêm nhóm.",
        "Export it as the form nests it, with no further groups.",
    ),
    "duplicate_key": (
        "Giữ một giá trị cho {sent}, xóa giá trị kia.",
        "Keep one value for {sent} and delete the other.",
    ),
    "control_character": (
        "Xóa nội dung ô đó rồi gõ lại bằng tay, không dán.",
        "Clear that cell and type it again by hand instead of pasting.",
    ),
    "attachment_changed": _CHECK_SCANS,
    "paper_kind": _CHECK_SCANS,
    "paper_missing": _CHECK_SCANS,
    "paper_outside": _CHECK_SCANS,
    "paper_unreadable": _CHECK_SCANS,
    "papers_many": (
        "Gộp các trang quét vào ít tệp hơn, rồi gửi lại.",
        "Put the scanned pages into fewer files, then send again.",
    ),
}

_SHAPE: dict[str, Text] = {
    "not_an_object": (
        "Mỗi phiếu là một nhóm {{ … }} có unit, form, period, values.",
        "Let each submission be a group {{ … }} with unit, form, period and values.",
    ),
    "unknown_member": (
        "Đổi tên mục {sent} thành {allowed}, hoặc bỏ đi.",
        "Rename the member {sent} to {allowed}, or leave it out.",
    ),
    "member_missing": (
        "Ghi thêm mục {path} rồi gửi lại.",
        "Add the member {path} and send again.",
    ),
    "member_not_text": (
        "Đặt giá trị của {path} trong dấu nháy kép.",
        "Put the value of {path} in double quotes.",
    ),
    "member_not_a_word": (
        "Viết {path} trên một dòng, ngắn gọn.",
        "Write {path} on one line, in few words.",
    ),
    "member_not_object": (
        "Ghi {path} thành một nhóm {allowed}.",
        "Write {path} as a group {allowed}.",
    ),
    "day_unreadable": (
        "Ghi ngày theo kiểu {allowed}.",
        "Write the day like {allowed}.",
    ),
    "attachments_unreadable": (
        "Ghi danh sách tên tệp, không quá {allowed} tệp.",
        "Write a list of file names, at most {allowed}.",
    ),
    "form_not_named": (
        "Ghi tên biểu mẫu trong phiếu (form) hoặc khi gửi (--form): {allowed}.",
        "Name the form in the submission (form) or when sending (--form): {allowed}.",
    ),
    "form_conflict": (
        "Gửi phiếu này riêng, hoặc bỏ --form.",
        "Send this submission by itself, or leave --form out.",
    ),
}

_WHOSE: dict[str, Text] = {
    "form_unknown": (
        "Chọn một trong các biểu mẫu: {allowed}.",
        "Choose one of the forms: {allowed}.",
    ),
    "unit_unknown": (
        "Xem lại mã đơn vị trên công văn giao việc, giữ nguyên số 0 ở đầu, rồi gửi lại.",
        "Look the unit's code up in what was assigned, keep its leading zeros, and send again.",
    ),
    "unit_ended": (
        "Đổi mã đơn vị thành mã mới ({allowed}), dùng mẫu của đơn vị mới.",
        "Change the unit's code to the new one ({allowed}) and use the new unit's template.",
    ),
    "unit_ended_alone": (
        "Hỏi đơn vị cấp trên xem số liệu này nay thuộc đơn vị nào.",
        "Ask the unit above who answers for these figures now.",
    ),
    "not_assigned": (
        "Kiểm tra biểu mẫu và kỳ; kỳ được giao: {allowed}. Nếu vẫn phải nộp, báo đơn vị cấp trên.",
        "Check the form and the period; owed are: {allowed}. If it should be owed, tell the unit "
        "above.",
    ),
    "other_assignment": (
        "Dùng đúng mẫu của việc được giao: {allowed}.",
        "Use the template of what is owed: {allowed}.",
    ),
    "ambiguous_unit": (
        "Ghi thêm mục {path} để chọn một việc trong: {allowed}.",
        "Add the member {path}, to choose one of: {allowed}.",
    ),
    "key_conflict": (
        "Gửi lại với khóa mới, hoặc bỏ mục key.",
        "Send again with a new key, or leave the member key out.",
    ),
    "plan_withdrawn": (
        "Không phải nộp nữa. Nếu còn vướng, hỏi đơn vị đã ban hành kế hoạch.",
        "Nothing is owed any more. If in doubt, ask the unit that issued the plan.",
    ),
    "assignment_withdrawn": (
        "Không phải nộp nữa. Nếu còn vướng, hỏi đơn vị đã ban hành kế hoạch.",
        "Nothing is owed any more. If in doubt, ask the unit that issued the plan.",
    ),
    "behalf_unfit": (
        "Ghi ở on_behalf_of tên người nhập, hoặc mã của {allowed}.",
        "Give in on_behalf_of the name of who enters, or the code of {allowed}.",
    ),
    "behalf_not_silent": (
        "Trả phiếu lại cho đơn vị kèm lý do, để đơn vị tự sửa và gửi.",
        "Return the submission with a reason, so that the unit corrects and sends it.",
    ),
}

TEXTS: dict[str, Text] = {
    **_FILES,
    **_SHAPE,
    **_WHOSE,
    **messages.mending_books.TEXTS,
    **messages.mending_cells.TEXTS,
    **messages.template.MENDING,
}
ANY: Text = (
    "Xem lại chỗ này, sửa rồi gửi lại; nếu không rõ, hỏi đơn vị cấp trên.",
    "Look at this place, mend it and send again; if in doubt, ask the unit above.",
)
"""Where a code has no way of its own: a clerk is never left without a next step."""
