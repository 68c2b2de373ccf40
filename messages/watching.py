"""What is said to whoever looks after Capbac when something stands still: (Vietnamese, English)."""

TEXTS: dict[str, tuple[str, str]] = {
    "subject": (
        "Capbac: {fresh} việc đứng yên, {over} việc đã thông",
        "Capbac: {fresh} standing still, {over} over",
    ),
    "run_lost_head": ("Lượt chạy bị ngắt ({count}):", "Runs that were cut off ({count}):"),
    "run_lost": (
        "số {id}, {flow}, trên máy {host}: không còn dấu hiệu từ {since:%H:%M %d/%m/%Y}, được "
        "{done} trên {total} phần",
        "number {id}, {flow}, on {host}: no sign of life since {since:%d/%m/%Y %H:%M}, {done} of "
        "{total} parts",
    ),
    "run_lost_name": ("lượt chạy số {rest} bị ngắt", "run {rest}, which was cut off"),
    "run_lost_do": (
        "Không mất gì: chạy «capbac resume», phần còn lại được làm tiếp.",
        "Nothing is lost: run “capbac resume”, and the rest is done.",
    ),
    "run_stalled_head": (
        "Lượt chạy còn sống mà không tiến ({count}):",
        "Runs that live and do not get on ({count}):",
    ),
    "run_stalled": (
        "số {id}, {flow}, trên máy {host}: ở bước «{stage}», được {done} trên {total} phần từ "
        "{since:%H:%M %d/%m/%Y}",
        "number {id}, {flow}, on {host}: in the stage “{stage}”, at {done} of {total} parts since "
        "{since:%d/%m/%Y %H:%M}",
    ),
    "run_stalled_name": ("lượt chạy số {rest} đứng yên", "run {rest}, which stood still"),
    "run_stalled_do": (
        "Xem máy đó: đĩa, bộ nhớ, cơ sở dữ liệu («capbac doctor»). Nếu vẫn đứng, dừng tiến trình "
        "rồi chạy «capbac resume».",
        "Look at that machine: disk, memory, database (“capbac doctor”). If it goes on standing, "
        "end the process, then run “capbac resume”.",
    ),
    "run_failed_head": ("Lượt chạy hỏng ({count}):", "Runs that failed ({count}):"),
    "run_failed": (
        "số {id}, {flow}, trên máy {host}, lúc {since:%H:%M %d/%m/%Y}: {problem}",
        "number {id}, {flow}, on {host}, at {since:%d/%m/%Y %H:%M}: {problem}",
    ),
    "run_failed_name": ("lượt chạy số {rest} hỏng", "run {rest}, which failed"),
    "run_failed_do": (
        "Sửa nguyên nhân rồi cho chạy lại; lượt chạy trọn vẹn kế tiếp sẽ xóa báo động này.",
        "Mend the cause and have it run again; the next one that gets through ends this alert.",
    ),
    "inbox_waiting_head": (
        "Tệp đã nộp mà chưa ai đọc ({count} hộp thư đến):",
        "Files handed in that nobody has read (inboxes: {count}):",
    ),
    "inbox_waiting": (
        "{place}: {count} tệp, sớm nhất từ {since:%H:%M %d/%m/%Y}: {names}",
        "{place}: {count} files, the oldest since {since:%d/%m/%Y %H:%M}: {names}",
    ),
    "inbox_waiting_name": ("hộp thư đến {rest}: đã đọc hết", "inbox {rest}: all of it was read"),
    "inbox_waiting_do": (
        "Chạy «capbac collect» với thư mục đó; nếu có lịch «inbox», xem máy làm việc còn chạy "
        "không.",
        "Run “capbac collect” on that folder; where the schedule “inbox” is registered, see "
        "whether a worker runs.",
    ),
    "inbox_unseen_head": (
        "Hộp thư đến không xem được ({count}):",
        "Inboxes that cannot be looked at ({count}):",
    ),
    "inbox_unseen": (
        "{place}: {problem}, lúc {since:%H:%M %d/%m/%Y}",
        "{place}: {problem}, at {since:%d/%m/%Y %H:%M}",
    ),
    "inbox_unseen_name": ("hộp thư đến {rest}: xem lại được", "inbox {rest}: it can be seen again"),
    "inbox_unseen_do": (
        "Sửa địa chỉ, quyền truy cập hoặc đường mạng tới đó.",
        "Mend its address, the rights to it or the line to it.",
    ),
    "claim_held_head": (
        "Kho bị giữ quá lâu ({count}):",
        "Something of the store held for too long ({count}):",
    ),
    "claim_held": (
        "{who} giữ từ {since:%H:%M %d/%m/%Y}",
        "held by {who} since {since:%d/%m/%Y %H:%M}",
    ),
    "claim_held_name": ("kho do {rest} giữ", "what {rest} held"),
    "claim_held_do": (
        "Xem tiến trình đó làm gì (pg_stat_activity); dừng nó bằng pg_terminate_backend nếu đã "
        "treo.",
        "See what that process does (pg_stat_activity); if it hangs, end it by "
        "pg_terminate_backend.",
    ),
    "message_dead_head": ("Tin nhắn đã bỏ ({count}):", "Messages that were given up ({count}):"),
    "message_dead": (
        "số {id} cho {unit}, lúc {since:%H:%M %d/%m/%Y}: {error}",
        "number {id} to {unit}, at {since:%d/%m/%Y %H:%M}: {error}",
    ),
    "message_dead_name": ("tin nhắn số {rest} đã bỏ", "message {rest}, which was given up"),
    "message_dead_do": (
        "Sửa địa chỉ rồi gửi lại: capbac outbox --retry.",
        "Mend the addresses, then send them again: capbac outbox --retry.",
    ),
    "message_stuck_head": (
        "Tin nhắn đang gửi quá lâu ({count}):",
        "Messages that are being sent for too long ({count}):",
    ),
    "message_stuck": (
        "số {id} cho {unit}, từ {since:%H:%M %d/%m/%Y}",
        "number {id} to {unit}, since {since:%d/%m/%Y %H:%M}",
    ),
    "message_stuck_name": ("tin nhắn số {rest} đang gửi", "message {rest}, which was being sent"),
    "message_stuck_do": (
        "Máy gửi có thể đã tắt giữa chừng: nửa giờ sau tin được gửi lại một lần nữa.",
        "What sent it may have ended in between: after half an hour it is sent once more.",
    ),
    "messages_waiting_head": (
        "Tin nhắn nằm lại trong hộp gửi:",
        "Messages that lie in the outbox:",
    ),
    "messages_waiting": (
        "{count} tin, sớm nhất từ {since:%H:%M %d/%m/%Y}",
        "{count} of them, the oldest since {since:%d/%m/%Y %H:%M}",
    ),
    "messages_waiting_name": ("tin nhắn trong hộp gửi", "messages in the outbox"),
    "messages_waiting_do": (
        "Đơn vị nhận chưa có địa chỉ trong tệp CAPBAC_REMIND_URLS, hoặc không máy nào gửi: xem "
        "«capbac outbox».",
        "Their units have no address in the file CAPBAC_REMIND_URLS, or nothing sends: see “capbac "
        "outbox”.",
    ),
    "over_head": ("Đã hết ({count}):", "Over ({count}):"),
    "and_more": ("- và {count} việc khác", "- and {count} more"),
    "foot": ("Mã thông báo: {key}", "Notice: {key}"),
}

