"""The printed draaiboek of the day chair: what stands on paper, and that it cannot be upset."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from app.draaiboek.contents import Draaiboek, Imprint, Task, TeamMember
from app.draaiboek.print import EDITIONS, UnknownEditionError, lacking_characters, render
from app.draaiboek.print_lacking import lacking_places
from app.programme.plan import Anchor, Cue, Item, Kind, Moment, Session
from tests.draaiboek.sample import AWKWARD, IMPRINT, bare_day, odd_days, small_day, zwolle
from tests.pdf.reading import PROFILES, failures, poppler


def pages(draaiboek: Draaiboek, tmp_path: Path, imprint: Imprint = IMPRINT) -> list[str]:
    """The text of each page in the order in which it is drawn, white space evened out."""
    text = poppler("pdftotext", render(draaiboek, imprint), tmp_path, "-raw")
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_model_case_is_accessible_and_archivable(profile: str) -> None:
    assert failures(render(zwolle(), IMPRINT), profile) == []


@pytest.mark.parametrize("name", odd_days())
def test_an_odd_day_prints_accessible_and_archivable(name: str) -> None:
    data = render(odd_days()[name], IMPRINT)
    assert {profile: failures(data, profile) for profile in PROFILES} == {"ua1": [], "2a": []}


def test_the_same_draaiboek_and_imprint_give_the_same_bytes() -> None:
    assert render(small_day(), IMPRINT) == render(small_day(), IMPRINT)


def test_an_unknown_edition_is_refused_in_dutch() -> None:
    with pytest.raises(
        UnknownEditionError, match=r"De editie ‘badges’ bestaat niet\. Kies uit: dagvoorzitter, "
    ):
        render(small_day(), IMPRINT, "badges")
    assert next(iter(EDITIONS)) == "dagvoorzitter"


def test_the_cover_says_when_where_who_and_whom_to_call(tmp_path: Path) -> None:
    cover = pages(small_day(), tmp_path)[0]
    for told in [
        "Draaiboek dagvoorzitter CONCEPT 0.3",
        "Kleine dag · donderdag 11 maart 2027 · Stadskamer, Voorbeeld regie 06 00000002",
        "09.30 tot 11.30",
        "u bent er 09.00 soundcheck",
        "Marktplein 1, 1234 AB Voorbeeld. Vijf minuten lopen.",
        "24 verwacht 30 plaatsen, twee domeinen",
        "5 minuten speling vóór 10.00",
        "doel inspireren Iedereen ziet één signaal.",
        "regie Ilse Voorbeeld 06 00000002 Sam projectmanager Sam Voorbeeld 06 00000001",
        "pagina 1 van 3 gemaakt 08-03-2027 16.40 RD-7K2M is dit de laatste versie?",
    ]:
        assert told in cover
    assert "Noor Voorbeeld" not in cover  # she does not call herself


def test_a_version_that_is_no_draft_does_not_say_concept(tmp_path: Path) -> None:
    final = replace(IMPRINT, version="versie 1.0", concept=False)
    first = pages(small_day(), tmp_path, final)[0]
    assert first.startswith("Draaiboek dagvoorzitter versie 1.0")
    assert "CONCEPT" not in first


def test_every_page_carries_version_regie_and_its_number(tmp_path: Path) -> None:
    found = pages(zwolle(), tmp_path)
    for number, text in enumerate(found, 1):
        assert "CONCEPT 0.3" in text
        assert "regie 06 00000003" in text
        assert f"pagina {number} van {len(found)}" in text


def test_a_page_that_is_not_the_last_of_the_day_announces_what_comes(tmp_path: Path) -> None:
    found = pages(zwolle(), tmp_path)
    day = [text for text in found if "tijd onderdeel om u heen" in text]
    assert all("hierna: " in text for text in day[:-1])
    assert "hierna: " not in day[-1]


def test_moments_that_name_the_day_chair_are_in_her_day_and_others_are_not(tmp_path: Path) -> None:
    day = pages(small_day(), tmp_path)[1]
    assert "Soundcheck" in day
    assert "Opbouw" not in day


def test_a_row_that_names_others_only_says_so(tmp_path: Path) -> None:
    day = pages(small_day(), tmp_path)[1]
    assert "10.00 tot 10.15 Pauze Foyer 15 min vast niets voor u" in day
    assert day.count("niets voor u") == 2


def test_slack_before_a_fixed_start_has_its_own_row(tmp_path: Path) -> None:
    assert "09.55 5 min speling uiterlijk 10.00 klaar, de pauze staat vast" in pages(small_day(), tmp_path)[1]


def test_an_item_that_runs_into_a_fixed_start_is_told_where_it_matters(tmp_path: Path) -> None:
    welcome, poll, *others = small_day().programme
    cover, day, late = pages(
        replace(small_day(), programme=(welcome, replace(poll, minutes=15), *others)), tmp_path
    )
    assert "5 minuten te veel vóór 10.00" in cover
    assert "10.00 5 min te lang: uiterlijk 10.00 klaar, de pauze staat vast 10.00 tot 10.15" in day
    assert "5 minuten te veel gepland. Vervallen mag: ‘Peiling’ (15 min)." in late


def test_the_cover_tells_what_is_too_long_before_what_is_free(tmp_path: Path) -> None:
    starts = [time(9, 30), time(9, 40), time(10), time(10, 20)]  # of 15, 20, 10 and 5 minutes
    items = [
        Item(title=f"Deel {at.minute}", minutes=minutes, starts=at)
        for at, minutes in zip(starts, (15, 20, 10, 5), strict=True)
    ]
    told = "5 minuten te veel vóór 09.40; 10 minuten speling vóór 10.20; geen vóór 10.00"
    assert told in pages(bare_day(*items), tmp_path)[0]
    assert "5 minuten te veel vóór 09.40; geen speling vóór 10.00" in pages(bare_day(*items[:3]), tmp_path)[0]


def test_what_may_be_dropped_or_shortened_before_a_fixed_start_is_listed(tmp_path: Path) -> None:
    late = pages(small_day(), tmp_path)[2]
    assert "5 minuten speling. Vervallen mag: ‘Peiling’ (5 min). Korter" in late
    assert "Bij twijfel: regie, 06 00000002." in late


def test_around_the_day_stand_crew_catering_rooms_and_what_follows(tmp_path: Path) -> None:
    around = pages(small_day(), tmp_path)[2]
    for told in [
        "08.00-09.00 Opbouw: stoelen en scherm Grote zaal; techniek",
        "10.00 Koffie en thee Foyer",
        "Grote zaal 08.00-09.00, 09.30-09.50, 10.15-10.45 40",
        "12 maart Bedankmail projectmanager",
        "25 maart Verslag",  # ten working days on
    ]:
        assert told in around
    assert "Zaal vastleggen" not in around


def test_what_is_around_the_day_begins_where_half_a_page_is_left(tmp_path: Path) -> None:
    assert "Als het uitloopt" in pages(small_day(), tmp_path)[2]
    page = next(text for text in pages(zwolle(), tmp_path) if "Om de dag heen" in text)
    assert "Als het uitloopt" not in page


def test_a_role_is_written_in_one_way_everywhere(tmp_path: Path) -> None:
    bhv = TeamMember(role="bhv", name="Bas Voorbeeld", phone="06 00000004")
    round_ = Moment(starts=time(9), minutes=5, what="Vluchtroute", roles=("techniek", "bhv"))
    task = Task(what="Melding", day=1, roles=("bhv",))
    cover, _, around = pages(replace(bare_day(), team=(bhv,), moments=(round_,), tasks=(task,)), tmp_path)
    assert "BHV Bas Voorbeeld 06 00000004" in cover
    assert "09.00-09.05 Vluchtroute techniek, BHV" in around
    assert "12 maart Melding BHV" in around


@pytest.mark.parametrize("edition", ["dagvoorzitter", "techniek"])
@pytest.mark.parametrize(
    ("made_at", "told"),
    [
        (datetime(2027, 1, 8, 16, 40, tzinfo=UTC), "gemaakt 08-01-2027 17.40"),
        (datetime(2027, 7, 8, 22, 30, tzinfo=UTC), "gemaakt 09-07-2027 00.30"),
    ],
)
def test_every_page_says_when_it_was_made_by_the_clock_of_the_day(
    edition: str, made_at: datetime, told: str, tmp_path: Path
) -> None:
    text = poppler("pdftotext", render(small_day(), replace(IMPRINT, made_at=made_at), edition), tmp_path)
    assert text.count(told) == text.count("gemaakt") == text.count("\f")


def test_a_time_zone_that_does_not_exist_prints_by_the_dutch_clock(tmp_path: Path) -> None:
    cover = pages(replace(small_day(), timezone="Maan/Krater"), tmp_path)[0]
    assert "gemaakt 08-03-2027 16.40" in cover


def test_a_bare_day_has_a_cover_and_a_day_and_nothing_else(tmp_path: Path) -> None:
    cover, day = pages(bare_day(), tmp_path)
    assert "Kort wanneer donderdag 11 maart 2027 09.30 tot 11.30 inloop 09.30" in cover
    assert "09.30 tot 09.45 15 min Inloop 09.45 tot 10.45 60 min Gesprek 10.45 tot 11.00 15 min Slot" in day


def test_an_item_taller_than_a_page_goes_on_overleaf_with_its_time_and_loses_nothing(tmp_path: Path) -> None:
    text = " ".join(pages(odd_days()["taller than a page"], tmp_path))
    assert "vervolg 11.15: Lang verhaal" in text
    assert "hierna: vervolg 11.15 Lang verhaal" in text
    assert all(f"Alinea {number}." in text for number in range(20))
    assert all(f"Doe {number}." in text for number in range(30))
    assert all(f"Teken {number} voor" in text for number in range(60))


def test_markup_prints_as_typed_and_missing_characters_are_told_and_copied(tmp_path: Path) -> None:
    cover, day = pages(odd_days()["awkward characters"], tmp_path)
    assert "😀" in day
    assert "é <b>vet</b> & <script>alert(1)</script> Zoë Ångström" in day
    assert "**vet**" in day
    assert "Waar [?] staat, heeft het lettertype het teken niet." in cover
    assert "Vul het met de hand aan: in de titel, bij de locatie, " in cover


def test_characters_that_cannot_be_printed_are_reported_once_each() -> None:
    assert lacking_characters(bare_day(Item(title=AWKWARD, minutes=5))) == "😀محدعلي"
    assert lacking_characters(zwolle()) == ""


def test_where_characters_cannot_be_printed_is_said_by_item_and_person() -> None:
    day = small_day()
    host = TeamMember(role="gastvrouw", name="محمد", phone="06 00000009")
    first, second, *rest = day.programme
    smiling = replace(second, say="Kijk 😀")
    changed = replace(day, team=(*day.team, host), programme=(first, smiling, *rest))
    assert lacking_places(changed) == ["in de naam van de gastvrouw", f"bij 09.50 ‘{second.title}’"]
    assert lacking_places(day) == []


def test_a_day_past_midnight_keeps_its_order(tmp_path: Path) -> None:
    day = pages(odd_days()["past midnight"], tmp_path)[1]
    assert day.index("22.00 tot 23.30") < day.index("23.30 tot 00.30") < day.index("01.00 tot 02.00")


def test_a_cue_of_others_stands_beside_the_row_in_which_it_happens(tmp_path: Path) -> None:
    early = Cue(anchor=Anchor.START, offset=-20, what="Koffie klaarzetten", roles=("catering",))
    near = Cue(anchor=Anchor.START, offset=-5, what="Gong", roles=("gastvrouw",))
    talk = Item(title="Gesprek", minutes=60, say="Welkom.")
    _, day = pages(bare_day(talk, Item(title="Pauze", minutes=15, cues=(early, near))), tmp_path)
    assert "Gesprek zeg Welkom. 10.10 Koffie klaarzetten 10.30 tot 10.45 15 min Pauze 10.25 Gong" in day


def test_sessions_get_one_line_each_before_a_page_is_left_nearly_empty(tmp_path: Path) -> None:
    speech = Item(title="Verhaal", minutes=10, say="Dit is een zin die u uitspreekt. " * 16)
    sessions = tuple(
        Session(id=f"s{number}", title=f"Sessie {number}", speakers=("Els Voorbeeld",))
        for number in range(13)
    )
    block = Item(title="Deelsessies", minutes=45, kind=Kind.PARALLEL, parallel=sessions)
    _, day = pages(bare_day(speech, block), tmp_path)
    assert all(f"Sessie {number}" in day for number in range(13))
    assert "Els Voorbeeld" not in day
    _, day = pages(bare_day(block), tmp_path)
    assert day.count("Els Voorbeeld") == 13


def test_several_threads_may_print_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        printed = list(pool.map(lambda _: render(small_day(), IMPRINT), range(8)))
    assert set(printed) == {render(small_day(), IMPRINT)}
