"""What reminders say to units, and what is said of them: key -> (Vietnamese, English)."""

TEXTS: dict[str, tuple[str, str]] = {
    "digest_subject": (
        "Nhắc việc ngày {day:%d/%m/%Y}: {count} đơn vị trực thuộc chưa hoàn thành",
        "Reminder of {day}: work open in units below yours ({count})",
    ),
    "digest_opening": (
        "Kính gửi {name}. Tính đến ngày {day:%d/%m/%Y}, các đơn vị sau chưa hoàn thành:",
        "To {name}. On {day} these units have not yet done what they were asked:",
    ),
    "digest_due_soon": (
        "Sắp đến hạn {due:%d/%m/%Y}: {what}, kế hoạch {plan} — {count} đơn vị chưa nộp:",
        "Due on {due}: {what}, plan {plan} — not sent by ({count}):",
    ),
    "digest_overdue": (
        "Đã quá hạn {due:%d/%m/%Y}: {what}, kế hoạch {plan} — {count} đơn vị chưa nộp:",
        "Overdue since {due}: {what}, plan {plan} — not sent by ({count}):",
    ),
    "digest_escalated": (
        "Đề nghị trực tiếp đôn đốc. Quá hạn {due:%d/%m/%Y}: {what}, kế hoạch {plan} — {count} đơn "
        "vị vẫn chưa nộp:",
        "Please step in yourselves. Overdue since {due}: {what}, plan {plan} — still "
        "not sent by ({count}):",
    ),
    "digest_not_adopted": (
        "Chưa ban hành kế hoạch riêng, hạn {due:%d/%m/%Y}: {what}, kế hoạch {plan} — {count} đơn "
        "vị:",
        "No plan of their own, due on {due}: {what}, plan {plan} ({count}):",
    ),
    "and_more": ("và {count} đơn vị khác", "and {count} more"),
    "own_subject": (
        "Nhắc việc ngày {day:%d/%m/%Y}: {count} việc chưa hoàn thành",
        "Reminder of {day}: work open with you ({count})",
    ),
    "own_opening": (
        "Kính gửi {name}. Tính đến ngày {day:%d/%m/%Y}, đơn vị còn các việc sau:",
        "To {name}. On {day} these things are open with you:",
    ),
    "own_due_soon": (
        "Nộp {what} (kế hoạch {plan}) chậm nhất ngày {due:%d/%m/%Y}",
        "Send {what} (plan {plan}) by {due}",
    ),
    "own_overdue": (
        "Đã quá hạn ngày {due:%d/%m/%Y}: nộp ngay {what} (kế hoạch {plan})",
        "Overdue since {due}: send {what} (plan {plan}) now",
    ),
    "own_not_adopted": (
        "Ban hành kế hoạch riêng thực hiện {what} (kế hoạch {plan}); hạn là ngày {due:%d/%m/%Y}",
        "Issue your own plan under {what} (plan {plan}); it was due on {due}",
    ),
    "foot": ("Mã thông báo: {key}", "Notice: {key}"),
}

COMMANDS: dict[str, tuple[str, str]] = {
    "remind_said": (
        "Nhắc việc ngày {day}: {matters} việc, {messages} tin nhắn mới.",
        "Reminders of {day}: {matters} matters, {messages} new messages.",
    ),
    "remind_trial": (
        "Thử, không ghi gì: {messages} tin nhắn sẽ được gửi cho ngày {day}.",
        "A trial, nothing is written: {messages} messages would be sent for {day}.",
    ),
    "remind_sent": (
        "Đã gửi {sent}; chưa gửi được {failed}, sẽ thử lại; bỏ {dead} (xem «capbac remind "
        "--dead»).",
        "{sent} sent; {failed} not taken, to be tried again; {dead} given up (see “capbac remind "
        "--dead”).",
    ),
    "remind_waiting": (
        "{waiting} tin nhắn còn nằm trong hộp gửi của {workspace} vì đơn vị nhận chưa có địa chỉ. "
        "Hãy đặt CAPBAC_REMIND_URLS là tệp JSON ghi địa chỉ theo mã đơn vị, rồi chạy lại.",
        "{waiting} messages stay in the outbox of {workspace}: the units have no address. Set "
        "CAPBAC_REMIND_URLS to a JSON file of addresses by unit code and run this again.",
    ),
    "remind_to": ("→ {name} ({unit}): {subject}", "→ {name} ({unit}): {subject}"),
    "remind_dead": (
        "{id}  {unit}  {subject}  ({attempts} lần; {error})",
        "{id}  {unit}  {subject}  ({attempts} times; {error})",
    ),
    "remind_again": (
        "Tin nhắn {id} đang ở trạng thái «{state}».",
        "Message {id} is now in the state “{state}”.",
    ),
    "stage_remind": ("Nhắc việc", "Reminding"),
    "deploy_done": (
        "Đã đăng ký {count} lịch chạy trên {api}, nhóm máy {pool}: {names}.",
        "{count} deployments registered at {api}, work pool {pool}: {names}.",
    ),
    "deploy_trial": (
        "Thử, không đăng ký gì. Sẽ đăng ký trên nhóm máy {pool}:",
        "A trial, nothing is registered. What would be, for the work pool {pool}:",
    ),
    "deploy_line": (
        "{name}: {cron} ({timezone}), {entrypoint}",
        "{name}: {cron} ({timezone}), {entrypoint}",
    ),
    "deploy_worker": (
        "Chạy máy làm việc ở nơi tới được kho dữ liệu: prefect worker start --pool {pool}",
        "Start a worker where the store can be reached: prefect worker start --pool {pool}",
    ),
    "deploy_secret": (
        "Địa chỉ cơ sở dữ liệu có mật khẩu nên không được ghi vào Prefect: hãy đặt CAPBAC_DATABASE "
        "trên máy làm việc.",
        "The address of the database holds a password and is not written into Prefect: set "
        "CAPBAC_DATABASE where the worker runs.",
    ),
}

PROBLEMS: dict[str, tuple[str, str]] = {
    "message_unknown": (
        "Không có tin nhắn số {id}. Xem các tin nhắn đã bỏ bằng «capbac outbox».",
        "There is no message {id}. “capbac outbox” lists those that were given up.",
    ),
    "addresses_unfit": (
        "Tệp địa chỉ {path}: địa chỉ của {unit} phải là một chuỗi như mailto://… hoặc "
        "file:///THƯ-MỤC, hay danh sách các chuỗi như vậy.",
        "The file of addresses {path}: the address of {unit} must be a text such as mailto://… or "
        "file:///FOLDER, or a list of such texts.",
    ),
    "server_needed": (
        "Chưa có máy chủ Prefect nào để đăng ký lịch chạy. Hãy chạy «prefect server start» rồi đặt "
        "PREFECT_API_URL, ví dụ http://127.0.0.1:4200/api.",
        "There is no Prefect server to register schedules at. Run “prefect server start” and set "
        "PREFECT_API_URL, for example http://127.0.0.1:4200/api.",
    ),
    "server_refused": (
        "Máy chủ Prefect tại {api} từ chối: {reason}.",
        "The Prefect server at {api} refused: {reason}.",
    ),
}
