"""A file that appears whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def keep_whole(data: bytes, target: Path) -> None:
    """Write bytes beside the target and move them there in one step, over what stood there."""
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
            file.close()
            temporary.chmod(0o644)
            os.replace(temporary, target)  # noqa: PTH105 - one system call, whole or not at all
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
