"""Draaiboeken drawn by hypothesis: of every shape the file can hold, with the texts that YAML finds hardest."""

from dataclasses import replace
from datetime import date, time

from hypothesis import strategies as st

from app.draaiboek import contents as c
from app.programme import plan as p
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
        )
    )


def from_eight(programme):
    """The items with nothing before the first: a fixed start before it would be a day later, and its cues too far."""
    return (*(replace(item, starts=None) for item in programme[:1]), *programme[1:])


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
            ),
            venue=st.builds(
                c.Venue,
                name=maybe(LINES),
                address=maybe(PROSE),
                route=maybe(PROSE),
                rooms=st.tuples(
                    *(
                        st.builds(c.Room, name=st.just(name), capacity=st.sampled_from([None, 50]))
                        for name in rooms
                    )
                ),
            ),
            brief=st.builds(c.Brief, occasion=maybe(PROSE), conditions=tuples(PROSE)),
            goals=st.tuples(
                *(
                    st.builds(c.Goal, id=st.just(id_), text=PROSE, pillar=PILLARS, measure=maybe(PROSE))
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
                    )
                    for role in roles
                )
            ),
            domains=tuples(LINES, unique=True),
            speakers=st.tuples(
                *(
                    st.builds(
                        c.Speaker,
                        id=st.just(id_),
                        name=LINES,
                        organisation=maybe(LINES),
                        email=maybe(EMAILS),
                        status=st.sampled_from(c.SpeakerStatus),
                        arrives=st.none() | CLOCK,
                        needs=tuples(LINES),
                        fee=st.none() | MONEY,
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
                    per_person=st.none() | MONEY,
                ),
                unique_by=lambda moment: moment.id,
            ),
            materials=tuples(
                st.builds(c.Material, what=LINES, count=st.integers(1, 900), room=room, supplier=maybe(LINES))
            ),
            tasks=tuples(
                st.builds(c.Task, what=LINES, day=st.integers(-900, 900), roles=ROLES)
                | st.builds(c.Task, what=LINES, workday=st.integers(-90, 90), roles=ROLES)
            ),
            budget=tuples(st.builds(c.BudgetLine, line=LINES, estimate=MONEY)),
            what_if=tuples(st.builds(c.WhatIf, when=LINES, then=PROSE, say=maybe(PROSE), roles=ROLES)),
        )
    )
