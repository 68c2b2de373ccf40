"""The shorter periods that a longer one is made of."""

from reporting.period import read_period

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_SPELLED = {"month": "M{:02d}", "quarter": "Q{}", "half": "S{}"}


def sub_periods(text: str, kind: str, regime: str) -> tuple[str, ...]:
    """The periods of a shorter ``kind`` that make up a longer one, in order of time.

    A span of days is made up of those it begins and ends with to the day, in the days of the
    regime or of the calendar: ``2025-01-01/2025-09-30`` is nine months, or three quarters. None
    where the period is not longer, or not made of whole ones. Raises Problem period_invalid.
    """
    period = read_period(text)
    length = _MONTHS.get(kind)
    if length is None or period.kind == kind or _MONTHS.get(period.kind, 13) < length:
        return ()
    years = range(period.first.year, period.last.year + 2)
    every = [read_period(one) for year in years for one in _of_year(year, kind)]
    for by in dict.fromkeys((regime, "calendar")):
        first, last = period.days(by)
        within = [p for p in every if p.days(by)[0] >= first and p.days(by)[1] <= last]
        if within and (within[0].days(by)[0], within[-1].days(by)[1]) == (first, last):
            return tuple(p.text for p in within)
    return ()


def _of_year(year: int, kind: str) -> list[str]:
    if kind == "year":
        return [str(year)]
    times = 12 // _MONTHS[kind]
    return [f"{year}-{_SPELLED[kind].format(place)}" for place in range(1, times + 1)]
