"""For administrators on the command line: `python manage.py --help`."""

import json
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


_FINDINGS = {
    "ballot_altered": "{round}: ballot {place} with the receipt “{receipt}” was altered.",
    "ballot_over_rule": "{round}: ballot {place} holds more dots than the rule allows.",
    "ballots_missing": "{round}: there are more or fewer ballots than were given.",
    "ballots_not_told": "{round}: fewer than five ballots are not told one by one; only the seal stands for them.",
    "chain_broken": "{round}: the result that was shown before it is missing.",
    "head_missing": "The result that was shown last is missing.",
    "receipt_twice": "{round}: the receipt “{receipt}” stands on several ballots.",
    "seal_differs": "{round}: the seal does not belong to what stands here.",
    "total_differs": "{round}: “{option}” is said to have {told} dots; the ballots hold {dots}, or its rank differs.",
}


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
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--receipt", help="Three words: show the ballot that carries them.")
def recount(file: Path, receipt: str | None) -> None:
    """Count the ballots of an archive (JSON) anew, check its seals, and name what was altered. Needs no database."""
    from domain.chain import recount as counted
    from domain.receipts import ballots_with

    try:
        archive = json.loads(file.read_bytes())
        found, mine = counted(archive), ballots_with(archive, receipt) if receipt else []
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise click.ClickException(f"{file} is no archive of a meeting ({error!r}).") from None
    for finding in found:
        click.echo(_FINDINGS[finding.what].format(**finding.values))
    altered = [finding for finding in found if finding.what != "ballots_not_told"]
    for ballot in mine:
        dots = ", ".join(f"{title} ({count})" for title, count in ballot.dots)
        click.echo(f"{ballot.round}: {ballot.receipt} is counted with {dots}.")
    if receipt and not mine:
        click.echo(f"No ballot carries the receipt “{receipt}”.")
    click.echo(f"{len(altered)} things differ." if altered else "Everything fits: ballots, totals, ranks and seals.")
    sys.exit(1 if altered else 0)


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
@click.argument("target", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    envvar="BACKUP_RECIPIENT",
    help="Encrypt with age for this public recipient (age1… or ssh-…). Else BACKUP_RECIPIENT; else not encrypted.",
)
@click.option(
    "--keep-days",
    type=click.IntRange(min=1),
    help="Delete backups in the same folder that are older. Else what organisation.toml says under [periods].",
)
def backup(target: Path | None, recipients: tuple[str, ...], keep_days: int | None) -> None:
    """Back up the whole database, while the application runs or not.

    FILE may be a folder; without it, the backup goes to DATA_DIR/backups. Backups with a name of their own never
    expire by themselves.
    """
    from actions import backups

    with _refusals_told(), _files_told():
        made = backups.make_backup(target, recipients=list(recipients), days=keep_days)
        rows = sum(made.manifest.tables.values())
        click.echo(f"{made.path} holds {rows} rows of {len(made.manifest.tables)} tables.")
        click.echo(
            "It is encrypted." if made.sealed else "It holds personal data and is not encrypted (--recipient)."
        )
        for name in made.expired:
            click.echo(f"{name} has had its time and is deleted.")
        if not made.expires:
            click.echo("Because of its name it does not expire by itself: delete it in time.")
        click.echo("Not in it; keep these apart from it, links and codes need them:")
        for place in backups.to_keep_besides():
            click.echo(f"  {place}")


@manage.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--identity", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The key that opens it."
)
@click.option("--replace", is_flag=True, help="Even if the database is not empty: everything in it is deleted.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, identity: Path | None, replace: bool, yes: bool) -> None:
    """Bring a backup back, of this version or an older one, from SQLite or PostgreSQL to either. Counts again."""
    from actions import backups
    from actions.operation import processes, settings
    from server.housekeeping import only_process

    with _refusals_told(), _files_told(), only_process():
        if not settings().is_sqlite and processes().running:
            raise click.ClickException("The application is running on this database. Stop it first.")
        if replace and not yes:
            click.confirm("Everything that is in the database now will be deleted. Go on?", abort=True)
        done = backups.restore_backup(file, identity=identity, replace=replace)
    manifest = done.manifest
    click.echo(f"Restored as it was at {manifest.made_at}, and counted again:")
    click.echo(f"  {sum(manifest.tables.values())} rows of {len(manifest.tables)} tables, as in the backup.")
    click.echo(f"  Totals of rounds that are over: as in the backup ({len(manifest.rounds)}).")
    if done.back_again:
        click.echo(
            f"{done.back_again} people are back that the database did not have any more. "
            "Whoever had been deleted since must be deleted again."
        )
    if done.has_other_key:
        click.echo(
            "This server has another secret key than the one that made the backup: links, printed codes and personal "
            "codes of then do not work. Put the old key in its place (secret.key or SECRET_KEY), then start."
        )


@manage.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def backup_key(file: Path) -> None:
    """Make a key for encrypted backups: the secret half goes into FILE, the public one is said."""
    from actions.backups import new_identity

    with _refusals_told(), _files_told():
        recipient = new_identity(file)
    click.echo(f"Encrypt with:  --recipient {recipient}")
    click.echo(f"Keep {file} away from this machine. Without it no encrypted backup can be opened, by nobody.")


@manage.command()
@click.option("--apply", is_flag=True, help="Delete what is due; without it nothing is changed.")
def retention(apply: bool) -> None:
    """Say what has had its time by kind of data, and delete it with --apply. The server does so once a day.

    How long something is kept stands under [periods] in organisation.toml.
    """
    from actions import retention as action
    from actions.organisation import not_understood
    from domain.privacy import Kept

    with _writing() if apply else _reading():
        found = action.delete_due() if apply else action.due()
        if apply:
            action.tidy_up()
    for each in found:
        which = f"older than {each.before:%Y-%m-%d}"
        if each.kind is not Kept.AUDIT:
            which = f"of meetings that ended before {each.before:%Y-%m-%d} ({each.meetings})"
        click.echo(f"{each.kind.value:<12}{each.count:>6}  {which}")
    for name in not_understood():
        click.echo(f"{name:<12}     -  its period in organisation.toml is no number of days, weeks or months")
    click.echo("Deleted." if apply else "Nothing was deleted. Delete with: python manage.py retention --apply")


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
    from server.checkup_running import running_findings

    found = [*findings(), *running_findings()]
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


@contextmanager
def _files_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'A file'}: {error.strerror or error}") from None


def _sentence(refusal) -> str:  # type: ignore[no-untyped-def]
    import texts

    return texts.say(f"refusal.{refusal.reason}", "en", **refusal.values)


def _ideas(count: int) -> str:
    return f"{count} idea{'' if count == 1 else 's'}"


if __name__ == "__main__":
    manage()
