"""How text is broken into lines, and what stands for characters that the font lacks."""

from __future__ import annotations

from app.pdf import Face, Run, Style, clean, fit, heading, lacking, paragraph

BLACK = (0.0, 0.0, 0.0)
STYLE = Style(Face.REGULAR, 12, 15, BLACK)
TITLE = Style(Face.BOLD, 16.5, 19, BLACK)


def lines(broken: object) -> list[str]:
    return ["".join(piece.text for piece in line.pieces).rstrip() for line in broken.lines]  # type: ignore[attr-defined]


def test_lines_are_no_wider_than_the_measure() -> None:
    broken = paragraph("Een zin van een aantal woorden die niet op één regel past. " * 5, STYLE, 60)
    assert len(broken.lines) > 5
    assert all(line.width <= 60 * 72 / 25.4 for line in broken.lines)


def test_a_narrow_last_word_takes_a_word_from_the_line_above() -> None:
    assert lines(paragraph("Vraag bij twee handen waarvoor bent u hier vandaag gekomen nu", STYLE, 100)) == [
        "Vraag bij twee handen waarvoor bent u hier vandaag",
        "gekomen nu",
    ]


def test_a_title_on_two_lines_breaks_after_a_colon_or_question_mark_when_both_parts_fit() -> None:
    assert lines(heading("Casustafels ronde 1: wat zie jij aan deze tafel?", TITLE, 80)) == [
        "Casustafels ronde 1:",
        "wat zie jij aan deze tafel?",
    ]


def test_another_title_on_two_lines_breaks_in_about_equal_parts() -> None:
    assert lines(heading("Werksessie voorkomen van jonge aanwas", TITLE, 90)) == [
        "Werksessie voorkomen",
        "van jonge aanwas",
    ]


def test_a_word_wider_than_the_measure_is_cut_and_loses_no_letter() -> None:
    broken = paragraph("Zo" * 100, STYLE, 40)
    assert all(line.width <= 40 * 72 / 25.4 for line in broken.lines)
    assert "".join(lines(broken)) == "Zo" * 100


def test_a_line_that_is_not_the_last_ends_in_a_space_so_that_words_stay_apart_aloud() -> None:
    broken = paragraph([Run("09.25", Face.BOLD), Run("Microfoon open en klaar")], STYLE, 30)
    texts = ["".join(piece.text for piece in line.pieces) for line in broken.lines]
    assert texts == ["09.25 Microfoon ", "open en klaar"]
    assert [piece.face for piece in broken.lines[0].pieces] == [Face.BOLD, Face.REGULAR]


def test_text_that_does_not_fit_ends_in_an_ellipsis_at_a_word() -> None:
    assert fit("Congrescentrum De Voorbeeldkade, Zwolle", STYLE, 60) == "Congrescentrum De…"
    assert fit("Kort", STYLE, 60) == "Kort"
    assert STYLE.width(fit("Zo" * 100, STYLE, 60)) <= 60


def test_each_run_of_characters_that_the_font_lacks_becomes_one_visible_mark() -> None:
    assert clean("Ali محمد علي 😀!") == "Ali [?] [?] [?]!"
    assert lacking("Ali محمد 😀 م") == "محد😀"
    assert lacking("Zoë, één café: € 1,50 ‘ja’ – nee…") == ""


def test_text_is_composed_and_freed_of_control_and_invisible_characters() -> None:
    assert clean("Zoe\u0308\tA\u0000B\u200bC\u00adD\u202eE") == "Zoë A BCDE"
