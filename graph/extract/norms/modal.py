"""Norms by a modal verb: "X must", "X have to", "X are to", "X have 30 days to", "X are free to"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.complements import complement, infinitive
from graph.extract.norms.grants import granted
from graph.extract.norms.model import (
    NEGATIONS,
    PERMITS,
    PROHIBITS,
    REQUIRES,
    SUBJECTS,
    Form,
    Norm,
    Span,
    is_passive,
    kind_in,
    person_like,
    subject_before,
    subject_of,
)
from graph.extract.norms.spans import actions, clause_end
from graph.extract.norms.trim import trim
from graph.model import ProvisionKind

NOT_YET = frozenset("to nowhere about yet likely due ready set".split())
NEITHER = NEGATIONS | {"neither"}
OCCASIONS = frozenset({"event", "case", "circumstance", "circumstances", "way", "time", "account", "point"})
AIMS = frozenset("aim goal purpose intent intention idea point hope objective question".split())
MEASURED = frozenset("later fewer less sooner earlier matter doubt".split())  # "No later than June 1, X must"
NOBODY = frozenset({"nobody", "none"})
VAGUE = frozenset({"little", "nothing", "much", "something", "everything", "that", "this", "what", "which"})


def modal(doc: Doc, i: int, start: int, end: int, official: bool = False) -> Norm | None:
    """The norm of the modal or half-modal verb at token `i`, if it is one; `official`: in an instrument's own text."""
    found = _modal_cue(doc, i, end) or (_assigned(doc, i, end) if official else None)
    if found is None:
        return None
    kind, verb = found
    cue, main = doc[i], doc[verb]
    clause = main.head if main.dep_ in {"aux", "auxpass"} else main
    own = cue.tag_ != "MD" and (clause.dep_ in {"xcomp", "acl"} or cue.lemma_ != "be")  # "she has 90 days to do it"
    subject = _shared(doc, i, start) or subject_before(doc, cue if own else clause, i, start)
    if subject is None or (subject.i >= i and subject.i > verb) or subject.dep_ == "csubj":
        return None
    if cue.lemma_ == "be" and subject.lower_ in AIMS | VAGUE:
        return None  # "the aim is to cut waste", "little was to change"
    if _negated(doc, cue, i, verb):
        kind = PERMITS if cue.lemma_ in {"have", "need"} else PROHIBITS  # "do not have to", "need not"
    if _nobody(doc, subject, i, start):
        if cue.lemma_ in {"have", "need"}:
            return None  # "nobody has to pay"
        kind = PROHIBITS
    if main.lemma_ == "be" and any(c.dep_ == "auxpass" for c in main.head.children) and main.dep_ == "auxpass":
        main = main.head
    granted_so = main.dep_ == "advcl" and main.head.i == i and doc[verb - 1].lower_ == "to"  # "are at liberty to"
    if (_aside(main) and not granted_so) or any(
        doc[k].lower_ == "so" and doc[k + 1].lower_ == "that" for k in range(max(start, i - 12), i)
    ):
        return None
    kind = _stated(main, kind)
    given = granted(doc, main, end) if main.lemma_ == "have" and cue.tag_ == "MD" and kind is not PROHIBITS else None
    if given is not None and given.kind is not None:
        kind, verb = given.kind, given.verb  # "shall have the power to *inspect*"
    bound = _can_be_bound(subject, main)
    body = subject.lemma_.lower() in words("deontic", "collectives")
    if not (bound or body) and kind is PERMITS and not is_passive(main) and cue.lower_ != "may":
        return None  # "highs could reach 105 degrees"
    bound = bound or body
    told = complement(doc, main, end, passive=True) if _told_to(main, kind, bound) else None
    if told is not None and told.verb - main.i <= 12:
        form = "VBG" if told.gerund else "VB"
        return Norm(kind, Form.MODAL, cue, None, subject, actions(doc, told.verb, end, form))
    done = actions(doc, verb, end, "VBN" if main.tag_ == "VBN" else "VB")
    if is_passive(main) or not bound or (_no_one(subject) and len(done) == 1):
        span = _with_subject(doc, subject, verb, end, start)
        return Norm(kind, Form.MODAL, cue, None, None, [span], whole=True, target=subject)
    return Norm(kind, Form.MODAL, cue, None, subject, done)


