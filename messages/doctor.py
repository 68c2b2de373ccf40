"""What ``doctor`` says of each thing it looks at, and under ``…_do`` what is to be done."""

import messages.doctor_stored

Text = tuple[str, str]

TEXTS: dict[str, Text] = {
    "doctor_sqlite_sound": (
        "SQLite {version}: dùng được.",
        "SQLite {version}: sound.",
    ),
    "doctor_sqlite_wal_bug": (
        "SQLite {version} có lỗi hiếm khi nhiều kết nối cùng dồn nhật ký (các bản 3.7.0 đến "
        "3.51.2).",
        "SQLite {version} has a rare fault when several connections move the log at once "
        "(3.7.0 to 3.51.2).",
    ),
    "doctor_sqlite_wal_bug_do": (
        "Capbac chỉ cho một chỗ ghi nên ít khi gặp; khi có thể hãy dùng Python kèm SQLite "
        "3.51.3 trở lên, hoặc PostgreSQL.",
        "Capbac has one writer, so it is hardly ever met; use a Python with SQLite 3.51.3 or "
        "later when you can, or PostgreSQL.",
    ),
    "doctor_sqlite_old": (
        "SQLite {version} quá cũ.",
        "SQLite {version} is too old.",
    ),
    "doctor_sqlite_old_do": (
        "Cần SQLite {needed} trở lên: hãy cài Python mới hơn.",
        "SQLite {needed} or later is needed: install a newer Python.",
    ),
    "doctor_names_ours": (
        "{count} tên gói của Capbac không trùng với chương trình nào khác.",
        "The {count} package names of Capbac are no other program's.",
    ),
    "doctor_name_owned": (
        "Tên gói «{name}» cũng là của {owner}.",
        "The package name “{name}” is also {owner}'s.",
    ),
    "doctor_name_owned_do": (
        "Hãy cài Capbac vào một môi trường Python riêng (python -m venv).",
        "Install Capbac in a Python environment of its own (python -m venv).",
    ),
    "doctor_name_shadowed": (
        "Khi cần «{name}», Python lại lấy {path}.",
        "Python takes {path} for “{name}”.",
    ),
    "doctor_name_shadowed_do": (
        "Hãy chạy từ thư mục khác, hoặc bỏ thư mục đó khỏi PYTHONPATH.",
        "Run from another folder, or take that one off PYTHONPATH.",
    ),
    "doctor_fonts_sound": (
        "Có phông chữ cho {font} ({found}).",
        "A font for {font} is there ({found}).",
    ),
    "doctor_fonts_missing": (
        "Máy này không có phông {font}; thay vào đó là {found}.",
        "{font} is not on this machine; {found} stands in for it.",
    ),
    "doctor_fonts_missing_do": (
        "Chỉ cần khi in hay đổi sang PDF trên máy này: apt install fonts-liberation.",
        "Only needed to print or make PDF here: apt install fonts-liberation.",
    ),
    "doctor_fonts_unknown": (
        "Không xem được phông chữ của máy này ({font}).",
        "The fonts of this machine cannot be looked at ({font}).",
    ),
    "doctor_fonts_unknown_do": (
        "Chỉ cần khi in hay đổi sang PDF trên máy này: apt install fontconfig fonts-liberation.",
        "Only needed to print or make PDF here: apt install fontconfig fonts-liberation.",
    ),
    "doctor_folder_open": (
        "Ghi được vào {path}.",
        "{path} can be written to.",
    ),
    "doctor_folder_closed": (
        "Không ghi được vào {path}: {reason}.",
        "{path} cannot be written to: {reason}.",
    ),
    "doctor_folder_closed_do": (
        "Hãy cho tài khoản chạy Capbac quyền ghi vào thư mục này, hoặc chọn --workspace khác.",
        "Let the account that runs Capbac write there, or choose another --workspace.",
    ),
    "doctor_file_system_sound": (
        "{path} nằm trên ổ đĩa {kind}.",
        "{path} is on a disk ({kind}).",
    ),
    "doctor_file_system_network": (
        "{path} nằm trên ổ mạng ({kind}): kho SQLite ở đó có thể hỏng.",
        "{path} is on a network folder ({kind}): a SQLite store breaks there.",
    ),
    "doctor_file_system_network_do": (
        "Hãy chuyển kho sang ổ đĩa của máy này, hoặc dùng PostgreSQL (capbac copy-to).",
        "Move the store to a disk of this machine, or use PostgreSQL (capbac copy-to).",
    ),
    "doctor_file_system_passing": (
        "{path} nằm trong bộ nhớ ({kind}): tắt máy là mất.",
        "{path} is in memory ({kind}): gone when the machine goes off.",
    ),
    "doctor_file_system_passing_do": (
        "Hãy đặt kho trên ổ đĩa.",
        "Put the workspace on a disk.",
    ),
    "doctor_file_system_unknown": (
        "Không biết {path} nằm trên loại ổ đĩa nào.",
        "What kind of disk {path} is on cannot be told.",
    ),
    "doctor_file_system_unknown_do": (
        "Hãy chắc chắn đó là ổ đĩa của máy này, không phải ổ mạng.",
        "Make sure that it is a disk of this machine and no network folder.",
    ),
    "doctor_disk_free": (
        "Còn trống {free} MB; kho chiếm {store} MB.",
        "{free} MB are free; the store takes {store} MB.",
    ),
    "doctor_disk_little": (
        "Chỉ còn trống {free} MB; kho chiếm {store} MB.",
        "Only {free} MB are free; the store takes {store} MB.",
    ),
    "doctor_disk_little_do": (
        "Sao lưu và nâng cấp cần chỗ gấp vài lần kho: hãy dọn bớt ổ đĩa.",
        "Backups and upgrades need the store's room a few times over: make room.",
    ),
    "doctor_disk_full": (
        "Ổ đĩa gần đầy: còn {free} MB, kho chiếm {store} MB.",
        "The disk is nearly full: {free} MB are free, the store takes {store} MB.",
    ),
    "doctor_disk_full_do": (
        "Hãy dọn ổ đĩa ngay: nộp báo cáo sẽ bị từ chối khi đầy (đã nhận thì không mất).",
        "Make room now: when it is full submissions are refused (what was accepted stays).",
    ),
    **messages.doctor_stored.TEXTS,
}
