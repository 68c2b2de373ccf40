"""Wrong inputs as a table: what is asked, and the code it must be answered with.

A word ``{name}`` of a command line is the path of that file; the files stand at the end.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.desk import PLAN, WARD_FORM, sent

USE, REFUSED = 2, 1


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong input: its name, the command line, the exit and the code it must have."""

    name: str
    line: str
    exit: int
    code: str


def wrong(name: str, line: str, code: str, exit_: int = REFUSED) -> Wrong:
    return Wrong(name, line, exit_, code)


COMMANDS = (
    wrong("an unknown command", "frobnicate", "usage", USE),
    wrong("an unknown command of a group", "units frobnicate", "usage", USE),
    wrong("an unknown option", "rollup 2025 --sideways", "usage", USE),
    wrong("an option without its value", "rollup 2025 --form", "usage", USE),
    wrong("a global option without its value", "status --lang", "usage", USE),
    wrong("a language nobody speaks here", "status --lang fr", "setting_invalid", USE),
    wrong("an argument too few", "rollup", "usage", USE),
    wrong("an argument too many", "rollup 2025 2026", "usage", USE),
    wrong("two scopes", "report 2025 --out {out} --unit P1 --level ward", "usage", USE),
    wrong("no roster and no lineage", "units import", "usage", USE),
    wrong("no form at all", "forms add", "usage", USE),
)
WORKSPACES = (
    wrong("a folder that is no workspace", "status --workspace {empty}", "no_workspace", USE),
    wrong("a workspace that is not there", "status --workspace {absent}", "no_workspace", USE),
    wrong("another kind of database", "status --database mysql://x/y", "setting_invalid", USE),
    wrong(
        "a database that does not answer",
        "status --database postgresql+psycopg://nobody@127.0.0.1:1/x",
        "database_unreachable",
    ),
    wrong(
        "a database address that is none",
        "status --database postgresql+psycopg://nobody@127.0.0.1:port/x",
        "setting_invalid",
        USE,
    ),
    wrong("a database in memory", "status --database sqlite:///:memory:", "setting_invalid", USE),
    wrong("a database without a file", "init --database sqlite:///", "setting_invalid", USE),
    wrong(
        "a copy to an address that is none",
        "copy-to postgresql+psycopg://nobody@127.0.0.1:port/x",
        "setting_invalid",
        USE,
    ),
    wrong("a copy into memory", "copy-to sqlite:///:memory:", "setting_invalid", USE),
    wrong("a store that is no database", "status --workspace {garbage}", "database_unreachable"),
    wrong("init over a store that is none", "init --workspace {garbage}", "database_unreachable"),
    wrong("a store of another version", "status --workspace {future}", "schema_unknown"),
    wrong("init over another version", "init --workspace {future}", "schema_unknown"),
    wrong("a file as workspace", "init --workspace {good}", "folder_unfit"),
    wrong("a profile nobody made", "init --profile atlantis", "setting_invalid", USE),
)
ROSTERS = (
    wrong("a roster that is not there", "units import {absent}", "file_missing", USE),
    wrong("a folder as roster", "units import {folder}", "file_unreadable"),
    wrong("a roster with a cycle", "units import {cycle}", "unit_cycle"),
    wrong("a roster with an orphan", "units import {orphan}", "parent_unknown"),
    wrong("a roster with a code twice", "units import {twice}", "duplicate_unit"),
    wrong("a roster with a bad date", "units import {bad_day}", "bad_date"),
    wrong("a roster in UTF-16", "units import {utf16}", "encoding_utf16"),
    wrong("a roster with two roots", "units import {two_roots}", "several_roots"),
    wrong("a root without a level", "units import {two_roots} --root X,Land", "root_invalid", USE),
    wrong("a roster without its columns", "units import {columns}", "missing_column"),
    wrong("a lineage of strangers", "units import --lineage {lineage}", "old_unknown"),
    wrong("a country nobody made", "units fetch atlantis", "country_unknown", USE),
    wrong("a unit nobody has", "units show nowhere", "unit_unknown", USE),
    wrong("a day that is none", "units show P1 --on 2025-02-30", "date_invalid", USE),
)
FORMS = (
    wrong("a form that is not JSON", "forms add {not_json}", "json_invalid"),
    wrong("a form that is a list", "forms add {list}", "document_not_object"),
    wrong("a form without a name", "forms add {no_id}", "id_invalid"),
    wrong("a rate without its parts", "forms add {rate}", "path_unknown"),
    wrong("a reference over the network", "forms add {remote}", "remote_reference"),
    wrong("a pattern that never ends", "forms add {pattern}", "pattern_dangerous"),
    wrong("a form with a fault that is only checked", "forms check {no_id}", "id_invalid"),
    wrong("a country without ready forms", "forms add --builtin atlantis", "setting_invalid", USE),
)
PLANS = (
    wrong("a plan of a unit nobody has", "plans issue {stranger}", "unit_unknown", USE),
    wrong("a plan for a unit nobody has", "plans issue {for_stranger}", "unit_not_standing"),
    wrong("a plan with a form nobody has", "plans issue {form}", "form_unknown", USE),
    wrong("a selector that is none", "plans issue {selector}", "unknown_property"),
    wrong("a period the form does not have", "plans issue {period}", "period_not_of_form"),
    wrong("a target on a measure nobody has", "plans issue {target}", "path_unknown"),
    wrong("a target that is no figure", "plans issue {aim}", "type_number"),
    wrong("a due day that is none", "plans issue {due}", "format"),
    wrong("a citation of a plan nobody issued", "plans issue {cites_nobody}", "cited_unknown"),
    wrong("a citation of a later paper", "plans issue {cites_later}", "cited_later"),
    wrong("a file that is not attached", "plans issue {attaches}", "attachment_missing"),
    wrong("a file from elsewhere", "plans issue {attaches_out}", "attachment_outside"),
    wrong("another period", "plans amend N-2025-1 {period_2026} --reason x", "amend_fixed"),
    wrong("an amendment without a reason", "plans amend N-2025-1 {unissued}", "usage", USE),
    wrong(
        "a day that is no day",
        "plans amend N-2025-1 {unissued} --reason x --issued 1/2",
        "date_invalid",
        USE,
    ),
    wrong("a withdrawal without a reason", "plans withdraw N-2025-1", "usage", USE),
    wrong("a withdrawal of no plan", "plans withdraw X --reason x", "plan_unknown", USE),
    wrong("changes of no plan", "plans changes N-1999-1", "plan_unknown", USE),
    wrong("a plan nobody issued", "cascade N-1999-1", "plan_unknown", USE),
    wrong("a plan file nobody issued", "plans show {unissued}", "plan_unknown", USE),
)
COLLECTS = (
    wrong("nothing to collect", "collect {absent}", "file_missing", USE),
    wrong("a file of no known kind", "collect {letter}", "unknown_file_type"),
    wrong("broken JSON", "collect {broken}", "json_invalid"),
    wrong("not a number", "collect {nan}", "number_not_finite"),
    wrong("a number beyond all bounds", "collect {huge}", "number_too_long"),
    wrong("the same key twice", "collect {keys}", "duplicate_key"),
    wrong("a hundred thousand brackets", "collect {deep}", "too_deep"),
    wrong("more women than people", "collect {women}", "check_failed"),
    wrong("less than nobody", "collect {minus}", "minimum"),
    wrong("more than can be added up", "collect {large}", "too_large"),
    wrong("a measure nobody has", "collect {measure}", "unknown_measure"),
    wrong("a word for a number", "collect {word}", "type_integer"),
    wrong("a cent too small", "collect {cents}", "too_many_decimals"),
    wrong("a figure that is computed", "collect {computed}", "read_only"),
    wrong("a mark nobody knows", "collect {mark}", "mark_unknown"),
    wrong("a unit that owes nothing", "collect {owes_nothing}", "unit_unknown"),
    wrong("a period nobody asked for", "collect {other_period}", "not_assigned"),
    wrong("a form that is not known", "collect {other_form}", "form_unknown"),
    wrong("a form file nobody named", "collect {table}", "form_not_named"),
    wrong("other content under a used key", "collect {conflict}", "key_conflict"),
    wrong("a column nobody knows", "collect {column} --form ward-report", "unknown_column"),
)
FIGURES = (
    wrong("a period that is none", "rollup 20x5", "period_invalid", USE),
    wrong("a period nobody owes for", "rollup 1999", "nothing_assigned"),
    wrong("one period of two forms", "rollup 2027", "form_needed", USE),
    wrong("a roll-up of a form nobody has", "rollup 2025 --form nothing", "form_unknown", USE),
    wrong("a report before the roll-up", "report 2026 --out {out}", "no_rollup"),
    wrong("a report of a leaf", "report 2025 --out {out} --unit W111", "no_children", USE),
    wrong("a report of a stranger", "report 2025 --out {out} --unit X", "unit_unknown", USE),
    wrong("a report of no level", "report 2025 --out {out} --level x", "level_unknown", USE),
    wrong("a report into a file", "report 2025 --out {good}", "folder_unfit"),
    wrong("an export of a form nobody has", "export 2025 --form nothing", "form_unknown", USE),
    wrong("an export before the roll-up", "export 2026", "no_rollup"),
    wrong("final figures nobody approved", "export 2025 --final", "no_rollup"),
    wrong("the status of a period nobody owes for", "status 1999", "nothing_assigned"),
)
TABLE = (*COMMANDS, *WORKSPACES, *ROSTERS, *FORMS, *PLANS, *COLLECTS, *FIGURES)