def _shared(doc: Doc, i: int, start: int) -> Token | None:
    """Whose subject a second modal verb shares: "The Board shall act to honor them *and may* change its rules"."""
    if doc[i - 1].lower_ not in {"and", "or"} or doc[i].tag_ != "MD":
        return None
    binding = words("deontic", "modal_requires") | {"may"}
    before = next((t for t in reversed(doc[start : i - 1]) if t.tag_ == "MD" and t.lower_ in binding), None)
    subject = subject_of(before.head) if before is not None and before.head.i > before.i else None
    return subject if subject is not None and (person_like(subject) or subject.pos_ == "PROPN") else None


def _told_to(main: Token, kind: ProvisionKind, bound: bool) -> bool:
    """Whether a passive says what its subject is to do: "The Council shall be *charged* with planning"."""
    return bound and is_passive(main) and kind_in(main.lemma_.lower(), "passive_") is kind


def _nobody(doc: Doc, subject: Token, i: int, start: int) -> bool:
    """ "No person may", "nobody but responders may", "In no event shall employees" """
    if subject.lower_ in NOBODY or any(t.lower_ == "nobody" for t in doc[max(start, i - 6) : i]):
        return True
    none = doc[start].lower_ == "no" and doc[start + 1].lower_ not in MEASURED
    if none and not any(t.pos_ in {"VERB", "AUX"} or t.text == ";" for t in doc[start:i]):
        return True  # "No store, stand, or market may"
    near = range(max(start, subject.i - 4), subject.i)
    if any(doc[k].lower_ == "no" and doc[k + 1].lower_ not in {"later", "fewer", "less", "sooner"} for k in near):
        return True
    if any(c.lower_ == "neither" for c in subject.lefts):
        return True
    return any(doc[k].lower_ == "no" and doc[k + 1].lower_ in OCCASIONS for k in range(start, i - 1))


def _no_one(subject: Token) -> bool:
    """ "Nobody may": whom one ban binds need not be told, whom several bind is a collective (train)."""
    return subject.lower_ == "nobody" or (subject.lower_ == "one" and any(t.lower_ == "no" for t in subject.lefts))


def _negated(doc: Doc, cue: Token, i: int, verb: int) -> bool:
    if any(c.dep_ == "neg" and c.i < i for c in cue.lefts) and cue.lemma_ in {"have", "need"}:
        return True
    if doc[i - 1].lower_ == "nor" and cue.tag_ == "MD":
        return True  # "nor may officers"
    for k in range(i, verb):
        if doc[k].lower_ in NEITHER and doc[k + 1].lower_ not in {"only", "just", "merely", "later"}:
            return True
        if doc[k].lower_ == "no" and doc[k + 1].lower_ in OCCASIONS:
            return True
    return _no_longer(doc, i, verb)


def _stated(main: Token, kind: ProvisionKind) -> ProvisionKind:
    """The kind that a duty has by its own verb: "is to be allowed", "must be barred", "shall send *no* paper"."""
    if kind is not REQUIRES:
        return kind
    if any(c.dep_ == "dobj" and any(d.lower_ == "no" and d.dep_ == "det" for d in c.lefts) for c in main.rights):
        return PROHIBITS
    return (kind_in(main.lemma_.lower(), "passive_") or kind) if is_passive(main) else kind


def _no_longer(doc: Doc, i: int, verb: int) -> bool:
    return any(doc[k].lower_ == "no" and doc[k + 1].lower_ == "longer" for k in range(i, verb - 1))


