"""How to mend a workbook that was sent, or one of its cells: code -> (vi, en)."""

Text = tuple[str, str]

_ANEW: Text = (
    "Tải biểu mẫu mới của đơn vị, chép số liệu sang (chỉ dán giá trị), lưu kiểu .xlsx rồi gửi.",
    "Fetch the unit's template anew, copy the figures over (paste values only), save as .xlsx, "
    "and send.",
)
_SAVE_XLSX: Text = (
    "Mở tệp, chọn «Lưu thành», kiểu «Sổ làm việc Excel (.xlsx)», rồi gửi tệp mới.",
    "Open it, choose “Save As”, type “Excel Workbook (.xlsx)”, and send the new file.",
)
_UNICODE: Text = (
    "Chuyển chữ sang Unicode (ví dụ bằng UniKey), rồi dán lại vào ô này.",
    "Convert the text to Unicode (for instance in UniKey), then paste it into this cell again.",
)
_LOOK: Text = (
    "Xem số đã đọc có đúng không; sai thì sửa ô và gửi lại.",
    "See whether it was read rightly; if not, mend the cell and send again.",
)

TEXTS: dict[str, Text] = {
    # the file
    "book_damaged": (
        "Mở bằng Excel, để Excel sửa, lưu lại rồi gửi. Không được thì nhập vào biểu mẫu mới.",
        "Open it in Excel, let Excel repair it, save and send. If that fails, use a new template.",
    ),
    "book_truncated": (
        "Gửi lại tệp; đợi đến khi gửi xong mới tắt mạng.",
        "Send the file again, and stay connected until it is through.",
    ),
    "book_encrypted": (
        "Bỏ mật khẩu mở tệp, lưu lại rồi gửi.",
        "Take the password off the file, save it and send it.",
    ),
    "book_external_link": (
        "Dữ liệu › Sửa liên kết › Ngắt liên kết, lưu lại rồi gửi.",
        "Data › Edit Links › Break Link, then save and send.",
    ),
    "book_nested": (
        "Xóa tệp hay ảnh nhúng trong sổ tính, lưu lại rồi gửi; tệp kèm thì gửi riêng.",
        "Delete what is embedded in the workbook, save and send; send attachments by themselves.",
    ),
    "book_too_large": (
        "Xóa ảnh và các trang thêm, hoặc nhập vào biểu mẫu mới.",
        "Delete pictures and added sheets, or fill in a new template.",
    ),
    "book_is_text": (
        "Đổi đuôi tệp thành .csv nếu là CSV; nếu không, gửi đúng tệp biểu mẫu.",
        "Rename it to .csv if it is CSV; otherwise send the template itself.",
    ),
    "book_has_macros": _SAVE_XLSX,
    "book_is_ods": _SAVE_XLSX,
    "book_is_ole": _SAVE_XLSX,
    "book_is_xls": _SAVE_XLSX,
    "book_is_xlsb": _SAVE_XLSX,
    "book_empty": _ANEW,
    "book_entry_twice": _ANEW,
    "book_has_dtd": _ANEW,
    "book_is_html": _ANEW,
    "book_is_xml": _ANEW,
    "book_not_one": _ANEW,
    "book_part_missing": _ANEW,
    "book_sizes_lie": _ANEW,
    "book_too_deep": _ANEW,
    "book_unsafe_name": _ANEW,
    "file_kills_reader": _ANEW,
    # whose it is
    "template_blank": (
        "Ghi số liệu vào cột «GHI VÀO ĐÂY». Không có gì phát sinh thì ghi x ở dòng «CẢ BIỂU».",
        "Fill in the column of figures. Where nothing occurred, put x in the cell at the top.",
    ),
    "template_other_unit": (
        "Gửi tệp của chính đơn vị mình ({allowed}), hoặc tải lại biểu mẫu.",
        "Send the file of your own unit ({allowed}), or fetch its template again.",
    ),
    "packet_outdated": (
        "Tải tệp sửa mới, chép những ô cần sửa sang, rồi gửi.",
        "Fetch a new workbook to correct, copy over what has to change, and send that.",
    ),
    "cell_outdated": (
        "Ghi {allowed} vào ô này rồi gửi lại. Nếu số cũ mới đúng thì tải tệp sửa mới, xem lại "
        "từng ô rồi gửi tệp đó.",
        "Write {allowed} in this cell and send it again. If the old figure is right after all, "
        "fetch a new workbook to correct, look each cell over, and send that.",
    ),
    "sheet_copy_unread": (
        "Chép số liệu cần nộp vào trang {allowed} rồi xóa trang sao.",
        "Copy the figures to be sent onto the sheet {allowed}, and delete the copy.",
    ),
    "template_closed": (
        "Không sửa được nữa. Hỏi đơn vị cấp trên nếu vẫn phải nộp.",
        "It can no longer be answered. Ask the unit above if it should be.",
    ),
    "template_code_unknown": _ANEW,
    "template_disagrees": _ANEW,
    "template_outdated": _ANEW,
    "template_reshaped": (
        "Bấm Hoàn tác (Ctrl+Z) để đưa các dòng về chỗ cũ, hoặc nhập vào biểu mẫu mới.",
        "Undo (Ctrl+Z) until the rows stand where they did, or fill in a new template.",
    ),
    "template_retyped": _ANEW,
    "template_sheet_missing": _ANEW,
    "template_unknown_book": _ANEW,
    # one cell
    "asked_elsewhere": (
        "Sửa ở biểu kia nếu số đó sai; nếu không, trả ô này về {allowed}.",
        "Mend it in the other form if it is wrong there; if not, put {allowed} back here.",
    ),
    "cell_not_open": (
        "Trả ô về {allowed}. Cần sửa ô này thì đề nghị đơn vị cấp trên mở.",
        "Put {allowed} back. If it has to change, ask the unit above to open this cell.",
    ),
    "day_as_text": _LOOK,
    "figure_beside": (
        "Nếu đó là số cần nộp, gõ lại vào cột G rồi gửi lại tệp.",
        "If it is meant, type it into column G and send the file again.",
    ),
    "number_as_text": _LOOK,
    "day_in_cell": (
        "Định dạng ô là «Số», rồi gõ lại số.",
        "Format the cell as “Number”, then type the figure again.",
    ),
    "error_cell": (
        "Xóa công thức trong ô và gõ số vào.",
        "Delete the formula in the cell and type the figure.",
    ),
    "formula_in_cell": (
        "Chép ô, dùng «Dán đặc biệt › Giá trị» vào chính ô đó, hoặc gõ số vào.",
        "Copy the cell and “Paste Special › Values” over it, or type the figure.",
    ),
    "merged_cells": (
        "Chọn vùng {sent}, bỏ gộp ô, rồi nhập số cho từng dòng.",
        "Select {sent}, unmerge the cells, then fill in each row.",
    ),
    "precision_lost": (
        "Đổi sang đơn vị tính của biểu mẫu, rồi gõ lại số ngắn hơn.",
        "Convert it to the form's unit of measure, then type the shorter figure.",
    ),
    "share_in_cell": (
        "Định dạng ô là «Số», gõ số không kèm dấu %.",
        "Format the cell as “Number” and type the figure without the % sign.",
    ),
    "text_tcvn3": _UNICODE,
    "text_vni": _UNICODE,
    "tick_unknown": (
        "Ghi {allowed} vào ô này, hoặc để trống.",
        "Put {allowed} in this cell, or leave it empty.",
    ),
}
