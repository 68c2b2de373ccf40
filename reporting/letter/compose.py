"""A plan made into a letter: every sentence, before any page is laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hierarchy.tree import Tree
from reporting.document_number import Papers, read_number
from reporting.letter.basis import Source, basis_lines, once
from reporting.letter.letter import Grid, Head, Letter, Marking, Section
from reporting.letter.recipients import level_said, who
from reporting.letter.reports import Report, reports_grid
from reporting.letter.spelling import (
    clean,
    day_words,
    ended,
    lower_first,
    roman,
    upper_first,
    without_type,
)
from reporting.letter.targets import Named, targets_grid

Document = Mapping[str, Any]
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a letter is made of.

    ``document`` is a plan's; ``sources`` what it is based on, nearest first; ``reports`` what is
    collected under it; ``inherited`` the titles of tasks that stand above; ``superior`` whom it is
    reported to. ``issue_days`` are the days by which each level issues its own plan.
    """

    document: Document
    tree: Tree
    head: Head
    sources: Sequence[Source]
    reports: Sequence[Report]
    named: Named
    papers: Papers
    words: Words
    language: str
    made: date
    inherited: frozenset[str] = frozenset()
    superior: str = ""
    issue_days: Mapping[str, date] | None = None
    draft: bool = False

    @property
    def issuer(self) -> int:
        """The issuer's place in the tree."""
        return self.tree.index[self.document["issuer"]]


def marking_of(document: Document, papers: Papers, *, draft: bool) -> Marking:
    """What a plan is marked with; a draft keeps its type and leaves number and day to a clerk.

    A draft is of type ``KH``, a plan, wherever the country knows that type.
    """
    paper = document.get("document", {})
    year = document["period"][:4]
    if draft:
        return Marking("KH" if "KH" in papers.types else "", year=year)
    raw = paper.get("raw") or ""
    number = read_number(raw, papers)
    issued = paper.get("issued")
    return Marking(
        type=number.type or paper.get("type") or ("" if raw else "KH" if papers.types else ""),
        number=clean(raw),
        series=paper.get("series") or number.issuer or "",
        issued=None if issued is None else date.fromisoformat(issued),
        year=year,
    )


def compose(matter: Matter) -> Letter:
    """The letter of a plan."""
    document, words = matter.document, matter.words
    raw = document.get("document", {}).get("raw") or ""
    number = read_number(raw, matter.papers)
    is_letter = bool(number.type_name) and number.type_name == matter.papers.letter
    kind, abstract = _titles(matter, number.type_name or "")
    issuer = matter.head.name
    opening = "lead_draft" if matter.draft else "lead"
    addressed = who(document.get("addressed_to", ()), matter.tree, matter.issuer, words)
    to = ""
    if is_letter:
        named = [*addressed[:1], *(lower_first(one) for one in addressed[1:])]
        to = words["to"].format(listed="; ".join(named)) if named else ""
        abstract = words["regarding"].format(title=lower_first(abstract))
        kind, opening = "", "lead_letter"
    said = lower_first(kind or matter.papers.letter or words["plan"])
    closing = "closing" if addressed else "closing_alone"
    return Letter(
        head=matter.head,
        kind="" if is_letter else kind.upper(),
        abstract=abstract,
        basis=basis_lines(
            once(matter.sources, matter.papers), matter.papers, words, matter.language
        ),
        lead=words[opening].format(issuer=upper_first(issuer), kind=said),
        sections=_numbered([_targets(matter), _tasks(matter), _reports(matter), _others(matter)]),
        closing=words[closing].format(kind=said, issuer=issuer),
        recipients=_recipients(matter, words["to_above"] if to else ""),
        recipients_heading=words["recipients"],
        draft=words["draft"] if matter.draft else "",
        to=to,
        made=matter.made,
    )


def _titles(matter: Matter, type_name: str) -> tuple[str, str]:
    """The name of the type, and what the document is about without it."""
    document, words, papers = matter.document, matter.words, matter.papers
    title = clean(document["title"])
    names = [name for name in (*papers.types.values(), words["plan"]) if name]
    said = clean((document.get("kind") or "").split(";")[0])
    if matter.draft:
        kind = words["plan"]
    else:
        kind = type_name or papers.types.get(document.get("document", {}).get("type"), "")
        if said.casefold().startswith(kind.casefold()):
            kind = said or kind
        kind = kind or words["plan"]
    named, rest = without_type(title, [kind, *(names if matter.draft else ())])
    rest = rest or title
    verbs = [verb.strip() for verb in words["carrying_verbs"].split(",")]
    if matter.draft and not rest.casefold().startswith(tuple(verbs)):
        return kind, words["carrying_out"].format(title=lower_first(rest) if named else rest)
    return kind, upper_first(rest)


