"""What speaks for a mention of an order or another norm being one spoken of before, a new one, or none at all.

The traits are named and counted here; how much each weighs is learned (`lexicons/coref_weights.csv`, fitted by
`tests/gold/fit_coref.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from graph.extract.coref.readings import Traits
from graph.extract.lexicon import table, words
from graph.extract.mention import ORDER, PLURAL, Mention
from graph.extract.names.nominals import ORDINALS
from graph.extract.official import dates
from graph.extract.referent import Referent

ANOTHER = words("coref", "another")
# What sets the newer of two norms against the older, and the verbs and nouns by which one ends another.
NEWER = words("coref", "newer")
OLDER = words("coref", "older")
ENDS = words("coref", "undoing")
ENDING = words("coref", "undone")
DEEDS = words("coref", "deeds")
INDEFINITE = frozenset("a an another some any one two three four five six several many no".split())
POINTING = frozenset("this that these those such said".split())
ASKED = frozenset("declare proclaim sign issue announce impose unveil release draft".split())
JUDGED = frozenset({"dobj", "nsubjpass", "pobj", "ccomp", "oprd", "obj", "nsubj"})
ACTS = "sue oppose support back denounce welcome challenge defend reject call fight appeal join"
MONTHS = frozenset(m[:n] for m in dates.MONTHS for n in (3, len(m))) | {"sept"}
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
PLACED = ("same sentence", "sentence before", "two before", "near", "far", "remote")


@cache
def _classes() -> Mapping[str, str]:
    return {noun: name for name, nouns in table("nouns")["norm_class"].items() for noun in nouns.split()}


def norm_class(head: Token) -> str:
    """What kind of norm a noun speaks of: order, ban, ruling, law, program or any."""
    return _classes().get(head.lemma_.lower().replace(" ", "_"), "any")


@dataclass(frozen=True, slots=True)
class View:
    """A mention as the traits see it."""

    mention: Mention
    kind: str
    article: str
    plural: bool
    modifiers: frozenset[str]
    dates: frozenset[str]
    ordinal: str | None
    sentence: int
    quoted: bool
    heading: bool
    owner: Referent | None
    issuer: Referent | None
    judged: bool
    court: bool
    newer: bool
    older: bool
    ended: bool

    @property
    def noun(self) -> str:
        """The head's lemma."""
        return self.mention.noun


def view(
    mention: Mention,
    sentence: int,
    quoted: bool,
    heading: bool,
    owner: Referent | None,
    issuer: Referent | None,
    court: bool,
) -> View:
    """Read off a mention what the traits need. `court`: a court or judge was spoken of shortly before."""
    head = mention.head
    words = [t for t in mention.span if t.i != head.i]
    around = list(mention.long) if mention.long is not None else []
    return View(
        mention,
        norm_class(head),
        article(mention),
        head.tag_ in PLURAL,
        frozenset(
            t.lemma_.lower() for t in words + around if t.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"} and t.i != head.i
        )
        - {"executive"},
        frozenset(_dates(words + around)),
        next((t.lower_ for t in mention.span if t.lower_ in ORDINALS), None),
        sentence,
        quoted,
        heading,
        owner,
        issuer,
        _judged(head),
        court,
        any(t.lower_ in NEWER for t in words),
        any(t.lower_ in OLDER for t in words),
        _ended(head),
    )


def _ended(head: Token) -> bool:
    """Whether a norm is being ended where it is spoken of: "rescinded the order", "a reversal of the policy"."""
    while head.dep_ in {"conj", "appos"}:
        head = head.head
    if head.dep_ == "pobj":
        return head.head.lower_ == "of" and head.head.head.lemma_.lower() in ENDING
    return head.dep_ in {"dobj", "nsubjpass"} and head.head.lemma_.lower() in ENDS


