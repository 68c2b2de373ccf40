"""What the API says when it refuses a request, and on its own page. Key -> (vi, en)."""

TEXTS: dict[str, tuple[str, str]] = {
    "api_lead": (
        "Dành cho phần mềm khác lấy và gửi số liệu. Mô tả từng lệnh bằng tiếng Anh.",
        "For other programs that fetch and send figures.",
    ),
    "api_sent": ("Gửi lên:", "Sent:"),
}
PROBLEMS: dict[str, tuple[str, str]] = {
    "submission_refused": (
        "Bản số liệu chưa nhận được: {count} lỗi cần sửa.",
        "The submission is refused: {count} faults to mend.",
    ),
    "media_unfit": (
        "Không đọc được kiểu dữ liệu «{sent}». Nhận: {allowed}.",
        "Data of the kind “{sent}” cannot be read. Taken: {allowed}.",
    ),
    "precondition_failed": (
        "Bản {sent} không còn là bản mới nhất; bản mới nhất là {sha256}. Hãy xem lại.",
        "{sent} is not the newest revision any more; that is {sha256}. Look at it again.",
    ),
    "precondition_missing": (
        "Hãy nói rõ bản nào đang được xem: gửi mã băm của bản đó trong If-Match.",
        "Say which revision was looked at: send its digest in If-Match.",
    ),
}
FAULTS: dict[str, tuple[str, str]] = {
    "not_yours": (
        "Đơn vị {sent} không phải đơn vị của bạn ({allowed}). Muốn nhập thay, ghi on_behalf_of.",
        "{sent} is not your unit ({allowed}). To enter for it, name on_behalf_of.",
    ),
}
