"""Every word of the workbook that units fill in: key -> (Vietnamese, English)."""

Text = tuple[str, str]

TEXTS: dict[str, Text] = {
    "yes": ("có", "yes"),
    "no": ("không", "no"),
    # the head of the sheet
    "unit_line": ("{name} ({unit}) · {level}", "{name} ({unit}) · {level}"),
    "above_line": ("Thuộc: {parent} · Theo: {plan}", "Part of: {parent} · Under: {plan}"),
    "due_line": ("Kỳ báo cáo: {period} · Hạn nộp: {due}", "Period: {period} · Due: {due}"),
    "code_label": ("Mã tệp:", "File code:"),
    "progress_line": ("Đã trả lời {done}/{all} ô", "{done} of {all} cells answered"),
    "checks_hold": ("✓ Chưa thấy chỗ nào không khớp", "✓ Nothing disagrees so far"),
    "checks_fail": (
        "✗ {count} chỗ chưa đúng: xem ô đỏ và cột Kiểm tra",
        "✗ {count} not right yet: see red cells and the column Check",
    ),
    "faults_state": ("Trang tính Loi: {counted}", "Sheet Loi: {counted}"),
    "too_long": (
        "Dài hơn khoảng {count} ký tự: khi in không hiện hết trong ô. Số liệu gửi đi vẫn đủ.",
        "Over some {count} characters: paper will not show all of it. All of it is sent.",
    ),
    "check_fails": ("Số liệu không khớp.", "The figures do not agree."),
    "legend": (
        "Chỉ ghi vào ô vàng. Không phát sinh: gõ -   Chưa có số liệu: gõ …   Không áp dụng: gõ x   "
        "Ô trống không phải là số 0.",
        "Fill in yellow cells only. None occurred: type -   Not available: type …   "
        "Not applicable: type x   An empty cell is not zero.",
    ),
    "tick_whole": (
        "CẢ BIỂU: trong kỳ đơn vị không phát sinh gì – gõ x vào ô bên",
        "WHOLE FORM: nothing occurred in the period – type x in the cell beside",
    ),
    "tick_whole_hint": (
        "Các ô đã ghi vẫn giữ; ô còn trống được hiểu là không phát sinh.",
        "What is filled in stays; blank cells then mean that none occurred.",
    ),
    "tick_standing": (
        "NHƯ KỲ TRƯỚC: các số nền xanh ở cột Kỳ trước vẫn đúng – gõ x vào ô bên",
        "AS BEFORE: the green figures of the period before still hold – type x in the cell beside",
    ),
    "tick_standing_hint": (
        "Ô nào đã đổi thì ghi số mới vào ô vàng của nó.",
        "Where one has changed, give the new figure in its yellow cell.",
    ),
    "notice_draft": (
        "BẢN GHI DỞ HOẶC CÓ LỖI: sửa các ô đỏ (xem trang tính Loi), ghi nốt ô trống rồi gửi lại.",
        "UNFINISHED OR AT FAULT: mend the red cells (see the sheet Loi), fill in the rest, and "
        "send it again.",
    ),
    "notice_doubted": (
        "ĐÃ NHẬN, CÒN SỐ CẦN GIẢI TRÌNH: ghi lý do ở trang tính Loi nếu số đúng, hoặc sửa ô vàng "
        "cam, rồi gửi lại tệp này.",
        "RECEIVED, BUT SOME FIGURES WANT A REASON: give it on the sheet Loi if the figure is "
        "right, or correct the cell, and send this file again.",
    ),
    "notice_returned": (
        "BỊ TRẢ LẠI ĐỂ SỬA: {reason}",
        "RETURNED FOR CORRECTION: {reason}",
    ),
    "notice_returned_cells": (
        "BỊ TRẢ LẠI ĐỂ SỬA: {reason}. Chỉ sửa được ô đỏ và ô vàng; lý do từng ô ở trang tính Loi.",
        "RETURNED FOR CORRECTION: {reason}. Only red and yellow cells can be changed; why is on "
        "the sheet Loi.",
    ),
    # columns
    "col_number": ("STT", "No."),
    "col_indicator": ("Chỉ tiêu", "Indicator"),
    "col_unit": ("Đơn vị tính", "Unit of measure"),
    "col_before": ("Kỳ trước", "Period before"),
    "col_target": ("Chỉ tiêu kế hoạch", "Target"),
    "col_entry": ("GHI VÀO ĐÂY", "FILL IN HERE"),
    "col_check": ("Kiểm tra", "Check"),
    "col_hint": ("Cách ghi", "How to answer"),
    "col_kind": ("Mức", "Kind"),
    "col_cell": ("Ô", "Cell"),
    "col_fault": ("Sai ở đâu", "What is wrong"),
    "col_mend": ("Cách sửa", "How to mend it"),
    "col_reason": ("Lý do (nếu số vẫn đúng)", "Reason (if it is right all the same)"),
    # how to answer
    "question": ("Câu {number}", "Question {number}"),
    "whole_form": ("Cả biểu", "Whole form"),
    "whole_section": ("Cả mục", "Whole section"),
    "hint_integer": ("Số nguyên", "Whole number"),
    "hint_decimals": ("Số, nhiều nhất {count} chữ số lẻ", "Number, at most {count} decimals"),
    "hint_boolean": ("Chọn có hoặc không", "Choose yes or no"),
    "hint_choice": ("Chọn trong danh sách", "Choose from the list"),
    "hint_text": ("Ghi bằng lời; xuống dòng: Alt+Enter", "In words; new line: Alt+Enter"),
    "hint_lines": ("mỗi ý một dòng", "one point a line"),
    "hint_minLength": ("ít nhất {count} ký tự", "at least {count} characters"),
    "hint_maxLength": ("nhiều nhất {count} ký tự", "at most {count} characters"),
    "hint_day": ("Ngày, ví dụ 31/12/2025", "A day such as 31/12/2025"),
    "hint_same": ("ô xanh: lấy từ biểu {form}", "green: from the form {form}"),
    "hint_derived": ("Tự tính: {formula}", "Worked out: {formula}"),
    "hint_section": (
        "Cả mục không phát sinh: chọn - ở ô bên trái",
        "Nothing in this section: choose - in the cell to the left",
    ),
    "hint_tick": ("Gõ x, hoặc để trống", "Type x, or leave it blank"),
    "hint_marks": (
        "Không phát sinh: gõ - ; chưa có số liệu: gõ ... ; không áp dụng: gõ x",
        "None occurred: type - ; not available: type ... ; not applicable: type x",
    ),
    "wrong_title": ("Chưa đúng cách ghi", "Not a fitting answer"),
    "wrong_entry": (
        "Ô này cần: {way}. {marks} Hãy bấm Thử lại (Retry) và ghi lại.",
        "This cell takes: {way}. {marks} Choose Retry and answer again.",
    ),
    # the sheet of faults
    "faults_title": ("NHỮNG CHỖ CẦN SỬA", "WHAT TO MEND"),
    "faults_count": (
        "{errors} chỗ phải sửa, {doubts} chỗ cần xem lại",
        "{errors} to mend, {doubts} to look at again",
    ),
    "faults_note": (
        "Bấm vào địa chỉ ô để tới chỗ cần sửa. Chỗ «Xem lại» mà số vẫn đúng: ghi lý do vào cột "
        "cuối.",
        "Click a cell's address to go there. Where “Look again” is right all the same, give the "
        "reason in the last column.",
    ),
    "kind_error": ("Lỗi", "Error"),
    "kind_warning": ("Xem lại", "Look again"),
    "kind_returned": ("Trả lại", "Returned"),
    "reason_title": ("Lý do", "Reason"),
    "reason_hint": (
        "Nếu số vẫn đúng, ghi ngắn gọn vì sao. Nếu sai, sửa ở trang tính Bieu và để trống ô này.",
        "If the figure is right, say briefly why. If not, mend it on the sheet Bieu and leave this "
        "blank.",
    ),
    "reason_long": ("Lý do dài quá {count} ký tự.", "The reason is over {count} characters."),
    # the guide
    "guide_title": ("HƯỚNG DẪN GHI BIỂU", "HOW TO FILL IN THE FORM"),
    "step_open": ("Mở trang tính Bieu", "Open the sheet Bieu"),
    "guide_open": (
        "Xem tên đơn vị, kỳ báo cáo và hạn nộp ở đầu trang. Nếu không phải đơn vị mình, hãy báo "
        "lại cho nơi gửi, không ghi vào tệp này.",
        "Look at the unit, the period and the due day at the top. If it is not your unit, tell "
        "those "
        "who sent it and do not use this file.",
    ),
    "step_figures": ("Ghi vào ô vàng", "Fill in yellow cells"),
    "guide_figures": (
        "Chỉ ghi số liệu của đơn vị mình, không cộng số của cấp dưới. Không gõ dấu chấm ngăn hàng "
        "nghìn; phần lẻ gõ theo dấu của máy (thường là dấu phẩy).",
        "Give your own unit's figures only, without those of units below. Type no separators of "
        "thousands; decimals with the sign your computer uses.",
    ),
    "step_marks": ("Không để trống", "Leave nothing blank"),
    "guide_marks": (
        "Ô trống là chưa trả lời, không phải số 0. Nếu không có số, gõ một trong ba dấu nêu ở "
        "dưới.",
        "An empty cell is no answer, and not zero. Where there is no figure, type one of the three "
        "signs below.",
    ),
    "step_section": ("Cả một mục", "A whole section"),
    "guide_section": (
        "Cả mục không phát sinh thì chọn dấu - ở dòng tên mục, không cần ghi từng ô. Ô nào trong "
        "mục "
        "đã có số thì số đó vẫn được giữ.",
        "If nothing occurred in a section, choose - in the row of its name instead of answering "
        "every cell. Figures that stand in it are kept.",
    ),
    "step_whole": ("Cả biểu", "The whole form"),
    "guide_whole": (
        "Trong kỳ không phát sinh gì thì gõ x ở dòng CẢ BIỂU. Phần ghi bằng lời vẫn có thể ghi.",
        "If nothing occurred at all, type x in the row WHOLE FORM. Texts may still be written.",
    ),
    "step_standing": ("Số liệu nền", "Standing facts"),
    "guide_standing": (
        "Số nền xanh ở cột Kỳ trước là số ít thay đổi. Còn đúng cả thì gõ x ở dòng NHƯ KỲ TRƯỚC; ô "
        "nào đổi thì ghi số mới.",
        "Green figures of the period before seldom change. If they still hold, type x in the row "
        "AS "
        "BEFORE; where one has changed, give the new figure.",
    ),
    "step_checks": ("Xem cột Kiểm tra", "Look at the checks"),
    "guide_checks": (
        "✓ là các số khớp nhau. Dòng đỏ có dấu ✗ là chỗ phải sửa; dòng vàng có dấu ! là chỗ nên "
        "xem lại. Ô ghi tự đổi sang đỏ là chưa đúng cách ghi và chưa được tính.",
        "✓ means that the figures agree. A red line with ✗ must be mended; an amber one with ! "
        "should be looked at again. An entry that turns red is not a fitting answer and not "
        "counted.",
    ),
    "step_paste": ("Khi dán số liệu", "When pasting"),
    "guide_paste": (
        "Dùng Dán đặc biệt → Giá trị (Paste Special → Values). Không dán công thức, không gộp ô, "
        "không thêm hay xóa dòng, cột, trang tính.",
        "Use Paste Special → Values. Paste no formulas, merge no cells, add or delete no rows, "
        "columns or sheets.",
    ),
    "step_save": ("Lưu và gửi", "Save and send"),
    "guide_save": (
        "Lưu dạng .xlsx (không đổi sang .xls hay .csv) rồi gửi lại chính tệp này. Đặt tên tệp "
        "thế nào "
        "cũng được: phần mềm nhận ra tệp nhờ mã ở ô G2.",
        "Save as .xlsx (not .xls or .csv) and send this very file back. Any file name will do: the "
        "file is known by the code in cell G2.",
    ),
    "guide_signs": ("Ba dấu thay cho số liệu", "Three signs instead of a figure"),
    "sign_none_occurred": ("-", "-"),
    "guide_sign_none_occurred": (
        "Không phát sinh: có theo dõi, và trong kỳ không có trường hợp nào.",
        "None occurred: it is followed, and there was no case in the period.",
    ),
    "sign_not_available": ("…", "…"),
    "guide_sign_not_available": (
        "Chưa có số liệu: lẽ ra phải có nhưng chưa lấy được. Gõ ba dấu chấm.",
        "Not available: there should be a figure and it could not be had. Type three dots.",
    ),
    "sign_not_applicable": ("x", "x"),
    "guide_sign_not_applicable": (
        "Không áp dụng: chỉ tiêu này không dành cho đơn vị mình.",
        "Not applicable: this indicator is not meant for your unit.",
    ),
    "guide_colours": ("Màu của các ô", "Colours of the cells"),
    "colour_open": ("Vàng", "Yellow"),
    "guide_colour_open": ("Ô để ghi.", "To be filled in."),
    "colour_offered": ("Xanh", "Green"),
    "guide_colour_offered": (
        "Ở cột ghi số: đã ghi ở biểu khác cùng kỳ, không phải ghi lại; cần sửa thì sửa ở biểu đó. "
        "Ở cột Kỳ trước: số ít thay đổi, còn đúng thì đánh dấu ở đầu biểu.",
        "In the column of entries: given in another form of the period already, to be corrected "
        "there. In the column of the period before: seldom changes, confirmed by a tick above.",
    ),
    "colour_shut": ("Xám", "Grey"),
    "guide_colour_shut": ("Không sửa được trong tệp này.", "Cannot be changed in this file."),
    "colour_made": ("Xám, chữ nghiêng", "Grey, slanted"),
    "guide_colour_made": (
        "Phần mềm tự tính từ các ô khác.",
        "Worked out from other cells.",
    ),
    "colour_wrong": ("Đỏ", "Red"),
    "guide_colour_wrong": (
        "Có lỗi: đưa chuột vào ô để đọc, xem cột Cách ghi hoặc trang tính Loi.",
        "At fault: point at the cell to read why, see how to answer, or the sheet Loi.",
    ),
    "colour_doubt": ("Cam", "Orange"),
    "guide_colour_doubt": (
        "Nên xem lại; nếu số vẫn đúng thì ghi lý do ở trang tính Loi.",
        "To be looked at again; if it is right, give the reason on the sheet Loi.",
    ),
}

