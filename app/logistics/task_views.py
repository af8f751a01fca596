"""The tasks of a werksessie: `/beheer/<slug>/taken`, in groups by when they are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from app.accounts.access import current_user, signed_in, signed_in_user
from app.extensions import now
from app.logistics import tasks
from app.logistics.models import Task
from app.logistics.task_links import link_of, owners_of, send_link
from app.logistics.task_list import COUNTED, TaskKeeper, possible_owners
from app.programme.fields import ChoiceField, LineField, ProseField, TypedField, WordsField
from app.programme.listed_forms import EmailField, ListForm, OpenedRow
from app.programme.listed_views import Listing, ListPage, ShownList
from app.programme.page import ROW_ID
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.werksessies.links import revoke
from app.werksessies.models import Werksessie
from app.werksessies.school_holidays import KNOWN, REGIONS, known, school_holiday
from app.werksessies.workdays import day_off
from app.words import full_date

blueprint = Blueprint("tasks", __name__)
WORD, LIST = "taken", "lijst"
PAGE = f"/beheer/<slug>/{WORD}"
TASK = f"{PAGE}/{ROW_ID}"
FURTHEST = 1000  # days from the day itself
ON_A_PAGE = 50  # tasks; keeps a long list within the weight of a page


def _read_days(text: str) -> int:
    days = "".join(text.split())
    if not (days.isascii() and days.isdecimal() and len(days) < 5 and int(days) <= FURTHEST):
        raise ValueError(f"Typ het aantal dagen als een heel getal van 0 tot en met {FURTHEST}.")
    return int(days)


class AwayField(TypedField):
    """A number of days, up to FURTHEST."""

    read = staticmethod(_read_days)


class TaskForm(ListForm):
    what = LineField("Taak", "Typ wat er moet gebeuren, met een werkwoord: ‘Bel de cateraar’.", longest=1000)
    away = AwayField("Hoeveel dagen", description="Geteld vanaf de werksessie. Leeg: op de dag zelf.")
    counted = ChoiceField(
        "Waarvan", "Kies dagen of werkdagen.", choices=[(key, words) for key, (words, *_) in COUNTED.items()]
    )
    on_workday = BooleanField("Valt dit op een vrije dag? Dan de werkdag ervoor")
    owner = ChoiceField("Van wie", "Kies een collega uit de lijst.")
    owner_name = LineField(
        "Of van iemand zonder account", description="Een naam. Die krijgt de taak per mail."
    )
    owner_email = EmailField("E-mailadres van die persoon", longest=320)
    roles = WordsField("Voor welke rol", description="Bijvoorbeeld techniek, catering. Komma’s ertussen.")
    note = ProseField("Notitie", longest=2000)


def _form(werksessie: Werksessie, *shown: Any) -> ListForm:
    form = TaskForm(*shown)
    owners = {user.id: user.name or user.email for user in possible_owners(werksessie)}
    me = current_user()
    if me is not None:
        owners.setdefault(me.id, me.name or me.email)
    form.owner.choices = [("", "niemand"), *((str(key), name) for key, name in owners.items())]
    return form


LISTINGS = {
    LIST: Listing(word=LIST, keeper=TaskKeeper(), form=_form, empty={"counted": "werkdagen-ervoor"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTask:
    """A task on the screen. `warning`: nobody works then, or schools are closed; "" for neither."""

    id: int
    task: Task
    due: date
    away: str
    counted: str
    warning: str


def _show(werksessie: Werksessie, opened: OpenedRow | None = None) -> str:
    today, rows = werksessie.local_day(now()), tasks.tasks_of(werksessie)
    shown = [_shown(task, werksessie, today) for task in rows]
    shown.sort(key=lambda each: (each.task.done_at is not None, each.due))
    page, pages = _page(shown, opened.row_id if opened else None)
    here = shown[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return render_template(
        "tasks/page.html",
        werksessie=werksessie,
        current_tab=WORD,
        today=today,
        groups={
            when: [each for each in here if not each.task.done_at and tasks.when(each.due, today) is when]
            for when in tasks.When
        },
        done=[each for each in here if each.task.done_at],
        page=page,
        pages=pages,
        all_done=bool(rows) and all(task.done_at for task in rows),
        owners=owners_of(werksessie, rows),
        regions=REGIONS,
        not_known=_not_known(werksessie, [each.due for each in shown]),
        day_warning=_warning(werksessie.date, werksessie.school_region),
        list=ShownList(
            word=LIST, heading="", intro="", one="taak", more="Voeg een taak toe", none="", rows=()
        ),
        opened=opened,
        may_edit=may_change(werksessie),
        base=f"/beheer/{werksessie.slug}/{WORD}",
    )


def _page(shown: list[ShownTask], opened_id: int | None) -> tuple[int, int]:
    """Which page to show and how many there are: the one with the opened task, else the one that is asked for."""
    pages = max(1, -(-len(shown) // ON_A_PAGE))
    ids = [each.id for each in shown]
    if opened_id in ids:
        return ids.index(opened_id) // ON_A_PAGE + 1, pages
    asked = request.args.get("pagina", "")
    return min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 5 else 1, pages


def _shown(task: Task, werksessie: Werksessie, today: date) -> ShownTask:
    due = tasks.due_date(task, werksessie.date)
    return ShownTask(
        id=task.id,
        task=task,
        due=due,
        away=tasks.days_away(due, today),
        counted=tasks.counted(task),
        warning="" if task.done_at or due < today else _warning(due, werksessie.school_region),
    )


def _warning(due: date, region: str) -> str:
    holiday = school_holiday(due, region) if region else None
    off = day_off(due)
    said = [f"Valt in de {holiday} (regio {region.capitalize()})."] if holiday else []
    return " ".join([f"Valt op een vrije dag: {off}."] * (off is not None) + said)


def _not_known(werksessie: Werksessie, days: list[date]) -> str:
    """What is not known of the school holidays around these days; "" when all is."""
    if not werksessie.school_region or all(map(known, [werksessie.date, *days])):
        return ""
    return (
        f"Wij kennen de schoolvakanties van {full_date(KNOWN[0])} tot en met {full_date(KNOWN[1])}. "
        "Daarbuiten: nog niet bekend."
    )


@blueprint.post(f"{TASK}/gedaan")
@signed_in
def finish(slug: str, row_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    task = tasks.task_in(werksessie, row_id) or abort(404)
    tasks.finish(task, signed_in_user())
    undo = {
        "text": f"Gedaan: {TaskKeeper().name(task)}",
        "action": f"/beheer/{slug}/taken/{row_id}/open",
        "fields": {"terug": request.form.get("terug", "")},
    }
    flash(undo, "undo")  # type: ignore[arg-type]
    return _back(slug)


@blueprint.post(f"{TASK}/open")
@signed_in
def take_back(slug: str, row_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    task = tasks.task_in(werksessie, row_id) or abort(404)
    tasks.reopen(task, signed_in_user())
    flash(f"Weer te doen: {TaskKeeper().name(task)}")
    return _back(slug)


@blueprint.post(f"{PAGE}/regio")
@signed_in
def set_region(slug: str) -> ResponseReturnValue:
    """Whose school holidays are warned of."""
    werksessie = managed_werksessie_or_404(slug)
    region = request.form.get("regio", "")
    if region in ("", *REGIONS):
        tasks.set_region(werksessie, region, signed_in_user())
        flash(f"Wij letten op de schoolvakanties van regio {region.capitalize()}." if region else "Bewaard.")
    return redirect(f"/beheer/{slug}/taken#vakanties", 303)


@blueprint.post(f"{PAGE}/link")
@signed_in
def mail_link(slug: str) -> ResponseReturnValue:
    """Mail an owner without an account the link to their tasks, again when they have it already."""
    werksessie = managed_werksessie_or_404(slug)
    owner = send_link(werksessie, request.form.get("email", ""), signed_in_user(), now())
    if owner is None:
        flash("Deze persoon heeft hier geen taak meer.", "care")
    else:
        flash(f"{owner.name} krijgt de taken per mail.")
    return redirect(f"/beheer/{slug}/taken#anderen", 303)


@blueprint.post(f"{PAGE}/link/intrekking")
@signed_in
def revoke_link(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    link = link_of(werksessie, request.form.get("email", ""))
    if link is not None:
        revoke(link, signed_in_user(), now())
        flash(f"De link van {link.for_whom} opent niets meer.")
    return redirect(f"/beheer/{slug}/taken#anderen", 303)


def _back(slug: str) -> ResponseReturnValue:
    """To the page on which the button was."""
    pages = {"taken": f"/beheer/{slug}/taken", "alles": "/beheer"}
    return redirect(pages.get(request.form.get("terug", ""), f"/beheer/{slug}"), 303)


ListPage(blueprint, WORD, LISTINGS, _show).add_rules()
