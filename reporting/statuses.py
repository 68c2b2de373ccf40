"""What a figure may be called: the words of the export's column ``status``."""

REPORTED = "reported"
EXACT = "exact"
ESTIMATED = "estimated"
NOT_COMPARABLE = "not_comparable"
SUPPRESSED = "suppressed"

STATUSES = (EXACT, ESTIMATED, NOT_COMPARABLE)
"""Of a figure on another day's map, in order of doubt: of several, the last holds."""
