"""What of the difference concerns the reader of one edition, and what that reader never learns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.draaiboek.changes import Changes, changes_between
from app.draaiboek.changes_fields import READERS
from app.draaiboek.changes_readers import changes_for
from app.draaiboek.contents import BudgetLine, Draaiboek, SpeakerStatus
from app.draaiboek.editions import FOR_WHOM
from app.programme.plan import Anchor, Cue, Item
from app.words import Cents
from tests.draaiboek.sample import small_day, zwolle
from tests.draaiboek.test_changes import ALTERED, day_of, full, with_item

SUPPLIERS = ("catering", "locatie")
PUBLIC = ("programma", "deurborden")


def concerning(edition: str, before: Draaiboek, after: Draaiboek, speaker: str = "") -> Changes:
    return changes_for(edition, changes_between(before, after), before, after, speaker)


def told(edition: str, before: Draaiboek, after: Draaiboek, speaker: str = "") -> list[tuple[str, str, str]]:
    found = concerning(edition, before, after, speaker)
    return [(change.word.value, change.title, change.sentence) for change in found.changes]


def test_every_edition_has_a_reader() -> None:
    assert set(FOR_WHOM) <= set(READERS)


def test_nobody_learns_of_money_or_addresses() -> None:
    before = full()
    after = replace(
        before,
        budget=(BudgetLine(line="Zaal", estimate=Cents(99900)),),
        speakers=(replace(before.speakers[0], fee=Cents(99900), email="b@hogeschool.example"),),
        catering=(replace(before.catering[0], per_person=Cents(999)),),
        team=tuple(replace(member, email="x@bureau.example") for member in before.team),
    )
    assert changes_between(before, after)
    assert {edition: told(edition, before, after) for edition in READERS} == {
        edition: [] for edition in READERS
    }


def test_telephone_numbers_go_to_the_team_and_that_of_regie_to_whom_it_is_printed() -> None:
    before = zwolle()
    regie = next(member for member in before.team if member.regie)
    tech = next(member for member in before.team if member.role == "techniek")
    numbers = {regie: "06 10000003", tech: "06 10000009"}
    after = replace(
        before, team=tuple(replace(one, phone=numbers.get(one, one.phone)) for one in before.team)
    )
    readers = {edition: " ".join(map(str, told(edition, before, after))) for edition in FOR_WHOM}
    assert {edition for edition, text in readers.items() if "10000009" in text} == {
        "dagvoorzitter", "compleet", "techniek", "floormanager", "gastvrouw", "belkaart", "als-dan",
    }  # fmt: skip
    assert {edition for edition, text in readers.items() if "10000003" not in text} == {
        "spreekkaarten", "programma", "deurborden",
    }  # fmt: skip
    assert told("catering", before, after) == [
        ("GEWIJZIGD", "Regie", "telefoon 06 10000003, was 06 00000003")
    ]


@pytest.mark.parametrize("name", ALTERED)
@pytest.mark.parametrize("edition", [*SUPPLIERS, *PUBLIC])
def test_outsiders_learn_no_names_and_no_words_of_the_chair(edition: str, name: str) -> None:
    before = full()
    text = str(told(edition, before, ALTERED[name]))
    for secret in (
        "Sam Voorbeeld",
        "Ilse",
        "Noor",
        "A. Voorbeeld",
        "‘zeg’",
        "‘doe’",
        "kernwoorden",
        "casus",
        "€",
    ):
        assert secret not in text


def test_techniek_learns_of_its_orders_each_by_itself() -> None:
    before = small_day()
    open_, round_off = before.programme[0].cues
    new = Cue(anchor=Anchor.START, what="Licht uit", roles=("techniek",))
    after = with_item(before, 0, minutes=25, say="Anders", cues=(replace(open_, offset=-3), round_off, new))
    assert told("techniek", before, after) == [
        ("GEWIJZIGD", "Microfoon 1 open", "om 09.27, was 09.25"),
        ("NIEUW", "Licht uit", "komt erbij"),
    ]


def test_an_order_that_changes_hands_is_gone_for_one_and_new_for_the_other() -> None:
    before = small_day()
    open_, round_off = before.programme[0].cues
    after = with_item(before, 0, cues=(replace(open_, roles=("gastvrouw",)), round_off))
    assert told("techniek", before, after) == [("VERVALLEN", "Microfoon 1 open", "niet meer voor techniek")]
    assert told("gastvrouw", before, after) == [("NIEUW", "Microfoon 1 open", "nu ook voor gastvrouw")]


def test_an_item_that_no_longer_names_a_role_is_gone_for_it() -> None:
    before = small_day()
    after = with_item(before, 2, roles=("gastvrouw",))
    assert told("catering", before, after) == [("VERVALLEN", "Pauze", "niet meer voor u")]
    assert told("gastvrouw", before, after) == [("NIEUW", "Pauze", "nu ook voor u")]
    assert told("techniek", before, after) == []


def test_orders_of_a_new_item_are_new_for_their_role() -> None:
    before = day_of(30, 30)
    cue = Cue(anchor=Anchor.START, offset=-1, what="Muziek", roles=("techniek",))
    quiz = Item(title="Quiz", minutes=5, uid="quiz", cues=(cue,))
    after = replace(before, programme=(*before.programme, quiz))
    assert told("techniek", before, after) == [("NIEUW", "Muziek", "komt erbij")]
    assert told("techniek", after, before) == [("VERVALLEN", "Muziek", "vervalt")]
    assert told("compleet", before, after) == [("NIEUW", "Quiz", "komt erbij, 5 minuten")]


def test_a_shift_is_told_to_whom_it_moves() -> None:
    before = day_of(10, 20, 20, 20)
    after = with_item(before, 0, minutes=15)
    late = with_item(before, 3, roles=("catering",)), with_item(after, 3, roles=("catering",))
    assert len(concerning("catering", *late).shifts) == 1
    assert concerning("techniek", *late) == Changes()
    assert len(concerning("programma", *late).shifts) == 1
    assert concerning("belkaart", *late) == Changes()


def test_the_venue_learns_which_rooms_are_in_use_by_whom_ever() -> None:
    before = small_day()
    first, *others = before.moments
    after = replace(before, moments=(replace(first, room="Foyer", roles=("techniek", "gastvrouw")), *others))
    assert told("locatie", before, after) == [("GEWIJZIGD", "Opbouw", "in Foyer, was Grote zaal")]
    assert told("catering", before, after) == []


def test_participants_learn_what_the_handout_prints() -> None:
    before = full()
    after = with_item(before, 0, public="Nieuw", room="Foyer", say="Anders", droppable=True, card=("Twee",))
    assert told("programma", before, after) == [
        ("GEWIJZIGD", "Welkom", "in Foyer, was Grote zaal; tekst voor deelnemers gewijzigd")
    ]


def test_participants_do_not_learn_who_withdrew() -> None:
    before = replace(full(), speakers=(replace(full().speakers[0], status=SpeakerStatus.BEVESTIGD),))
    after = replace(before, speakers=(replace(before.speakers[0], status=SpeakerStatus.AFGEZEGD),))
    assert told("programma", before, after) == [("GEWIJZIGD", "Sprekers", "namen gewijzigd")]


def test_a_speaker_learns_of_the_own_part_only() -> None:
    before = zwolle()
    block = next(place for place, item in enumerate(before.programme) if item.parallel)
    first, second, *rest = before.programme[block].parallel
    after = with_item(before, block, parallel=(replace(first, room="Kelder"), second, *rest))
    moved = ("GEWIJZIGD", first.title, f"in Kelder, was {first.room}")
    assert told("sprekersbriefing", before, after, first.speakers[0]) == [moved]
    assert told("sprekersbriefing", before, after, second.speakers[0]) == []
    assert told("sprekersbriefing", before, after) == [moved]
    assert told("bestuurder", before, after) == []


def test_the_bestuurder_does_not_learn_of_another_budget() -> None:
    before = zwolle()
    crowd, budget, *rest = before.brief.conditions
    dearer = replace(before.brief, conditions=(crowd, "Budget ten hoogste € 25.000", *rest))
    assert told("bestuurder", before, replace(before, brief=dearer)) == []
    fewer = replace(before.brief, conditions=(budget, *rest))
    assert told("bestuurder", before, replace(before, brief=fewer)) == [
        ("GEWIJZIGD", "Voorwaarden", "gewijzigd")
    ]


def test_cards_change_with_what_stands_on_them() -> None:
    before = with_item(full(), 0, cues=())
    other = with_item(before, 0, cues=(Cue(anchor=Anchor.START, what="Licht", roles=("techniek",)),))
    assert told("spreekkaarten", before, other) == []
    own = with_item(before, 0, cues=(Cue(anchor=Anchor.START, what="Wacht", roles=("dagvoorzitter",)),))
    assert told("spreekkaarten", before, own) == [("GEWIJZIGD", "Welkom", "nieuwe opdracht om 09.30: Wacht")]
    assert told("spreekkaarten", before, with_item(before, 0, card=("Twee",))) == [
        ("GEWIJZIGD", "Welkom", "kernwoorden gewijzigd")
    ]
    assert told("spreekkaarten", before, with_item(before, 1, say="Anders")) == []
