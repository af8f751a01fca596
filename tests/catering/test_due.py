"""The judgement about a caterer, in words, from the first plan to after the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from app.catering.due import CateringTask, Judgement, Ordered, State, after_deadline, judge, raised
from app.catering.earlier import Came, in_words
from app.catering.meals import Meal

DAY, DEADLINE = date(2023, 6, 15), date(2023, 6, 6)
LUNCH = Meal(key="lunch", title="Lunch", starts=time(12), portions=100)
FIRST = Ordered(number=1, meals=(LUNCH,), made_on=date(2023, 6, 5))
STATE = State(today=date(2023, 6, 1), day=DAY, deadline=DEADLINE, shrink=5, now=(LUNCH,))


def on(day: int, *orders: Ordered, portions: int = 100, **more: object) -> State:
    now = (replace(LUNCH, portions=portions),)
    return replace(STATE, today=date(2023, 6, day), orders=orders, now=now, **more)  # type: ignore[arg-type]


def test_before_anything_is_ordered_the_deadline_counts() -> None:
    assert judge(replace(STATE, now=())).text == "Er staat nog geen cateringmoment in het plan."
    assert judge(on(1)) == Judgement(text="Bestel uiterlijk dinsdag 6 juni (nog 5 dagen).", tone="good")
    assert judge(on(3)).tone == "care"
    assert judge(on(6)).text == "Bestel uiterlijk dinsdag 6 juni (vandaag)."
    late = "De aantallen moesten uiterlijk dinsdag 6 juni bij de cateraar zijn. Bel vandaag."
    assert judge(on(7)) == Judgement(text=late, tone="bad")
    assert judge(on(1, deadline=None)).text.startswith("Er is nog niets besteld. Vul in hoeveel werkdagen")
    assert judge(on(16)).text == "De dag is voorbij."


def test_an_order_is_good_when_it_still_holds_and_was_confirmed() -> None:
    assert judge(on(5, FIRST)).text == "Bestelling 1 klopt nog. De cateraar heeft nog niet bevestigd."
    yes = replace(FIRST, confirmed_on=date(2023, 6, 5), confirmed_by="Yara")
    told = "Bestelling 1 klopt nog, en is bevestigd door Yara op maandag 5 juni."
    assert judge(on(5, yes)) == Judgement(text=told, tone="good")
    assert judge(on(5, yes, portions=101)).text == (
        "Sinds bestelling 1 is er iets veranderd. Maak een nieuwe bestelling."
    )
    assert judge(on(7, yes, portions=101)).text == (
        "Sinds bestelling 1 is er iets veranderd. Overleg met de cateraar, en bestel dan opnieuw."
    )


def test_after_the_deadline_fewer_portions_are_held_against_the_shrink_that_is_allowed() -> None:
    assert after_deadline(on(6, FIRST, portions=97)) == ()
    assert after_deadline(on(7, FIRST)) == ()
    assert after_deadline(on(7, FIRST, portions=97)) == (
        Judgement(text="Lunch: na de deadline 3 minder; toegestaan is 5 %, dat zijn er 5. Dat past."),
    )
    assert after_deadline(on(7, FIRST, portions=94)) == (
        Judgement(
            text="Lunch: na de deadline 6 minder; toegestaan is 5 %, dat zijn er 5. U betaalt 1 portie te veel.",
            tone="care",
        ),
    )
    assert [told.text for told in after_deadline(on(7, FIRST, portions=104))] == [
        "Lunch: na de deadline 4 meer. Vraag of dat nog kan."
    ]


def test_a_new_order_after_the_deadline_does_not_move_what_may_still_change() -> None:
    again = replace(FIRST, number=2, made_on=date(2023, 6, 8), meals=(replace(LUNCH, portions=96),))
    assert [told.text for told in after_deadline(on(9, FIRST, again, portions=92))] == [
        "Lunch: na de deadline 8 minder; toegestaan is 5 %, dat zijn er 5. U betaalt 3 porties te veel."
    ]
    assert on(9, again, portions=96).fixed == again


def test_the_plan_raises_and_clears_what_has_to_be_done() -> None:
    order = CateringTask(
        what="Bestel de catering",
        detail="De cateraar wil de aantallen uiterlijk dinsdag 6 juni.",
        due=DEADLINE,
    )
    assert raised(on(2)) == ()
    assert raised(on(3)) == raised(on(8)) == (order,)
    assert raised(on(6, FIRST)) == (
        CateringTask(
            what="Bestelling 1 is nog niet bevestigd", detail="Bel of mail de cateraar.", due=date(2023, 6, 6)
        ),
    )
    yes = replace(FIRST, confirmed_on=date(2023, 6, 5))
    assert raised(on(6, yes)) == ()
    assert raised(on(6, yes, portions=98)) == (
        CateringTask(
            what="Werk de bestelling bij",
            detail="Anders dan in bestelling 1: Lunch: −2 totaal.",
            due=DEADLINE,
        ),
    )
    assert raised(on(9, yes, portions=98))[0].due == date(2023, 6, 9)
    assert [task.what for task in raised(on(6, yes, lost=("Lunch",)))] == [
        "Zet ‘Lunch’ weer vast in het programma"
    ]
    assert raised(on(16)) == raised(replace(STATE, now=())) == ()


def test_earlier_werksessies_say_who_stays_away() -> None:
    assert in_words([]) == ""
    assert in_words([Came(80, 60)]) == "Bij uw vorige werksessie bleef 25 % weg."
    assert in_words([Came(80, 60), Came(120, 108)]) == (
        "Bij 2 eerdere werksessies bleef samen 16 % weg (van 10 tot 25 %)."
    )
    assert in_words([Came(50, 55)]) == "Bij uw vorige werksessie bleef 0 % weg."
