"""What readers and planners say to each other of a draaiboek. A verb is one transaction under the werksessie's lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.mail.address import Mailbox
from app.mail.outbox import enqueue
from app.programme.models import Item
from app.versions.letters import answer_letter
from app.versions.links import links_of, may_write
from app.versions.models import Comment, EditionLink, Version
from app.versions.stored import versions_of
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie

LONGEST = 2000  # characters
WHILE = timedelta(minutes=15)
MOST_IN_A_WHILE, MOST = 60, 500  # of one link: what a diligent reader writes, and no machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody says: of an item (`item_uid`) or the whole, or in answer to the comment with id `answer_to`.

    `number`: the version that was read, "" for the working copy.
    """

    text: str
    author: str = ""
    item_uid: str | None = None
    answer_to: int | None = None
    number: str = ""


class CommentError(Exception):
    """Why a comment is not taken: a Dutch sentence that says what to do. Nothing was written."""


class FixedError(CommentError):
    """The newest version is fixed, or there is none, or the link was revoked: nothing can be said any more."""


class TooOftenError(CommentError):
    """One link says more than people do."""


def may_comment(link: EditionLink, versions: list[Version]) -> bool:
    """Whether this reader can say something now: of a version that is out for comment, or while writing."""
    return link.works and (may_write(link, versions) or bool(versions and not versions[0].fixed))


def say(link: EditionLink, words: Words, at: datetime) -> Comment:
    """A reader's comment, or answer to a planner; the same again within a while is the same comment.

    Raises FixedError, TooOftenError, or CommentError when what it answers is not there for this reader.
    """
    werksessie = link.werksessie
    wait_for_lock(werksessie)
    db.session.refresh(link)
    versions = list(versions_of(werksessie))
    try:
        if not may_comment(link, versions):
            raise FixedError("Reageren kan niet meer. Bel of mail wie het draaiboek maakt.")
        if same := _said_before(link, words, at):
            db.session.rollback()
            return same
        root = _root_for(link, words.answer_to) if words.answer_to else None
    except CommentError:
        db.session.rollback()
        raise
    comment = _comment(werksessie, words, at, root)
    comment.link_id = link.id
    comment.version_id = next((row.id for row in versions if row.number == words.number), None)
    db.session.add(comment)
    if root is not None:
        root.settled_at = None
    db.session.commit()
    return comment


def _said_before(link: EditionLink, words: Words, at: datetime) -> Comment | None:
    """The same comment of a moment ago. Raises TooOftenError."""
    mine = select(Comment).where(Comment.link_id == link.id)
    recent = db.session.scalars(mine.where(Comment.made_at > at - WHILE).order_by(Comment.id)).all()
    for comment in recent:
        if _says(comment, words):
            return comment
    if len(recent) >= MOST_IN_A_WHILE:
        raise TooOftenError(
            f"U schreef {len(recent)} reacties in een kwartier. Wacht een kwartier en verstuur deze dan opnieuw."
        )
    said = db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    if said >= MOST:
        raise TooOftenError(
            f"Er staan al {said} reacties bij deze link. Bel of mail wie het draaiboek maakt."
        )
    return None


def _says(comment: Comment, words: Words) -> bool:
    said = (comment.text, comment.author, comment.answer_to_id)
    # an answer is about what its first comment is about
    about = comment.answer_to_id is not None or comment.item_uid == words.item_uid
    return about and said == (words.text, words.author, words.answer_to)


def _root_for(link: EditionLink, comment_id: int) -> Comment:
    """The first comment of a conversation that this reader takes part in. Raises CommentError."""
    root = db.session.get(Comment, comment_id, populate_existing=True)
    if root is None or root.werksessie_id != link.werksessie_id or root.answer_to_id is not None:
        raise CommentError("Deze reactie is er niet meer. Schrijf een nieuwe.")
    mine = root.link_id == link.id
    for_writers = root.link_id is None and root.user_id is not None and link.writes_since is not None
    if not mine and not for_writers:
        raise CommentError("Deze reactie is er niet meer. Schrijf een nieuwe.")
    return root


