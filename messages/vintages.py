"""What is said of vintages and supplements: key -> (Vietnamese, English)."""

Text = tuple[str, str]

COMMANDS: dict[str, Text] = {
    "published": (
        "Đã công bố bản số {number} của {form}, kỳ {period} ({finality}): {reported}/{expected} "
        "đơn vị; số liệu {figures}…",
        "Published vintage {number} of {form}, period {period} ({finality}): {reported} of "
        "{expected} units; figures {figures}…",
    ),
    "published_before": (
        "Không có gì thay đổi từ bản số {number} của {form}, kỳ {period} ({finality}): bản ấy "
        "vẫn giữ nguyên.",
        "Nothing has changed since vintage {number} of {form}, period {period} ({finality}): it "
        "stands as it is.",
    ),
    "vintage_line": (
        "bản số {number} · {form} · {finality} · công bố {at} · {actor} · bản đồ ngày {day} · "
        "đầu vào {inputs}… · số liệu {figures}…",
        "vintage {number} · {form} · {finality} · published {at} · {actor} · map of {day} · "
        "inputs {inputs}… · figures {figures}…",
    ),
    "vintage_note": ("  ghi chú: {note}", "  note: {note}"),
    "vintages_none": ("Kỳ {period} chưa công bố bản nào.", "Nothing published for {period} yet."),
    "vintage_same": (
        "Hai bản giống nhau đến từng số liệu.",
        "The two vintages have the very same figures.",
    ),
    "vintage_diff_head": (
        "Bản số {old} ({old_at}) → bản số {new} ({new_at}): {changes} số liệu đổi, do {causes} "
        "đơn vị.",
        "Vintage {old} ({old_at}) → vintage {new} ({new_at}): {changes} figures changed, because "
        "of {causes} units.",
    ),
    "vintage_forms": ("Biểu mẫu: {old} → {new}.", "Form: {old} → {new}."),
    "vintage_maps": ("Bản đồ đơn vị: {old} → {new}.", "Map of units: {old} → {new}."),
    "vintage_finality": ("Tính chất số liệu: {old} → {new}.", "Finality: {old} → {new}."),
    "vintage_change": (
        "{unit} {name} · {measure}: {before} → {after} ({delta}) · {was} → {now} đơn vị",
        "{unit} {name} · {measure}: {before} → {after} ({delta}) · {was} → {now} units",
    ),
    "vintage_trace": ("    {unit} {name}: {delta}", "    {unit} {name}: {delta}"),
    "vintage_more": ("… và {count} số liệu nữa (--json).", "… and {count} more figures (--json)."),
    "vintage_causes": ("Nguyên nhân:", "Causes:"),
    "vintage_cause": ("  {unit} {name}: {kind}", "  {unit} {name}: {kind}"),
    "vintage_revision": (
        "      {which} · lần nộp {revision} · {sender} · {at} · sha256 {sha256}",
        "      {which} · revision {revision} · {sender} · {at} · sha256 {sha256}",
    ),
    "vintage_before": ("trước", "before"),
    "vintage_after": ("sau", "after"),
    "vintage_judged": ("      {kind} · {actor} · {at}", "      {kind} · {actor} · {at}"),
    "supplemented": (
        "Đã viết báo cáo bổ sung vào {out}: {changes} số liệu đổi, do {causes} đơn vị.",
        "The supplement is in {out}: {changes} figures changed, because of {causes} units.",
    ),
}

CAUSES: dict[str, Text] = {
    "revised": ("nộp bản khác", "sent another revision"),
    "sent": ("bản nộp nay mới được tính", "its submission counts now"),
    "gone": ("bản đã tính nay không còn được tính", "what counted before no longer counts"),
    "unit_new": ("đơn vị mới trên bản đồ", "a unit that is new on the map"),
    "unit_gone": ("đơn vị không còn trên bản đồ", "a unit that left the map"),
    "elsewhere": ("đổi số ở biểu mẫu khác mà số này lấy", "changed what another form gives here"),
    "moved": ("đổi vị trí trên bản đồ", "it stands elsewhere on the map"),
    "asked": ("mới được giao nộp", "newly asked to report"),
    "released": ("thôi phải nộp", "no longer asked to report"),
    "approved": ("được duyệt", "approved"),
    "returned": ("bị trả lại", "returned"),
    "voided": ("việc duyệt bị hủy", "its approval was voided"),
}

