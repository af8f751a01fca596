"""Draaiboeken drawn by hypothesis: of every shape the file can hold, with the texts that YAML finds hardest."""

from collections import Counter
from dataclasses import replace
from datetime import date, time

from hypothesis import strategies as st

from app.brief import contents as brief
from app.draaiboek import contents as c
from app.draaiboek import contents_agreed as a
from app.programme import plan as p
from app.registrations.choice_models import Way
from app.registrations.question_models import AnswerKind
from app.registrations.ways_in import WayIn
from app.words import Cents

HARD = [
    "no", "ja", "null", "~", "1e3", "0x1F", "12:30:45", "2027-02-31", "=", "<<", "- a", "? a", "a: b", "a #b", "#b",
    "*a", "&a", "!a", "%a", "@a", "`a", "'a", '"a"', "a\\nb", "{a: b}", "[a]", "a, b", "| a", "> a", "---", "...",
    "  voor", "na  ", "midden   in", ":", "a:", "\ta", "a\t", "\ufeffa", "\xa0", "👩🏽‍🚒", "שלום עולם", "\u202eabc",
]  # fmt: skip
BREAKS = "\n\x85\u2028\u2029"
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn"])


def not_blank(text):
    return text.strip() != ""


LINES = (st.sampled_from(HARD) | st.text(CHARACTERS, min_size=1, max_size=20)).filter(not_blank)


IDS = st.tuples(st.sampled_from("a0Éש"), LINES).map("".join)
PROSE = st.lists(LINES | st.sampled_from(["", " ", *BREAKS, *HARD]), min_size=1, max_size=5).flatmap(
    lambda parts: st.sampled_from(BREAKS).map(lambda at: at.join(parts)).filter(not_blank)
)


def maybe(some):
    return st.just("") | some


def tuples(each, most=3, **how):
    return st.lists(each, max_size=most, **how).map(tuple)


MONEY = st.integers(0, 999_999_999).map(Cents)
PILLARS = st.sampled_from(p.Pillar)
CLOCK = st.times(time(8), time(18)).map(lambda at: at.replace(second=0, microsecond=0))
ROLES = tuples(LINES, unique=True)
EMAILS = st.sampled_from(["sam@bureau.example", "Noor.V+werk@Voorzitter.example"])

cues = st.builds(
    p.Cue, anchor=st.sampled_from(p.Anchor), offset=st.integers(-60, 60), what=LINES, roles=ROLES
)

steps = st.builds(p.Step, minutes=st.just(1), what=LINES, round=maybe(LINES), paper=maybe(LINES))


@st.composite
def items(draw, rooms, goals, speakers, session_ids):
    """An item that refers only to what there is; its sessions take their ids and rooms from `session_ids`."""
    kind = draw(st.sampled_from(p.Kind))
    minutes = draw(st.integers(1, 120))
    some = draw(st.integers(1, 2)) if kind is p.Kind.PARALLEL else 0
    held = [*draw(st.permutations(rooms)), None, None]
    sessions = tuple(
        p.Session(
            id=next(session_ids),
            title=draw(LINES),
            room=held[number],
            capacity=draw(st.none() | st.integers(1, 50)),
            minutes=draw(st.none() | st.integers(1, minutes)),
            speakers=draw(tuples(st.sampled_from(speakers), unique=True) if speakers else st.just(())),
            roles=draw(ROLES),
            plan_b=draw(maybe(PROSE)),
        )
        for number in range(some)
    )
    return draw(
        st.builds(
            p.Item,
            title=LINES,
            minutes=st.just(minutes),
            kind=st.just(kind),
            starts=st.none() | CLOCK,
            minimum=st.none() | st.integers(1, minutes),
            droppable=st.booleans(),
            pillar=st.none() | PILLARS,
            goal=st.sampled_from([None, *goals]),
            room=st.sampled_from([None, *rooms]),
            roles=ROLES,
            speakers=tuples(st.sampled_from(speakers), unique=True) if speakers else st.just(()),
            public=maybe(PROSE),
            say=maybe(PROSE),
            do=maybe(PROSE),
            card=tuples(LINES),
            cues=tuples(cues),
            parallel=st.just(sessions),
            case=maybe(PROSE),
            steps=st.just(tuple(draw(st.lists(steps, max_size=minutes if minutes < 3 else 3)))),
            stuck=tuples(LINES),
            plan_b=maybe(PROSE),
        )
    )


