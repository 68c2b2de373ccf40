"""Workbooks and vintages on the portal, and its public page. Key -> (vi, en)."""

PROBLEMS: dict[str, tuple[str, str]] = {
    "item_unknown": (
        "Không có mục này ở đây, hoặc nó không còn nữa. Hãy quay lại danh sách rồi chọn lại.",
        "There is no such thing here, or it is there no longer. Go back to the list and choose "
        "again.",
    ),
    "reports_waiting": (
        "Đang có {most} sổ chờ viết. Hãy đợi vài phút rồi thử lại.",
        "{most} workbooks stand in line already. Come back in a few minutes.",
    ),
    "report_cut": (
        "Việc viết sổ bị ngắt giữa chừng (máy chủ khởi động lại, hoặc thiếu bộ nhớ). Hãy yêu cầu "
        "lại.",
        "Writing the workbook was cut off (the server was started again, or ran out of memory). "
        "Ask for it again.",
    ),
    "unit_moved": (
        "Trên bản đồ của kỳ {period}, mã {code} là một đơn vị khác với đơn vị hôm nay, nên sổ này "
        "không mở cho đơn vị hôm nay. Hãy hỏi cán bộ cấp trên.",
        "On the map of {period} the code {code} means another unit than today, so this workbook is "
        "not today's unit's to open. Ask an officer of the unit above.",
    ),
}
TEXTS: dict[str, tuple[str, str]] = {
    "reports": ("Báo cáo tổng hợp", "Reports"),
    "rep_lead": (
        "Sổ Excel tổng hợp được viết theo số liệu lúc bạn bấm. Nhiều người cùng yêu cầu một sổ thì "
        "nhận chung một sổ.",
        "A consolidated Excel workbook is written from the figures of the moment you ask. Several "
        "people who ask for the same get the same.",
    ),
    "rep_none": (
        "Chưa có biểu nào được giao ở đơn vị này và cấp dưới.",
        "Nothing was asked of this unit or those below it yet.",
    ),
    "rep_final": ("chỉ số đã duyệt", "approved figures only"),
    "rep_published": ("bản công bố (che số nhỏ)", "a copy to publish (small counts hidden)"),
    "rep_full": ("liệt kê đủ mọi đơn vị cấp dưới", "list every unit below"),
    "rep_write": ("Viết sổ", "Write the workbook"),
    "rep_vintages": ("Các bản đã công bố", "Published vintages"),
    "rep_number": ("Bản số", "Number"),
    "rep_at": ("Công bố lúc", "Published at"),
    "rep_finality": ("Tính chất", "Finality"),
    "rep_is_final": ("chính thức", "final"),
    "rep_is_provisional": ("sơ bộ", "provisional"),
    "rep_note": ("Ghi chú", "Note"),
    "rep_copy": ("Loại bản", "Kind of copy"),
    "rep_vintage_book": ("Sổ của bản này", "Workbook of this one"),
    "rep_old": ("So bản", "Hold number"),
    "rep_new": ("với bản", "against"),
    "rep_compare": ("So sánh", "Compare"),
    "rep_below": ("Sổ của các đơn vị cấp dưới", "Workbooks of units below"),
    "rep_job": ("Viết sổ Excel", "Writing a workbook"),
    "rep_waiting": (
        "Đang chờ; còn {before} sổ phía trước.",
        "Waiting; {before} workbooks come first.",
    ),
    "rep_step_0": ("Đang bắt đầu…", "Beginning…"),
    "rep_step_1": ("Bước 1/3: tổng hợp số liệu mới nhất…", "Step 1 of 3: rolling up…"),
    "rep_step_2": ("Bước 2/3: đọc số liệu…", "Step 2 of 3: reading the figures…"),
    "rep_step_3": ("Bước 3/3: viết sổ…", "Step 3 of 3: writing the workbook…"),
    "rep_refreshes": (
        "Trang tự xem lại sau vài giây; bạn cũng có thể rời trang rồi quay lại.",
        "This page looks again by itself; you may also leave and come back.",
    ),
    "rep_look_again": ("Xem lại ngay", "Look again now"),
    "rep_ready": ("Sổ đã sẵn sàng, theo số liệu lúc {at}.", "The workbook is ready, as of {at}."),
    "rep_download": ("Tải về ({kb} kB)", "Download ({kb} kB)"),
    "rep_compare_head": ("Bản {old} và bản {new}", "Vintages {old} and {new}"),
    "rep_compare_lead": (
        "Bản {old} công bố lúc {old_at}; bản {new} lúc {new_at}.",
        "Vintage {old} is of {old_at}, vintage {new} of {new_at}.",
    ),
    "rep_same": (
        "Ở đơn vị này và cấp dưới, hai bản giống hệt nhau.",
        "For this unit and those below it the two are the same.",
    ),
    "rep_changes": ("{count} số liệu khác nhau", "{count} figures differ"),
    "rep_more": ("và {count} số liệu khác nữa", "and {count} more"),
    "rep_before": ("Trước", "Before"),
    "rep_after": ("Sau", "After"),
    "rep_delta": ("Chênh lệch", "Difference"),
    "rep_causes": ("Do đơn vị nào", "Who made it so"),
}
