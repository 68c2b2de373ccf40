"""``copy-to ADDRESS``: the whole store into an empty database of the other kind."""

from typing import Annotated

from typer import Argument

from commands.context import database_of, here, now
from commands.voice import progress, tell


def copy_to(
    address: Annotated[
        str, Argument(help="postgresql+psycopg://… | sqlite:///…, trống / empty", metavar="ADDRESS")
    ],
) -> None:
    """Chép cả kho sang cơ sở dữ liệu trống khác / Copy the store into another, empty database."""
    from commands.verify import say
    from engine.copy_to import copy_to as run

    work = here().work()
    with progress() as step:
        done = run(work, database_of(address, "ADDRESS"), now(), step)
    counted = {"address": done.address, "rows": done.rows, "tables": done.tables}
    tell("copied", **counted)
    if not done.key:
        tell("copied_no_key", workspace=work.workspace)
    tell("copied_files", files=done.files, workspace=work.workspace)
    tell("copied_next", address=done.address)
    say(done.verified, **counted, files_kept=done.files)
