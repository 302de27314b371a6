"""Who speaks: the subject of a cue as a referent, with papers led back to whoever wrote them."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.lexicon import table
from graph.extract.mention import AGENCY, GROUP, ORDER, ORGANIZATION, PERSON, PLACE, POLICY, Mention
from graph.extract.reading import Reading
from graph.extract.referent import Referent

SPEAKS = (PERSON, AGENCY, ORGANIZATION, GROUP, PLACE)
FIRST = frozenset({"i", "we", "me", "us"})
NOBODY = frozenset(
    {"it", "that", "this", "there", "what", "which", "these", "those", "all", "nothing", "something", "everything"}
)


def _nouns(key: str) -> frozenset[str]:
    return frozenset(table("cues")["nouns"][key].split())


class Speakers:
    """Finds speakers; remembers the last one, who goes on where no other is named."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.last: Referent | None = None
        self.made: dict[int, Referent] = {}
        self.suits = [
            f
            for f in reading.frames
            if f.lemma in {"sue", "challenge"} or (f.lemma == "file" and _files_suit(f.object))
        ]

    def of(self, subject: Token | None, cue: Token) -> list[Referent]:
        """The speakers that a cue's subject stands for; several where they are coordinated."""
        if subject is None:
            return [self.last] if self.last is not None else []
        found = [self.one(t, cue) for t in (subject, *_coordinated(subject))]
        result: list[Referent] = []
        for referent in found:
            if referent is not None and referent not in result:
                result.append(referent)
        return result

    def one(self, token: Token, cue: Token) -> Referent | None:
        """One speaker; None where nobody speaks."""
        lower = token.lower_
        if lower in FIRST:
            return self.last
        referent = self.reading.referent(token)
        if token.lemma_.lower() in _nouns("papers") and (
            referent is None or referent.type in (ORDER, POLICY) or not referent.named
        ):
            return self.author(token, cue, referent)
        if referent is not None and referent.type in SPEAKS:
            return referent
        if referent is not None and referent.type is ORDER:
            return referent.issuer
        if token.pos_ == "PRON":
            return self.last if lower in {"he", "she", "they", "who"} else None
        return self.unknown(token) if referent is None else None

    def author(self, token: Token, cue: Token, referent: Referent | None) -> Referent | None:
        """Whoever speaks through a paper: its owner, the body it is named by, its plaintiff, court or issuer."""
        for child in token.children:
            if child.dep_ in {"poss", "nmod", "compound"} or (
                child.dep_ == "prep" and child.lower_ in {"by", "from", "of"}
            ):
                owners = [child] if child.dep_ != "prep" else list(child.children)
                for owner in owners:
                    found = self.reading.referent(owner)
                    if found is not None and found.type in SPEAKS and found.type is not PLACE:
                        return found
                    if owner.dep_ == "poss" and owner.pos_ == "PRON" and self.last is not None:
                        return self.last
        if referent is not None and referent.type is ORDER and referent.issuer is not None:
            return referent.issuer
        lemma = token.lemma_.lower()
        if lemma in _nouns("pleadings"):
            return self.plaintiff(cue)
        if lemma in _nouns("rulings"):
            return self.court(cue)
        return self.last if referent is None or referent.type is not ORDER else referent.issuer

    def plaintiff(self, cue: Token) -> Referent | None:
        """Who last sued before a cue, or first sues after it."""
        before = [f for f in self.suits if f.verb.i < cue.i]
        for frame in [*reversed(before), *(f for f in self.suits if f.verb.i > cue.i)]:
            found = self.reading.referent(frame.subject)
            if found is not None and found.type in SPEAKS:
                return found
        return None

    def court(self, cue: Token) -> Referent | None:
        """The court or judge last spoken of before a cue."""
        best: tuple[int, Referent] | None = None
        for referent in self.reading.referents:
            if (
                (referent.type is AGENCY
                and "court" in referent.name.lower())
                or any(r.noun in {"judge", "justice"} for r in referent.roles)
            ):
                at = max((m.start for m in referent.mentions if m.start < cue.i), default=-1)
                if at >= 0 and (best is None or at > best[0]):
                    best = (at, referent)
        return best[1] if best else None

    def unknown(self, token: Token) -> Referent | None:
        """A speaker that no lexicon knows, made from its noun phrase."""
        if (
            token.pos_ not in {"NOUN", "PROPN"}
            or token.lemma_.lower() in _nouns("papers")
            or token.ent_type_ in {"DATE", "TIME", "GPE"}
        ):
            return None
        if token.i not in self.made:
            plural = token.tag_ in {"NNS", "NNPS"}
            start = token.left_edge.i
            while start < token.i and (token.doc[start].is_punct or token.doc[start].pos_ in {"DET", "PRON"}):
                start += 1
            span = token.doc[start : token.i + 1]
            kind = GROUP if plural else PERSON
            mention = Mention(span, kind, span.text, named=False)
            self.made[token.i] = Referent(kind, span.text, [mention])
        return self.made[token.i]


def _files_suit(token: Token | None) -> bool:
    return token is not None and token.lemma_.lower() in {"suit", "lawsuit", "complaint", "petition", "challenge"}


def _coordinated(subject: Token) -> list[Token]:
    """What is joined to a subject by "and"; pronouns and verbs are not."""
    return [t for t in subject.conjuncts if t.i > subject.i and t.pos_ in {"PROPN", "NOUN"}]
