"""The folder of a workspace: its file system, its room, whether it may be written to."""

import os
import shutil
from pathlib import Path
from uuid import uuid4

from engine.checkup.finding import Finding, bad, doubtful, good

NETWORK = frozenset(
    (
        "9p",
        "afs",
        "afpfs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.s3fs",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "orangefs",
        "smb3",
        "smbfs",
        "vboxsf",
        "virtiofs",
    )
)
PASSING = frozenset(("ramfs", "tmpfs"))
MOUNTS = Path("/proc/self/mounts")
LEAST, LITTLE = 200 * 2**20, 2 * 2**30
"""Bytes below which nothing can be kept for long, and below which somebody should look."""
TIMES = 3
"""A backup and an upgrade each need the room of the store once more."""


def folder(path: Path) -> Finding:
    """Whether something can be put on the disk here, and taken away again."""
    probe = path / f".capbac-doctor-{uuid4().hex}"
    try:
        with probe.open("xb") as file:
            file.write(b"capbac")
            file.flush()
            os.fsync(file.fileno())
        probe.unlink()
    except OSError as error:
        return bad("folder_closed", path=str(path), reason=error.strerror or str(error))
    return good("folder_open", path=str(path))


def file_system(path: Path, *, store: bool, mounts: Path = MOUNTS) -> Finding:
    """What kind of file system the folder is on; ``store``: whether a SQLite store lies there."""
    kind = kind_of(path, mounts)
    if kind in NETWORK and store:
        return bad("file_system_network", path=str(path), kind=kind)
    if kind in PASSING:
        return (bad if store else doubtful)("file_system_passing", path=str(path), kind=kind)
    if not kind:
        return doubtful("file_system_unknown", path=str(path))
    return good("file_system_sound", path=str(path), kind=kind)


def kind_of(path: Path, mounts: Path = MOUNTS) -> str:
    """The file system a path is on, as Linux names it; empty where that cannot be told."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        wanted = path.resolve()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        fields = line.split(" ")
        # Spaces in a mount point are written as \040.
        point = Path(fields[1].replace("\\040", " ")) if len(fields) > 2 else None
        if point is None or not (wanted == point or point in wanted.parents):
            continue
        # A later mount of the same folder covers the earlier one.
        if len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def room(path: Path, store: int) -> Finding:
    """Free bytes and files beside a store of so many bytes."""
    try:
        free = shutil.disk_usage(path).free
        seats = os.statvfs(path)
    except OSError as error:
        return bad("folder_closed", path=str(path), reason=error.strerror or str(error))
    told = {"free": f"{free / 2**20:,.0f}", "store": f"{store / 2**20:,.0f}"}
    if free < LEAST or (seats.f_files and seats.f_favail < 100):
        return bad("disk_full", **told)
    if free < max(LITTLE, TIMES * store):
        return doubtful("disk_little", **told)
    return good("disk_free", **told)
