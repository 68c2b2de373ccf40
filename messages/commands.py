"""What the commands say beside the data: key -> (Vietnamese, English)."""

import messages.abreast
import messages.book
import messages.deadlines
import messages.doctor
import messages.documents
import messages.doubts
import messages.explaining
import messages.keeping
import messages.life
import messages.migrating
import messages.outward
import messages.over_time
import messages.portal_people
import messages.reminders
import messages.restating
import messages.resuming
import messages.review
import messages.scores
import messages.servers
import messages.standing
import messages.template
import messages.vintages
import messages.watching

TEXTS: dict[str, tuple[str, str]] = {
    **messages.abreast.COMMANDS,
    **messages.book.COMMANDS,
    **messages.life.COMMANDS,
    **messages.doctor.TEXTS,
    **messages.migrating.COMMANDS,
    **messages.resuming.COMMANDS,
    **messages.outward.COMMANDS,
    **messages.over_time.COMMANDS,
    **messages.portal_people.COMMANDS,
    **messages.keeping.COMMANDS,
    **messages.documents.COMMANDS,
    **messages.deadlines.COMMANDS,
    **messages.doubts.COMMANDS,
    **messages.explaining.COMMANDS,
    **messages.reminders.COMMANDS,
    **messages.servers.TEXTS,
    **messages.restating.COMMANDS,
    **messages.review.COMMANDS,
    **messages.scores.COMMANDS,
    **messages.template.COMMANDS,
    **messages.standing.COMMANDS,
    **messages.vintages.COMMANDS,
    **messages.watching.COMMANDS,
    "made": (
        "Kho dữ liệu sẵn sàng tại {path} (bộ giấy tờ: {profile}).",
        "The workspace at {path} is ready (profile: {profile}).",
    ),
    "nothing_yet": ("Chưa có gì.", "Nothing yet."),
    "more_faults": ("  … và {count} lỗi nữa.", "  … and {count} more faults."),
    # units
    "imported": (
        "Đơn vị: thêm {added}, sửa {updated}, giữ nguyên {unchanged}; nguồn gốc: thêm {edges}.",
        "Units: {added} added, {updated} updated, {unchanged} unchanged; lineage: {edges} added.",
    ),
    "ignored_columns": (
        "Bỏ qua các cột không dùng: {columns}.",
        "Columns that are not used were left aside: {columns}.",
    ),
    "below": ("  dưới đơn vị này: {count} {level}", "  below it: {count} {level}"),
    "came_from": (
        "  từ đơn vị cũ {code} ({on}, {kind})",
        "  from the old unit {code} ({on}, {kind})",
    ),
    "went_to": (
        "  thành đơn vị mới {code} ({on}, {kind})",
        "  became the new unit {code} ({on}, {kind})",
    ),
    "level_count": ("{level}: {count} đơn vị", "{level}: {count} units"),
    # forms and plans
    "form_added": (
        "Đã thêm biểu mẫu {form} ({measures} chỉ tiêu).",
        "Form {form} added ({measures} measures).",
    ),
    "form_known": (
        "Biểu mẫu {form} đã có sẵn, không đổi.",
        "Form {form} was there already, unchanged.",
    ),
    "form_sound": (
        "Biểu mẫu {form} dùng được ({measures} chỉ tiêu).",
        "Form {form} is sound ({measures} measures).",
    ),
    "plan_issued": (
        "Đã ban hành kế hoạch {ref}; danh sách đơn vị ngày {day}; {addressed} đơn vị nhận.",
        "Plan {ref} issued; roster of {day}; {addressed} units addressed.",
    ),
    "plan_known": (
        "Kế hoạch này đã ban hành rồi: {ref}; danh sách đơn vị ngày {day}; "
        "{addressed} đơn vị nhận.",
        "This plan was issued before: {ref}; roster of {day}; {addressed} units addressed.",
    ),
    "no_number": ("không số", "no number"),
    "plan_collects": ("  thu biểu {form}, kỳ {period}", "  collects {form} for {period}"),
    "plan_receipt": ("  {state}: {count} đơn vị", "  {state}: {count} units"),
    "cascaded": (
        "Kế hoạch {plan}: thêm {received} đơn vị nhận, {assigned} việc phải nộp.",
        "Plan {plan}: {received} more units received it, {assigned} assignments made.",
    ),
    # targets
    "allocated": (
        "{measure} {by}: chia {value} ({way}), {decimals} chữ số thập phân",
        "{measure} {by}: {value} split ({way}), {decimals} decimals",
    ),
    "allocated_share": (
        "  {unit}  {name}  định mức {quota}  được giao {value}",
        "  {unit}  {name}  quota {quota}  gets {value}",
    ),
    "allocated_turn": (
        "  {unit}  {name}  định mức {quota}  được giao {value}  (số dư thứ {turn})",
        "  {unit}  {name}  quota {quota}  gets {value}  (remainder no. {turn})",
    ),
    "allocated_total": (
        "  cộng các đơn vị: {total}; chỉ tiêu: {value}",
        "  the units together: {total}; the target: {value}",
    ),
    "allocated_kept": (
        "{measure} {by}: thêm {new}, đổi {changed}, thu hồi {gone}.",
        "{measure} {by}: {new} added, {changed} changed, {gone} taken back.",
    ),
    "allocated_gone": (
        "  phải chia lại cho: {units}",
        "  to be split again for: {units}",
    ),
    "way_equal": ("chia đều", "equally"),
    "way_weight": ("theo quyền số", "by weight"),
    "way_last": ("theo số năm trước", "by last year's figures"),
    "way_given": ("theo mức đã ghi", "as given"),
    "targets_of": (
        "Chỉ tiêu áp dụng cho {unit} {name}, kỳ {period}:",
        "Targets that bind {unit} {name}, period {period}:",
    ),
    "target_line": (
        "{sign} {measure} {goal}  {validity}  {basis}: {plan} {number} ({issuer})",
        "{sign} {measure} {goal}  {validity}  {basis}: {plan} {number} ({issuer})",
    ),
    "basis_own": ("của đơn vị", "its own"),
    "basis_share": ("phần được giao", "its share"),
    "basis_inherited": ("kế thừa", "inherited"),
    "valid_until": ("đến {by}", "until {by}"),
    "valid_between": ("từ {since} đến {by}", "from {since} until {by}"),
    "target_standing": (
        "* là chỉ tiêu dùng để đánh giá kỳ {period}.",
        "* is the one the figures of {period} are held against.",
    ),
    "succeeded": (
        "Kế hoạch {plan} theo danh sách đơn vị ngày {on}: {closed} việc chuyển đi, {assigned} việc "
        "mới giao, thêm {received} đơn vị nhận.",
        "Plan {plan} on the roster of {on}: {closed} assignments passed on, {assigned} new ones, "
        "{received} more units received it.",
    ),
    "nothing_succeeded": (
        "Ngày {on} không có thay đổi đơn vị nào đụng đến kế hoạch {plan}; mọi thứ giữ nguyên.",
        "On {on} no change of units touches plan {plan}; everything stays as it is.",
    ),
    "nobody_after": (
        "Nguồn gốc đơn vị không cho biết ai thay: {codes}. Việc của các đơn vị này khép lại.",
        "The lineage names nobody who came after: {codes}. What they owed is closed.",
    ),
    "addressed_other": ("  gửi cả: {text}", "  also to: {text}"),
    "status_plan": ("  theo kế hoạch {plan}:", "  under plan {plan}:"),
    "status_succeeded": (
        "  {count} việc đã chuyển cho đơn vị mới, không tính ở trên",
        "  {count} assignments were passed to successors and are not counted above",
    ),
    "picture_written": ("Đã vẽ vào {path}.", "Drawn in {path}."),
    "letters_written": (
        "Đã viết {count} văn bản vào {out}, trong đó {drafts} dự thảo.",
        "{count} letters written to {out}, {drafts} of them drafts.",
    ),
    # collect
    "receipt": (
        "Biên nhận {reference}: {unit} · {form} · {period} · lần {revision} · SHA-256 {sha256}",
        "Receipt {reference}: {unit} · {form} · {period} · revision {revision} · SHA-256 {sha256}",
    ),
    "collected": (
        "Nhận {accepted}, trùng {repeated}, từ chối {refused}.",
        "{accepted} accepted, {repeated} sent before, {refused} refused.",
    ),
    "warned": (
        "Đã nhận, nhưng nên xem lại những chỗ sau:",
        "Accepted, but these are worth another look:",
    ),
    "refused_one": ("Từ chối {where} (đơn vị {unit}):", "Refused {where} (unit {unit}):"),
    "refused_more": (
        "… và {count} bản nữa bị từ chối; tất cả được giữ lại cùng lỗi, xem bằng --json.",
        "… and {count} more were refused; all are kept with their faults, see them with --json.",
    ),
    "status_level": (
        "  {level}: phải nộp {expected}, đã nộp {sent}, chậm {late}, quá hạn chưa nộp {missing}",
        "  {level}: {expected} expected, {sent} sent, {late} late, {missing} missing",
    ),
    # roll-up and report
    "rolled_up": (
        "{form} {period}: {reported}/{expected} đơn vị; {changed} thay đổi, {rows} đơn vị được "
        "tính lại.",
        "{form} {period}: {reported}/{expected} units; {changed} changes, {rows} units renewed.",
    ),
    "left_out": (
        "{count} bản số liệu của đơn vị không có trên bản đồ này, không cộng vào.",
        "{count} submissions belong to units that are not on this map and were left out.",
    ),
    "rollup_succeeded": (
        "{count} việc của đơn vị trên bản đồ này đã chuyển cho đơn vị mới, không tính là phải nộp.",
        "{count} assignments of units on this map were passed to successors and are not expected.",
    ),
    "reported": ("Đã viết {count} sổ Excel vào {out}.", "Workbooks written to {out}: {count}."),
    # demo
    "demo_where": (
        "Diễn tập cả nước trong {folder}: số liệu do máy đặt ra, không phải số liệu thật.",
        "A rehearsal of the whole country in {folder}: made-up figures, not real ones.",
    ),
    "demo_title": ("Kế hoạch {plan}: kết quả diễn tập", "Plan {plan}: the rehearsal's results"),
    "demo_units": ("Đơn vị trên bản đồ", "Units on the map"),
    "demo_assignments": ("Đơn vị phải nộp", "Assignments"),
    "demo_files": ("Tệp đã gửi", "Files sent"),
    "demo_accepted": ("Bản được nhận", "Accepted"),
    "demo_repeated": ("Bản gửi lại, không đổi gì", "Sent before, changed nothing"),
    "demo_refused": ("Bản bị từ chối kèm lỗi", "Refused with faults"),
    "demo_late": ("Đơn vị nộp chậm", "Late"),
    "demo_missing": ("Đơn vị không nộp", "Missing"),
    "demo_workbooks": ("Sổ Excel tổng hợp", "Consolidated workbooks"),
    "demo_stage": ("Công đoạn", "Stage"),
    "demo_seconds": ("giây", "seconds"),
    "demo_memory": ("bộ nhớ đỉnh", "peak memory"),
    "demo_end": ("Sổ của cả nước: {path}", "The national workbook: {path}"),
    # stages of long work
    "stage_start": ("Khởi động", "Starting"),
    "stage_units": ("Đơn vị", "Units"),
    "stage_rehearse": ("Diễn tập", "Rehearsing"),
    "stage_cascade": ("Giao xuống", "Cascading"),
    "stage_collect": ("Thu nhận", "Collecting"),
    "stage_rollup": ("Tổng hợp", "Rolling up"),
    "stage_report": ("Viết sổ", "Reporting"),
    "stage_letter": ("Viết văn bản", "Writing letters"),
}