def _modal_cue(doc: Doc, i: int, end: int) -> tuple[ProvisionKind, int] | None:
    """The kind of norm and the main verb, where token `i` is a modal or half-modal verb."""
    cue = doc[i]
    if cue.tag_ == "MD":
        kind = next((k for k in (REQUIRES, PERMITS) if cue.lower_ in words("deontic", f"modal_{k.value}")), None)
        if cue.lower_ == "will":
            kind = REQUIRES if _by_instrument(doc, i) else None
        if cue.lower_ == "need" and i + 1 < end:
            only = REQUIRES if doc[i + 1].lower_ == "only" else None
            kind = PERMITS if doc[i + 1].lower_ in NEGATIONS else only
        verb = _main_verb(doc, i, end)
        if verb is not None and _perfect(doc, verb):
            verb = _to_be_done(cue, doc[verb].head)
        return None if kind is None or verb is None else (kind, verb)
    lemma = cue.lemma_.lower()
    if lemma == "be":
        return _be_to(doc, i, end)
    verbal = (cue.pos_ in {"VERB", "AUX"} and not (lemma == "need" and cue.tag_ == "VBN")) or (
        cue.lower_ == "need" and cue.dep_ == "ROOT"
    )  # "workers need to report"
    if lemma == "need" and i + 2 < end and doc[i + 1].lower_ == "only" and doc[i + 2].tag_ in {"VB", "VBP"}:
        return REQUIRES, i + 2  # "parents need only sign a form"
    if (lemma in {"have", "need"} or lemma in words("deontic", "holders")) and verbal and i + 1 < end:
        return _have_to(doc, i, end)
    return None


def _assigned(doc: Doc, i: int, end: int) -> tuple[ProvisionKind, int] | None:
    """What an order says that an office or body in its service will do: "The Director *will* consult with keepers"."""
    main = doc[i].head
    if (
        doc[i].lower_ != "will"
        or main.i <= i
        or main.tag_ != "VB"
        or main.lemma_ in words("deontic", "effects_foreseen")
    ):
        return None
    told = main.dep_ == "ROOT" or (main.dep_ == "conj" and main.head.dep_ == "ROOT")
    who = next((c for c in main.lefts if c.dep_ == "nsubj"), None)
    if not told or who is None or who.pos_ != "PROPN" or any(c.dep_ == "poss" for c in who.lefts):
        return None
    office = who.lemma_.lower() in words("nouns", "office") or who.lemma_.lower() in words("deontic", "bodies")
    return (REQUIRES, main.i) if office or (who.is_upper and len(who) > 2) else None


def _by_instrument(doc: Doc, i: int) -> bool:
    """Whether a clause in the future tells what an instrument brings: "Under the order, schools will close"."""
    verb = doc[i].head
    under = (t for t in doc[i].sent if t.i < i and t.lower_ == "under" and t.head.i == verb.i)
    told = (t for t in verb.subtree if t.i > i and t.lower_ in {"on", "by", "under"} and t.dep_ in {"prep", "agent"})
    told = (t for t in told if t.head.i == verb.i or t.head.head.i == verb.i)
    return any(_commands(o) for t in (*under, *told) for o in t.rights)


def _commands(noun: Token) -> bool:
    """Whether a noun is what an instrument is called: "on the *orders* of the collector"."""
    return noun.lemma_.lower() in words("deontic", "voices") or noun.lower_ in {"directions", "instructions", "orders"}


def _main_verb(doc: Doc, i: int, end: int) -> int | None:
    head = doc[i].head
    if head.i > i and head.i < end and head.tag_ in {"VB", "VBN", "VBP"}:
        first = [c.i for c in head.lefts if c.dep_ in {"auxpass", "aux"} and c.i > i]
        return min(first) if first else head.i
    k = next((k for k in range(i + 1, min(end, i + 14)) if doc[k].tag_ in {"VB", "VBP"}), None)
    return k if k is not None else _noun_for_verb(doc, i, end)