def _form(**changed: Any) -> dict[str, Any]:
    return {**WARD_FORM, "$id": "another", **changed}


def _leaf(leaf: Mapping[str, Any]) -> dict[str, Any]:
    return _form(properties={"total": {"type": "integer", "x-rollup": "sum"}, "leaf": leaf})


def _plan(**changed: Any) -> dict[str, Any]:
    return {**PLAN, "title": "Another", **changed}


def _collects(**changed: Any) -> dict[str, Any]:
    return _plan(collects=[{**PLAN["collects"][0], **changed}])


def _target(**changed: Any) -> dict[str, Any]:
    target = {"measure": "money", "op": ">=", "value": 1, "by": "2025-12-31", **changed}
    return _plan(targets=[target])


RATE = {"type": "number", "x-rollup": {"ratio": ["women", "total"]}, "readOnly": True}
REMOTE = {"$ref": "https://example.org/leaf.json", "x-rollup": "sum"}
CATASTROPHE = {"type": "string", "pattern": "^(a+)+$", "x-rollup": "collect"}
WARD_2 = sent("W112", 1, 2)
LEADERS = '{{"unit":"W112","form":"ward-report","period":"2025","values":{{"leaders":{}}}}}'

DOCUMENTS: Mapping[str, Any] = {
    "list.json": [WARD_FORM],
    "no_id.json": {key: text for key, text in WARD_FORM.items() if key != "$id"},
    "rate.json": _leaf(RATE),
    "remote.json": _leaf(REMOTE),
    "pattern.json": _leaf(CATASTROPHE),
    "stranger.json": _plan(issuer="X"),
    "for_stranger.json": _collects(**{"from": {"units": ["X"]}}),
    "form.json": _collects(form="nothing"),
    "selector.json": _collects(**{"from": {"villages": True}}),
    "period.json": _collects(periods=["2025-M05"], due={}),
    "target.json": _target(measure="leaders.men"),
    "aim.json": _target(value="many"),
    "due.json": _collects(due={"2025": {"national": "31/12/2025"}}),
    "unissued.json": _plan(),
    "cites_nobody.json": _plan(cites=[{"plan": "N-1999-1", "title": "above"}]),
    "cites_later.json": _plan(
        document={"raw": "1/KH", "issued": "2025-01-01"},
        cites=[{"issued": "2025-01-02", "title": "above"}],
    ),
    "attaches.json": _plan(attachments=[{"name": "annex", "path": "annex.pdf"}]),
    "attaches_out.json": _plan(attachments=[{"name": "annex", "path": "../annex.pdf"}]),
    "period_2026.json": _plan(period="2026"),
    "women.json": sent("W112", 3, 2),
    "minus.json": sent("W112", 0, -2),
    "large.json": sent("W112", 0, 10**13),
    "measure.json": sent("W112", 1, 2, men=1),
    "word.json": {**WARD_2, "values": {"leaders": {"women": "many", "total": 2}}},
    "cents.json": sent("W112", 1, 2, money=0.125),
    "computed.json": {**WARD_2, "values": {"leaders": {"women": 1, "total": 2, "rate": 50}}},
    "mark.json": {**WARD_2, "marks": {"money": "perhaps"}},
    "owes_nothing.json": sent("P1", 1, 2),
    "other_period.json": {**WARD_2, "period": "1999"},
    "other_form.json": {**WARD_2, "form": "nothing"},
    "conflict.json": {**WARD_2, "key": "used"},
}
HEAD = "code,name,level,parent_code"
TEXTS: Mapping[str, str] = {
    "cycle.csv": f"{HEAD}\nX1,One,region,X2\nX2,Two,region,X1\n",
    "orphan.csv": f"{HEAD}\nX1,One,region,X9\n",
    "twice.csv": f"{HEAD}\nX1,One,region,N\nX1,Two,region,N\n",
    "bad_day.csv": f"{HEAD},valid_from\nX1,One,region,N,2025-02-30\n",
    "two_roots.csv": f"{HEAD}\nX1,One,nation,\nX2,Two,nation,\n",
    "columns.csv": "code,name\nX1,One\n",
    "lineage.csv": "old_code,new_code,on\nX1,P1,2025-07-01\n",
    "not_json.json": "{",
    "broken.json": json.dumps(WARD_2)[:-3],
    "nan.json": LEADERS.format('{"women":NaN,"total":2}'),
    "huge.json": LEADERS.format('{"women":1,"total":1e999}'),
    "keys.json": LEADERS.format('{"women":1,"women":0,"total":2}'),
    "deep.json": "[" * 100_000,
    "letter.docx": "Dear all",
    "table.csv": "unit,period,leaders.women\nW112,2027,1\n",
    "column.csv": "unit,period,leaders.men\nW112,2025,1\n",
    "good.json": json.dumps({**WARD_2, "key": "used"}),
}
WIDE = {"utf16.csv": f"{HEAD}\nX1,Một,region,N\n"}
