"""The subject of a cue: the parser's own, one that the cue shares with the verb it hangs on, or the noun beside it."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.lexicon import table, words
from graph.extract.statements.utterance import Workbench

PREDICATES = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "csubj"})
SPEAKERS = frozenset({"Person", "Agency", "Organization"})
HEADS = frozenset({"nsubj", "pobj", "dobj", "ROOT", "appos", "dep"})


def subject_of(bench: Workbench, cue: Token, start: int | None = None) -> Token | None:
    """Who or what a cue has as its subject; None where the sentence does not say."""
    frame = bench.reading.frame_of.get(cue.i)
    if frame is not None and frame.passive:
        return frame.subject
    own = frame.subject if frame is not None and any(c.dep_ in SUBJECTS for c in cue.children) else None
    if own is not None and not bench.marks.quoted(own.i):
        return own
    shared = _adjacent(bench, cue) or _shared(bench, cue)
    return shared if shared is not None else _beside(bench, cue, bench.sentences.start(cue) if start is None else start)


def _shared(bench: Workbench, cue: Token) -> Token | None:
    """The subject of the nearest verb above that is no part of what somebody else said."""
    verb = cue
    for _ in range(6):
        head = verb.head
        if head == verb:
            return None
        if verb.dep_ == "acl" and _authors(bench, verb):
            return head
        own = _own(bench, head) if head.pos_ in PREDICATES else None
        if own is not None and not (verb.dep_ in {"conj", "advcl"} and _reported(head, cue)):
            return own
        verb = head
    return None


def _own(bench: Workbench, verb: Token) -> Token | None:
    frame = bench.reading.frame_of.get(verb.i)
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"} and not bench.marks.quoted(child.i):
            if frame is not None and frame.subject is not None and child.dep_ == "nsubj":
                return frame.subject
            return child
    return None


def _reported(verb: Token, cue: Token) -> bool:
    """Whether a verb is the content of another cue in the tense of this one: "said A failed and warned that …"."""
    told = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in words("cues", "say")
    return told and (shares_tense(cue, verb.head) or adds(cue))


def adds(token: Token) -> bool:
    """Whether a participle adds an act of speech to the sentence before it: "…, calling it absurd"."""
    return token.tag_ == "VBG" and token.doc[token.i - 1].text == "," and is_speech(token.lemma_.lower())


def shares_tense(token: Token, verb: Token) -> bool:
    """Whether two verbs can be coordinated acts of one subject."""
    return (
        token.tag_ == verb.tag_
        or {token.tag_, verb.tag_} <= {"VBN", "VBD"}
        or {token.tag_, verb.tag_} <= {"VBZ", "VBN"}
    )


def _authors(bench: Workbench, verb: Token) -> bool:
    """ "a letter saying that …": the noun itself speaks, and no comma parts it from the verb."""
    return verb.i > 0 and verb.head.i == verb.i - 1 and verb.doc[verb.i - 1].text != ","


def _beside(bench: Workbench, cue: Token, start: int) -> Token | None:
    """Whoever stands before the cue in its sentence, one that can speak first; else the noun after it."""
    before = [
        t
        for t in bench.reading.doc[start : cue.i]
        if t.dep_ in HEADS
        and t.pos_ in {"PROPN", "NOUN", "PRON"}
        and t.ent_type_ not in {"DATE", "TIME"}
        and not bench.marks.quoted(t.i)
    ]
    mentions = (
        bench.reading.discourse.mention_at.get(t.i)
        for t in bench.reading.doc[start : cue.i]
        if not bench.marks.quoted(t.i)
    )
    named = [m.head for m in mentions if m is not None and m.named and m.type == "Person"]
    able = [t for t in before if (r := bench.reading.referent(t)) is not None and r.type in SPEAKERS]
    return next(iter(named[:1] or able), None) or noun_after(bench, cue.i + 1) or next(iter(before), None)


def _adjacent(bench: Workbench, cue: Token) -> Token | None:
    """The name right before a cue, whatever the parser takes it for: "“…,” Evely said"."""
    mention = bench.reading.discourse.mention_at.get(cue.i - 1)
    fits = mention is not None and mention.named and mention.type in SPEAKERS and not bench.marks.quoted(cue.i - 1)
    return mention.head if mention is not None and fits and cue.tag_ in {"VBD", "VBZ"} else None


def noun_after(bench: Workbench, i: int) -> Token | None:
    """The head of the noun phrase that begins at token i."""
    for token in bench.reading.doc[i : i + 10]:
        if token.is_punct and not token.text.endswith("-"):
            break
        mention = bench.reading.discourse.mention_at.get(token.i)
        if mention is not None:
            return mention.head
        if token.pos_ in {"PROPN", "PRON"} or (token.pos_ == "NOUN" and token.dep_ not in {"compound", "nmod", "poss"}):
            return token
    return None


def another_act(token: Token, verb: Token) -> bool:
    """Whether a coordinated verb is the speaker's next act rather than part of what was said."""
    if token.pos_ not in PREDICATES or not shares_tense(token, verb):
        return False
    if any(c.dep_ in {"nsubj", "nsubjpass", "auxpass"} for c in token.children):
        return False
    helped = any(c.dep_ == "aux" for c in token.children)
    if is_speech(token.lemma_.lower()):
        return not helped or all(c.lower_ in {"has", "have", "had"} for c in token.children if c.dep_ == "aux")
    return (
        token.tag_ == "VBD"
        and not helped
        and any(c.dep_ == "aux" and c.tag_ in {"MD", "VBD", "VBZ"} for c in token.head.children)
    )


def is_speech(lemma: str) -> bool:
    """Whether a verb is an act of speech by any list of the lexicon."""
    return (
        any(lemma in words("cues", key) for key in ("say", "label", "label_as", "quote_only"))
        or any(lemma in verbs.split() for verbs in table("cues")["accuse"].values())
        or lemma in table("cues")["request"]["verbs"].split()
    )