COMMANDS: dict[str, tuple[str, str]] = {
    "watch_well": ("Không có gì đứng yên.", "Nothing stands still."),
    "watch_open": (
        "{count} việc đứng yên; mới báo {fresh}, báo hết {over}.",
        "Standing still: {count}; said now: {fresh}, said to be over: {over}.",
    ),
    "watch_trial": (
        "Thử, không ghi gì: {count} việc đứng yên, {fresh} việc chưa báo.",
        "A trial, nothing is written: {count} standing still, {fresh} of them not said yet.",
    ),
    "watch_unsent": (
        'Báo động chưa gửi được: tệp CAPBAC_REMIND_URLS chưa có dòng "@operator" hay địa chỉ của '
        "{unit}.",
        'The alert was not sent: the file CAPBAC_REMIND_URLS has no line "@operator" and no '
        "address of {unit}.",
    ),
    "watch_nobody": (
        "Kho chưa có đơn vị nào nên không báo cho ai được.",
        "The store has no unit yet, so nobody could be told.",
    ),
    "watch_assignments": ("Việc được giao: {told}", "Assignments: {told}"),
    "watch_submissions": (
        "Bản đã nhận: {submissions}; bị từ chối: {refusals}; chờ xem từ {since}",
        "Submissions: {submissions}; refusals: {refusals}; waiting for a look since {since}",
    ),
    "watch_messages": (
        "Hộp gửi: {told}; chưa đi từ {since}",
        "Outbox: {told}; unsent since {since}",
    ),
    "watch_runs": ("Lượt chạy: {told}", "Runs: {told}"),
    "watch_kept": (
        "Tổng hợp gần nhất: {rolled_up}; sao lưu gần nhất: {backed_up}",
        "Last roll-up: {rolled_up}; last backup: {backed_up}",
    ),
    "outbox_line": (
        "{id}  {state}  {unit}  {subject}  ({attempts} lần; {error})",
        "{id}  {state}  {unit}  {subject}  ({attempts} times; {error})",
    ),
    "outbox_counts": (
        "Chưa đi {unsent}, đã bỏ {dead}.",
        "Not sent yet: {unsent}; given up: {dead}.",
    ),
    "outbox_again": (
        "{count} tin nhắn được đặt lại để gửi.",
        "{count} messages were put back to be sent.",
    ),
}
