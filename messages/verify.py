"""What verify says of whatever does not fit: code -> (Vietnamese, English)."""

Text = tuple[str, str]

PLACES: dict[str, str] = {
    "act": "việc số",
    "submission": "lần nộp",
    "assignment": "việc phải nộp",
    "review": "việc duyệt",
    "paper": "bản quét",
    "warning": "cảnh báo",
    "form": "biểu mẫu",
    "plan": "kế hoạch",
    "roster unit": "danh sách đơn vị",
    "roster lineage": "danh sách sáp nhập, chia tách",
    "file": "tệp",
    "vintage": "bản công bố",
}
"""What a place begins with, and how it is said in Vietnamese."""

FAULTS: dict[str, Text] = {
    # the journal
    "act_changed": (
        "Nội dung việc này không khớp với mã băm của nó: đã bị sửa, hoặc việc số {allowed} ngay "
        "trước bị thay cùng mã băm. Hiện ghi: {sent}.",
        "What this act says does not fit its hash: it was changed, or act {allowed} before it was "
        "replaced with its hash. It now says: {sent}.",
    ),
    "act_respelled": (
        "Mã băm của việc này bị sửa: đang là {sent}…, phải là {allowed}…",
        "The hash of this act was changed: it is {sent}… and should be {allowed}…",
    ),
    "act_missing": (
        "Mất việc số {allowed} trong nhật ký; việc số {sent} vì thế cũng không kiểm được.",
        "Act {allowed} is missing from the journal, so act {sent} cannot be checked either.",
    ),
    "tail_missing": (
        "Mất việc số {allowed} ở cuối nhật ký; kho ghi rằng đã có đến việc số {sent}.",
        "Act {allowed} is missing at the end of the journal; the store knows of {sent}.",
    ),
    "act_removed": (
        "Việc số {allowed} bị lấy khỏi nhật ký, các việc sau (từ số {sent}) bị đánh số lại.",
        "Act {allowed} was taken out of the journal and those after it, from {sent}, renumbered.",
    ),
    "act_inserted": (
        "Việc số {sent} bị chèn thêm vào nhật ký.",
        "Act {sent} was slipped into the journal.",
    ),
    "act_moved": (
        "Bị đổi chỗ trong nhật ký: đang mang số {sent}, vốn là số {allowed}.",
        "Moved in the journal: it stands as number {sent} and was made as {allowed}.",
    ),
    "act_twice": (
        "Có hai việc cùng số. Việc thừa: {sent}.",
        "Two acts have this number. The second says: {sent}.",
    ),
    "act_unnumbered": (
        "Một việc không có số dùng được: {sent}.",
        "An act has no number that can be one: {sent}.",
    ),
    "act_beyond": (
        "Việc này đứng sau việc cuối cùng mà kho biết (số {allowed}): bị thêm vào. Ghi: {sent}.",
        "This act stands after the last one the store knows ({allowed}): it was added. It says: "
        "{sent}.",
    ),
    "head_missing": (
        "Kho không còn ghi việc cuối cùng của nhật ký, nên không biết sau việc số {sent} có mất gì "
        "không.",
        "The store no longer says which act is the last, so nobody knows whether any is missing "
        "after {sent}.",
    ),
    "head_differs": (
        "Việc cuối cùng không phải việc mà kho đã ghi: mã băm {sent}…, kho ghi {allowed}…",
        "The last act is not the one the store knows: its hash is {sent}…, the store says "
        "{allowed}…",
    ),
    "head_rewritten": (
        "Nhật ký đã bị viết lại: việc này có mã băm {sent}…, lần trước ghi là {allowed}… Một hay "
        "nhiều việc từ đầu đến đây không còn như trước; hãy so với bản sao lưu thời đó.",
        "The journal was rewritten: this act has the hash {sent}… and was noted as {allowed}… One "
        "or more acts up to here are not what they were; compare a backup from then.",
    ),
    "head_unknown": (
        "Không việc nào trong nhật ký có mã băm đã ghi {sent}…: nhật ký bị viết lại hay bị cắt "
        "ngắn, hoặc mã này của kho khác.",
        "No act of the journal has the noted hash {sent}…: the journal was rewritten or cut short, "
        "or the note is of another store.",
    ),
    # what units sent
    "payload_changed": (
        "Nội dung đã nộp bị sửa: SHA-256 là {sent}, lúc nhận là {allowed}.",
        "What was sent was changed: its SHA-256 is {sent} and was {allowed} when it came.",
    ),
    "payload_unreadable": (
        "Nội dung đã nộp không còn đọc được theo biểu {sent}.",
        "What was sent can no longer be read by the form {sent}.",
    ),
    "payload_misplaced": (
        "Nội dung này là của {sent}, nhưng đang đứng ở chỗ của {allowed}.",
        "This content is of {sent} but stands in the place of {allowed}.",
    ),
    "packed_differs": (
        "Số liệu dùng để tổng hợp không khớp với nội dung đã nộp.",
        "The figures that are added up are not those that were sent.",
    ),
    "texts_differ": (
        "Phần lời dùng để tổng hợp không khớp với nội dung đã nộp.",
        "The words that are gathered are not those that were sent.",
    ),
    "form_unreadable": (
        "Biểu mẫu này không còn đọc được ({sent}), nên không kiểm được số liệu nộp theo nó.",
        "This form can no longer be read ({sent}), so the figures sent by it cannot be checked.",
    ),
    "revision_missing": (
        "Mất lần nộp số {allowed}: có lần {sent} mà không có lần ấy.",
        "Revision {allowed} is missing: there is a revision {sent} without it.",
    ),
    "revision_changed": (
        "Lần nộp này không đúng như khi nhận ({sent}): nội dung, người gửi hay nguồn đã bị đổi, "
        "hoặc nó bị thêm vào sau.",
        "This revision is not as it was taken in ({sent}): its content, sender or source was "
        "changed, or it was added later.",
    ),
    "revision_unbound": (
        "Không việc nào trong nhật ký nói đã nhận lần nộp này: nó bị thêm vào, hoặc giờ nhận bị "
        "sửa, hoặc việc nhận đã bị xóa.",
        "No act of the journal took this revision in: it was added, or its time was changed, or "
        "the act was removed.",
    ),
    "revision_gone": (
        "Việc này đã nhận {sent} lần nộp nay không còn như khi nhận, hoặc đã mất.",
        "{sent} revisions that this act took in are gone, or no longer as they were.",
    ),
    "row_unbound": (
        "Không việc nào trong nhật ký nói đến: bị thêm vào, hoặc thời điểm bị sửa, hoặc việc ấy đã "
        "bị xóa.",
        "No act of the journal speaks of it: it was added, or its time was changed, or the act was "
        "removed.",
    ),
    "row_changed": (
        "Không đúng như khi nhật ký ghi ({sent}): đã bị sửa, bị thêm vào sau hoặc bị bớt đi.",
        "It is not as the journal saw it ({sent}): it was changed, added later or made less.",
    ),
    "row_gone": (
        "Việc này («{allowed}») đã ghi {sent} mục nay không còn, hoặc không còn như khi ghi.",
        "{sent} entries that this act (“{allowed}”) made are gone, or no longer as they were.",
    ),
    "answer_changed": (
        "Lời giải trình cảnh báo này, hoặc người và giờ giải trình, đã bị sửa, thêm hay xóa.",
        "The reason given for this warning, or who gave it and when, was changed, added or "
        "removed.",
    ),
    "pointer_wrong": (
        "Không trỏ vào lần nộp mới nhất: đang trỏ {sent}, mới nhất là {allowed}.",
        "It does not point at its newest revision: it says {sent} and the newest is {allowed}.",
    ),
    "review_strayed": (
        "Việc duyệt này gắn với nội dung {sent}, nhưng lần nộp được duyệt là {allowed}.",
        "This act of review is bound to the content {sent}, but the revision it names is "
        "{allowed}.",
    ),
    "review_missing": (
        "Mất việc duyệt: còn {sent} trong số {allowed} việc.",
        "Acts of review are missing: {sent} of {allowed} are there.",
    ),
    "approval_unfounded": (
        "Ghi là đã duyệt nhưng việc duyệt gần nhất là «{sent}», hoặc duyệt lần nộp khác.",
        "It stands as approved, but the newest act of review is “{sent}”, or of another revision.",
    ),
    # files, the database, the key
    "kept_file_gone": (
        "Mất tệp kèm theo ({sent}). Hãy lấy lại từ bản sao lưu, hoặc từ người gửi.",
        "A file that was kept is gone ({sent}). Bring it back from a backup, or from its sender.",
    ),
    "kept_file_changed": (
        "Tệp kèm theo bị sửa: SHA-256 là {sent}, phải là {allowed}.",
        "A file that was kept was changed: its SHA-256 is {sent} and should be {allowed}.",
    ),
    "kept_file_unreadable": (
        "Không đọc được tệp kèm theo {sent}: {allowed}.",
        "A file that was kept cannot be read ({sent}): {allowed}.",
    ),
    "database_damaged": (
        "Tệp cơ sở dữ liệu bị hỏng: {sent}. Hãy khôi phục từ bản sao lưu.",
        "The database file is damaged: {sent}. Restore it from a backup.",
    ),
    "key_gone": (
        "Không có hoặc không đọc được khóa của kho; các biên nhận đã ký bằng khóa {allowed}. Hãy "
        "lấy lại tệp này từ bản sao lưu.",
        "The key of the store is not there or cannot be read; receipts were signed with {allowed}. "
        "Bring this file back from a backup.",
    ),
    "key_differs": (
        "Khóa của kho là {sent}, nhưng các biên nhận đã ký bằng khóa {allowed}.",
        "The key of the store is {sent}, but receipts were signed with {allowed}.",
    ),
}