def _noun_for_verb(doc: Doc, i: int, end: int) -> int | None:
    """The verb after a modal where the tagger takes it for a noun: "may not water lawns"."""
    k = i + 1
    while k < end and (doc[k].pos_ in {"ADV", "PART"} or doc[k].lower_ == "not"):
        k += 1
    if k + 1 >= end or doc[k].tag_ != "NN":
        return None
    return k if doc[k + 1].pos_ in {"NOUN", "PROPN", "DET", "PRON", "ADJ", "NUM"} else None


def _perfect(doc: Doc, verb: int) -> bool:
    return doc[verb].lemma_ == "have" and doc[verb].dep_ == "aux"


def _to_be_done(cue: Token, participle: Token) -> int | None:
    """What must be done by a day ("by then they must have reviewed it"); "must have known" only guesses."""
    by = any(c.lower_ in {"by", "before"} and c.dep_ == "prep" for c in participle.children)
    return int(participle.i) if by and cue.lower_ == "must" and participle.tag_ == "VBN" else None


def _be_to(doc: Doc, i: int, end: int) -> tuple[ProvisionKind, int] | None:
    """ "X are to do", "X are free to do", "it is up to X to do" """
    k = i + 1
    while k < end and (
        (doc[k].pos_ in {"ADV", "PART"} and doc[k].lower_ not in NOT_YET) or doc[k].lower_ in {"not", "each", "both"}
    ):
        k += 1
    if k + 1 < end and doc[k].lower_ == "at" and doc[k + 1].lower_ == "liberty":
        k += 1
    if k < end and doc[k].lower_ in {"free", "welcome", "liberty"}:
        verb = infinitive(doc, k + 1, end) if k + 1 < end and doc[k + 1].lower_ == "to" else None
        return None if verb is None else (PERMITS, verb)
    if k >= end or doc[k].lower_ != "to":
        return None
    verb = infinitive(doc, k, end)
    return None if verb is None or doc[i].lower_ in {"be", "been", "being"} else (REQUIRES, verb)


def _have_to(doc: Doc, i: int, end: int) -> tuple[ProvisionKind, int] | None:
    """ "have to do", "need to do", "have 30 days to do", "has the right to do" """
    if doc[i + 1].lower_ == "to":
        if any(c.lemma_ == "have" for c in doc[i].lefts):
            return None  # "plants have had to shut": what came of it
        verb = infinitive(doc, i + 1, end)
        return None if verb is None else (REQUIRES, verb)
    if doc[i].dep_ == "aux" or doc[i].lemma_ == "need":
        return None
    found = granted(doc, doc[i], min(end, i + 12))
    return None if found is None or found.kind is None else (found.kind, found.verb)


def _insofar(verb: Token) -> bool:
    """As in "Insofar as the Act may apply, functions shall be performed by …"."""
    first = verb.left_edge.i
    return any(t.lower_ == "insofar" for t in verb.doc[first : first + 4])


def _aside(verb: Token) -> bool:
    """Whether a modal clause is an adverbial or a question inside another: "what they may do"."""
    for _ in range(4):
        if verb.dep_ in {"advcl", "pcomp", "csubj"} or (
            verb.dep_ == "ccomp" and (any(c.tag_ in {"WP", "WRB", "WDT"} for c in verb.lefts) or _insofar(verb))
        ):
            return not (
                verb.dep_ == "advcl" and any(c.lower_ in {"while", "whereas", "though", "although"} for c in verb.lefts)
            )
        if verb.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in verb.lefts):
            return False
        verb = verb.head
    return False


def _can_be_bound(subject: Token, verb: Token) -> bool:
    return (
        person_like(subject)
        or subject.pos_ == "PROPN"
        or subject.lower_ == "it"
        or (subject.tag_ in {"NNS", "NNPS"} and verb.dep_ != "auxpass" and verb.lemma_ != "be")
    )


def _with_subject(doc: Doc, subject: Token, verb: int, end: int, start: int) -> Span:
    first = max(subject.left_edge.i, start)
    return trim(doc, first, clause_end(doc, verb, end))
