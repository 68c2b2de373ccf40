"""What is said of approving and returning submissions: key -> (Vietnamese, English)."""

Text = tuple[str, str]

PROBLEMS: dict[str, Text] = {
    "actor_missing": (
        "Chưa biết ai duyệt. Hãy nêu tên người làm bằng --as, hoặc đặt CAPBAC_ACTOR.",
        "It is not known who judges. Give the name with --as, or set CAPBAC_ACTOR.",
    ),
    "nothing_to_review": (
        "Đơn vị {unit} chưa gửi biểu {form} kỳ {period}, nên chưa có gì để duyệt hay trả lại.",
        "The unit {unit} has not sent {form} for {period}: there is nothing to approve or return.",
    ),
    "review_closed": (
        "Việc của đơn vị {unit} theo kế hoạch {plan} đã đóng (đơn vị thay đổi hoặc kế hoạch bị thu "
        "hồi), nên không duyệt hay trả lại được nữa.",
        "What the unit {unit} owed under {plan} is closed (it was passed on or withdrawn): it can "
        "no longer be approved or returned.",
    ),
    "nobody_above": (
        "Không có cấp nào trên đơn vị {unit}: bản đơn vị này gửi là bản cuối, không cần ai duyệt.",
        "Nobody is above the unit {unit}: what it sends is final and needs nobody's approval.",
    ),
    "not_above": (
        "Đơn vị {officer} không phải cấp trên của đơn vị {unit}, nên không duyệt, trả lại hay gia "
        "hạn được.",
        "The unit {officer} is not above the unit {unit} and can neither approve nor return what "
        "it sends, nor give it longer.",
    ),
    "not_your_step": (
        "Việc này của đơn vị {unit} không chờ {officer}. Đơn vị có quyền: {steps}. Cấp trên muốn "
        'làm thay thì thêm --force --reason "…", và việc đó được ghi lại.',
        "What the unit {unit} sent does not wait for {officer}. Whose turn it is: {steps}. An "
        "officer above may act with --force --reason “…”, and that is put on record.",
    ),
    "state_changed": (
        "Bản này vừa đổi: nay {state} ({actor}, {at}). Hãy xem lại bằng «capbac review show» rồi "
        "quyết định.",
        "This has changed meanwhile: it is {state} now ({actor}, {at}). Look again with “capbac "
        "review show”, then decide.",
    ),
    "content_changed": (
        "Nội dung đã đổi sau khi xem: bản đang chờ là {sha256}, bản đã xem là {sent}. Hãy xem lại "
        "trước khi duyệt.",
        "The content changed after it was looked at: {sha256} is waiting, {sent} was looked at. "
        "Look again before you approve.",
    ),
    "digest_short": (
        "Phần đầu mã nội dung «{sent}» quá ngắn. Hãy ghi ít nhất {least} ký tự như trên biên nhận.",
        "The beginning of a digest “{sent}” is too short. Write at least {least} characters, as on "
        "the receipt.",
    ),
    "own_submission": (
        "{actor} là người gửi bản này của đơn vị {unit}, nên không được tự duyệt. Hãy để người "
        'khác duyệt; bất đắc dĩ thì thêm --force --reason "…", và việc đó được ghi lại.',
        "{actor} has sent this for the unit {unit} and may not approve it. Let somebody else; "
        "where that cannot be, --force --reason “…” is put on record.",
    ),
    "warnings_open": (
        "Còn {count} cảnh báo chưa giải trình. Hãy trả lại để đơn vị giải trình, hoặc thêm "
        "--reason “…” nói vì sao vẫn duyệt.",
        "Unexplained warnings: {count}. Return it, so that the unit explains them, or say "
        "with --reason “…” why you approve all the same.",
    ),
    "cells_unknown": (
        "Không trả lại được: {count} ô nêu lý do không có trong biểu. Các ô đó nêu dưới đây.",
        "It cannot be returned: {count} cells with reasons are not in the form. They follow.",
    ),
    "return_due_missing": (
        "Hạn cũ ({due}) đã qua. Hãy cho đơn vị hạn mới: --due với ngày viết năm-tháng-ngày.",
        "The deadline ({due}) has passed. Give the unit a new one: --due with a day written "
        "year-month-day.",
    ),
    "return_due_past": (
        "Hạn mới {to} đã qua; hôm nay là {today}. Hãy chọn ngày từ hôm nay trở đi.",
        "The new deadline {to} has passed; today is {today}. Choose today or a later day.",
    ),
    "unit_day_needed": (
        "Mã {unit} ứng với nhiều đơn vị theo thời gian (có từ ngày: {known}). Hãy thêm --unit-on "
        "với một ngày của đơn vị cần xem.",
        "The code {unit} names several units over time (since: {known}). Add --unit-on with a day "
        "of the one you mean.",
    ),
}

