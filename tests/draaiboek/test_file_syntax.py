"""What is not a plain YAML file: told in Dutch, with the line, and never at the cost of much time or memory."""

import pytest
import yaml

from app.draaiboek import tree
from app.draaiboek.file import read

HEAD = b'draaiboek: 1\ntitle: Samen\ndate: 2027-03-11\nstarts: "09:30"\nends: "12:30"\n'
GOOD = HEAD + b"programme:\n  - {title: A, minutes: 30, pillar: activeren}\n"  # seven lines

START = "Met dit teken kan een tekst niet beginnen. Zet de tekst tussen aanhalingstekens."
ANCHOR = (
    "Ankers (&naam) en verwijzingen (*naam) worden hier niet gebruikt. "
    "Schrijf de waarde voluit, of zet de tekst tussen aanhalingstekens."
)
TAG = "Een ! vóór een waarde wordt hier niet gebruikt. Zet de tekst tussen aanhalingstekens."
TAB = "Hier springt een tab in. Gebruik spaties."
COLON = (
    "Hier staat een dubbele punt te veel, of deze regel springt te ver in. "
    "Zet een tekst met een dubbele punt tussen aanhalingstekens."
)
NO_COLON = "Op deze regel ontbreekt een dubbele punt met een spatie erachter."
QUOTE = "De tekst na dit aanhalingsteken sluit niet goed. Zet er een aanhalingsteken achter."
PLACE = (
    "Deze regel past hier niet. Laat hem even ver inspringen als zijn buren, "
    "en zet niets achter een aanhalingsteken of haak die sluit."
)
BRACE = (
    "Deze accolade { sluit niet goed. Kijk of er een komma of } ontbreekt, "
    "en zet tekst met een komma of dubbele punt tussen aanhalingstekens."
)
BRACKET = (
    "Deze haak [ sluit niet goed. Kijk of er een komma of ] ontbreekt, "
    "en zet tekst met een komma of dubbele punt tussen aanhalingstekens."
)
SECOND = "Hier begint een tweede document. Zet één draaiboek in een bestand."
EMPTY = "Het bestand is leeg. Begin met draaiboek: 1."
BEGIN = "Begin het bestand met draaiboek: 1, en zet daaronder title: en de andere regels."
DEEP = "Hier staan meer dan 20 lijsten en regels in elkaar. Maak het plat."
LATIN = "Hier staat geen UTF-8 (byte 0xE9). Bewaar het bestand als UTF-8, niet als Latin-1."


def said(data):
    return [(problem.line, problem.text) for problem in read(data).problems]


SYNTAX = {
    "a tab before an item": (HEAD + b"programme:\n\t- {title: A, minutes: 30}\n", 7, TAB),
    "a tab before a key": (HEAD + b"programme:\n  - title: A\n\tminutes: 30\n", 8, TAB),
    "a colon in a text": (GOOD + b"theme: een: twee\n", 8, COLON),
    "too much indentation": (HEAD + b"programme:\n  - title: A\n     minutes: 30\n", 8, COLON),
    "too little indentation": (HEAD + b"programme:\n  - title: A\n   minutes: 30\n", 8, PLACE),
    "text after a quoted text": (GOOD + b'theme: "een" twee\nclient: x\n', 8, PLACE),
    "an open double quote": (GOOD + b'theme: "een\nclient: x\n', 8, QUOTE),
    "an open single quote": (GOOD + b"theme: 'een\nclient: x\n", 8, QUOTE),
    "an open brace": (HEAD + b"programme:\n  - {title: A, minutes: 30\n  - {title: B}\n", 7, BRACE),
    "a colon within braces": (HEAD + b"programme:\n  - {title: A: b, minutes: 30}\n", 7, BRACE),
    "an open bracket": (GOOD + b"domains: [a, b\ncapacity: 5\n", 8, BRACKET),
    "no colon": (GOOD + b"theme\nclient: x\n", 8, NO_COLON),
    "no space after the colon": (GOOD + b"theme:x\nclient: x\n", 8, NO_COLON),
    "an at sign": (GOOD + b"theme: @x\n", 8, START),
    "a bold text": (GOOD + b"theme: **x** y\n", 8, START),
    "an unknown escape": (
        GOOD + b'theme: "a\\q"\n',
        8,
        "Na \\ staat een teken dat niet kan. Schrijf \\\\ voor een gewone backslash.",
    ),
    "a directive": (
        GOOD + b"%theme: y\n",
        8,
        "Een regel kan niet met % beginnen. Zet de tekst tussen aanhalingstekens.",
    ),
    "an anchor": (GOOD + b"theme: &x y\n", 8, ANCHOR),
    "a reference": (GOOD + b"theme: *x\n", 8, ANCHOR),
    "a tag": (GOOD + b"theme: !!python/object/apply:os.system [ls]\n", 8, TAG),
    "a second document": (GOOD + b"---\ntitle: x\n", 8, SECOND),
    "something after the end": (GOOD + b"...\ntitle: x\n", 9, SECOND),
    "a list as a key": (GOOD + b"? [a, b]\n: c\n", 8, "Vóór een dubbele punt hoort één woord te staan."),
    "a key twice": (
        GOOD + b"title: x\n",
        8,
        "‘title’ staat hier dubbel, ook op regel 2. Haal er één weg.",
    ),
    "a key twice within braces": (
        GOOD + b"moments:\n  - {what: A,\n     what: B, starts: 8.00, minutes: 4}\n",
        10,
        "‘what’ staat hier dubbel, ook op regel 9. Haal er één weg.",
    ),
    "a list": (b"- a\n- b\n", 1, BEGIN),
    "a word": (b"hallo\n", 1, BEGIN),
    "only a document mark": (b"---\n", 1, BEGIN),
    "only a remark": (b"# later\n", 1, EMPTY),
}


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize("what", SYNTAX)
def test_what_is_not_yaml_is_told_in_dutch_by_either_parser(what, loader, monkeypatch):
    monkeypatch.setattr(tree, "LOADER", loader)
    data, line, text = SYNTAX[what]
    tagged_list = [(8, "theme is een lijst en moet een tekst zijn.")] if what == "a tag" else []
    assert said(data) == [(line, text), *tagged_list]


