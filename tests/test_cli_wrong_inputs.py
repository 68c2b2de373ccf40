"""Whatever is wrong: one clear sentence in Vietnamese and English, exit 1 or 2, nothing changed."""

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

import messages.faults
import messages.problems
from tests import vault, wrong_inputs
from tests.desk import PLAN, WARD_FORM, Desk, opened, sent
from tests.wrong_inputs import TABLE, Wrong

KEPT_BESIDE = ("refusal", "draft", "run")
"""What was refused is kept, as it came and as a draft, and that somebody tried."""
FIELD = re.compile(r"\{\w+\}")
CATALOGUES = (messages.faults.TEXTS, messages.problems.TEXTS)


@dataclass(frozen=True, slots=True)
class Scene:
    """A desk in full use, and the paths of the files that are wrong, by name."""

    desk: Desk
    paths: dict[str, Path]

    def words(self, line: str) -> list[str]:
        named = {f"{{{name}}}": str(path) for name, path in self.paths.items()}
        return [named.get(word, word) for word in line.split()]

    def everything(self) -> list[object]:
        """All that is in any store here, and the names of all files that were not there before."""
        stores = [vault.dump(self.desk.workspace / "capbac.db", KEPT_BESIDE)]
        # Who tried to send has a draft, and owes as before.
        owed = stores[0]["assignment"]
        stores[0]["assignment"] = [
            tuple("expected" if cell == "draft" else cell for cell in row) for row in owed
        ]
        stores += [vault.dump(self.paths["future"] / "capbac.db")]
        beside = ("-wal", "-shm")  # SQLite's own, gone when the last connection closes
        files = sorted(p.name for p in self.desk.folder.rglob("*") if not p.name.endswith(beside))
        return [*stores, (self.paths["garbage"] / "capbac.db").read_bytes(), files]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    other = {**WARD_FORM, "$id": "other-report"}
    later = {**PLAN["collects"][0], "periods": ["2026"], "due": {}}
    both = [{**later, "periods": ["2027"], "form": n} for n in ("ward-report", "other-report")]
    desk = opened(tmp_path_factory.mktemp("desk"), (PLAN, {**PLAN, "collects": [later]}))
    desk.done("forms", "add", desk.write_json("other.json", other))
    plan = desk.write_json("both.json", {**PLAN, "collects": both})
    desk.done("plans", "issue", plan)
    desk.done("cascade", plan)
    desk.done("collect", desk.write_json("first.json", {**sent("W111", 1, 2), "key": "used"}))
    desk.done("rollup", "2025")
    paths = {name: desk.folder / name for name in ("absent", "out", "empty", "folder")}
    for name in ("out", "empty", "folder"):
        paths[name].mkdir()
    for name, text in wrong_inputs.TEXTS.items():
        paths[name.partition(".")[0]] = desk.write(name, text)
    for name, document in wrong_inputs.DOCUMENTS.items():
        paths[name.partition(".")[0]] = desk.write_json(name, document)
    for name, text in wrong_inputs.WIDE.items():
        path = desk.folder / name
        path.write_text(text, encoding="utf-16")
        paths[name.partition(".")[0]] = path
    paths["garbage"] = desk.write("garbage/capbac.db", "no database at all\n" * 99).parent
    paths["future"] = _of_another_version(desk)
    return Scene(desk, paths)


def _of_another_version(desk: Desk) -> Path:
    folder = desk.folder / "future"
    folder.mkdir()
    shutil.copy(desk.workspace / "capbac.db", folder)
    with closing(sqlite3.connect(folder / "capbac.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    return folder


def _said(sentence: str, words: str) -> bool:
    """Whether a sentence of a catalogue stands in the words, whatever fills its fields."""
    parts = [part.replace("{{", "{").replace("}}", "}") for part in FIELD.split(sentence)]
    return re.search(".*?".join(map(re.escape, parts)), words, re.DOTALL) is not None


def _sentences(code: str) -> list[tuple[str, str]]:
    """What may be said of a code: as a fault, as a problem, or in a form's own words."""
    own = WARD_FORM["x-checks"][0]["message"]
    found = [texts[code] for texts in CATALOGUES if code in texts]
    return [*found, (own["vi"], own["en"])] if code == "check_failed" else found


@pytest.mark.parametrize("wrong", TABLE, ids=lambda wrong: wrong.name.replace(" ", "-"))
def test_a_wrong_input_is_answered_clearly_and_changes_nothing(scene: Scene, wrong: Wrong) -> None:
    before = scene.everything()
    outcome = scene.desk.run(*scene.words(wrong.line))
    assert f"[{wrong.code}]" in outcome.err, outcome
    assert outcome.code == wrong.exit
    pairs = _sentences(wrong.code)
    assert any(all(_said(text, outcome.err) for text in pair) for pair in pairs), outcome.err
    assert "Traceback" not in outcome.out + outcome.err
    assert "[internal]" not in outcome.err
    assert scene.everything() == before


def test_the_language_asked_for_comes_first(scene: Scene) -> None:
    for language, first in (("vi", 0), ("en", 1)):
        outcome = scene.desk.run("--lang", language, "rollup", "20x5")
        sentence = messages.problems.TEXTS["period_invalid"][first]
        assert _said(sentence, outcome.err.splitlines()[0])


def test_a_refused_submission_is_kept_and_the_good_one_beside_it_stands(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    folder = desk.write_json("inbox/a.json", sent("W111", 1, 2)).parent
    desk.write_json("inbox/b.json", sent("W112", 3, 2))
    outcome = desk.run("collect", folder / "a.json", folder / "b.json")
    assert outcome.code == 1
    store = desk.workspace / "capbac.db"
    assert vault.value(store, "SELECT count(*) FROM submission") == 1
    assert vault.value(store, "SELECT unit FROM refusal") == "W112"