FAULTS: dict[str, Text] = {
    "approver_level_unknown": (
        "Không có cấp «{sent}» từ đơn vị ban hành trở xuống. Các cấp có thể duyệt: {allowed}.",
        "Neither the issuer nor anybody below it has the level “{sent}”. Levels that may approve: "
        "{allowed}.",
    ),
    "approver_order": (
        "Các cấp duyệt phải ghi từ dưới lên: đang là {sent}, hãy ghi {allowed}.",
        "The levels that approve go upwards: they are {sent}, write {allowed}.",
    ),
    "approver_twice": (
        "Cùng biểu và kỳ này nhưng các cấp duyệt ghi khác nhau: {sent} và {allowed}. Hãy ghi như "
        "nhau.",
        "The same form and period is asked for with other levels that approve: {sent} and "
        "{allowed}. Write the same.",
    ),
}

COMMANDS: dict[str, Text] = {
    "review_approved": (
        "Đã duyệt: {unit}  {form}  {period}  ({sha256}); nay {state}.",
        "Approved: {unit}  {form}  {period}  ({sha256}); {state} now.",
    ),
    "review_next": ("  Chờ tiếp: {next}", "  Waits for: {next}"),
    "review_forced": ("  Làm thay, đã ghi lại.", "  By force, put on record."),
    "review_returned": (
        "Đã trả lại: {unit}  {form}  {period}; hạn gửi lại {due}.",
        "Returned: {unit}  {form}  {period}; to be sent again by {due}.",
    ),
    "review_cell": ("  {path}: {reason}", "  {path}: {reason}"),
    "review_bulk": (
        "Đã duyệt {approved} bản ({finished} bản xong mọi cấp); từ chối {refused}.",
        "{approved} approved ({finished} of them by the last step); {refused} refused.",
    ),
    "review_refused": ("  {unit}: {said}", "  {unit}: {said}"),
    "review_waiting": (
        "Đang chờ {officer} duyệt: {count}. Mã, tên đơn vị, biểu, kỳ, lần nộp, người gửi, nội "
        "dung, hạn:",
        "Waiting for {officer}: {count}. Code, name, form, period, revision, sender, content, due:",
    ),
    "review_nothing": (
        "Không có bản nào đang chờ {officer} duyệt.",
        "Nothing waits for {officer}.",
    ),
    "review_waits": (
        "{unit}  {name}  {form}  {period}  lần {revision}  {sender}  {sha256}  hạn {due}",
        "{unit}  {name}  {form}  {period}  revision {revision}  {sender}  {sha256}  due {due}",
    ),
    "review_warned": ("  cảnh báo chưa giải trình: {count}", "  unexplained warnings: {count}"),
    "review_head": (
        "{unit}  {form}  {period}  ({plan}): {state}; hạn {due}",
        "{unit}  {form}  {period}  ({plan}): {state}; due {due}",
    ),
    "review_steps": ("  Các cấp duyệt: {steps}", "  Approved by: {steps}"),
    "review_sent": (
        "  {at}  lần {revision}  {sender}  {sha256}",
        "  {at}  revision {revision}  {sender}  {sha256}",
    ),
    "review_sent_for": ("    gửi thay: {name}", "    on behalf of: {name}"),
    "act_approved": ("  {at}  duyệt  {officer}  {actor}", "  {at}  approved  {officer}  {actor}"),
    "act_returned": (
        "  {at}  trả lại  {officer}  {actor}  hạn {due}",
        "  {at}  returned  {officer}  {actor}  due {due}",
    ),
    "act_voided": (
        "  {at}  hết hiệu lực do thay đổi ở {reason}",
        "  {at}  void by a change at {reason}",
    ),
    "act_reason": ("    lý do: {reason}", "    why: {reason}"),
    "act_forced": ("    làm thay (--force)", "    by force (--force)"),
    "stage_review": ("Duyệt", "Approving"),
}
