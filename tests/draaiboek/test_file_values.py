"""One value at a time: what is understood, and what is said of what is not."""

from datetime import date, time

import pytest

from app.draaiboek.contents import SpeakerStatus
from app.draaiboek.file import read
from app.programme.plan import Anchor, Cue
from app.words import Cents

LINES = {
    "draaiboek": "1",
    "title": "Samen sterk",
    "date": "2027-03-11",
    "starts": '"09:30"',
    "ends": '"12:30"',
    "programme": "[{title: Welkom, minutes: 30, pillar: activeren}]",
}


def file(**lines):
    return "".join(f"{key}: {value}\n" for key, value in {**LINES, **lines}.items()).encode()


def draaiboek(**lines):
    reading = read(file(**lines))
    assert reading.problems == ()
    return reading.draaiboek


def said(**lines):
    return [(problem.line, problem.text) for problem in read(file(**lines)).problems]


@pytest.mark.parametrize("written", ["09:30", '"09:30"', "'9:30'", "9.30", "09.30"])
def test_a_time_is_understood_however_it_is_written(written):
    assert draaiboek(starts=written).starts == time(9, 30)


@pytest.mark.parametrize("written", ["2027-03-01", '"2027-03-01"', "2027-3-1"])
def test_a_date_is_understood_however_it_is_written(written):
    assert draaiboek(date=written).date == date(2027, 3, 1)


@pytest.mark.parametrize("written", ["450", "450.0", "450.00", '"450.00"'])
def test_money_is_exact_to_the_cent(written):
    budget = draaiboek(budget=f"[{{line: Zaalhuur, estimate: {written}}}]").budget
    assert budget[0].estimate == Cents(45000)


@pytest.mark.parametrize(
    ("written", "meant"), [("true", True), ("ja", True), ("Yes", True), ("false", False), ("NEE", False)]
)
def test_yes_and_no_are_understood_in_dutch_too(written, meant):
    team = draaiboek(team=f"[{{role: regie, name: Ilse, regie: {written}}}]").team
    assert team[0].regie is meant


@pytest.mark.parametrize("written", ["no", "ja", "1e3", "2027-03-11", "09:30", "0x1F", "null!", "=", "true"])
def test_a_text_is_what_is_written_whatever_yaml_makes_of_it(written):
    assert draaiboek(title=written, slug="samen").title == written


def test_a_key_without_value_is_as_if_it_were_not_there():
    assert (
        draaiboek(theme="", capacity="~", registration="null", venue="", goals="", client='""') == draaiboek()
    )


def test_the_parts_of_a_cue_are_read_from_one_word():
    programme = (
        "[{title: A, minutes: 30, pillar: activeren, cues: [{at: start, what: a}, {at: start-5, what: b}, "
        "{at: start+10, what: c}, {at: end, what: d}, {at: end-2, what: e}]}]"
    )
    assert draaiboek(programme=programme).programme[0].cues == (
        Cue(anchor=Anchor.START, offset=0, what="a"),
        Cue(anchor=Anchor.START, offset=-5, what="b"),
        Cue(anchor=Anchor.START, offset=10, what="c"),
        Cue(anchor=Anchor.END, offset=0, what="d"),
        Cue(anchor=Anchor.END, offset=-2, what="e"),
    )


def test_a_speakers_status_of_two_words_is_one_choice():
    speakers = draaiboek(speakers="[{id: a, name: A, status: onder voorbehoud}]").speakers
    assert speakers[0].status is SpeakerStatus.ONDER_VOORBEHOUD


def test_a_slug_is_made_from_the_title_when_absent():
    assert draaiboek(title="Één stap vóór ‘t begin!").slug == "een-stap-voor-t-begin"


@pytest.mark.parametrize(
    ("lines", "line", "text"),
    [
        ({"draaiboek": "2"}, 1, "draaiboek: Versie ‘2’ van het bestand is hier niet bekend. Schrijf draaiboek: 1."),
        ({"date": "2027-02-31"}, 3, "date: 31 februari 2027 bestaat niet. Kies een andere datum."),
        ({"date": "2027-02-29"}, 3, "date: 29 februari 2027 bestaat niet. Kies een andere datum."),
        ({"date": "2027-00-10"}, 3, "date: Maand 0 bestaat niet. Schrijf jaar-maand-dag, bijvoorbeeld 2027-03-11."),
        ({"date": "0001-01-01"}, 3, "date: Het jaar 1 kan niet. Kies een jaar van 2000 tot en met 2100."),
        ({"starts": "25:00"}, 4, "starts: De tijd 25:00 bestaat niet. Kies een tijd van 00:00 tot en met 23:59."),
        ({"starts": "09:60"}, 4, "starts: De tijd 09:60 bestaat niet. Kies een tijd van 00:00 tot en met 23:59."),
        ({"capacity": "-5"}, 7, "capacity: ‘-5’ kan niet. Kies een getal van 1 tot en met 100000."),
        ({"capacity": "١٢"}, 7, "capacity: ‘١٢’ is geen heel getal. Schrijf alleen cijfers, bijvoorbeeld 15."),
        (
            {"slug": "beheer"},
            7,
            "slug: ‘beheer’ is het adres van een andere pagina. Kies een ander adres, bijvoorbeeld ‘beheer-2027’.",
        ),
        ({"timezone": "../../etc/passwd"}, 7, "timezone: De tijdzone ‘../../etc/passwd’ bestaat niet."),
        ({"timezone": "Europe"}, 7, "timezone: De tijdzone ‘Europe’ bestaat niet. Bedoelt u ‘Europe/Rome’?"),
        (
            {"goals": '[{id: ":1", text: A, pillar: activeren}]'},
            7,
            "id: ‘:1’ kan geen id zijn. Begin met een letter of cijfer.",
        ),
        ({"title": "x" * 3000}, 2, "title: Deze tekst heeft 3000 tekens. Maak hem ten hoogste 200 tekens lang."),
        ({"title": '"a\\nb"'}, 2, "title: Schrijf deze tekst op één regel."),
        ({"title": '"a\\Lb"'}, 2, "title: Schrijf deze tekst op één regel."),
        ({"title": '"a\\e[31mb"'}, 2, "title: Hier staat een onzichtbaar teken (U+001B). Haal het weg."),
        ({"title": '""'}, 2, "title: ontbreekt. Zet er een regel met title: bij."),
        ({"title": '" "'}, 2, "title is leeg. Vul iets in."),
        ({"\"tit\\nle\\u202e\"": "x"}, 7, "De regel ‘tit?le?’ is hier niet bekend. Bedoelt u ‘title’?"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_what_to_do(lines, line, text):
    assert said(**lines) == [(line, text)]


def test_every_required_key_that_is_not_there_is_named():
    assert [problem.of("f") for problem in read(b"theme: zonder begin\n").problems] == [
        f"f:1: {key}: ontbreekt. Zet er een regel met {key}: bij."
        for key in ("date", "draaiboek", "ends", "programme", "starts", "title")
    ]


def test_a_thousand_items_are_read_and_one_more_is_refused():
    item = "  - {title: A, minutes: 1, pillar: activeren}\n"
    head = file(programme="").decode()
    assert len(read((head + item * 1000).encode()).draaiboek.programme) == 1000
    assert [problem.of("f") for problem in read((head + item * 1001).encode()).problems] == [
        "f:6: programme heeft 1001 regels. Houd het bij 1000."
    ]


def test_markup_is_only_text():
    title = "<script>alert(1)</script> & <b>vet</b>"
    assert draaiboek(title=f'"{title}"').title == title
