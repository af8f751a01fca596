"""The page of the rode draad: what it says, where it leads, who may see it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Role
from app.programme.plan import Item, Kind, Pillar
from app.programme.thread import percentages
from tests.factories import add_werksessie, counted_queries, sign_in, words_of
from tests.programme import bad_day
from tests.programme.days import add_day, id_of

PAGE = "/beheer/dag/rode-draad"


def add_bad_day(app: Flask) -> None:
    day = bad_day.DAY
    add_day(app, *bad_day.PROGRAMME, goals=bad_day.GOALS, date=day.date, starts=day.starts, ends=day.ends)


def advice_links(client: FlaskClient) -> list[tuple[str, str]]:
    page = BeautifulSoup(client.get(PAGE).text, "html.parser")
    return [(link.get_text(), str(link["href"])) for link in page.select(".advice a")]


def test_the_page_says_what_the_example_does_for_its_goals(app: Flask, client: FlaskClient) -> None:
    add_werksessie(app)
    sign_in(client, app)
    words = words_of(client.get("/beheer/zwolle-2023/rode-draad"))
    for part in (
        "315 minuten met een doel De rode draad Elk doel krijgt tijd. De dag eindigt met activeren. "
        "Eén punt vraagt aandacht.",
        "De draad loopt van onderdeel naar onderdeel. Advies Doel met alleen luisteren. ‘Elke deelnemer herkent",
        "Goed begin. Deelnemers komen om 09.50 zelf aan het woord, na 20 minuten luisteren. "
        "Naar ‘Wie zit er aan tafel?’",
        "70 minuten Inspireren Elke deelnemer herkent signalen van ronselen, online en op straat, en weet waar die "
        "te melden. Gemeten: In de evaluatie noemt 80 % twee nieuwe signalen en het juiste meldpunt. "
        "Tussen 09.30 en 10.55: 70 minuten luisteren. 09.30 Welkom en afspraken voor vandaag 10 min Inspireren",
        "160 minuten Verbinden",
        "Tussen 09.50 en 15.10: 145 minuten praten en 15 minuten luisteren.",
        "Tussen 11.55 en 16.30: 60 minuten doen en 25 minuten luisteren.",
        "Luisteren 110 min 35 % Zo begint ronselen, In gesprek: ik was vijftien, Twaalf afspraken, Welkom en "
        "afspraken voor vandaag en nog 4 Praten 145 min 46 % Deelsessies ronde 1,",
        "Doen 60 min 19 % Onze afspraak aan de wijktafel en Casustafels ronde 2: wat doe jij?",
    ):
        assert part in words


def test_each_piece_of_advice_leads_to_the_item_or_to_a_new_one_below_it(
    app: Flask, client: FlaskClient
) -> None:
    add_bad_day(app)
    sign_in(client, app)
    base = "/beheer/dag/programma"
    here = {title: id_of(app, title) for title in ("Opening", "De regels", "De cijfers", "Lezing")}
    links = advice_links(client)
    assert links[:4] == [
        ("Voeg iets toe na ‘Lezing’", f"{base}?nieuw={here['Lezing']}#nieuw"),
        ("Voeg iets toe na ‘Opening’", f"{base}?nieuw={here['Opening']}#nieuw"),
        ("Naar ‘Lezing’", f"{base}#onderdeel-{here['Lezing']}"),
        ("Voeg iets toe na ‘De regels’", f"{base}?nieuw={here['De regels']}#nieuw"),
    ]
    for _, address in links:
        place = address.partition("#")[2]
        assert BeautifulSoup(client.get(address).text, "html.parser").find(id=place) is not None


def test_the_bad_day_shows_its_hooks_and_the_goal_without_an_item(app: Flask, client: FlaskClient) -> None:
    add_bad_day(app)
    sign_in(client, app)
    answer = client.get(PAGE)
    words = words_of(answer)
    for part in (
        "Negen punten vragen aandacht.",
        "Een haak wijst aan waar de zaal alleen luistert: 125 minuten van 09.30 tot 11.35 en 90 minuten van "
        "13.40 tot 15.10.",
        "0 minuten Activeren Elke tafel maakt een afspraak. Nog geen onderdeel werkt aan dit doel.",
        "Luisteren 255 min 96 %",
        "Doen 0 min 0 % niets",
    ):
        assert part in words
    page = BeautifulSoup(answer.text, "html.parser")
    assert len(page.select("svg.wide-only .hot")) == len(page.select("svg.tall .hot")) == 2


def test_who_reads_along_sees_the_advice_and_is_not_asked_to_add(app: Flask, client: FlaskClient) -> None:
    add_bad_day(app)
    sign_in(client, app, slug="dag", role=Role.MEELEZEN)
    lecture = id_of(app, "Lezing")
    links = advice_links(client)
    assert links[0] == ("Naar ‘Lezing’", f"/beheer/dag/programma#onderdeel-{lecture}")
    assert [address for _, address in links if "nieuw" in address] == []


def test_only_planners_of_this_werksessie_see_it(app: Flask, client: FlaskClient) -> None:
    add_bad_day(app)
    add_werksessie(app)
    answer = client.get(PAGE)
    assert (answer.status_code, answer.location) == (303, "/inloggen?volgende=%2Fbeheer%2Fdag%2Frode-draad")
    sign_in(client, app, slug="zwolle-2023")
    assert client.get(PAGE).status_code == 404


def test_a_programme_with_nothing_in_it_says_what_to_do(app: Flask, client: FlaskClient) -> None:
    add_day(app, Item(title="Inloop", minutes=30, kind=Kind.INLOOP), goals=())
    sign_in(client, app)
    answer = client.get(PAGE)
    assert (
        "0 minuten met een doel De rode draad Er is nog niets waarin deelnemers luisteren, praten of iets doen. "
        "Voeg onderdelen toe. Naar het programma Luisteren, praten, doen" in words_of(answer)
    )
    assert BeautifulSoup(answer.text, "html.parser").select("figure, .advice, .served") == []


def test_a_werksessie_without_goals_leads_to_where_they_are_written(app: Flask, client: FlaskClient) -> None:
    add_day(app, Item(title="Lezing", minutes=30, pillar=Pillar.INSPIREREN), goals=())
    sign_in(client, app)
    assert advice_links(client)[0] == ("Naar de opdracht", "/beheer/dag/opdracht")


def test_titles_are_shown_as_text(app: Flask, client: FlaskClient) -> None:
    add_day(app, Item(title="<b>Welkom</b> & meer", minutes=90, pillar=Pillar.INSPIREREN))
    sign_in(client, app)
    answer = client.get(PAGE)
    assert "‘<b>Welkom</b> & meer’" in words_of(answer)
    assert "<b>Welkom" not in answer.text


def test_the_page_takes_as_many_queries_for_three_items_as_for_ninety(
    app: Flask, client: FlaskClient
) -> None:
    sign_in(client, app)
    add_day(app, *bad_day.PROGRAMME[:3], goals=bad_day.GOALS)
    add_day(app, *bad_day.PROGRAMME * 10, goals=bad_day.GOALS, slug="lang")
    with counted_queries(app) as few:
        client.get(PAGE)
    with counted_queries(app) as many:
        assert client.get("/beheer/lang/rode-draad").status_code == 200
    assert len(few) == len(many)
    assert len(many) <= 10


@pytest.mark.parametrize(
    ("minutes", "percents"),
    [
        ([125, 125, 250], [25, 25, 50]),
        ([57, 57, 86], [29, 28, 43]),  # 28.5, 28.5 and 43: rounded each by itself 101 % or 99 %
        ([1, 1, 1], [34, 33, 33]),
        ([0, 40, 0], [0, 100, 0]),
        ([0, 0, 0], [0, 0, 0]),
    ],
)
def test_listening_talking_and_doing_are_a_hundred_percent(minutes: list[int], percents: list[int]) -> None:
    assert percentages(minutes) == percents
