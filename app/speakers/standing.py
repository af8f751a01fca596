"""The words for how far a speaker is, and what usually comes next."""

from __future__ import annotations

IDEA, ASKED, TENTATIVE, SURE = "idee", "benaderd", "onder voorbehoud", "bevestigd"
DECLINED, DROPPED = "afgezegd", "vervallen"

COMING = (IDEA, ASKED, TENTATIVE, SURE)  # the columns of the board
GONE = (DECLINED, DROPPED)  # by them, by us
STATUSES = (*COMING, *GONE)
WAITING = (ASKED, TENTATIVE)  # who may fall silent

NEXT = {  # what a planner mostly does with a speaker of this status
    IDEA: (ASKED,),
    ASKED: (TENTATIVE, SURE),
    TENTATIVE: (SURE, DECLINED),
    SURE: (),
    DECLINED: (ASKED,),
    DROPPED: (ASKED,),
}
CHANCES = ("klein", "redelijk", "groot")
INVOICES = ("verwacht", "ontvangen", "betaald")


def others(status: str) -> list[str]:
    """Every status that is neither this one nor what usually comes next."""
    return [other for other in STATUSES if other != status and other not in NEXT[status]]
