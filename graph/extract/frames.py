"""Clauses as frames: who does what to whom, with voice, modality, negation. Computed once, shared by all families."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.lang.en.syntax_iterators import noun_chunks
from spacy.tokens import Doc, Span, Token

# Lemmas that the lemmatiser invents, and those that are right of other forms ("hopped", not "hoped").
MISREAD = {"fin": "fine", "pende": "pend", "doxxe": "dox", "appal": "appall", "ax": "axe", "buss": "bus"} | {
    "coauthore": "coauthor", "cordone": "cordon", "defunde": "defund", "extoll": "extol", "texte": "text",
    "greenlighte": "greenlight", "retweete": "retweet",
}  # fmt: skip
SHORTENED = frozenset({"stag", "hop", "slat", "snip", "grip", "rap"})
LABELS = frozenset("label call brand dub deem term declare consider name pronounce".split())
GIVING = frozenset({"hand", "give", "issue", "deny", "award", "grant", "send", "offer", "pay", "serve"})
FINITE = frozenset({"VBD", "VBZ"})
SOONER = frozenset({"without", "before", "after", "while", "by", "despite", "in", "on", "upon", "since"})


@dataclass(slots=True, eq=False)
class Frame:
    """One verb with its arguments. `subject` is the doer (the agent of a passive), `object` the thing done to."""

    verb: Token
    lemma: str
    subject: Token | None = None
    object: Token | None = None
    indirect: Token | None = None
    predicate: Token | None = None  # oprd/attr: what the object or subject is called
    complement: Token | None = None  # head of a clausal complement
    preps: dict[str, list[Token]] = field(default_factory=dict)
    passive: bool = False
    negated: bool = False
    modal: str | None = None
    particle: str | None = None

    @property
    def start(self) -> int:
        """First token of the clause."""
        apart = {"punct", "cc", "mark", "advcl", "ccomp", "parataxis"}
        return int(min([self.verb.i, *(t.left_edge.i for t in self.verb.lefts if t.dep_ not in apart)]))

    @property
    def end(self) -> int:
        """One past the last token of the clause, without coordinated clauses and final punctuation."""
        end = self.verb.i + 1
        for child in self.verb.rights:
            if child.dep_ in {"conj", "cc"} or (child.dep_ in {"advcl", "parataxis"} and child.i > self.verb.i + 3):
                break
            if child.dep_ != "punct":
                end = max(end, child.right_edge.i + 1)
        while end - 1 > self.verb.i and (self.verb.doc[end - 1].is_punct or self.verb.doc[end - 1].is_space):
            end -= 1
        return int(end)


def noun_phrases(span: Span) -> Iterator[Span]:
    """The base noun phrases of a span, in order. (`Span.noun_chunks` goes through the whole document.)"""
    for start, end, _ in noun_chunks(span):
        yield span.doc[start:end]


def frames_of(doc: Doc) -> list[Frame]:
    """The frame of every verb, in order."""
    return [_frame(token) for token in doc if _is_predicate(token)]


def _is_predicate(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass", "amod", "compound", "neg"}


def _frame(verb: Token) -> Frame:
    lemma = verb.lemma_.lower()
    if lemma in SHORTENED and verb.lower_.startswith((lemma + "e", lemma + "i")):
        lemma += "e"
    frame = Frame(verb, MISREAD.get(lemma, lemma), passive=_is_passive(verb))
    for child in verb.children:
        _add(frame, child)
    if frame.subject is None:
        frame.subject = _agent(verb) if frame.passive else _past_aside(verb) or _controller(verb)
    if frame.passive and frame.object is None:
        frame.object = _patient(verb)
    elif frame.passive and frame.indirect is None and verb.dep_ == "conj" and _follows(frame.object, verb):
        frame.indirect = _patient(verb)
    if frame.modal is None or not frame.negated:
        _inherit(frame)
    _intend(frame)
    return frame


def _follows(token: Token | None, verb: Token) -> bool:
    return token is not None and token.i > verb.i


def _is_passive(verb: Token) -> bool:
    """By its auxiliary or a shared one ("threatened and assaulted"), or as a participle after its noun."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    if _past_aside(verb) is not None:
        return False
    loose = not any(c.dep_ in {"aux", "nsubj"} for c in verb.children)
    whole = loose and not any(c.dep_ == "dobj" for c in verb.children)
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN" and verb.tag_ in {"VBN", "VBD"}:
        return (whole or (loose and verb.lemma_ in GIVING)) and _is_passive(verb.head)
    by = verb.dep_ in {"advcl", "conj"} and any(c.dep_ == "agent" for c in verb.rights)  # "denounced by unions, it …"
    return whole and verb.tag_ == "VBN" and (by or verb.dep_ in {"acl", "relcl"})


