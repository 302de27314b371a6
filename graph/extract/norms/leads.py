"""Lines before lists, whose items lack what they say: "The Director shall:", "It shall have the following powers:"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.model import PERMITS, PROHIBITS, REQUIRES, SUBJECTS, Form, Norm, kind_in, noun_heads
from graph.extract.norms.spans import actions, clause_end
from graph.extract.norms.trim import trim
from graph.extract.referent import Referent
from graph.model import ProvisionKind

DUTIES = frozenset("function duty action step responsibility task requirement measure".split())
POWERS = frozenset("power authority right".split())
UNDOING = frozenset({"suspend", "waive", "revoke", "rescind", "repeal", "supersede", "cancel"})
TIMES = frozenset(
    {"within", "as", "no", "not", "immediately", "promptly", "annually"}
)  # "no later than June 1, report"
MANNERS = frozenset({"consistent", "pursuant", "subject", "insofar", "notwithstanding", "prior"})
LONGEST = 45  # tokens of what an item tells before its verb
NO_VERBS = frozenset({"DET", "PRON", "ADP", "SCONJ", "NUM"})


@dataclass(frozen=True, slots=True)
class Lead:
    """What the items of a list share. `named`: it names them ("the following duties") and is no norm by itself;
    `nouns`: they may be named by nouns ("Review of all proposals")."""

    kind: ProvisionKind
    bearer: Token | None
    named: bool
    nouns: bool = False


def lead(doc: Doc, start: int, end: int) -> Lead | None:
    """The lead that the line `doc[start:end]` is, if it ends with a colon and leaves a verb to its items."""
    last = end - 1
    while last > start and doc[last].is_space:
        last -= 1
    if last < start + 2 or doc[last].text != ":":
        return None
    listed = _of_duties(doc, start, last) or _announced(doc, start, last) or _undone(doc, start, last)
    if listed is not None:
        return listed
    cue = _before_time(doc, last - 1, start)
    if cue.pos_ == "ADV" and cue.i > start and doc[cue.i - 1].tag_ == "MD":
        cue = doc[cue.i - 1]  # "shall promptly:"
    modal = _modal_of_duties(doc, cue, start) or _modal_of_aim(doc, cue, start)
    kind = PERMITS if modal is not None and cue.lemma_.lower() in POWERS else _kind(doc, modal or cue, start)
    bearer = _bearer(doc, modal or cue, start)
    return None if kind is None or bearer is None else Lead(kind, bearer, modal is not None)


def _of_duties(doc: Doc, start: int, last: int) -> Lead | None:
    """ "The duties of the Coordinator shall include, but not be limited to:", "The Chair's duties include:" """
    cue = next((t for t in doc[start:last] if t.lemma_ == "include" and t.pos_ == "VERB"), None)
    subject = next((t for t in doc[start : cue.i] if t.lemma_.lower() in DUTIES | POWERS), None) if cue else None
    if cue is None or subject is None or any(t.pos_ == "VERB" for t in doc[subject.i : cue.i]):
        return None
    of = (o for c in subject.rights if c.lower_ == "of" for o in c.rights if o.dep_ == "pobj")
    owner = next((c for c in subject.lefts if c.dep_ == "poss"), None) or next(of, None)
    kind = PERMITS if subject.lemma_.lower() in POWERS else REQUIRES
    return None if owner is None else Lead(kind, owner, named=True, nouns=True)


def _announced(doc: Doc, start: int, last: int) -> Lead | None:
    """ "The Secretary shall take the following steps to obtain control of the border:" """
    following = next((t for t in doc[start:last] if t.lower_ == "following"), None)
    noun = (
        next((t for t in doc[following.i : following.i + 4] if t.lemma_.lower() in DUTIES), None) if following else None
    )
    modal = next((t for t in doc[start : noun.i] if t.lower_ in {"shall", "must"}), None) if noun is not None else None
    bearer = _bearer(doc, modal, start) if modal is not None else None
    return None if noun is None or noun.i == last - 1 or bearer is None else Lead(REQUIRES, bearer, named=True)


def _undone(doc: Doc, start: int, last: int) -> Lead | None:
    """ "I hereby suspend the following provisions of law:" """
    following = next((t.i for t in doc[start:last] if t.lower_ == "following"), start)
    verbs = (t for t in doc[start:following] if t.lemma_.lower() in UNDOING)
    hereby = any(doc[t.i - 1].lower_ in {"hereby", "i"} for t in verbs if t.i > start)
    return Lead(ProvisionKind.REVOKES, None, named=True, nouns=True) if hereby else None


def _named(doc: Doc, first: int, end: int, shared: Lead) -> Norm:
    """The norm of an item that names what is to be done, or what is undone."""
    stop = next((t.i for t in doc[first:end] if t.text == ";"), end)
    if shared.kind is not ProvisionKind.REVOKES:
        return Norm(
            shared.kind, Form.MODAL, doc[first], None, shared.bearer, [trim(doc, first, clause_end(doc, first, stop))]
        )
    said = (t.i for t in doc[first:stop] if t.lemma_ == "be" and doc[t.i + 1].lemma_.lower() in UNDOING)
    article = doc[first - 1].lower_ in {"the", "any"} and first > 0
    span = trim(doc, first - article, next(said, stop))
    return Norm(shared.kind, Form.EFFECT, doc[first], None, None, [span])


def _modal_of_aim(doc: Doc, cue: Token, start: int) -> Token | None:
    """The modal verb of "shall take appropriate action to:"."""
    if cue.lower_ != "to" or doc[cue.i - 1].lemma_.lower() not in DUTIES:
        return None
    return next((t for t in reversed(doc[start : cue.i]) if t.lower_ in {"shall", "must"}), None)


def _before_time(doc: Doc, last: int, start: int) -> Token:
    """The last word of a lead, before what it adds between commas: "shall, by 2030:"."""
    for k in range(last, max(start, last - 7), -1):
        if doc[k].text == "," and (doc[k - 1].tag_ == "MD" or doc[k - 1].lower_ in {"to", "not"}):
            return doc[k - 1]
    return doc[last]


def item(doc: Doc, verb: int, end: int, shared: Lead) -> Norm | None:
    """The norm of a list's item that begins with a bare verb."""
    if shared.nouns:
        return _named(doc, verb, end, shared)
    first, beyond = verb, _beyond_manner(doc, verb, end)
    if beyond is None:
        return None
    verb = beyond
    if verb != first and any(t.lower_ == "shall" and doc[t.i - 1].pos_ in {"NOUN", "PROPN"} for t in doc[verb:end]):
        return None  # "(d) To speed permits, the Secretary shall …"
    token = doc[verb]
    if token.lower_ != token.lemma_.lower() and token.tag_ not in {"VB", "VBP"}:
        return None
    if token.pos_ in NO_VERBS or doc[verb + 1].tag_ == "MD" or _names_a_thing(doc, verb):
        return None
    if not token.is_lower and (token.is_upper or any(t.tag_ == "MD" for t in doc[verb : min(end, verb + 9)])):
        return None  # a heading, or a sentence of its own: "i. Mayoral agencies shall provide"
    return Norm(shared.kind, Form.MODAL, token, None, shared.bearer, actions(doc, verb, end))


