"""The mails to who registered, one function per message. Each says the true state and carries the personal link."""

from __future__ import annotations

from dataclasses import dataclass

from app.draaiboek.contents import Draaiboek
from app.invitations.day import full_title
from app.invitations.programme import Part, location
from app.mail.letter import Letter, Link, Row
from app.programme.plan import Kind
from app.registrations.models import State
from app.words import clock, full_date, joined

CHANGE = (
    "Kunt u niet komen, of klopt er iets niet? Met dezelfde link wijzigt u uw aanmelding of meldt u zich af."
)
APPOINTMENT_GONE = "De afspraak verdwijnt uit uw agenda. Gebeurt dat niet? Haal de afspraak er dan zelf uit."
FILL_IN = "Vul met uw link aan wat wij nog niet weten, zoals wat u niet eet."
QUESTIONS = "Hebt u een vraag? Beantwoord dan deze mail."


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """To whom, about what. `line` is the place on the waiting list, `url` the personal page, `appointment` whether a
    calendar part goes along, `was` date and hours that no longer hold, `can_return` whether registration is open.

    `held`: some seats are held for a domain. `by_itself`: a place that falls free is given by itself. `refusal`: why
    the organisation said no, "" for no reason. `to_choose`: blocks in which they have yet to take a seat;
    `wished`: sessions that they chose before they have a place. `by`: who
    registered this person or gave them the place; `successor`: the colleague who comes instead.
    """

    name: str
    state: State
    url: str
    sender: str
    draaiboek: Draaiboek
    parts: tuple[Part, ...]
    line: int | None = None
    appointment: bool = False
    was: str = ""
    can_return: bool = False
    by: str = ""
    successor: str = ""
    held: bool = False
    by_itself: bool = True
    refusal: str = ""
    to_choose: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return full_title(self.draaiboek.title)

    @property
    def date(self) -> str:
        return full_date(self.draaiboek.date)


def confirmation(to: Recipient) -> Letter:
    """The place is given."""
    return _placed(
        to,
        subject=f"Uitnodiging: u bent aangemeld voor {to.title}",
        heading="U bent aangemeld",
        lead=f"Dag {to.name}, {f'{to.by} regelde een plaats voor u. Tot' if to.by else 'tot'} {to.date}.",
    )


def promotion(to: Recipient) -> Letter:
    """A place came free for who was waiting."""
    return _placed(
        to,
        subject=f"Uitnodiging: er is een plaats voor u bij {to.title}",
        heading="Er is een plaats voor u",
        lead=f"Dag {to.name}, u stond op de wachtlijst en bent nu aangemeld. Tot {to.date}.",
    )


def changed(to: Recipient) -> Letter:
    """Date, time, place or programme is another than was told."""
    return _placed(
        to,
        subject=f"Gewijzigd: {to.title}, {to.date}",
        heading="Er is iets gewijzigd",
        lead=f"Dag {to.name}, deze gegevens zijn nu anders dan wij u eerder schreven. Tot {to.date}.",
    )


def judging(to: Recipient) -> Letter:
    """The organisation looks first."""
    return Letter(
        subject=f"Ontvangen: uw aanmelding voor {to.title}",
        sender=to.sender,
        heading="De organisatie bekijkt uw aanmelding",
        lead=f"Dag {to.name}, dank voor uw aanmelding. U hebt nog geen plaats. U hoort per mail of u kunt komen.",
        facts=_facts(to),
        link=Link(words="Bekijk of wijzig uw aanmelding", url=to.url),
        paragraphs=(
            *([APPOINTMENT_GONE] if to.appointment else []),
            *_wished(to),
            "Kunt u toch niet komen? Meld u dan af met dezelfde link.",
        ),
        closing=(QUESTIONS,),
    )


def refusal(to: Recipient) -> Letter:
    """The organisation said no."""
    return Letter(
        subject=f"Geen plaats: {to.title}",
        sender=to.sender,
        heading="Wij hebben geen plaats voor u",
        lead=f"Dag {to.name}, dank voor uw aanmelding. Helaas kunnen wij u deze keer geen plaats geven.",
        facts=_facts(to),
        link=Link(words="Bekijk uw aanmelding", url=to.url),
        paragraphs=(
            *(line.strip() for line in to.refusal.split("\n") if line.strip()),
            *([APPOINTMENT_GONE] if to.appointment else []),
        ),
        closing=(QUESTIONS,),
    )


def waiting(to: Recipient) -> Letter:
    """There is no place for this person now."""
    return Letter(
        subject=f"Wachtlijst: {to.title}",
        sender=to.sender,
        heading="U staat op de wachtlijst",
        lead=f"Dag {to.name}, {to.title} heeft nu geen plaats voor u. U bent nummer {to.line} op de wachtlijst.",
        facts=_facts(to),
        link=Link(words="Bekijk of wijzig uw aanmelding", url=to.url),
        paragraphs=(
            _turn(to),
            *_wished(to),
            "Wilt u niet meer wachten? Meld u dan af met dezelfde link.",
        ),
        closing=(QUESTIONS,),
    )


