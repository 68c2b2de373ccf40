"""The profiles there are, by name."""

from errors import Problem
from profiles.plain.profile import PLAIN
from profiles.profile import Profile
from profiles.vn.profile import VIETNAM

__all__ = ["NAMES", "Profile", "load"]

_PROFILES = {profile.name: profile for profile in (VIETNAM, PLAIN)}

NAMES: tuple[str, ...] = tuple(_PROFILES)
"""Every profile's name."""


def load(name: str) -> Profile:
    """The profile of this name. Raises Problem setting_invalid for any other."""
    if name not in _PROFILES:
        raise Problem("setting_invalid", name="profile", sent=name, allowed=", ".join(NAMES))
    return _PROFILES[name]
