"""``plans tree PLAN``: how far a plan has travelled, as text, data or a picture."""

from typing import Annotated

from typer import Argument

from commands.voice import give, word


def tree(plan: Annotated[str, Argument(help="PLAN | FILE")]) -> None:
    """Kế hoạch đã đi tới đâu, theo cấp / How far a plan has travelled, by level."""
    from commands.context import here
    from commands.plans import reference_of
    from engine.plan_view import travel

    seen = travel(here().work(), reference_of(plan))
    lines = [word("plan_level", level=level, **counts) for level, counts in seen.items()]
    give(seen, lines or [word("nothing_yet")])
