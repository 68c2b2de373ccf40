"""What is said of a plan's life: its states, adoption and cascade; key -> (vi, en)."""

STATES: dict[str, tuple[str, str]] = {
    # of a receipt
    "received": ("đã nhận", "received"),
    "adopted": ("đã ban hành kế hoạch riêng", "adopted"),
    "under_way": ("đang thực hiện", "under way"),
    "closed": ("đã kết thúc", "closed"),
    "returned": ("đã trả lại", "returned"),
    "refused": ("đã từ chối", "refused"),
    # of a plan
    "issued": ("đã ban hành", "issued"),
    "withdrawn": ("đã thu hồi", "withdrawn"),
    # of an assignment
    "expected": ("chưa nộp", "expected"),
    "draft": ("đang nhập", "draft"),
    "submitted": ("đã nộp", "submitted"),
    "approved": ("đã duyệt", "approved"),
    "succeeded": ("đã chuyển cho đơn vị kế thừa", "succeeded"),
    # of a message
    "pending": ("chờ gửi", "waiting to be sent"),
    "sent": ("đã gửi", "sent"),
    "sending": ("đang gửi", "being sent"),
    "dead": ("đã bỏ", "given up"),
    "void": ("không cần gửi nữa", "no longer needed"),
    # of a run
    "running": ("đang chạy", "running"),
    "done": ("xong", "done"),
    "failed": ("hỏng", "failed"),
    "lost": ("bị ngắt", "cut off"),
}

PROBLEMS: dict[str, tuple[str, str]] = {
    "plan_not_open": (
        "Kế hoạch {plan} {state} nên không làm tiếp được. Kế hoạch đã kết thúc thì mở lại bằng "
        "«capbac plans reopen {plan} --reason …», đã thu hồi thì «capbac plans restore {plan}».",
        "The plan {plan} is {state}: nothing more can be done under it. One that was closed is "
        "opened again with “capbac plans reopen {plan} --reason …”, one that was withdrawn with "
        "“capbac plans restore {plan}”.",
    ),
    "mode_refused": (
        "Kế hoạch {plan} đã triển khai một lần xuống tận cấp cuối, nên không còn gì để giao từng "
        "bước. Hãy chạy lại không kèm --stepwise.",
        "The plan {plan} goes to the bottom at once, so nothing is left to do step by step. Run "
        "it without --stepwise.",
    ),
    "nobody_received": (
        "Chưa có đơn vị nào nhận kế hoạch {plan}. Hãy chạy «capbac cascade {plan}» trước.",
        "No unit has received the plan {plan} yet. Run “capbac cascade {plan}” first.",
    ),
    "not_received": (
        "Đơn vị {unit} chưa nhận kế hoạch {plan}. Hãy chạy «capbac cascade {plan}» trước; nếu "
        "triển khai từng bước thì cấp trên của đơn vị phải ban hành kế hoạch riêng đã.",
        "The unit {unit} has not received the plan {plan}. Run “capbac cascade {plan}” first; "
        "step by step, the unit above it must issue its own plan before that.",
    ),
    "move_refused": (
        "Không làm «{verb}» được: {subject} đang ở trạng thái «{state}»; chỉ làm được khi ở trạng "
        "thái «{states}».",
        "“{verb}” is refused: {subject} is {state}, and this is done only to what is {states}.",
    ),
    "reason_missing": (
        'Việc «{verb}» phải nêu lý do: thêm --reason "…".',
        "“{verb}” needs its reason: add --reason “…”.",
    ),
    "adoption_faults": (
        "Kế hoạch của đơn vị {unit} chưa ban hành được theo kế hoạch {plan}: {count} lỗi nêu dưới "
        "đây.",
        "The plan of the unit {unit} cannot be issued under {plan} yet: {count} faults follow.",
    ),
    "draft_exists": (
        "Tệp {path} đã có và nội dung khác. Hãy đặt tên khác cho bản thảo, hoặc xóa tệp cũ.",
        "There is a file {path} already and it reads otherwise. Name another, or delete it.",
    ),
}

FAULTS: dict[str, tuple[str, str]] = {
    "issuer_other": (
        "Nơi ban hành ghi là {sent}, nhưng đây phải là kế hoạch của đơn vị {allowed}.",
        "The issuer is {sent}, but this must be the plan of the unit {allowed}.",
    ),
    "not_cited": (
        "Kế hoạch không nêu kế hoạch cấp trên làm căn cứ. Hãy thêm {sent} ({allowed}) vào cites "
        "hoặc adopts.",
        "The plan does not name the one above it. Add {sent} ({allowed}) to cites or adopts.",
    ),
    "own_plan_stands": (
        "Đơn vị đã ban hành kế hoạch riêng {sent}; nếu cần sửa, hãy dùng «capbac plans amend "
        "{sent} FILE --reason …».",
        "The unit has issued its own plan {sent}; where that is to be corrected, use “capbac plans "
        "amend {sent} FILE --reason …”.",
    ),
    "target_weakened": (
        "Chỉ tiêu cấp trên giao là {allowed}, ở đây là {sent}. Hãy ghi không thấp hơn, hoặc thêm "
        "reason nêu lý do.",
        "The target from above is {allowed}; here it is {sent}. Ask no less, or add a reason.",
    ),
    "due_later_than_parent": (
        "Hạn nộp {sent} muộn hơn hạn của kế hoạch cấp trên ({allowed}). Hãy đặt sớm hơn hoặc bằng.",
        "The due day {sent} is later than that of the plan above ({allowed}). Set it no later.",
    ),
    "level_owes_nothing": (
        "Dưới đơn vị này không có cấp {sent} phải nộp theo kế hoạch. Các cấp phải nộp: {allowed}.",
        "No unit of the level {sent} below this one owes anything under the plan. Levels that do: "
        "{allowed}.",
    ),
}

COMMANDS: dict[str, tuple[str, str]] = {
    "waiting": (
        "Triển khai từng bước: {received}/{addressed} đơn vị đã nhận; các đơn vị khác chờ cấp "
        "trên ban hành kế hoạch riêng.",
        "Step by step: {received} of {addressed} units have it; the others wait until the unit "
        "above them has issued its own.",
    ),
    "plan_moved": ("{subject}: {state}.", "{subject}: {state}."),
    "plan_stood": ("{subject}: {state} từ trước.", "{subject}: {state} before."),
    "plan_adopted": (
        "Đơn vị {unit} ban hành {own} theo {plan}; {earlier} việc ở cấp dưới có hạn sớm hơn.",
        "The unit {unit} issued {own} under {plan}; {earlier} assignments below are due earlier.",
    ),
    "plan_adopted_before": (
        "Đơn vị {unit} đã ban hành {own} theo {plan} từ trước.",
        "The unit {unit} issued {own} under {plan} before.",
    ),
    "draft_written": (
        "Bản thảo ở {path}: điền số, ngày và nội dung của đơn vị rồi ban hành bằng «capbac plans "
        "adopt {plan} --unit {unit} {path}».",
        "The draft is in {path}: give it its number, its day and the unit's own words, then issue "
        "it with “capbac plans adopt {plan} --unit {unit} {path}”.",
    ),
}
