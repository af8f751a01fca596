"""What a planner asks of the list: search, filters and order, as an address says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from app.registrations.models import State

NO_DOMAIN = 0  # the domain of who has none
_CONSENT = {"ja": True, "nee": False}


class Sort(StrEnum):
    """By what the list is sorted."""

    NAME = "naam"
    ORGANISATION = "organisatie"
    STATE = "staat"
    SINCE = "aangemeld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the planner wants to see.

    `domain` is an id, `NO_DOMAIN` for people without one, None for all. `organisation` as written, "" for all.
    `consent`: whether they let us keep what they need; None for all. `unanswered`: the id of a question of the
    planner's own that they were asked and did not answer. `session`: the id of a parallel session that they sit in.
    """

    search: str = ""
    state: State | None = None
    domain: int | None = None
    organisation: str = ""
    consent: bool | None = None
    unanswered: int | None = None
    session: int | None = None
    sort: Sort = Sort.NAME
    downwards: bool = False
    page: int = 1

    @property
    def narrow(self) -> bool:
        """Whether it leaves anybody out."""
        chosen = (self.state, self.domain, self.consent, self.unanswered, self.session)
        return bool(self.search or self.organisation) or any(part is not None for part in chosen)

    def fields(self) -> dict[str, str]:
        """As an address or a form says it, without the page."""
        asked = {
            "q": self.search,
            "staat": self.state.value if self.state else "",
            "domein": "" if self.domain is None else str(self.domain),
            "organisatie": self.organisation,
            "toestemming": "" if self.consent is None else "ja" if self.consent else "nee",
            "sessie": "" if self.session is None else str(self.session),
            "onbeantwoord": "" if self.unanswered is None else str(self.unanswered),
            "volgorde": ("-" if self.downwards else "") + ("" if self.sort is Sort.NAME else self.sort.value),
        }
        if asked["volgorde"] == "-":
            asked["volgorde"] = "-naam"
        return {name: value for name, value in asked.items() if value}

    def link(self, page: int = 1, **other: object) -> str:
        """The address of a page of this question, or, with `other` fields, of another one."""
        fields = self.fields() | {name: "" if value is None else str(value) for name, value in other.items()}
        kept = {name: value for name, value in fields.items() if value}
        return "?" + urlencode(kept | ({"bladzijde": str(page)} if page > 1 else {}))

    def sorted_link(self, sort: Sort) -> str:
        """The address of the same list sorted by this column; the other way around when it is already."""
        turned = self.sort is sort and not self.downwards
        return self.link(volgorde=("-" if turned else "") + sort.value)


def asked(fields: Mapping[str, str]) -> Question:
    """What an address or a form asks for; what it cannot ask is left out."""
    state, order = fields.get("staat", ""), fields.get("volgorde", "")
    sort = order.removeprefix("-")
    return Question(
        search=_text(fields.get("q", "")),
        state=State(state) if state in {known.value for known in State} else None,
        domain=_id(fields.get("domein", "")),
        organisation=_text(fields.get("organisatie", "")),
        consent=_CONSENT.get(fields.get("toestemming", "")),
        session=_id(fields.get("sessie", "")),
        unanswered=_id(fields.get("onbeantwoord", "")),
        sort=Sort(sort) if sort in set(Sort) else Sort.NAME,
        downwards=order.startswith("-"),
        page=_id(fields.get("bladzijde", "")) or 1,
    )


def _text(text: str) -> str:
    return text[:200].replace("\0", "").strip()


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
