"""For administrators on the command line: `python manage.py --help`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.versions import wrong_versions

try:
    import click
except ImportError:
    sys.exit(
        "The packages are not installed in this Python. Try .venv/bin/python manage.py, or run make start first."
    )


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def manage() -> None:
    """Looks after the Bündniswerkstatt. DATA_DIR, DATABASE_URL and PUBLIC_URL are read as by the application."""


@manage.command()
@click.option("--remove", is_flag=True, help="Take the demo away again.")
def demo(remove: bool) -> None:
    """Load the demo: an invented alliance with a finished meeting and one to play through."""
    from actions import administration
    from actions import demo as action

    with _writing():
        if remove:
            action.remove_demo(administration.any_organiser())
            click.echo("The demo is removed.")
            return
        action.load_demo()
        click.echo("The demo is loaded.")
        for workshop, links in action.doors():
            click.echo(f"\n  {workshop.title}\n    participants  {links.participant}")
            click.echo(f"    facilitator   {links.facilitator}\n    projector     {links.screen}")


@manage.command()
@click.option("--alliance", prompt="Alliance", help="Its name; a new one is made if it is not known yet.")
@click.option("--name", prompt="Name", help="The organiser's name.")
@click.option("--email", prompt="E-mail", help="The organiser's address, to sign in with.")
@click.password_option(prompt="Password (10 characters or more)", help="Better left out: it is asked for, hidden.")
def create_organiser(alliance: str, name: str, email: str, password: str) -> None:
    """Make an organiser's account."""
    from actions.accounts import create_organiser as create

    with _writing():
        create(alliance, name, email, password)
        click.echo(f"{email} can sign in now.")


@manage.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--workshop", "code", required=True, help="The workshop's code.")
def import_ideas(file: Path, code: str) -> None:
    """Import ideas from a CSV file.

    It needs a column „titel“ (or idee, title, comment-body) and may have „text“ and „handlungsfeld“ (or field).
    """
    from actions.administration import organiser_of
    from actions.imports import import_ideas as import_

    with _writing():
        result = import_(*organiser_of(code), file.read_bytes())
    for row in result.refused:
        click.echo(f"line {row.line}: {_sentence(row.refusal)}", err=True)
    click.echo(
        f"{_ideas(result.added)} imported, {_ideas(len(result.there))} there already, "
        f"{len(result.refused)} row{'' if len(result.refused) == 1 else 's'} refused."
    )
    sys.exit(1 if result.refused else 0)


@manage.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--workshop", "code", required=True, help="The workshop's code.")
def export(file: Path, code: str) -> None:
    """Write the JSON archive of a workshop: everything it brought, without persons."""
    from actions.administration import organiser_of
    from actions.documents import document

    with _reading():
        content = document(*organiser_of(code), "archive.json").content
    file.write_bytes(content)
    click.echo(f"{file} is written ({len(content):,} bytes).")


@manage.command()
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="Else CACHE_DIR or DATA_DIR/cache.")
def compress(into: Path | None) -> None:
    """Compress what browsers fetch, for images that cannot be written to. Else the first start does it."""
    from server.compression import prepare
    from server.prepared import cache_dir

    prepare(into or cache_dir())
    click.echo(f"Scripts, styles and icons lie compressed in {into or cache_dir()}.")


@manage.command()
def doctor() -> None:
    """Say what is wrong with versions, configuration, files and database. Changes nothing."""
    troubles = wrong_versions()
    for trouble in troubles:
        click.echo(f"WRONG  {trouble}")
    if any("not installed" in trouble for trouble in troubles):
        click.echo("\nInstall what is missing, then ask again: make start")
        sys.exit(1)
    from server.checkup import Verdict, findings

    found = list(findings())
    for finding in found:
        click.echo(f"{finding.verdict.upper():<6} {finding.text}")
    wrong = len(troubles) + sum(finding.verdict is Verdict.WRONG for finding in found)
    click.echo(f"\n{f'{wrong} to put right.' if wrong else 'Nothing is wrong.'}")
    sys.exit(1 if wrong else 0)


@contextmanager
def _writing() -> Iterator[None]:
    """The database, up to date, for this process alone if it is SQLite; refusals become sentences."""
    from actions.operation import start_database
    from server.housekeeping import only_process

    with _refusals_told(), only_process():
        stop = start_database()
        try:
            yield
        finally:
            stop()


@contextmanager
def _reading() -> Iterator[None]:
    """The database as it is; the application may be running."""
    from actions.operation import tables

    state = tables()
    if state.revision != state.newest:
        raise click.ClickException("The database is not in the state this version needs. Start the application once.")
    with _refusals_told():
        yield


@contextmanager
def _refusals_told() -> Iterator[None]:
    from domain.refusal import Refusal

    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(_sentence(refusal)) from None


def _sentence(refusal) -> str:  # type: ignore[no-untyped-def]
    import texts

    return texts.say(f"refusal.{refusal.reason}", "en", **refusal.values)


def _ideas(count: int) -> str:
    return f"{count} idea{'' if count == 1 else 's'}"


if __name__ == "__main__":
    manage()
