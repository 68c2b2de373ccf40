"""``forms add|list|check``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from typer import Argument, Option

from commands.context import here, now
from commands.documents import read_object
from commands.voice import give, tell, word
from errors import Problem

app = typer.Typer(help="Biểu mẫu / Forms", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def add(
    files: Annotated[list[Path] | None, Argument(help="JSON Schema …")] = None,
    builtin: Annotated[str | None, Option(help="biểu mẫu có sẵn của / ready forms of: vn")] = None,
) -> None:
    """Thêm biểu mẫu; nội dung đổi là phiên bản mới / Add forms, or their next version."""
    from engine.forms import add as keep
    from profiles.registry import load

    work = here().work()
    documents: list[Mapping[str, Any]] = [read_object(path) for path in files or ()]
    documents += load(builtin).forms() if builtin else []
    if not documents:
        raise Problem("usage", reason="FILE … | --builtin vn")
    data = []
    for document in documents:
        form, added = keep(work, document, now())
        data.append({"form": form.reference, "measures": len(form.measures), "new": added})
        tell(
            "form_added" if added else "form_known",
            form=form.reference,
            measures=len(form.measures),
        )
    give(data, [str(one["form"]) for one in data])


@app.command("list")
def list_() -> None:
    """Các biểu mẫu đang có / The forms that are kept."""
    from engine.forms import listed

    found = listed(here().work())
    data = [
        {
            "form": form.reference,
            "title": form.title.in_(here().language),
            "period": form.period,
            "measures": len(form.measures),
            "sha256": form.digest,
        }
        for form in found
    ]
    lines = [f"{one['form']}  {one['period']}  {one['measures']}  {one['title']}" for one in data]
    give(data, lines or [word("nothing_yet")])


@app.command()
def check(file: Annotated[Path, Argument(help="JSON Schema")]) -> None:
    """Soát một biểu mẫu mà không thêm / Look a form over without adding it."""
    from schemas.reading import read_form

    form = read_form(read_object(file))
    give(
        {"form": form.name, "measures": len(form.measures), "faults": []},
        [word("form_sound", form=form.name, measures=len(form.measures))],
    )
