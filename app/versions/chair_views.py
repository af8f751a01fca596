"""The page on which the day chair writes her own texts, by her link: `/d/<token>/schrijven`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.draaiboek.gather import draaiboek_of
from app.extensions import csrf, db, now
from app.programme import plan
from app.programme.deed import ClashError, GoneError
from app.programme.models import Item
from app.programme.schedule import person_name, plan_item
from app.versions.chair import CARD_WORDS, TEXTS, ClosedError, Scene, Texts, scenes_of, write
from app.versions.comments import CommentError, TooOftenError, say
from app.versions.conversations import conversations_with
from app.versions.links import CHAIR, closed_by, may_write
from app.versions.models import EditionLink
from app.versions.reader import Reading, UnknownLinkError, whom_to_call
from app.versions.reader_forms import CommentForm, TextsForm
from app.versions.reader_views import HERE, keep_out_of_indexes

blueprint = Blueprint("chair", __name__)
blueprint.after_request(keep_out_of_indexes)
PAGE = f"{HERE}/schrijven"
ITEM = "<int(max=2147483647):item_id>"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What stands open on the page, and what stood in its way. `clash`: what a planner wrote meanwhile, by field."""

    item_id: int | None = None
    form: TextsForm | None = None
    comment: CommentForm | None = None
    clash: tuple[tuple[str, str, str], ...] = ()
    refusal: str = ""
    lost: Texts | None = None  # typed for an item that cannot be saved any more: given back to copy


@blueprint.get(PAGE)
def show(token: str) -> ResponseReturnValue:
    """The day as it stands now; `open` opens the texts of an item."""
    reading = _writer_or_stop(token)
    return _page(reading, Opened(item_id=request.args.get("open", type=int)))


def _writer_or_stop(token: str) -> Reading:
    reading = Reading.of(token)
    if reading.link.writes_since is None or reading.link.edition != CHAIR:
        raise UnknownLinkError
    return reading


def _page(reading: Reading, opened: Opened) -> str:
    """The day as it is now for who writes; nothing of it once the texts are fixed."""
    link = reading.link
    talks = conversations_with(link)
    writing = may_write(link, reading.versions)
    scenes = scenes_of(link.werksessie, talks) if writing else []
    scene = next((scene for scene in scenes if scene.item_id == opened.item_id), None)
    if scene is not None and opened.form is None:
        opened = replace(opened, form=TextsForm.showing(scene.texts))
    after = scenes[scenes.index(scene) + 1] if scene and scene is not scenes[-1] else None
    return render_template(
        "versions/chair.html",
        reading=reading,
        link=link,
        werksessie=link.werksessie,
        scenes=scenes,
        opened=opened,
        open_scene=scene,
        next_scene=after,
        whole=[talk for talk in talks if not _placed(talk.first.item_uid, scenes)],
        writing=writing,
        fixed=closed_by(link, reading.versions),
        whom="" if writing else whom_to_call(CHAIR, draaiboek_of(link.werksessie)),
        comment=opened.comment or _empty_comment(link, scenes),
        card_words=CARD_WORDS,
    )


def _placed(uid: str | None, scenes: list[Scene]) -> bool:
    return uid is not None and any(scene.timed.item.uid == uid for scene in scenes)


def _subjects(scenes: list[Scene]) -> list[tuple[str, str]]:
    return [(scene.timed.item.uid or "", scene.timed.item.title) for scene in scenes]


def _empty_comment(link: EditionLink, scenes: list[Scene]) -> CommentForm:
    return CommentForm(_subjects(scenes), formdata=None, data={"author": link.for_whom})


@blueprint.post(f"{PAGE}/{ITEM}")
@csrf.exempt  # type: ignore[untyped-decorator]  # the form checks the token itself and keeps what was typed when the page stood open too long
def save(token: str, item_id: int) -> ResponseReturnValue:
    """The texts of one item; then open the item `daarna`, if any."""
    reading = _writer_or_stop(token)
    form = TextsForm()
    if not form.validate():
        return _page(reading, Opened(item_id=item_id, form=form)), form.status
    texts = replace(form.texts(), **_theirs(reading, item_id))
    try:
        write(reading.link, item_id, texts, form.base(), now())
    except ClashError as clash:
        return _page(_writer_or_stop(token), _clashing(item_id, clash)), 409
    except GoneError:
        text = "Dit onderdeel is intussen weggehaald. Hieronder staat wat u schreef, om te bewaren."
        return _page(_writer_or_stop(token), Opened(refusal=text, lost=texts)), 409
    except ClosedError:
        text = "Dit is niet bewaard. Hieronder staat wat u schreef, om door te geven."
        return _page(_writer_or_stop(token), Opened(refusal=text, lost=texts)), 409
    flash("Bewaard.")
    after = request.form.get("daarna", type=int)
    anchor = f"onderdeel-{after or item_id}"
    return redirect(url_for("chair.show", token=token, open=after, _anchor=anchor), 303)


def _theirs(reading: Reading, item_id: int) -> dict[str, Any]:
    """What a planner saved in the fields in which the writer chose for that."""
    wanted = [name for name in request.form.getlist("neem") if name in TEXTS]
    row = db.session.get(Item, item_id) if wanted and may_write(reading.link, reading.versions) else None
    if row is None or row.werksessie_id != reading.link.werksessie_id:
        return {}
    saved = Texts.of(plan_item(row, person_name))
    return {name: getattr(saved, name) for name in wanted}


def _clashing(item_id: int, clash: ClashError) -> Opened:
    """Both texts, mine in the form; saving again lets mine stand, with a tick at theirs that."""
    saved, merged = clash.saved, clash.merged
    assert isinstance(saved, plan.Item) and isinstance(merged, plan.Item)
    theirs = Texts.of(saved)
    form = TextsForm.showing(Texts.of(merged), seen=theirs)
    shown = {"say": theirs.say, "do": theirs.do, "card": "\n".join(theirs.card)}
    labels = {"say": form.say, "do": form.do, "card": form.card}
    found = tuple((name, labels[name].label.text, shown[name]) for name in TEXTS if name in clash.fields)
    return Opened(item_id=item_id, form=form, clash=found)


@blueprint.post(f"{PAGE}/reacties")
@csrf.exempt  # type: ignore[untyped-decorator]  # the form checks the token itself and keeps what was typed when the page stood open too long
def comment(token: str) -> ResponseReturnValue:
    """A comment on an item or the whole, or an answer to a planner."""
    reading = _writer_or_stop(token)
    form = CommentForm(_subjects(scenes_of(reading.link.werksessie, [])))
    item_id = request.form.get("open", type=int)
    if not form.validate():
        return _page(reading, Opened(item_id=item_id, comment=form)), form.status
    try:
        say(reading.link, form.words(), now())
    except CommentError as error:
        status = 429 if isinstance(error, TooOftenError) else 409
        return _page(
            _writer_or_stop(token), Opened(item_id=item_id, comment=form, refusal=str(error))
        ), status
    flash("Uw bericht staat erbij. De planner ziet het meteen.")
    anchor = f"onderdeel-{item_id}" if item_id else "reacties"
    return redirect(url_for("chair.show", token=token, open=item_id, _anchor=anchor), 303)
