"""The sentences of workbooks that come back: code -> (vi, en); the fields are a fault's."""

_AGAIN = (
    "Hãy mở tệp biểu mẫu do phần mềm cấp, nhập vào đó và lưu thành Sổ làm việc Excel (.xlsx).",
    "Open the template the program made, fill it in and save it as an Excel Workbook (.xlsx).",
)

TEXTS: dict[str, tuple[str, str]] = {
    # what kind of file it is
    "book_empty": (f"Tệp rỗng. {_AGAIN[0]}", f"The file is empty. {_AGAIN[1]}"),
    "book_is_xls": (
        "Đây là tệp Excel đời cũ (.xls). Trong Excel hãy chọn Lưu thành, kiểu Sổ làm việc Excel "
        "(.xlsx), rồi gửi tệp đó.",
        "This is a file of an old Excel (.xls). In Excel choose Save As, type Excel Workbook "
        "(.xlsx), and send that file.",
    ),
    "book_is_ole": (
        f"Đây là tệp Office đời cũ, không phải biểu mẫu (.xlsx). {_AGAIN[0]}",
        f"This is a file of an old Office program, not the template (.xlsx). {_AGAIN[1]}",
    ),
    "book_encrypted": (
        "Tệp có mật khẩu nên không đọc được. Trong Excel: Tệp, Thông tin, Bảo vệ sổ làm việc, Mã "
        "hóa bằng mật khẩu, xóa mật khẩu, lưu rồi gửi lại.",
        "The file has a password and cannot be read. In Excel: File, Info, Protect Workbook, "
        "Encrypt with Password, clear it, save and send it again.",
    ),
    "book_has_macros": (
        "Tệp có macro (.xlsm). Hãy lưu thành Sổ làm việc Excel (.xlsx), không có macro, rồi gửi.",
        "The file has macros (.xlsm). Save it as an Excel Workbook (.xlsx) without macros and "
        "send that.",
    ),
    "book_is_xlsb": (
        "Tệp ở dạng nhị phân (.xlsb). Hãy lưu thành Sổ làm việc Excel (.xlsx) rồi gửi.",
        "The file is a binary workbook (.xlsb). Save it as an Excel Workbook (.xlsx) and send "
        "that.",
    ),
    "book_is_ods": (
        "Tệp ở dạng OpenDocument (.ods). Trong LibreOffice hãy chọn Lưu thành, kiểu Excel "
        "2007-365 (.xlsx), rồi gửi tệp đó.",
        "The file is an OpenDocument sheet (.ods). In LibreOffice choose Save As, type Excel "
        "2007-365 (.xlsx), and send that file.",
    ),
    "book_is_html": (
        f"Đây là trang web mang tên tệp Excel, không phải biểu mẫu. {_AGAIN[0]}",
        f"This is a web page with the name of a workbook, not the template. {_AGAIN[1]}",
    ),
    "book_is_xml": (
        f"Đây là tệp XML, không phải biểu mẫu (.xlsx). {_AGAIN[0]}",
        f"This is an XML file, not the template (.xlsx). {_AGAIN[1]}",
    ),
    "book_is_text": (
        "Đây là tệp chữ (như CSV) mang đuôi .xlsx. Nếu là CSV hãy đổi đuôi thành .csv; nếu không, "
        "hãy gửi đúng tệp biểu mẫu.",
        "This is a text file (such as CSV) with the ending .xlsx. If it is CSV name it .csv; if "
        "not, send the template itself.",
    ),
    "book_not_one": (
        f"Tệp không phải sổ tính Excel ({{sent}}). {_AGAIN[0]}",
        f"The file is not an Excel workbook ({{sent}}). {_AGAIN[1]}",
    ),
    "book_truncated": (
        "Tệp bị cắt ngang, phần cuối không tới nơi. Hãy gửi lại; nếu vẫn vậy, hãy mở tệp gốc và "
        "lưu lại.",
        "The file is cut off: its end did not arrive. Send it again; if that does not help, open "
        "the original and save it again.",
    ),
    "book_damaged": (
        "Tệp bị hỏng ({sent}). Hãy mở bằng Excel, để Excel sửa, lưu rồi gửi lại; nếu không được, "
        "hãy nhập vào biểu mẫu mới.",
        "The file is damaged ({sent}). Open it in Excel, let Excel repair it, save and send it "
        "again; if that fails, fill in a fresh template.",
    ),
    # what is in the archive
    "book_too_large": (
        "Tệp quá lớn: {sent}, cho phép nhiều nhất {allowed}. Biểu mẫu không cần ảnh hay dữ liệu "
        "khác: hãy nhập vào biểu mẫu mới.",
        "The file is too large: {sent}, where at most {allowed} is allowed. The template needs no "
        "pictures or other data: fill in a fresh one.",
    ),
    "book_sizes_lie": (
        f"Tệp ghi sai về chính nó ({{sent}}) nên không an toàn để đọc. {_AGAIN[0]}",
        f"The file states wrong things about itself ({{sent}}) and is not safe to read. "
        f"{_AGAIN[1]}",
    ),
    "book_entry_twice": (
        f"Tệp có hai phần cùng tên ({{sent}}), không rõ phần nào là đúng. {_AGAIN[0]}",
        f"The file has two parts of one name ({{sent}}): which is meant cannot be told. "
        f"{_AGAIN[1]}",
    ),
    "book_unsafe_name": (
        f"Tệp có phần mang tên không an toàn ({{sent}}). {_AGAIN[0]}",
        f"The file has a part with an unsafe name ({{sent}}). {_AGAIN[1]}",
    ),
    "book_nested": (
        "Trong tệp có nhúng một tệp khác ({sent}). Hãy xóa đối tượng nhúng rồi lưu lại.",
        "Another file is embedded in this one ({sent}). Delete the embedded object and save.",
    ),
    "book_external_link": (
        "Tệp có liên kết tới tệp khác ({sent}). Trong Excel: Dữ liệu, Sửa liên kết, Ngắt liên "
        "kết, rồi lưu lại.",
        "The file is linked to another ({sent}). In Excel: Data, Edit Links, Break Link, then "
        "save.",
    ),
    "book_has_dtd": (
        f"Tệp có khai báo không được phép trong {{sent}}. {_AGAIN[0]}",
        f"The file has a declaration in {{sent}} that is not allowed. {_AGAIN[1]}",
    ),
    "book_too_deep": (
        f"Phần {{sent}} của tệp lồng nhau quá {{allowed}} tầng. {_AGAIN[0]}",
        f"The part {{sent}} of the file is nested more than {{allowed}} deep. {_AGAIN[1]}",
    ),
    "book_part_missing": (
        f"Tệp thiếu phần {{sent}}, nên không phải là sổ tính hoàn chỉnh. {_AGAIN[0]}",
        f"The file lacks the part {{sent}} and is no whole workbook. {_AGAIN[1]}",
    ),
    "file_kills_reader": (
        "Tệp làm chương trình đọc phải dừng (quá lâu hoặc quá nhiều bộ nhớ), đã thử hai lần. Hãy "
        "nhập vào biểu mẫu mới rồi gửi.",
        "Reading the file had to be stopped (too long or too much memory), twice. Fill in a "
        "fresh template and send that.",
    ),
    # whose file it is
    "template_unknown_book": (
        "Sổ tính này không phải biểu mẫu do phần mềm cấp. Hãy tải biểu mẫu của đơn vị và nhập "
        "vào đó.",
        "This workbook is not a template the program made. Get your unit's template and fill "
        "that in.",
    ),
    "template_retyped": (
        "Tệp chỉ có mã {sent} trên trang tính, còn phần nhận dạng ẩn không có: có lẽ trang tính "
        "đã được chép sang tệp mới. Hãy chép số liệu vào chính biểu mẫu được cấp.",
        "The file has the code {sent} on its page but not the hidden identity: the page was "
        "probably copied into a new file. Copy the figures into the template itself.",
    ),
    "template_code_unknown": (
        "Không có biểu mẫu nào mang mã {sent} ở đây. Hãy kiểm tra tệp có đúng của hệ thống này "
        "không, hoặc tải biểu mẫu mới.",
        "No template here has the code {sent}. See whether the file belongs to this system, or "
        "get a fresh template.",
    ),
    "template_disagrees": (
        "Phần nhận dạng của tệp không thống nhất ({sent}). Hãy tải biểu mẫu mới và chép số liệu "
        "sang.",
        "The file's identity does not agree with itself ({sent}). Get a fresh template and copy "
        "the figures.",
    ),
    "template_other_unit": (
        "Đây là biểu mẫu của đơn vị {sent}, không phải của {allowed}. Hãy gửi đúng tệp của đơn vị.",
        "This is the template of unit {sent}, not of {allowed}. Send that unit's own file.",
    ),
    "template_outdated": (
        "Tệp theo phiên bản cũ {sent}; hiện dùng {allowed}. Hãy tải biểu mẫu mới và chép số liệu "
        "sang.",
        "The file is of the older version {sent}; {allowed} is in use. Get a fresh template and "
        "copy the figures.",
    ),
    "template_closed": (
        "Việc nộp {sent} đã đóng, không nhận nữa. Hãy hỏi cấp trên của đơn vị.",
        "{sent} is closed and takes nothing more. Ask the unit above.",
    ),
    "template_sheet_missing": (
        "Tệp không còn trang tính {allowed}. Hãy tải biểu mẫu mới, nhập vào đó và giữ nguyên các "
        "trang tính.",
        "The sheet {allowed} is gone from the file. Get a fresh template, fill it in and keep "
        "its sheets.",
    ),
    "template_reshaped": (
        "Các dòng của biểu mẫu đã bị chèn, xóa hoặc xếp lại: ở đây là {sent}, phải là {allowed}. "
        "Hãy hoàn tác hoặc nhập vào biểu mẫu mới.",
        "Rows of the template were inserted, deleted or moved: here stands {sent} where {allowed} "
        "belongs. Undo that, or fill in a fresh template.",
    ),
    "template_blank": (
        "Biểu mẫu chưa ghi gì. Hãy nhập số liệu; nếu không có gì phát sinh, đánh dấu x vào ô ở "
        "đầu biểu.",
        "Nothing is filled in. Give the figures; if nothing occurred at all, put x in the box at "
        "the top.",
    ),
    "packet_outdated": (
        "Tệp sửa lỗi này dựa trên bản đã nộp trước ({sent}), sau đó đơn vị đã nộp bản khác. Hãy "
        "tải lại tệp sửa lỗi.",
        "This correction is based on an earlier revision ({sent}); the unit has sent another "
        "since. Get the correction file again.",
    ),
    "cell_outdated": (
        "Sau khi tệp này được tạo, đơn vị đã nộp {allowed} ở ô này; tệp vẫn ghi số cũ {sent}.",
        "Since this file was made the unit has sent {allowed} here; the file still has {sent}.",
    ),
    "sheet_copy_unread": (
        "Tệp có trang sao {sent}; chỉ trang {allowed} được đọc, số liệu trên trang sao thì không.",
        "The file has a copied sheet {sent}; only {allowed} is read, not what stands on the copy.",
    ),
    # what stands in an entry cell
    "error_cell": (
        "Ô báo lỗi {sent}. Hãy xóa và gõ số liệu vào.",
        "The cell shows the error {sent}. Clear it and type the figure.",
    ),
    "formula_in_cell": (
        "Ô chứa công thức (kết quả {sent}). Hãy chép ô, rồi Dán đặc biệt, chọn Giá trị; hoặc gõ "
        "thẳng số vào.",
        "The cell holds a formula (result {sent}). Copy the cell and use Paste Special, Values; "
        "or type the figure.",
    ),
    "merged_cells": (
        "Ô nhập nằm trong vùng bị gộp {sent}, nên không rõ số của dòng nào. Hãy bỏ gộp ô và nhập "
        "từng dòng.",
        "The entry cell is merged in {sent}, so whose figure it holds cannot be told. Unmerge it "
        "and fill in each row.",
    ),
    "day_in_cell": (
        "Ô chứa ngày {sent}, trong khi không hỏi ngày: Excel có thể đã tự đổi số thành ngày. Hãy "
        "định dạng ô là Số rồi gõ lại.",
        "The cell holds the day {sent} where no day is asked: Excel may have turned a number into "
        "it. Format the cell as Number and type it again.",
    ),
    "share_in_cell": (
        "Ô hiển thị {sent} nhưng giá trị thật là {allowed}. Hãy định dạng ô là Số và gõ số không "
        "kèm dấu %.",
        "The cell shows {sent} but holds {allowed}. Format it as Number and type the figure "
        "without the % sign.",
    ),
    "precision_lost": (
        "Số {sent} dài quá 15 chữ số: Excel đã làm mất các chữ số cuối. Hãy kiểm tra số và đơn vị "
        "tính.",
        "{sent} has more than 15 digits: Excel has lost the last ones. Check the figure and its "
        "unit.",
    ),
    "tick_unknown": (
        "Ô đánh dấu chỉ nhận {allowed} hoặc để trống, không nhận {sent}.",
        "This box takes {allowed} or nothing, not {sent}.",
    ),
    "asked_elsewhere": (
        "Số này đã khai ở biểu khác là {allowed}, ở đây lại là {sent}. Hãy sửa ở biểu kia, hoặc "
        "giữ nguyên.",
        "This was given as {allowed} in another form, and here it is {sent}. Correct it there, "
        "or leave it as it was.",
    ),
    "cell_not_open": (
        "Ô này không mở để sửa: bản đã nộp là {allowed}, ở đây lại là {sent}. Hãy trả lại như cũ; "
        "nếu cần sửa, hãy đề nghị cấp trên mở ô.",
        "This cell is not open: {allowed} was sent, and here it is {sent}. Put it back; if it must "
        "change, ask the unit above to open it.",
    ),
    "text_tcvn3": (
        "Chữ theo bảng mã TCVN3 (phông .VnTime): {sent}. Hãy chuyển mã sang Unicode rồi dán lại.",
        "The text is in the TCVN3 encoding (.VnTime fonts): {sent}. Convert it to Unicode and "
        "paste it again.",
    ),
    "text_vni": (
        "Chữ theo bảng mã VNI (phông VNI-Times): {sent}. Hãy chuyển mã sang Unicode rồi dán lại.",
        "The text is in the VNI encoding (VNI-Times fonts): {sent}. Convert it to Unicode and "
        "paste it again.",
    ),
    # how a doubtful cell was read
    "figure_beside": (
        "Ô nhập số để trống, còn ô {allowed} bên cạnh có số {sent}: số này không được tính.",
        "The entry cell is blank, and the cell {allowed} beside it has {sent}, which "
        "counts in nothing.",
    ),
    "number_as_text": (
        "Số lưu dạng chữ {sent} được đọc là {allowed}.",
        "The number kept as text, {sent}, was read as {allowed}.",
    ),
    "day_as_text": (
        "Ngày trong ô được ghi nhận thành chữ {allowed} (ô có {sent}).",
        "The day in the cell was taken as the text {allowed} (the cell has {sent}).",
    ),
}

PROBLEMS: dict[str, tuple[str, str]] = {
    "reader_failed": (
        "Không khởi động được chương trình đọc sổ tính ({reason}). Hãy xem bộ nhớ và số tiến "
        "trình của máy.",
        "The process that reads workbooks cannot be started ({reason}). See to this machine's "
        "memory and processes.",
    ),
}

COMMANDS: dict[str, tuple[str, str]] = {
    "read_as": (
        "Một số ô được đọc như sau; hãy xem có đúng ý không:",
        "Some cells were read as follows; see whether that is what was meant:",
    ),
}
