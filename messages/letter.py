"""What a plan's official letter says around the plan's own words: key -> (vi, en)."""

TEXTS: dict[str, tuple[str, str]] = {
    "draft": ("DỰ THẢO", "DRAFT"),
    "plan": ("Kế hoạch", "Plan"),
    "regarding": ("V/v {title}", "Re: {title}"),
    "to": ("Kính gửi: {listed}", "To: {listed}"),
    # what it is based on
    "basis": ("Căn cứ {what}", "Pursuant to {what}"),
    "any_document": ("Văn bản", "Document"),
    "numbered": ("số {number}", "No. {number}"),
    "dated": ("{day}", "dated {day}"),
    "of": ("của", "of"),
    "about": ("về", "on"),
    "about_doing": ("về việc", "on"),
    # the body
    "lead": (
        "{issuer} ban hành {kind} với các nội dung sau:",
        "{issuer} issues this {kind}, which says:",
    ),
    "lead_draft": (
        "{issuer} xây dựng {kind} với các nội dung sau:",
        "{issuer} draws up this {kind}, which says:",
    ),
    "lead_letter": (
        "Tại {kind} này, {issuer} đề nghị các cơ quan, đơn vị thực hiện các nội dung sau:",
        "{issuer} asks in this {kind} that the following be done:",
    ),
    "carrying_out": ("Thực hiện {title}", "Carrying out: {title}"),
    "carrying_verbs": (
        "thực hiện, triển khai, tổ chức, phát động, tăng cường, đẩy mạnh",
        "carrying, implementing",
    ),
    "section_targets": ("CHỈ TIÊU", "TARGETS"),
    "section_tasks": ("NHIỆM VỤ", "TASKS"),
    "section_reports": ("CHẾ ĐỘ THÔNG TIN, BÁO CÁO", "REPORTING"),
    "section_others": ("TỔ CHỨC THỰC HIỆN", "CARRYING OUT"),
    "tasks_inherited": (
        "Nhiệm vụ theo văn bản của cấp trên",
        "Tasks set by the body above",
    ),
    "tasks_local": ("Nhiệm vụ của đơn vị", "Tasks of the unit itself"),
    "task_period": ("giai đoạn {period}", "in {period}"),
    "task_by": ("hoàn thành chậm nhất {day}", "by {day}"),
    "task_lead": ("chủ trì: {lead}", "led by: {lead}"),
    "task_for": ("thực hiện: {who}", "for: {who}"),
    "task_self": ("chính đơn vị ban hành", "the issuing unit itself"),
    # targets
    "col_no": ("STT", "No."),
    "col_target": ("Chỉ tiêu", "Target"),
    "col_wanted": ("Yêu cầu", "Wanted"),
    "col_by": ("Thời hạn", "By"),
    "op_at_least": ("từ {value} trở lên", "at least {value}"),
    "op_above": ("trên {value}", "above {value}"),
    "op_at_most": ("không quá {value}", "at most {value}"),
    "op_below": ("dưới {value}", "below {value}"),
    "op_equal": ("đạt {value}", "{value}"),
    "op_other": ("khác {value}", "other than {value}"),
    "op_about": ("khoảng {value}", "about {value}"),
    "op_tolerance": ("{said} (± {value})", "{said} (± {value})"),
    "op_floor": ("{said}, không dưới {value}", "{said}, and at least {value}"),
    "yes": ("có", "yes"),
    "no": ("không", "no"),
    "target_reason": ("{label} (lý do: {reason})", "{label} (reason: {reason})"),
    # what is collected
    "col_form": ("Biểu mẫu", "Form"),
    "col_period": ("Kỳ báo cáo", "Period"),
    "col_sender": ("Đơn vị báo cáo", "Who reports"),
    "col_due": ("Hạn gửi", "Due"),
    "no_due": ("không quy định", "none set"),
    "senders": ("{level} ({count} đơn vị)", "{level} ({count} units)"),
    "issue_by": (
        "Các đơn vị nhận văn bản này ban hành kế hoạch của mình chậm nhất: {days}.",
        "The units addressed issue their own plans by: {days}.",
    ),
    "issue_by_level": ("{level} {day}", "{level} {day}"),
    "attached": ("Kèm theo: {listed}.", "Attached: {listed}."),
    "closing": (
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về {issuer} "
        "để được hướng dẫn, giải quyết./.",
        "Units that meet difficulties in carrying this out tell {issuer}, who will help.",
    ),
    "closing_alone": (
        "Trên đây là {kind} của {issuer}./.",
        "This is the {kind} of {issuer}.",
    ),
    # who gets it
    "recipients": ("Nơi nhận:", "To:"),
    "to_report": ("{name} (để báo cáo)", "{name} (for report)"),
    "to_all": ("Các đơn vị trực thuộc ở mọi cấp", "All units below, at every level"),
    "to_leaves": ("Các đơn vị cơ sở", "The units at the bottom"),
    "to_level": ("Các đơn vị {level}", "Units of: {level}"),
    "to_department": ("Các sở, ban, ngành", "The departments"),
    "to_type": ("Các đơn vị: {type}", "Units of type {type}"),
    "to_many": ("{count} đơn vị được nêu trong kế hoạch", "{count} units named in the plan"),
    "to_above": ("Như trên", "As above"),
}
"""Levels are said in the words of the workbook: ``level_…``."""
