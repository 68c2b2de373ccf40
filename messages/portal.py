"""What the portal says: pages by key, and why a request is refused. Key -> (vi, en)."""

import messages.portal_api
import messages.portal_details
import messages.portal_office
import messages.portal_overview
import messages.portal_pages
import messages.portal_people
import messages.portal_reports
import messages.portal_review
import messages.portal_typing

TEXTS: dict[str, tuple[str, str]] = {
    **messages.portal_api.TEXTS,
    **messages.portal_details.TEXTS,
    **messages.portal_overview.TEXTS,
    **messages.portal_pages.TEXTS,
    **messages.portal_people.TEXTS,
    **messages.portal_reports.TEXTS,
    **messages.portal_office.TEXTS,
    **messages.portal_review.TEXTS,
    **messages.portal_typing.TEXTS,
}
PROBLEMS: dict[str, tuple[str, str]] = {
    **messages.portal_review.PROBLEMS,
    **messages.portal_reports.PROBLEMS,
    **messages.portal_office.PROBLEMS,
    **messages.portal_people.PROBLEMS,
    **messages.portal_typing.PROBLEMS,
    **messages.portal_api.PROBLEMS,
    "not_found": (
        "Không có trang này, hoặc nó không thuộc phần bạn được xem.",
        "There is no such page, or it is not yours to see.",
    ),
    "forbidden": (
        "Bạn không có quyền làm việc này.",
        "You may not do this.",
    ),
    "request_stale": (
        "Trang này đã cũ (bạn đã đăng nhập lại, hoặc để quá lâu). Hãy tải lại trang rồi làm lại.",
        "This page is out of date (you have signed in again, or it stood too long). Reload it and "
        "do it again.",
    ),
    "origin_unfit": (
        "Yêu cầu này đến từ một trang khác và đã bị chặn.",
        "This request came from another site's page and was stopped.",
    ),
    "host_unknown": (
        "Máy chủ này không phục vụ địa chỉ đó.",
        "This server does not answer for that address.",
    ),
    "method_unfit": (
        "Không thể làm việc này với địa chỉ đó.",
        "This cannot be done with that address.",
    ),
    "body_too_large": (
        "Dữ liệu gửi lên quá lớn, nhiều nhất {most} MB. Hãy chia nhỏ.",
        "Too much was sent at once, at most {most} MB. Split it.",
    ),
    "body_slow": (
        "Dữ liệu gửi lên không tới hết. Hãy kiểm tra đường truyền rồi gửi lại; chưa nhận gì.",
        "What was sent did not arrive whole. Look at the line and send again; nothing was taken.",
    ),
    "request_unfit": (
        "Yêu cầu không đọc được. Hãy tải lại trang rồi làm lại.",
        "The request cannot be read. Reload the page and do it again.",
    ),
    "assignment_closed": (
        "Biểu {form} kỳ {period} của đơn vị {unit} đã đóng: đơn vị đã thay đổi, hoặc kế hoạch đã "
        "thu hồi. Không nhập được nữa.",
        "The form {form} of {unit} for {period} is closed: the unit has changed, or its plan was "
        "withdrawn. Nothing can be entered any more.",
    ),
    "draft_unfit": (
        "Không lưu nháp được.",
        "The draft cannot be kept.",
    ),
    "address_taken": (
        "Không mở được địa chỉ {address}: {reason}. Hãy chọn cổng khác (--port).",
        "The address {address} cannot be opened: {reason}. Choose another port (--port).",
    ),
}
FAULTS: dict[str, tuple[str, str]] = {
    **messages.portal_api.FAULTS,
    "request_field": (
        "«{path}» không dùng được: {allowed} (đã gửi: {sent}).",
        "“{path}” cannot be used: {allowed} (sent: {sent}).",
    ),
}
