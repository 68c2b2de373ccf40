"""Days and hours: the country's zone, and whether this machine knows it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.checkup.finding import Finding, bad, good

ZONE = "Asia/Ho_Chi_Minh"
"""In which the schedules of the deployments are written."""


def zone(offset: str, now: datetime, name: str = ZONE) -> Finding:
    """The zone that decides days, ``+07:00``, beside the machine's own, which decides none."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return bad("zone_unknown", zone=name)
    here = now.astimezone().utcoffset() or timedelta(0)
    said = _spelled(here)
    if said != offset:
        return good("zone_other", zone=offset, here=said)
    return good("zone_sound", zone=offset)


def _spelled(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
