"""Draaiboeken to print: the model case, a small day with one of everything, and odd days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from app.draaiboek import file
from app.draaiboek.contents import (
    CateringMoment,
    Draaiboek,
    Goal,
    Imprint,
    Room,
    Speaker,
    Task,
    TeamMember,
    Venue,
)
from app.draaiboek.contents_agreed import Domain
from app.programme.plan import Anchor, Cue, Item, Kind, Moment, Pillar, Session

IMPRINT = Imprint(
    version="concept 0.3",
    concept=True,
    made_at=datetime(2027, 3, 8, 16, 40, tzinfo=ZoneInfo("Europe/Amsterdam")),
    code="RD-7K2M",
    url="https://rodedraad.example/kleine-dag",
    expected=24,
)
WORD = "Zo" * 100
AWKWARD = "😀 محمد علي e\u0301 <b>vet</b> & <script>alert(1)</script> Zoë Ångström\u200b"


def zwolle() -> Draaiboek:
    """The model case, from its file."""
    path = Path(__file__).parents[2] / "draaiboeken" / "zwolle-2023.yaml"
    found = file.read(path.read_bytes()).draaiboek
    assert found is not None
    return found


def small_day() -> Draaiboek:
    """A short day in which every kind of row occurs once."""
    return Draaiboek(
        title="Kleine dag",
        slug="kleine-dag",
        theme="kijken, doen",
        client="Gemeente Voorbeeld",
        date=date(2027, 3, 11),
        starts=time(9, 30),
        ends=time(11, 30),
        capacity=30,
        venue=Venue(
            name="Stadskamer",
            address="Marktplein 1, 1234 AB Voorbeeld",
            route="Vijf minuten lopen.",
            rooms=(Room(name="Grote zaal", capacity=40), Room(name="Atelier", capacity=20)),
        ),
        goals=(Goal(id="zien", text="Iedereen ziet één signaal.", pillar=Pillar.INSPIREREN),),
        team=(
            TeamMember(role="projectmanager", name="Sam Voorbeeld", phone="06 00000001"),
            TeamMember(
                role="floormanager",
                name="Ilse Voorbeeld",
                phone="06 00000002",
                backup="projectmanager",
                regie=True,
            ),
            TeamMember(role="dagvoorzitter", name="Noor Voorbeeld", phone="06 00000003"),
        ),
        domains=(Domain(name="onderwijs"), Domain(name="zorg")),
        speakers=(Speaker(id="lector", name="Dr. A. Voorbeeld", organisation="Hogeschool Voorbeeld"),),
        programme=(
            Item(
                title="Welkom",
                minutes=20,
                minimum=15,
                starts=time(9, 30),
                pillar=Pillar.INSPIREREN,
                room="Grote zaal",
                roles=("dagvoorzitter",),
                speakers=("lector",),
                say="Goedemorgen.\n\nFijn dat u er bent.",
                do="Wacht tot het stil is.",
                cues=(
                    Cue(anchor=Anchor.START, offset=-5, what="Microfoon 1 open", roles=("techniek",)),
                    Cue(anchor=Anchor.END, offset=-5, what="Rond af", roles=("dagvoorzitter",)),
                ),
            ),
            Item(title="Peiling", minutes=5, droppable=True, pillar=Pillar.ACTIVEREN, say="Handen omhoog."),
            Item(
                title="Pauze", minutes=15, starts=time(10), kind=Kind.PAUZE, roles=("catering",), room="Foyer"
            ),
            Item(
                title="Deelsessies",
                minutes=45,
                kind=Kind.PARALLEL,
                pillar=Pillar.VERBINDEN,
                roles=("gastvrouw",),
                parallel=(
                    Session(id="a", title="Kijken", room="Atelier", capacity=20, speakers=("lector",)),
                    Session(id="b", title="Doen", room="Grote zaal", minutes=30),
                ),
            ),
        ),
        moments=(
            Moment(
                starts=time(8),
                minutes=60,
                what="Opbouw: stoelen en scherm",
                room="Grote zaal",
                roles=("techniek",),
            ),
            Moment(
                starts=time(9),
                minutes=10,
                what="Soundcheck; hand omhoog",
                roles=("dagvoorzitter", "techniek"),
            ),
        ),
        catering=(CateringMoment(id="koffie", title="Koffie en thee", starts=time(10), room="Foyer"),),
        tasks=(
            Task(what="Zaal vastleggen", day=-30, roles=("projectmanager",)),
            Task(what="Bedankmail", day=1, roles=("projectmanager",)),
            Task(what="Verslag", workday=10, roles=("verslaglegger", "projectmanager")),
        ),
    )


def bare_day(*programme: Item) -> Draaiboek:
    """No goals, team, regie, venue, room or text."""
    items = programme or (
        Item(title="Inloop", minutes=15, kind=Kind.INLOOP),
        Item(title="Gesprek", minutes=60),
        Item(title="Slot", minutes=15),
    )
    return Draaiboek(
        title="Kort",
        slug="kort",
        date=date(2027, 3, 11),
        starts=time(9, 30),
        ends=time(11, 30),
        programme=items,
    )


def tall_item() -> Item:
    """More to say, to do and to happen than three pages hold."""
    return Item(
        title="Lang verhaal",
        minutes=30,
        starts=time(11, 15),
        pillar=Pillar.ACTIVEREN,
        say="\n".join(f"Alinea {number}. " + "Dit is een zin die u uitspreekt. " * 4 for number in range(20)),
        do="\n".join(f"Doe {number}." for number in range(30)),
        cues=tuple(
            Cue(
                anchor=Anchor.START,
                offset=number,
                what=f"Teken {number} voor de techniek",
                roles=("techniek",),
            )
            for number in range(60)
        ),
    )


def _blocks(count: int, sessions: int) -> tuple[Item, ...]:
    return tuple(
        Item(
            title=f"Blok {block}",
            minutes=2,
            kind=Kind.PARALLEL,
            pillar=list(Pillar)[block % 3],
            parallel=tuple(
                Session(id=f"s{block}-{number}", title=f"Sessie {number}: " + "lang onderwerp " * number)
                for number in range(sessions)
            ),
        )
        for block in range(count)
    )


def odd_days() -> dict[str, Draaiboek]:
    """Days that strain the pages, by name."""
    overnight = replace(
        bare_day(
            Item(title="Avond", minutes=90, say="Goedenavond.", roles=("dagvoorzitter",)),
            Item(title="Middernacht", minutes=60),
            Item(title="Nacht", minutes=60, starts=time(1), say="Bent u nog wakker?"),
        ),
        starts=time(22),
        ends=time(2),
    )
    awkward = Item(
        title=AWKWARD, minutes=10, say=f"{AWKWARD}\n**vet**", do=AWKWARD, room=AWKWARD, speakers=("x",)
    )
    long = Item(title=WORD, minutes=5, say=WORD, do=WORD, room=WORD, speakers=(WORD,))
    return {
        "three items": bare_day(),
        "no programme": replace(bare_day(), programme=()),
        "300 items with 6 sessions": replace(zwolle(), programme=_blocks(300, 6)),
        "1000 items": bare_day(
            *(Item(title=f"Onderdeel {n}", minutes=1, say="Zeg dit.") for n in range(1000))
        ),
        "a word of 200": replace(
            bare_day(long, replace(long, title="Gewone woorden " * 14)), title=WORD, theme=WORD
        ),
        "past midnight": overnight,
        "awkward characters": replace(
            bare_day(awkward),
            title=AWKWARD,
            venue=Venue(name=AWKWARD, address=AWKWARD),
            team=(TeamMember(role=AWKWARD, name=AWKWARD, phone="06 <b>1</b>", regie=True),),
        ),
        "taller than a page": bare_day(
            Item(title="Kort", minutes=10), tall_item(), Item(title="Slot", minutes=10)
        ),
        "one long paragraph": bare_day(Item(title="Zin", minutes=10, say="Dit is een zin. " * 400)),
        "a long team": replace(zwolle(), team=zwolle().team * 4),
    }
