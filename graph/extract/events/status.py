"""Whether an event happened, is planned, threatened, possible or denied: modality, negation, governing verb."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.reading import Reading
from graph.model import EventStatus

ACTUAL, PLANNED, THREATENED = EventStatus.ACTUAL, EventStatus.PLANNED, EventStatus.THREATENED
HYPOTHETICAL, NEGATED = EventStatus.HYPOTHETICAL, EventStatus.NEGATED
WILL = frozenset({"will", "'ll", "’ll", "wo"})
MIGHT = frozenset({"could", "might", "may", "can", "ca"})
OUGHT = frozenset({"should", "must", "ought", "shall"})  # "shall" is how an order speaks: a provision
CONDITION = frozenset({"if", "unless", "whether"})
AUXILIARY = frozenset({"aux", "auxpass"})
NOBODY = frozenset({"nobody", "none", "nothing", "neither", "no-one"})
NO = frozenset({"no", "neither"})
ONE = frozenset({"one", "a", "an", "any", "single"})  # not "not only the mayor"
OPEN = frozenset({"appeal", "sue", "challenge", "contest", "veto"})  # what is news even before it is decided
TIME_OR_RIGHT = frozenset({"day", "week", "month", "right", "time", "option", "chance", "deadline"})
IN = frozenset({"join", "lead", "waste", "follow", "unite", "lose", "persist", "succeed"})
INTENT = frozenset({"plan", "intention", "intent", "vow", "pledge", "promise"})
RANKS = frozenset({"first", "second", "third", "latest", "last", "only"})
SAYING = frozenset({"ccomp", "parataxis"})
WITNESSED = frozenset({"see", "watch", "hear", "help"})
REPORTED = frozenset({"report", "know", "find", "see", "say", "believe", "think"})
UNREAL = frozenset({"wish", "deny", "imagine", "pretend", "suppose"})  # what is told after them need not be so


def status_of(reading: Reading, frame: Frame, depth: int = 0) -> EventStatus | None:
    """The status of what a frame reports; None where it reports none ("asked them to leave", "should leave")."""
    if frame.modal in OUGHT or _subjunctive(frame):
        return None
    above = _governed(reading, frame, depth) if depth < 4 else ACTUAL
    if above is None:  # "is to decide whether to appeal", "has 60 days to appeal"
        return HYPOTHETICAL if frame.lemma in OPEN and _infinitive(frame.verb) and _undecided(frame.verb) else None
    if frame.negated or _nobody(frame):
        return NEGATED
    if supposed(frame.verb) or frame.modal in MIGHT or _would_have(frame):
        return HYPOTHETICAL
    if frame.modal in WILL or (frame.modal == "would" and frame.verb.dep_ in SAYING) or _is_to(frame.verb):
        return PLANNED
    if frame.modal == "would":
        return HYPOTHETICAL if frame.verb.dep_ not in {"ROOT", "conj"} else PLANNED
    return above


def _nobody(frame: Frame) -> bool:
    """Whether nobody does it, or nothing is done: "no one was arrested", "neither union has sued", "filed no claim"."""
    first = frame.object if frame.passive else frame.subject
    return any(t is not None and none_of(t) for t in (first, frame.object if not frame.passive else None))


def none_of(noun: Token) -> bool:
    """Whether a noun phrase says that there is none: "nobody", "no suit", "not one member"."""
    if noun.lower_ in NOBODY:
        return True
    return any(c.lower_ in NO or (c.lower_ == "not" and c.nbor().lower_ in ONE) for c in noun.lefts)


def _subjunctive(frame: Frame) -> bool:
    """Not done yet: "demanded that he rescind the order", "until he rescinds it"."""
    verb = frame.verb
    if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in WITNESSED:  # "saw agents drag him off"
        return False
    if any(c.dep_ == "mark" and c.lower_ == "until" for c in verb.children):
        return verb.tag_ != "VBD" or verb.head.tag_ not in {"VBD", "VBN"}  # not "stayed until deputies *dragged* them"
    if verb.dep_ == "ccomp" and any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children):
        return not any(c.dep_ == "aux" for c in verb.children)  # "demanded that it be lifted"
    if verb.dep_ not in {"ccomp", "relcl", "acl", "ROOT", "advcl"} or any(c.dep_ in AUXILIARY for c in verb.children):
        return False
    singular = frame.subject is not None and (
        frame.subject.tag_ in {"NN", "NNP"} or frame.subject.lower_ in {"he", "she", "it"}
    )
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and singular and not frame.subject.conjuncts)  # type: ignore[union-attr]


def _would_have(frame: Frame) -> bool:
    """What did not come to be: "would have rescinded it"."""
    return frame.modal == "would" and any(c.lower_ == "have" and c.dep_ in AUXILIARY for c in frame.verb.lefts)


def supposed(verb: Token) -> bool:
    """Whether a clause only tells on what condition: "*if* they won't pay"."""
    return any(c.dep_ == "mark" and c.lower_ in CONDITION for c in verb.children)


def _undecided(verb: Token) -> bool:
    return supposed(verb) or (verb.dep_ in {"acl", "relcl"} and verb.head.lemma_.lower() in TIME_OR_RIGHT)


def _is_to(verb: Token) -> bool:
    """Whether an infinitive stands under a form of "be": "is to", "are to"."""
    return _infinitive(verb) and verb.head.lemma_ == "be" and verb.dep_ == "xcomp"


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _governed(reading: Reading, frame: Frame, depth: int) -> EventStatus | None:
    """What the governing word makes of a dependent clause; ACTUAL where the clause stands by itself."""
    verb = frame.verb
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"} and verb.tag_ in {"VB", "VBG"} and not frame.modal:
        above = reading.frame_of.get(head.i)
        return ACTUAL if above is None else _without_negation(reading, above, depth)
    if verb.dep_ in SAYING and head.lemma_.lower() in UNREAL:
        return None
    if _infinitive(verb):
        return _infinitive_status(reading, verb, depth)
    if verb.dep_ == "pcomp" and head.lower_ == "in" and head.head.lemma_ in IN:  # "joined the others in voting"
        return ACTUAL
    fronted = verb.dep_ == "pcomp" and head.lower_ in {"in", "despite"} and head.i < head.head.i
    if fronted and head.head.pos_ == "VERB":  # "in blocking it, the judge said", "despite having praised it"
        return ACTUAL
    if verb.dep_ == "pcomp":  # "after conferring", "without meeting"; but not "accused of breaking"
        return {
            "after": ACTUAL,
            "by": ACTUAL,
            "before": ACTUAL,
            "while": ACTUAL,
            "despite": ACTUAL,
            "without": NEGATED,
        }.get(head.lower_)
    if verb.dep_ == "xcomp" and verb.tag_ == "VBG" and head.pos_ == "VERB":
        return _by_lemma(reading, head, depth)
    return ACTUAL


def _without_negation(reading: Reading, frame: Frame, depth: int) -> EventStatus | None:
    status = status_of(reading, frame, depth + 1)
    return ACTUAL if status is NEGATED else status


def _infinitive_status(reading: Reading, verb: Token, depth: int) -> EventStatus | None:
    head = verb.head
    if head.lemma_ == "want" and any(c.dep_ == "nsubj" for c in verb.lefts):  # "wants him to go"
        return None
    if verb.dep_ in {"acl", "relcl"}:
        return _of_noun(head)
    if head.lemma_ in REPORTED and any(c.lower_ == "have" for c in verb.lefts):  # "is known to have arrested her"
        above = reading.frame_of.get(head.i)
        return ACTUAL if above is None or not above.negated else NEGATED
    voiced = verb.lemma_.lower() in words("events", "voiced") and head.tag_ in {"VBD", "VBN"}  # "wrote to him to ask"
    if verb.dep_ == "advcl" and (voiced or head.lemma_.lower() in words("events", "gathering")):
        above = reading.frame_of.get(head.i)
        return ACTUAL if above is None else status_of(reading, above, depth + 1)
    if verb.dep_ not in {"xcomp", "ccomp", "conj"} and not (
        verb.dep_ == "advcl" and head.lemma_ in words("events", "phase")
    ):
        return None
    return _by_lemma(reading, head, depth)


def _of_noun(noun: Token) -> EventStatus | None:
    """What a noun makes of the infinitive that hangs on it: "a plan to", "its decision to", "the first to"."""
    lemma = noun.lemma_.lower()
    if lemma in INTENT:
        return PLANNED
    if lemma == "threat":
        return THREATENED
    ranked = lemma in RANKS or any(c.lower_ in RANKS for c in noun.lefts)
    return ACTUAL if ranked or lemma == "decision" else None


def _by_lemma(reading: Reading, head: Token, depth: int) -> EventStatus | None:
    frame = reading.frame_of.get(head.i)
    lemma = head.lemma_.lower() if frame is None else frame.lemma
    if lemma in words("events", "threat"):
        return THREATENED
    if lemma in words("events", "plan") or lemma == "be":
        if frame is not None and status_of(reading, frame, depth + 1) is None:
            return None  # "shall not attempt to disarm him"
        return NEGATED if frame is not None and frame.negated else PLANNED
    if lemma == "fail":
        return NEGATED
    if lemma == "have" and any(c.lower_ == "yet" for c in (*head.children, *head.head.children)):
        return NEGATED  # "has yet to file an appeal"
    must = lemma == "have" and head.tag_ in {"VBP", "VBZ"} and frame is not None and frame.modal is None
    if lemma in words("events", "phase") or (lemma == "have" and not must):  # "would have to leave", "had to close"
        return ACTUAL if frame is None else status_of(reading, frame, depth + 1)
    return None
