"""Pages with lists: the same five addresses for each list of each page, and one way to come back after a mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db, now
from app.programme import listed
from app.programme.deed import GoneError
from app.programme.listed import Keeper, ListClashError, Values, WrongError
from app.programme.listed_forms import ListForm, OpenedRow
from app.programme.page import ROW_ID, offer_undo
from app.programme.problems import quoted
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.werksessies.models import Werksessie

NEW = "nieuw"
GONE = "Een collega heeft dit al gewijzigd of verwijderd. Hieronder staat de lijst zoals die nu is."
MOVES = {"omhoog": -1, "omlaag": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list on a page: the `word` in its addresses, its rows, and the form of one of them."""

    word: str
    keeper: Keeper
    form: Callable[..., ListForm]  # takes the werksessie, then what ListForm takes
    empty: Values  # what the form of a new row shows


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row as a reader sees it: its name, its text, and what else there is to say of it."""

    id: int
    name: str
    text: str = ""
    details: tuple[str, ...] = ()
    pillar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownList:
    """A list on the screen. `one` is what a row is called ("doel"), `more` is the button that adds one."""

    word: str
    heading: str
    intro: str
    one: str
    more: str
    none: str
    rows: tuple[ShownRow, ...]


Show = Callable[[Werksessie, OpenedRow | None], str]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page at `/beheer/<slug>/<word>` with lists; `show` renders it, with one row opened."""

    blueprint: Blueprint
    word: str
    listings: Mapping[str, Listing]
    show: Show

    def add_rules(self) -> None:
        """Its addresses."""
        base = f"/beheer/<slug>/{self.word}"
        self._rule(base, "GET", "page", self._page)
        self._rule(f"{base}/verwijderd/{ROW_ID}/herstel", "POST", "restore", self._restore)
        for listing in self.listings.values():
            for path, verb in (
                ("", self._add),
                (f"/{ROW_ID}", self._save),
                (f"/{ROW_ID}/verwijdering", self._remove),
            ):
                name = f"{verb.__name__.strip('_')}_{listing.word}"
                self._rule(f"{base}/{listing.word}{path}", "POST", name, _bound(verb, listing))

    def _rule(self, path: str, method: str, name: str, view: Callable[..., ResponseReturnValue]) -> None:
        self.blueprint.add_url_rule(path, name, signed_in(view), methods=[method])

    def _page(self, slug: str) -> ResponseReturnValue:
        werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
        return self.show(werksessie, self._asked_for(werksessie) if may_change(werksessie) else None)

    def _asked_for(self, werksessie: Werksessie) -> OpenedRow | None:
        """The row that `?open=doelen-12` or `?open=doelen-nieuw` asks for, when it is there."""
        word, _, which = request.args.get("open", "").rpartition("-")
        listing = self.listings.get(word)
        if listing is None:
            return None
        if which == NEW:
            return OpenedRow(word=word, form=listing.form(werksessie, listing.empty))
        row = _row(listing, werksessie, int(which)) if which.isdecimal() and len(which) < 10 else None
        if row is None:
            return None
        return OpenedRow(word=word, form=listing.form(werksessie, listing.keeper.values(row)), row_id=row.id)

    def _add(self, listing: Listing, slug: str) -> ResponseReturnValue:
        werksessie = managed_werksessie_or_404(slug)
        form = listing.form(werksessie)
        opened = OpenedRow(word=listing.word, form=form)
        if not form.validate():
            return self.show(werksessie, opened), 422
        try:
            row = listed.add(listing.keeper, werksessie, form.values(), signed_in_user().id, now())
        except WrongError as wrong:
            return self._wrong(werksessie, opened, wrong)
        flash(f"{quoted(listing.keeper.name(row))} is toegevoegd.")
        return self._back(werksessie, f"{listing.word}-{row.id}")

    def _save(self, listing: Listing, slug: str, row_id: int) -> ResponseReturnValue:
        """Move a row one step, or save what was typed in it."""
        werksessie = managed_werksessie_or_404(slug)
        if steps := MOVES.get(request.form.get("actie", "")):
            return self._move(listing, werksessie, row_id, steps)
        form = listing.form(werksessie)
        there = _row(listing, werksessie, row_id)
        opened = OpenedRow(word=listing.word, form=form, row_id=row_id if there else None, gone=there is None)
        if not form.validate():
            return self.show(werksessie, opened), 422
        if there is None:
            return self.show(werksessie, opened), 409
        wanted = form.values() | _theirs(listing.keeper.values(there))
        try:
            row = listed.change(
                listing.keeper, werksessie, row_id, wanted, form.base(), signed_in_user().id, now()
            )
        except WrongError as wrong:
            return self._wrong(werksessie, opened, wrong)
        except GoneError:
            return self.show(werksessie, OpenedRow(word=listing.word, form=form, gone=True)), 409
        except ListClashError as clash:
            form = listing.form(werksessie, clash.merged, clash.saved)
            opened = OpenedRow(
                word=listing.word, form=form, row_id=row_id, saved=clash.saved, clashes=clash.fields
            )
            return self.show(werksessie, opened), 409
        flash(f"{quoted(listing.keeper.name(row))} is bewaard.")
        return self._back(werksessie, f"{listing.word}-{row.id}")

    def _move(self, listing: Listing, werksessie: Werksessie, row_id: int, steps: int) -> ResponseReturnValue:
        try:
            row = listed.step(listing.keeper, werksessie, row_id, steps, signed_in_user().id, now())
        except GoneError:
            return self._gone(werksessie)
        return self._back(werksessie, f"{listing.word}-{row.id}")

    def _remove(self, listing: Listing, slug: str, row_id: int) -> ResponseReturnValue:
        werksessie = managed_werksessie_or_404(slug)
        try:
            removed = listed.remove(listing.keeper, werksessie, row_id, signed_in_user().id, now())
        except GoneError:
            return self._gone(werksessie)
        action = url_for(f"{self.blueprint.name}.restore", slug=slug, row_id=removed.id)
        freed = listing.keeper.freed(removed.contents[listed.TIED])
        offer_undo(f"{quoted(removed.title)} is verwijderd. {freed}".strip(), action)
        return self._back(werksessie, listing.word)

    def _restore(self, slug: str, row_id: int) -> ResponseReturnValue:
        """Undo: put a removed row back as it was."""
        werksessie = managed_werksessie_or_404(slug)
        keepers = {listing.keeper.kind: listing.keeper for listing in self.listings.values()}
        try:
            keeper, row = listed.restore(keepers, werksessie, row_id, signed_in_user().id, now())
        except GoneError:
            return self._gone(werksessie)
        except WrongError as wrong:
            flash(str(wrong), "care")
            return self._back(werksessie)
        flash(f"{quoted(keeper.name(row))} staat er weer.")
        word = next(listing.word for listing in self.listings.values() if listing.keeper is keeper)
        return self._back(werksessie, f"{word}-{row.id}")

    def _wrong(self, werksessie: Werksessie, opened: OpenedRow, wrong: WrongError) -> ResponseReturnValue:
        opened.form[wrong.field].errors = [str(wrong)]
        return self.show(werksessie, opened), 422

    def _gone(self, werksessie: Werksessie) -> ResponseReturnValue:
        flash(GONE, "care")
        return self._back(werksessie)

    def _back(self, werksessie: Werksessie, anchor: str = "") -> ResponseReturnValue:
        where = url_for(f"{self.blueprint.name}.page", slug=werksessie.slug, _anchor=anchor or None)
        return redirect(where, 303)


def _bound(verb: Callable[..., ResponseReturnValue], listing: Listing) -> Callable[..., ResponseReturnValue]:
    def view(**values: Any) -> ResponseReturnValue:
        return verb(listing, **values)

    return view


def _row(listing: Listing, werksessie: Werksessie, row_id: int) -> Any | None:
    row = db.session.get(listing.keeper.model, row_id)
    return row if row is not None and row.werksessie_id == werksessie.id else None


def _theirs(saved: Values) -> Values:
    """What a colleague saved in the fields in which the planner chose for that."""
    return {name: saved[name] for name in request.form.getlist("neem") if name in saved}
