"""What readers of a draaiboek get by mail: their link, a new version, an answer to what they said."""

from __future__ import annotations

from collections.abc import Sequence

from app.draaiboek.changes import Change, Changes
from app.ground import config
from app.mail.letter import Letter, Link, Row
from app.mail.outbox import sender
from app.mail.text import shortened
from app.versions.models import Comment, EditionLink, Version
from app.words import clock, full_date, moment

MOST_ROWS = 40  # changes that a mail tells; the page tells all
KEEP = "Deze link is van u. Stuur hem niet door: wie hem heeft, leest mee in uw naam."


def link_url(link: EditionLink, rest: str = "") -> str:
    """The address that opens a link."""
    return f"{config().base_url}/d/{link.token}{rest}"


def link_letter(link: EditionLink, planner: str) -> Letter:
    """Your link; with what the day chair can do there when she writes."""
    werksessie = link.werksessie
    if link.writes_since:
        lead = (
            f"{planner} vraagt u om in het draaiboek te schrijven wat u zegt en doet. "
            "Dat kan tot het draaiboek is vastgesteld. U hebt geen account nodig."
        )
        go = Link(words="Naar uw teksten", url=link_url(link, "/schrijven"))
    else:
        lead = f"{planner} deelt het draaiboek met u, in de editie {link.edition}. U hebt geen account nodig."
        go = Link(words="Lees het draaiboek", url=link_url(link))
    return Letter(
        subject=f"Uw draaiboek: {werksessie.title}",
        sender=sender().name,
        heading="Uw draaiboek",
        lead=lead,
        facts=(
            ("Wat", werksessie.title),
            ("Wanneer", full_date(werksessie.date)),
            ("Editie", link.edition),
        ),
        link=go,
        paragraphs=("Op die pagina ziet u altijd of u de laatste versie hebt.",),
        closing=(KEEP,),
    )


def version_letter(link: EditionLink, version: Version, since: str, changes: Changes | None) -> Letter:
    """There is a new version, with what changed for this reader since version `since`; None: nothing to compare."""
    werksessie = link.werksessie
    status = "is vastgesteld" if version.fixed else "ligt er ter reactie"
    told: tuple[Row, ...] = ()
    more = ""
    if changes:
        told = tuple(_row(change) for change in changes.changes[:MOST_ROWS])
        more = "" if len(changes.changes) <= MOST_ROWS else "Op de pagina staat wat er verder is veranderd."
    same = (
        f"Voor u is er niets veranderd sinds versie {since}." if changes is not None and not changes else ""
    )
    shifts = tuple(shift.sentence for shift in changes.shifts) if changes else ()
    return Letter(
        subject=f"Versie {version.number} van uw draaiboek: {werksessie.title}",
        sender=sender().name,
        heading=f"Versie {version.number} {status}",
        lead=f"Er is een nieuwe versie van uw draaiboek, van {moment(version.made_at, werksessie.timezone)}. "
        "Gooi een oudere afdruk weg.",
        facts=(
            ("Wat", werksessie.title),
            ("Wanneer", full_date(werksessie.date)),
            ("Editie", link.edition),
        ),
        link=Link(words=f"Lees versie {version.number}", url=link_url(link)),
        paragraphs=tuple(filter(None, (same, *shifts))),
        rows_heading=f"Dit is er veranderd voor u sinds versie {since}",
        rows=told,
        closing=tuple(filter(None, (more, KEEP))),
    )


def _row(change: Change) -> Row:
    when = clock(change.at) if change.at else ""
    return Row(when=when, what=change.title, notes=(f"{change.word}: {change.sentence}",))


def answer_letter(link: EditionLink, about: str, said: Comment | None, answer: Comment) -> Letter:
    """A planner answered what this reader `said`, or with None begins about an item; `about` names what it is on."""
    werksessie = link.werksessie
    page = "/schrijven" if link.writes_since else ""
    asks = said is None
    rows: Sequence[tuple[str, str]] = [("Over", about)] if about else []
    if said is not None:
        rows = [*rows, ("U schreef", shortened(said.text, 300))]
    return Letter(
        subject=f"{'Vraag over' if asks else 'Antwoord op uw reactie op'} het draaiboek: {werksessie.title}",
        sender=sender().name,
        heading=f"{answer.author} {'vraagt u iets' if asks else 'antwoordt u'}",
        lead=shortened(answer.text, 2000),
        facts=tuple(rows),
        link=Link(words="Naar het draaiboek", url=link_url(link, page)),
        closing=(KEEP,),
    )
