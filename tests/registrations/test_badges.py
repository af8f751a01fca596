"""Badges on paper: what they say, where it stands, and that no name upsets them."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from app.registrations.badges import SHEETS, Badge, Sheet, badge_sheets
from app.registrations.badges_card import QR_ALT
from app.registrations.badges_look import look_of
from tests.pdf.reading import PROFILES, elements, failures, poppler
from tests.registrations.badge_sample import ANNE, DOMAINS, MADE_AT, NOOR, ODD, printed

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
POINTS = 72 / 25.4  # in a millimetre


def text_of(data: bytes, tmp_path: Path) -> str:
    """What is drawn, in order, white space evened out; \\f after each page."""
    pages = poppler("pdftotext", data, tmp_path, "-raw").split("\f")[:-1]
    return "\f".join(" ".join(page.split()) for page in pages)


def words_at(data: bytes, tmp_path: Path) -> list[tuple[str, float, float, float, float]]:
    """Each word of the first page with its left, top, right and bottom in mm."""
    found = WORD.findall(poppler("pdftotext", data, tmp_path, "-bbox", "-l", "1"))
    return [(word, *(float(side) / POINTS for side in sides)) for *sides, word in found]


def heights(data: bytes, tmp_path: Path) -> dict[str, float]:
    """How high each word's line is, in mm."""
    return {word: round(bottom - top, 2) for word, _, top, _, bottom in words_at(data, tmp_path)}


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_is_accessible_and_archivable_whatever_the_names(sheet: str) -> None:
    data = printed(*ODD * 4, sheet=sheet)
    assert {profile: failures(data, profile) for profile in PROFILES} == {"ua1": [], "2a": []}


@pytest.mark.parametrize("sheet", ["90x54", "90x60", "105x74"])
def test_a_long_domain_is_whole_beside_no_photo(sheet: str, tmp_path: Path) -> None:
    domains = ("gemeente", "onderwijs", "zorg en jeugdhulp", "jongerenwerk", "politie en justitie", "wonen")
    badges = [replace(ANNE, domain=domain, no_photo=True) for domain in domains]
    read = text_of(printed(*badges, sheet=sheet, domains=domains), tmp_path)
    assert [domain for domain in domains if f"{domain}, geen foto" not in read] == []


def test_the_same_badges_give_the_same_bytes() -> None:
    assert printed(*ODD) == printed(*ODD)


def test_without_badges_there_is_no_pdf() -> None:
    with pytest.raises(ValueError, match="no badges"):
        badge_sheets([], SHEETS["90x54"], title="Proefdag", made_at=MADE_AT)


@pytest.mark.parametrize("sheet", ["90x54", "90x60", "105x74"])
def test_a_badge_says_who_where_at_which_tables_and_from_what_domain(sheet: str, tmp_path: Path) -> None:
    assert text_of(printed(ANNE, sheet=sheet), tmp_path) == (
        "Anne-Sophie van der Meer-Özdemir Scholengroep Voorbeeld 13.30 Vecht 14.25 Peperbus "
        "welkom 4 casus 7 afspraak 2 onderwijs"
    )


@pytest.mark.parametrize("sheet", ["99x38", "70x36"])
def test_a_low_label_says_the_same(sheet: str, tmp_path: Path) -> None:
    assert text_of(printed(ANNE, sheet=sheet), tmp_path) == text_of(printed(ANNE), tmp_path)


def test_a_badge_of_the_crew_says_the_role_instead(tmp_path: Path) -> None:
    host = replace(ANNE, role="gastvrouw")
    assert text_of(printed(NOOR, host), tmp_path) == (
        "Noor Voorbeeld dagvoorzitter ploeg Anne-Sophie van der Meer-Özdemir gastvrouw "
        "Scholengroep Voorbeeld ploeg"
    )


def test_who_has_only_a_name_gets_a_badge_with_only_that(tmp_path: Path) -> None:
    assert text_of(printed(Badge(given="Ö", code="RD:A")), tmp_path) == "Ö"


def test_each_badge_is_an_item_of_a_list_and_its_code_a_figure() -> None:
    found = [(element.tag, element.alt) for element in elements(printed(NOOR, Badge(given="Ö", code="RD:A")))]
    assert found == [
        ("Document", ""),
        ("L", ""),
        ("LI", ""),
        ("LBody", ""),
        ("P", ""),
        ("P", ""),
        ("P", ""),
        ("Figure", QR_ALT),
        ("LI", ""),
        ("LBody", ""),
        ("P", ""),
        ("Figure", QR_ALT),
    ]


def test_badges_fill_a_sheet_and_go_on_over_the_next(tmp_path: Path) -> None:
    people = [Badge(given=f"Naam{number}", code="RD:A") for number in range(23)]
    pages = text_of(printed(*people), tmp_path).split("\f")
    assert [page.split() for page in pages] == [
        [badge.given for badge in people[first : first + 10]] for first in (0, 10, 20)
    ]


