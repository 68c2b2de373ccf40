"""The script an office would write today, for the same files and the same figures.

``python -m bench.naive FOLDER``: json, jsonschema, json_normalize, merge, a groupby a level,
DataFrame.to_excel. Not tuned and not slowed: the validator is made once, each file read once.
"""

import json
import operator
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from jsonschema import Draft202012Validator

from bench.processes import Clock

Leaf = dict[str, Any]
Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]
LEVELS = ("nation", "province", "district", "ward")
PATH = re.compile(r"[a-z_0-9]+(\.[a-z_0-9]+)+")
OPS = {"=": operator.eq, ">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}


def leaves(schema: Leaf, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """Every leaf of the form with its dotted path."""
    for name, child in schema["properties"].items():
        if "properties" in child:
            yield from leaves(child, f"{path}{name}.")
        else:
            yield f"{path}{name}", child


def alone_only(leaf: Leaf) -> bool:
    """Whether a figure is shown as each unit states it, without a total."""
    at_unit = leaf.get("x-computed-at") == "unit" or "x-computed" not in leaf
    return bool(leaf["x-rollup"] == "none" and at_unit)


def read(inbox: Path, form: Leaf) -> pd.DataFrame:
    """All submissions that are valid, one row each."""
    validator = Draft202012Validator(form)
    documents = []
    for file in sorted(inbox.rglob("*.json")):
        with file.open(encoding="utf-8") as opened:
            document = json.load(opened)
        errors = list(validator.iter_errors(document["values"]))
        if errors:
            print(file, errors[0].message, file=sys.stderr)
        else:
            documents.append({"marks": {}, **document})
    frame = pd.json_normalize(documents)
    for column in frame.columns:
        if column.startswith("marks."):
            nothing = frame[column] == "none_occurred"
            frame.loc[nothing, column.replace("marks.", "values.", 1)] = 0
    return frame.set_index("unit")


def own_figures(units: pd.DataFrame, sent: pd.DataFrame, form: Leaf) -> pd.DataFrame:
    """What each unit states, as columns that may be added up."""
    merged = units.merge(sent, how="left", left_index=True, right_index=True)
    nothing = pd.Series(float("nan"), merged.index)
    columns: dict[str, Any] = {
        "expected": merged["level"].notna(),
        "reported": merged["form"].notna(),
    }
    for path, leaf in leaves(form):
        rule = leaf["x-rollup"]
        said = merged.get(f"values.{path}", nothing)
        if rule in ("sum", "none") and not leaf.get("readOnly"):
            columns[path] = said
            continue
        for level in (one for one in LEVELS if one in leaf.get("x-measured-at", LEVELS)):
            at_level = merged["level"] == level
            here = said.where(at_level)
            if rule == "count":
                columns[f"{path} {level}"] = here.eq(True).where(here.notna())
            elif rule == "choice":
                for option in leaf["enum"]:
                    columns[f"{path} {level} {option}"] = here.eq(option).where(here.notna())
            elif "share" in rule:
                met, known = holding(merged, rule["share"]["all"])
                columns[f"{path} {level} top"] = met.where(known & at_level)
                columns[f"{path} {level} low"] = known.where(known & at_level)
    return pd.DataFrame(columns).astype(float)


def holding(merged: pd.DataFrame, conditions: list[Leaf]) -> tuple[pd.Series, pd.Series]:
    """Which units meet all conditions, and of which this is known."""
    met = pd.Series(data=True, index=merged.index)
    known = met.copy()
    for one in conditions:
        said = merged[f"values.{one['measure']}"]
        known &= said.notna()
        met &= OPS[one["op"]](said.where(said.notna(), one["value"]), one["value"])
    return met, known


def add_up(units: pd.DataFrame, own: pd.DataFrame, form: Leaf) -> pd.DataFrame:
    """Own figures and everything below, level by level from the bottom."""
    total = own.copy()
    stands = [p for p, leaf in leaves(form) if leaf.get("x-own-above") == "replaces" and p in own]
    for level in reversed(LEVELS[1:]):
        here = units[units["level"] == level]
        below = total.loc[here.index].groupby(here["parent_code"]).sum(min_count=1)
        summed = total.loc[below.index].add(below, fill_value=0)
        for path in stands:
            summed[path] = own.loc[below.index, path].fillna(below[path])
        total.loc[below.index] = summed
    return total


def finished(figures: pd.DataFrame, own: pd.DataFrame, form: Leaf) -> pd.DataFrame:
    """The columns of the table in the form's order, with the rates worked out."""
    columns: dict[str, Any] = {
        "expected": figures["expected"],
        "reported": figures["reported"],
    }
    columns["percent"] = 100 * figures["reported"] / figures["expected"]
    for path, leaf in leaves(form):
        rule = leaf["x-rollup"]
        if "x-computed" in leaf:
            columns[path] = figures.eval(PATH.sub(r"`\g<0>`", leaf["x-computed"]))
        elif "ratio" in rule:
            top, low = rule["ratio"]
            whole = figures[low].where(figures[low] != 0)
            columns[path] = rule.get("scale", 1) * figures[top] / whole
        elif "share" in rule:
            for column in figures.columns:
                if column.startswith(f"{path} ") and column.endswith(" top"):
                    key = column.removesuffix(" top")
                    columns[key] = rule.get("scale", 1) * figures[column] / figures[f"{key} low"]
        elif rule == "none" and path in figures:
            columns[path] = own[path]
        else:
            for column in figures.columns:
                if column == path or column.startswith(f"{path} "):
                    columns[column] = figures[column]
    return pd.DataFrame(columns)


def write(units: pd.DataFrame, tables: Tables, out: Path) -> int:
    """One workbook for every unit with children: the children, the unit's own row, the total."""
    out.mkdir(parents=True, exist_ok=True)
    below, own, totals = (units[["name"]].join(table) for table in tables)
    count = 0
    for code, children in units[units["parent_code"] != ""].groupby("parent_code"):
        table = pd.concat([below.loc[children.index], own.loc[[code]], totals.loc[[code]]])
        table = table.dropna(axis=1, how="all").rename_axis("code")
        table.to_excel(out / f"{code}.xlsx", sheet_name="Theo đơn vị", engine="openpyxl")
        count += 1
    return count


def main() -> None:
    clock, folder = Clock(), Path(sys.argv[1])
    form = json.loads((folder / "form.json").read_text(encoding="utf-8"))
    units = pd.read_csv(folder / "units.csv", dtype=str, keep_default_na=False).set_index("code")
    clock.lap("start")
    sent = read(folder / "inbox", form)
    clock.lap("collect")
    own = own_figures(units, sent, form)
    total = add_up(units, own, form)
    alone, whole = finished(own, own, form), finished(total, own, form)
    stated = [path for path, leaf in leaves(form) if alone_only(leaf) and path in whole]
    clock.lap("rollup")
    workbooks = write(units, (whole, alone, whole.drop(columns=stated)), folder / "naive" / "books")
    clock.lap("report")
    clock.say(accepted=len(sent), workbooks=workbooks)


if __name__ == "__main__":
    main()
