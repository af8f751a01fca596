"""What was agreed and is asked, filled in every field of a draaiboek: for tests that every field is thought of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from app.brief import contents as brief
from app.draaiboek import contents as c
from app.draaiboek import contents_agreed as a
from app.programme.plan import Item
from app.registrations.choice_models import Way
from app.registrations.question_models import AnswerKind
from app.registrations.ways_in import WayIn
from app.words import Cents

TERMS = a.VenueTerms(
    option_until=date(2027, 1, 10),
    definite_on=date(2027, 1, 20),
    numbers_by=date(2027, 3, 2),
    rent=Cents(250000),
    cancellation=(a.CancellationStep(after=date(2027, 1, 20), percent=35),),
    account_manager="Wil",
    account_phone="06 3",
    account_email="wil@kade.example",
    floor_manager="Bas",
    floor_phone="06 4",
    first_aid="Ria",
    first_aid_phone="06 5",
    assembly_point="De kade",
    emergency="Alarm is 112.",
    parking="Achter",
    signs="Drie borden",
)
CATERER = a.CateringTerms(
    caterer="Keuken", contact="Yara", email="keuken@kade.example", phone="06 1", workdays=7, shrink=10
)
SUPPLIER = a.Supplier(
    name="Geluid",
    delivers="Geluid",
    contact="Tom",
    phone="06 2",
    email="tom@geluid.example",
    arrives=time(7),
    leaves=time(18),
)
QUESTIONS = (
    a.Question(
        text="Met de auto?",
        kind=AnswerKind.YES_NO,
        purpose="Voor de uitrijkaart.",
        help="Alleen de dag zelf",
    ),
    a.Question(
        text="Waar?",
        kind=AnswerKind.ONE,
        purpose="Voor de garage.",
        options=("Noord", "Zuid"),
        required=True,
        only_if=a.OnlyIf(question="Met de auto?", answer="ja"),
        kept_days=14,
    ),
)


def filled(draaiboek: c.Draaiboek) -> c.Draaiboek:
    """The draaiboek with all of that. It has a speaker, two in the team, a room, a goal, a meal and an item already."""
    member, *others = draaiboek.team
    shift = {"starts": time(8), "ends": time(17), "tasks": ("Balie open",)}
    return replace(
        draaiboek,
        silent_days=5,
        school_region=c.SchoolRegion.NOORD,
        registration=_registration(draaiboek),
        venue=_venue(draaiboek),
        brief=_brief(draaiboek),
        goals=tuple(replace(goal, target="80 %") for goal in draaiboek.goals),
        team=(replace(member, **shift, follows=draaiboek.speakers[0].name), *others),
        domains=(a.Domain(name="zorg", held=5, held_until=date(2027, 2, 20), aim=30),),
        speakers=tuple(map(_speaker, draaiboek.speakers)),
        programme=tuple(map(_item, draaiboek.programme)),
        catering=tuple(_meal(meal, draaiboek.programme[0].title) for meal in draaiboek.catering),
        catering_terms=CATERER,
        suppliers=(SUPPLIER,),
        materials=tuple(
            replace(thing, arrives=time(8), returns="Na afloop", technique=True)
            for thing in draaiboek.materials
        ),
        tasks=tuple(
            replace(task, on_workday=True, owner="Daan", owner_email="daan@gemeente.example", note="Kort")
            for task in draaiboek.tasks
        ),
        budget=tuple(map(_line, draaiboek.budget)),
        questions=QUESTIONS,
        choices=(a.Choice(item=draaiboek.programme[0].title, way=Way.FIRST_COME, closes=date(2027, 2, 25)),),
    )


def _registration(draaiboek: c.Draaiboek) -> c.RegistrationPeriod:
    return replace(
        draaiboek.registration,
        auto_place_until=date(2027, 3, 5),
        way_in=WayIn.CODE,
        entry_code="kade",
        mail_domains=("gemeente.example",),
        no_show=10,
    )


def _venue(draaiboek: c.Draaiboek) -> c.Venue:
    room, *others = draaiboek.venue.rooms
    setups = (a.Setup(setup="theater", capacity=80),)
    stands = (a.Standing(starts=time(9), setup="theater", note="tafels opzij"),)
    rooms = (replace(room, accessible=True, setups=setups, stands=stands), *others)
    return replace(draaiboek.venue, rooms=rooms, terms=TERMS)


def _brief(draaiboek: c.Draaiboek) -> c.Brief:
    return replace(
        draaiboek.brief,
        deliver_by=date(2027, 4, 1),
        frame=Cents(900000),
        stakeholders=(brief.Stakeholder(name="Raad", interest="Wil weten", involved="Bericht"),),
        responsibilities=(
            brief.Responsibility(subject="Budget", decides="Fenna", does="Sam", asked="Bas", told="Noor"),
        ),
    )


def _speaker(speaker: c.Speaker) -> c.Speaker:
    return replace(
        speaker,
        function="lector",
        chance=c.Chance.GROOT,
        next_step="Bellen",
        next_step_on=date(2027, 2, 1),
        travel="Trein",
        talk_title="Kijken",
        talk_outline="Drie delen",
        expected="Een half uur",
        bio="Doet onderzoek.",
        travel_costs=Cents(2500),
        invoice=c.Invoice.VERWACHT,
    )


def _item(item: Item) -> Item:
    sessions = tuple(replace(session, plan_b="Bel de reserve") for session in item.parallel)
    return replace(item, plan_b="De reserve", parallel=sessions)


def _meal(meal: c.CateringMoment, item: str) -> c.CateringMoment:
    return replace(meal, item=item, offset=10, minutes=15, choice="Thee", margin=2, btw=21)


def _line(line: c.BudgetLine) -> c.BudgetLine:
    return replace(
        line,
        source="venue:rent",
        supplier="De Kade",
        committed=Cents(9000),
        actual=Cents(9500),
        btw=9,
        obligation="V-12",
        quoted_on=date(2027, 1, 2),
        ordered_on=date(2027, 1, 3),
        invoiced_on=date(2027, 3, 12),
        paid_on=date(2027, 3, 20),
    )
