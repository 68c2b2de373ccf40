"""What is said of verifying, receipts, backups and restoring: key -> (Vietnamese, English)."""

import messages.verify

Text = tuple[str, str]

PROBLEMS: dict[str, Text] = {
    "key_other": (
        "Khóa trong {path} không phải khóa đã ký các biên nhận trước đây ({expected}). Hãy khôi "
        "phục đúng tệp này từ bản sao lưu.",
        "The key in {path} is not the one earlier receipts were signed with ({expected}). Bring "
        "the right file back from a backup.",
    ),
    "receipt_unreadable": (
        "Tệp {path} không phải biên nhận của Capbac. Hãy chỉ đúng tệp .json nhận được khi nộp.",
        "The file {path} is no receipt of Capbac. Name the .json file that was given on sending.",
    ),
    "head_unfit": (
        "«{sent}» không phải mã băm nhật ký. Hãy ghi như lệnh verify đã in: SỐ:MÃ, hoặc riêng mã "
        "(ít nhất 16 ký tự đầu, gồm 0-9 và a-f).",
        "“{sent}” is no hash of the journal. Write it as verify printed it: NUMBER:HASH, or the "
        "hash alone (at least its first 16 signs, of 0-9 and a-f).",
    ),
    "content_alone": (
        "--content và --form chỉ dùng kèm một biên nhận. Hãy gõ «capbac verify BIENNHAN.json "
        "--content TEP».",
        "--content and --form go with a receipt. Write “capbac verify RECEIPT.json --content "
        "FILE”.",
    ),
    "backup_exists": (
        "Đã có tệp {path}; Capbac không ghi đè bản sao lưu. Hãy đặt tên khác, ví dụ có ngày tháng.",
        "The file {path} is there already, and Capbac does not overwrite a backup. Choose another "
        "name, such as one with the day in it.",
    ),
    "backup_failed": (
        "Không ghi được bản sao lưu vào {path}: {reason}. Chưa có gì được ghi dưới tên ấy.",
        "The backup cannot be written to {path}: {reason}. Nothing was put under that name.",
    ),
    "backup_faults": (
        "Bản sao lưu {path} không dùng được nên không khôi phục gì. Các lỗi nêu dưới đây.",
        "The backup {path} cannot be used, so nothing was restored. The faults follow.",
    ),
    "restore_where": (
        "Chưa nói khôi phục vào đâu. Hãy thêm --into THUMUC (thư mục trống), hoặc --database với "
        "một cơ sở dữ liệu trống.",
        "It is not said where to restore to. Add --into FOLDER (an empty folder), or --database "
        "with an empty database.",
    ),
    "restore_not_empty": (
        "{path} không trống (có {found}); Capbac chỉ khôi phục vào nơi trống để không mất gì. Hãy "
        "chọn thư mục hay cơ sở dữ liệu khác.",
        "{path} is not empty ({found} is in it), and Capbac restores only where nothing can be "
        "lost. Name another folder or database.",
    ),
}

