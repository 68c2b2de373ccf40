"""The sentence of every problem: code -> (Vietnamese, English); the fields are its details."""

import messages.abreast
import messages.book
import messages.deadlines
import messages.doubts
import messages.keeping
import messages.life
import messages.migrating
import messages.outward
import messages.portal
import messages.reminders
import messages.resuming
import messages.review
import messages.scores
import messages.servers
import messages.standing
import messages.template
import messages.vintages

TEXTS: dict[str, tuple[str, str]] = {
    **messages.abreast.PROBLEMS,
    **messages.life.PROBLEMS,
    **messages.migrating.PROBLEMS,
    **messages.resuming.PROBLEMS,
    **messages.outward.PROBLEMS,
    **messages.portal.PROBLEMS,
    **messages.keeping.PROBLEMS,
    **messages.book.PROBLEMS,
    **messages.deadlines.PROBLEMS,
    **messages.doubts.PROBLEMS,
    **messages.reminders.PROBLEMS,
    **messages.review.PROBLEMS,
    **messages.scores.PROBLEMS,
    **messages.servers.PROBLEMS,
    **messages.standing.PROBLEMS,
    **messages.template.PROBLEMS,
    **messages.vintages.PROBLEMS,
    # workspace and settings
    "key_unfit": (
        "Không dùng được khóa của kho dữ liệu tại {path}. Hãy khôi phục tệp này từ bản sao lưu.",
        "The key of the store at {path} cannot be used. Bring this file back from a backup.",
    ),
    "no_workspace": (
        "Chưa có kho dữ liệu Capbac tại {path}. Hãy chạy «capbac init» ở đó, hoặc chỉ thư mục khác "
        "bằng --workspace.",
        "There is no Capbac store at {path}. Run “capbac init” there, or name another folder with "
        "--workspace.",
    ),
    "setting_invalid": (
        "Thiết lập {name} có giá trị không dùng được: {sent}. Giá trị cho phép: {allowed}.",
        "The setting {name} has a value that cannot be used: {sent}. Allowed: {allowed}.",
    ),
    "file_missing": (
        "Không tìm thấy tệp {path}. Hãy kiểm tra lại đường dẫn.",
        "There is no file {path}. Check the path.",
    ),
    "file_unreadable": (
        "Không đọc được tệp {path}: {reason}.",
        "The file {path} cannot be read: {reason}.",
    ),
    "folder_unfit": (
        "Không dùng được thư mục {path}: {reason}. Hãy chọn thư mục khác, hoặc xin quyền ghi.",
        "The folder {path} cannot be used: {reason}. Name another, or ask for the right to write.",
    ),
    "disk_full": (
        "Đĩa không nhận thêm được nữa ({path}): {reason}. Những gì đã ghi vẫn nguyên. Hãy giải "
        "phóng chỗ trống rồi làm lại đúng việc này.",
        "The disk takes no more ({path}): {reason}. What was kept stands. Make room, then do the "
        "same again.",
    ),
    "database_busy": (
        "Cơ sở dữ liệu bận quá lâu ({reason}). Chưa có gì được ghi dở. Hãy chờ một lát rồi làm lại "
        "đúng việc này.",
        "The database was busy too long ({reason}). Nothing is half kept. Wait a moment, then "
        "do the same again.",
    ),
    "database_unreachable": (
        "Không mở được cơ sở dữ liệu: {reason}. Hãy kiểm tra địa chỉ, quyền truy cập và máy chủ.",
        "The database cannot be opened: {reason}. Check its address, the rights and the server.",
    ),
    # the command line
    "usage": (
        "Lệnh gõ chưa đúng: {reason}. Thêm --help để xem cách dùng.",
        "The command is not written right: {reason}. Add --help to see how it is used.",
    ),
    "internal": (
        "Capbac gặp lỗi của chính nó ({reason}). Việc đang làm đã dừng lại. Xin gửi tệp {path} cho "
        "người quản trị.",
        "Capbac failed by a mistake of its own ({reason}). What was being done has stopped. Please "
        "give the file {path} to your operator.",
    ),
    "json_faults": (
        "Không đọc được tệp JSON {path}. Các lỗi nêu dưới đây.",
        "The JSON file {path} cannot be read. The faults follow.",
    ),
    # units
    "roster_faults": (
        "Danh sách đơn vị có lỗi nên không được nạp; dữ liệu cũ vẫn giữ nguyên. Các lỗi nêu "
        "dưới đây.",
        "The list of units has faults and was not loaded; nothing changed. The faults follow.",
    ),
    "unit_unknown": (
        "Không có đơn vị nào mã {code} vào ngày đã chọn. Hãy kiểm tra mã (kể cả số 0 ở đầu) và "
        "ngày.",
        "There is no unit with the code {code} on the day asked for. Check the code (zeros in "
        "front count) and the day.",
    ),
    "no_units": (
        "Chưa có đơn vị nào. Hãy nạp danh sách bằng «capbac units import» hoặc "
        "«capbac units fetch».",
        "There are no units yet. Load a list with “capbac units import” or “capbac units fetch”.",
    ),
    "no_unit_stands": (
        "Không có đơn vị nào tồn tại vào ngày {day}. Hãy xem «capbac units show» hoặc chọn ngày "
        "khác.",
        "No unit stands on {day}. See “capbac units show”, or choose another day.",
    ),
    "root_invalid": (
        "--root phải có dạng MÃ,TÊN,CẤP, ví dụ VN,Việt Nam,nation; đang là: {sent}.",
        "--root must read CODE,NAME,LEVEL, such as VN,Việt Nam,nation; it reads: {sent}.",
    ),
    "country_unknown": (
        "Capbac chưa có sẵn danh sách đơn vị của {country}. Có sẵn: {known}.",
        "Capbac has no ready list of units for {country}. Known: {known}.",
    ),
    "package_missing": (
        "Cần gói {package} để làm việc này. Hãy cài bằng: pip install '{install}'.",
        "This needs the package {package}. Install it with: pip install '{install}'.",
    ),
    "server_failed": (
        "Máy chủ Prefect đi kèm không khởi động được. Xem nguyên nhân trong {log}, rồi chạy lại.",
        "The embedded Prefect server did not start. See why in {log}, then run again.",
    ),
    "server_unreachable": (
        "Không kết nối được máy chủ Prefect ở {api}. Hãy kiểm tra PREFECT_API_URL, hoặc bỏ biến "
        "này để dùng máy chủ đi kèm.",
        "The Prefect server at {api} does not answer. Check PREFECT_API_URL, or unset it to use "
        "the embedded server.",
    ),
    # forms, plans
    "form_faults": (
        "Biểu mẫu có lỗi nên không được nhận. Các lỗi nêu dưới đây.",
        "The form has faults and was not added. The faults follow.",
    ),
    "form_unknown": (
        "Không có biểu mẫu {form}. Hiện có: {known}.",
        "There is no form {form}. There are: {known}.",
    ),
    "form_needed": (
        "Kỳ {period} có nhiều biểu mẫu: {known}. Hãy chọn một bằng --form.",
        "The period {period} has several forms: {known}. Choose one with --form.",
    ),
    "plan_faults": (
        "Kế hoạch có lỗi nên chưa được ban hành. Các lỗi nêu dưới đây.",
        "The plan has faults and was not issued. The faults follow.",
    ),
    "day_before_roster": (
        "Kế hoạch {plan} đã theo danh sách đơn vị ngày {since}, không thể lùi về ngày {day}. Không "
        "có gì thay đổi.",
        "Plan {plan} already stands on the roster of {since} and cannot go back to {day}. Nothing "
        "was changed.",
    ),
    "plan_unknown": (
        "Không có kế hoạch {plan}. Hãy dùng mã mà «plans issue» đã in ra, hoặc đường dẫn của tệp "
        "đã ban hành. Các kế hoạch gần đây: {known}.",
        "There is no plan {plan}. Use the reference that “plans issue” printed, or the path of an "
        "issued file. The latest plans: {known}.",
    ),
    "allocation_impossible": (
        "Không chia được chỉ tiêu này nên chưa giao cho đơn vị nào. Lý do nêu dưới đây.",
        "The target cannot be split, so nobody was given a share. The reasons follow.",
    ),
    "target_unknown": (
        "Kế hoạch {plan} không có chỉ tiêu {measure} để chia. Các chỉ tiêu chia được: {known}.",
        "The plan {plan} has no target on {measure} to split. Those that can be: {known}.",
    ),
    "share_unknown": (
        "Đơn vị {unit} chưa được giao phần nào của chỉ tiêu {measure} trong kế hoạch {plan}. Hãy "
        "chia ở cấp trên trước.",
        "The unit {unit} has no share of {measure} in the plan {plan}. Split it further up first.",
    ),
    "period_invalid": (
        "Kỳ báo cáo {sent} viết không đúng. Ví dụ đúng: 2026, 2026-S1, 2026-Q3, 2026-M05, "
        "2026-01-01/2026-09-30.",
        "The period {sent} is not written as a period. Examples: 2026, 2026-S1, 2026-Q3, 2026-M05, "
        "2026-01-01/2026-09-30.",
    ),
    "period_of_parts": (
        "Kỳ {period} không được giao riêng: số liệu cộng từ {parts} mỗi khi xem, nên không viết "
        "thẳng sổ trên bản đồ ngày khác. Hãy công bố rồi viết sổ của bản ấy: capbac publish "
        "{period} --on NGÀY, capbac report {period} --vintage SỐ; hoặc capbac export {period} "
        "--on.",
        "Nobody was asked for {period} itself: it is made of {parts} whenever it is read, so its "
        "workbooks on another day's map are those of a vintage: capbac publish {period} --on DATE, "
        "then capbac report {period} --vintage NUMBER; or use capbac export {period} --on.",
    ),
    "set_across_maps": (
        "Bản đồ đơn vị đã đổi trong kỳ {period}, nên không cộng được riêng nhóm {units}. Hãy bỏ "
        "--units, hoặc xuất từng kỳ ngắn.",
        "The map changed within {period}, so the set {units} cannot be added up by itself. Leave "
        "out --units, or export the shorter periods.",
    ),
    "date_invalid": (
        "Ngày {sent} viết không đúng. Hãy viết năm-tháng-ngày, ví dụ 2026-03-31.",
        "The date {sent} is not written as a date. Write year-month-day, for example 2026-03-31.",
    ),
    # roll-up and report
    "nothing_assigned": (
        "Không đơn vị nào được giao biểu mẫu cho kỳ {period}. Hãy ban hành và triển khai kế hoạch "
        "trước.",
        "No unit owes a form for the period {period}. Issue a plan and cascade it first.",
    ),
    "no_rollup": (
        "Chưa tổng hợp kỳ {period}. Hãy chạy «capbac rollup {period}» trước.",
        "The period {period} has not been rolled up. Run “capbac rollup {period}” first.",
    ),
    "bounds_of_one": (
        "Không tính cận cho kỳ {period}: cận dựa vào kỳ liền trước của chính biểu mẫu, không dùng "
        "cho khoảng ngày hay kỳ cộng từ nhiều kỳ ngắn.",
        "There are no bounds for {period}: they come from the form's own period just before, which "
        "a span of days and a period made of shorter ones do not have.",
    ),
    "table_unfit": (
        "Không đọc được bảng ({reason}). Bảng là tệp CSV UTF-8 có cột unit (mã đơn vị) và mỗi chỉ "
        "tiêu một cột.",
        "The table cannot be read ({reason}). A table is a CSV file in UTF-8 with a column unit "
        "(codes) and a column for each measure.",
    ),
    "rollup_moved": (
        "Kỳ {period} vừa được tổng hợp lại trong lúc đang ghi báo cáo, nên các báo cáo có thể "
        "không khớp nhau. Hãy chạy lại lệnh.",
        "The period {period} was rolled up anew while its workbooks were being written, so that "
        "they might differ. Run the command again.",
    ),
    "measure_unknown": (
        "Biểu mẫu {form} không có chỉ tiêu {measure}. Có phải: {near}?",
        "The form {form} has no measure {measure}. Did you mean: {near}?",
    ),
    "figure_too_large": (
        "Số tổng của {measure} vượt giới hạn mà Capbac tính chính xác được. Hãy kiểm tra đơn vị "
        "tính của số liệu.",
        "The total of {measure} is beyond what Capbac can add exactly. Check the unit in which "
        "the figures were given.",
    ),
    "tree_too_large": (
        "Cây đơn vị có {units} đơn vị; Capbac chỉ cộng chính xác được đến {most}. Hãy tổng hợp "
        "từng nhánh.",
        "The tree has {units} units; Capbac adds exactly up to {most}. Roll up branch by branch.",
    ),
    "no_children": (
        "Đơn vị {code} không có đơn vị nào bên dưới nên không có báo cáo tổng hợp.",
        "The unit {code} has no unit below it, so there is no consolidated workbook of it.",
    ),
    "level_unknown": (
        "Không có cấp «{level}». Các cấp hiện có: {known}.",
        "There is no level “{level}”. The levels are: {known}.",
    ),
    "workbook_refused": (
        "Không ghi được tệp Excel tổng hợp: {reason}.",
        "The workbook cannot be written: {reason}.",
    ),
}
