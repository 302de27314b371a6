"""Clauses as frames: who does what to whom, with voice, modality, negation. Computed once, shared by all families."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token


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
        return int(
            min(
                [
                    self.verb.i,
                    *(
                        t.left_edge.i
                        for t in self.verb.lefts
                        if t.dep_ not in {"punct", "cc", "mark", "advcl", "ccomp", "parataxis"}
                    ),
                ]
            )
        )

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


def frames_of(doc: Doc) -> list[Frame]:
    """The frame of every verb, in order."""
    return [_frame(token) for token in doc if _is_predicate(token)]


def _is_predicate(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass", "amod", "compound", "neg"}


def _frame(verb: Token) -> Frame:
    frame = Frame(verb, verb.lemma_.lower())
    frame.passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "relcl"}
        and not any(c.dep_ in {"aux", "nsubj"} for c in verb.children)
    )
    for child in verb.children:
        _add(frame, child)
    if frame.subject is None and not frame.passive:
        frame.subject = _controller(verb)
    if frame.passive and frame.object is None:
        frame.object = _patient(verb)
    if frame.modal is None or not frame.negated:
        _inherit(frame)
    return frame


def _add(frame: Frame, child: Token) -> None:
    dep = child.dep_
    if dep == "nsubj":
        frame.subject = _antecedent(child)
    elif dep == "nsubjpass" or dep in {"dobj", "obj"}:
        frame.object = _antecedent(child)
    elif dep == "dative":
        frame.indirect = child if child.pos_ != "ADP" else next((c for c in child.children if c.dep_ == "pobj"), None)
    elif dep in {"oprd", "attr", "acomp"}:
        frame.predicate = child
    elif dep in {"ccomp", "xcomp"}:
        frame.complement = child
    elif dep == "agent":
        frame.subject = next((c for c in child.children if c.dep_ == "pobj"), None)
    elif dep == "prep":
        frame.preps.setdefault(child.lower_, []).extend(c for c in child.children if c.dep_ in {"pobj", "pcomp"})
    elif dep == "prt":
        frame.particle = child.lower_
    elif dep == "neg":
        frame.negated = True
    elif dep == "aux" and child.tag_ == "MD":
        frame.modal = child.lower_


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
    if depth > 4 or head is verb:
        return None
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return _own_subject(head) or _controller(head, depth + 1)
    if verb.dep_ in {"xcomp", "ccomp", "advcl", "pcomp"}:
        if verb.dep_ == "pcomp":
            head = head.head
        if head.pos_ not in {"VERB", "AUX"}:
            return None
        if verb.dep_ != "advcl":
            receiver = next(
                (c for c in head.children if c.dep_ in {"dobj", "dative", "nsubjpass"} and c.i < verb.i), None
            )
            if receiver is not None and receiver.pos_ != "ADP":
                return receiver
        return _own_subject(head) or _controller(head, depth + 1)
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ in {"VBG", "VB"}:
        return head
    return None


def _own_subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            return _antecedent(child)
    return None


def _patient(verb: Token) -> Token | None:
    if verb.dep_ in {"acl", "relcl"}:
        return verb.head
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return next((_antecedent(c) for c in verb.head.children if c.dep_ == "nsubjpass"), None) or _patient(verb.head)
    if verb.dep_ == "xcomp":
        return _controller(verb)
    return None


def _inherit(frame: Frame) -> None:
    """A coordinated verb shares the auxiliary of the first: "would assist … and not permit"."""
    verb = frame.verb
    while (
        verb.dep_ == "conj"
        and verb.head.pos_ in {"VERB", "AUX"}
        and not any(c.dep_ in {"aux", "nsubj", "auxpass"} for c in frame.verb.children)
    ):
        verb = verb.head
        for child in verb.children:
            if child.dep_ == "aux" and child.tag_ == "MD" and frame.modal is None:
                frame.modal = child.lower_
