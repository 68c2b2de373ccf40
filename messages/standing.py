"""What is said of who has sent, of papers, revisions and what is asked once: key -> (vi, en)."""

Text = tuple[str, str]

FAULTS: dict[str, Text] = {
    "same_as_itself": (
        "x-same-as trỏ về chính biểu mẫu này: {sent}. Hãy nêu chỉ tiêu của một biểu mẫu khác, hoặc "
        "bỏ đi.",
        "x-same-as names this very form: {sent}. Name a measure of another form, or leave it out.",
    ),
    "same_as_unfit": (
        "x-same-as: {sent} không thay được chỉ tiêu này ({allowed}). Hai bên phải cùng loại, cùng "
        "kỳ, và mọi giá trị ghi ở bên kia phải ghi được ở đây.",
        "x-same-as: {sent} cannot stand for this measure ({allowed}). Both must be of one kind and "
        "one kind of period, and every value given there must be one that can stand here.",
    ),
    "same_as_chained": (
        "x-same-as nối chuỗi: {sent} lại trỏ tiếp đến {allowed}. Hãy trỏ thẳng đến biểu mẫu thật "
        "sự hỏi.",
        "x-same-as makes a chain: {sent} leads on to {allowed}. Name the form that really asks.",
    ),
    "asked_once_differs": (
        "Ghi {sent}, nhưng biểu khác của cùng đơn vị, cùng kỳ đã ghi {allowed}. Chỉ tiêu này chỉ "
        "hỏi một lần: hãy sửa biểu nào sai.",
        "It says {sent}, but another form of this unit and period says {allowed}. This is asked "
        "once: correct the form that is wrong.",
    ),
    "behalf_unfit": (
        "on_behalf_of nêu đơn vị {sent}, không phải cấp trên của đơn vị này. Được nêu: {allowed}, "
        "hoặc tên người nhập.",
        "on_behalf_of names the unit {sent}, which is not above this one. It may be {allowed}, or "
        "the name of the person who enters.",
    ),
    "behalf_not_silent": (
        "Đơn vị đã tự gửi, nên {sent} không nhập thay được nữa. Nếu số liệu sai, hãy trả lại để "
        "đơn vị sửa.",
        "The unit has sent for itself, so {sent} can no longer enter for it. If its figures are "
        "wrong, return them for correction.",
    ),
    "papers_many": (
        "Kèm {sent} bản quét; một báo cáo kèm nhiều nhất {allowed}.",
        "{sent} scans come with it; a submission may have at most {allowed}.",
    ),
    "paper_unreadable": (
        "{path}: bản quét ghi bằng đường dẫn, hoặc như {allowed} (thêm name, sha256 nếu muốn).",
        "{path}: a scan is named by its path, or like {allowed} (name and sha256 if you like).",
    ),
    "paper_outside": (
        "Bản quét {sent} phải nằm trong thư mục của chính tệp báo cáo.",
        "The scan {sent} must lie in the folder of the submission's own file.",
    ),
    "paper_missing": (
        "Không tìm thấy bản quét {sent}. Hãy đặt tệp cạnh báo cáo, hoặc gửi báo cáo trước rồi thêm "
        "bằng «capbac paper».",
        "There is no scan {sent}. Put it beside the submission, or send that first and add the "
        "scan with “capbac paper”.",
    ),
    "paper_kind": (
        "Tệp {sent} không phải bản quét đọc được. Chỉ nhận: {allowed}; hãy quét hoặc lưu lại.",
        "The file {sent} is no scan that is taken. These are: {allowed}; scan or save it again.",
    ),
}

PROBLEMS: dict[str, Text] = {
    "paper_faults": (
        "Không thêm bản quét nào. Các lỗi nêu dưới đây.",
        "No scan was added. The faults follow.",
    ),
    "papers_full": (
        "Một lần nộp kèm nhiều nhất {allowed} bản quét. Hãy ghép nhiều trang vào một tệp PDF.",
        "A revision has at most {allowed} scans. Put several pages into one PDF file.",
    ),
    "nothing_sent": (
        "Đơn vị {unit} chưa nộp biểu {form} kỳ {period}.",
        "The unit {unit} has not sent {form} for {period} yet.",
    ),
    "revision_unknown": (
        "Không có lần nộp {sent}. Đang có: {known}.",
        "There is no revision {sent}. There are: {known}.",
    ),
}