def _judged(head: Token) -> bool:
    """Whether a noun is what a verb of praise, blame or naming is about ("called the step", "sued over the ban")."""
    up = head.head
    verb = up.head if head.dep_ == "pobj" and up.dep_ == "prep" else up
    lemma = verb.lemma_.lower()
    return head.dep_ in JUDGED and verb != head and lemma in _judging()


def _voted_on(head: Token) -> bool:
    """Whether a noun is what is brought in, voted on or accepted: "introduced a bill", "voted against a motion"."""
    verb = head.head.head if head.dep_ == "pobj" else head.head
    return head.dep_ in {"dobj", "nsubjpass", "pobj"} and verb.lemma_.lower() in words("events", "voting")


@cache
def _judging() -> frozenset[str]:
    cues, stance = table("cues"), table("stance")
    lists = (cues["label"], cues["label_as"], cues["label_verdict"], stance["complaint_cue"], stance["praise_cue"])
    return frozenset(word for entry in (*lists, ACTS) for word in entry.split())


def article(mention: Mention) -> str:
    """How a noun phrase begins: the, this, own ("Wu's"), a, bare."""
    first = mention.span[0]
    if any(c.dep_ == "poss" for c in mention.head.children):
        return "own"
    if first.lower_ == "the":
        return "the"
    if first.lower_ in POINTING:
        return "this"
    return "a" if first.lower_ in INDEFINITE or first.like_num else "bare"


def alone(v: View, known: Mapping[str, int]) -> Traits:
    """Traits of a mention by itself: of its being new, or nothing of ours. `known`: how many norms of each class."""
    traits = {
        "bias": 1.0,
        f"begins={v.article}": 1.0,
        f"class={v.kind}": 1.0,
        f"noun={v.noun}": 1.0,
    }
    head = v.mention.head
    marks = {
        "none of its class": not known.get(v.kind),
        f"none of its class,begins={v.article}": not known.get(v.kind),
        "none at all": not known,
        "heading": v.heading,
        "quoted": v.quoted,
        "plural": v.plural,
        "another": any(t.lower_ in ANOTHER for t in v.mention.span),
        "issuer": v.issuer is not None,
        "told which": v.mention.long is not None,
        "modified": bool(v.modifiers),
        "issued": head.dep_ in {"dobj", "nsubjpass"} and head.head.lemma_ in ASKED,
        "subject": head.dep_ in {"nsubj", "nsubjpass"},
        "of preposition": head.dep_ == "pobj",
        "negated": any(c.dep_ == "neg" for c in head.head.children),
        "anaphor": v.mention.anaphor,
        "judged": v.judged,
        "judged anaphor": v.judged and v.mention.anaphor,
        f"voted on, begins={v.article}": _voted_on(head),
        f"court near, class={v.kind}": v.court,
        "court near, none of its class": v.court and not known.get(v.kind),
    }
    traits |= {name: 1.0 for name, holds in marks.items() if holds}
    return traits


