"""The time engine by example: how a day is reckoned, and each kind of problem as the planner reads it."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from app.programme.plan import Anchor, Cue, Day, Item, Kind, Moment, Pillar, Session
from app.programme.timeline import Problem, ProblemKind, Timeline, minutes_between, timeline

DAY = Day(date=date(2027, 3, 11), starts=time(9, 30), ends=time(12, 30))
SUMMER_BEGINS = Day(date=date(2027, 3, 28), starts=time(1, 0), ends=time(5, 0))
SUMMER_ENDS = Day(date=date(2027, 10, 31), starts=time(1, 0), ends=time(5, 0))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def rows(line: Timeline) -> list[tuple[str, str, str, int]]:
    """What the editor shows: title, start, end, slack."""
    return [(i.item.title, f"{i.starts:%d %H.%M}", f"{i.ends:%d %H.%M}", i.slack) for i in line.items]


def moment_starts(line: Timeline) -> list[str]:
    return [f"{timed.starts:%d %H.%M}" for timed in line.moments]


def test_items_follow_each_other_until_a_fixed_start_leaves_slack() -> None:
    items = [
        Item(title="Welkom", minutes=15),
        Item(title="Lezing", minutes=40),
        Item(title="Pauze", minutes=15, starts=time(10, 30)),
        Item(title="Tafels", minutes=105),
    ]
    line = timeline(DAY, items)
    assert rows(line) == [
        ("Welkom", "11 09.30", "11 09.45", 0),
        ("Lezing", "11 09.45", "11 10.25", 5),
        ("Pauze", "11 10.30", "11 10.45", 0),
        ("Tafels", "11 10.45", "11 12.30", 0),
    ]
    assert [item.fixed for item in line.items] == [False, False, True, False]
    assert line.problems == ()
    assert line.publishable
    assert (line.planned_minutes, line.free_minutes, line.promised_minutes, line.late_by) == (175, 5, 180, 0)


def test_a_fixed_first_item_begins_the_day_earlier_than_its_starts() -> None:
    line = timeline(
        DAY, [Item(title="Inloop", minutes=30, starts=time(9, 0)), Item(title="Welkom", minutes=10)]
    )
    assert rows(line) == [("Inloop", "11 09.00", "11 09.30", 0), ("Welkom", "11 09.30", "11 09.40", 0)]
    assert line.starts == datetime(2027, 3, 11, 9, 0, tzinfo=AMSTERDAM)


def test_sessions_run_from_the_start_of_their_block_and_cues_hang_on_either_end() -> None:
    cues = (
        Cue(anchor=Anchor.START, offset=-5, what="Microfoon open"),
        Cue(anchor=Anchor.END, offset=-2, what="Bordje"),
    )
    sessions = (Session(id="a", title="A"), Session(id="b", title="B", minutes=45))
    item = Item(title="Rondes", minutes=60, kind=Kind.PARALLEL, parallel=sessions, cues=cues)
    (timed,) = timeline(DAY, [item]).items
    assert [(s.session.id, f"{s.starts:%H.%M}", f"{s.ends:%H.%M}") for s in timed.sessions] == [
        ("a", "09.30", "10.30"),
        ("b", "09.30", "10.15"),
    ]
    assert [(c.index, f"{c.at:%H.%M}") for c in timed.cues] == [(0, "09.25"), (1, "10.28")]


def test_a_closing_borrel_may_follow_the_promised_end() -> None:
    items = [
        Item(title="Programma", minutes=170),
        Item(title="Borrel", minutes=30, kind=Kind.BORREL),
        Item(title="Nog een rondje", minutes=30, kind=Kind.BORREL),
    ]
    line = timeline(DAY, items)
    assert line.problems == ()
    assert line.programme_end == datetime(2027, 3, 11, 12, 20, tzinfo=AMSTERDAM)
    assert line.ends == datetime(2027, 3, 11, 13, 20, tzinfo=AMSTERDAM)
    assert [timed.item.title for timed in line.programme] == ["Programma"]
    assert (line.planned_minutes, line.free_minutes, line.promised_minutes, line.late_by) == (
        170,
        0,
        180,
        -10,
    )


def test_a_day_of_only_a_borrel_is_all_programme() -> None:
    line = timeline(DAY, [Item(title="Borrel", minutes=60, kind=Kind.BORREL)])
    assert line.programme == line.items
    assert (line.planned_minutes, line.late_by) == (60, -120)


def test_the_gap_before_a_closing_borrel_and_its_pillar_are_no_part_of_the_sums() -> None:
    items = [
        Item(title="Programma", minutes=120, pillar=Pillar.ACTIVEREN),
        Item(title="Borrel", minutes=30, kind=Kind.BORREL, starts=time(12, 0), pillar=Pillar.VERBINDEN),
    ]
    line = timeline(DAY, items)
    assert [timed.slack for timed in line.items] == [30, 0]
    assert (line.planned_minutes, line.free_minutes, line.late_by) == (120, 0, -60)
    assert line.minutes_per_pillar() == {Pillar.INSPIREREN: 0, Pillar.VERBINDEN: 0, Pillar.ACTIVEREN: 120}


def test_minutes_are_summed_per_pillar_and_per_goal() -> None:
    items = [
        Item(title="Lezing", minutes=20, pillar=Pillar.INSPIREREN, goal="zien"),
        Item(title="Pauze", minutes=15),
        Item(title="Tafels", minutes=40, pillar=Pillar.VERBINDEN, goal="zien"),
        Item(title="Fout getypt", minutes=-40, pillar=Pillar.VERBINDEN, goal="doen"),
    ]
    line = timeline(DAY, items)
    assert line.minutes_per_pillar() == {Pillar.INSPIREREN: 20, Pillar.VERBINDEN: 40, Pillar.ACTIVEREN: 0}
    assert line.minutes_per_goal() == {"zien": 60, "doen": 0}


def test_an_empty_programme_is_a_day_without_length() -> None:
    line = timeline(DAY, [])
    start = datetime(2027, 3, 11, 9, 30, tzinfo=AMSTERDAM)
    assert (line.starts, line.ends, line.programme_end) == (start, start, start)
    assert (line.items, line.problems) == ((), ())


def test_a_programme_runs_past_midnight() -> None:
    night = Day(date=date(2027, 3, 11), starts=time(20, 0), ends=time(0, 45))
    items = [
        Item(title="Debat", minutes=210),
        Item(title="Uitslag", minutes=30, starts=time(0, 15)),
        Item(title="Borrel", minutes=60, kind=Kind.BORREL),
    ]
    moments = [
        Moment(starts=time(10, 0), minutes=60, what="Opbouw"),
        Moment(starts=time(19, 30), minutes=10, what="Briefing"),
        Moment(starts=time(0, 0), minutes=10, what="Drank aanvullen"),
        Moment(starts=time(1, 45), minutes=60, what="Afbouw"),
        Moment(starts=time(4, 45), minutes=60, what="Laatste vrachtwagen"),
        Moment(starts=time(4, 46), minutes=60, what="Levering stoelen"),
    ]
    line = timeline(night, items, moments)
    assert rows(line) == [
        ("Debat", "11 20.00", "11 23.30", 45),
        ("Uitslag", "12 00.15", "12 00.45", 0),
        ("Borrel", "12 00.45", "12 01.45", 0),
    ]
    assert moment_starts(line) == [
        "11 10.00",
        "11 19.30",
        "12 00.00",
        "12 01.45",
        "12 04.45",
        "11 04.46",
    ]
    assert line.promised_end == datetime(2027, 3, 12, 0, 45, tzinfo=AMSTERDAM)
    assert line.problems == ()


def test_moments_before_and_after_a_daytime_programme_lie_on_its_date() -> None:
    moments = [
        Moment(starts=time(0, 30), minutes=60, what="Vroege levering"),
        Moment(starts=time(7, 15), minutes=60, what="Opbouw"),
        Moment(starts=time(12, 30), minutes=60, what="Afbouw"),
    ]
    line = timeline(DAY, [Item(title="Programma", minutes=180)], moments)
    assert moment_starts(line) == ["11 00.30", "11 07.15", "11 12.30"]


def test_an_early_morning_moment_belongs_to_the_nearer_of_start_and_end() -> None:
    long = Day(date=date(2027, 3, 11), starts=time(5, 0), ends=time(2, 0))
    moments = [
        Moment(starts=time(3, 0), minutes=30, what="Afbouw"),
        Moment(starts=time(4, 0), minutes=30, what="Opbouw"),
    ]
    line = timeline(long, [Item(title="Etmaal", minutes=21 * 60)], moments)
    assert moment_starts(line) == ["12 03.00", "11 04.00"]


def test_elapsed_minutes_count_when_the_clock_goes_forward() -> None:
    line = timeline(SUMMER_BEGINS, [Item(title="Nacht", minutes=90), Item(title="Vroeg", minutes=30)])
    assert rows(line) == [("Nacht", "28 01.00", "28 03.30", 0), ("Vroeg", "28 03.30", "28 04.00", 0)]
    assert minutes_between(line.starts, line.ends) == 120
    assert line.problems == ()


def test_elapsed_minutes_count_when_the_clock_goes_back() -> None:
    line = timeline(SUMMER_ENDS, [Item(title="Nacht", minutes=240)])
    assert rows(line) == [("Nacht", "31 01.00", "31 04.00", 0)]
    assert line.planned_minutes == 240
    assert line.problems == ()


def test_a_fixed_start_before_the_end_of_the_item_above_is_an_overlap() -> None:
    items = [
        Item(title="In gesprek", minutes=95),
        Item(title="Pauze", minutes=15, starts=time(11, 0)),
        Item(title="Tafels", minutes=75),
    ]
    line = timeline(DAY, items)
    assert rows(line)[1:] == [("Pauze", "11 11.00", "11 11.15", 0), ("Tafels", "11 11.15", "11 12.30", 0)]
    assert line.problems == (
        Problem(
            kind=ProblemKind.OVERLAP,
            text="‘In gesprek’ loopt 5 minuten door in ‘Pauze’, die vast om 11.00 begint.",
            index=1,
            other=0,
            minutes=5,
        ),
    )
    assert not line.publishable
    assert [line.problems_at(index) for index in range(3)] == [(), line.problems, ()]


def test_a_fixed_start_after_the_first_one_but_before_the_item_above_is_an_overlap_on_the_same_day() -> None:
    line = timeline(DAY, [Item(title="Lang", minutes=60), Item(title="Terug", minutes=5, starts=time(9, 30))])
    (problem,) = line.problems
    assert (problem.kind, problem.minutes) == (ProblemKind.OVERLAP, 60)
    assert rows(line)[1] == ("Terug", "11 09.30", "11 09.35", 0)


def test_one_minute_is_an_overlap() -> None:
    items = [Item(title="Lezing", minutes=31), Item(title="Pauze", minutes=5, starts=time(10, 0))]
    (problem,) = timeline(DAY, items).problems
    assert problem.text == "‘Lezing’ loopt 1 minuut door in ‘Pauze’, die vast om 10.00 begint."


def test_an_overlap_is_not_told_again_as_a_room_or_speaker_taken_twice() -> None:
    items = [
        Item(title="Lezing", minutes=60, room="Grote zaal", speakers=("lector",)),
        Item(title="Vragen", minutes=30, starts=time(10, 0), room="Grote zaal", speakers=("lector",)),
    ]
    assert [problem.kind for problem in timeline(DAY, items).problems] == [ProblemKind.OVERLAP]


def test_one_item_that_overruns_several_is_told_once() -> None:
    items = [
        Item(title="Lezing", minutes=150, room="Grote zaal", speakers=("lector",)),
        Item(title="Pauze", minutes=15, starts=time(10, 0), room="Foyer"),
        Item(title="Vragen", minutes=30, room="Grote zaal", speakers=("lector",)),
        Item(title="Slot", minutes=30, room="Grote zaal", speakers=("lector",)),
    ]
    assert [problem.kind for problem in timeline(DAY, items).problems] == [ProblemKind.OVERLAP]


def test_a_start_in_the_skipped_hour_is_named_and_counts_as_an_hour_later() -> None:
    items = [Item(title="Nacht", minutes=30), Item(title="Vroeg", minutes=30, starts=time(2, 30))]
    line = timeline(SUMMER_BEGINS, items)
    assert line.problems == (
        Problem(
            kind=ProblemKind.CLOCK,
            text="‘Vroeg’ begint om 02.30, maar die tijd bestaat niet: de klok gaat dan vooruit. "
            "Kies een andere tijd.",
            index=1,
        ),
    )
    assert rows(line)[1] == ("Vroeg", "28 03.30", "28 04.00", 0)
    assert not line.publishable


def test_a_time_in_the_doubled_hour_is_named_once_for_each_end_session_cue_and_moment() -> None:
    items = [
        Item(
            title="Nacht",
            minutes=60,
            parallel=(
                Session(id="r", title="Even lang"),
                Session(id="s", title="Sessie", minutes=90),
            ),
            cues=(Cue(anchor=Anchor.END, offset=10, what="Gong"),),
        ),
        Item(title="Vroeg", minutes=120),
    ]
    line = timeline(SUMMER_ENDS, items, [Moment(starts=time(1, 30), minutes=60, what="Levering")])
    twice = "maar die tijd komt twee keer voor: de klok gaat dan terug. Kies een andere tijd."
    assert [problem for problem in line.problems if problem.kind is ProblemKind.CLOCK] == [
        Problem(kind=ProblemKind.CLOCK, text=f"‘Nacht’ eindigt om 02.00, {twice}", index=0),
        Problem(kind=ProblemKind.CLOCK, text=f"‘Sessie’ eindigt om 02.30, {twice}", index=0, session="s"),
        Problem(
            kind=ProblemKind.CLOCK, text=f"De cue ‘Gong’ bij ‘Nacht’ valt om 02.10, {twice}", index=0, cue=0
        ),
        Problem(kind=ProblemKind.CLOCK, text=f"‘Levering’ eindigt om 02.30, {twice}", moment=0),
    ]


def test_the_frame_of_the_day_may_not_lie_in_a_clock_change() -> None:
    day = Day(date=date(2027, 3, 28), starts=time(2, 15), ends=time(2, 45))
    faults = "maar die tijd bestaat niet: de klok gaat dan vooruit. Kies een andere tijd."
    assert timeline(day, []).problems == (
        Problem(kind=ProblemKind.CLOCK, text=f"De dag begint om 02.15, {faults}"),
        Problem(kind=ProblemKind.CLOCK, text=f"De dag eindigt om 02.45, {faults}"),
    )


def test_an_unknown_timezone_is_named_and_the_day_is_reckoned_in_the_dutch_one() -> None:
    line = timeline(
        Day(date=DAY.date, starts=DAY.starts, ends=DAY.ends, timezone="Europe/Zwolle"),
        [Item(title="Welkom", minutes=15)],
    )
    assert line.problems == (
        Problem(
            kind=ProblemKind.CLOCK,
            text="De tijdzone ‘Europe/Zwolle’ bestaat niet. Kies een naam als Europe/Amsterdam.",
        ),
    )
    assert line.starts == datetime(2027, 3, 11, 9, 30, tzinfo=AMSTERDAM)


def test_a_room_taken_twice_by_a_session_and_an_item_is_named_at_the_later() -> None:
    items = [
        Item(
            title="Ronde",
            minutes=30,
            parallel=(Session(id="ouders", title="Praten met ouders", room="Zaal IJssel", minutes=75),),
        ),
        Item(title="Wissel", minutes=10),
        Item(title="Terugkoppeling", minutes=60, room="Zaal IJssel"),
    ]
    line = timeline(DAY, items)
    assert line.problems == (
        Problem(
            kind=ProblemKind.SESSION_LONG,
            text="‘Praten met ouders’ duurt 45 minuten langer dan het blok ‘Ronde’.",
            index=0,
            session="ouders",
            minutes=45,
        ),
        Problem(
            kind=ProblemKind.ROOM,
            text="Zaal IJssel is dubbel bezet van 10.10 tot 10.45 met ‘Praten met ouders’.",
            index=2,
            other=0,
            minutes=35,
        ),
    )
    assert line.publishable


def test_a_room_taken_by_a_moment_during_an_item_is_named_at_the_item() -> None:
    items = [Item(title="Welkom", minutes=60, room="Grote zaal")]
    moments = [Moment(starts=time(10, 0), minutes=45, what="Soundcheck", room="Grote zaal")]
    assert timeline(DAY, items, moments).problems == (
        Problem(
            kind=ProblemKind.ROOM,
            text="Grote zaal is dubbel bezet van 10.00 tot 10.30 met ‘Soundcheck’.",
            index=0,
            moment=0,
            minutes=30,
        ),
    )


def test_two_moments_in_one_room_are_named_at_the_later_moment() -> None:
    moments = [
        Moment(starts=time(8, 0), minutes=30, what="Soundcheck", room="Grote zaal"),
        Moment(starts=time(7, 0), minutes=75, what="Opbouw", room="Grote zaal"),
    ]
    assert timeline(DAY, [], moments).problems == (
        Problem(
            kind=ProblemKind.ROOM,
            text="Grote zaal is dubbel bezet van 08.00 tot 08.15 met ‘Opbouw’.",
            moment=0,
            minutes=15,
        ),
    )


def test_a_room_taken_more_than_twice_is_named_against_what_keeps_it_longest() -> None:
    moments = [
        Moment(starts=time(9, 0), minutes=90, what="Opbouw", room="Grote zaal"),
        Moment(starts=time(9, 10), minutes=110, what="Soundcheck", room="Grote zaal"),
    ]
    line = timeline(DAY, [Item(title="Welkom", minutes=120, room="Grote zaal")], moments)
    assert [(problem.index, problem.moment, problem.text) for problem in line.problems] == [
        (0, 1, "Grote zaal is dubbel bezet van 09.30 tot 11.00 met ‘Soundcheck’."),
        (None, 1, "Grote zaal is dubbel bezet van 09.10 tot 10.30 met ‘Opbouw’."),
    ]


def test_a_clash_is_found_behind_neighbours_whose_overlap_is_told_already() -> None:
    session = Session(id="s", title="Sessie", room="Zaal")
    items = [
        Item(title="Voor", minutes=120, starts=time(9, 30), room="Zaal"),
        Item(title="Blok", minutes=60, starts=time(10, 0), room="Zaal", parallel=(session,)),
        Item(title="Na", minutes=120, starts=time(9, 40), room="Zaal"),
    ]
    moments = [Moment(starts=time(9, 30), minutes=40, what="Opbouw", room="Zaal")]
    found = [
        problem for problem in timeline(DAY, items, moments).problems if problem.kind is ProblemKind.ROOM
    ]
    assert [(problem.index, problem.session, problem.other, problem.moment) for problem in found] == [
        (0, None, None, 0),
        (1, None, None, 0),
        (1, "s", None, 0),
        (2, None, None, 0),
    ]


def test_rooms_and_speakers_may_be_used_again_at_the_minute_they_come_free() -> None:
    items = [Item(title=str(number), minutes=30, room="Zaal", speakers=("s",)) for number in range(4)]
    moments = [Moment(starts=time(11, 30), minutes=30, what="Afbouw", room="Zaal")]
    assert timeline(DAY, items, moments).problems == ()


def test_two_sessions_of_one_block_in_one_room_are_told_once() -> None:
    sessions = (
        Session(id="thuis", title="Thuis", room="Atelier 1"),
        Session(id="school", title="School", room="Atelier 1", minutes=50),
    )
    assert timeline(DAY, [Item(title="Ateliers", minutes=60, parallel=sessions)]).problems == (
        Problem(
            kind=ProblemKind.SESSION_ROOM,
            text="‘Thuis’ en ‘School’ zijn tegelijk in Atelier 1. Kies voor een van de twee een andere zaal.",
            index=0,
            session="school",
        ),
    )


@pytest.mark.parametrize(
    ("names", "called"), [({}, "lector"), ({"lector": "Dr. A. Voorbeeld"}, "Dr. A. Voorbeeld")]
)
def test_a_speaker_in_two_sessions_at_once_is_named(names: dict[str, str], called: str) -> None:
    sessions = (
        Session(id="thuis", title="Thuis", speakers=("lector",)),
        Session(id="school", title="School", speakers=("lector", "lector"), minutes=50),
    )
    block = Item(title="Ateliers", minutes=60, speakers=("lector",), parallel=sessions)
    assert timeline(DAY, [block], speakers=names).problems == (
        Problem(
            kind=ProblemKind.SPEAKER,
            text=f"Spreker {called} staat van 09.30 tot 10.20 ook bij ‘Thuis’.",
            index=0,
            other=0,
            session="school",
            minutes=50,
        ),
    )


def test_a_programme_past_the_promised_end_is_an_overrun_that_does_not_stop_publishing() -> None:
    line = timeline(DAY, [Item(title="Lang", minutes=181)])
    assert line.problems == (
        Problem(
            kind=ProblemKind.OVERRUN,
            text="Het programma loopt 1 minuut door na het beloofde einde om 12.30.",
            minutes=1,
        ),
    )
    assert line.late_by == 1
    assert line.publishable


def test_a_cue_more_than_a_day_from_the_first_start_is_named_and_one_at_a_day_is_not() -> None:
    cues = tuple(Cue(anchor=Anchor.START, offset=offset, what="Bel") for offset in (1440, -1440, 1441, -1441))
    line = timeline(DAY, [Item(title="Welkom", minutes=15, cues=cues)])
    sentence = (
        "De cue ‘Bel’ bij ‘Welkom’ valt meer dan 24 uur {} het begin van de dag. Kies een tijd dichterbij."
    )
    assert line.problems == (
        Problem(kind=ProblemKind.CUE_FAR, text=sentence.format("na"), index=0, cue=2),
        Problem(kind=ProblemKind.CUE_FAR, text=sentence.format("voor"), index=0, cue=3),
    )


def test_a_title_without_end_is_cut_in_the_sentence() -> None:
    items = [Item(title="a" * 3000, minutes=15), Item(title="b", minutes=5, starts=time(9, 40))]
    (problem,) = timeline(DAY, items).problems
    assert problem.text == f"‘{'a' * 79}…’ loopt 5 minuten door in ‘b’, die vast om 09.40 begint."
