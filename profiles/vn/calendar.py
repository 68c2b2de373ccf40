"""Vietnam's days off: weekends, the Labour Code's holidays and Tết, as the library knows them."""

from functools import lru_cache

from reporting.calendar import CountryYear

_LANGUAGES = {"vi": "vi", "en": "en_US"}


@lru_cache(maxsize=64)
def holidays_of(year: int, language: str = "vi") -> CountryYear:
    """Holidays of a year by name, with days off in lieu, and Saturdays worked for swapped days.

    Source: ``holidays`` (Bộ luật Lao động, Điều 112, and the yearly decisions it has recorded).
    Outside the years it knows (1901 to 2100) only weekends are off. It does not know every swap
    of days: those are kept by hand, with the decision's number.
    """
    import holidays  # noqa: PLC0415  a tenth of a second that only a count of working days needs

    # The year after may swap one of its days for a Saturday of this one.
    years = (year, year + 1)
    found = holidays.country_holidays("VN", years=years, language=_LANGUAGES.get(language, "vi"))
    return CountryYear(
        off={day: name for day, name in found.items() if day.year == year},
        work=frozenset(day for day in found.weekend_workdays if day.year == year),
    )
