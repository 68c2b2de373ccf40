"""``init``: make a workspace, or bring one up to date."""

from typing import Annotated

from typer import Option

from commands.context import here
from commands.voice import give, word


def init(
    profile: Annotated[
        str | None, Option(help="vn | plain: giấy tờ của nước nào / whose letterhead")
    ] = None,
) -> None:
    """Tạo kho dữ liệu; chạy lại không hại gì / Make the workspace; may be repeated."""
    from engine.work import Work
    from engine.workspace import make

    context = here()
    work = Work(context.database, str(context.workspace), context.actor, context.language)
    chosen = make(work, profile)
    data = {"workspace": str(context.workspace), "profile": chosen}
    give(data, [word("made", path=context.workspace, profile=chosen)])
