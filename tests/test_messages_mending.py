"""How to mend: every fault a clerk can meet has its second sentence, in both languages."""

import ast
import string
from collections.abc import Iterator

import messages
from errors import FAULTS, Fault
from messages.doubts import BOUNDS, KINDS
from messages.mending import TEXTS
from schemas.explaining import CODES
from tests import house

DOORS = (
    "intake", "engine/door.py", "engine/collect.py", "engine/sending.py", "engine/ended.py",
    "engine/once.py", "engine/behalf.py", "engine/issued.py", "engine/papers.py",
    "engine/packets.py", "reporting/doubts.py",
    "schemas/checking.py", "schemas/tidying.py", "schemas/marking.py", "schemas/explaining.py",
    "schemas/crosschecks.py",
)  # fmt: skip
"""Where faults of what units send are found."""
OTHERS = frozenset({"roster_faults", "bad_kind"})


def _named() -> Iterator[str]:
    """Every word in these files that is the code of a fault."""
    for name in DOORS:
        path = house.ROOT / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []
        for file in files:
            for node in ast.walk(house.parse(file)):
                if isinstance(node, ast.Constant) and node.value in FAULTS:
                    yield str(node.value)


def test_every_fault_a_clerk_can_meet_says_how_to_mend_it() -> None:
    # Words such as "type" and "format" are codes and keywords alike: they have theirs too.
    met = set(_named()) | set(CODES.values()) | {"type_integer", "type_number", "type_boolean"}
    assert sorted(met - set(TEXTS) - OTHERS) == []


def test_no_mend_is_for_a_code_nobody_has() -> None:
    assert sorted(set(TEXTS) - FAULTS) == []


def test_both_languages_say_the_same() -> None:
    for code, (vietnamese, english) in {**TEXTS, **BOUNDS, **KINDS}.items():
        assert vietnamese.strip(), code
        assert english.strip(), code
        assert _fields(vietnamese) == _fields(english), code
        assert _fields(english) <= {"path", "sent", "allowed"}, code


def test_what_is_allowed_is_said_in_words() -> None:
    least = Fault("minimum", "a", sent="-5", allowed="0")
    assert messages.allowed("vi", least) == "từ 0 trở lên"
    assert messages.allowed("en", Fault("type", allowed="integer, boolean")) == (
        "a whole number, yes or no"
    )
    assert messages.allowed("en", Fault("enum", allowed="a, b")) == "a, b"
    assert messages.allowed("en", Fault("type_integer")) == ""


def test_a_code_without_a_mend_is_not_left_without_a_next_step() -> None:
    assert "send again" in messages.mend("en", Fault("strange"))


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
