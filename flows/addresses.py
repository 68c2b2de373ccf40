"""Where units are written to: a JSON file of the operator, unit code -> address or addresses.

    {"P1": "mailto://…", "D11": ["json://…", "file:///var/spool/reminders?as=eml"], "*": "…",
     "@operator": "mailto://…"}

``*`` is for every unit without a line of its own. ``@operator``, which no unit can be called, is
for whoever looks after Capbac itself; without it what is said to them goes to the highest unit,
which has to know then. An address is what apprise understands, or a
folder of ours (``flows.folder``). They hold passwords: they stay in this file and in memory.
"""

from collections.abc import Mapping
from pathlib import Path

from engine.remind import Order
from errors import Fault, Problem
from intake.encoding import Refused
from intake.strict import load_json
from reporting.reminder import Ladder
from settings import Settings
from store.outbox import ALERT, Letter

EVERYONE = "*"
OPERATOR = "@operator"
Addresses = Mapping[str, tuple[str, ...]]


def read(path: Path | None) -> Addresses:
    """The addresses of a file, none without a file.

    Raises Problem file_missing, file_unreadable, json_faults or addresses_unfit.
    """
    if path is None:
        return {}
    try:
        found = load_json(path.read_bytes(), path.name)
    except FileNotFoundError as error:
        raise Problem("file_missing", path=str(path)) from error
    except OSError as error:
        raise Problem("file_unreadable", path=str(path), reason=error.strerror) from error
    except Refused as refused:
        raise Problem("json_faults", refused.faults, path=str(path)) from refused
    if not isinstance(found, dict):
        fault = Fault("document_not_object", where=path.name)
        raise Problem("json_faults", (fault,), path=str(path))
    return {code: _several(path, code, said) for code, said in found.items()}


def _several(path: Path, code: str, said: object) -> tuple[str, ...]:
    several = said if isinstance(said, list) else [said]
    for one in several:
        if not isinstance(one, str) or ":" not in one:
            raise Problem("addresses_unfit", path=str(path), unit=code)
    return tuple(dict.fromkeys(several))


def of(addresses: Addresses, code: str) -> tuple[str, ...]:
    """The addresses of a unit, its own or those for everyone."""
    return addresses.get(code) or addresses.get(EVERYONE, ())


def to(addresses: Addresses, one: Letter) -> tuple[str, ...]:
    """The addresses a message goes to: those of its unit, an alert's those of the operator."""
    alert = addresses.get(OPERATOR, ()) if one.kind == ALERT else ()
    return alert or of(addresses, one.unit)


def own(addresses: Addresses) -> frozenset[str]:
    """The units with an address of their own."""
    return frozenset(code for code, several in addresses.items() if several) - {EVERYONE, OPERATOR}


def order(said: Settings, plan: str | None) -> Order:
    """How the settings of this machine let remind: days, addressed units, and of which plan."""
    ladder = Ladder(said.remind_before, said.remind_escalate)
    return Order(ladder, own(read(said.remind_urls)), plan)