def _turn(to: Recipient) -> str:
    """How a place is given to who waits, as the personal page says it."""
    if not to.by_itself:
        given = "dan kiest de organisatie wie die krijgt."
    elif to.held:
        given = (
            "dan gaat die naar de eerste in de rij voor wie die plaats bedoeld is: sommige zijn vrijgehouden."
        )
    else:
        given = "dan gaat die naar de eerste in de rij."
    return f"Komt er een plaats vrij, {given} Bent u dat, dan krijgt u een mail met de afspraak."


def withdrawal(to: Recipient) -> Letter:
    """The person withdrew."""
    back = "Was dit een vergissing? Meld u met dezelfde link weer aan."
    return Letter(
        subject=f"{'Geannuleerd' if to.appointment else 'Afgemeld'}: {to.title}",
        sender=to.sender,
        heading="U bent afgemeld",
        lead=f"Dag {to.name}, wij verwachten u niet op {to.date}.",
        facts=_facts(to),
        link=Link(words="Bekijk uw aanmelding", url=to.url),
        paragraphs=(*([APPOINTMENT_GONE] if to.appointment else []), *([back] if to.can_return else [])),
        closing=(QUESTIONS,),
    )


def _replaced(to: Recipient) -> Letter:
    return Letter(
        subject=f"{'Geannuleerd' if to.appointment else 'Overgedragen'}: {to.title}",
        sender=to.sender,
        heading="Uw collega komt in uw plaats",
        lead=f"Dag {to.name}, wij verwachten {to.successor} op {to.date} in uw plaats.",
        facts=_facts(to),
        link=Link(words="Bekijk of verwijder uw gegevens", url=to.url),
        paragraphs=(
            *([APPOINTMENT_GONE] if to.appointment else []),
            "Met deze link wijzigt u niets meer aan de aanmelding.",
        ),
        closing=(QUESTIONS,),
    )


def personal_link(to: Recipient) -> Letter:
    """Somebody, mostly the person, asked for the link or filled in the form again."""
    states = {
        State.AANGEMELD: "U bent aangemeld",
        State.WACHTLIJST: f"U bent nummer {to.line} op de wachtlijst",
        State.TE_BEOORDELEN: "De organisatie bekijkt uw aanmelding",
        State.AFGEMELD: "U bent afgemeld",
        State.AFGEWEZEN: "Wij hebben geen plaats voor u",
    }
    return Letter(
        subject=f"Uw aanmelding: {to.title}",
        sender=to.sender,
        heading=states[to.state],
        lead=f"Dag {to.name}, dit adres was al bekend. Er is niets veranderd aan uw aanmelding.",
        facts=_facts(to),
        link=Link(words="Bekijk of wijzig uw aanmelding", url=to.url),
        paragraphs=(
            "Vroeg u niet om deze link, en meldde u zich niet opnieuw aan? Dan hoeft u niets te doen.",
        ),
        closing=(QUESTIONS,),
    )


def _placed(to: Recipient, *, subject: str, heading: str, lead: str) -> Letter:
    agenda = "De afspraak voor uw agenda zit bij deze mail." if to.appointment else ""
    return Letter(
        subject=subject,
        sender=to.sender,
        heading=heading,
        lead=lead,
        facts=(*_facts(to), *_route(to)),
        link=Link(words="Bekijk of wijzig uw aanmelding", url=to.url),
        paragraphs=tuple(filter(None, (agenda, FILL_IN if to.by else "", _choose(to), CHANGE))),
        rows_heading="Het programma",
        rows=tuple(map(_row, to.parts)),
        closing=(QUESTIONS,),
    )


def _choose(to: Recipient) -> str:
    if not to.to_choose:
        return ""
    blocks = joined([f"‘{title}’" for title in to.to_choose])
    return (
        f"Kies nog uw sessie bij {blocks}. Dat kan met dezelfde link; wie het eerst kiest, heeft de plaats."
    )


def _wished(to: Recipient) -> tuple[str, ...]:
    if not to.wished:
        return ()
    sessions = joined([f"‘{title}’" for title in to.wished])
    return (
        f"U koos {sessions}. Krijgt u een plaats, dan zit u daar als er dan nog plek is. Anders kiest u opnieuw.",
    )


def _facts(to: Recipient) -> tuple[tuple[str, str], ...]:
    return (
        ("Wat", to.title),
        *((("Was", to.was),) if to.was else ()),
        ("Wordt" if to.was else "Wanneer", f"{to.date}, {_hours(to)}"),
        ("Waar", location(to.draaiboek) or "De locatie volgt."),
    )


def _hours(to: Recipient) -> str:
    """09.30 tot 16.30 uur, inloop vanaf 09.00, borrel tot 17.30: the words of the public page."""
    words = [f"{clock(to.draaiboek.starts)} tot {clock(to.draaiboek.ends)} uur"]
    kinds = [item.kind for item in to.draaiboek.programme]
    if kinds and kinds[0] is Kind.INLOOP:
        words.append(f"inloop vanaf {clock(to.parts[0].starts)}")
    if kinds and kinds[-1] is Kind.BORREL:
        words.append(f"borrel tot {clock(to.parts[-1].ends)}")
    return ", ".join(words)


def _route(to: Recipient) -> tuple[tuple[str, str], ...]:
    return (("Route", to.draaiboek.venue.route),) if to.draaiboek.venue.route else ()


def _row(part: Part) -> Row:
    return Row(
        when=clock(part.starts), what=part.what, notes=tuple(session.what for session in part.sessions)
    )
