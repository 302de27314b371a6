"""Where a sentence commands, forbids or allows somebody: by a directive verb, its passive, or a modal verb.

Whether that makes a provision is for the reader of the document to say, who knows which instrument speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norm_complements import bare_infinitive, complement, granted, infinitive
from graph.extract.norm_model import (
    NEGATIONS,
    PERMITS,
    PROHIBITS,
    REQUIRES,
    Form,
    Norm,
    antecedent,
    flip,
    kind_in,
    negated,
    noun_head,
    person_like,
    subject_of,
)
from graph.extract.norm_spans import Span, actions, clause_end, trim
from graph.model import ProvisionKind

BE = frozenset({"be"})
NOBODY = frozenset({"nobody", "none"})


def norms(doc: Doc, start: int, end: int, bullet: int | None = None) -> Iterator[Norm]:
    """The norms of the sentence `doc[start:end]`, from left to right; `bullet`: the verb that begins a list item."""
    covered = start
    for i in range(start, end):
        if i < covered:
            continue
        norm = _active(doc, i, start, end, bullet == i) or _passive(doc, i, start, end) or _modal(doc, i, start, end)
        if norm is not None and norm.spans:
            covered = max(covered, norm.cue.i + 1, norm.spans[-1][1])
            yield from _shared_verb(doc, norm)


def _shared_verb(doc: Doc, norm: Norm) -> Iterator[Norm]:
    """A norm, cut in two where its verb has a second object: "requires the city to pay and the state to help"."""
    start, end = norm.spans[-1]
    for k in range(start + 2, end - 2):
        verb = infinitive(doc, k, end) if doc[k].lower_ == "to" else None
        head = _second_object(doc, k, start) if verb is not None and norm.form is Form.ACTIVE else None
        if verb is not None and head is not None:
            cut = head.left_edge.i - 1
            norm.spans[-1] = trim(doc, start, cut)
            yield norm
            yield Norm(norm.kind, norm.form, norm.cue, norm.commander, head, actions(doc, verb, end))
            return
    yield norm


def _second_object(doc: Doc, to: int, start: int) -> Token | None:
    """The head of a noun phrase between "and" and "to" that can be bound."""
    for chunk in doc[start:to].noun_chunks:
        between = doc[chunk.end : to]
        plain = all(t.is_punct or t.pos_ == "PROPN" or t.lower_ in {"of", "and", "the"} for t in between)
        if (
            chunk.start > start + 1
            and doc[chunk.start - 1].lower_ == "and"
            and person_like(chunk.root)
            and chunk.root.left_edge.i == chunk.start
            and plain
        ):
            return chunk.root
    return None


# --- "directs X to do", "bars X from doing"


def _active(doc: Doc, i: int, start: int, end: int, bullet: bool) -> Norm | None:
    cue = doc[i]
    lemma = third_person(cue) if bullet else cue.lemma_.lower()
    kind = kind_in(lemma, "")
    if kind is None and lemma not in {"give", "have", "leave"}:
        return None
    loose = not bullet and _loose(doc, cue)
    if not (bullet or loose or enacts(doc, cue)) and (not _finite(cue) or is_passive(cue)):
        return None
    find = bare_infinitive if lemma == "have" else granted if kind is None else complement
    found = find(doc, cue, end)
    if found is None:
        return None
    kind = kind or found.kind or REQUIRES
    if found.negated and lemma != "warn":
        kind = flip(kind)
    if not bullet and negated(cue):
        if kind is not PERMITS:
            return None  # "does not require anybody to"
        kind = PROHIBITS
    commander = None if bullet else _commander(doc, cue, start, loose)
    norm = Norm(kind, Form.ACTIVE, cue, commander, found.bearer, [], declared=not bullet and enacts(doc, cue))
    if found.whole:
        norm.spans = [trim(doc, found.verb, clause_end(doc, found.verb, end))]
    else:
        norm.spans = actions(doc, found.verb, end, "VBG" if found.gerund else "VB")
    return norm


def _commander(doc: Doc, cue: Token, start: int, loose: bool) -> Token | None:
    if enacts(doc, cue):
        return enactor(doc, cue)
    if loose:
        return next((t for t in doc[start : cue.i] if t.dep_ in {"nsubj", "nsubjpass", "ROOT"}), None)
    return subject_of(cue)


def _loose(doc: Doc, cue: Token) -> bool:
    """A finite verb that the parse takes for a participle: "The order, first issued in May, barred pumps from …"."""
    plain = cue.tag_ in {"VBN", "VBD"} and cue.dep_ in {"amod", "acl", "conj", "nmod"} and not is_passive(cue)
    return plain and cue.i > 0 and doc[cue.i - 1].text == "," and cue.lemma_.lower() in words("deontic", "issuer")


def enacts(doc: Doc, cue: Token) -> bool:
    """Whether a verb enacts: "do hereby declare", "I FURTHER DIRECT that", which the tagger takes for a name."""
    if cue.tag_ in {"VBN", "VBD"}:
        return False
    before = {t.lower_ for t in doc[max(0, cue.i - 3) : cue.i]}
    return "hereby" in before or (cue.is_upper and len(cue) > 3 and bool(before & {"i", "further"}))


def _finite(cue: Token) -> bool:
    if cue.pos_ not in {"VERB", "AUX"} or cue.dep_ in {"amod", "aux", "auxpass", "compound"}:
        return False
    if cue.tag_ == "VBN" and cue.dep_ != "conj" and not any(c.lemma_ == "have" for c in cue.lefts):
        return False
    return not any(c.tag_ == "TO" for c in cue.lefts)  # "hopes to direct", "was asked to allow"


def third_person(token: Token) -> str:
    """The lemma of a verb that begins a list item, which the tagger takes for a noun: "Bars", "Directs"."""
    lower = token.lower_
    if lower in {"has", "gives", "lets", "bans"}:
        return {"has": "have", "gives": "give", "lets": "let", "bans": "ban"}[lower]
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    if lower.endswith(("shes", "ches", "sses", "xes")):
        return lower[:-2]
    return lower[:-1] if lower.endswith("s") else token.lemma_.lower()


def enactor(doc: Doc, cue: Token) -> Token:
    """The "I" of an enacting verb in capitals; the verb itself where it has none."""
    return next((t for t in doc[max(0, cue.i - 4) : cue.i] if t.lower_ == "i"), cue)


# --- "X are required to do"


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive."""
    return verb.tag_ == "VBN" and any(
        c.dep_ == "auxpass" or (c.lemma_ in {"be", "get"} and c.dep_ == "aux") for c in verb.lefts
    )


