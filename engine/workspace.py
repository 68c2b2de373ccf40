"""A workspace: made once, its profile remembered."""

from pathlib import Path

from engine.folders import made
from engine.work import Work
from profiles.registry import load
from store import settings_rows
from store.migrating import create_or_upgrade

PROFILE = "profile"


def make(work: Work, profile: str | None) -> str:
    """Create or upgrade the store, and remember the profile; may be repeated.

    Without ``profile`` the remembered one stands, ``plain`` at first. Raises Problem
    setting_invalid, folder_unfit or schema_unknown.
    """
    if profile is not None:
        load(profile)
    made(Path(work.workspace))
    store = create_or_upgrade(work.database)
    with store.writing() as connection:
        chosen = profile or settings_rows.read(connection, PROFILE) or work.profile
        settings_rows.write(connection, PROFILE, chosen)
    store.close()
    return chosen


def profile_of(work: Work) -> str:
    """The profile a workspace remembers."""
    with work.store().reading() as connection:
        return settings_rows.read(connection, PROFILE) or work.profile


def remember_profile(work: Work, profile: str) -> None:
    """Let this profile stand from now on."""
    load(profile)
    with work.store().writing() as connection:
        settings_rows.write(connection, PROFILE, profile)
