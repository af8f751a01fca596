"""How the change of a field is told, for each field of each part of a draaiboek."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app import words
from app.draaiboek.changes_told import Detail
from app.draaiboek.contents import Draaiboek
from app.draaiboek.contents_agreed import Setup, Standing
from app.draaiboek.print_team import role_label
from app.programme.plan import Step
from app.words import clock, count, full_date, joined

Show = Callable[[Any], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a field is told. `show` is its value in words, "" for none. In the texts stand {now} and {was}."""

    field: str
    show: Show
    changed: str
    added: str
    gone: str

    def of(self, before: Any, after: Any) -> Detail | None:
        """What there is to say of the field of two records; None when it shows the same."""
        was, now = self.show(getattr(before, self.field)), self.show(getattr(after, self.field))
        if was == now:
            return None
        form = self.changed if was and now else self.added if now else self.gone
        short = was.removesuffix(" minuten") if now.endswith(" minuten") else was
        shown = short if "{was}" in form else ""
        return Detail(field=self.field, text=form.format(now=now, was=short), was=shown)


def details(tellers: Sequence[Told], before: Any, after: Any) -> list[Detail]:
    """What there is to say of two records, in the order of the tellers."""
    return [detail for told in tellers if (detail := told.of(before, after))]


def text_of(value: Any) -> str:
    """A value in words: words of a list joined, nothing for None."""
    if isinstance(value, tuple):
        return joined([str(one) for one in value])
    return "" if value is None else str(value)


def at(moment: datetime) -> str:
    """The clock; in the hour that is there twice, with which of the two it is."""
    twin = moment.replace(fold=1 - moment.fold)
    if twin.utcoffset() == moment.utcoffset():
        return clock(moment)
    return f"{clock(moment)} ({'wintertijd' if moment.fold else 'zomertijd'})"


def minutes(value: int | None) -> str:
    """20 minuten"""
    return "" if value is None else count(value, "minuut", "minuten")


def day(value: date | None) -> str:
    """donderdag 15 juni 2023"""
    return full_date(value) if value else ""


def time_of(value: Any) -> str:
    """09.30"""
    return clock(value) if value else ""


def euros(amount: int | None) -> str:
    """€ 450,00"""
    return "" if amount is None else words.euros(amount)


def lines(value: Any) -> str:
    """Running text, without what makes no difference on paper."""
    text = "\n".join(value) if isinstance(value, tuple) else value
    return "\n".join(filter(None, (line.strip() for line in text.splitlines())))


def _steps(steps: Sequence[Step]) -> str:
    return "\n".join(f"{step.round} {step.minutes} {step.what} {step.paper}" for step in steps)


def value(field: str, label: str, show: Show = text_of) -> Told:
    """A value that has a name: "pijler verbinden, was inspireren"."""
    return Told(
        field=field,
        show=show,
        changed=f"{label} {{now}}, was {{was}}",
        added=f"{label} {{now}}",
        gone=f"geen {label} meer, was {{was}}",
    )


def prose(field: str, label: str) -> Told:
    """Running text, of which only is said that it differs."""
    return Told(
        field=field,
        show=lines,
        changed=f"{label} gewijzigd",
        added=f"{label} toegevoegd",
        gone=f"{label} vervallen",
    )


def fact(field: str, show: Show = text_of) -> Told:
    """A value on a line of its own, whose name stands before it."""
    return Told(
        field=field, show=show, changed="nu {now}, was {was}", added="nu {now}", gone="niet meer, was {was}"
    )


def text(field: str) -> Told:
    """Running text on a line of its own, whose name stands before it."""
    return Told(field=field, show=lines, changed="gewijzigd", added="toegevoegd", gone="vervallen")


def since(field: str, label: str) -> Told:
    """A time of day: "komt om 09.15, was 09.00"."""
    return Told(
        field=field,
        show=time_of,
        changed=f"{label} om {{now}}, was {{was}}",
        added=f"{label} om {{now}}",
        gone=f"{label} op geen vaste tijd meer, was {{was}}",
    )


