"""Whom or what a judgement is about: the subject of the judging clause, what "of" names, the order in focus."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from graph.extract.frames import noun_phrases
from graph.extract.lexicon import words
from graph.extract.mention import GROUP, NORMS, ORDER, PERSON, PLACE
from graph.extract.participants import ACTORS, FIRST, Cast
from graph.extract.reading import StatementDraft
from graph.extract.referent import Referent
from graph.extract.statements.stance import Hit

DEMONSTRATIVE = frozenset({"this", "that", "it", "these", "those", "which"})
NOBODY = FIRST | {"you", "there", "who", "what", "people", "one", "nobody", "everyone", "anyone", "they"}
SECOND = frozenset({"you", "your", "yours"})
BE = frozenset({"is", "'s", "’s", "was", "be", "been", "seems", "would"})
EXTRAPOSED = frozenset({"ccomp", "xcomp", "csubj", "advcl", "acl", "relcl"})
MOST_ORDERS = 3  # that one plural can stand for
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def targets(
    cast: Cast, said: StatementDraft, span: Span, hits: list[Hit], negative: bool
) -> tuple[str, list[Referent]]:
    """What a statement praises or blames, best guess, with how it was guessed; ("", []) where nothing is pointed to."""
    won = not negative and any(ruling.before(span.start) >= 0 for ruling in cast.rulings) and _hails_ruling(span)
    for name, guess in GUESSES.items():
        if name == "judged" and _elsewhere(cast, said, span):
            break
        found = [r for r in guess(cast, said, span, hits, negative) if _allowed(cast, said, r)]
        if won:
            found = [r for r in found if r.type is not ORDER]
        if found:
            return name, list(dict.fromkeys(found))
        if name == "judged" and any(_extraposed(t) is not None for t in _subjects(span, hits, negative)):
            found = [r for r in _focus(cast, said, span, hits, negative) if _allowed(cast, said, r)]
            return ("focus", found) if found else ("", [])
    return "", []


def _hails_ruling(span: Span) -> bool:
    """As in "a win for farmers", "a victory": what a court has said, not the order that it stopped."""
    return any(t.lemma_.lower() in {"win", "victory", "triumph", "vindication"} and t.pos_ == "NOUN" for t in span)


def _elsewhere(cast: Cast, said: StatementDraft, span: Span) -> bool:
    """Whether a cue names what is judged, and it is unknown: "called the death a disgrace", "blames them for it"."""
    if said.cue is None or said.cue.lemma_.lower() not in words("stance", "label_cue") | words("stance", "aimed_cue"):
        return False
    frame = cast.reading.frame_of.get(said.cue.i)
    judged = None if frame is None else frame.object
    return judged is not None and judged.pos_ in {"NOUN", "PROPN"} and judged.i < span.end and not meant(cast, judged)


def _allowed(cast: Cast, said: StatementDraft, referent: Referent) -> bool:
    """Nobody judges himself, his own order, or those for whom he speaks."""
    mine = [said.speaker, *cast.principals(said.speaker)]
    return referent not in mine and referent.issuer not in mine


def _named_by_cue(cast: Cast, said: StatementDraft, span: Span, hits: list[Hit], negative: bool) -> list[Referent]:
    """As in "he said of the council", "called the order a stunt"."""
    if said.cue is None:
        return []
    for child in said.cue.children:
        if child.dep_ == "prep" and child.lower_ == "of" and not span.start <= child.i < span.end:
            return [r for t in child.children if t.dep_ == "pobj" for r in meant(cast, t)]
    if said.cue.lemma_.lower() in words("stance", "label_cue"):
        frame = cast.reading.frame_of.get(said.cue.i)
        judged = None if frame is None else frame.object
        if judged is None or not (judged.i < span.end):
            judged = next((c.root for c in noun_phrases(span) if c.start <= span.start + 1), None)
        return [] if judged is None else meant(cast, judged)
    return []


def _addressed(cast: Cast, said: StatementDraft, span: Span, hits: list[Hit], negative: bool) -> list[Referent]:
    """Whoever is told what he does: "it is cynical of you, she told the mayor"."""
    if said.cue is None or not any(t.lower_ in SECOND for t in span):
        return []
    frame = cast.reading.frame_of.get(said.cue.i)
    tokens = [] if frame is None else [frame.indirect, frame.object, *frame.preps.get("to", ())]
    found = (r for t in tokens if t is not None and not span.start <= t.i < span.end for r in cast.of(t))
    return [r for r in found if r.type is PERSON or r.named][:1]


def _judged(cast: Cast, said: StatementDraft, span: Span, hits: list[Hit], negative: bool) -> list[Referent]:
    """The subject of the clause with the sharpest judgement."""
    best: dict[int, float] = {}
    for hit in hits:
        subject = subject_of(hit.token, span)
        if hit.token.lower_ in words("stance", "felt"):  # "parents are worried": by what is told elsewhere
            continue
        if subject is not None and (hit.value < 0) == negative:
            best[subject.i] = best.get(subject.i, 0.0) + abs(hit.value)
    for i in sorted(best, key=lambda i: -best[i]):
        clause = _extraposed(span.doc[i])
        found = meant(cast, span.doc[i]) if clause is None else _doers(cast, clause)
        if found or clause is not None:
            return found
    return []


def _subjects(span: Span, hits: list[Hit], negative: bool) -> list[Token]:
    """The subjects of the clauses that judge."""
    found = (subject_of(h.token, span) for h in hits if (h.value < 0) == negative)
    return [t for t in found if t is not None]


def _extraposed(subject: Token) -> Token | None:
    """The clause that "it" stands for: "it is a disgrace *that they sue*", "it is illegal *to stop them*"."""
    if subject.lower_ != "it" or subject.head.lower_ not in BE:
        return None
    below = [c for t in (subject.head, *subject.head.rights) for c in t.rights if c.i > subject.i + 1]
    return next((c for c in below if c.dep_ in EXTRAPOSED and _opened(c)), None)


def _opened(clause: Token) -> bool:
    return any(c.lower_ in {"that", "to", "when", "for"} for c in clause.lefts)


def _doers(cast: Cast, clause: Token) -> list[Referent]:
    """Who does what a clause says; an infinitive has nobody."""
    return [r for c in clause.lefts if c.dep_ == "nsubj" for r in meant(cast, c) if r.type in ACTORS]


def _subject(cast: Cast, said: StatementDraft, span: Span, hits: list[Hit], negative: bool) -> list[Referent]:
    """The subject of the whole, where no clause judges by itself."""
    root = next((t for t in span if t.dep_ in SUBJECTS and t.head == span.root), None)
    found = [] if root is None else meant(cast, root)
    return [r for r in found if r.type is not GROUP or r.named]  # those who suffer or gain, mostly


def subject_of(token: Token, span: Span) -> Token | None:
    """The subject of the nearest clause around a token, within the span."""
    node = token
    for _ in range(8):
        if node.dep_ in SUBJECTS and node.head.pos_ in {"VERB", "AUX"}:
            return node
        subject = next((c for c in node.children if c.dep_ in SUBJECTS and span.start <= c.i < span.end), None)
        if subject is not None and node.pos_ in {"VERB", "AUX"}:
            return subject
        if node.head == node or not span.start <= node.head.i < span.end:
            return None
        node = node.head
    return None


def meant(cast: Cast, token: Token) -> list[Referent]:
    """What a judged noun phrase stands for: a referent, the owner of an act, the order that "this" points to."""
    if token.lower_ in NOBODY:
        return []
    if token.lower_ in DEMONSTRATIVE or token.pos_ in {"VERB", "AUX"}:
        found = cast.of(token) if token.lower_ == "it" else []
        return [r for r in found if r.type in NORMS] or _some(cast.norm_before(token.i))
    owner = [r for c in token.children if c.dep_ == "poss" for r in cast.of(c)]
    if token.lemma_.lower() in words("events", "suing") and not owner and cast.reading.referent(token) is None:
        return list(cast.suing)  # "called the suit a stunt"
    if cast.reading.referent(token) is None and token.lemma_.lower() in words("stance", "measure"):
        orders = [r for r in cast.reading.referents if r.type is ORDER and r.issuer is not None]
        mine = [r for r in orders if r.issuer in owner][-1:] or _some(cast.norm_before(token.i))
        if token.tag_ == "NNS" and mine and mine[0].type is ORDER and mine[0].issuer is not None:  # "the actions"
            return [r for r in orders if r.issuer is mine[0].issuer][:MOST_ORDERS]
        return mine
    return cast.of(token)


def _some(referent: Referent | None) -> list[Referent]:
    return [] if referent is None else [referent]


def _noun_judged(cast: Cast, said: StatementDraft, span: Span, hits: list[Hit], negative: bool) -> list[Referent]:
    """As in "a reckless administration", "smears by Democrats", "the governor's failure"."""
    found: list[Referent] = []
    for hit in hits:
        if (hit.value < 0) != negative:
            continue
        if hit.token.dep_ == "amod":
            found += [r for r in cast.of(hit.token.head) if r.type in ACTORS]
        for child in hit.token.children:
            if child.dep_ == "poss":
                found += cast.of(child)
            told_of = {"by", "from"} if hit.token.pos_ in {"NOUN", "PROPN"} else {"by"}  # not "took it from Congress"
            if child.dep_ in {"prep", "agent"} and child.lower_ in told_of:
                found += [r for t in child.children if t.dep_ == "pobj" for r in cast.of(t)]
    return found


def _mentioned(cast: Cast, span: Span) -> Iterator[tuple[Token, Referent]]:
    seen = set()
    for token in span:
        referent = cast.reading.referent(token)
        if referent is not None and id(referent) not in seen and token.pos_ != "PRON":
            seen.add(id(referent))
            yield token, referent


def _norms_in(cast: Cast, said: StatementDraft, span: Span, hits: list[Hit], negative: bool) -> list[Referent]:
    return [r for _, r in _mentioned(cast, span) if r.type is ORDER or r in cast.rulings][:1]


def _people_in(cast: Cast, said: StatementDraft, span: Span, hits: list[Hit], negative: bool) -> list[Referent]:
    return [
        r for _, r in _mentioned(cast, span) if r.type in ACTORS - {PLACE, GROUP} and (r.named or r.type is PERSON)
    ][:1]


def _focus(cast: Cast, said: StatementDraft, span: Span, hits: list[Hit], negative: bool) -> list[Referent]:
    norm = cast.norm_before(span.start)
    own = norm is not None and norm.issuer is said.speaker  # who speaks of his own order speaks of what was ruled
    return _some(cast.ruling_before(span.start) if own else norm)


GUESSES = {
    "cue": _named_by_cue,
    "second": _addressed,
    "noun": _noun_judged,
    "judged": _judged,
    "subject": _subject,
    "norms": _norms_in,
    "people": _people_in,
    "focus": _focus,
}
