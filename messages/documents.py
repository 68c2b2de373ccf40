"""Sentences about a plan's papers: numbers, citations, attachments, amendments, withdrawal.

``FAULTS`` and ``COMMANDS``: key -> (Vietnamese, English).
"""

FAULTS: dict[str, tuple[str, str]] = {
    "number_taken": (
        "Số {sent} đã dùng cho {allowed} trong cùng năm. Hãy kiểm tra lại số; nếu là sổ văn bản "
        "khác thì ghi thêm document.series.",
        "The number {sent} is taken in the same year by {allowed}. Check the number; if it "
        "belongs to another series, say so in document.series.",
    ),
    "content_taken": (
        "Nội dung này trùng hẳn với kế hoạch {allowed}. Hãy kiểm tra lại tệp.",
        "This reads exactly as the plan {allowed} does. Check the file.",
    ),
    "cited_unknown": (
        "Không có kế hoạch {sent} để viện dẫn. Các kế hoạch gần đây: {allowed}.",
        "There is no plan {sent} to cite. The latest plans: {allowed}.",
    ),
    "cited_withdrawn": (
        "Kế hoạch {sent} đã bị thu hồi nên không thể viện dẫn làm căn cứ.",
        "The plan {sent} has been withdrawn and cannot be cited.",
    ),
    "cited_itself": (
        "Kế hoạch viện dẫn chính nó ({sent}). Hãy bỏ căn cứ này hoặc sửa lại số.",
        "The plan cites itself ({sent}). Remove the citation, or mend its number.",
    ),
    "cited_later": (
        "Văn bản được viện dẫn ({sent}) ban hành sau kế hoạch này ({allowed}). Hãy kiểm tra ngày.",
        "What is cited ({sent}) was issued later than this plan ({allowed}). Check the days.",
    ),
    "citation_cycle": (
        "Các kế hoạch viện dẫn nhau thành vòng tròn: đi theo căn cứ này thì đến {sent}, mà {sent} "
        "lại viện dẫn chính kế hoạch này.",
        "The plans cite each other in a circle: following this citation leads to {sent}, and "
        "{sent} cites this plan.",
    ),
    "attachment_missing": (
        "Không có tệp đính kèm {sent} trong thư mục của tệp kế hoạch.",
        "There is no attached file {sent} in the folder of the plan's file.",
    ),
    "attachment_outside": (
        "Tệp đính kèm {sent} phải nằm trong thư mục của tệp kế hoạch.",
        "The attached file {sent} must lie in the folder of the plan's file.",
    ),
    "attachment_changed": (
        "Tệp đính kèm không đúng bản đã nêu: SHA-256 là {sent}, phải là {allowed}.",
        "The attached file is not the one stated: its SHA-256 is {sent} and should be {allowed}.",
    ),
    "amend_fixed": (
        "Sửa đổi kế hoạch không được đổi mục {path}: đang là {allowed}, tệp ghi {sent}. Nếu cần, "
        "hãy thu hồi và ban hành kế hoạch khác.",
        "An amendment cannot change {path}: it is {allowed} and the file says {sent}. Where that "
        "is needed, withdraw the plan and issue another.",
    ),
    "number_unreadable": (
        "{sent} không phải là số văn bản: không có con số nào. Hãy ghi như trên giấy, ví dụ "
        "54/KH-UBND, hoặc bỏ trống khi chưa có số.",
        "{sent} is no document number: no figure stands in it. Write it as it stands on the "
        "paper, such as 54/KH-UBND, or leave it out while there is none.",
    ),
    "amended_too_early": (
        "Văn bản sửa đổi ghi ngày {sent}, trước ngày ban hành của chính kế hoạch được sửa "
        "({allowed}). Hãy kiểm tra lại ngày.",
        "The amending paper is dated {sent}, before the plan it amends was issued ({allowed}). "
        "Check the day.",
    ),
    "plan_withdrawn": (
        "Kế hoạch {allowed} đã bị thu hồi nên không thu số liệu này nữa ({sent}).",
        "The plan {allowed} has been withdrawn: these figures are no longer collected ({sent}).",
    ),
    "assignment_withdrawn": (
        "Kế hoạch {allowed} đã sửa đổi, đơn vị không còn phải nộp số liệu này ({sent}).",
        "The plan {allowed} was amended: the unit no longer owes these figures ({sent}).",
    ),
}

