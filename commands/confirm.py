"""``confirm UNIT FORM PERIOD --path P --reason TEXT``."""

from typing import Annotated

from typer import Argument, Option

from commands.context import here, now
from commands.voice import give, word


def confirm(
    unit: Annotated[str, Argument(help="mã đơn vị / unit code")],
    form: Annotated[str, Argument(help="biểu mẫu / form")],
    period: Annotated[str, Argument(help="2025, 2025-S1 …")],
    path: Annotated[str, Option(help="chỉ tiêu / measure, a.b")],
    reason: Annotated[str, Option(help="lý do số liệu đúng / why the figure is right")],
    plan: Annotated[str | None, Option(help="PLAN")] = None,
) -> None:
    """Giải trình một số liệu bị cảnh báo nhưng đúng / Say why an odd figure is right."""
    from engine.confirm import confirm as run
    from engine.whose import Whose

    done = run(here().work(), Whose(unit, form, period, plan), path, reason, now())
    data = [
        {"code": one.code, "path": one.path, "sent": one.sent, "allowed": one.allowed}
        for one in done
    ]
    said = word("confirmed", unit=unit, path=path, reason=reason.strip())
    give({"unit": unit, "form": form, "period": period, "confirmed": data}, [said])
