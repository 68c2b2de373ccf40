"""What is said of score sheets, points and ranks: key -> (Vietnamese, English)."""

Text = tuple[str, str]

WORKBOOK: dict[str, Text] = {
    "sheet_ranking": ("Xếp loại", "Ranks"),
    "title_ranking": ("KẾT QUẢ CHẤM ĐIỂM, XẾP LOẠI THI ĐUA", "EMULATION: POINTS AND RANKS"),
    "ranking_issued": (
        "Bảng điểm kèm theo kế hoạch «{plan}», do {issuer} ban hành. Capbac chỉ tính điểm theo "
        "bảng điểm này; việc công nhận kết quả do cơ quan có thẩm quyền quyết định.",
        "The score sheet belongs to the plan “{plan}”, issued by {issuer}. Capbac only computes "
        "it; whether the result is recognised is for the competent body to decide.",
    ),
    "ranking_entered": (
        "Điểm thưởng, điểm trừ: theo các lần ghi đến {at}.",
        "Bonus and minus points: as entered up to {at}.",
    ),
    "ranking_reading": (
        "Tổng điểm = điểm các tiêu chí + điểm thưởng − điểm trừ. Bằng điểm thì đồng hạng. Xếp hạng "
        "và xếp loại theo điểm chưa làm tròn. Chưa có số liệu thì không được điểm.",
        "Total = criteria + bonus − minus. Equal totals share a rank. Ranks and grades follow the "
        "points before rounding. No figure, no points.",
    ),
    "ranking_grades": ("Mức xếp loại: {listed}.", "Grades: {listed}."),
    "ranking_grade": ("{title}: từ {least} điểm", "{title}: {least} points and more"),
    "ranking_ungraded": ("không xếp loại", "not graded"),
    "ranking_no_unit": ("Không có đơn vị nào tham gia.", "No unit takes part."),
    "ranking_alone": ("Ngoài các cụm", "Outside the clusters"),
    "ranking_criteria": ("Tiêu chí và cách chấm", "The criteria, and how they are judged"),
    "col_rank": ("Hạng", "Rank"),
    "col_rank_cluster": ("Hạng trong cụm", "Rank in cluster"),
    "col_rank_overall": ("Hạng chung", "Rank overall"),
    "col_bonus": ("Điểm thưởng", "Bonus"),
    "col_minus": ("Điểm trừ", "Minus"),
    "col_total": ("Tổng điểm", "Total"),
    "col_grade": ("Xếp loại", "Grade"),
    "col_notes": ("Ghi chú", "Notes"),
    "col_criterion": ("Tiêu chí", "Criterion"),
    "col_most": ("Điểm tối đa", "Most points"),
    "col_judged": ("Cách chấm", "How it is judged"),
    "row_most": ("Điểm tối đa", "Most points"),
    "gap_no_figure": ("chưa có số liệu", "no figure yet"),
    "gap_no_case": ("không phát sinh", "none occurred"),
    "gap_not_asked": ("không chấm: không phải nộp", "not judged: owes nothing"),
    "judged_compare": (
        "đủ điểm khi {measure} {wanted}; không đạt thì 0 điểm",
        "all points where {measure} {wanted}; otherwise none",
    ),
    "judged_linear": (
        "theo {measure}: 0 điểm ở mức {none}, đủ điểm ở mức {full}, ở giữa tính theo tỷ lệ",
        "by {measure}: none at {none}, all at {full}, in proportion between",
    ),
    "judged_adopted": (
        "đủ điểm khi đơn vị đã ban hành kế hoạch của mình",
        "all points where the unit issued its own plan",
    ),
    "judged_adopted_on_time": (
        "đủ điểm khi đơn vị ban hành kế hoạch của mình đúng hạn",
        "all points where the unit issued its own plan in time",
    ),
    "judged_reported": (
        "đủ điểm khi đơn vị nộp đủ các báo cáo của kế hoạch này",
        "all points where the unit sent every report of this plan",
    ),
    "judged_reported_on_time": (
        "đủ điểm khi đơn vị nộp đủ và đúng hạn các báo cáo của kế hoạch này",
        "all points where the unit sent every report of this plan in time",
    ),
    "judged_bonus": (
        "điểm thưởng: cán bộ chấm, ghi rõ lý do",
        "bonus: given by an officer, with the reason",
    ),
    "judged_minus": (
        "điểm trừ: cán bộ chấm, ghi rõ lý do",
        "minus: taken by an officer, with the reason",
    ),
}

COMMANDS: dict[str, Text] = {
    "score_kept": (
        "{unit}: {criterion} = {points} điểm (tối đa {most}).",
        "{unit}: {criterion} = {points} points (of {most}).",
    ),
    "score_same": (
        "{unit}: {criterion} đã là {points} điểm với lý do này, không đổi.",
        "{unit}: {criterion} is {points} points for this reason already, unchanged.",
    ),
    "ranks_issued": (
        "Bảng điểm của kế hoạch «{plan}», do {issuer} ban hành; Capbac chỉ tính điểm.",
        "Score sheet of the plan “{plan}”, issued by {issuer}; Capbac only computes it.",
    ),
    "ranks_alone": ("Ngoài các cụm", "Outside the clusters"),
    "ranks_columns": (
        "Hạng|Hạng chung|Mã|Đơn vị|Tiêu chí|Thưởng|Trừ|Tổng|Xếp loại|Thiếu số liệu|Không chấm",
        "Rank|Overall|Code|Unit|Criteria|Bonus|Minus|Total|Grade|No figure|Not judged",
    ),
    "ranks_no_rollup": (
        "Chưa tổng hợp số liệu của {measures}: các tiêu chí này chưa có điểm. Hãy chạy "
        "«capbac rollup» rồi xem lại.",
        "Nothing is rolled up yet for {measures}: these criteria give no points so far. Run "
        "“capbac rollup” and look again.",
    ),
}

