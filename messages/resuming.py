"""What is said of runs that were cut off and of finishing them: key -> (Vietnamese, English)."""

Text = tuple[str, str]

PROBLEMS: dict[str, Text] = {
    "run_stopped": (
        "Người dùng đã dừng lần chạy này. Những gì đã làm vẫn giữ nguyên.",
        "Somebody stopped this run. What was done stands.",
    ),
    "run_broken": (
        "Lần chạy này dừng vì lỗi của chính Capbac ({reason}). Những gì đã làm vẫn giữ nguyên. Hãy "
        "chạy lại; nếu vẫn vậy, xin báo cho người quản trị.",
        "This run stopped at a mistake of Capbac's own ({reason}). What was done stands. Run it "
        "again; if it stops again, tell your operator.",
    ),
    "run_given_up": (
        "Đã làm lại {tries} lần mà lần nào cũng bị ngắt, nên không tự làm nữa. Hãy xem bộ nhớ, đĩa "
        "và nhật ký của máy, rồi chạy lại đúng lệnh ấy.",
        "It was begun again {tries} times and cut off each time, so it is left alone now. Look at "
        "the machine's memory, its disk and its logs, then give the same command again.",
    ),
    "run_elsewhere": (
        "Lần chạy này ở máy {host}, và ở đây không có {path}. Hãy chạy «capbac resume» trên máy "
        "{host}; nếu máy ấy không còn, dùng «capbac resume --drop» với số của lần chạy.",
        "This run was on {host}, and there is no {path} here. Run “capbac resume” on {host}; if "
        "that machine is no more, “capbac resume --drop” with the number of the run.",
    ),
    "run_unknown": (
        "Không có lần chạy nào như vậy ({flow}) bị ngắt giữa chừng. Chạy «capbac resume --dry-run» "
        "để xem những lần nào đang chờ.",
        "There is no run like that ({flow}) which was cut off. “capbac resume --dry-run” shows "
        "those that wait.",
    ),
}

COMMANDS: dict[str, Text] = {
    "runs_cut_off": (
        "Có {count} lần chạy bị ngắt giữa chừng: capbac resume",
        "Runs that were cut off: {count}. To finish them: capbac resume",
    ),
    "runs_none": (
        "Không có lần chạy nào bị ngắt giữa chừng.",
        "No run was cut off.",
    ),
    "run_head": (
        "  {id:>5}  {flow:<20} {since:<17} {seen:<17} {far:>9}  {host}",
        "  {id:>5}  {flow:<20} {since:<17} {seen:<17} {far:>9}  {host}",
    ),
    "run_id": ("số", "run"),
    "run_flow": ("việc", "what"),
    "run_since": ("bắt đầu", "begun"),
    "run_seen": ("dấu hiệu cuối", "last sign"),
    "run_far": ("lô", "batches"),
    "run_host": ("máy", "host"),
    "run_trial": (
        "Chưa làm gì. Chạy «capbac resume» để làm nốt.",
        "Nothing was done. “capbac resume” finishes them.",
    ),
    "run_finished": (
        "Lần chạy {id} ({flow}) đã được làm nốt bởi lần chạy {by}.",
        "Run {id} ({flow}) was finished by run {by}.",
    ),
    "run_failed": (
        "Lần chạy {id} ({flow}) không làm nốt được: [{code}] {said}",
        "Run {id} ({flow}) could not be finished: [{code}] {said}",
    ),
    "run_dropped": (
        "Lần chạy {id} ({flow}) được ghi là không thành, sẽ không làm nốt.",
        "Run {id} ({flow}) is noted as failed and is not finished.",
    ),
    "prefect_crashed": (
        "Tiến trình của lần chạy này không còn nữa.",
        "The process of this run is gone.",
    ),
}
