"""What ``doctor`` says of the store, the clock and Prefect, as ``messages.doctor`` does."""

Text = tuple[str, str]

TEXTS: dict[str, Text] = {
    "doctor_schema_ours": (
        "Kho dữ liệu đúng phiên bản {found}.",
        "The store is at schema {found}, as it should be.",
    ),
    "doctor_schema_none": (
        "Ở đây chưa có kho dữ liệu.",
        "There is no store here yet.",
    ),
    "doctor_schema_none_do": (
        "Hãy chạy: capbac init.",
        "Run: capbac init.",
    ),
    "doctor_schema_behind_us": (
        "Kho ở phiên bản {found}, cần {needed}.",
        "The store is at schema {found} and {needed} is needed.",
    ),
    "doctor_schema_behind_us_do": (
        "Hãy sao lưu rồi chạy: capbac migrate.",
        "Back it up, then run: capbac migrate.",
    ),
    "doctor_schema_ahead": (
        "Kho ở phiên bản {found}, mới hơn phiên bản Capbac này biết ({needed}).",
        "The store is at schema {found}, newer than this Capbac knows ({needed}).",
    ),
    "doctor_schema_ahead_do": (
        "Hãy cài bản Capbac mới hơn.",
        "Install the newer Capbac.",
    ),
    "doctor_clock_sound": (
        "Đồng hồ: {now}.",
        "The clock: {now}.",
    ),
    "doctor_clock_before": (
        "Đồng hồ của máy chỉ {now}, trước khi có Capbac.",
        "The clock says {now}, before there was a Capbac.",
    ),
    "doctor_clock_before_do": (
        "Hãy chỉnh đồng hồ (bật NTP): hạn nộp và nhật ký dựa vào đó.",
        "Set it (switch NTP on): due days and the journal rest on it.",
    ),
    "doctor_clock_back": (
        "Đồng hồ chỉ {now}, nhưng việc ghi gần nhất là lúc {last}: đồng hồ đã bị lùi.",
        "The clock says {now}, but the last act was kept at {last}: it was put back.",
    ),
    "doctor_clock_back_do": (
        "Hãy chỉnh đồng hồ (bật NTP) rồi mới làm tiếp.",
        "Set it (switch NTP on) before going on.",
    ),
    "doctor_clock_apart": (
        "Đồng hồ máy này và của cơ sở dữ liệu ({theirs}) lệch nhau {seconds} giây.",
        "This machine's clock and the database's ({theirs}) are {seconds} seconds apart.",
    ),
    "doctor_clock_apart_do": (
        "Hãy bật NTP trên cả hai máy.",
        "Switch NTP on on both machines.",
    ),
    "doctor_zone_sound": (
        "Ngày tính theo múi giờ {zone}.",
        "Days are counted in {zone}.",
    ),
    "doctor_zone_other": (
        "Ngày tính theo múi giờ {zone}; máy này để {here}, không ảnh hưởng gì.",
        "Days are counted in {zone}; this machine is set to {here}, which changes nothing.",
    ),
    "doctor_zone_unknown": (
        "Máy này không biết múi giờ {zone}.",
        "This machine does not know the zone {zone}.",
    ),
    "doctor_zone_unknown_do": (
        "Hãy cài tzdata: pip install tzdata (hoặc apt install tzdata).",
        "Install tzdata: pip install tzdata (or apt install tzdata).",
    ),
    "doctor_database_closed": (
        "Không vào được cơ sở dữ liệu: {reason}.",
        "The database cannot be reached: {reason}.",
    ),
    "doctor_database_closed_do": (
        "Hãy xem máy chủ có chạy không, địa chỉ và mật khẩu trong --database hay "
        "CAPBAC_DATABASE có đúng không.",
        "See that the server runs and that the address and password in --database or "
        "CAPBAC_DATABASE are right.",
    ),
    "doctor_database_sound": (
        "PostgreSQL {version}: dùng được.",
        "PostgreSQL {version}: sound.",
    ),
    "doctor_database_encoding": (
        "Cơ sở dữ liệu dùng bảng mã {encoding}, không giữ được tiếng Việt.",
        "The database is in {encoding} and cannot hold every letter.",
    ),
    "doctor_database_encoding_do": (
        "Hãy tạo cơ sở dữ liệu mới: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, rồi "
        "capbac copy-to.",
        "Make a new one: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, then capbac "
        "copy-to.",
    ),
    "doctor_database_connections": (
        "Máy chủ chỉ cho {found} kết nối; một tiến trình có thể cần {needed}.",
        "The server allows {found} connections; one process may need {needed}.",
    ),
    "doctor_database_connections_do": (
        "Hãy tăng max_connections của PostgreSQL.",
        "Raise PostgreSQL's max_connections.",
    ),
    "doctor_letters_sound": (
        "Không có thư nhắc nào bị bỏ.",
        "No reminder has been given up.",
    ),
    "doctor_letters_dead": (
        "{count} thư nhắc không gửi được và đã bỏ.",
        "{count} reminders could not be sent and were given up.",
    ),
    "doctor_letters_dead_do": (
        "Hãy sửa địa chỉ rồi chạy: capbac outbox, capbac outbox --retry SỐ.",
        "Mend their addresses, then run: capbac outbox, capbac outbox --retry NUMBER.",
    ),
    "doctor_prefect_fresh": (
        "Prefect {version} sẽ có chỗ của nó khi chạy lần đầu.",
        "Prefect {version} will make its home on its first run.",
    ),
    "doctor_prefect_sound": (
        "Prefect {version} ở {path}.",
        "Prefect {version}, at home in {path}.",
    ),
    "doctor_prefect_left": (
        "{count} cơ sở dữ liệu của các bản Prefect cũ còn ở {path} ({size} MB).",
        "{count} databases of older Prefects are left in {path} ({size} MB).",
    ),
    "doctor_prefect_left_do": (
        "Xóa được khi không có lệnh nào đang chạy: trong đó không có gì của Capbac.",
        "They may be deleted while no command runs: nothing of Capbac's is in them.",
    ),
    "doctor_prefect_server": (
        "Máy chủ Prefect {version} ở {api} trả lời.",
        "The Prefect server {version} at {api} answers.",
    ),
    "doctor_prefect_other": (
        "Máy chủ Prefect ở {api} là bản {found}, máy này là {version}.",
        "The Prefect server at {api} is {found}, this machine has {version}.",
    ),
    "doctor_prefect_other_do": (
        "Hãy dùng cùng một bản ở cả hai nơi.",
        "Use the same version at both ends.",
    ),
    "doctor_prefect_address": (
        "PREFECT_API_URL «{api}» không phải địa chỉ http.",
        "PREFECT_API_URL “{api}” is no http address.",
    ),
    "doctor_prefect_address_do": (
        "Ví dụ: http://may-chu:4200/api.",
        "For example: http://server:4200/api.",
    ),
    "doctor_prefect_refuses": (
        "Máy chủ Prefect ở {api} không cho vào ({reason}).",
        "The Prefect server at {api} lets nobody in ({reason}).",
    ),
    "doctor_prefect_refuses_do": (
        "Hãy đặt PREFECT_API_AUTH_STRING=ten:mat-khau đúng như của máy chủ.",
        "Set PREFECT_API_AUTH_STRING=user:password as the server has it.",
    ),
    "doctor_prefect_unreachable": (
        "Máy chủ Prefect ở {api} không trả lời: {reason}.",
        "The Prefect server at {api} does not answer: {reason}.",
    ),
    "doctor_prefect_unreachable_do": (
        "Hãy xem máy chủ có chạy không; bỏ PREFECT_API_URL thì Capbac tự mở máy chủ riêng.",
        "See that it runs; without PREFECT_API_URL Capbac opens one of its own.",
    ),
    "doctor_all_good": (
        "Mọi thứ đều tốt.",
        "All is well.",
    ),
    "doctor_all_doubtful": (
        "Dùng được; hãy xem những chỗ có dấu «!».",
        "Fit for use; look at what has a “!”.",
    ),
    "doctor_all_bad": (
        "Có chỗ phải sửa trước khi dùng (dấu «✗»).",
        "Something must be mended first (“✗”).",
    ),
}
