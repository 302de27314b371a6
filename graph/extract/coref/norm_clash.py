"""When a mention of a norm cannot mean one spoken of before, whatever else speaks for it."""

from __future__ import annotations

from graph.extract.coref.norm_traits import NEWER, View
from graph.extract.lexicon import words
from graph.extract.mention import PERSON, POLICY, Mention
from graph.extract.referent import Referent
from graph.extract.relations.issuers import judges

APART = frozenset("previous prior earlier another similar comparable separate unrelated other such".split())
FOUND = frozenset("ruling decision judgment judgement opinion verdict".split())
REVIEWS = frozenset("affirm uphold reverse stay overturn lift dissolve vacate overrule".split())


def clash(v: View, candidate: Referent, views: list[View]) -> bool:
    """Whether a mention says of itself what the candidate is not: another person's, of another date, the second."""
    ordinals = {w.ordinal for w in views} - {None}
    if (ordinals and v.ordinal not in {None, *ordinals}) or (v.ordinal == "first" and any(w.newer for w in views)):
        return True  # "the first ban", beside "the new ban"
    if any(v.dates and w.dates and _kinds(v.dates & w.dates) < _kinds(v.dates) & _kinds(w.dates) for w in views):
        return True
    if _of_court(v.mention) != any(_of_court(w.mention) for w in views) and _of_office(v, candidate, views):
        return True
    if _of_other_age(v, views) or _reviewed(v, candidate, views) or _acted_on(v, views):
        return True
    if _set_apart(v, views) or (candidate.unissued and v.article == "own" and _marks(views[0])):
        return True
    if candidate.issuer is not None and not judges(candidate.issuer) and _of_a_judge(v.mention):
        return True
    mine, its = v.owner or v.issuer, candidate.issuer
    return mine is not None and its is not None and mine is not its and mine.type is its.type is PERSON


def lifts(order: Referent, mention: Mention) -> bool:
    """Whether an order ends what a mention speaks of: "The order lifts *the ban*"."""
    return _does(order.mentions, words("coref", "replacing") | words("coref", "lifting"), mention)


def _of_other_age(v: View, views: list[View]) -> bool:
    """ "The new order", of one that was called the previous one or has been ended, and "the old order" of a new one."""
    newer = any(w.newer or w.noun in NEWER for w in views)  # "the replacement" is new too
    older = any(w.older or w.ended for w in views)
    return (v.newer and older and not newer) or (v.older and newer and not older)


def _reviewed(v: View, candidate: Referent, views: list[View]) -> bool:
    """ "The decision", of a ruling that is only spoken of as what a court affirmed: it is what that court decided."""
    if candidate.type is not POLICY or v.noun not in FOUND or v.kind != "ruling" or v.article not in {"the", "this"}:
        return False
    others = [w for w in views if not _is_object(w.mention, REVIEWS)]
    return len(others) < len(views) and not any(w.noun == v.noun for w in others)


def _is_object(mention: Mention, verbs: frozenset[str]) -> bool:
    head = mention.head
    return head.dep_ in {"dobj", "nsubjpass"} and head.head.lemma_.lower() in verbs


def _acted_on(v: View, views: list[View]) -> bool:
    """ "Today's ruling reverses *that judgment*": another one; but "the order declares *an emergency*" of its own."""
    return _does([w.mention for w in views], REVIEWS, v.mention)


def _does(norm: list[Mention], verbs: frozenset[str], mention: Mention) -> bool:
    """Whether a norm, by one of its mentions, does one of some things to what another mention speaks of."""
    verb = mention.head.head
    return _is_object(mention, verbs) and any(m.head.dep_ == "nsubj" and m.head.head.i == verb.i for m in norm)


def _of_a_judge(mention: Mention) -> bool:
    """ "The judge's ban", "the court's order"."""
    owners = (c for c in mention.head.lefts if c.dep_ == "poss")
    return any(c.lemma_.lower() in {"judge", "court", "justice", "magistrate", "tribunal"} for c in owners)


def _of_court(mention: Mention) -> bool:
    """ "The restraining order", "a court order": what is called an order, and is a ruling on one."""
    return mention.type is POLICY and mention.noun == "order"


def _of_office(v: View, candidate: Referent, views: list[View]) -> bool:
    """Whether either of them is known to be somebody's who holds an office, and no judge."""
    issuers = (candidate.issuer, v.issuer, v.owner, *(w.owner for w in views))
    return any(issuer is not None and not judges(issuer) for issuer in issuers)


def _set_apart(v: View, views: list[View]) -> bool:
    """ "Her previous order", "another ban", "such orders": not the one that was spoken of as none of those."""
    marks = _marks(v) if v.article in {"a", "own", "bare", "this"} else frozenset()
    return bool(marks) and not any(w.ended or w.older or marks & _marks(w) for w in views)


def _marks(v: View) -> frozenset[str]:
    return APART & {t.lower_ for t in v.mention.span}


def _kinds(dates: frozenset[str]) -> set[str]:
    return {date.split()[0] for date in dates}