COMMANDS: dict[str, Text] = {
    "templates_made": (
        "Đã làm {count} tệp để ghi, ở {out}.",
        "Workbooks to fill in, made in {out}: {count}.",
    ),
    "packets_made": (
        "Đã làm {count} tệp để sửa, ở {out}.",
        "Workbooks to correct, made in {out}: {count}.",
    ),
    "stage_template": ("Làm biểu", "Templates"),
}

FAULTS: dict[str, Text] = {
    "cell_returned": (
        "Cấp trên trả lại ô này để sửa.",
        "The unit above sent this cell back to be corrected.",
    ),
}

MENDING: dict[str, Text] = {
    "cell_returned": (
        "Sửa lại theo ý kiến của cấp trên, rồi gửi lại tệp này.",
        "Correct it as the unit above says, then send this file again.",
    ),
}

PROBLEMS: dict[str, Text] = {
    "nobody_owes": (
        "Không đơn vị nào được giao biểu {form} cho kỳ {period} dưới {unit}. Xem ai phải nộp bằng "
        "«capbac status {period} --silent».",
        "No unit below {unit} owes the form {form} for {period}. See who does with “capbac status "
        "{period} --silent”.",
    ),
    "nothing_to_correct": (
        "Đơn vị {unit} không có bản nháp, bản bị trả lại hay cảnh báo chờ lý do nào của biểu "
        "{form}, kỳ {period}. Bỏ --packet để làm tệp trống.",
        "The unit {unit} has neither a draft nor a returned submission nor a warning that wants a "
        "reason of the form {form} for {period}. Leave out --packet for a blank file.",
    ),
}