def _recipients(matter: Matter, above: str) -> tuple[str, ...]:
    """Who gets it; ``above`` stands for those a letter names before it begins."""
    words = matter.words
    found = [above] if above else []
    if matter.superior:
        found.append(words["to_report"].format(name=matter.superior))
    if not above:
        found += who(matter.document.get("addressed_to", ()), matter.tree, matter.issuer, words)
    if matter.head.archive:
        found.append(matter.head.archive)
    return tuple(f"- {one}" for one in ended(dict.fromkeys(found)))


def _numbered(sections: Sequence[Section | None]) -> tuple[Section, ...]:
    kept = [one for one in sections if one is not None]
    return tuple(
        replace(one, heading=f"{roman(number)}. {one.heading}")
        for number, one in enumerate(kept, 1)
    )


def _tasks(matter: Matter) -> Section | None:
    tasks = matter.document.get("tasks", ())
    if not tasks:
        return None
    inherited = [one for one in tasks if _title(one) in matter.inherited]
    local = [one for one in tasks if _title(one) not in matter.inherited]
    paragraphs, number = [], 0
    for heading, group in (("tasks_inherited", inherited), ("tasks_local", local)):
        if inherited and local:
            paragraphs.append(f"{matter.words[heading]}:")
        for task in group:
            number += 1
            paragraphs.append(f"{number}. {_task(matter, task)}")
    return Section(matter.words["section_tasks"], tuple(paragraphs))


def _title(task: str | Document) -> str:
    return clean(task if isinstance(task, str) else task["title"])


def _task(matter: Matter, task: str | Document) -> str:
    title = _title(task).rstrip(" .;")
    if isinstance(task, str):
        return f"{title}."
    words, notes = matter.words, []
    if "for" in task:
        parties = who(task["for"], matter.tree, matter.issuer, words) or (words["task_self"],)
        notes.append(words["task_for"].format(who=", ".join(lower_first(one) for one in parties)))
    if "lead" in task:
        notes.append(words["task_lead"].format(lead=clean(task["lead"])))
    if "period" in task:
        notes.append(words["task_period"].format(period=_period(task["period"], matter.language)))
    if "by" in task:
        day = day_words(date.fromisoformat(task["by"]), matter.language)
        notes.append(words["task_by"].format(day=day))
    said = f"{title} ({'; '.join(notes)})." if notes else f"{title}."
    note = clean(task.get("note", ""))
    return f"{said} {note}".rstrip()


def _period(period: str, language: str) -> str:
    first, _, last = period.partition("/")
    if not last:
        return period
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return f"{first[:4]}-{last[:4]}"
    return " – ".join(day_words(date.fromisoformat(one), language) for one in (first, last))


def _targets(matter: Matter) -> Section | None:
    targets = matter.document.get("targets", ())
    if not targets:
        return None
    grid = targets_grid(targets, matter.named, matter.words, matter.language)
    return Section(matter.words["section_targets"], grid=grid)


def _reports(matter: Matter) -> Section | None:
    if not matter.reports:
        return None
    grid: Grid = reports_grid(matter.reports, matter.words)
    return Section(matter.words["section_reports"], grid=grid)


def _others(matter: Matter) -> Section | None:
    words, paragraphs = matter.words, []
    if matter.issue_days:
        days = "; ".join(
            words["issue_by_level"].format(
                level=lower_first(level_said(level, words)),
                day=day_words(day, matter.language),
            )
            for level, day in matter.issue_days.items()
        )
        paragraphs.append(words["issue_by"].format(days=days))
    attached = [
        clean(one if isinstance(one, str) else one.get("title") or one["name"])
        for one in matter.document.get("attachments", ())
    ]
    if attached:
        paragraphs.append(words["attached"].format(listed="; ".join(attached)))
    return Section(words["section_others"], tuple(paragraphs)) if paragraphs else None
