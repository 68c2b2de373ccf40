"""What a picture of a plan's travels says: key -> (Vietnamese, English)."""

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Triển khai kế hoạch", "How the plan travels"),
}
