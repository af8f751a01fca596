"""Who registered, as a file for another program: xlsx or CSV. What people eat or need is never in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.registrations.choice_rounds import Named, named_sessions
from app.registrations.listing import matching
from app.registrations.models import Registration
from app.registrations.names import filed_name
from app.registrations.question import Question
from app.registrations.questions import Asked, in_words, kept_answers, questions_of
from app.registrations.questions_answers import everybodys_answers
from app.registrations.seating import everybodys_seats
from app.registrations.states import STATE
from app.werksessies.discretion import shown_name, veiled
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Domain, Person, Werksessie
from app.words import clock

HEADS = (
    "Naam",
    "Op achternaam",
    "Organisatie",
    "Functie",
    "Domein",
    "E-mail",
    "Staat",
    "Aangemeld op",
    "Plaats sinds",
    "Afgemeld of afgewezen op",
    "Komt om",
    "Gaat om",
    "Bericht",
)
_WIDTHS = (28, 28, 30, 24, 20, 34, 18, 20, 20, 20, 10, 10, 40)  # characters
_LONGEST_CELL = 32_767  # characters, by Excel
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with these a spreadsheet reads a cell as a formula


class Format(StrEnum):
    """What other programs read, by the end of the file's name."""

    XLSX = "xlsx"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        if self is Format.CSV:
            return "text/csv; charset=utf-8"
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SpecialDataError(Exception):
    """Who told what they eat or need is itself special data, and leaves the house in no list of names."""


def export(werksessie: Werksessie, question: Question, as_: Format, *, by: User) -> bytes:
    """Everybody that `question` finds, on all its pages, with a line on the record. One transaction.

    Raises SpecialDataError for a question about consent.
    """
    if question.consent is not None:
        raise SpecialDataError
    wait_for_lock(werksessie)
    asked, sessions = questions_of(werksessie), named_sessions(werksessie)
    lines = list(_lines(werksessie, question, asked, sessions))
    record("registrations.export", werksessie.id, by.id, format=as_.value, people=len(lines))
    db.session.commit()
    blocks = {session.item_id: session.block for session in sessions}
    heads = [*HEADS, *blocks.values(), *(one.text for one in asked)]
    if as_ is Format.CSV:
        return as_csv(heads, lines)
    return workbook("Aanmeldingen", heads, [*_WIDTHS, *(_WIDTHS[-1] for _ in heads[len(HEADS) :])], lines)


def as_csv(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with BOM, `;` and CRLF, as spreadsheets in Dutch read it at once."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(head) for head in heads])
    writer.writerows([safe_cell(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def workbook(
    name: str, heads: Sequence[str], widths: Sequence[int], lines: Iterable[Sequence[str | float | None]]
) -> bytes:
    """A sheet with its head frozen and filtered, for any list; `widths` in characters. No text in it is run."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    for index, wide in enumerate(widths):
        sheet.column_dimensions[get_column_letter(index + 1)].width = wide
    sheet.freeze_panes = "A2"
    sheet.append([safe_cell(head) for head in heads])
    rows = 1
    for line in lines:
        sheet.append([safe_cell(cell) if isinstance(cell, str) else cell for cell in line])
        rows += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{rows}"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what would begin a formula, nothing it cannot hold."""
    kept = ILLEGAL_CHARACTERS_RE.sub("", text.replace("\r\n", "\n"))
    return f"'{kept}"[:_LONGEST_CELL] if kept.startswith(_FORMULA) else kept[:_LONGEST_CELL]


def _lines(
    werksessie: Werksessie, question: Question, asked: Sequence[Asked], sessions: Sequence[Named]
) -> Iterator[tuple[str, ...]]:
    """A line for each, in the order of the list, with the session in each block and an answer to each that is `asked`.

    Four queries at most.

    Who is named by given name only has no surname in it, and no address or function, which mostly tell it.
    """
    order = list(db.session.scalars(matching(werksessie, question)))
    found = db.session.execute(
        select(
            Registration.id,
            Person.name,
            Person.organisation,
            Person.function,
            Domain.name,
            Person.email,
            STATE,
            Registration.registered_at,
            Registration.placed_at,
            Registration.cancelled_at,
            Registration.arrives,
            Registration.leaves,
            Registration.note,
            Person.first_name_only_since,
        )
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Domain, Domain.id == Registration.domain_id)
        .where(Registration.werksessie_id == werksessie.id)
    )
    rows = {row[0]: row[1:] for row in found}
    answers = everybodys_answers(werksessie) if asked else {}
    seats = everybodys_seats(werksessie) if sessions else {}
    titles = {session.id: session.title for session in sessions}
    blocks = list(dict.fromkeys(session.item_id for session in sessions))
    zone = ZoneInfo(werksessie.timezone)
    for number in order:
        whole, organisation, function, domain, email, state, *moments, arrives, leaves, note, kept_back = (
            rows[number]
        )
        times = [_moment(at, zone) for at in moments] + [clock(at) if at else "" for at in (arrives, leaves)]
        said = kept_answers(asked, answers.get(number, {}))
        texts = [note, *(in_words(said[one.id]) if one.id in said else "" for one in asked)]
        name = shown_name(whole, kept_back)
        if kept_back:
            email, function, texts = "", "", [veiled(text, [whole]).replace(email, "") for text in texts]
        sits = [titles.get(seats.get(number, {}).get(item_id, 0), "") for item_id in blocks]
        fixed = (name, filed_name(name), organisation, function, domain or "", email, state, *times)
        yield *fixed, texts[0], *sits, *texts[1:]


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    """15-06-2023 09.30, by the clock of the werksessie."""
    return f"{at.astimezone(zone):%d-%m-%Y %H.%M}" if at else ""
