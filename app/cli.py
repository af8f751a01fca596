"""The commands of bin/rodedraad. Errors go to stderr in one line each, exit status 1; never a traceback."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import select

from app.accounts.actions import add_user, make_link, user_by_email
from app.backup import backup, restore
from app.draaiboek.contents import Draaiboek
from app.draaiboek.editions import concept_imprint
from app.draaiboek.file import dump, read
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.store import store
from app.extensions import db, now
from app.invitations.feed import feed_of, recently_cancelled
from app.invitations.programme import calendar_of
from app.invitations.reconcile import reconcile
from app.mail.outbox import deliver
from app.retention import forget, what_is_due
from app.terminal import database, fail, said_plainly
from app.versions.asked import NotThereError, asked_printout
from app.versions.imprints import Printout
from app.versions.numbers import NONE_YET, concept_number
from app.werksessies.models import Werksessie
from config import Addresses

DEFAULT_EDITION = "dagvoorzitter"
PROGRAM = "bin/rodedraad"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Rode Draad: de opdrachten voor beheerders en voor draaiboeken als bestand."""


@commands.group()
def draaiboek() -> None:
    """Draaiboeken nakijken, laden en drukken."""


def _read_or_fail(path: str, *, draft: bool = False, quiet: bool = False) -> Draaiboek:
    reading = read(Path(path).read_bytes(), draft=draft)
    if not quiet or reading.draaiboek is None:
        for problem in reading.problems:
            click.echo(problem.of(path), err=True)
    if reading.draaiboek is None:
        sys.exit(1)
    return reading.draaiboek


@draaiboek.command()
@click.argument("file")
@said_plainly
def check(file: str) -> None:
    """Kijk een draaiboekbestand na."""
    _read_or_fail(file)


@draaiboek.command()
@click.argument("file")
@click.option(
    "--draft",
    is_flag=True,
    help="Neem ook een onaf draaiboek: overlap, tijden en wat nog ontbreekt blijven staan.",
)
@said_plainly
def load(file: str, draft: bool) -> None:
    """Laad een draaiboek en zet de pagina open; met --draft blijft het een concept."""
    contents = _read_or_fail(file, draft=draft)
    with database():
        if db.session.scalar(select(Werksessie.id).where(Werksessie.slug == contents.slug)) is not None:
            fail(
                f"{file}:{_slug_line(file)}: het adres ‘{contents.slug}’ is al in gebruik. Kies een andere slug."
            )
        werksessie = store(contents, now())
        werksessie.published_at = None if draft else now()
        db.session.commit()
    click.echo(contents.slug)


def _slug_line(file: str) -> int:
    lines = Path(file).read_text(encoding="utf-8-sig").splitlines()
    named = [number for number, line in enumerate(lines, 1) if line.startswith(("slug:", '"slug":'))]
    titled = [number for number, line in enumerate(lines, 1) if line.startswith(("title:", '"title":'))]
    return (named or titled or [1])[0]


@draaiboek.command("dump")
@click.argument("slug")
@said_plainly
def dump_command(slug: str) -> None:
    """Schrijf een werksessie als draaiboekbestand naar de uitvoer."""
    with database():
        sys.stdout.buffer.write(dump(draaiboek_of(_werksessie_or_fail(slug))).encode())


def _werksessie_or_fail(slug: str) -> Werksessie:
    werksessie = db.session.scalar(select(Werksessie).where(Werksessie.slug == slug))
    if werksessie is None:
        fail(f"rodedraad: er is geen bestand of werksessie ‘{slug}’. Kijk het adres na.")
    return werksessie


@draaiboek.command("print")
@click.argument("file_or_slug")
@click.option("--edition", default=DEFAULT_EDITION, show_default=True, help="Welke uitgave.")
@click.option("--version", help="Welke versie, bijvoorbeeld 1.0. Zonder: het draaiboek zoals het nu is.")
@click.option("--since", help="Markeer wat er sinds deze versie veranderde.")
@click.option("--output", required=True, help="Waar het pdf-bestand komt.")
@said_plainly
def print_command(
    file_or_slug: str, edition: str, version: str | None, since: str | None, output: str
) -> None:
    """Druk een draaiboek af als pdf."""
    if Path(file_or_slug).exists():
        if version or since:
            fail("rodedraad: een bestand heeft geen versies. Geef het adres van een werksessie.")
        printout = _printout_of_file(file_or_slug)
    else:
        with database() as config:
            werksessie = _werksessie_or_fail(file_or_slug)
            try:
                printout = asked_printout(werksessie, edition, version, since, config.base_url, now())
            except NotThereError as error:
                fail(f"rodedraad: {error}. Kijk bij Draaiboek welke er zijn.")
    Path(output).write_bytes(printout.pdf(edition))