def _passive(doc: Doc, i: int, start: int, end: int) -> Norm | None:
    cue = doc[i]
    kind = kind_in(cue.lemma_.lower(), "passive_") or kind_in(cue.lower_, "passive_")
    given = granted(doc, cue, end) if cue.lemma_ == "give" else None
    kind = given.kind if given is not None else kind
    if kind is None or cue.tag_ not in {"VBN", "VBD", "JJ", "UH"}:
        return None
    auxiliary = _auxiliary(doc, i, start)
    if auxiliary is None:
        return None
    found = given or complement(doc, cue, end, passive=True)
    if found is None or found.verb - i > 12:
        return None
    if found.negated and cue.lemma_ != "warn":
        kind = flip(kind)
    if negated(cue) or doc[i - 1].lower_ in NEGATIONS:
        if kind is REQUIRES:
            return None
        kind = flip(kind)
    bearer = _subject(doc, cue, auxiliary, start)
    return Norm(kind, Form.PASSIVE, cue, None, bearer, actions(doc, found.verb, end, "VBG" if found.gerund else "VB"))


def _auxiliary(doc: Doc, i: int, start: int) -> int | None:
    """The form of "be" before a participle; the conjunction where coordination shares it ("was ordered … and told to")."""
    for k in range(i - 1, max(start, i - 4) - 1, -1):
        if doc[k].lemma_ == "be":
            return k
        if (
            doc[k].lower_ in {"and", "or"}
            and doc[i].dep_ == "conj"
            and doc[i - 1].lower_ not in NEGATIONS
            and any(c.dep_ == "auxpass" for c in doc[i].head.children)
        ):
            return k
        if doc[k].pos_ not in {"ADV", "PART", "AUX"} and doc[k].lower_ not in {"also", "hereby"}:
            return None
    return None


def _subject(doc: Doc, verb: Token, before: int, start: int) -> Token | None:
    """Who is bound: the subject by the parse, else the noun phrase that ends before the auxiliary."""
    found = subject_of(verb)
    if found is not None and found.i < verb.i:
        return found
    for chunk in reversed(list(doc[start:before].noun_chunks)):
        if chunk.root.dep_ not in {"pobj", "poss"} or chunk.end == before:
            return antecedent(chunk.root)
    return noun_head(doc, start, before)


# --- "X must do", "X have to do", "X are to do", "X have 30 days to do", "X are free to do"


def _modal(doc: Doc, i: int, start: int, end: int) -> Norm | None:
    found = _modal_cue(doc, i, end)
    if found is None:
        return None
    kind, verb = found
    cue, main = doc[i], doc[verb]
    subject = _subject(doc, main if main.dep_ != "xcomp" or cue.tag_ == "MD" else cue, i, start)
    if subject is None or (subject.i >= i and subject.i > verb):
        return None
    if any(t.lower_ in NEGATIONS for t in doc[i:verb]) or _no_longer(doc, i, verb):
        kind = PROHIBITS
    if _nobody(doc, subject, i, start):
        if cue.lemma_ in {"have", "need"}:
            return None  # "nobody has to pay"
        kind = PROHIBITS
    if main.lemma_ == "be" and any(c.dep_ == "auxpass" for c in main.head.children) and main.dep_ == "auxpass":
        main = main.head
    if _aside(main) or any(doc[k].lower_ == "so" and doc[k + 1].lower_ == "that" for k in range(max(start, i - 12), i)):
        return None
    bound = _can_be_bound(subject, main)
    if not bound and kind is PERMITS and not is_passive(main) and cue.lower_ != "may":
        return None  # "highs could reach 105 degrees"
    if is_passive(main) or not bound:
        return Norm(kind, Form.MODAL, cue, None, None, [_with_subject(doc, subject, verb, end, start)], whole=True)
    return Norm(kind, Form.MODAL, cue, None, subject, actions(doc, verb, end))


