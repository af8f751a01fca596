"""What to do when a day goes otherwise, as far as the plan itself tells: proposals for a planner to go over. Pure.

Nothing is made up: where the plan is silent (no BHV, no spare speaker, no assembly point) the proposal says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.draaiboek.contents import Draaiboek, Speaker, SpeakerStatus, WhatIf
from app.draaiboek.late import stretches
from app.programme.plan import Kind
from app.programme.timeline import TimedItem, TimedSession, Timeline
from app.words import clock, count, joined

GONE = (SpeakerStatus.AFGEZEGD, SpeakerStatus.VERVALLEN)


def proposals(draaiboek: Draaiboek, day: Timeline) -> tuple[WhatIf, ...]:
    """A line for each speaker of the day, then half the room, sound, alarm and someone who falls ill."""
    return (
        *_chair(draaiboek),
        *_speakers(draaiboek, day),
        *_half_the_room(draaiboek, day),
        _sound(draaiboek),
        _alarm(draaiboek),
        _unwell(draaiboek),
    )


def late_lines(day: Timeline) -> tuple[WhatIf, ...]:
    """What may be dropped or shortened before each fixed point."""
    return tuple(
        WhatIf(when=f"u vóór {each.until} achterloopt", then=each.advice()) for each in stretches(day)
    )


def _roles(draaiboek: Draaiboek, *wanted: str) -> tuple[str, ...]:
    """Those of the roles that the team has; when it has none of them whoever leads, else the first as it is."""
    there = {member.role.casefold(): member.role for member in draaiboek.team}
    found = tuple(there[role] for role in wanted if role in there)
    leading = tuple(member.role for member in draaiboek.team if member.regie)[:1]
    return found or leading or wanted[:1]


def _chair(draaiboek: Draaiboek) -> Iterator[WhatIf]:
    chair = next((member for member in draaiboek.team if member.role == "dagvoorzitter"), None)
    if chair and chair.backup:
        then = f"De {chair.backup} neemt het over, met de spreekkaarten. Begin op tijd en houd de vaste punten aan."
        yield WhatIf(when="de dagvoorzitter uitvalt", then=then, roles=(chair.backup,))


def _speakers(draaiboek: Draaiboek, day: Timeline) -> Iterator[WhatIf]:
    """Each once, at the first place in the day."""
    known = {speaker.id: speaker for speaker in draaiboek.speakers}
    first: dict[str, tuple[TimedItem, TimedSession | None]] = {}
    for timed in day.items:
        for held in timed.sessions:
            for key in held.session.speakers:
                first.setdefault(key, (timed, held))
        for key in timed.item.speakers:
            first.setdefault(key, (timed, None))
    spare = [
        speaker for speaker in draaiboek.speakers if speaker.id not in first and speaker.status not in GONE
    ]
    for key, (timed, session) in first.items():
        name = known[key].name.split(",")[0] if key in known else key
        then = _without_session(timed, session) if session else _without(timed, day)
        yield WhatIf(
            when=f"{name} er om {clock(timed.starts)} niet is",
            then=f"Bel. {_spare(spare)} {then}",
            roles=_roles(draaiboek, "floormanager", "projectmanager"),
        )


def _spare(spare: Sequence[Speaker]) -> str:
    if not spare:
        return "Er staat geen reserve in het plan."
    told = [
        ", ".join(filter(None, [one.name.split(",")[0], one.organisation])) + f" ({one.status})"
        for one in spare
    ]
    return f"Reserve: {joined(told)}."


def _without(timed: TimedItem, day: Timeline) -> str:
    """What the day does without an item on the stage."""
    item, minutes = timed.item, count(timed.item.minutes, "minuut", "minuten")
    if item.droppable:
        return f"Anders vervalt ‘{item.title}’; dat mag."
    following = day.items[timed.index + 1] if timed.index + 1 < len(day.items) else None
    if following is None:
        return f"Anders vervalt ‘{item.title}’ en is de dag {minutes} eerder klaar."
    if following.fixed:
        until = f"‘{following.item.title}’, die vast om {clock(following.starts)} begint"
        return f"Anders is er {minutes} over tot {until}."
    return f"Anders begint ‘{following.item.title}’ en is er later {minutes} over."


def _without_session(timed: TimedItem, held: TimedSession) -> str:
    """Where the participants of a session can go."""
    title = held.session.title
    others = [
        f"‘{other.session.title}’" + (f" ({other.session.room})" if other.session.room else "")
        for other in timed.sessions
        if other is not held
    ]
    if not others:
        return f"Anders vervalt ‘{title}’."
    return f"Anders verdeelt u de deelnemers van ‘{title}’ over {joined(others)}."


def _half_the_room(draaiboek: Draaiboek, day: Timeline) -> Iterator[WhatIf]:
    half = (draaiboek.capacity or 0) // 2
    told = ["Haal lege tafels en stoelen weg en vraag mensen naar voren."]
    for timed in day.items:
        enough = _enough(timed, half)
        if enough:
            told.append(f"Voor {half} mensen is bij ‘{timed.item.title}’ genoeg: {joined(enough)}.")
    if draaiboek.catering:
        told.append("Geef de opkomst door aan de keuken.")
    if any(timed.item.kind is not Kind.INLOOP for timed in day.items):
        roles = _roles(draaiboek, "floormanager", "gastvrouw", "catering")
        yield WhatIf(when="de helft van de zaal komt", then=" ".join(told), roles=roles)


def _enough(timed: TimedItem, people: int) -> list[str]:
    """The largest sessions that together hold so many people, when that are fewer than there are."""
    places = [(held.session.capacity or 0, held.session.title) for held in timed.sessions]
    if not people or not all(size for size, _ in places):
        return []
    chosen: list[str] = []
    for size, title in sorted(places, key=lambda place: -place[0]):
        if people <= 0:
            break
        chosen.append(f"‘{title}’")
        people -= size
    return chosen if people <= 0 and len(chosen) < len(places) else []


def _sound(draaiboek: Draaiboek) -> WhatIf:
    spare = [
        material.what
        for material in draaiboek.materials
        if "microfoon" in material.what.casefold() and "reserve" in material.what.casefold()
    ]
    told = f"Pak de reserve: {spare[0]}." if spare else "Er staat geen reservemicrofoon bij de materialen."
    return WhatIf(
        when="het geluid uitvalt",
        then=f"{told} Wacht niet op de techniek: kom van het podium en ga tussen de mensen staan.",
        say="‘Hoort u mij achterin? Steek uw hand op als u mij niet hoort.’",
        roles=_roles(draaiboek, "techniek", "dagvoorzitter"),
    )


def _alarm(draaiboek: Draaiboek) -> WhatIf:
    bhv = any(member.role.casefold() == "bhv" for member in draaiboek.team)
    leads = "De BHV neemt over." if bhv else "Er staat nog geen BHV in de ploeg: vraag de locatie wie dat is."
    return WhatIf(
        when="het alarm gaat",
        then=f"Stop meteen. {leads} De presentielijst gaat mee naar buiten. "
        "De verzamelplaats staat niet in het plan: vraag die vooraf aan de locatie.",
        say="‘Laat alles liggen. Loop rustig naar de dichtstbijzijnde uitgang en volg de BHV.’",
        roles=_roles(draaiboek, "bhv", "locatie", "gastvrouw"),
    )


def _unwell(draaiboek: Draaiboek) -> WhatIf:
    return WhatIf(
        when="iemand onwel wordt",
        then="Bij levensgevaar eerst 112. Roep dan de BHV, maak ruimte en wacht de ambulance op bij de ingang.",
        roles=_roles(draaiboek, "bhv", "locatie", "gastvrouw"),
    )
