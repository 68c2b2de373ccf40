"""``backup FILE.tar`` and ``restore FILE.tar``."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option

from commands.clock import civil_words
from commands.context import here, now
from commands.voice import give, progress, show_faults, tell, word
from errors import Problem


def backup(
    file: Annotated[Path, Argument(help="TEP.tar / FILE.tar")],
) -> None:
    """Sao lưu cả kho trong khi đang dùng / Back everything up while it is in use."""
    from commands.verify import as_data
    from engine.backup import backup as run

    with progress() as step:
        done = run(here().work(), file, now(), step)
    number, head = done.journal
    data = {
        "file": str(done.path),
        "rows": done.rows,
        "files": done.files,
        "size": done.size,
        "journal": {"number": number, "hash": head},
        "missing": [as_data(one) for one in done.missing],
    }
    counted = {"rows": done.rows, "files": done.files, "size": done.size, "number": number}
    show_faults(done.missing)
    lines = [word("backed_up", path=done.path, **counted)]
    give(data, [*lines, word("verified_head", number=number, hash=head)])
    tell("backup_secret")
    tell("backup_prove", path=done.path)
    if done.missing:
        raise Exit(1)


def restore(
    file: Annotated[Path, Argument(help="TEP.tar / FILE.tar")],
    into: Annotated[Path | None, Option(help="THUMUC trống / an empty FOLDER")] = None,
) -> None:
    """Khôi phục vào nơi trống, rồi kiểm tra / Bring a backup back into an empty place."""
    from commands.verify import say
    from engine.restore import restore as run
    from engine.work import Work
    from engine.workspace import profile_of

    context = here()
    if into is None and not context.named:
        raise Problem("restore_where")
    folder = into or context.workspace
    own = f"sqlite:///{(folder / 'capbac.db').resolve()}"
    database = context.database if context.named else own
    work = Work(database, str(folder), context.actor, context.language)
    with progress() as step:
        done = run(file, work, whole_folder=into is not None, progress=step)
    show_faults(done.missing)
    counted = {"rows": done.rows, "files": done.files}
    tell(
        "store_restored",
        place=folder,
        made_at=civil_words(done.made_at, replace(work, profile=profile_of(work))),
        **counted,
    )
    say(done.verified, restored=str(folder), made_at=done.made_at, **counted)