def _past_aside(verb: Token) -> Token | None:
    """Who acts, where a past tense after an aside is taken for a participle: "Lee, a baker, *laid* into it"."""
    head = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or head.dep_ != "ROOT" or head.pos_ not in {"NOUN", "PROPN"}:
        return None
    aside = verb.i > 0 and verb.nbor(-1).text == "," and any(c.dep_ == "appos" and c.i < verb.i for c in head.rights)
    return head if aside else None


def _agent(verb: Token) -> Token | None:
    """Whom "by" names, after the verb or after one that shares its auxiliary: "were cursed and beaten by guards"."""
    for one in (verb, *(c for c in verb.rights if c.dep_ == "conj" and _is_passive(c))):
        found = next((t for c in one.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"), None)
        if found is not None:
            return found
    return _late_agent(verb)


def _late_agent(verb: Token) -> Token | None:
    """Whom a "by" names that hangs on what somebody is accused of: "was accused of overreach by Senator Lee"."""
    for noun in (t for c in verb.rights if c.lower_ in {"of", "for"} for t in c.children if t.dep_ == "pobj"):
        for by in (c for c in noun.rights if c.lower_ == "by"):
            found = next((t for t in by.children if t.dep_ == "pobj" and t.ent_type_ in {"PERSON", "ORG"}), None)
            if found is not None:
                return found
    return None


def _add(frame: Frame, child: Token) -> None:
    dep = child.dep_
    if dep == "nsubj":
        frame.subject = _subject(frame.verb)
    elif dep == "nsubjpass":
        frame.object = _antecedent(child)
    elif dep in {"dobj", "obj"}:
        _add_object(frame, _antecedent(child))
    elif dep == "dative":
        frame.indirect = child if child.pos_ != "ADP" else next((c for c in child.children if c.dep_ == "pobj"), None)
    elif dep in {"oprd", "attr", "acomp"}:
        frame.predicate = child
    elif dep in {"ccomp", "xcomp"}:
        frame.complement = child
    elif dep == "prep":
        governed = [c for c in child.children if c.dep_ in {"pobj", "pcomp"}]
        frame.preps.setdefault(child.lower_, []).extend(governed or _bidden(child))
    elif dep == "prt":
        frame.particle = child.lower_
    elif dep == "neg":
        frame.negated = True
    elif dep == "aux" and child.tag_ == "MD":
        frame.modal = child.lower_


def _bidden(prep: Token) -> list[Token]:
    """Whom a preposition brings in whose noun the parser makes the subject of what he is to do: "called *on lawmakers*
    to act"."""
    acts = (c for c in prep.head.rights if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > prep.i)
    subjects = (t for act in acts for t in act.lefts if t.dep_ == "nsubj" and t.left_edge.i == prep.i + 1)
    return list(subjects)[:1]


def _add_object(frame: Frame, thing: Token) -> None:
    """Of two objects the second is the thing: "fined the city $500"; not "froze the grants, *a move* that"."""
    if thing.left_edge.i > frame.verb.i + 1 and frame.verb.doc[thing.left_edge.i - 1].text == ",":
        frame.object, frame.indirect = frame.object or frame.indirect or thing, None
        return
    if frame.object is not None:
        if thing.i > frame.object.i and (thing.pos_ == "NUM" or frame.lemma in LABELS):
            frame.predicate = thing if frame.lemma in LABELS else frame.predicate  # "labeled it an abuse"
            return
        if any(c.dep_ == "xcomp" and frame.object.i < c.i < thing.i for c in frame.verb.rights):
            return  # "asked parliament to let soldiers stop, search and detain *people*"
        frame.indirect = frame.object
    frame.object = thing


def _subject(verb: Token) -> Token | None:
    """The subject; of two that a comma and "and" join, the first."""
    told = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if not told:
        return None
    return _antecedent(told[0] if len(told) > 1 and _joined(told[0], told[-1]) else told[-1])


def _joined(first: Token, last: Token) -> bool:
    between = first.doc[first.i + 1 : last.i]
    if last.nbor(1).lower_ in {"among", "included"} and last.doc[last.left_edge.i - 1].text == ",":
        return True  # "opponents, fishermen among them, sued": the opponents
    if len(between) > 2 and between[0].text == "," and between[1].lower_ in {"among", "including"}:
        return True  # "seven officials, among them A and B, sued": the seven
    return last.i < last.head.i and any(t.lower_ == "and" and t.dep_ == "cc" for t in between)


def _antecedent(token: Token) -> Token:
    """For a relative pronoun, the noun that the clause hangs on."""
    if token.tag_ in {"WDT", "WP"} or (token.lower_ == "that" and token.pos_ in {"PRON", "SCONJ"}):
        verb = token.head
        while verb.dep_ in {"conj", "xcomp", "ccomp"} and verb.head.pos_ in {"VERB", "AUX"}:
            verb = verb.head
        if verb.dep_ == "relcl":
            return verb.head
    return token


def _controller(verb: Token, depth: int = 0) -> Token | None:
    """Who does an infinitive, participle or coordinated verb: the governing verb's object or subject."""
    head = verb.head
    if depth > 4 or head == verb:
        return None
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        first = _joined_to(verb)
        return _subject(first) or _controller(first, depth + 1)
    if verb.dep_ in {"xcomp", "ccomp", "advcl", "pcomp"}:
        if verb.dep_ == "pcomp":
            head = head.head
        if head.dep_ == "acomp":  # "were quick to condemn it"
            head = head.head
        if head.pos_ not in {"VERB", "AUX"}:
            return None
        own = verb.dep_ == "advcl" or (verb.dep_ == "pcomp" and verb.head.lower_ in SOONER) or head.lemma_ == "spend"
        if not own:
            receiver = next(
                (c for c in head.children if c.dep_ in {"dobj", "dative", "nsubjpass"} and c.i < verb.i), None
            )
            if receiver is not None and receiver.pos_ != "ADP":
                return receiver
        return _subject(head) or _controller(head, depth + 1)
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ in {"VBG", "VB"}:
        return head
    return None


def _patient(verb: Token) -> Token | None:
    if verb.dep_ in {"acl", "relcl"}:
        return verb.head
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        shared = next((_antecedent(c) for c in verb.head.children if c.dep_ in {"nsubjpass", "nsubj"}), None)
        return shared or _patient(verb.head)
    if verb.dep_ in {"xcomp", "advcl"}:
        return _controller(verb)
    return None


def _joined_to(verb: Token) -> Token:
    """The verb that one is coordinated with: a finite one with a finite one ("said it will hurt and *urged* him")."""
    first = verb.head
    if verb.tag_ not in FINITE or verb.lower_ == verb.lemma_ or first.tag_ not in {"VB", "VBG"}:
        return first
    above = next((t for t in first.ancestors if t.tag_ == verb.tag_ and t.pos_ in {"VERB", "AUX"}), None)
    return first if above is None else above


def _intend(frame: Frame) -> None:
    """As in "is going to enforce it", "is not going to": the future, and its negation."""
    going = frame.verb.head
    if frame.verb.dep_ == "xcomp" and going.lower_ in {"going", "gon"} and frame.modal is None:
        frame.modal = "will"
        frame.negated = frame.negated or any(c.dep_ == "neg" for c in going.children)


def _inherit(frame: Frame) -> None:
    """A coordinated verb shares the auxiliary of the first: "would assist … and not permit"."""
    verb = frame.verb
    while (
        verb.dep_ == "conj"
        and verb.head.pos_ in {"VERB", "AUX"}
        and not any(c.dep_ in {"aux", "nsubj", "auxpass"} for c in frame.verb.children)
    ):
        verb = _joined_to(verb)
        for child in verb.children:
            if child.dep_ == "aux" and child.tag_ == "MD" and frame.modal is None:
                frame.modal = child.lower_
