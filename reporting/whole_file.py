"""A file that appears whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast


def keep_whole(data: bytes, target: Path) -> None:
    """Write bytes beside the target and move them there in one step, over what stood there."""
    with appearing(target) as file:
        file.write(data)


@contextmanager
def appearing(target: Path) -> Iterator[BinaryIO]:
    """A file to write bit by bit; it takes the target's place once all went well."""
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            yield cast("BinaryIO", file)
            file.close()
            temporary.chmod(0o644)
            os.replace(temporary, target)  # noqa: PTH105 - one system call, whole or not at all
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