PROBLEMS: dict[str, Text] = {
    "score_sheet_missing": (
        "Kế hoạch {plan} không có bảng điểm, nên không chấm điểm và không xếp hạng được.",
        "The plan {plan} carries no score sheet, so there is nothing to score or rank.",
    ),
    "criterion_unknown": (
        "Bảng điểm không có tiêu chí {sent}. Điểm thưởng, điểm trừ ghi được: {known}.",
        "The score sheet has no criterion {sent}. Bonus and minus criteria: {known}.",
    ),
    "criterion_computed": (
        "Tiêu chí {sent} do Capbac tính từ số liệu, không ghi điểm bằng tay. Ghi được: {known}.",
        "The criterion {sent} is computed from the figures and takes no entry by hand. Those that "
        "do: {known}.",
    ),
    "unit_not_scored": (
        "Đơn vị {unit} không tham gia bảng điểm của kế hoạch {plan}.",
        "The unit {unit} takes no part in the score sheet of the plan {plan}.",
    ),
    "points_invalid": (
        "{sent} không phải là số điểm. Hãy ghi một số từ 0 đến {most}, ví dụ 2 hoặc 1.5; ghi 0 để "
        "rút lại điểm đã ghi.",
        "{sent} is no number of points. Write one from 0 to {most}, such as 2 or 1.5; 0 takes back "
        "what was given.",
    ),
    "points_over": (
        "{sent} điểm vượt mức tối đa {most} của tiêu chí {criterion}.",
        "{sent} points are more than the {most} that the criterion {criterion} allows.",
    ),
    "score_reason_needed": (
        "Hãy ghi lý do cho điểm, bằng --reason.",
        "Give the reason for the points, with --reason.",
    ),
    "cluster_unknown": (
        "Bảng điểm không có cụm {sent}. Có: {known}.",
        "The score sheet has no cluster {sent}. There are: {known}.",
    ),
}

FAULTS: dict[str, Text] = {
    "criterion_twice": (
        "Mã tiêu chí {sent} dùng hai lần. Mỗi tiêu chí cần một mã riêng.",
        "The criterion code {sent} is used twice. Each needs its own.",
    ),
    "cluster_twice": (
        "Tên cụm {sent} dùng hai lần. Mỗi cụm cần một tên riêng.",
        "The cluster title {sent} is used twice. Each needs its own.",
    ),
    "criterion_unjudged": (
        "Tiêu chí {sent} không nói chấm theo gì. Hãy ghi measure cùng op và value, hoặc measure "
        "cùng none_at và full_at, hoặc cascade.",
        "The criterion {sent} does not say what it is judged by. Give measure with op and value, "
        "measure with none_at and full_at, or cascade.",
    ),
    "criterion_judged_twice": (
        "Tiêu chí {sent} ghi nhiều cách chấm: {allowed}. Hãy giữ một.",
        "The criterion {sent} is judged in several ways: {allowed}. Keep one.",
    ),
    "criterion_by_hand": (
        "Điểm thưởng và điểm trừ do cán bộ chấm: hãy bỏ {allowed} ở tiêu chí {sent}.",
        "Bonus and minus points are given by an officer: remove {allowed} from criterion {sent}.",
    ),
    "criterion_flat": (
        "Mức không điểm và mức đủ điểm bằng nhau ({sent}). Hãy ghi hai mức khác nhau.",
        "No points and all points stand at the same figure ({sent}). Give two different ones.",
    ),
    "criterion_of_words": (
        "Chỉ tiêu {sent} là phần viết bằng lời, không chấm điểm tự động được.",
        "The measure {sent} is answered in words and cannot be judged by Capbac.",
    ),
    "criterion_kind_unfit": (
        "Không chấm được theo {sent}: chỉ tiêu này là loại {allowed}. Chỉ tiêu có/không so với "
        "true hoặc false, chỉ tiêu lựa chọn so với một lựa chọn, các chỉ tiêu khác so với số.",
        "It cannot be judged by {sent}: the measure is of the kind {allowed}. Hold a yes/no "
        "against true or false, a choice against an option, any other against a number.",
    ),
    "criterion_value_unfit": (
        "Không so được {sent} bằng phép này. Với chữ và có/không chỉ dùng: {allowed}.",
        "{sent} cannot be compared so. For words and yes/no there are: {allowed}.",
    ),
    "issue_by_missing": (
        "Tiêu chí {sent} cần hạn ban hành kế hoạch của các cấp: hãy ghi issue_by trong kế hoạch.",
        "The criterion {sent} needs the day by which units issue their own plans: give issue_by in "
        "the plan.",
    ),
}
