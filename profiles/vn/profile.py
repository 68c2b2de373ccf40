"""The profile of Vietnam."""

from profiles.profile import Profile
from profiles.vn.calendar import holidays_of
from profiles.vn.letter import plan_letter
from profiles.vn.letterhead import official
from profiles.vn.papers import PAPERS

VIETNAM = Profile(
    name="vn",
    language="vi",
    offset="+07:00",
    package="profiles.vn",
    paper=official,
    agrees={"politics.key_woman": "politics.key_leaders_women"},
    papers=PAPERS,
    holidays=holidays_of,
    letters=plan_letter,
)