FAULTS: dict[str, Text] = {
    **messages.verify.FAULTS,
    # receipts
    "receipt_broken": (
        "Chữ ký không khớp: biên nhận này bị sửa, dù chỉ một chữ, hoặc không do Capbac cấp.",
        "The signature does not hold: this receipt was changed, if only by a letter, or was not "
        "made by Capbac.",
    ),
    "receipt_other_key": (
        "Biên nhận ký bằng khóa {sent}; khóa của kho này là {allowed}. Nó không do kho này cấp.",
        "The receipt is signed with {sent} and the key of this store is {allowed}. It was not "
        "given here.",
    ),
    "receipt_gone": (
        "Kho không còn lần nộp mà biên nhận này nói đến.",
        "The revision this receipt speaks of is no longer in the store.",
    ),
    "receipt_changed": (
        "Lần nộp trong kho khác với biên nhận ở «{path}»: kho ghi {sent}, biên nhận ghi {allowed}.",
        "The revision in the store differs from the receipt in “{path}”: the store says {sent}, "
        "the receipt {allowed}.",
    ),
    "receipt_journal": (
        "Nhật ký của kho đã bị viết lại: việc số {path} có mã băm {sent}, biên nhận ghi {allowed}.",
        "The journal of the store was written anew: act {path} has the hash {sent}, the receipt "
        "says {allowed}.",
    ),
    "content_differs": (
        "Tệp này không phải nội dung đã nhận (SHA-256 trên biên nhận: {allowed}).",
        "This file is not the content that was received (SHA-256 on the receipt: {allowed}).",
    ),
    "content_unreadable": (
        "Không đọc được tệp này như một báo cáo nên chưa kết luận được. Các lỗi nêu dưới đây.",
        "This file cannot be read as a submission, so nothing is proved. The faults follow.",
    ),
    "content_undecided": (
        "Chưa kết luận được tệp này có phải nội dung đã nhận hay không: cần biểu mẫu {allowed}. "
        "Hãy thêm --form với tệp biểu mẫu, hoặc chạy trong kho dữ liệu.",
        "Whether this file is the content that was received cannot be said without the form "
        "{allowed}. Add --form with the form's file, or run where the store is.",
    ),
    "content_needs_store": (
        "Chỉ nơi đã nhận ({allowed}) mới kết luận được: trong tệp Excel này có phần không ghi hết "
        "ra, như ô đánh dấu «vẫn như kỳ trước» hoặc ô khóa của tệp sửa lỗi. Hãy nhờ họ chạy lệnh "
        "này trong kho dữ liệu.",
        "Only the office that received it ({allowed}) can tell: not all of this workbook's content "
        "stands in it, such as a tick that the last period still holds, or locked cells of a "
        "correction. Ask them to run this where the store is.",
    ),
    # backups
    "part_unknown": (
        "Trong bản sao lưu có mục lạ: {sent}.",
        "The backup holds something that does not belong in it: {sent}.",
    ),
    "part_missing": ("Thiếu phần {allowed}.", "The part {allowed} is missing."),
    "part_changed": (
        "Phần {path} bị hỏng hay bị sửa: SHA-256 là {sent}, phải là {allowed}.",
        "The part {path} was damaged or changed: its SHA-256 is {sent} and should be {allowed}.",
    ),
    "backup_unreadable": (
        "Tệp không phải bản sao lưu của Capbac, hoặc bị cắt dở: {sent}.",
        "The file is no backup of Capbac, or it breaks off: {sent}.",
    ),
    "backup_uneven": (
        "Kho trong bản sao lưu không đúng như bảng kê: {path} có {sent}, bảng kê ghi {allowed}.",
        "The store in the backup is not as its list says: {path} has {sent}, the list says "
        "{allowed}.",
    ),
    "not_in_backup": (
        "Khi sao lưu tệp này đã mất hoặc bị sửa, nên bản sao lưu không có: {sent}.",
        "This file was gone or changed when the backup was made, so it is not in it: {sent}.",
    ),
}