BYTES = {
    "nothing": (b"", 1, EMPTY),
    "white space": (b"  \n\n", 1, EMPTY),
    "Latin-1": (GOOD + "theme: één\nclient: x\n".encode("latin-1"), 8, LATIN),
    "Latin-1 after a byte order mark": (b"\xef\xbb\xbf" + GOOD + b"theme: \xe9\n", 8, LATIN),
    "UTF-16": (GOOD.decode().encode("utf-16"), 1, "Het bestand is UTF-16. Bewaar het als UTF-8."),
    "NUL": (GOOD + b"theme: a\0b\n", 8, "Hier staat een onzichtbaar teken (U+0000). Haal het weg."),
    "a control character": (GOOD + b"theme: \x07\n", 8, "Hier staat een onzichtbaar teken (U+0007). Haal het weg."),
    "10 MB": (b"a: b\n" * 2_000_000, 1, "Het bestand is groter dan 2 MB. Maak het kleiner."),
    "a million brackets": (GOOD + b"theme: " + b"[" * 900_000, 8, DEEP),
    "a million braces": (GOOD + b"theme: " + b"{a: " * 200_000, 8, DEEP),
    "a million dashes": (GOOD + b"domains:\n  " + b"- " * 400_000, 9, DEEP),
}  # fmt: skip


@pytest.mark.parametrize("what", BYTES)
def test_what_is_not_a_text_of_reasonable_size_is_refused(what):
    data, line, text = BYTES[what]
    assert said(data) == [(line, text)]


def test_a_bomb_of_anchors_never_unfolds():
    bomb = b"a: &a [x]\n" + b"".join(b"b%d: &b%d [*a, *a, *a]\n" % (n, n) for n in range(20_000))
    problems = read(bomb).problems
    assert {problem.text for problem in problems} == {
        ANCHOR,
        "Na 200 fouten is het lezen gestopt. Verbeter deze eerst.",
    }


def test_after_two_hundred_errors_reading_stops_and_says_so():
    problems = said(GOOD + b"".join(b"x%d: 1\n" % n for n in range(60_000)))
    assert len(problems) == 201
    assert problems[-1] == (207, "Na 200 fouten is het lezen gestopt. Verbeter deze eerst.")


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_any_line_end_and_a_byte_order_mark_are_fine(line_end, mark):
    data = mark + GOOD.replace(b"\n", line_end)
    assert said(data) == []
    assert said(data + b"onbekend: x") == [(8, "De regel ‘onbekend’ is hier niet bekend.")]


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029", "😀", "\u202eש"])
def test_lines_are_counted_as_an_editor_counts_them(character):
    data = GOOD + f'venue: {{route: "a{character}b"}}\nonbekend: x\n'.encode()
    assert said(data) == [(9, "De regel ‘onbekend’ is hier niet bekend.")]
