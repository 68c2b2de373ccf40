"""What is said of a store's schema and of taking a store elsewhere: key -> (Vietnamese, English).

``migration_0002`` and so on tell an operator what each step changes, one for every migration.
"""

Text = tuple[str, str]

PROBLEMS: dict[str, Text] = {
    "schema_old": (
        "Kho dữ liệu ở phiên bản {found}, còn Capbac này cần phiên bản {needed}. Hãy sao lưu, rồi "
        "chạy «capbac migrate» để nâng cấp; «capbac migrate --check» cho biết trước sẽ đổi gì.",
        "The store is at schema {found} and this Capbac needs {needed}. Back it up, then run "
        "“capbac migrate”; “capbac migrate --check” tells beforehand what it changes.",
    ),
    "schema_unknown": (
        "Kho dữ liệu ở phiên bản {found} mà Capbac này không biết (phiên bản mới nhất nó biết là "
        "{needed}). Hãy dùng bản Capbac mới hơn, đúng bản đã ghi kho.",
        "The store is at schema {found}, which this Capbac does not know (the newest it knows is "
        "{needed}). Use the newer Capbac that wrote it.",
    ),
    "copy_not_empty": (
        "{address} không trống (có {found}); Capbac chỉ chép kho vào nơi trống để không mất gì. "
        "Hãy chọn cơ sở dữ liệu trống khác.",
        "{address} is not empty ({found} is in it), and Capbac copies a store only where nothing "
        "can be lost. Name another, empty database.",
    ),
    "copy_failed": (
        "Không chép được kho sang {address}: {reason}. Ở đó chưa có gì được giữ lại; kho cũ vẫn "
        "nguyên.",
        "The store cannot be copied to {address}: {reason}. Nothing was kept there, and this store "
        "is as it was.",
    ),
}

FAULTS: dict[str, Text] = {
    "copy_uneven": (
        "Bảng {path} đọc lại ở nơi đến không giống nơi đi.",
        "The table {path}, read again where it went, is not what was sent.",
    ),
}

COMMANDS: dict[str, Text] = {
    "stage_copy": ("Chép", "Copying"),
    "stage_checked": ("Đọc lại", "Reading again"),
    "schema_stands": (
        "Kho dữ liệu đã ở phiên bản {needed}: không có gì phải nâng cấp.",
        "The store is at schema {needed}: there is nothing to upgrade.",
    ),
    "schema_behind": (
        "Kho dữ liệu ở phiên bản {found}; sẽ nâng lên {needed} qua {count} bước:",
        "The store is at schema {found}; it goes to {needed} in {count} steps:",
    ),
    "schema_step": ("  {step}  {told}", "  {step}  {told}"),
    "schema_backup": (
        "Trước khi nâng cấp, hãy sao lưu bằng bản Capbac đang dùng («capbac backup TEP.tar») và "
        "dừng mọi chương trình khác đang dùng kho: nâng cấp rồi không quay lại được, bản cũ không "
        "mở được kho mới.",
        "Before an upgrade back up with the Capbac in use so far (“capbac backup FILE.tar”) and "
        "stop whatever else uses the store: there is no way back, and an older Capbac does not "
        "open a newer store.",
    ),
    "schema_check": (
        "Chưa có gì thay đổi. Chạy «capbac migrate» để nâng cấp.",
        "Nothing was changed. Run “capbac migrate” to upgrade.",
    ),
    "migrated": (
        "Đã nâng kho dữ liệu từ phiên bản {found} lên {needed}.",
        "The store was brought from schema {found} to {needed}.",
    ),
    "migration_0001": ("các bảng đầu tiên", "the first tables"),
    "migration_0002": (
        "sắp lại đầu vào của các bảng tổng hợp theo khóa; số liệu không đổi",
        "inputs of roll-ups are laid out by their key; no figure changes",
    ),
    "migration_0003": (
        "thêm bảng cho đời sống của kế hoạch: viện dẫn, sửa đổi, gia hạn, phân bổ, nhắc nhở",
        "tables for a plan's life: citations, amendments, extensions, shares of targets, reminders",
    ),
    "migration_0004": (
        "thêm bảng cho bản nháp, mẫu, duyệt, cảnh báo, bản scan; gắn mã băm cho từng việc nhật ký",
        "tables for drafts, templates, reviews, warnings, scans; each act of the journal is bound "
        "by a hash",
    ),
    "migration_0005": (
        "thêm bảng cho các bản đã công bố",
        "tables for what was published",
    ),
    "migration_0006": (
        "thêm danh mục chỉ tiêu và các khung nhìn cho người phân tích",
        "a list of measures, and views for analysts",
    ),
    "migration_0007": (
        "thêm bảng cho tài khoản, phiên đăng nhập và mã truy cập API",
        "tables for accounts, sessions and tokens of the API",
    ),
    "migration_0008": (
        "thêm bảng ghi các lần chạy, để việc bị ngắt giữa chừng được làm nốt",
        "a table of runs, so that what was cut off is finished",
    ),
    "copied": (
        "Đã chép kho sang {address}: {rows} dòng trong {tables} bảng, đọc lại và giống hệt.",
        "The store was copied to {address}: {rows} rows in {tables} tables, read again and the "
        "same.",
    ),
    "copied_files": (
        "{files} tệp kèm và khóa vẫn ở thư mục {workspace}: kho mới dùng chung thư mục ấy. Chuyển "
        "sang máy khác thì mang cả thư mục attachments và tệp capbac.key theo.",
        "{files} attached files and the key stay in the folder {workspace}, which the new store "
        "goes on using. On another machine take the folder attachments and the file capbac.key "
        "along.",
    ),
    "copied_no_key": (
        "Trong thư mục {workspace} chưa có khóa capbac.key.",
        "There is no key capbac.key in the folder {workspace} yet.",
    ),
    "copied_next": (
        "Từ nay dùng --database {address} (hoặc CAPBAC_DATABASE). Kho cũ vẫn nguyên: hãy cất đi để "
        "không ai nộp nhầm vào đó.",
        "From now on use --database {address} (or CAPBAC_DATABASE). The old store is as it was: "
        "put it aside, so that nobody sends to it by mistake.",
    ),
}
