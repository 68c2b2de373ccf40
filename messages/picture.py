"""What the tree and the picture of a plan's travels say: key -> (Vietnamese, English)."""

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Triển khai kế hoạch {number}", "How the plan {number} travels"),
    "as_of": ("Tính đến {at}", "As of {at}"),
    "issuer": ("đơn vị ban hành", "issuer"),
    # how a unit stands
    "adopted": ("đã ban hành kế hoạch riêng", "issued its own"),
    "under_way": ("đang thực hiện", "under way"),
    "closed": ("đã kết thúc", "closed"),
    "returned": ("đã trả lại", "returned"),
    "refused": ("đã từ chối", "refused"),
    "silent": ("đã nhận, chưa ban hành", "received, nothing issued"),
    "unreached": ("chưa nhận", "not reached"),
    # counts
    "coverage": (
        "{adopted}/{received} đơn vị trực thuộc đã ban hành kế hoạch riêng",
        "{adopted}/{received} units directly below have issued their own plan",
    ),
    "coverage_none": (
        "Chưa có đơn vị trực thuộc nào nhận kế hoạch",
        "No unit directly below has received the plan",
    ),
    "level_tally": (
        "{level}: đã nhận {received}, đã ban hành {adopted}, im lặng {silent}",
        "{level}: {received} received, {adopted} issued their own, {silent} silent",
    ),
    "share": (
        "{adopted}/{received} đã ban hành ({percent} %)",
        "{adopted}/{received} issued ({percent} %)",
    ),
    "more": ("+{count}", "+{count}"),
    "legend": ("Chú giải", "Legend"),
    "legend_bar": (
        "Thanh ngang: các đơn vị của cả cây con theo trạng thái; ô nhỏ: từng đơn vị ngay bên dưới",
        "Bar: all units of the subtree by state; small squares: each unit just below",
    ),
    "received_on": ("nhận {at}", "received {at}"),
    "own_plan": ("kế hoạch {number}", "plan {number}"),
}