def from_eight(programme):
    """The items with nothing before the first: a fixed start before it would be a day later, and its cues too far."""
    return (*(replace(item, starts=None) for item in programme[:1]), *programme[1:])


DATES = st.dates(date(2027, 1, 1), date(2027, 12, 31))
PER_CENT = st.integers(0, 100)
NUMBER = st.none() | st.integers(1, 60)

terms = st.builds(
    a.VenueTerms,
    option_until=st.none() | DATES,
    definite_on=st.none() | DATES,
    numbers_by=st.none() | DATES,
    rent=st.none() | MONEY,
    cancellation=tuples(
        st.builds(a.CancellationStep, after=DATES, percent=st.integers(1, 100)),
        unique_by=lambda step: step.after,
    ),
    account_manager=maybe(LINES),
    account_phone=maybe(LINES),
    account_email=maybe(EMAILS),
    floor_manager=maybe(LINES),
    floor_phone=maybe(LINES),
    first_aid=maybe(LINES),
    first_aid_phone=maybe(LINES),
    assembly_point=maybe(LINES),
    emergency=maybe(PROSE),
    parking=maybe(PROSE),
    signs=maybe(PROSE),
)
catering_terms = st.builds(
    a.CateringTerms,
    caterer=maybe(LINES),
    contact=maybe(LINES),
    email=maybe(EMAILS),
    phone=maybe(LINES),
    workdays=NUMBER,
    shrink=PER_CENT,
)
suppliers = st.builds(
    a.Supplier,
    name=LINES,
    delivers=maybe(LINES),
    contact=maybe(LINES),
    phone=maybe(LINES),
    email=maybe(EMAILS),
    arrives=st.none() | CLOCK,
    leaves=st.none() | CLOCK,
)
domains = st.builds(a.Domain, name=LINES, held=NUMBER, held_until=st.none() | DATES, aim=st.none() | PER_CENT)
briefs = st.builds(
    c.Brief,
    occasion=maybe(PROSE),
    conditions=tuples(PROSE),
    deliver_by=st.none() | DATES,
    frame=st.none() | MONEY,
    stakeholders=tuples(
        st.builds(brief.Stakeholder, name=LINES, interest=maybe(PROSE), involved=maybe(PROSE))
    ),
    responsibilities=tuples(
        st.builds(
            brief.Responsibility,
            subject=LINES,
            decides=maybe(LINES),
            does=maybe(LINES),
            asked=maybe(LINES),
            told=maybe(LINES),
        )
    ),
)
budget_lines = st.builds(
    c.BudgetLine,
    line=LINES,
    estimate=MONEY,
    source=maybe(LINES),
    supplier=maybe(LINES),
    committed=st.none() | MONEY,
    actual=st.none() | MONEY,
    btw=PER_CENT,
    obligation=maybe(LINES),
    quoted_on=st.none() | DATES,
    ordered_on=st.none() | DATES,
    invoiced_on=st.none() | DATES,
    paid_on=st.none() | DATES,
)


def rooms_called(name):
    return st.builds(
        c.Room,
        name=st.just(name),
        capacity=st.sampled_from([None, 50]),
        accessible=st.sampled_from([None, True, False]),
        setups=tuples(
            st.builds(a.Setup, setup=LINES, capacity=st.integers(1, 90)), unique_by=lambda one: one.setup
        ),
        stands=tuples(st.builds(a.Standing, starts=CLOCK, setup=LINES, note=maybe(LINES))),
    )