COMMANDS: dict[str, Text] = {
    # who has sent
    "status_rates": (
        "  đầy đủ {completeness} % ({sent}/{expected}), đúng hạn {on_time_rate} % "
        "({on_time}/{expected})",
        "  complete {completeness} % ({sent}/{expected}), on time {on_time_rate} % "
        "({on_time}/{expected})",
    ),
    "status_more": ("  {level}: {told}", "  {level}: {told}"),
    "status_more_draft": ("đang nhập {count}", "{count} in draft"),
    "status_more_returned": ("bị trả lại {count}", "{count} returned"),
    "status_more_overdue": (
        "quá hạn sửa {count}",
        "{count} overdue for correction",
    ),
    "status_more_approved": ("đã duyệt {count}", "{count} approved"),
    "status_more_on_behalf": ("cấp trên nhập thay {count}", "{count} entered by others"),
    "status_more_warnings": ("cảnh báo chưa giải trình {count}", "warnings unexplained: {count}"),
    "status_more_forced": ("xử lý đặc cách {count}", "acts by force: {count}"),
    "status_subtree": (
        "  {code}  {name}: phải nộp {expected}, đã nộp {sent}, đúng hạn {on_time}, chậm {late}, "
        "quá hạn chưa nộp {missing}",
        "  {code}  {name}: {expected} expected, {sent} sent, {on_time} on time, {late} late, "
        "{missing} missing",
    ),
    "status_unit": (
        "  {code}  {name}  {state}  hạn {due}  nhận {received}",
        "  {code}  {name}  {state}  due {due}  received {received}",
    ),
    "stands_late": ("nộp muộn", "late"),
    "stands_missing": ("quá hạn chưa nộp", "missing"),
    "stands_overdue": ("quá hạn sửa", "overdue for correction"),
    "stands_extended": ("được gia hạn", "extended"),
    "stands_behalf": ("nhập thay bởi {who}", "entered by {who}"),
    # scans of signed papers
    "papers_added": (
        "Lần nộp {revision}: thêm {new} bản quét, {known} bản đã có sẵn.",
        "Revision {revision}: {new} scans added, {known} were there already.",
    ),
    "papers_none": ("Chưa có bản quét nào.", "There are no scans yet."),
    "paper_line": (
        "lần {revision}  {name}  {size} byte  SHA-256 {digest}  {path}",
        "revision {revision}  {name}  {size} bytes  SHA-256 {digest}  {path}",
    ),
    # revisions
    "revisions_none": ("Chưa nộp lần nào.", "Nothing was sent yet."),
    "revision_line": (
        "lần {revision}  {at}  {sender}  {channel}  SHA-256 {sha256}",
        "revision {revision}  {at}  {sender}  {channel}  SHA-256 {sha256}",
    ),
    "revision_behalf": ("  nhập thay bởi {who}", "  entered by {who}"),
    "revision_warnings": (
        "  cảnh báo: chưa giải trình {open}, đã giải trình {confirmed}",
        "  warnings: {open} unexplained, {confirmed} explained",
    ),
    "revision_paper": ("  bản quét: {name}  SHA-256 {digest}", "  scan: {name}  SHA-256 {digest}"),
    "receipt_behalf": ("  nhập thay đơn vị bởi {who}", "  entered for the unit by {who}"),
    "diff_head": (
        "Từ lần {first} đến lần {second}: {count} ô đổi.",
        "From revision {first} to {second}: {count} cells changed.",
    ),
    "diff_line": (
        "  {path}  {label}: {before} → {after}",
        "  {path}  {label}: {before} → {after}",
    ),
    "mark_none_occurred": ("không phát sinh (-)", "none occurred (-)"),
    "mark_not_available": ("không có số liệu (…)", "not available (…)"),
    "mark_not_applicable": ("không áp dụng (x)", "not applicable (x)"),
    "cell_blank": ("(trống)", "(blank)"),
    "cell_yes": ("có", "yes"),
    "cell_no": ("không", "no"),
}
