"""The profile of no country."""

from collections.abc import Sequence
from datetime import date

from hierarchy.unit import Unit
from profiles.profile import Profile
from reporting.book import Letterhead

_SIGNATURES = {"vi": ("Người lập biểu", "Thủ trưởng đơn vị"), "en": ("Prepared by", "Head of unit")}


def blank(
    _unit: Unit, _ancestors: Sequence[Unit], _day: date | None, language: str, _place: str
) -> Letterhead:
    """Paper with nothing at its head and two places to sign."""
    return Letterhead(signatures=_SIGNATURES.get(language, _SIGNATURES["en"]))


PLAIN = Profile("plain", "en", "+00:00", "profiles.plain", blank)