COMMANDS: dict[str, Text] = {
    "stage_verify_acts": ("Nhật ký", "Journal"),
    "stage_verify_rows": ("Số liệu", "Submissions"),
    "stage_verify_files": ("Tệp kèm", "Files"),
    "stage_backup": ("Sao lưu", "Backing up"),
    "stage_backup_files": ("Đóng gói", "Packing"),
    "stage_restore": ("Khôi phục", "Restoring"),
    "stage_receipts": ("Biên nhận", "Receipts"),
    "verified": (
        "Nhật ký {acts} việc, {submissions} lần nộp, {files} tệp kèm: mọi thứ khớp.",
        "{acts} acts, {submissions} revisions, {files} files: everything fits.",
    ),
    "verified_not": (
        "Nhật ký {acts} việc, {submissions} lần nộp, {files} tệp kèm: {count} chỗ không khớp.",
        "{acts} acts, {submissions} revisions, {files} files: {count} things do not fit.",
    ),
    "verified_head": (
        "Việc cuối: số {number}, mã băm {hash}",
        "Newest act: {number}, hash {hash}",
    ),
    "verified_held": (
        "Mã băm đã ghi của việc số {number} ({at}) vẫn đúng: từ việc đầu đến việc ấy không gì "
        "trong nhật ký bị viết lại.",
        "The noted hash of act {number} ({at}) still holds: nothing of the journal up to it was "
        "rewritten.",
    ),
    "verified_note": (
        "Hãy ghi lại ở nơi khác, lần sau kiểm bằng: capbac verify --head {number}:{hash}",
        "Write it down elsewhere, and check it later with: capbac verify --head {number}:{hash}",
    ),
    "verified_key": (
        "Khóa ký biên nhận: {fingerprint}",
        "Key under receipts: {fingerprint}",
    ),
    "receipt_sound": (
        "Biên nhận {reference} nguyên vẹn: {unit} ({unit_name}), biểu {form}, kỳ {period}, lần nộp "
        "{revision}, nhận {received_at}.",
        "The receipt {reference} is whole: {unit} ({unit_name}), form {form}, period {period}, "
        "revision {revision}, received {received_at}.",
    ),
    "receipt_signed_by": ("Ký bằng khóa: {fingerprint}", "Signed with the key: {fingerprint}"),
    "receipt_alone": (
        "Ở đây không có kho dữ liệu nên chỉ kiểm được chữ ký. Hãy so khóa trên với khóa mà cơ quan "
        "nhận đã công bố: nếu giống nhau thì biên nhận là thật.",
        "There is no store here, so only the signature was checked. Compare the key above with the "
        "one the receiving office has published: if they are the same, the receipt is genuine.",
    ),
    "receipt_ours": (
        "Đúng khóa của kho này, và lần nộp ấy vẫn còn nguyên trong kho.",
        "It is the key of this store, and that revision stands in it unchanged.",
    ),
    "receipt_newer": (
        "Sau đó đơn vị đã nộp lại; lần mới nhất là {newest}.",
        "The unit has sent again since; the newest revision is {newest}.",
    ),
    "receipt_content": (
        "Tệp {path} đúng là nội dung đã nhận.",
        "The file {path} is the content that was received.",
    ),
    "receipts_written": (
        "Đã ghi {count} biên nhận vào {folder}.",
        "{count} receipts were written to {folder}.",
    ),
    "backed_up": (
        "Đã sao lưu vào {path}: {rows} dòng, {files} tệp kèm, {size} byte, nhật ký đến việc số "
        "{number}.",
        "Backed up to {path}: {rows} rows, {files} files, {size} bytes, journal to act {number}.",
    ),
    "backup_secret": (
        "Bản sao lưu chứa khóa của kho: hãy cất nơi chỉ người quản trị mở được.",
        "The backup holds the key of the store: keep it where only the operator can open it.",
    ),
    "backup_prove": (
        "Chưa khôi phục thử thì chưa phải bản sao lưu: «capbac restore {path} --into THUMUC».",
        "A backup is one once it was restored: “capbac restore {path} --into FOLDER”.",
    ),
    "store_restored": (
        "Đã khôi phục vào {place}: {rows} dòng, {files} tệp kèm, bản sao lưu lúc {made_at}.",
        "Restored to {place}: {rows} rows, {files} files, from the backup made at {made_at}.",
    ),
}

PAPER: dict[str, Text] = {
    "title": ("BIÊN NHẬN SỐ LIỆU", "RECEIPT FOR FIGURES"),
    "receiver": ("Hệ thống tiếp nhận số liệu Capbac", "Taken in by Capbac"),
    "number": ("Số biên nhận", "Reference"),
    "unit": ("Đơn vị nộp", "Unit"),
    "form": ("Biểu mẫu", "Form"),
    "period": ("Kỳ báo cáo", "Period"),
    "plan": ("Kế hoạch", "Plan"),
    "revision": ("Lần nộp", "Revision"),
    "received": ("Thời điểm nhận", "Received"),
    "sender": ("Người gửi", "Sender"),
    "behalf": ("Nhập thay", "Entered for the unit by"),
    "source": ("Nguồn", "Source"),
    "sha256": ("Mã băm nội dung (SHA-256)", "Hash of the content (SHA-256)"),
    "journal": ("Việc trong nhật ký", "Act in the journal"),
    "key": ("Khóa của nơi nhận", "Key of the receiver"),
    "how": ("Dùng biên nhận này thế nào", "How to use this receipt"),
    "keep": (
        "Giữ tệp {file}: chữ ký điện tử nằm trong tệp ấy, tờ giấy này chỉ để đọc.",
        "Keep the file {file}: the electronic signature is in it, this page is for reading.",
    ),
    "check": (
        "Kiểm tra bất cứ lúc nào, không cần mạng: {command}",
        "Check it at any time, without a network: {command}",
    ),
    "compare": (
        "So «Khóa của nơi nhận» với khóa mà cơ quan nhận đã công bố; hai dãy phải giống hệt nhau.",
        "Compare the key of the receiver with the one the office has published; both must be the "
        "same.",
    ),
    "foot": (
        "Biên nhận xác nhận nội dung đã được nhận vào thời điểm nêu trên; không phải là việc duyệt "
        "số liệu.",
        "The receipt says that this content was received at that time. It is not an approval.",
    ),
}
