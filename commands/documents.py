"""Reading a JSON document that a person named, and whether a plan among them has a number."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commands.context import read_bytes
from errors import Fault, Problem


def read_object(path: Path) -> dict[str, Any]:
    """The JSON object of a file, numbers exact. Raises Problem file_missing or json_faults."""
    from intake.encoding import Refused
    from intake.strict import load_json

    data = read_bytes(path)
    try:
        found = load_json(data, path.name)
    except Refused as refused:
        raise Problem("json_faults", refused.faults, path=str(path)) from refused
    if not isinstance(found, dict):
        raise Problem(
            "json_faults", (Fault("document_not_object", where=path.name),), path=str(path)
        )
    return found


def numbered(document: Mapping[str, Any]) -> bool:
    """Whether the paper of a plan, as its file says it, has its number yet."""
    from reporting.document_number import has_number

    return has_number(document.get("document", {}).get("raw") or "")
