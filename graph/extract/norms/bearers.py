"""Who is bound by a norm: everybody coordinated with the head of the phrase, known before or only as who is bound."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.mention import GROUP, NORMS, PLURAL, Mention
from graph.extract.names.nominal_bounds import ends_of, start_of
from graph.extract.norms.model import Form, Norm, person_like
from graph.extract.reading import Reading
from graph.extract.referent import Referent

DOERS = ("person", "agency", "organization", "group", "facility", "place")  # of nouns.toml
EACH = frozenset({"any", "every", "each", "no", "all"})
ARTICLES = frozenset({"a", "an"})
AGENTS = ("er", "or", "ee", "ist", "ian", "man", "woman", "person")
THINGS = words("nouns", "things_like_agents")
DEMONSTRATIVE = frozenset({"this", "that", "these", "those", "such"})


def bearers_of(reading: Reading, norm: Norm) -> list[Referent]:
    """Everybody bound by a norm, in order. Who does something by order, and was not known, becomes a collective."""
    head = norm.bearer or _agent(norm)
    if head is None:
        return []
    found: list[Referent] = []
    for token in (head, *(c for c in head.conjuncts if c.i > head.i)):
        referent = reading.referent(token) or _owner(reading, token)
        if referent is None and token is head and norm.form is not Form.EFFECT:
            referent = _collective(reading, token)
        if referent is not None and referent not in found and referent.type not in NORMS:
            found.append(referent)
    return found


def _owner(reading: Reading, head: Token) -> Referent | None:
    """The one of whom a noun was said before that is only an owner here: "*The Chair*'s duties shall include"."""
    if head.dep_ != "poss" or head.pos_ == "PRON":
        return None
    same = [r for r in reading.referents if any(m.head.lower_ == head.lower_ and m.end <= head.i for m in r.mentions)]
    return same[0] if len(same) == 1 else None


def _agent(norm: Norm) -> Token | None:
    """By whom it is to be done: "functions shall be performed *by the Secretary of Energy*"."""
    verb = norm.cue.head if norm.cue.dep_ in {"aux", "auxpass"} else norm.cue
    if norm.form is not Form.MODAL or (norm.target is not None and person_like(norm.target)):
        return None  # "Members may be employed by providers"
    by = next((c for c in verb.rights if c.dep_ == "agent"), None)
    return next((c for c in by.rights if c.dep_ == "pobj"), None) if by is not None else None


def _collective(reading: Reading, head: Token) -> Referent | None:
    """The unnamed people or bodies that a phrase means which our word lists do not know: "petrol pumps"."""
    lefts = {t.lower_ for t in head.lefts}
    each = EACH | ARTICLES if reading.official else EACH  # of an order "an applicant" is anybody who applies
    several = head.tag_ in PLURAL or (head.pos_ == "NOUN" and bool(lefts & each))
    owned = any(c.dep_ == "poss" for c in head.lefts)
    timed = head.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}
    nobody = owned or timed or lefts & DEMONSTRATIVE or head.pos_ not in {"NOUN", "PROPN"}
    if nobody or not several or not _acts(head.lemma_.lower()):
        return None
    same = (r for r in reading.referents if r.type is GROUP and any(_alike(m.head, head) for m in r.mentions))
    mention = _mention(reading.doc, head)
    referent = next(same, None)
    if referent is None:
        referent = Referent(GROUP, mention.name)
        reading.referents.append(referent)
    referent.add(mention)
    for i in range(mention.start, head.i + 1):
        reading.discourse.by_token.setdefault(i, referent)
        reading.discourse.mention_at.setdefault(i, mention)
    return referent


def _acts(noun: str) -> bool:
    """Whether a noun names people or bodies, or premises, whose keepers are meant: "hospitals", "contractors"."""
    known = any(noun in words("nouns", key) for key in DOERS)
    return known or (noun.endswith(AGENTS) and noun not in THINGS)


def _alike(one: Token, other: Token) -> bool:
    """Whether two phrases have one head and the same words before it, articles left out."""
    words = [{t.lower_ for t in h.lefts if t.pos_ != "DET"} for h in (one, other)]
    return one.lemma_.lower() == other.lemma_.lower() and words[0] == words[1]


def _mention(doc: Doc, head: Token) -> Mention:
    chunk = doc[head.left_edge.i : head.i + 1]
    start = start_of(chunk, set())
    end, name_end = ends_of(head, GROUP)
    name = [t for t in doc[start:name_end] if t.i > start or t.pos_ != "DET"]
    return Mention(doc[start:end], GROUP, "".join(t.text_with_ws for t in name).strip(), named=False)
