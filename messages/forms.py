"""The sentences of faults in forms and plans: code -> (vi, en); the fields are a fault's."""

TEXTS: dict[str, tuple[str, str]] = {
    # the document of a form
    "schema_invalid": (
        "Biểu mẫu không phải JSON Schema 2020-12 đúng: {sent} trái với {allowed}.",
        "The form is no valid JSON Schema 2020-12: {sent} goes against {allowed}.",
    ),
    "number_out_of_range": (
        "Số {sent} quá lớn, quá nhỏ hoặc không xác định.",
        "The number {sent} is too large, too fine or not a number.",
    ),
    "dialect_unknown": (
        "«$schema» ghi {sent}. Chỉ dùng được: {allowed}; cũng có thể bỏ trống.",
        "“$schema” says {sent}. Only these are known: {allowed}; it may also be left out.",
    ),
    "id_invalid": (
        "Tên biểu mẫu («$id») thiếu hoặc không dùng được: {sent}. Hãy đặt một từ gồm chữ không "
        "dấu, số, «-», «_», «.», hoặc một URI.",
        "The form's name (“$id”) is missing or unusable: {sent}. Use one word of plain letters, "
        "digits, “-”, “_” and “.”, or a URI.",
    ),
    "title_missing": (
        "Biểu mẫu chưa có tiêu đề («title»).",
        "The form has no “title”.",
    ),
    "period_missing": (
        "Biểu mẫu chưa ghi kỳ báo cáo («x-period»). Chọn một trong: {allowed}.",
        "The form does not say its “x-period”. Choose one of: {allowed}.",
    ),
    "no_measures": (
        "Biểu mẫu không có chỉ tiêu nào trong «properties».",
        "The form has no measure under “properties”.",
    ),
    "form_too_large": (
        "Mở hết các tham chiếu, biểu mẫu vượt quá {allowed} phần. Hãy chia thành nhiều biểu mẫu.",
        "With its references followed the form has more than {allowed} parts. Split it.",
    ),
    "annotation_unknown": (
        "Không có chú giải {sent}. Các chú giải dùng được: {allowed}.",
        "There is no annotation {sent}. Those there are: {allowed}.",
    ),
    "annotation_invalid": (
        "{where} ghi {sent}. Được ghi: {allowed}.",
        "{where} says {sent}. It may say: {allowed}.",
    ),
    "annotation_misplaced": (
        "Chú giải {sent} không có tác dụng ở chỗ này. Hãy bỏ đi hoặc chuyển về đúng chỗ.",
        "The annotation {sent} means nothing here. Remove it, or move it where it belongs.",
    ),
    "keyword_unsupported": (
        "Biểu mẫu không dùng được {sent}. Hãy viết bằng properties, $ref, allOf, if/then.",
        "A form cannot use {sent}. Say it with properties, $ref, allOf, if/then.",
    ),
    "remote_reference": (
        "$ref trỏ ra ngoài: {sent}. Biểu mẫu phải tự đủ: chép phần đó vào «$defs».",
        "A $ref leads outside: {sent}. A form stands alone: copy that part into “$defs”.",
    ),
    "reference_unknown": (
        "$ref trỏ đến {sent}, trong biểu mẫu không có phần đó.",
        "A $ref names {sent}, which is not in the form.",
    ),
    "reference_loop": (
        "$ref {sent} dẫn trở lại chính nó.",
        "The $ref {sent} leads back to itself.",
    ),
    "beside_reference": (
        "{sent} đứng cạnh $ref của một mục. Hãy chuyển vào phần được trỏ tới.",
        "{sent} stands beside the $ref of a section. Move it into what the $ref names.",
    ),
    "name_invalid": (
        "Tên {sent} không dùng được: chỉ gồm chữ thường a-z, số và «_», bắt đầu bằng chữ.",
        "The name {sent} cannot be used: small letters a-z, digits and “_”, a letter first.",
    ),
    "pattern_invalid": (
        "Mẫu {sent} không đọc được, hoặc dùng tham chiếu ngược, nhìn trước, nhìn sau.",
        "The pattern {sent} cannot be read, or looks around or refers back.",
    ),
    "pattern_dangerous": (
        "Mẫu {sent} lặp lồng nhau hoặc quá dài, có thể làm treo máy. Hãy viết đơn giản hơn.",
        "The pattern {sent} repeats a repeat or is too long and could hang a machine. Simplify it.",
    ),
    "format_unknown": (
        "Không có dạng {sent}. Các dạng kiểm tra được: {allowed}.",
        "There is no format {sent}. Those that are checked: {allowed}.",
    ),
    # the measures of a form
    "kind_unknown": (
        "Không rõ loại số liệu ({sent}). Chỉ tiêu phải là integer, number, boolean, string, "
        "enum, hoặc danh sách string.",
        "What is asked here is unclear ({sent}). A measure is an integer, number, boolean, "
        "string, enum, or a list of strings.",
    ),
    "rollup_missing": (
        "Chưa ghi cách tổng hợp («x-rollup»).",
        "It does not say how it rolls up (“x-rollup”).",
    ),
    "rollup_unfit": (
        "Cách tổng hợp {sent} không hợp với loại {where}. Dùng được: {allowed}.",
        "The roll-up {sent} does not suit a measure of the kind {where}. These do: {allowed}.",
    ),
    "rollup_beside_computed": (
        "Chỉ tiêu tính theo công thức không thể tổng hợp bằng {sent}. Dùng được: {allowed}; muốn "
        "tính ở từng đơn vị rồi cộng thì ghi x-computed-at: unit.",
        "A computed measure cannot roll up by {sent}. These can stand: {allowed}; to compute at "
        "each unit and then add up, say x-computed-at: unit.",
    ),
    "over_time_unfit": (
        "Cách gộp theo thời gian {sent} không hợp với loại {where}. Dùng được: {allowed}.",
        "{sent} over time does not suit a measure of the kind {where}. These do: {allowed}.",
    ),
    "decimals_unfit": (
        "Loại {where} không có chữ số thập phân, x-decimals không thể là {sent}.",
        "A measure of the kind {where} has no decimals; x-decimals cannot be {sent}.",
    ),
    "expression_invalid": (
        "Công thức sai từ ký tự thứ {where}: {sent}. Dùng + - * / ( ), đường dẫn chỉ tiêu và số.",
        "The expression goes wrong at character {where}: {sent}. Use + - * / ( ), paths of "
        "measures and numbers.",
    ),
    "expression_constant": (
        "Công thức không nêu chỉ tiêu nào: {sent}. Hãy tính từ ít nhất một chỉ tiêu của biểu mẫu.",
        "The expression names no measure: {sent}. Compute from at least one measure of the form.",
    ),
    "path_unknown": (
        "Không có chỉ tiêu {sent}. Gần giống: {allowed}.",
        "There is no measure {sent}. Similar: {allowed}.",
    ),
    "part_unfit": (
        "Chỉ tiêu {sent} không dùng được ở đây: cần một con số cộng được của đơn vị, không phải "
        "tỷ lệ, bình quân, chữ hay có/không.",
        "The measure {sent} cannot stand here: what is needed is a figure that adds up, not a "
        "rate, a mean, a text or a yes/no.",
    ),
    "condition_unfit": (
        "Điều kiện {sent} không hợp với chỉ tiêu được so sánh.",
        "The condition {sent} does not suit the measure it looks at.",
    ),
    "derived_loop": (
        "Các chỉ tiêu tính lẫn nhau thành vòng: {sent}.",
        "These measures are computed from each other in a circle: {sent}.",
    ),
    "read_only_entered": (
        "Chỉ tiêu ghi readOnly nhưng không có cách tính. Hãy thêm x-computed hoặc tỷ lệ, hoặc bỏ "
        "readOnly.",
        "The measure is readOnly but nothing computes it. Add x-computed or a ratio, or remove "
        "readOnly.",
    ),
    "option_unknown": (
        "x-options đặt tên cho lựa chọn {sent}, không có trong: {allowed}.",
        "x-options names the option {sent}, which is not among: {allowed}.",
    ),
    # plans
    "due_period_unknown": (
        "Có hạn nộp cho kỳ {sent}, nhưng kế hoạch chỉ thu các kỳ: {allowed}.",
        "There is a due date for the period {sent}, but the plan collects only: {allowed}.",
    ),
}