def _comment(werksessie: Werksessie, words: Words, at: datetime, root: Comment | None) -> Comment:
    return Comment(
        werksessie_id=werksessie.id,
        answer_to_id=root.id if root else None,
        item_uid=root.item_uid if root else words.item_uid,
        author=words.author,
        text=words.text,
        made_at=at,
    )


def comment_in(werksessie: Werksessie, comment_id: int) -> Comment | None:
    """The first comment of a conversation in this werksessie; another werksessie's do not exist here."""
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.werksessie_id != werksessie.id or comment.answer_to_id is not None:
        return None
    return comment


def answer(
    werksessie: Werksessie, root: Comment, text: str, by: User, at: datetime, *, settle: bool = False
) -> Comment:
    """A planner's answer, mailed to the reader who has an address; twice within a while is once."""
    wait_for_lock(werksessie)
    db.session.refresh(root)
    words = Words(text=text, author=by.name or by.email, answer_to=root.id)
    comment = _answered_before(words, by, at)
    if comment is None:
        comment = _comment(werksessie, words, at, root)
        comment.user_id, comment.version_id = by.id, root.version_id
        db.session.add(comment)
        db.session.flush()
        link = db.session.get(EditionLink, root.link_id) if root.link_id else None
        if link is not None:
            _mail(link, root, comment)
        record("comment.answer", werksessie.id, by.id, comment=root.id)
    if settle and root.settled_at is None:
        _settle(root, by, at)
    db.session.commit()
    return comment


def _answered_before(words: Words, by: User, at: datetime) -> Comment | None:
    recent = select(Comment).where(
        Comment.answer_to_id == words.answer_to, Comment.user_id == by.id, Comment.made_at > at - WHILE
    )
    return next((comment for comment in db.session.scalars(recent) if comment.text == words.text), None)


def ask_writers(werksessie: Werksessie, item: Item | None, text: str, by: User, at: datetime) -> Comment:
    """A planner begins: said to everyone who writes the texts now, by mail too; twice within a while is once."""
    wait_for_lock(werksessie)
    words = Words(text=text, author=by.name or by.email, item_uid=item.uid if item else None)
    mine = select(Comment).where(
        Comment.werksessie_id == werksessie.id, Comment.user_id == by.id, Comment.made_at > at - WHILE
    )
    for comment in db.session.scalars(mine):
        if _says(comment, words):
            db.session.rollback()
            return comment
    comment = _comment(werksessie, words, at, None)
    comment.user_id = by.id
    db.session.add(comment)
    db.session.flush()
    versions = versions_of(werksessie)
    for link in links_of(werksessie):
        if may_write(link, versions):
            _mail(link, None, comment)
    record("comment.ask", werksessie.id, by.id, comment=comment.id)
    db.session.commit()
    return comment


def _mail(link: EditionLink, said: Comment | None, comment: Comment) -> None:
    """Put the answer in the outbox for a reader who has an address and may still read."""
    if not link.email or not link.works:
        return
    letter = answer_letter(link, _title_of(comment), said, comment)
    to = Mailbox(link.for_whom, link.email)
    enqueue("comment", to, letter.subject, letter.render(), werksessie_id=comment.werksessie_id)


def _title_of(comment: Comment) -> str:
    if comment.item_uid is None:
        return ""
    return db.session.scalar(select(Item.title).where(Item.uid == comment.item_uid)) or ""


def settle(werksessie: Werksessie, root: Comment, by: User, at: datetime) -> None:
    """A planner has dealt with it; twice is once."""
    wait_for_lock(werksessie)
    db.session.refresh(root)
    if root.settled_at is None:
        _settle(root, by, at)
    db.session.commit()


def _settle(root: Comment, by: User, at: datetime) -> None:
    root.settled_at = at
    record("comment.settle", root.werksessie_id, by.id, comment=root.id)


def reopen(werksessie: Werksessie, root: Comment, by: User) -> None:
    """It asks for something after all; twice is once."""
    wait_for_lock(werksessie)
    db.session.refresh(root)
    if root.settled_at is not None:
        root.settled_at = None
        record("comment.reopen", werksessie.id, by.id, comment=root.id)
    db.session.commit()
