"""What the form's page says while somebody types, of files for it, and of what was sent.

Key -> (vi, en). Keys that begin with ``js_`` go to the page's script.
"""

TEXTS: dict[str, tuple[str, str]] = {
    "live_said": (
        "{errors} chỗ phải sửa · {warnings} chỗ cần xem lại · còn {left} ô chưa trả lời",
        "{errors} to mend · {warnings} to look at again · {left} without an answer",
    ),
    "js_kept": ("Đã lưu lúc {at}", "Saved at {at}"),
    "js_keeping": ("Đang lưu…", "Saving…"),
    "js_not_kept": (
        "Chưa lưu được, sẽ thử lại. Những gì đã gõ vẫn giữ trên máy này.",
        "Not saved yet, trying again. What you typed is kept on this machine.",
    ),
    "js_signed_out": (
        "Chưa lưu được: phiên làm việc đã hết. Hãy đăng nhập lại ở một thẻ khác rồi tải lại trang "
        "này; những gì đã gõ vẫn giữ trên máy này.",
        "Not saved: you are signed out. Sign in again in another tab and reload this page; what "
        "you typed is kept on this machine.",
    ),
    "js_moved": (
        "{said} Bấm «Lưu nháp» để xem hai bản khác nhau ở đâu rồi chọn.",
        "{said} Press “Save the draft” to see where the two differ, and choose.",
    ),
    "js_restore": (
        "Trên máy này còn {count} ô đã gõ lúc {at} mà máy chủ chưa có.",
        "This machine holds {count} cells typed at {at} that the server does not have.",
    ),
    "js_restore_newer": (
        "Trên máy này còn {count} ô đã gõ lúc {at} mà máy chủ chưa có. Từ đó đến nay số liệu trên "
        "máy chủ đã được lưu mới: lấy lại là thay những ô ấy bằng bản cũ trên máy này.",
        "This machine holds {count} cells typed at {at} that the server does not have. What the "
        "server has was saved anew since: taking them back puts this machine's in their place.",
    ),
    "js_take": ("Lấy lại", "Take them back"),
    "js_leave": ("Bỏ", "Leave them"),
    "js_taken": ("Đã lấy lại {count} ô.", "{count} cells are back."),
    "js_pasted": ("Đã dán {count} ô.", "{count} cells pasted."),
    "js_undo": ("Hoàn tác", "Undo"),
    "js_undone": ("Đã hoàn tác.", "Undone."),
    "js_paste_columns": (
        "Khối vừa chép có {count} cột và không rõ cột nào là số liệu. Hãy chép riêng một cột. "
        "Chưa dán gì.",
        "The block has {count} columns, and which one holds the figures is not clear. Copy one "
        "column alone. Nothing was pasted.",
    ),
    "js_paste_more": (
        "Thừa {count} dòng không còn ô để dán: {what}.",
        "{count} lines had no cell left: {what}.",
    ),
    "js_paste_unfit": ("Không dán được: {what}.", "Could not be pasted: {what}."),
    "js_sending": ("Đang gửi…", "Sending…"),
    "js_send_again": (
        "Mất kết nối, sẽ tự gửi lại. Đừng đóng trang này; số liệu chỉ được nhận một lần.",
        "The line is cut; it will be sent again by itself. Leave this page open; it is received "
        "only once.",
    ),
    "moved_head": ("Có hai bản khác nhau", "There are two versions"),
    "moved_lead": (
        "Chưa ghi đè gì. Dưới đây là những ô khác nhau; bảng phía dưới đang giữ bản của bạn. Bấm "
        "«Lưu nháp» để thay bằng bản của bạn, hoặc mở bản kia.",
        "Nothing was written over. These cells differ; the table below holds yours. Press “Save "
        "the draft” to put yours in its place, or open the other.",
    ),
    "moved_mine": ("Của bạn", "Yours"),
    "moved_theirs": ("Đang có trên máy chủ", "On the server"),
    "moved_open": ("Bỏ bản của tôi, mở bản kia", "Leave mine, open the other"),
    "how_keys": (
        "Enter hoặc ↓: xuống ô dưới; Shift+Enter hoặc ↑: lên; Esc: trả lại số cũ. Có thể dán cả "
        "một cột chép từ Excel.",
        "Enter or ↓: the cell below; Shift+Enter or ↑: above; Esc: the old figure again. A column "
        "copied from Excel can be pasted whole.",
    ),
    "approved_note": (
        "Số liệu này đã được duyệt. Sửa và gửi lại sẽ huỷ việc duyệt ở mọi cấp.",
        "This was approved. Correcting it and sending again takes the approvals back at every "
        "level.",
    ),
    # files: to fill in, to hand in
    "files_head": ("Làm bằng Excel", "With Excel"),
    "file_blank": ("Tải mẫu Excel trống", "Download the empty workbook"),
    "file_filled": ("Tải Excel để sửa tiếp", "Download the workbook to correct"),
    "file_up": ("Nộp tệp Excel đã điền", "Hand in the filled workbook"),
    "file_up_rule": (
        "Tệp .xlsx tải từ đây, nhiều nhất 32 MB. Số liệu được đưa vào bản nháp để bạn xem lại "
        "trước khi gửi.",
        "The .xlsx downloaded here, at most 32 MB. Its figures become the draft, to be looked "
        "over before they go.",
    ),
    "file_up_do": ("Đưa vào bản nháp", "Take it into the draft"),
    "from_file": (
        "Đã đọc tệp {name} vào bản nháp. Chưa gửi.",
        "{name} was read into the draft. Nothing is sent yet.",
    ),
    # what was sent
    "revisions": ("Các lần gửi", "Revisions"),
    "revisions_none": ("Chưa gửi lần nào.", "Nothing was sent yet."),
    "revision_no": ("Lần {number}", "Revision {number}"),
    "channel": ("Cách gửi", "Sent by"),
    "channel_page": ("trên trang", "page"),
    "channel_file": ("tệp {kind}", "{kind} file"),
    "compare": ("So sánh", "Compare"),
    "compare_from": ("Từ lần", "From revision"),
    "compare_to": ("đến lần", "to revision"),
    "changed_head": (
        "Từ lần {first} đến lần {second}: {count} ô thay đổi",
        "From revision {first} to {second}: {count} cells changed",
    ),
    "changed_none": ("Không có gì thay đổi.", "Nothing changed."),
    "content_head": ("Nội dung lần {number}", "What revision {number} says"),
    "content_show": ("Xem nội dung", "Look"),
    "was": ("Trước", "Before"),
    "became": ("Sau", "After"),
    "warnings_open": (
        "{open} số cần lý do, {confirmed} đã ghi lý do",
        "{open} want a reason, {confirmed} have one",
    ),
    "entered_for": ("{by} nhập thay", "entered by {by}"),
    "papers": ("Bản giấy đã ký", "The signed paper"),
    "papers_none": ("Chưa có bản quét.", "No scan yet."),
    "papers_add": ("Đính kèm bản quét", "Attach a scan"),
    "papers_rule": (
        "PDF, JPG, PNG hoặc TIFF, nhiều nhất 32 MB một lần, 20 bản một lần gửi.",
        "PDF, JPG, PNG or TIFF, at most 32 MB at once, 20 for one revision.",
    ),
    "papers_do": ("Đính kèm", "Attach"),
    "papers_added": ("Đã đính kèm.", "Attached."),
    "to_form": ("Mở biểu", "Open the form"),
    "state_withdrawn": ("đã thu hồi", "withdrawn"),
}
PROBLEMS: dict[str, tuple[str, str]] = {
    "draft_moved": (
        "Chưa lưu: {by} đã lưu hoặc gửi một bản khác lúc {at}.",
        "Not saved: {by} has saved or sent something else at {at}.",
    ),
    "upload_unfit": (
        "Tệp này không dùng được ở đây.",
        "This file cannot be used here.",
    ),
}
