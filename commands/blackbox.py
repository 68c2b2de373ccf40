"""What went wrong that nobody foresaw: kept in a file, never thrown at a clerk."""

import tempfile
import traceback
from pathlib import Path

from commands.context import here


def record(error: BaseException) -> str:
    """Append the trace to ``capbac-errors.log`` in the workspace; the path it stands at."""
    text = "".join(traceback.format_exception(error))
    for folder in (here().workspace, Path(tempfile.gettempdir())):
        path = folder / "capbac-errors.log"
        try:
            with path.open("a", encoding="utf-8") as log:
                log.write(text + "\n")
        except OSError:
            continue
        return str(path)
    return "-"
