"""The catalogues of sentences: every code has one in both languages, and no sentence is idle."""

import ast
import string
import sys
from collections.abc import Iterator

import pytest

import messages
import messages.commands
import messages.faults
import messages.keeping
import messages.letter
import messages.picture
import messages.portal
import messages.problems
import messages.reminders
import messages.template
import messages.watching
import messages.workbook
from errors import FAULTS, PROBLEMS, Fault
from tests import house

CATALOGUES = {
    "problems": messages.problems.TEXTS,
    "faults": messages.faults.TEXTS,
    "workbook": messages.workbook.TEXTS,
    "commands": messages.commands.TEXTS,
    "reminders": messages.reminders.TEXTS,
    "letter": messages.letter.TEXTS,
    "picture": messages.picture.TEXTS,
    "receipt_paper": messages.keeping.PAPER,
    "template": messages.template.TEXTS,
    "portal": messages.portal.TEXTS,
    "watching": messages.watching.TEXTS,
}
OF_A_FAULT = {"path", "where", "sent", "allowed"}


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_problem_has_its_sentence_and_the_other_way_round() -> None:
    assert set(messages.problems.TEXTS) == set(PROBLEMS)


def test_every_fault_has_its_sentence_and_the_other_way_round() -> None:
    assert set(messages.faults.TEXTS) == set(FAULTS)


@pytest.mark.parametrize("name", sorted(CATALOGUES))
def test_both_languages_say_the_same_of_the_same(name: str) -> None:
    for key, (vietnamese, english) in CATALOGUES[name].items():
        assert vietnamese.strip(), key
        assert english.strip(), key
        assert _fields(vietnamese) == _fields(english), key
        assert all(field.isidentifier() for field in _fields(english)), key


def test_a_fault_sentence_uses_only_what_a_fault_has() -> None:
    odd = {
        key: strangers
        for key, (_, english) in messages.faults.TEXTS.items()
        if (strangers := _fields(english) - OF_A_FAULT)
    }
    assert not odd


def _raised(name: str) -> Iterator[tuple[str, str, set[str | None]]]:
    """Place, code and keywords of every ``Problem("…")`` or ``Fault("…")`` in the product."""
    for path in house.sources():
        for node in ast.walk(house.parse(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called, first = node.func, node.args[0]
            if isinstance(called, ast.Name) and called.id == name and _is_text(first):
                assert isinstance(first, ast.Constant)
                keywords = {keyword.arg for keyword in node.keywords}
                yield house.place(path, node.lineno), str(first.value), keywords


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_code_that_is_raised_stands_in_the_catalogue() -> None:
    unknown = [f"{at} {code}" for at, code, _ in _raised("Problem") if code not in PROBLEMS]
    unknown += [f"{at} {code}" for at, code, _ in _raised("Fault") if code not in FAULTS]
    house.none_of(unknown)


def test_a_problem_gives_every_detail_its_sentence_asks_for() -> None:
    lacking = [
        f"{at} {code} lacks {sorted(absent)}"
        for at, code, given in _raised("Problem")
        if None not in given  # **details: what is in it is not seen here
        if (absent := _fields(messages.problems.TEXTS.get(code, ("", ""))[1]) - given)
    ]
    house.none_of(lacking)


@pytest.mark.parametrize("code", sorted(PROBLEMS))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_sentence_without_its_details_is_still_a_sentence(language: str, code: str) -> None:
    said = messages.problem(language, code, {})
    assert said
    assert "{" not in said


def test_a_code_without_a_sentence_is_answered_with_itself() -> None:
    assert messages.problem("vi", "strange", {"unit": "P1"}) == "strange unit=P1"
    assert messages.fault("en", Fault("strange", path="a.b")).startswith("strange path=a.b")


def test_the_forms_own_sentence_stands_above_the_catalogue() -> None:
    found = Fault("check_failed", message={"vi": "Nữ nhiều hơn tổng.", "en": "More than all."})
    assert messages.fault("vi", found) == "Nữ nhiều hơn tổng."
    assert messages.fault("en", found) == "More than all."


def test_a_form_with_one_language_speaks_it_to_everyone() -> None:
    found = Fault("check_failed", message={"vi": "Nữ nhiều hơn tổng."})
    assert messages.fault("en", found) == "Nữ nhiều hơn tổng."


def test_the_words_of_an_area_come_in_one_language() -> None:
    for area in ("workbook", "commands"):
        assert messages.words("vi", area).keys() == messages.words("en", area).keys()


def test_messages_bring_no_library_with_them() -> None:
    assert not {
        name
        for path in house.sources("messages")
        for _, name in house.imports(house.parse(path))
        if name.partition(".")[0] not in {"messages", "errors"} | sys.stdlib_module_names
    }


def test_no_sentence_hides_another_of_the_same_name() -> None:
    hidden = []
    for path in house.sources("messages"):
        module = sys.modules[f"messages.{path.stem}"] if path.stem != "__init__" else messages
        # Catalogues stand at the top of a file; what functions join is not theirs.
        made = (one.value for one in house.parse(path).body if isinstance(one, ast.AnnAssign))
        for node in made:
            if isinstance(node, ast.Dict) and None in node.keys:
                hidden += [
                    f"{house.place(path, node.lineno)} {key}" for key in _twice(node, module)
                ]
    house.none_of(hidden)


def _twice(node: ast.Dict, module: object) -> Iterator[str]:
    """Keys that come into one dictionary more than once, from others or by themselves."""
    seen: set[str] = set()
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant):
            coming = {str(key.value)}
        else:
            code = compile(ast.Expression(value), "catalogue", "eval")
            coming = set(eval(code, vars(module)))
        yield from sorted(seen & coming)
        seen |= coming
