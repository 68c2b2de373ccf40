"""Judging what units sent: the queue, one submission, several at once. Key -> (vi, en)."""

PROBLEMS: dict[str, tuple[str, str]] = {
    "reason_wanted": (
        "Cần ghi lý do (và ngày, nếu là gia hạn) để đơn vị biết phải làm gì.",
        "Say why (and until when, for a longer deadline), so that the unit knows what to do.",
    ),
}
TEXTS: dict[str, tuple[str, str]] = {
    "review": ("Duyệt báo cáo", "Review"),
    "review_it": ("Duyệt hoặc trả lại", "Review"),
    # the queue
    "queue_head": ("Đang chờ duyệt: {count}", "Waiting for approval: {count}"),
    "queue_none": ("Không có báo cáo nào đang chờ bạn duyệt.", "Nothing waits for your approval."),
    "queue_most": (
        "Hiện {count} báo cáo gửi sớm nhất; duyệt xong sẽ hiện tiếp.",
        "The first {count} are shown; the next follow once these are done.",
    ),
    "queue_clean": ("Không có gì phải hỏi ({count})", "Nothing to ask about ({count})"),
    "queue_clean_lead": (
        "Gửi lần đầu, không có cảnh báo, do chính đơn vị gửi. Bỏ dấu chọn những bản bạn muốn xem "
        "riêng. Mỗi bản được duyệt đúng nội dung đang hiện ở đây; bản nào vừa đổi thì chưa được "
        "duyệt.",
        "First revisions without warnings, sent by the units themselves. Untick what you want to "
        "open. Each is approved as it stands here; what has just changed is not.",
    ),
    "queue_odd": ("Cần mở ra xem ({count})", "To be opened ({count})"),
    "approve_ticked": ("Duyệt các bản đã chọn", "Approve what is ticked"),
    "approve_tick": ("Chọn {name}", "Tick {name}"),
    "approved_count": ("Đã duyệt {count} báo cáo.", "{count} approved."),
    "refused_count": ("{count} báo cáo chưa duyệt được:", "{count} could not be approved:"),
    "why_warnings": ("{count} cảnh báo chưa có lý do", "{count} warnings without a reason"),
    "why_behalf": ("{who} nhập thay", "entered by {who}"),
    "why_again": ("lần gửi thứ {count}", "revision {count}"),
    "why_mine": ("chính bạn gửi", "you sent it"),
    "open_it": ("Mở xem", "Open"),
    # one submission
    "judging_of": ("Xem để duyệt: {name}", "To judge: {name}"),
    "judging_nothing": ("Đơn vị chưa gửi gì.", "The unit has sent nothing."),
    "judging_changed": (
        "Bản này sửa {count} ô so với lần gửi trước; các ô đó có ghi «trước đó».",
        "This revision changed {count} cells; each says what it was.",
    ),
    "all_revisions": ("Các lần gửi", "All revisions"),
    "judging_fold": ("{count} chỉ tiêu", "indicators: {count}"),
    "judging_caption": (
        "Số đơn vị gửi, bên cạnh là kỳ trước và {count} đơn vị cùng cấp, cùng cấp trên (số ở giữa; "
        "nhỏ nhất – lớn nhất).",
        "What was sent, beside last period and {count} units of its level under the same unit "
        "(middle; least – most).",
    ),
    "sibling_middle": ("Cùng cấp: giữa", "Siblings: middle"),
    "sibling_spread": ("nhỏ nhất – lớn nhất", "least – most"),
    "was_before": ("trước đó: {was}", "was: {was}"),
    "odd_head": ("{count} số khác thường", "{count} unusual figures"),
    "odd_answered": ("Đơn vị giải thích: {reason} ({by})", "The unit says: {reason} ({by})"),
    "odd_open": ("Chưa có lý do.", "No reason given yet."),
    "sent_by": ("Người gửi", "Sent by"),
    "acts_head": ("Đã làm gì với báo cáo này", "What was done with it"),
    "act_approved": ("đã duyệt", "approved"),
    "act_returned": ("trả lại", "returned"),
    "act_voided": ("duyệt cũ không còn hiệu lực vì có thay đổi", "approval void after a change"),
    "approve": ("Duyệt đúng bản này", "Approve exactly this"),
    "approve_head": ("Duyệt", "Approve"),
    "approve_reason": (
        "Lý do duyệt dù còn cảnh báo chưa giải thích",
        "Why you approve although warnings are open",
    ),
    "return": ("Trả lại đơn vị", "Return it"),
    "return_head": ("Trả lại để sửa", "Return it to be mended"),
    "return_why": ("Lý do chung", "Why"),
    "return_due": ("Hạn mới (để trống: giữ hạn cũ)", "New deadline (blank: as before)"),
    "return_cell": ("Trả lại ô này", "Return this cell"),
    "return_cell_of": ("Vì sao trả lại: {label}", "Why it is returned: {label}"),
    "return_cells": ("Xem lý do ở từng ô.", "See the reason at each cell."),
    "return_lead": (
        "Muốn chỉ rõ ô nào phải sửa: mở «Trả lại ô này» trong bảng và ghi lý do tại đó.",
        "To name cells: open “Return this cell” in the table and say why there.",
    ),
    "extend": ("Gia hạn", "Extend"),
    "extend_head": ("Gia hạn nộp", "Give a longer deadline"),
    "extend_to": ("Hạn mới", "New deadline"),
    "extend_why": ("Lý do", "Why"),
    "behalf": ("Nhập thay đơn vị", "Enter for the unit"),
    "behalf_lead": (
        "Chỉ khi đơn vị không thể tự gửi. Báo cáo luôn ghi rõ là {by} nhập thay.",
        "Only where the unit cannot send it itself. It is always shown as entered by {by}.",
    ),
    "done_approved": ("Đã duyệt.", "Approved."),
    "done_returned": ("Đã trả lại đơn vị.", "Returned to the unit."),
    "done_extended": ("Đã gia hạn.", "The deadline is extended."),
    # what the verbs say of the command line, said of a page
    "page_warnings_open": (
        "Còn {count} cảnh báo chưa ai giải thích: hãy ghi lý do duyệt, hoặc trả lại.",
        "{count} warnings are open: say why you approve, or return it.",
    ),
    "page_own_submission": (
        "Bạn là người gửi bản này của {unit}, nên người khác phải duyệt.",
        "You have sent this for {unit}: somebody else has to approve it.",
    ),
    "page_not_your_step": (
        "Báo cáo của {unit} không chờ đơn vị bạn lúc này; đang chờ: {steps}.",
        "What {unit} sent does not wait for your unit now, but for {steps}.",
    ),
    "page_state_changed": (
        "Báo cáo này vừa đổi ({actor}, {at}). Dưới đây là bản hiện nay; hãy xem lại.",
        "This has just changed ({actor}, {at}). Below is how it stands now; look again.",
    ),
    "page_return_due_missing": (
        "Hạn cũ ({due}) đã qua. Hãy cho đơn vị hạn mới.",
        "The deadline ({due}) has passed. Give the unit a new one.",
    ),
}
