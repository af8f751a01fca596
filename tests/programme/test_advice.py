"""What the product says of a day: on the ready-made days, on a bad day, and each rule at its border."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.draaiboek.formats import ready_made
from app.programme.advice import Advice, AdviceKind, advise
from app.programme.attention import Mode, mode_of
from app.programme.plan import Day, Goal, Item, Kind, Pillar
from app.programme.timeline import timeline
from tests.programme import bad_day

DAY = Day(date=date(2027, 6, 17), starts=time(9), ends=time(17))
KNOW = Goal(id="weten", text="Iedereen weet het.", pillar=Pillar.INSPIREREN)
MEET = Goal(id="kennen", text="Iedereen kent elkaar.", pillar=Pillar.VERBINDEN)
ACT = Goal(id="doen", text="Iedereen doet iets.", pillar=Pillar.ACTIVEREN)
GOALS = (KNOW, MEET, ACT)
SAY, TALK, DO = Pillar


def talk(minutes: int = 20, title: str = "Lezing", **fields: object) -> Item:
    return Item(**{"title": title, "minutes": minutes, "pillar": SAY, "goal": "weten", **fields})  # type: ignore[arg-type]


def table(minutes: int = 30, title: str = "Tafels", **fields: object) -> Item:
    known = {"kind": Kind.WERKVORM, "pillar": TALK, "goal": "kennen"}
    return Item(**{"title": title, "minutes": minutes, **known, **fields})  # type: ignore[arg-type]


def act(minutes: int = 30, title: str = "Afspraken", **fields: object) -> Item:
    return table(minutes, title, **{"pillar": DO, "goal": "doen", **fields})


def pause(minutes: int = 15, kind: Kind = Kind.PAUZE) -> Item:
    return Item(title=kind.capitalize(), minutes=minutes, kind=kind)


def advised(*items: Item, goals: tuple[Goal, ...] = GOALS) -> tuple[Advice, ...]:
    return advise(timeline(DAY, items), goals)


def kinds(*items: Item, goals: tuple[Goal, ...] = GOALS) -> list[AdviceKind]:
    """What there is to do: praise aside."""
    return [one.kind for one in advised(*items, goals=goals) if not one.good]


def only(kind: AdviceKind, *items: Item, goals: tuple[Goal, ...] = GOALS) -> Advice:
    """The one piece of advice of this kind."""
    (found,) = [one for one in advised(*items, goals=goals) if one.kind is kind]
    return found


GOOD = (talk(title="Welkom"), table(title="Kennismaken"), talk(title="Verhaal", kind=Kind.PARALLEL), act())


def test_a_day_in_balance_gets_praise_only() -> None:
    assert advised(*GOOD) == (
        Advice(
            kind=AdviceKind.GOOD_START,
            text="Deelnemers komen om 09.20 zelf aan het woord, na 20 minuten luisteren.",
            index=1,
        ),
        Advice(kind=AdviceKind.GOOD_END, text="De dag eindigt met activeren: ‘Afspraken’.", index=3),
    )


def test_the_ready_made_days_get_the_advice_that_is_true_of_them() -> None:
    said = {
        name: [(one.kind, one.index) for one in advise(timeline(a.day, a.programme), a.goals)]
        for name, a in ((name, ready.draaiboek) for name, ready in ready_made().items())
    }
    start, end = AdviceKind.GOOD_START, AdviceKind.GOOD_END
    assert said == {
        "dagdeel": [(start, 3), (end, 8)],
        "wereldcafe": [(start, 3), (end, 10)],
        "zwolle-2023": [(AdviceKind.GOAL_ONLY_HEARD, 4), (start, 3), (end, 16)],
    }


def test_a_bad_day_hears_all_that_is_wrong_with_it() -> None:
    line = timeline(bad_day.DAY, bad_day.PROGRAMME)
    assert [(one.kind.value, one.text, one.index, one.add) for one in advise(line, bad_day.GOALS)] == [
        (
            "Doel zonder onderdeel",
            "Geen onderdeel werkt aan ‘Elke tafel maakt een afspraak’. Ook heeft geen onderdeel de pijler activeren. "
            "Voeg een onderdeel toe om te activeren, bijvoorbeeld na ‘Lezing’.",
            7,
            True,
        ),
        (
            "Gesprek begint laat",
            "Deelnemers luisteren eerst 125 minuten. Pas om 11.35 komen zij zelf aan het woord, bij ‘Tafelgesprek’. "
            "Laat hen na ‘Opening’ al tien minuten kennismaken.",
            0,
            True,
        ),
        (
            "Veel luisteren",
            "Van 13.40 tot 15.10 luistert de zaal 90 minuten zonder pauze of gesprek. "
            "Laat de zaal tijdens ‘Lezing’ een paar keer in tweetallen praten.",
            7,
            False,
        ),
        (
            "Lang zonder pauze",
            "Van 09.30 tot 11.45 is er geen pauze. Mensen moeten even weg kunnen. "
            "Plan een kwartier, bijvoorbeeld na ‘De regels’.",
            1,
            True,
        ),
        (
            "Luisteren na de lunch",
            "Na de lunch luistert de zaal 40 minuten. Dan zijn mensen vaak moe. "
            "Begin de middag liever met een werkvorm.",
            5,
            False,
        ),
        (
            "Doel met alleen luisteren",
            "‘Iedereen kent de nieuwe regels’ heeft alleen plenaire onderdelen: 75 minuten luisteren. "
            "Laat mensen bij ‘De regels’ vijf minuten met hun buur praten, of kies dit doel ook bij een werkvorm.",
            1,
            False,
        ),
        (
            "Doel en pijler verschillen",
            "‘Iedereen kent drie collega’s’ vraagt om verbinden, maar geen onderdeel voor dit doel heeft die pijler. "
            "Verander de aanpak of de pijler, bijvoorbeeld bij ‘De cijfers’.",
            2,
            False,
        ),
        (
            "Tijd zonder doel",
            "‘Tafelgesprek’, ‘Terugblik’ en ‘Lezing’ dienen geen doel, samen 130 minuten. Kies bij elk een doel.",
            3,
            False,
        ),
        (
            "Tijd zonder pijler",
            "‘Terugblik’ (40 minuten) heeft geen pijler. Kies er een pijler bij.",
            5,
            False,
        ),
    ]


def test_a_day_in_which_nothing_happens_yet_hears_nothing() -> None:
    assert advised() == ()
    assert advised(pause(30, Kind.INLOOP), pause(45, Kind.LUNCH), pause(60, Kind.BORREL)) == ()


def test_a_werksessie_without_a_goal_hears_so_and_nothing_about_items() -> None:
    assert kinds(*GOOD, goals=()) == [AdviceKind.NO_GOALS]


def test_a_programme_that_works_at_no_goal_hears_it_once() -> None:
    items = (talk(goal=None), table(goal="oud"), act(goal=None))
    assert kinds(*items) == [AdviceKind.GOALS_NOT_CHOSEN]


def test_a_goal_that_nothing_serves_points_at_an_item_with_its_pillar_or_at_where_one_fits() -> None:
    free = only(AdviceKind.GOAL_UNSERVED, *GOOD[:3], act(goal=None))
    assert (free.index, free.add) == (3, False)
    assert "Past ‘Afspraken’ erbij? Kies het doel dan daar." in free.text
    taken = only(AdviceKind.GOAL_UNSERVED, *GOOD[:3], act(goal="kennen"))
    assert (taken.index, taken.add) == (3, True)
    assert "Voeg een onderdeel toe om te activeren, bijvoorbeeld na ‘Afspraken’." in taken.text


def test_each_pillar_that_is_absent_is_named() -> None:
    without = {
        TALK: (talk(), table(pillar=SAY), act()),
        SAY: (table(pillar=TALK), act()),
        DO: (talk(), table()),
    }
    said = {pillar: kinds(*items, goals=(MEET,)) for pillar, items in without.items()}
    assert AdviceKind.NO_CONNECTING in said[TALK]
    assert AdviceKind.NO_INSPIRING in said[SAY]
    assert AdviceKind.NO_ACTIVATING in said[DO]
    nothing = kinds(talk(pillar=None), table(pillar=None), goals=(KNOW, MEET))
    assert AdviceKind.NO_PILLARS in nothing
    assert not {AdviceKind.NO_ACTIVATING, AdviceKind.NO_INSPIRING, AdviceKind.NO_CONNECTING} & set(nothing)


def test_activating_that_is_only_plenary_is_telling() -> None:
    told = only(AdviceKind.ONLY_TOLD, talk(), table(), talk(title="Slot", pillar=DO, goal="doen"))
    assert (told.index, told.text) == (
        2,
        "‘Slot’ heeft de pijler activeren en is plenair: de zaal luistert. "
        "Laat deelnemers eerst in een werkvorm zelf iets kiezen en opschrijven.",
    )


@pytest.mark.parametrize(("minutes", "said"), [(30, []), (31, [AdviceKind.NO_AGREEMENTS])])
def test_a_day_ends_with_agreements_or_shortly_after(minutes: int, said: list[AdviceKind]) -> None:
    assert kinds(talk(kind=Kind.PARALLEL), table(), act(), table(minutes, "Napraten")) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(30, [AdviceKind.GOOD_START]), (31, []), (59, []), (60, [AdviceKind.LATE_CONVERSATION])],
)
def test_the_first_conversation_is_early_late_or_neither(minutes: int, said: list[AdviceKind]) -> None:
    found = {one.kind for one in advised(talk(minutes), pause(), table(60), act(60))}
    assert found & {AdviceKind.GOOD_START, AdviceKind.LATE_CONVERSATION} == set(said)


def test_a_lecture_that_is_itself_too_long_is_to_be_cut_and_not_followed_by_a_conversation() -> None:
    late = only(AdviceKind.LATE_CONVERSATION, talk(70), talk(10, "Vragen"), table(), act())
    assert (late.index, late.add) == (0, False)
    assert late.text.endswith(
        "Maak ‘Lezing’ korter, of laat de zaal halverwege vijf minuten in tweetallen praten."
    )


def test_a_day_of_plenary_alone_hears_that_nobody_talks_and_not_each_consequence() -> None:
    said = kinds(talk(50), pause(), talk(90, "Nog een"), goals=(KNOW,))
    assert said == [AdviceKind.NO_ACTIVATING, AdviceKind.NO_CONVERSATION]


@pytest.mark.parametrize(
    ("between", "said"),
    [
        ((), [AdviceKind.LONG_LISTENING]),
        ((pause(),), []),
        ((table(5),), []),
        ((Item(title="Wissel", minutes=5, kind=Kind.WISSEL),), []),
    ],
)
def test_anything_between_two_lectures_parts_the_listening(
    between: tuple[Item, ...], said: list[AdviceKind]
) -> None:
    items = (table(60), pause(), talk(35), *between, talk(35, "Lezing 2"), pause(), act(60))
    assert [kind for kind in kinds(*items) if kind is AdviceKind.LONG_LISTENING] == said


@pytest.mark.parametrize(("again", "said"), [(time(11, 54), True), (time(11, 55), False)])
def test_ten_free_minutes_are_as_good_as_a_break(again: time, said: bool) -> None:
    items = (table(120), pause(), talk(30), talk(35, "Lezing 2", starts=again), act())
    assert (AdviceKind.LONG_LISTENING in kinds(*items)) == said


def test_minutes_of_items_that_overlap_are_not_counted_twice() -> None:
    items = (table(60), talk(60), talk(20, "Overlap", starts=time(10, 30)), act())
    assert AdviceKind.LONG_LISTENING not in kinds(*items)


@pytest.mark.parametrize(("minutes", "said"), [(60, False), (61, True)])
def test_two_hours_without_a_break_are_enough(minutes: int, said: bool) -> None:
    assert (AdviceKind.NO_BREAK in kinds(table(60), act(minutes))) == said


def test_only_listening_straight_after_the_last_lunch_is_told() -> None:
    lunch = pause(45, Kind.LUNCH)
    assert AdviceKind.AFTER_LUNCH in kinds(table(), lunch, talk(30), act())
    assert AdviceKind.AFTER_LUNCH not in kinds(table(), lunch, talk(29), act())
    assert AdviceKind.AFTER_LUNCH not in kinds(talk(30), lunch, table(), talk(30), act())


def test_a_goal_with_a_few_minutes_is_named() -> None:
    short = only(AdviceKind.GOAL_SHORT, *GOOD[:3], act(14))
    assert (
        short.text == "‘Iedereen doet iets’ krijgt 14 minuten. Geef ‘Afspraken’ meer tijd, of voeg iets toe."
    )
    assert AdviceKind.GOAL_SHORT not in kinds(*GOOD[:3], act(15))


def test_items_without_a_pillar_do_not_contradict_their_goal() -> None:
    said = kinds(table(pillar=None), talk(20, kind=Kind.PARALLEL), table(goal="doen"), act())
    assert said == [AdviceKind.WITHOUT_PILLAR]


def test_sessions_side_by_side_are_no_reason_for_praise_of_the_start() -> None:
    praised = [one.kind for one in advised(talk(kind=Kind.PARALLEL), table(), act()) if one.good]
    assert praised == [AdviceKind.GOOD_END]


def test_one_pillar_with_most_of_the_time_is_named_with_the_longest_item() -> None:
    items = (talk(20), table(20), table(100, "Wandeling"), act(60))
    assert AdviceKind.OUT_OF_BALANCE not in kinds(*items)
    heavy = only(AdviceKind.OUT_OF_BALANCE, talk(20), table(20), table(101, "Wandeling"), act(60))
    assert (heavy.index, heavy.text) == (
        2,
        "Van de 201 minuten gaan er 121 naar verbinden. Verder krijgt inspireren 20 en activeren 60. "
        "Kijk of ‘Wandeling’ korter kan.",
    )


def test_a_closing_needs_no_goal_and_four_items_without_one_are_counted() -> None:
    closing = Item(title="Slot", minutes=15, kind=Kind.AFSLUITING, pillar=DO)
    assert kinds(*GOOD, closing) == []
    loose = [table(10, name, goal=None) for name in "ABCD"]
    assert only(AdviceKind.WITHOUT_GOAL, *GOOD[:3], *loose, act()).text == (
        "‘A’, ‘B’, ‘C’ en nog 1 dienen geen doel, samen 40 minuten. Kies bij elk een doel."
    )


@pytest.mark.parametrize(
    ("kind", "pillar", "mode"),
    [
        (Kind.PLENAIR, DO, Mode.LUISTEREN),
        (Kind.AFSLUITING, None, Mode.LUISTEREN),
        (Kind.WERKVORM, SAY, Mode.PRATEN),
        (Kind.PARALLEL, None, Mode.PRATEN),
        (Kind.WERKVORM, DO, Mode.DOEN),
        (Kind.PARALLEL, DO, Mode.DOEN),
        *((kind, DO, None) for kind in (Kind.INLOOP, Kind.PAUZE, Kind.LUNCH, Kind.WISSEL, Kind.BORREL)),
    ],
)
def test_what_people_do_follows_from_the_kind_and_the_pillar(
    kind: Kind, pillar: Pillar | None, mode: Mode | None
) -> None:
    assert mode_of(Item(title="x", minutes=5, kind=kind, pillar=pillar)) is mode


ITEMS = st.lists(
    st.builds(
        Item,
        title=st.text(min_size=1, max_size=90),
        minutes=st.integers(-5, 10**9) | st.integers(1, 90),
        kind=st.sampled_from(list(Kind)),
        starts=st.none() | st.times(),
        pillar=st.none() | st.sampled_from(list(Pillar)),
        goal=st.none() | st.sampled_from(["weten", "kennen", "doen", "oud"]),
    ),
    max_size=12,
)


@given(ITEMS, st.lists(st.sampled_from(GOALS), unique=True))
def test_advice_on_any_day_points_at_an_item_in_it_and_never_says_the_same_twice(
    items: list[Item], goals: list[Goal]
) -> None:
    said = advise(timeline(DAY, items), goals)
    assert all(one.index is None or 0 <= one.index < len(items) for one in said)
    assert all(one.index is not None for one in said if one.add)
    assert len({(one.kind, one.text) for one in said}) == len(said)
