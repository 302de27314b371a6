"""Who speaks: the subject of a cue as a referent, with papers led back to whoever wrote them."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.coref.pronouns import NEUTER, PRONOUNS, antecedent, pronoun_fits
from graph.extract.frames import Frame
from graph.extract.lexicon import table
from graph.extract.mention import AGENCY, GROUP, ORDER, ORGANIZATION, PERSON, PLACE, POLICY, Mention
from graph.extract.names.nominal_bounds import PLACING, placed_end
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.extract.spans import Marks

SPEAKS = (PERSON, AGENCY, ORGANIZATION, GROUP, PLACE)
SLOTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
FIRST = frozenset({"i", "we", "me", "us"})
NOBODY = frozenset(
    {"it", "that", "this", "there", "what", "which", "these", "those", "all", "nothing", "something", "everything"}
)


def _nouns(key: str) -> frozenset[str]:
    return frozenset(table("cues")["nouns"][key].split())


ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "ism")  # no speakers: "the revocation"
QUANTITIES = frozenset({"percent", "half", "majority", "third", "quarter"})


class Speakers:
    """Finds speakers; remembers the last one, who goes on where no other is named."""

    def __init__(self, reading: Reading, marks: Marks) -> None:
        self.reading = reading
        self.marks = marks
        self.full: set[int] = set()
        self.last: Referent | None = None
        self.last_cue: Token | None = None
        self.made: dict[int, Referent] = {}
        self.suits = [f for f in reading.frames if _sues(f)]

    def of(self, subject: Token | None, cue: Token, follows: bool = False) -> list[Referent]:
        """The speakers that a cue's subject stands for; several where they are coordinated."""
        if subject is None:
            return [self.last] if self.last is not None else []
        if _nobody(subject):
            return []
        if follows:
            subject = self.described(subject)
        result: list[Referent] = []
        for token in (subject, *_coordinated(subject)):
            referent = self.one(token, cue)
            if referent is not None and referent not in result:
                result.append(referent)
        return result

    def one(self, token: Token, cue: Token) -> Referent | None:
        """One speaker; None where nobody speaks."""
        if token.lower_ in FIRST:
            return self.last
        if token.pos_ == "PRON" and token.lower_ in PRONOUNS:
            return self.pronoun(token, cue)
        referent = self.reading.referent(token)
        paper = token.lemma_.lower() in _nouns("papers")
        if paper and (referent is None or referent.type in (ORDER, POLICY) or not referent.named):
            return self.author(token, cue, referent)
        if referent is not None and referent.type is ORDER:
            return self.issuer(referent)
        if referent is not None and referent.type is ORGANIZATION and token.dep_ == "appos":
            person = self.reading.referent(token.head)  # "Rep. Ann Lee, an El Paso *Democrat* who has called it cruel"
            referent = person if person is not None and person.type is PERSON else referent
        if referent is not None:
            return self.in_full(referent, token) if referent.type in SPEAKS else None
        apposed = next((c for c in token.children if c.dep_ == "appos" and self.reading.referent(c) is not None), None)
        return self.one(apposed, cue) if apposed is not None else self.unknown(token)

    def pronoun(self, token: Token, cue: Token) -> Referent | None:
        """Whom a pronoun beside a cue means: nobody who is only spoken of inside a quotation."""
        if self.marks.quoted(token.i):
            return self.reading.referent(token)
        if token.lower_ in NEUTER:
            return self.neuter(token, cue)
        told = self.told_of(token)
        return (
            self.here(token, told)
            or self.just_spoke(token, told)
            or antecedent(self.reading.doc, token, lambda t: None if (r := self.unquoted(t)) in told else r)
            or self.last
        )

    def unquoted(self, token: Token) -> Referent | None:
        """What a token stands for, unless it stands in a quotation."""
        return None if self.marks.quoted(token.i) else self.reading.discourse.by_token.get(token.i)

    def here(self, pronoun: Token, told: list[Referent]) -> Referent | None:
        """The last fitting subject, or else fitting mention, before a pronoun in its own sentence; nobody `told` of."""
        start = pronoun.sent.start
        tokens = [
            t for t in self.reading.doc[start : pronoun.i] if t.dep_ in SLOTS and t.pos_ in {"PROPN", "NOUN", "PRON"}
        ]
        subjects = [t for t in tokens if t.dep_ in {"nsubj", "nsubjpass"} and t.head.dep_ != "relcl"]
        for token in (*reversed(subjects), *reversed(tokens)):
            found = self.unquoted(token)
            if (
                found is not None
                and found not in told
                and pronoun_fits(pronoun, found)
                and (found.named or token in subjects)
                and token.head.dep_ != "relcl"
            ):
                return found
        return None

    def told_of(self, pronoun: Token) -> list[Referent]:
        """Whom somebody tells of, and so is not: "The tariffs give *the president* leverage, he said". The subject may
        be himself ("Lee had not seen it, he said")."""
        clauses = [c for c in pronoun.head.lefts if c.dep_ == "ccomp" and c.i < pronoun.i]
        subjects = {t.i for c in clauses for s in c.lefts if s.dep_ in {"nsubj", "nsubjpass"} for t in s.subtree}
        owners = {t.i for c in clauses for t in c.subtree if t.dep_ == "poss"}
        nouns = (t for c in clauses for t in c.subtree if t.pos_ in {"NOUN", "PROPN"} and t.i not in subjects - owners)
        return [r for r in map(self.unquoted, nouns) if r is not None and r.type is PERSON]

    def just_spoke(self, pronoun: Token, told: list[Referent]) -> Referent | None:
        """The last speaker, if the sentence before is his, the pronoun fits him and he is nobody `told` of."""
        if self.last is None or self.last_cue is None or self.last in told or not pronoun_fits(pronoun, self.last):
            return None
        start, between = pronoun.sent.start, self.reading.doc[self.last_cue.sent.end : pronoun.sent.start]
        if not 0 <= start - self.last_cue.i < 40 or any("\n" in t.text for t in between if t.is_space):
            return None
        others = (self.unquoted(t) for t in between if t.dep_ in {"nsubj", "nsubjpass"})
        return None if any(r is not None and pronoun_fits(pronoun, r) for r in others) else self.last

    def neuter(self, pronoun: Token, cue: Token) -> Referent | None:
        """Whom "it" means beside a cue: a body, or whoever wrote the paper spoken of."""
        for token in reversed(self.reading.doc[max(0, pronoun.i - 60) : pronoun.i]):
            if token.dep_ not in {"nsubj", "nsubjpass"} or self.marks.quoted(token.i):
                continue
            found = self.reading.discourse.by_token.get(token.i)
            if found is not None and found.type in (AGENCY, ORGANIZATION):
                return found
            if token.lemma_.lower() in _nouns("papers"):
                return self.author(token, cue, found)
        found = self.reading.referent(pronoun)
        return found if found is not None and found.type in (AGENCY, ORGANIZATION, PLACE) else None

    def described(self, noun: Token) -> Token:
        """Whom a phrase before "who" describes: Johnson in "Johnson, a spokeswoman for the governor, who added"."""
        top, apposed = noun, False
        while top.dep_ in {"pobj", "prep", "conj", "appos", "compound"} and top.head != top:
            apposed = apposed or top.dep_ == "appos"
            top = top.head
            if apposed and top.dep_ not in {"pobj", "prep", "conj", "appos"}:
                break
        referent = self.reading.referent(top)
        return top if apposed and referent is not None and referent.type is PERSON else noun

    def issuer(self, order: Referent) -> Referent | None:
        """Who issued an order; where the text leaves it open, the only issuer that it names."""
        if order.issuer is not None:
            return order.issuer
        issuers = {id(r.issuer): r.issuer for r in self.reading.referents if r.issuer is not None}
        return next(iter(issuers.values())) if len(issuers) == 1 else None

    def in_full(self, referent: Referent, token: Token) -> Referent:
        """An unnamed speaker, mentioned by the whole phrase too: "A mechanic with the city's water department"."""
        if not referent.named and id(referent) not in self.full and len(referent.mentions) < 4:
            mention = self.reading.discourse.mention_at.get(token.i)
            end = _phrase_end(token)
            if mention is not None and end > mention.end and not _definite(mention.span[0]):
                self.full.add(id(referent))
                span = token.doc[mention.start : end]
                referent.add(Mention(span, referent.type, mention.name, named=False))
        return referent

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
        if referent is not None and referent.type is ORDER:
            return self.issuer(referent)
        lemma = token.lemma_.lower()
        if lemma in _nouns("pleadings"):
            return self.plaintiff(cue)
        if lemma in _nouns("rulings"):
            return self.court(cue)
        return None if _anybodys(token) else self.last

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
            if (referent.type is AGENCY and "court" in referent.name.lower()) or any(
                r.noun in {"judge", "justice"} for r in referent.roles
            ):
                at = max((m.start for m in referent.mentions if m.start < cue.i), default=-1)
                if at >= 0 and (best is None or at > best[0]):
                    best = (at, referent)
        return best[1] if best else None

    def unknown(self, token: Token) -> Referent | None:
        """A speaker that no lexicon knows, made from its noun phrase."""
        if (
            token.pos_ not in {"NOUN", "PROPN"}
            or not token.text[0].isalnum()  # the full stop of "the Sgt. said"
            or token.lemma_.lower() in _nouns("papers") | _nouns("sources") | _nouns("claims")
            or token.ent_type_ in {"DATE", "TIME", "GPE"}
            or (token.tag_ == "NN" and token.lower_.endswith(ABSTRACT))
        ):
            return None
        if token.i not in self.made:
            plural = token.tag_ in {"NNS", "NNPS"} or token.lower_ in QUANTITIES
            start = token.left_edge.i
            while start < token.i and (token.doc[start].is_punct or token.doc[start].pos_ in {"DET", "PRON"}):
                start += 1
            span = token.doc[start : token.i + 1]
            kind = GROUP if plural else PERSON
            mention = Mention(span, kind, span.text, named=False)
            stop = placed_end(token, token.i + 1, PLACING)  # "a mechanic with the water department"
            mention.long = token.doc[token.left_edge.i : stop] if stop > token.i + 1 else None
            self.made[token.i] = Referent(kind, span.text, [mention])
        return self.made[token.i]


