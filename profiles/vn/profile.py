"""The profile of Vietnam."""

from profiles.profile import Profile
from profiles.vn.letterhead import official

VIETNAM = Profile(
    name="vn",
    language="vi",
    offset="+07:00",
    package="profiles.vn",
    paper=official,
    agrees={"politics.key_woman": "politics.key_leaders_women"},
)
