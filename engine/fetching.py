"""Files that units put at an address (``s3://…``), brought here for as long as they are read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from engine import filing
from engine.collect import Part
from engine.filing import Out, Remote
from errors import Problem

Called = Callable[[Part], Part]
"""Gives a batch whose files are called by their addresses."""


@contextmanager
def at_hand(paths: Sequence[Out]) -> Iterator[tuple[list[Path], Called]]:
    """Paths to read instead of addresses, and how what lies there is called for people.

    Raises Problem file_missing where an address has nothing, or as ``filing.of`` does.
    """
    if not any(filing.is_address(one) for one in paths):
        yield [Path(one) for one in paths], lambda part: part
        return
    with TemporaryDirectory(prefix="capbac-inbox-") as home:
        found: list[Path] = []
        named: dict[str, str] = {}
        for number, one in enumerate(paths):
            place = filing.of(one)
            if isinstance(place, Remote):
                folder = Path(home) / str(number)
                found.append(_fetched(place, folder))
                named[str(folder)] = place.address.rstrip("/")
            else:
                found.append(Path(place.path("")))
        yield found, lambda part: _called(part, named)


def holds_files(address: str) -> bool:
    """Whether anything lies at an address. Raises Problem as ``filing.of`` does."""
    place = filing.of(address)
    if not isinstance(place, Remote):
        return Path(place.path("")).exists()
    with filing.in_words(place.address):
        return place.system.isfile(place.root) or bool(place.system.find(place.root))


def _fetched(place: Remote, folder: Path) -> Path:
    """Everything below an address, in a folder; or the one file that is named."""
    with filing.in_words(place.address):
        if place.system.isfile(place.root):
            keys = [place.root]
            above = place.root.rpartition("/")[0]
        else:
            keys, above = sorted(place.system.find(place.root)), place.root
        if not keys:
            raise Problem("file_missing", path=place.address)
        for key in keys:
            target = folder / _inside(place, key.removeprefix(above).lstrip("/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            place.system.get_file(key, str(target))
    return target if keys == [place.root] else folder


def _inside(place: Remote, name: str) -> PurePosixPath:
    # Names of objects are free: one with ``..`` in it would lie somewhere else on this disk.
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
        raise Problem("address_unfit", address=place.address, reason=repr(name))
    return path


def _called(part: Part, named: Mapping[str, str]) -> Part:
    pieces = tuple(replace(one, name=_name(one.name, named)) for one in part.batch.pieces)
    return replace(part, batch=replace(part.batch, pieces=pieces))


def _name(name: str, named: Mapping[str, str]) -> str:
    for folder, address in named.items():
        if name.startswith(f"{folder}/"):
            rest = name.removeprefix(folder)
            return address if address.endswith(rest) else f"{address}{rest}"
    return name
