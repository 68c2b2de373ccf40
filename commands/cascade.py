"""``cascade PLAN``."""

from typing import Annotated

from typer import Argument, Option

from commands.context import here, now
from commands.plans import reference_of
from commands.voice import give, progress, word


def cascade(
    plan: Annotated[str, Argument(help="PLAN | FILE")],
    flow: Annotated[bool, Option("--flow", help="Prefect")] = False,
    at_once: Annotated[  # noqa: ARG001  the only way for now, and the default
        bool, Option("--at-once", help="xuống tận cấp cuối / to the bottom")
    ] = True,
) -> None:
    """Đưa kế hoạch xuống mọi đơn vị nhận / Carry a plan down to everyone it reaches."""
    from engine.cascade import cascade as run

    work = here().work()
    ref = reference_of(plan)
    with progress() as step:
        if flow or here().environment.prefect_api:
            from flows.run import cascade as run_flow

            done = run_flow(work, ref, now(), step, here().environment)
        else:
            done = run(work, ref, now(), step)
    data = {"plan": ref, "received": done.received, "assigned": done.assigned}
    give(data, [word("cascaded", **data)])