@st.composite
def questions(draw):
    """Questions of which a later one may hang on an earlier one, also when several say the same."""
    asked = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(AnswerKind))
        chosen = kind in (AnswerKind.ONE, AnswerKind.SEVERAL)
        earlier = [*a.unique_names(one.text for one in asked)]
        only_if = (
            st.builds(a.OnlyIf, question=st.sampled_from(earlier), answer=LINES) if earlier else st.none()
        )
        asked.append(
            a.Question(
                text=draw(LINES),
                kind=kind,
                purpose=draw(LINES),
                help=draw(maybe(LINES)),
                options=tuple(draw(st.lists(LINES, min_size=2, max_size=3, unique=True))) if chosen else (),
                required=draw(st.booleans()),
                only_if=draw(st.none() | only_if),
                kept_days=draw(st.integers(0, 183)),
            )
        )
    # a text that comes again gets a number, so the names of all may differ from those of the first few
    names = a.unique_names(one.text for one in asked)
    return tuple(
        one if one.only_if is None or one.only_if.question in names[:place] else replace(one, only_if=None)
        for place, one in enumerate(asked)
    )


@st.composite
def draaiboeken(draw):
    """A whole draaiboek in which nothing is wrong that a draft may not have."""
    rooms = draw(st.lists(LINES, max_size=3, unique=True))
    goals = draw(st.lists(IDS, max_size=2, unique=True))
    speakers = draw(st.lists(IDS, max_size=3, unique=True))
    roles = draw(st.lists(LINES, max_size=3, unique=True))
    session_ids = (f"sessie-{number}" for number in range(100))
    room = st.sampled_from([None, *rooms])
    return draw(
        st.builds(
            c.Draaiboek,
            title=LINES,
            slug=st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){1,4}", fullmatch=True),
            date=st.dates(date(2027, 5, 1), date(2027, 9, 30)),
            starts=st.just(time(8)),
            ends=CLOCK,
            timezone=st.sampled_from(["Europe/Amsterdam", "America/Curacao"]),
            theme=maybe(LINES),
            client=maybe(LINES),
            capacity=st.none() | st.integers(1, 500),
            registration=st.builds(
                c.RegistrationPeriod,
                opens=st.none() | st.dates(date(2027, 1, 1), date(2027, 2, 1)),
                closes=st.none() | st.dates(date(2027, 2, 1), date(2027, 4, 1)),
                auto_place_until=st.none() | DATES,
                way_in=st.sampled_from(WayIn),
                entry_code=maybe(LINES),
                mail_domains=tuples(
                    st.sampled_from(["gemeente.example", "politie.zorg.example"]), unique=True
                ),
                no_show=st.none() | st.integers(0, 90),
            ),
            venue=st.builds(
                c.Venue,
                name=maybe(LINES),
                address=maybe(PROSE),
                route=maybe(PROSE),
                rooms=st.tuples(*map(rooms_called, rooms)),
                terms=terms,
            ),
            brief=briefs,
            silent_days=st.integers(1, 90),
            school_region=st.none() | st.sampled_from(c.SchoolRegion),
            goals=st.tuples(
                *(
                    st.builds(
                        c.Goal,
                        id=st.just(id_),
                        text=PROSE,
                        pillar=PILLARS,
                        measure=maybe(PROSE),
                        target=maybe(PROSE),
                    )
                    for id_ in goals
                )
            ),
            team=st.tuples(
                *(
                    st.builds(
                        c.TeamMember,
                        role=st.just(role),
                        name=LINES,
                        organisation=maybe(LINES),
                        email=maybe(EMAILS),
                        phone=maybe(LINES),
                        backup=st.sampled_from([None, *roles]),
                        regie=st.booleans(),
                        starts=st.none() | CLOCK,
                        ends=st.none() | CLOCK,
                        tasks=tuples(LINES),
                    )
                    for role in (*roles, *roles[:1])  # two people in the first
                )
            ),
            domains=tuples(domains, unique_by=lambda domain: domain.name),
            speakers=st.tuples(
                *(
                    st.builds(
                        c.Speaker,
                        id=st.just(id_),
                        name=LINES,
                        organisation=maybe(LINES),
                        email=maybe(EMAILS),
                        status=st.sampled_from(c.SpeakerStatus),
                        function=maybe(LINES),
                        chance=st.none() | st.sampled_from(c.Chance),
                        next_step=maybe(LINES),
                        next_step_on=st.none() | DATES,
                        arrives=st.none() | CLOCK,
                        travel=maybe(PROSE),
                        needs=tuples(LINES),
                        talk_title=maybe(LINES),
                        talk_outline=maybe(PROSE),
                        expected=maybe(PROSE),
                        bio=maybe(PROSE),
                        fee=st.none() | MONEY,
                        travel_costs=st.none() | MONEY,
                        invoice=st.none() | st.sampled_from(c.Invoice),
                    )
                    for id_ in speakers
                )
            ),
            programme=tuples(items(rooms, goals, speakers, session_ids), most=4).map(from_eight),
            moments=tuples(
                st.builds(
                    p.Moment, starts=CLOCK, minutes=st.integers(1, 1440), what=LINES, room=room, roles=ROLES
                )
            ),
            catering=tuples(
                st.builds(
                    c.CateringMoment,
                    id=IDS,
                    title=LINES,
                    starts=CLOCK,
                    room=room,
                    offset=st.integers(-60, 60),
                    minutes=NUMBER,
                    choice=maybe(PROSE),
                    margin=st.integers(0, 20),
                    per_person=st.none() | MONEY,
                    btw=PER_CENT,
                ),
                unique_by=lambda moment: moment.id,
            ),
            catering_terms=catering_terms,
            suppliers=tuples(suppliers),
            materials=tuples(
                st.builds(
                    c.Material,
                    what=LINES,
                    count=st.integers(1, 900),
                    room=room,
                    supplier=maybe(LINES),
                    arrives=st.none() | CLOCK,
                    returns=maybe(LINES),
                    technique=st.booleans(),
                )
            ),
            tasks=tuples(
                st.builds(
                    c.Task,
                    what=LINES,
                    day=st.integers(-900, 900),
                    roles=ROLES,
                    on_workday=st.booleans(),
                    owner=maybe(LINES),
                    owner_email=maybe(EMAILS),
                    note=maybe(PROSE),
                )
                | st.builds(c.Task, what=LINES, workday=st.integers(-90, 90), roles=ROLES)
            ),
            budget=tuples(budget_lines),
            questions=questions(),
            what_if=tuples(st.builds(c.WhatIf, when=LINES, then=PROSE, say=maybe(PROSE), roles=ROLES)),
        ).flatmap(joined_up)
    )


def joined_up(draaiboek):
    """The draaiboek with some of what points to another part: followers, meals tied to items, choices."""
    called = Counter(one.name for one in (*draaiboek.team, *draaiboek.speakers))
    people = [name for name, many in called.items() if many == 1]  # nobody follows who shares a name
    names = a.unique_names(item.title for item in draaiboek.programme)
    items = st.sampled_from([None, *names])
    blocks = [
        name for name, item in zip(names, draaiboek.programme, strict=True) if item.kind is p.Kind.PARALLEL
    ]
    return st.builds(
        lambda follows, tied, choices: replace(
            draaiboek,
            team=tuple(replace(one, follows=name) for one, name in zip(draaiboek.team, follows, strict=True)),
            catering=tuple(
                replace(one, item=name) for one, name in zip(draaiboek.catering, tied, strict=True)
            ),
            choices=choices,
        ),
        follows=st.tuples(*(st.sampled_from([None, *people]) for _ in draaiboek.team)),
        tied=st.tuples(*(items for _ in draaiboek.catering)),
        choices=st.tuples(
            *(
                st.builds(a.Choice, item=st.just(name), way=st.sampled_from(Way), closes=st.none() | DATES)
                for name in blocks
            )
        ),
    )
