"""The command line: ``capbac VERB …``; every body stands in ``commands``, loaded when called."""

import sys
from collections.abc import Sequence

import typer

from commands import (
    accounts,
    backup,
    calendar,
    cascade,
    collect,
    confirm,
    copy_to,
    demo,
    deploy,
    doctor,
    draft,
    explain,
    export,
    extend,
    forms,
    init,
    migrate,
    outbox,
    paper,
    plans,
    publish,
    receipt,
    reconcile,
    remind,
    report,
    resume,
    review,
    revisions,
    rollup,
    serve,
    status,
    template,
    units,
    verify,
    vintages,
    watch,
    year,
)
from commands.context import enter
from commands.voice import refuse
from errors import Problem

VALUED = ("--workspace", "--database", "--as", "--lang")
PLAIN = ("--json",)

app = typer.Typer(
    name="capbac",
    help=(
        "Kế hoạch xuống, số liệu lên. / Plans down a country's units, figures back up.\n\n"
        "Anywhere: --workspace DIR, --database URL, --as NAME, --lang vi|en, --json."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for name, group in (
    ("units", units.app),
    ("forms", forms.app),
    ("plans", plans.app),
    ("calendar", calendar.app),
    ("review", review.app),
    ("accounts", accounts.app),
):
    app.add_typer(group, name=name)
for body in (
    init.init,
    cascade.cascade,
    template.template,
    collect.collect,
    draft.draft,
    confirm.confirm,
    status.status,
    revisions.revisions,
    paper.paper,
    receipt.receipt,
    extend.extend,
    rollup.rollup,
    report.report,
    export.export,
    reconcile.reconcile,
    explain.explain,
    publish.publish,
    vintages.vintages,
    remind.remind,
    outbox.outbox,
    watch.watch,
    doctor.doctor,
    verify.verify,
    backup.backup,
    backup.restore,
    migrate.migrate,
    copy_to.copy_to,
    deploy.deploy,
    serve.serve,
    year.year,
    resume.resume,
    demo.demo,
):
    app.command()(body)


def split(arguments: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The options that hold for every command, wherever they stand, and all the rest.

    Raises Problem usage where one lacks its value.
    """
    options: dict[str, str] = {}
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest.extend([word, *words])
        elif name in VALUED:
            given = value if equals else next(words, None)
            if not given:
                raise Problem("usage", reason=f"{name}: ?")
            options[name] = given
        elif word in PLAIN:
            options[word] = "yes"
        else:
            rest.append(word)
    return options, rest


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 something refused, 2 wrong use."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """The exit code of one command line."""
    try:
        options, rest = split(arguments)
        enter(options)
        result = app(rest, standalone_mode=False, prog_name="capbac")
    except Problem as problem:
        return refuse(problem)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:  # noqa: BLE001  the last stand before a traceback reaches a clerk
        return _unforeseen(error)
    return result if isinstance(result, int) else 0


def _unforeseen(error: Exception) -> int:
    said = getattr(error, "format_message", None)
    if type(error).__name__ == "NoArgsIsHelpError" and said is not None:
        typer.echo(said(), err=True)
        return 2
    if said is not None:
        return refuse(Problem("usage", reason=said().rstrip(".")))
    code = getattr(error, "exit_code", None)
    if isinstance(code, int):
        return code
    from commands.blackbox import record
    from store.straits import is_full

    if is_full(error):
        path = getattr(error, "filename", None) or "-"
        return refuse(Problem("disk_full", path=path, reason=getattr(error, "strerror", "")))
    return refuse(Problem("internal", reason=type(error).__name__, path=record(error)))


if __name__ == "__main__":
    main()
