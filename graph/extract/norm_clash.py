"""When a mention of a norm cannot mean one spoken of before, whatever else speaks for it."""

from __future__ import annotations

from graph.extract.issuers import judges
from graph.extract.mention import PERSON, POLICY, Mention
from graph.extract.norm_traits import View
from graph.extract.referent import Referent

APART = frozenset("previous prior earlier another similar comparable separate unrelated other such".split())


def clash(v: View, candidate: Referent, views: list[View]) -> bool:
    """Whether a mention says of itself what the candidate is not: another person's, of another date, the second."""
    ordinals = {w.ordinal for w in views} - {None}
    if (ordinals and v.ordinal not in {None, *ordinals}) or (v.ordinal == "first" and any(w.newer for w in views)):
        return True  # "the first ban", beside "the new ban"
    if any(v.dates and w.dates and _kinds(v.dates & w.dates) < _kinds(v.dates) & _kinds(w.dates) for w in views):
        return True
    if _of_court(v.mention) != any(_of_court(w.mention) for w in views) and _of_office(v, candidate, views):
        return True
    if _set_apart(v, views) or (candidate.unissued and v.article == "own" and _marks(views[0])):
        return True
    mine, its = v.owner or v.issuer, candidate.issuer
    return mine is not None and its is not None and mine is not its and mine.type is its.type is PERSON


def _of_court(mention: Mention) -> bool:
    """ "The restraining order", "a court order": what is called an order, and is a ruling on one."""
    return mention.type is POLICY and mention.noun == "order"


def _of_office(v: View, candidate: Referent, views: list[View]) -> bool:
    """Whether either of them is known to be somebody's who holds an office, and no judge."""
    issuers = (candidate.issuer, v.issuer, v.owner, *(w.owner for w in views))
    return any(issuer is not None and not judges(issuer) for issuer in issuers)


def _set_apart(v: View, views: list[View]) -> bool:
    """ "Her previous order", "another ban", "such orders": not the one that was spoken of as none of those."""
    marks = _marks(v)
    told = any(w.ended or w.older or marks & _marks(w) for w in views)
    return bool(marks) and v.article in {"a", "own", "bare", "this"} and not told


def _marks(v: View) -> frozenset[str]:
    return APART & {t.lower_ for t in v.mention.span}


def _kinds(dates: frozenset[str]) -> set[str]:
    return {date.split()[0] for date in dates}
