"""``migrate``: bring the store to the schema this Capbac needs."""

from typing import Annotated

from typer import Option

from commands.context import here, now
from commands.voice import aside, give, tell, word


def migrate(
    check: Annotated[bool, Option("--check", help="chỉ cho biết / only tell")] = False,
) -> None:
    """Nâng cấp kho dữ liệu / Bring the store to the schema this Capbac needs."""
    from engine.migrate import look
    from engine.migrate import migrate as run
    from engine.work import Work

    context = here()
    # Not the open workspace: it could not be opened yet, and its profile is in it.
    work = Work(context.database, str(context.workspace), context.actor, context.language)
    found = look(work)
    told = {"found": found.found, "needed": found.needed}
    if found.steps:
        tell("schema_behind", **told, count=len(found.steps))
        for step in found.steps:
            aside(word("schema_step", step=step, told=word(f"migration_{step}")))
        tell("schema_backup")
    done = bool(found.steps) and not check and run(work, now())
    line = "migrated" if done else "schema_check" if check and found.steps else "schema_stands"
    give({**told, "steps": list(found.steps), "migrated": done}, [word(line, **told)])
