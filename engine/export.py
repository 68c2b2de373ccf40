"""Export: the figures of a period in the formats that other programs take."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from engine.folders import made as made_folder
from engine.folders import unfit
from reporting.export import HEADER, row_chunks, tables
from reporting.outward.dhis2 import Identities, dhis2_parts
from reporting.outward.figures import Outgoing
from reporting.outward.package import (
    DESCRIPTOR,
    RESOURCES,
    Resource,
    Rows,
    Written,
    descriptor,
    rows_of,
)
from reporting.outward.parquet import write_parquet
from reporting.outward.sdmx import sdmx_rows
from reporting.outward.wide import codebook_rows, wide_rows
from reporting.whole_file import appearing, keep_whole

Format = Literal["long", "wide", "parquet", "sdmx", "dhis2", "package"]
FORMATS: tuple[Format, ...] = get_args(Format)
ONLY_FILES = frozenset(("parquet", "package"))
"""Formats that are files, and nothing for a screen or a pipe."""
ENDINGS = {"parquet": ".parquet", "dhis2": ".json", "package": ""}
BATCH = 1_000
_CLOCKLESS = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Manner:
    """How figures leave: ``excel`` is BOM and semicolons, ``records`` JSON lines (long only).

    ``comment`` stands in DHIS2 values beside a 0 that was marked "none occurred".
    """

    format: Format = "long"
    excel: bool = False
    records: bool = False
    identities: Identities = field(default_factory=Identities)
    comment: str = ""


def texts(out: Outgoing, manner: Manner) -> Iterator[bytes]:
    """The document, piece by piece. Raises Problem as its format does."""
    if manner.excel:
        yield b"\xef\xbb\xbf"
    between = ";" if manner.excel else ","
    if manner.format == "long":
        if not manner.records:
            yield from _csv(chain([HEADER], chain.from_iterable(row_chunks(out))), between)
            return
        for table in tables(out):
            yield table.to_json(orient="records", lines=True, force_ascii=False).encode()
    elif manner.format == "dhis2":
        for part in dhis2_parts(out, manner.identities, manner.comment):
            yield part.encode()
    else:
        rows = wide_rows(out) if manner.format == "wide" else sdmx_rows(out)
        yield from _csv(rows, between)


def _csv(rows: Rows, between: str) -> Iterator[bytes]:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=between, lineterminator="\n")
    for number, row in enumerate(rows, 1):
        writer.writerow(row)
        if number % BATCH == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def write(out: Outgoing, manner: Manner, target: Path) -> None:
    """Write a file, or for a package a folder or a ``.zip``; it appears whole or not at all.

    Raises Problem folder_unfit, or as the format does.
    """
    if manner.format == "package" and target.suffix.lower() != ".zip":
        _package_folder(out, target)
        return
    with _written(target) as file:
        if manner.format == "parquet":
            write_parquet(out, file)
        elif manner.format == "package":
            _package_zip(out, file)
        else:
            file.writelines(texts(out, manner))


def named(out: Outgoing, manner: Manner, target: Path) -> Path:
    """Where a format goes: the file that was named, or one of its own in the folder that was."""
    if manner.format == "package" or not target.is_dir():
        return target
    ending = ".jsonl" if manner.records else ENDINGS.get(manner.format, ".csv")
    whole = f"{out.rollup.form.name}_{out.period}_{manner.format}"
    return target / ("".join(c if c.isalnum() or c in "._-@" else "-" for c in whole) + ending)


def write_codebook(out: Outgoing, target: Path, *, excel: bool) -> None:
    """Write what the columns of the wide table mean. Raises Problem folder_unfit."""
    with _written(target) as file:
        if excel:
            file.write(b"\xef\xbb\xbf")
        file.writelines(_csv(codebook_rows(out), ";" if excel else ","))


@contextmanager
def _written(target: Path) -> Iterator[BinaryIO]:
    made_folder(target.parent)
    try:
        with appearing(target) as file:
            yield file
    except OSError as error:
        raise unfit(target.parent, error) from error


def _filled(resource: Resource, out: Outgoing, file: BinaryIO) -> Written:
    written = Written(file)
    written.rows([resource.header])
    for rows in rows_of(resource, out):
        written.rows(rows)
    return written


def _package_folder(out: Outgoing, folder: Path) -> None:
    """The descriptor comes last: a package without one is not yet one."""
    made_folder(folder)
    (folder / DESCRIPTOR).unlink(missing_ok=True)
    files = []
    for resource in RESOURCES:
        with _written(folder / resource.path) as file:
            files.append((resource, _filled(resource, out, file)))
    keep_whole(descriptor(out, files), folder / DESCRIPTOR)


def _package_zip(out: Outgoing, file: BinaryIO) -> None:
    files = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for resource in RESOURCES:
            with archive.open(_entry(resource.path), "w", force_zip64=True) as part:
                assert isinstance(part, io.BufferedIOBase)
                files.append((resource, _filled(resource, out, part)))  # type: ignore[arg-type] # only ever written to
        archive.writestr(_entry(DESCRIPTOR), descriptor(out, files))


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry that says nothing of the moment or the machine it was made on."""
    info = zipfile.ZipInfo(name, _CLOCKLESS)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info
