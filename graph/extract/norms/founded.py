"""What an instrument has by a noun, creates by "there is" or lets go on: "There is hereby created a Task Force"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.model import Form, Norm, noun_heads, subject_before
from graph.extract.norms.phrases import noun_phrase
from graph.extract.norms.spans import clause_end
from graph.extract.norms.trim import trim
from graph.model import ProvisionKind

EXCEPTIONS = frozenset({"exception", "exceptions", "exemption", "exemptions", "carve-out"})


def there_is(doc: Doc, start: int, end: int) -> Iterator[Norm]:
    """ "There is hereby created within D the North Carolina Energy Policy Task Force", "there shall be established" """
    near = range(start, min(end - 2, start + 8))
    first = next((k for k in near if doc[k].lower_ == "there" and "be" in {doc[k + 1].lemma_, doc[k + 2].lemma_}), None)
    if first is None:
        return
    cue = doc[first + 1] if doc[first + 1].lemma_ == "be" else doc[first + 2]
    made = next((t for t in doc[cue.i + 1 : min(end, cue.i + 4)] if t.tag_ == "VBN"), None)
    if made is not None and made.lemma_.lower() not in words("deontic", "effect_establishes"):
        return  # "There are hereby transferred to the Administrator all functions of the Commission"
    heads = [h for h in noun_heads(doc, _beyond_place(doc, cue, end), end) if created(h) and not _defined(doc, h)]
    heads = [h for h in heads if h.dep_ != "pobj" or h.head.lower_ == "of"] or heads  # not "in the Department"
    if heads:
        within = any(t.lower_ == "within" for t in doc[first : heads[-1].i])
        span = noun_phrase(doc, heads[-1] if within else heads[0], end, relative=False)
        yield Norm(ProvisionKind.ESTABLISHES, Form.EFFECT, cue, None, None, [span], declared=True, target=heads[0])


def subject_missed(doc: Doc, cue: Token, start: int) -> Token | None:
    """The noun before "is hereby", which the parse hangs elsewhere: "To spare oil, a *Board* (…) is hereby created"."""
    be = cue.i - 2
    if be <= start + 1 or doc[cue.i - 1].lower_ != "hereby" or doc[be].lower_ not in {"is", "are"}:
        return None
    last = be - 1
    if doc[last].text == ")":
        last = next((k for k in range(last, start, -1) if doc[k].text == "("), last) - 1
    return doc[last] if doc[last].pos_ in {"NOUN", "PROPN"} else None


def _beyond_place(doc: Doc, cue: Token, end: int) -> int:
    """Where what is created begins, after where it is: "is established, under the Office of the Mayor, *a Board*"."""
    made = next((t.i for t in doc[cue.i : min(end, cue.i + 4)] if t.tag_ == "VBN"), None)
    if made is None or made + 1 >= end or doc[made + 1].pos_ != "ADP":
        return cue.i
    return next((t.i for t in doc[made + 1 : end] if t.lower_ in {"a", "an"} and t.pos_ == "DET"), cue.i)


def extended(doc: Doc, start: int, end: int) -> Iterator[Norm]:
    """The emergency that an instrument lets go on: "*the State of Emergency* declared by Order 5 is extended"."""
    for cue in (t for t in doc[start:end] if t.lower_ in {"extended", "continued"} and t.tag_ == "VBN"):
        be = next((c for c in cue.lefts if c.dep_ == "auxpass" and c.lower_ in {"is", "are"}), None)
        subject = subject_before(doc, cue, be.i, start) if be is not None else None
        if be is None or subject is None or subject.lower_ not in {"state", "emergency"} or subject.i > be.i:
            continue
        that = next((t.i + 1 for t in reversed(doc[start : subject.i]) if t.lower_ == "that"), start)
        first = max(that, subject.left_edge.i)
        last = next((t.i + 1 for t in doc[first : subject.i + 3] if t.lower_ in {"emergency", "disaster"}), None)
        if last is not None:
            found = Norm(ProvisionKind.DECLARES, Form.EFFECT, cue, None, None, [(first, last)], declared=True)
            found.target = subject
            yield found


def excepted(doc: Doc, start: int, end: int) -> Iterator[Norm]:
    """Whom an exception lets: "There is *an exception for nurses on duty*", "makes *exemptions for* funerals"."""
    for noun in (t for t in doc[start:end] if t.lower_ in EXCEPTIONS):
        whom = next((o for c in noun.rights if c.lower_ == "for" for o in c.rights if o.dep_ == "pobj"), None)
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        made = noun.head.lower_ == "with" or verb.lemma_.lower() in {
            "be",
            "make",
            "provide",
            "contain",
            "carry",
            "allow",
        }
        if whom is not None and made and not any(c.lower_ in {"no", "any"} for c in noun.lefts):
            span = trim(doc, noun.left_edge.i, clause_end(doc, whom.i, end))
            yield Norm(ProvisionKind.PERMITS, Form.EFFECT, noun, None, whom, [span])


def _defined(doc: Doc, head: Token) -> bool:
    """Whether a noun is only what a thing is called in brackets: "(the “Office”)"."""
    return doc[head.i + 1 : head.i + 3].text[:2] in {"”)", '")', "’)"} or doc[head.i + 1 : head.i + 2].text == ")"


def created(head: Token) -> bool:
    """Whether a noun names what an instrument can create."""
    return head.lemma_.lower() in words("deontic", "bodies")