def _sues(frame: Frame) -> bool:
    """ "sued", "filed a complaint", "went to court", "took the city to court"."""
    target = frame.object.lemma_.lower() if frame.object is not None else ""
    if frame.lemma in {"go", "take"}:
        return any(t.lemma_.lower() == "court" for t in frame.preps.get("to", ()))
    return frame.lemma == "sue" or (frame.lemma in {"file", "bring"} and target in _nouns("pleadings"))


def _coordinated(subject: Token) -> list[Token]:
    """What is joined to a subject by "and"; a name is joined by names alone."""
    fits = {"PROPN"} if subject.pos_ == "PROPN" else {"PROPN", "NOUN"}
    return [t for t in subject.conjuncts if t.i > subject.i and t.pos_ in fits and t.head.i >= subject.i]


def _nobody(subject: Token) -> bool:
    """ "nobody", "few", "not everyone" say nothing."""
    before = subject.doc[subject.i - 1].lower_ if subject.i else ""
    return subject.lower_ in {"nobody", "none", "few", "neither"} or before in {"not", "no", "few", "neither"}


def _anybodys(paper: Token) -> bool:
    """ "Reports suggest", "a poll found": papers that no one spoken of has written."""
    lead = paper.left_edge.lower_
    plural = paper.tag_ == "NNS" and paper.left_edge.i == paper.i
    return (
        paper.lemma_.lower() in _nouns("sources") or plural or lead in {"a", "an", "some", "several", "many", "other"}
    )


def _definite(token: Token) -> bool:
    return token.lower_ in {"the", "this", "that", "these", "those", "his", "her", "their", "its"}


def _phrase_end(noun: Token) -> int:
    """One past the noun's own modifiers, up to a comma."""
    end = noun.i + 1
    for child in noun.rights:
        timed = child.dep_ == "prep" and any(c.lower_.endswith("day") for c in child.children)
        if child.dep_ not in {"prep", "relcl", "acl"} or child.left_edge.i != end or timed:
            break
        for token in noun.doc[end : child.right_edge.i + 1]:
            if token.is_punct and token.text != "-":
                return end
            end = token.i + 1
    return end
