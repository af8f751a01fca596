from datetime import date, time

import yaml
from hypothesis import given, settings

from app.draaiboek import contents as c
from app.draaiboek import contents_agreed as a
from app.draaiboek.file import dump, read
from app.programme import plan as p
from app.words import Cents
from tests.draaiboek.drawn import draaiboeken

SMALL = c.Draaiboek(
    title="Samen sterk: ‘ja’",
    slug="samen-2027",
    date=date(2027, 3, 11),
    starts=time(9, 30),
    ends=time(12, 30),
    registration=c.RegistrationPeriod(opens=date(2027, 1, 11)),
    venue=c.Venue(
        name="Stadskamer",
        address="Marktplein 1\n1234 AB Voorbeeld",
        rooms=(c.Room(name="Foyer"), c.Room(name="Grote zaal", capacity=120)),
    ),
    team=(c.TeamMember(role="floormanager", name="Ilse", phone="0600000003", regie=True),),
    domains=(a.Domain(name="gemeente"), a.Domain(name="no"), a.Domain(name="#zorg, jeugd")),
    speakers=(
        c.Speaker(id="lector", name="Dr. A. Voorbeeld", arrives=time(9), needs=("HDMI",), fee=Cents(45000)),
    ),
    programme=(
        p.Item(title="Pauze", kind=p.Kind.PAUZE, minutes=15, room="Foyer", droppable=True),
        p.Item(
            title="Welkom",
            minutes=15,
            starts=time(9, 45),
            pillar=p.Pillar.ACTIVEREN,
            speakers=("lector",),
            say="Welkom.\n\nWij hebben vandaag drie doelen…\n",
            do="  Vraag wie hier is.\nTel de handen.",
            cues=(
                p.Cue(anchor=p.Anchor.START, offset=-5, what="Microfoon open", roles=("floormanager",)),
                p.Cue(anchor=p.Anchor.END, what="Licht aan"),
            ),
        ),
    ),
    tasks=(c.Task(workday=-7, what="Aantallen doorgeven"),),
    budget=(c.BudgetLine(line="Zaalhuur", estimate=Cents(125050)),),
)

WRITTEN = r"""draaiboek: 1
title: "Samen sterk: ‘ja’"
slug: samen-2027
date: 2027-03-11
starts: "09:30"
ends: "12:30"
registration: {opens: 2027-01-11}
venue:
  name: Stadskamer
  address: |-
    Marktplein 1
    1234 AB Voorbeeld
  rooms:
    - {name: Foyer}
    - {name: Grote zaal, capacity: 120}
team:
  - {role: floormanager, name: Ilse, phone: "0600000003", regie: true}
domains: [gemeente, "no", "#zorg, jeugd"]
speakers:
  - {id: lector, name: Dr. A. Voorbeeld, arrives: "09:00", needs: [HDMI], fee: 450.00}
programme:
  - title: Pauze
    kind: pauze
    minutes: 15
    droppable: true
    room: Foyer
  - title: Welkom
    starts: "09:45"
    minutes: 15
    pillar: activeren
    speakers: [lector]
    say: |
      Welkom.

      Wij hebben vandaag drie doelen…
    do: "  Vraag wie hier is.\nTel de handen."
    cues:
      - {at: start-5, roles: [floormanager], what: Microfoon open}
      - {at: end, what: Licht aan}
tasks:
  - {workday: -7, what: Aantallen doorgeven}
budget:
  - {line: Zaalhuur, estimate: 1250.50}
"""


def test_a_draaiboek_is_written_as_a_planner_would_write_it():
    assert dump(SMALL) == WRITTEN


def test_what_was_written_is_read_as_it_was():
    assert read(WRITTEN.encode()).draaiboek == SMALL


@given(draaiboeken())
@settings(max_examples=60, deadline=None)
def test_every_draaiboek_comes_back_from_its_file_and_its_file_from_it(draaiboek):
    written = dump(draaiboek)
    reading = read(written.encode(), draft=True)
    assert reading.errors == ()
    assert reading.draaiboek == draaiboek
    assert dump(reading.draaiboek) == written


@given(draaiboeken())
@settings(max_examples=20, deadline=None)
def test_any_other_reader_of_yaml_finds_the_same_texts(draaiboek):
    found = yaml.safe_load(dump(draaiboek))
    assert found["title"] == draaiboek.title
    assert [item.get("say", "") for item in found["programme"]] == [item.say for item in draaiboek.programme]
    names = [one["name"] if isinstance(one, dict) else one for one in found.get("domains", [])]
    assert names == [domain.name for domain in draaiboek.domains]
