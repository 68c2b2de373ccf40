"""Watching: said and sent in one go, by a schedule, by the portal or by hand; without Prefect."""

from collections.abc import Sequence
from pathlib import Path

import messages
import settings
from engine import watch as verb
from engine.filing import Out, is_address
from engine.outgoing import Drained
from engine.watch import Watched, Watching
from engine.work import Work
from flows import addresses, record, sending
from flows.addresses import Addresses
from flows.sending import Clock


def watch(
    work: Work, clock: Clock, inboxes: Sequence[Out], found: Addresses | None = None
) -> tuple[Watched, Drained]:
    """Say once what stands still and what is over, then send all whose time has come.

    ``found`` are the addresses, by default those the settings name. Raises Problem where their
    file is no such file.
    """
    if found is None:
        found = addresses.read(settings.read().remind_urls)
    words = messages.words(work.language, "watching")
    done = verb.watch(work, clock(), words, Watching(inboxes, record.gone))
    return done, sending.drain(work, found, clock)


def look(work: Work, clock: Clock, inboxes: Sequence[Out]) -> Watched:
    """The same without saying anything."""
    words = messages.words(work.language, "watching")
    return verb.watch(work, clock(), words, Watching(inboxes, record.gone), trial=True)


def inbox_of(work: Work, said: str = "inbox") -> Out:
    """An inbox as it is found from any folder; a plain name is a folder of the workspace."""
    return said if is_address(said) else Path(work.workspace).absolute() / said
