"""The commands. What a command needs is imported when it runs, so that help and version answer at once."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import click

from bot import __version__
from bot.mistakes import Mistake


class _Refusal(click.ClickException):
    """A mistake, told on stderr without decoration."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.format_message(), file=file, err=True)


class _Words(click.Command):
    """A command about words; one that is taken for an option is told with how to write it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        typed = [*args]
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            word = next(each for each in typed if each.startswith(error.option_name))
            raise _Refusal(
                f"There is no option {word}; put -- before words that start with a dash: -- {word}"
            ) from error


class _Commands(click.Group):
    """Commands whose mistakes end in their sentence and exit code 2, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Mistake as mistake:
            raise _Refusal(str(mistake)) from mistake


_knowledge = click.option(
    "--knowledge",
    metavar="FOLDERS",
    help="Folders joined by a colon, instead of KNOWLEDGE: the shipped one, then your own.",
)


@click.group(cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Choose a Python web framework, and remember why."""
    _show_what_the_terminal_cannot()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _show_what_the_terminal_cannot() -> None:
    """Print a question mark for a character that the terminal's encoding lacks, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@main.command()
@click.option("--brief", metavar="TEXT", default="", help="What is being built; - reads it from the input.")
@click.option(
    "--answer",
    "answers",
    metavar="QUESTION=OPTION",
    multiple=True,
    help="An answer, which wins over the brief. May be given for several questions.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "--all-reasons",
    is_flag=True,
    help="Add every rule that applies, or that one answer would bring in.",
)
@_knowledge
def recommend(
    brief: str, answers: tuple[str, ...], knowledge: str | None, *, as_json: bool, all_reasons: bool
) -> None:
    """Recommend a framework for a brief and some answers."""
    from bot.terminal.recommend import run  # noqa: PLC0415 - the engine takes longer to import than help to show

    click.echo(run(brief, answers, knowledge, as_json=as_json, every_reason=all_reasons))


@main.command()
@click.option("--brief", metavar="TEXT", default="", help="What is being built.")
@_knowledge
def ask(brief: str, knowledge: str | None) -> None:
    """Go through the questions here, one at a time."""
    from bot.terminal.ask import run  # noqa: PLC0415 - the engine takes longer to import than help to show

    run(brief, knowledge)


@main.command()
@click.option(
    "--notes",
    "with_notes",
    is_flag=True,
    help="List also where sources differ, values that are missing, and house rules without a case.",
)
@click.option("--json", "as_json", is_flag=True, help="Print problems and notes as JSON, for editors.")
@_knowledge
@click.pass_context
def check(ctx: click.Context, knowledge: str | None, *, with_notes: bool, as_json: bool) -> None:
    """Prove that the knowledge means what it says.

    Exits with 1 where there are problems, and with 2 where files cannot be read.
    """
    from bot.terminal.check import run  # noqa: PLC0415 - the engine takes longer to import than help to show

    ctx.exit(run(knowledge, with_notes=with_notes, as_json=as_json))


@main.command()
@click.pass_context
def sandbox(ctx: click.Context) -> None:
    """Run the advisor in a Slack of its own, on this machine."""
    from bot.serving import serve_sandbox  # noqa: PLC0415 - help answers without it
    from bot.settings import SandboxSettings, read_settings  # noqa: PLC0415 - likewise

    ctx.exit(serve_sandbox(read_settings(SandboxSettings), click.echo))


@main.command()
def socket() -> None:
    """Serve Slack over Socket Mode: no public address needed."""
    from bot.serving import serve_socket  # noqa: PLC0415 - help answers without it
    from bot.settings import SocketSettings, read_settings  # noqa: PLC0415 - likewise

    serve_socket(read_settings(SocketSettings))


@main.command()
def http() -> None:
    """Serve Slack over signed HTTP requests."""
    from bot.serving import serve_http  # noqa: PLC0415 - help answers without it
    from bot.settings import HttpSettings, read_settings  # noqa: PLC0415 - likewise

    serve_http(read_settings(HttpSettings))


_workspace = click.option(
    "--workspace", metavar="ID", help="The Slack team, where the database has the log of several."
)


@main.group()
def decisions() -> None:
    """List, show, export and back up past decisions. The database is that of DATABASE_URL."""


@decisions.command("list", cls=_Words)
@click.argument("words", nargs=-1)
@_workspace
def list_decisions(words: tuple[str, ...], workspace: str | None) -> None:
    """List decisions, newest first; with words, the best matches first.

    Filters may stand among the words: framework:django status:accepted by:U012ABCDE in:C012ABCDE
    since:2026-01 before:2026-07 due overridden. Words that start with a dash go after --.
    """
    from bot.terminal.decisions import lines  # noqa: PLC0415 - help answers without it

    for line in lines(words, workspace):
        click.echo(line)


@decisions.command("show")
@click.argument("number", type=click.IntRange(min=1))
@_workspace
def show_decision(number: int, workspace: str | None) -> None:
    """Show one decision with its grounds and its history, as Markdown."""
    from bot.terminal.decisions import show  # noqa: PLC0415 - help answers without it

    click.echo(show(number, workspace))


@decisions.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(("madr", "csv", "json")),
    default="madr",
    show_default=True,
    help="Markdown files, one for each decision; a table; or JSON with its schema.",
)
@click.option(
    "--out", metavar="FOLDER", required=True, type=click.Path(path_type=Path), help="Where to write."
)
@_workspace
def export_decisions(form: str, out: Path, workspace: str | None) -> None:
    """Write all decisions into a folder. The same decisions give the same files."""
    from bot.terminal.decisions_files import export  # noqa: PLC0415 - help answers without it

    click.echo(export(form, out, workspace))


@decisions.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def back_up_decisions(file: Path) -> None:
    """Copy the database to FILE while the app goes on."""
    from bot.terminal.decisions_files import backup  # noqa: PLC0415 - help answers without it

    click.echo(backup(file))


@decisions.command("replay")
@_workspace
@_knowledge
def replay_decisions(workspace: str | None, knowledge: str | None) -> None:
    """Say which decisions would come out differently today, and which rules make the difference."""
    from bot.terminal.decisions import replayed  # noqa: PLC0415 - the engine takes longer to import than help

    for line in replayed(workspace, knowledge):
        click.echo(line)


@decisions.command("migrate")
def migrate_decisions() -> None:
    """Bring the database up to date; the app does so too when it starts."""
    from bot.terminal.decisions import migrate  # noqa: PLC0415 - help answers without it

    click.echo(migrate())


@main.command()
@click.option("--blocks", is_flag=True, help="Have Slack validate one of each message that the app can show.")
@click.pass_context
def doctor(ctx: click.Context, *, blocks: bool) -> None:
    """Say whether this will work: tokens, scopes, connection, database, knowledge."""
    from bot.doctor import examine, examine_blocks  # noqa: PLC0415 - help answers without it
    from bot.settings import DoctorSettings, read_settings  # noqa: PLC0415 - likewise

    settings = read_settings(DoctorSettings)
    findings = list(examine_blocks(settings) if blocks else examine(settings))
    click.echo("\n".join(map(str, findings)))
    ctx.exit(1 if any(finding.is_fatal for finding in findings) else 0)