SUPPLEMENT: dict[str, Text] = {
    **{f"kind_{name}": said for name, said in CAUSES.items()},
    "sheet_supplement": ("Báo cáo bổ sung", "Supplement"),
    "sheet_changed_units": ("Theo đơn vị", "By unit"),
    "sheet_causes": ("Nguyên nhân", "Causes"),
    "title": ("BÁO CÁO BỔ SUNG", "SUPPLEMENT"),
    "subtitle": (
        "Số liệu thay đổi sau công bố · {unit} · kỳ {period} · {form}",
        "What changed since publication · {unit} · period {period} · {form}",
    ),
    "title_units": ("SỐ LIỆU THAY ĐỔI THEO ĐƠN VỊ", "FIGURES THAT CHANGED, BY UNIT"),
    "title_causes": ("NGUYÊN NHÂN THAY ĐỔI", "WHY FIGURES CHANGED"),
    "editions": ("bản số {old} → bản số {new}", "vintage {old} → vintage {new}"),
    "old": ("Bản số {number} (trước)", "Vintage {number} (before)"),
    "new": ("Bản số {number} (nay)", "Vintage {number} (now)"),
    "fact_published": ("Công bố lúc", "Published"),
    "fact_actor": ("Người công bố", "Published by"),
    "fact_finality": ("Tính chất số liệu", "Finality"),
    "fact_form": ("Biểu mẫu", "Form"),
    "fact_roster": ("Bản đồ đơn vị ngày", "Map of units of"),
    "fact_reported": ("Đơn vị đã báo cáo", "Units that reported"),
    "fact_note": ("Ghi chú", "Note"),
    "fact_inputs": ("SHA-256 của các lần nộp", "SHA-256 of the inputs"),
    "fact_figures": ("SHA-256 của số liệu", "SHA-256 of the figures"),
    "coverage": ("{reported}/{expected}", "{reported} of {expected}"),
    "heading_own": (
        "Số liệu thay đổi của {unit}: {count} số liệu",
        "Figures of {unit} that changed: {count}",
    ),
    "nothing_changed": ("Không có số liệu nào thay đổi.", "No figure changed."),
    "nothing_caused": ("Không có đơn vị nào thay đổi.", "No unit changed."),
    "note_delta": (
        "Chênh lệch = nay − trước. Cột “Do” ghi các đơn vị làm thay đổi và mức của từng đơn vị; "
        "với chỉ tiêu cộng, các mức ấy cộng lại đúng bằng chênh lệch.",
        "Difference = now − before. “Because of” names the units that made it change and by how "
        "much each; of a sum, these add up to the difference exactly.",
    ),
    "col_no": ("TT", "No."),
    "col_code": ("Mã", "Code"),
    "col_unit": ("Đơn vị", "Unit"),
    "col_measure": ("Chỉ tiêu", "Indicator"),
    "col_scope": ("Phạm vi", "Among"),
    "col_before": ("Trước", "Before"),
    "col_after": ("Nay", "Now"),
    "col_delta": ("Chênh lệch", "Difference"),
    "col_was": ("Đơn vị báo cáo: trước", "Units: before"),
    "col_now": ("Đơn vị báo cáo: nay", "Units: now"),
    "col_because": ("Do", "Because of"),
    "col_kind": ("Thay đổi", "What happened"),
    "col_revision_before": ("Lần nộp trước", "Revision before"),
    "col_revision_after": ("Lần nộp nay", "Revision now"),
    "col_cells": ("Ô thay đổi trong bản nộp", "Cells that changed in the submission"),
    "revision": (
        "Lần nộp {revision} · {sender} · {at}",
        "Revision {revision} · {sender} · {at}",
    ),
    "revision_public": ("Lần nộp {revision} · {at}", "Revision {revision} · {at}"),
    "public_copy": (
        "Bản công bố: chỉ nêu số liệu mà cả hai bản đều hiện. Đơn vị không nêu tên vẫn có thể đã "
        "thay đổi; không nêu mã băm, người gửi và lý do.",
        "Published copy: only figures that both vintages show. A unit that is not named may have "
        "changed all the same; hashes, senders and reasons are left out.",
    ),
    "entered_by": ("{who} nhập thay", "entered by {who} on its behalf"),
    "judged": ("{kind}: {actor}, {at}", "{kind}: {actor}, {at}"),
    "and_more": ("… và {count} đơn vị nữa", "… and {count} more units"),
    "role_numerator": ("tử số", "numerator"),
    "role_denominator": ("mẫu số", "denominator"),
    "role_operand": ("thành phần", "operand"),
    "role_figure": ("số", "figure"),
}

PROBLEMS: dict[str, Text] = {
    "vintage_unknown": (
        "Kỳ {period} không có bản công bố số {number}. Các bản đã có: {known}.",
        "The period {period} has no vintage {number}. There are: {known}.",
    ),
    "vintage_changed": (
        "Bản công bố số {number} ({form}, kỳ {period}) không còn khớp với lúc công bố ({what}: "
        "{found}… khác {published}…). Hãy chạy capbac verify.",
        "Vintage {number} ({form}, {period}) is not what was published ({what}: {found}… instead "
        "of {published}…). Run capbac verify.",
    ),
    "vintage_lineage": (
        "Bản công bố số {number} ({form}, kỳ {period}) được quy về bản đồ khác bằng danh mục kế "
        "thừa đơn vị, mà danh mục ấy đã sửa từ đó, nên không lập lại đúng bản cũ được. Hãy công "
        "bố một bản mới; các lần nộp của bản cũ vẫn còn nguyên.",
        "Vintage {number} ({form}, {period}) was taken to another map by the lineage of units, "
        "and that was corrected since, so the vintage cannot be made again as it was. Publish a "
        "new one; the revisions of this one are all still there.",
    ),
}

FAULTS: dict[str, Text] = {
    "vintage_unbound": (
        "Không việc nào trong nhật ký công bố đúng bản này: nhật ký ghi {allowed}, kho ghi {sent}.",
        "No act of the journal published this as it stands: the journal says {allowed}, the store "
        "{sent}.",
    ),
    "vintage_inputs_changed": (
        "Các lần nộp trong bản công bố không còn như lúc công bố: nay {sent}, lúc đó {allowed}.",
        "The revisions in the vintage are not those that were published: {sent} now, {allowed} "
        "then.",
    ),
    "vintage_figures_changed": (
        "Số liệu tính lại không khớp bản đã công bố: nay {sent}, lúc đó {allowed}.",
        "The figures made again are not those that were published: {sent} now, {allowed} then.",
    ),
    "vintage_gone": (
        "Nhật ký ghi đã công bố bản này, nhưng kho không còn.",
        "The journal says this vintage was published, and the store has it no more.",
    ),
}
