"""A day on which nearly everything is wrong that advice can be about."""

from __future__ import annotations

from datetime import date, time

from app.programme.plan import Day, Goal, Item, Kind, Pillar

DAY = Day(date=date(2027, 6, 17), starts=time(9, 30), ends=time(15, 30))
GOALS = (
    Goal(id="weten", text="Iedereen kent de nieuwe regels.", pillar=Pillar.INSPIREREN),
    Goal(id="kennen", text="Iedereen kent drie collega’s.", pillar=Pillar.VERBINDEN),
    Goal(id="doen", text="Elke tafel maakt een afspraak.", pillar=Pillar.ACTIVEREN),
)
PROGRAMME = (
    Item(title="Opening", minutes=15, pillar=Pillar.INSPIREREN, goal="weten"),
    Item(title="De regels", minutes=60, pillar=Pillar.INSPIREREN, goal="weten"),
    Item(title="De cijfers", minutes=50, pillar=Pillar.INSPIREREN, goal="kennen"),
    Item(title="Tafelgesprek", minutes=10, kind=Kind.WERKVORM, pillar=Pillar.VERBINDEN),
    Item(title="Lunch", minutes=45, kind=Kind.LUNCH, starts=time(12)),
    Item(title="Terugblik", minutes=40),
    Item(title="Pauze", minutes=15, kind=Kind.PAUZE),
    Item(title="Lezing", minutes=80, pillar=Pillar.INSPIREREN),
    Item(title="Afsluiting", minutes=10, kind=Kind.AFSLUITING),
)
