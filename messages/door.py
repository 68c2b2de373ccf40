"""The sentence of every fault found at the doors: code -> (vi, en); the fields are a fault's."""

TEXTS: dict[str, tuple[str, str]] = {
    # files and documents at the door
    "unknown_file_type": (
        "Không đọc loại tệp này: {sent}. Các loại đọc được: {allowed}; tệp ẩn và tệp khóa tạm "
        "(~$) không được đọc.",
        "Files of this kind are not read: {sent}. Those that are: {allowed}; hidden files and "
        "lock files (~$) are not.",
    ),
    "file_gone": (
        "Tệp {sent} không còn ở đó khi đến lượt đọc. Hãy gửi lại.",
        "The file {sent} was no longer there when its turn came. Send it again.",
    ),
    "file_forbidden": (
        "Không có quyền đọc {sent}. Hãy xin quyền hoặc sao chép sang nơi đọc được.",
        "{sent} may not be read. Ask for the right to read it, or copy it to where it may be.",
    ),
    "file_not_given": (
        "Hệ thống không mở được tệp: {sent}.",
        "The system does not open the file: {sent}.",
    ),
    "not_a_file": (
        "{sent} không phải là một tệp thường.",
        "{sent} is not an ordinary file.",
    ),
    "link_not_followed": (
        "{sent} là liên kết và không được đọc theo trong thư mục. Hãy sao chép chính tệp đó "
        "vào, hoặc nêu đích danh.",
        "{sent} is a link, and links in a folder are not followed. Copy the file itself "
        "there, or name it.",
    ),
    "input_too_long": (
        "Dài {sent}, vượt mức cho phép là {allowed}. Hãy chia nhỏ.",
        "It is {sent} long and at most {allowed} are allowed. Split it.",
    ),
    "encoding_not_utf8": (
        "Tệp không phải UTF-8 ({sent}). Hãy lưu lại với bảng mã UTF-8.",
        "The file is not UTF-8 ({sent}). Save it again in UTF-8.",
    ),
    "document_empty": (
        "Không có nội dung nào.",
        "There is nothing in it.",
    ),
    "json_invalid": (
        "Không đúng cú pháp JSON tại dòng:cột {path}, gần {sent}. Hãy kiểm tra dấu phẩy, dấu "
        "ngoặc và dấu nháy kép ở đó.",
        "This is not valid JSON at line:column {path}, near {sent}. Check the commas, "
        "brackets and double quotes there.",
    ),
    "json_trailing": (
        "Sau khi kết thúc, tại dòng:cột {path}, còn thừa: {sent}. Nếu là nhiều phiếu, hãy "
        "dùng tệp .jsonl mỗi dòng một phiếu.",
        "Something stands after the end, at line:column {path}: {sent}. For several "
        "submissions use a .jsonl file, one a line.",
    ),
    "rest_unread": (
        "Chỉ đọc được {sent} mục đầu; các mục sau chỗ lỗi không được đọc. Hãy sửa rồi gửi lại tệp.",
        "Only the first {sent} items could be told apart; what follows the break was not "
        "read. Mend it and send the file again.",
    ),
    "too_deep": (
        "Dữ liệu lồng nhau quá {allowed} tầng.",
        "The data is nested more than {allowed} deep.",
    ),
    "duplicate_key": (
        "Tên {sent} xuất hiện hai lần trong cùng một nhóm ({path}). Hãy giữ lại một.",
        "The name {sent} stands twice in one group ({path}). Keep one of the two.",
    ),
    "number_not_finite": (
        "{path}: {sent} không phải là một số. Nếu không có số liệu thì để trống, hoặc dùng ký "
        "hiệu not_available.",
        "{path}: {sent} is not a number. Where there is no figure leave it out, or use the "
        "mark not_available.",
    ),
    "number_too_long": (
        "{path}: số {sent} quá dài hoặc quá lớn.",
        "{path}: the number {sent} is too long or too large.",
    ),
    "control_character": (
        "{path}: có ký tự không được phép ({sent}). Hãy gõ lại đoạn chữ đó.",
        "{path}: holds a character that no text may have ({sent}). Type that text again.",
    ),
    # the shape of a submission
    "document_not_object": (
        "Tệp phải chứa một đối tượng JSON {{ … }}.",
        "The file must hold one JSON object {{ … }}.",
    ),
    "not_an_object": (
        "Một phiếu phải là một đối tượng JSON {{ … }}, không phải {sent}.",
        "A submission must be a JSON object {{ … }}, not {sent}.",
    ),
    "unknown_member": (
        "Không có mục nào tên {sent}. Có phải ý là: {allowed}?",
        "There is no member {sent}. Was this meant: {allowed}?",
    ),
    "member_missing": (
        "Thiếu {path}.",
        "{path} is missing.",
    ),
    "form_not_named": (
        "Không rõ phiếu này theo biểu mẫu nào. Hãy ghi form trong phiếu, hoặc chỉ biểu mẫu "
        "bằng --form.",
        "It is not said which form this answers. Give form in the submission, or name the "
        "form with --form.",
    ),
    "form_conflict": (
        "Phiếu ghi biểu mẫu {sent}, nhưng đang thu cho biểu mẫu {allowed}.",
        "The submission says form {sent}, but it is collected for {allowed}.",
    ),
    "member_not_text": (
        "{path} phải là chữ, đặt trong dấu nháy kép, ví dụ {allowed}; đã nhận: {sent}.",
        "{path} must be text, in double quotes, such as {allowed}; sent: {sent}.",
    ),
    "member_not_a_word": (
        "{path} phải là một dòng chữ, không trống và không quá {allowed} ký tự; đã nhận: {sent}.",
        "{path} must be one line of text, not empty and of at most {allowed} characters; "
        "sent: {sent}.",
    ),
    "member_not_object": (
        "{path} phải là một đối tượng JSON {allowed}; đã nhận: {sent}.",
        "{path} must be a JSON object {allowed}; sent: {sent}.",
    ),
    "day_unreadable": (
        "{path}: {sent} không phải là một ngày có thật, viết theo năm-tháng-ngày, ví dụ {allowed}.",
        "{path}: {sent} is not a real day written year-month-day, such as {allowed}.",
    ),
    "attachments_unreadable": (
        "{path} phải là danh sách tên hoặc đối tượng, không quá {allowed} mục; đã nhận: {sent}.",
        "{path} must be a list of names or objects, at most {allowed}; sent: {sent}.",
    ),
    # a table of submissions
    "too_many_columns": (
        "Bảng có {sent} cột, nhiều hơn mức cho phép là {allowed}.",
        "The table has {sent} columns and at most {allowed} are allowed.",
    ),
    "column_name": (
        "Cột thứ {sent} có tên {path}, không phải tên cột đọc được. Tên cột viết như: {allowed}.",
        "Column number {sent} is called {path}, which cannot be a column. Columns are written "
        "like: {allowed}.",
    ),
    "unknown_column": (
        "Biểu mẫu không có chỉ tiêu {sent}. Có phải ý là: {allowed}?",
        "The form has no measure {sent}. Was this meant: {allowed}?",
    ),
    "section_value": (
        "{path} là một phần của biểu mẫu, không phải chỉ tiêu: ô này chỉ nhận {allowed}; đã "
        "nhận: {sent}.",
        "{path} is a section of the form, not a measure: its cell takes only {allowed}; sent: "
        "{sent}.",
    ),
    "ambiguous_number": (
        "{path}: số {sent} có thể hiểu nhiều cách. Hãy viết không có dấu phân cách hàng "
        "nghìn, dùng dấu chấm trước phần thập phân, ví dụ: {allowed}.",
        "{path}: {sent} can be read in more than one way. Write it without thousands "
        "separators and with a dot before decimals, such as: {allowed}.",
    ),
}