def _nobody(doc: Doc, subject: Token, i: int, start: int) -> bool:
    """ "No person may", "nobody but responders may", "In no event shall employees" """
    before = {
        t.lower_
        for t in doc[max(start, min(subject.left_edge.i, i - 14)) : i]
        if t.dep_ in {"det", "nsubj", "nsubjpass", "prep", "ROOT"}
    }
    if (
        subject.lower_ in NOBODY
        or before & {"nobody", "none"}
        or "no" in {t.lower_ for t in subject.subtree if t.i < subject.i and t.i > subject.i - 4}
    ):
        return True
    return any(
        doc[k].lower_ == "no" and doc[k + 1].lower_ in {"event", "case", "circumstance", "circumstances", "way"}
        for k in range(start, i - 1)
    )


def _no_longer(doc: Doc, i: int, verb: int) -> bool:
    return any(doc[k].lower_ == "no" and doc[k + 1].lower_ == "longer" for k in range(i, verb - 1))


def _modal_cue(doc: Doc, i: int, end: int) -> tuple[ProvisionKind, int] | None:
    """The kind of norm and the main verb, where token `i` is a modal or half-modal verb."""
    cue = doc[i]
    if cue.tag_ == "MD":
        kind = next((k for k in (REQUIRES, PERMITS) if cue.lower_ in words("deontic", f"modal_{k.value}")), None)
        verb = _main_verb(doc, i, end)
        return None if kind is None or verb is None or _perfect(doc, verb) else (kind, verb)
    lemma = cue.lemma_.lower()
    if lemma == "be":
        return _be_to(doc, i, end)
    if lemma in {"have", "need"} and cue.pos_ in {"VERB", "AUX"} and i + 1 < end:
        return _have_to(doc, i, end)
    return None


def _main_verb(doc: Doc, i: int, end: int) -> int | None:
    head = doc[i].head
    if head.i > i and head.i < end and head.tag_ in {"VB", "VBN", "VBP"}:
        first = [c.i for c in head.lefts if c.dep_ in {"auxpass", "aux"} and c.i > i]
        return min(first) if first else head.i
    for k in range(i + 1, min(end, i + 14)):
        if doc[k].tag_ in {"VB", "VBP"}:
            return k
    return None


def _perfect(doc: Doc, verb: int) -> bool:
    return doc[verb].lemma_ == "have" and doc[verb].dep_ == "aux"


def _be_to(doc: Doc, i: int, end: int) -> tuple[ProvisionKind, int] | None:
    """ "X are to do", "X are free to do", "it is up to X to do" """
    k = i + 1
    while k < end and (
        (doc[k].pos_ in {"ADV", "PART"} and doc[k].lower_ != "to") or doc[k].lower_ in {"not", "each", "both"}
    ):
        k += 1
    if k < end and doc[k].lower_ in {"free", "welcome"}:
        verb = infinitive(doc, k + 1, end) if k + 1 < end and doc[k + 1].lower_ == "to" else None
        return None if verb is None else (PERMITS, verb)
    if k >= end or doc[k].lower_ != "to":
        return None
    verb = infinitive(doc, k, end)
    return None if verb is None or doc[i].lower_ in {"be", "been", "being"} else (REQUIRES, verb)


def _have_to(doc: Doc, i: int, end: int) -> tuple[ProvisionKind, int] | None:
    """ "have to do", "need to do", "have 30 days to do", "has the right to do" """
    if doc[i + 1].lower_ == "to":
        verb = infinitive(doc, i + 1, end)
        return None if verb is None else (REQUIRES, verb)
    if doc[i].dep_ == "aux" or doc[i].lemma_ != "have":
        return None
    found = granted(doc, doc[i], min(end, i + 12))
    return None if found is None or found.kind is None else (found.kind, found.verb)


def _aside(verb: Token) -> bool:
    """Whether a modal clause is an adverbial or a question inside another clause: "so that all may see", "what they may do"."""
    for _ in range(4):
        if verb.dep_ in {"advcl", "pcomp", "csubj"} or (
            verb.dep_ == "ccomp" and any(c.tag_ in {"WP", "WRB", "WDT"} for c in verb.lefts)
        ):
            return not (
                verb.dep_ == "advcl" and any(c.lower_ in {"while", "whereas", "though", "although"} for c in verb.lefts)
            )
        if verb.dep_ != "conj":
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
