"""Where workbooks are put: a folder, or an address that fsspec knows (``s3://…``, ``memory://…``).

A file appears whole or not at all. Where a file system can move, it is written under a hidden name
and moved over what stood there; an object store shows what it is given once it has all of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import uuid4

from engine.folders import made, unfit
from engine.orders import Written
from errors import Problem
from reporting.book import Book
from reporting.whole_file import swept
from reporting.workbook import write_book
from reporting.workbook.makings import makings
from reporting.workbook.seal import same
from reporting.workbook.writing import pressed

Out = Path | str
"""A folder, or the address of one."""
HERE = ("file", "local")


class Place(Protocol):
    """Where workbooks go."""

    def path(self, name: str) -> str:
        """How people find a file of this name."""

    def write(self, book: Book, name: str, *, anew: bool) -> bool:
        """Write a workbook unless one that says the same stands there; whether it was written."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine."""

    folder: Path

    def path(self, name: str) -> str:
        """The file's path."""
        return str(self.folder / name)

    def write(self, book: Book, name: str, *, anew: bool) -> bool:
        """As ``Place`` has it. Raises Problem disk_full, or folder_unfit: no right, not there."""
        try:
            return write_book(book, self.folder / name, anew=anew)
        except OSError as error:
            raise unfit(self.folder, error) from error


@dataclass(frozen=True, slots=True)
class Remote:
    """A folder of a file system that fsspec opened, by its address."""

    address: str
    system: Any
    root: str

    def path(self, name: str) -> str:
        """The file's address."""
        return f"{self.address.rstrip('/')}/{name}"

    def write(self, book: Book, name: str, *, anew: bool) -> bool:
        """As ``Place`` has it. Raises Problem address_unfit."""
        made_of = makings(book)
        if not anew and same(self.read(name), made_of):
            return False
        self.put(name, pressed(book, made_of))
        return True

    def read(self, name: str) -> bytes:
        """The bytes of a file, none where there is no such file. Raises Problem address_unfit."""
        with in_words(self.address):
            try:
                return bytes(self.system.cat_file(f"{self.root}/{name}"))
            except FileNotFoundError:
                return b""

    def put(self, name: str, data: bytes) -> None:
        """Keep a file, whole or not at all. Raises Problem address_unfit."""
        target, half = f"{self.root}/{name}", f"{self.root}/.{name}.{uuid4().hex}"
        with in_words(self.address):
            if not _moves(self.system):
                self.system.pipe_file(target, data)
                return
            try:
                self.system.pipe_file(half, data)
                self.system.mv(half, target)
            except BaseException:
                with suppress(Exception):  # what went wrong first is what counts
                    self.system.rm_file(half)
                raise


def is_address(out: Out) -> bool:
    """Whether it is an address and not a path."""
    return "://" in str(out)


def of(out: Out) -> Place:
    """Where a folder or an address is.

    Raises Problem address_unknown, address_secret, address_unfit or package_missing.
    """
    if not is_address(out):
        return Folder(Path(out))
    protocol, _, rest = str(out).partition("://")
    return Folder(Path(rest)) if protocol in HERE else _remote(str(out), protocol)


def prepared(out: Out) -> None:
    """See that workbooks may be put there; a folder is made. Raises Problem as ``of`` does.

    What a run that was killed has left half written in a folder is taken away.
    """
    place = of(out)
    if isinstance(place, Folder):
        swept(made(place.folder))
    elif isinstance(place, Remote) and _moves(place.system):
        # An object store has no folders, and would make a bucket of the name.
        with in_words(place.address):
            place.system.makedirs(place.root, exist_ok=True)


def absolute(out: Out) -> str:
    """The same for a process that works in another folder."""
    return str(out) if is_address(out) else str(Path(out).absolute())


@contextmanager
def through(out: Out) -> Iterator[Path]:
    """A folder whose files stand at ``out`` once all went well; a folder is that folder itself."""
    place = of(out)
    if isinstance(place, Folder):
        yield made(place.folder)
        return
    with TemporaryDirectory(prefix="capbac-out-") as folder:
        yield Path(folder)
        assert isinstance(place, Remote)  # there are two kinds
        for path in sorted(Path(folder).iterdir()):
            place.put(path.name, path.read_bytes())


def told(done: Written, out: Out) -> Written:
    """What was written through another folder, by the names it has at ``out``."""
    place = of(out)
    return replace(done, paths=tuple(place.path(Path(path).name) for path in done.paths))


def _moves(system: Any) -> bool:  # noqa: ANN401  fsspec has no types
    from fsspec import AbstractFileSystem  # noqa: PLC0415  a fifth of a second, that few need

    # Its own is a copy and a removal, which is no move.
    return type(system).mv is not AbstractFileSystem.mv


def _remote(address: str, protocol: str) -> Remote:
    import fsspec  # noqa: PLC0415  as above

    split = urlsplit(address)
    if split.password is not None or split.query:
        # A flow's parameters are written down, and so is what a command says.
        raise Problem("address_secret", host=split.hostname or protocol)
    if "::" in address or protocol not in {*fsspec.registry, *fsspec.available_protocols()}:
        raise Problem("address_unknown", protocol=protocol)
    try:
        system, root = fsspec.url_to_fs(address)
    except ImportError as error:
        missing = getattr(error.__cause__, "name", None) or getattr(error, "name", None) or protocol
        raise Problem("package_missing", package=missing, install=missing) from error
    except Exception as error:
        raise _unfit(address, error) from error
    return Remote(address, system, root.rstrip("/"))


@contextmanager
def in_words(address: str) -> Iterator[None]:
    """What fails at an address is told as Problem address_unfit."""
    # Each library behind fsspec has exceptions of its own; what they say is the operator's to mend.
    try:
        yield
    except Problem:
        raise
    except Exception as error:
        raise _unfit(address, error) from error


def _unfit(address: str, error: Exception) -> Problem:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Problem("address_unfit", address=address, reason=reason)