COMMANDS: dict[str, tuple[str, str]] = {
    "plan_state": ("  tình trạng: {state}", "  state: {state}"),
    "plan_attachment": ("  đính kèm: {name}", "  attached: {name}"),
    "plan_attachment_kept": (
        "  đính kèm: {name} ({size} byte, SHA-256 {digest})",
        "  attached: {name} ({size} bytes, SHA-256 {digest})",
    ),
    "number_later": (
        "Kế hoạch {plan} chưa có số. Khi có số, hãy ghi vào document.raw rồi chạy «capbac plans "
        "amend {plan} FILE --reason …».",
        "The plan {plan} has no number yet. Once it has one, write it into document.raw and run "
        "“capbac plans amend {plan} FILE --reason …”.",
    ),
    "amended_resplit": (
        "Chỉ tiêu {measure} đã đổi, nhưng các phần đã chia trước đây vẫn áp dụng cho đến khi chạy "
        "«capbac plans allocate {plan} {measure}».",
        "The target on {measure} has changed, but the shares split before still bind until you run "
        "“capbac plans allocate {plan} {measure}”.",
    ),
    "amended": (
        "Đã sửa đổi kế hoạch {plan}; báo cho {told} đơn vị.",
        "Plan {plan} amended; {told} units were told.",
    ),
    "amended_before": (
        "Kế hoạch {plan} vốn đã như tệp này; không có gì mới.",
        "Plan {plan} reads so already; nothing is new.",
    ),
    "amended_due": ("  đổi hạn nộp: {count}", "  due days moved: {count}"),
    "amended_received": ("  thêm đơn vị nhận: {count}", "  more units received it: {count}"),
    "amended_assigned": ("  thêm việc phải nộp: {count}", "  more assignments: {count}"),
    "amended_reopened": (
        "  việc phải nộp được mở lại: {count}",
        "  assignments opened again: {count}",
    ),
    "amended_withdrawn": ("  thôi không phải nộp: {count}", "  assignments withdrawn: {count}"),
    "amended_kept": (
        "  {count} bản đã nộp của đơn vị không còn được giao vẫn giữ nguyên",
        "  {count} submissions of units no longer asked stay as they are",
    ),
    "amendment_head": (
        "Sửa đổi ngày {at}, {number}: {reason}",
        "Amendment of {at}, {number}: {reason}",
    ),
    "no_changes": ("Chưa có sửa đổi nào.", "There is no amendment."),
    "withdrawn": (
        "Đã thu hồi kế hoạch {plan}: {count} việc phải nộp không còn hiệu lực; {kept} bản đã nộp "
        "vẫn giữ nguyên.",
        "Plan {plan} withdrawn: {count} assignments no longer stand; {kept} submissions stay as "
        "they are.",
    ),
    "withdrawn_before": (
        "Kế hoạch {plan} đã thu hồi từ trước.",
        "Plan {plan} was withdrawn before.",
    ),
    "restored": (
        "Kế hoạch {plan} có hiệu lực trở lại: mở lại {count} việc phải nộp.",
        "Plan {plan} stands again: {count} assignments opened again.",
    ),
    "restored_before": (
        "Kế hoạch {plan} vẫn đang có hiệu lực.",
        "Plan {plan} is in force; nothing is new.",
    ),
    "restored_next": (
        "Chạy «capbac cascade {plan}» để giao cả cho những đơn vị chưa nhận.",
        "Run “capbac cascade {plan}” so that those who never received it do.",
    ),
    # what an amendment changed
    "own_day": ("chính đơn vị ban hành", "the issuer itself"),
    "nothing_there": ("(không có)", "(none)"),
    "change_added": ("  + {what}: {name}", "  + {what}: {name}"),
    "change_removed": ("  − {what}: {name}", "  − {what}: {name}"),
    "change_whole": ("  ~ {what}: {before} → {after}", "  ~ {what}: {before} → {after}"),
    "change_changed": (
        "  ~ {what} {name}: {before} → {after}",
        "  ~ {what} {name}: {before} → {after}",
    ),
    "selector_all": ("mọi đơn vị bên dưới", "every unit below"),
    "selector_leaves": ("các đơn vị không có đơn vị bên dưới", "units with none below them"),
    "selector_children": ("các đơn vị trực thuộc", "the units directly below"),
    "selector_self": ("chính đơn vị ban hành", "the issuer itself"),
    "selector_departments": ("các sở, ban, ngành", "the departments"),
    "selector_levels": ("các cấp", "levels"),
    "selector_types": ("các loại đơn vị", "types of unit"),
    "selector_units": ("các đơn vị mã", "units with the codes"),
    "selector_text": ("ngoài danh sách đơn vị", "outside the list of units"),
    "selector_sample": ("mẫu chọn", "a sample"),
    "what_title": ("tên kế hoạch", "title"),
    "what_kind": ("loại", "kind"),
    "what_document": ("văn bản", "document"),
    "what_citation": ("căn cứ", "citation"),
    "what_addressee": ("nơi nhận", "addressee"),
    "what_task": ("nhiệm vụ", "task"),
    "what_target": ("chỉ tiêu", "target"),
    "what_collect": ("biểu mẫu", "form"),
    "what_sender": ("đơn vị phải nộp", "sender"),
    "what_due": ("hạn nộp", "due day"),
    "what_issue_by": ("hạn ban hành kế hoạch riêng", "day for the units' own plans"),
    "what_score": ("bảng điểm", "score sheet"),
    "what_adopts": ("kế hoạch cấp trên được tiếp nhận", "plan taken up from above"),
    "what_attachment": ("tệp đính kèm", "attachment"),
}
