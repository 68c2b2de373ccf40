"""The sentences of faults in targets and their splits: code -> (vi, en); fields are a fault's."""

TEXTS: dict[str, tuple[str, str]] = {
    "target_not_split": (
        "Không chia được chỉ tiêu {sent}: đây là tỷ lệ, bình quân hoặc số không cộng dồn được. "
        "Các đơn vị bên dưới nhận nguyên mức của cấp trên; hãy bỏ «split» hoặc ghi «inherit».",
        "The target on {sent} cannot be split: it is a rate, a mean or a figure that does not add "
        "up. Units below take it as it is; leave “split” out, or say “inherit”.",
    ),
    "allocation_nobody": (
        "Không có đơn vị nào để chia. Hãy xem lại «among», hoặc các đơn vị trực thuộc.",
        "There is no unit to give to. Look at “among”, or at the units directly below.",
    ),
    "allocation_bases_zero": (
        "Căn cứ chia của mọi đơn vị đều bằng 0. Hãy chia đều, hoặc ghi mức của từng đơn vị.",
        "What to split by is 0 for every unit. Split equally, or give each unit its value.",
    ),
    "allocation_basis_missing": (
        "Đơn vị {path} không có căn cứ để chia (quyền số hoặc số năm trước). Hãy bổ sung, chia "
        "đều, hoặc ghi mức của từng đơn vị.",
        "The unit {path} has nothing to split by (a weight, or last year's figure). Add it, split "
        "equally, or give each unit its value.",
    ),
    "allocation_basis_negative": (
        "Đơn vị {path} có số dùng để chia trái dấu: {sent}. Hãy sửa lại.",
        "The unit {path} has a figure of the wrong sign to split by: {sent}. Mend it.",
    ),
    "allocation_too_fine": (
        "Số {sent} lẻ hơn {allowed} chữ số thập phân mà các phần được phép có. Hãy ghi «decimals» "
        "lớn hơn, hoặc làm tròn số đó.",
        "{sent} is finer than the {allowed} decimals a share may have. State more “decimals”, or "
        "round it.",
    ),
    "allocation_not_among": (
        "Đơn vị {path} được ghi mức nhưng không thuộc các đơn vị được chia.",
        "The unit {path} is given a value but is not among those that get a share.",
    ),
    "allocation_sum": (
        "Các mức đã ghi cộng lại là {sent}, chỉ tiêu là {allowed}: lệch {where}.",
        "The values given add up to {sent} and the target is {allowed}: off by {where}.",
    ),
}