def _beyond_manner(doc: Doc, first: int, end: int) -> int | None:
    """The verb of an item that begins with "to", or tells first how: "(a) Under the Mayor, *to plan* …"; None where it
    tells nothing else."""
    k, word = first, doc[first].lower_
    if word.endswith("ly") and first + 1 < end and doc[first + 1].tag_ in {"VB", "VBP"}:
        return first + 1  # "Immediately review"
    if doc[first].pos_ in {"ADP", "SCONJ"} or word in TIMES | MANNERS:
        after = [t.i + 1 for t in doc[first : min(end - 2, first + LONGEST)] if t.text == ","]
        k = next((i for i in after if _begins(doc[i])), first)
    if k == first and word in TIMES | MANNERS:
        return None
    if doc[k].lower_ != "to":
        return k
    return k + 1 if k + 1 < end and doc[k + 1].tag_ in {"VB", "VBP", "NN"} else first


def _begins(token: Token) -> bool:
    """Whether what is to be done begins after a comma."""
    return token.lower_ in {"to", "forward"} or token.tag_ == "VB" or _noun_for_verb(token)


def _noun_for_verb(token: Token) -> bool:
    """Whether the tagger takes a verb for a noun: "in consultation with the Chair, *use* the budget"."""
    return token.is_lower and token.tag_ in {"NN", "VBP"} and token.nbor().pos_ in {"DET", "ADJ", "PRON"}


def _names_a_thing(doc: Doc, first: int) -> bool:
    """Whether an item is a part of something: "A planning requirement", "Public education", "Tracking of crime"."""
    token = doc[first]
    if doc[first - 1].lower_ in {"a", "an", "the"} or (doc[first + 1].lower_ == "of" and token.tag_ != "VB"):
        return True
    adjective = token.tag_ == "JJ" and token.dep_ == "amod" and token.is_title  # "(a) solicit ideas" is tagged so, too
    return adjective and token.lower_ not in words("deontic", "adjectives")


def _modal_of_duties(doc: Doc, cue: Token, start: int) -> Token | None:
    """The modal verb of "shall have the following powers and duties"."""
    near = {t.lower_ for t in doc[max(start, cue.i - 5) : cue.i]}
    if cue.lemma_.lower() not in DUTIES | POWERS or "following" not in near:
        return None
    return next((t for t in reversed(doc[start : cue.i]) if t.tag_ == "MD"), None)


def _kind(doc: Doc, cue: Token, start: int) -> ProvisionKind | None:
    """What "shall:", "is authorized, for the duration of the emergency, to:" say of the items."""
    if cue.lower_ in {"shall", "must", "will"}:
        return REQUIRES
    if cue.lower_ != "to":
        return {"may": PERMITS, "not": PROHIBITS}.get(cue.lower_)
    if doc[cue.i - 1].lemma_ in {"be", "have"}:
        return REQUIRES
    verb = next((t for t in reversed(doc[start : cue.i]) if t.tag_ == "VBN" and t.dep_ != "amod"), None)
    if verb is None:
        return None
    return kind_in(verb.lemma_.lower(), "passive_") or (REQUIRES if verb.i == cue.i - 1 else None)


def _bearer(doc: Doc, cue: Token, start: int) -> Token | None:
    subject = next((c for t in (cue, cue.head) for c in t.lefts if c.dep_ in SUBJECTS), None)
    if subject is not None and subject.i < cue.i and subject.text != "I":
        return subject
    before = cue.i
    while before > start and doc[before - 1].pos_ in {"AUX", "PART", "VERB"}:
        before -= 1
    for head in reversed(noun_heads(doc, start, before)):
        if head.dep_ not in {"pobj", "conj", "iobj"} and head.text != "I":
            return head if head.dep_ != "appos" else head.head
    return None


@dataclass(frozen=True, slots=True)
class Listing:
    """A lead with the order that it speaks for."""

    lead: Lead
    order: Referent