def _printout_of_file(file: str) -> Printout:
    """A file was never a version: what would be its first, whose code leads to the public page."""
    contents = _read_or_fail(file, quiet=True)
    number, page = str(concept_number(NONE_YET)), f"{Addresses.from_env().base_url}/{contents.slug}"
    return Printout(draaiboek=contents, imprint=concept_imprint(contents.slug, number, page, now()))


@draaiboek.command("calendar")
@click.argument("file_or_slug")
@click.option("--output", required=True, help="Waar het ics-bestand komt.")
@said_plainly
def calendar_command(file_or_slug: str, output: str) -> None:
    """Zet het programma in een agendabestand."""
    path = Path(file_or_slug)
    if path.exists():
        contents = _read_or_fail(file_or_slug, quiet=True)
        changed = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
        calendar = calendar_of(contents, changed, Addresses.from_env())
    else:
        with database() as config:
            werksessie = _werksessie_or_fail(file_or_slug)
            calendar = feed_of(werksessie, recently_cancelled(werksessie, now()), config.addresses)
    Path(output).write_bytes(calendar)


@commands.group()
def user() -> None:
    """Planners die alle werksessies zien."""


@user.command("add")
@click.argument("email")
@said_plainly
def user_add(email: str) -> None:
    """Maak een planner; die ziet elke werksessie."""
    with database():
        added = add_user(email)
        db.session.commit()
        click.echo(added.email)


@user.command("link")
@click.argument("email")
@said_plainly
def user_link(email: str) -> None:
    """Schrijf een adres waarmee deze planner één keer kan inloggen, 15 minuten geldig."""
    with database() as config:
        token = make_link(user_by_email(email))
        db.session.commit()
        click.echo(f"{config.base_url}/inloggen/{token}")


@commands.group()
def mail() -> None:
    """De uitgaande mail."""


@mail.command("deliver")
@said_plainly
def mail_deliver() -> None:
    """Schrijf en verstuur nu alle mail die klaarstaat."""
    with database():
        while reconcile():
            pass
        click.echo(f"{deliver(limit=sys.maxsize)} verstuurd")


@commands.command("backup")
@click.argument("file")
@said_plainly
def backup_command(file: str) -> None:
    """Bewaar alles uit de database in één bestand."""
    with database():
        click.echo(f"{backup(Path(file))} rijen bewaard")


@commands.command("restore")
@click.argument("file")
@click.option("--replace", is_flag=True, help="Vervang wat er al in de database staat.")
@said_plainly
def restore_command(file: str, replace: bool) -> None:
    """Zet een back-up terug."""
    with database():
        click.echo(f"{restore(Path(file), replace=replace)} rijen teruggezet")


@commands.command("forget")
@click.option("--dry-run", is_flag=True, help="Tel alleen wat er weg zou gaan; er verandert niets.")
@said_plainly
def forget_command(dry_run: bool) -> None:
    """Vergeet nu wat niet langer bewaard mag blijven, en noem per belofte hoeveel rijen dat zijn."""
    with database():
        for promise, rows in what_is_due().items():
            click.echo(f"{rows:6}  {promise}")
        if dry_run:
            click.echo("Er is niets gewijzigd.")
            return
        while forget():
            pass
        click.echo("Gedaan.")


def main() -> None:
    """Run the command that was typed. What was typed wrongly is said in Dutch, with where to find help."""
    try:
        commands.main(prog_name=PROGRAM, standalone_mode=False)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else PROGRAM
        fail(f"rodedraad: {_usage_words(error)} Typ ‘{path} --help’ voor uitleg.")
    except click.ClickException as error:
        fail(f"rodedraad: {error.format_message()}")
    except click.Abort:
        fail("rodedraad: afgebroken.")


def _usage_words(error: click.UsageError) -> str:
    if isinstance(error, click.MissingParameter):
        name = error.param.opts[0] if isinstance(error.param, click.Option) else (error.param_hint or "FILE")
        return f"er ontbreekt iets: {name}."
    if isinstance(error, click.NoSuchOption):
        return f"de optie {error.option_name} is er niet."
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return "kies een opdracht."
    if isinstance(error, click.BadOptionUsage):
        return f"bij {error.option_name} hoort een waarde."
    if isinstance(error, click.BadParameter):
        return f"wat bij {error.param.opts[0] if error.param else 'de optie'} staat kan niet."
    unknown = isinstance(error.ctx.command if error.ctx else None, click.Group)
    return "deze opdracht is er niet." if unknown else "er staat te veel achter de opdracht."