@pytest.mark.parametrize("name", SHEETS)
def test_all_labels_lie_on_the_paper_beside_each_other(name: str) -> None:
    sheet = SHEETS[name]
    lefts, tops = zip(*(sheet.corner(place) for place in range(sheet.labels)), strict=True)
    assert min(lefts) >= 0
    assert max(lefts) + sheet.wide <= 210
    assert max(tops) + sheet.high <= 297
    assert sorted(set(lefts))[1] - min(lefts) >= sheet.wide
    assert len({*zip(lefts, tops, strict=True)}) == sheet.columns * sheet.rows


@pytest.mark.parametrize("name", SHEETS)
def test_whatever_the_names_every_word_stays_on_its_label(name: str, tmp_path: Path) -> None:
    """With two millimetres to spare, as a printer feeds paper a little awry."""
    sheet = SHEETS[name]
    for badge in ODD:
        words = words_at(printed(badge, sheet=name), tmp_path)
        assert words
        assert min(left for _, left, _, _, _ in words) >= sheet.left + 2
        assert max(right for _, _, _, right, _ in words) <= sheet.left + sheet.wide - 2
        assert max(bottom for _, _, _, _, bottom in words) <= sheet.top + sheet.high


@pytest.mark.parametrize("name", SHEETS)
def test_no_word_stands_in_the_code(name: str, tmp_path: Path) -> None:
    sheet = SHEETS[name]
    for badge in ODD:
        left, top = code_corner(sheet)
        for word, _, _, right, bottom in words_at(printed(badge, sheet=name), tmp_path):
            assert right < left or bottom < top + 0.5, word


def code_corner(sheet: Sheet) -> tuple[float, float]:
    """Where the code of the first label begins, measured from the paper's corner."""
    look = look_of(sheet.wide, sheet.high)
    left, top = look.qr_corner
    return sheet.left + left, sheet.top + look.down + top


def test_a_first_name_is_as_large_as_fits(tmp_path: Path) -> None:
    sizes = [
        heights(printed(replace(NOOR, given=name)), tmp_path)[name]
        for name in ("Noor", "Willem-Alexander", "Sannemariekevandenberg")
    ]
    assert sizes[0] > sizes[1] > sizes[2] > heights(printed(NOOR), tmp_path)["Voorbeeld"]


def test_a_name_that_is_longer_than_the_label_ends_in_an_ellipsis(tmp_path: Path) -> None:
    endless = replace(ANNE, given="Piet " * 40, organisation="Voorbeeld " * 20)
    text = text_of(printed(endless), tmp_path)
    assert re.search(r"^(Piet )+Piet… van der", text)
    assert re.search(r"(Voorbeeld )+Voorbeeld… 13\.30", text)


def test_a_letter_that_the_font_lacks_is_replaced_in_sight_and_read_as_it_is() -> None:
    data = printed(Badge(given="محمد", surname="Ali 🎈", code="RD:A"))
    assert PdfReader(BytesIO(data)).pages[0].extract_text().split() == ["[?]", "Ali", "[?]"]
    said = re.findall(r"/ActualText <FEFF([0-9a-f]+)>", content(data))
    assert [bytes.fromhex(text).decode("utf-16-be") for text in said] == ["محمد", "🎈"]


def test_sessions_that_do_not_fit_are_said_to_go_on(tmp_path: Path) -> None:
    many = replace(ANNE, tables=(), sessions=tuple((f"{hour}.00", "Vecht") for hour in range(10, 22)))
    assert text_of(printed(many), tmp_path).endswith("Vecht… onderwijs")


def test_the_own_domain_s_box_is_filled_at_its_own_place() -> None:
    fills = {domain: filled_box(replace(ANNE, domain=domain)) for domain in DOMAINS}
    lefts = [fills[domain] for domain in DOMAINS]
    steps = {round(after - before, 1) for before, after in pairwise(lefts)}
    assert steps == {3.9}


def filled_box(badge: Badge) -> float:
    """Where the filled box of a domain begins, in mm: the only filled rectangle of its height."""
    boxes = re.findall(r"([\d.]+) [\d.]+ [\d.]+ ([\d.]+) re", content(printed(badge)))
    (left,) = [left for left, high in boxes if abs(float(high) / POINTS - 2.6) < 0.01]
    return float(left) / POINTS


def content(data: bytes) -> str:
    """The operators of the first page."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return str(pdf.pages[0].Contents.read_bytes().decode())


def test_with_more_domains_than_boxes_fit_only_the_word_is_told(tmp_path: Path) -> None:
    many = tuple(f"domein {number}" for number in range(13))
    few = printed(replace(ANNE, domain="domein 3"), domains=many[:12])
    assert len(printed(replace(ANNE, domain="domein 3"), domains=many)) < len(few)
    assert text_of(few, tmp_path).endswith("domein 3")