def together(v: View, candidate: Referent, views: list[View], rank: int, ranks: int, main: bool) -> Traits:
    """Traits of a mention meaning a norm met before. `views`: of that norm's mentions; `rank`: 0 for the norm spoken
    of last, `ranks` how many there are; `main`: it is the first order of the document."""
    last = views[-1] if views else None
    classes = {w.kind for w in views} or {"named"}
    begins = v.article
    traits: Traits = {"bias": 1.0, f"begins={begins}": 1.0}
    words = frozenset().union(*(w.modifiers | {w.noun} for w in views)) if views else frozenset()
    named = {t.lower() for t in re.findall(r"\w+", candidate.name)}
    extra = v.modifiers - words - named
    same = any(w.noun == v.noun for w in views)
    pair = "same" if v.kind in classes else "any" if "any" in classes | {v.kind} else "unlike"
    traits[f"class={v.kind} of {_type(candidate)}"] = 1.0
    traits[f"{begins}: class {pair}"] = 1.0
    traits[f"{begins}: noun {'same' if same else 'other'}"] = 1.0
    traits[f"distance={_distance(v, last)}"] = 1.0
    traits[f"{begins}: rank={min(rank, 3)}"] = 1.0
    if v.modifiers:
        traits["modifiers shared"] = min(2.0, len(v.modifiers & (words | named)))
        traits["modifiers foreign"] = min(2.0, len(extra))
    marks = {
        "only candidate": ranks == 1,
        f"{begins}: main": main,
        "named": candidate.named,
        "plural clash": bool(views) and all(w.plural for w in views) != v.plural and not candidate.named,
        "another": any(t.lower_ in ANOTHER for t in v.mention.span),
        "another, same": any(t.lower_ in ANOTHER for t in v.mention.span)
        and any(w.mention.name == v.mention.name for w in views),
        "dates match": any(v.dates & w.dates for w in views),
        "ordinal match": v.ordinal is not None and any(v.ordinal == w.ordinal for w in views),
        "heading only": all(w.heading for w in views) and bool(views),
        f"{begins}: heading only": all(w.heading for w in views) and bool(views),
        "owner is issuer": v.owner is not None and v.owner is candidate.issuer,
        "owner is another": v.owner is not None and candidate.issuer is not None and v.owner is not candidate.issuer,
        "issuer the same": v.issuer is not None and v.issuer is candidate.issuer,
        "issuer another": v.issuer is not None and candidate.issuer is not None and v.issuer is not candidate.issuer,
        "quoted, main": v.quoted and main,
        "quoted, this, last": v.quoted and begins == "this" and rank == 0,
        "often": len(views) >= 4,
        "judged": v.judged,
        "judged, main": v.judged and main,
        "judged, last": v.judged and rank == 0,
        f"judged, {_type(candidate)}": v.judged,
        f"court near: {v.kind} of {'ruling' if 'ruling' in classes else 'other'}": v.court,
        f"{begins}: told which": v.mention.long is not None,
        "told which otherwise": v.mention.long is not None and bool(extra),
        "anaphor": v.mention.anaphor,
        f"anaphor, {_type(candidate)}": v.mention.anaphor,
        "anaphor, main": v.mention.anaphor and main,
        "anaphor, last": v.mention.anaphor and rank == 0,
        "subject last": last is not None and last.mention.head.dep_ in {"nsubj", "nsubjpass"},
    }
    ended = any(w.ended or w.older for w in views)
    marks |= {
        "newer of ended": v.newer and ended,
        "newer of standing": v.newer and not ended,
        "older of ended": v.older and ended,
        "older of standing": v.older and not ended,
        "deed of ended": ended and v.noun in DEEDS,
        "deed of standing": not ended and v.noun in DEEDS,
        "ended": ended,
        "ended again": v.ended and ended,
        "ended now": v.ended and not ended,
    }
    return traits | {name: 1.0 for name, holds in marks.items() if holds}


def _type(candidate: Referent) -> str:
    return "order" if candidate.type is ORDER else "policy"


def _distance(v: View, last: View | None) -> str:
    if last is None:
        return "unknown"
    gap = v.sentence - last.sentence
    return PLACED[0 if gap <= 0 else gap if gap <= 2 else 3 if gap <= 5 else 4 if gap <= 12 else 5]


def _dates(tokens: list[Token]) -> Iterator[str]:
    """Years, months with the day if told, and weekdays: "2005", "july 31", "tuesday"."""
    for i, token in enumerate(tokens):
        if re.fullmatch(r"(?:19|20)\d\d", token.text):
            yield f"year {token.text}"
        elif (month := token.lower_.rstrip(".")) in MONTHS and token.text[:1].isupper():
            after, month = tokens[i + 1].text if i + 1 < len(tokens) else "", month[:3]
            yield f"day {month} {after}" if after.isdigit() and len(after) < 3 else f"month {month}"
        elif token.lower_ in WEEKDAYS:
            yield f"weekday {token.lower_}"
