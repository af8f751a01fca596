"""The bad examples in `files/`: beside each `.yaml` a `.txt` with all that is said of it."""

from pathlib import Path

import pytest

from app.draaiboek.file import read

FILES = Path(__file__).parent / "files"
HEAD = 'draaiboek: 1\ntitle: Samen\ndate: 2027-03-11\nstarts: "09:30"\nends: "12:30"\n'


@pytest.mark.parametrize("name", ["waarden", "regels", "waarschuwingen", "klok"])
def test_a_bad_file_gets_all_its_problems_in_one_go_each_at_its_line(name):
    file = FILES / f"{name}.yaml"
    said = [problem.of(file.name) for problem in read(file.read_bytes()).problems]
    assert said == file.with_suffix(".txt").read_text().splitlines()


@pytest.mark.parametrize("name", ["waarden", "regels"])
def test_a_file_with_errors_gives_no_draaiboek_not_even_as_a_draft(name):
    data = (FILES / f"{name}.yaml").read_bytes()
    assert [read(data, draft=draft).draaiboek for draft in (False, True)] == [None, None]


@pytest.mark.parametrize("name", ["klok", "concept"])
def test_a_draft_keeps_what_is_wrong_with_its_times_and_warns(name):
    data = (FILES / f"{name}.yaml").read_bytes()
    errors, draft = read(data).errors, read(data, draft=True)
    assert draft.draaiboek is not None
    assert draft.errors == () != errors
    assert {(error.line, error.text) for error in errors} <= {
        (each.line, each.text) for each in draft.warnings
    }


def test_warnings_do_not_hold_back_a_draaiboek():
    reading = read((FILES / "waarschuwingen.yaml").read_bytes())
    assert reading.draaiboek is not None
    assert reading.errors == ()
    assert reading.warnings == reading.problems


UNFINISHED = [
    (8, "De spreker ‘lector’ staat niet onder speakers. Zet die erbij."),
    (8, "De zaal ‘Grote zaal’ staat niet onder rooms. Zet die erbij."),
    (8, "Het doel ‘doen’ staat niet onder goals. Zet die erbij."),
    (9, "‘Welkom’ loopt 15 minuten door in ‘Lezing’, die vast om 09.45 begint."),
    (11, "De rol ‘projectmanager’ staat niet onder team. Kies uit: dagvoorzitter."),
]


def test_overlaps_and_missing_names_are_errors():
    reading = read((FILES / "concept.yaml").read_bytes())
    assert [(problem.line, problem.text) for problem in reading.errors] == UNFINISHED
    assert reading.draaiboek is None


def test_a_draft_keeps_overlaps_and_missing_names_and_warns():
    reading = read((FILES / "concept.yaml").read_bytes(), draft=True)
    assert reading.errors == ()
    assert [(problem.line, problem.text) for problem in reading.warnings] == UNFINISHED
    first = reading.draaiboek.programme[0]
    assert (first.room, first.goal, first.speakers) == ("Grote zaal", "doen", ("lector",))
    assert reading.draaiboek.team[0].backup == "projectmanager"


def test_an_empty_programme_is_an_error_and_of_a_draft_a_warning():
    data = f"{HEAD}programme: []\n".encode()
    said = "f:6: {}Het programma is leeg. Zet er ten minste één onderdeel in."
    assert [problem.of("f") for problem in read(data).problems] == [said.format("")]
    draft = read(data, draft=True)
    assert [problem.of("f") for problem in draft.problems] == [said.format("let op: ")]
    assert draft.draaiboek.programme == ()


def test_a_misread_name_brings_no_second_error_at_what_points_to_it():
    data = (
        f"{HEAD}venue: {{rooms: [{{name: [Foyer]}}]}}\nprogramme: [{{title: A, minutes: 5, room: Foyer}}]\n"
    )
    assert [problem.of("f") for problem in read(data.encode()).problems] == [
        "f:6: name is een lijst en moet een tekst zijn."
    ]


def test_an_overlap_above_a_misread_time_is_told_and_below_it_is_not():
    items = [
        "{title: A, minutes: 30}",
        '{title: B, minutes: 30, starts: "09:45"}',
        "{title: C, minutes: lang}",
        '{title: D, minutes: 30, starts: "09:50"}',
    ]
    data = HEAD + "programme:\n" + "".join(f"  - {item}\n" for item in items)
    assert [problem.of("f") for problem in read(data.encode()).problems] == [
        "f:8: ‘A’ loopt 15 minuten door in ‘B’, die vast om 09.45 begint.",
        "f:9: minutes: ‘lang’ is geen heel getal. Schrijf alleen cijfers, bijvoorbeeld 15.",
    ]


def test_a_run_of_plenary_ends_at_anything_else_and_sixty_minutes_is_not_too_long():
    def warned(*kinds):
        items = "".join(f"  - {{title: T, minutes: 30, kind: {kind}, pillar: activeren}}\n" for kind in kinds)
        problems = read(f"{HEAD}programme:\n{items}".encode()).problems
        return [problem.line for problem in problems if "plenair" in problem.text]

    assert warned("plenair", "plenair") == []
    assert warned("plenair", "plenair", "werkvorm", "plenair") == []
    assert warned("inloop", "plenair", "plenair", "plenair", "pauze") == [8]
    assert warned("plenair", "plenair", "plenair", "wissel") == [7]


def test_sessions_without_any_limit_have_places_enough():
    def warned(*sessions):
        held = "".join(f"      - {{{session}}}\n" for session in sessions)
        data = (
            f"{HEAD}capacity: 50\nvenue: {{rooms: [{{name: Zaal, capacity: 20}}, {{name: Hal}}]}}\nprogramme:\n"
            f"  - title: T\n    minutes: 30\n    kind: parallel\n    pillar: activeren\n    parallel:\n{held}"
        )
        return [problem.of("f") for problem in read(data.encode()).problems]

    assert warned("id: a, title: A, room: Zaal", "id: b, title: B, room: Hal") == []
    assert warned("id: a, title: A, capacity: 30", "id: b, title: B, room: Zaal") == []
    assert warned("id: a, title: A, capacity: 29", "id: b, title: B, room: Zaal") == [
        "f:13: let op: ‘T’ heeft 49 plaatsen voor 50 deelnemers. Maak een sessie groter of voeg er een toe."
    ]


TWO_OF_A_NAME = """team:
  - {role: tolk, name: Pim, follows: Noor}
  - {role: dagvoorzitter, name: Noor, email: noor@voorzitter.example}
  - {role: gastvrouw, name: Noor, email: noor@bureau.example}
programme: [{title: Welkom, minutes: 15}]
"""


def test_somebody_cannot_follow_one_of_two_who_have_the_same_name():
    (error,) = read((HEAD + TWO_OF_A_NAME).encode()).errors
    assert (error.line, error.text) == (
        7,
        "Er zijn twee mensen die ‘Noor’ heten, op de regels 8 en 9. "
        "Geef ieder een eigen naam, bijvoorbeeld met de organisatie erachter.",
    )


def test_one_person_in_two_roles_can_be_followed():
    same = TWO_OF_A_NAME.replace("noor@bureau.example", "noor@voorzitter.example")
    assert read((HEAD + same).encode()).errors == ()


def test_two_speakers_with_one_name_are_two_people():
    two = "speakers: [{id: a, name: Noor Twee}, {id: b, name: Noor Twee}]\n"
    text = HEAD + TWO_OF_A_NAME.replace("follows: Noor", "follows: Noor Twee") + two
    (error,) = read(text.encode()).errors
    assert error.text.startswith("Er zijn twee mensen die ‘Noor Twee’ heten, op regel 11.")