def per_cent(value: int | None) -> str:
    """35 %"""
    return "" if value is None else f"{value} %"


def days(many: int | None, one: str = "dag", more: str = "dagen") -> str:
    """7 dagen"""
    return "" if many is None else count(many, one, more)


def listed(texts: Sequence[str]) -> str:
    """HDMI, flip-over"""
    return ", ".join(texts)


def names(parts: Sequence[Any]) -> str:
    """The names of parts, joined."""
    return joined([part.name for part in parts])


def known(value: bool | None) -> str:
    """ja, nee, or nothing when that is not known."""
    return "" if value is None else "ja" if value else "nee"


def setups(held: Sequence[Setup]) -> str:
    """theater 80, carré 30"""
    return ", ".join(f"{one.setup} {one.capacity}" for one in held)


def stands(held: Sequence[Standing]) -> str:
    """vanaf 09.00 theater, vanaf 13.00 carré (tafels opzij)"""
    told = (f"vanaf {clock(one.starts)} {one.setup}" + (f" ({one.note})" if one.note else "") for one in held)
    return ", ".join(told)


def yes(field: str, added: str, gone: str) -> Told:
    """Something that is so or not."""
    return Told(field=field, show=lambda so: "ja" if so else "", changed="", added=added, gone=gone)


def named(names: Mapping[str, str]) -> Show:
    """Ids as the names that they stand for."""
    return lambda ids: joined([names.get(one, one) for one in ids])


TITLE = Told(field="title", show=text_of, changed="heette ‘{was}’", added="", gone="")
MINUTES = Told(field="minutes", show=minutes, changed="duurt {now}, was {was}", added="duurt {now}", gone="")
ROOM = Told(
    field="room", show=text_of, changed="in {now}, was {was}", added="in {now}", gone="zonder zaal, was {was}"
)
ROLES = value("roles", "voor", lambda roles: joined([role_label(role) for role in roles]))


def item_tellers(names: Mapping[str, str], goals: Mapping[str, str]) -> tuple[Told, ...]:
    """Of an item, but its start, cues and sessions; with the names of speakers and the texts of goals by id."""
    return (
        TITLE,
        value("kind", "soort"),
        MINUTES,
        Told(
            field="minimum",
            show=minutes,
            changed="duurt minstens {now}, was {was}",
            added="duurt minstens {now}",
            gone="geen minimum meer, was {was}",
        ),
        yes("droppable", "mag vervallen bij uitloop", "mag niet meer vervallen bij uitloop"),
        value("pillar", "pijler"),
        value("goal", "doel", lambda goal: f"‘{goals.get(goal, goal)}’" if goal else ""),
        ROOM,
        value("speakers", "spreker", named(names)),
        ROLES,
        prose("public", "tekst voor deelnemers"),
        prose("say", "tekst bij ‘zeg’"),
        prose("do", "tekst bij ‘doe’"),
        prose("card", "kernwoorden"),
        prose("case", "casus"),
        replace(prose("steps", "stappen aan tafel"), show=_steps),
        prose("stuck", "hulp als het stokt"),
        prose("plan_b", "plan B"),
    )


def session_tellers(names: Mapping[str, str]) -> tuple[Told, ...]:
    """Of a session, with the names of speakers by id."""
    return (
        TITLE,
        Told(
            field="minutes",
            show=minutes,
            changed="duurt {now}, was {was}",
            added="duurt {now}, was zo lang als het blok",
            gone="duurt zo lang als het blok, was {was}",
        ),
        ROOM,
        value("capacity", "plaatsen"),
        value("speakers", "spreker", named(names)),
        ROLES,
        prose("plan_b", "plan B"),
    )


def speaker_names(draaiboek: Draaiboek) -> dict[str, str]:
    """The names of the speakers by id."""
    return {speaker.id: speaker.name for speaker in draaiboek.speakers}
