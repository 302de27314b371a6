"""Who a noun phrase stands for as a participant: coordination, partitives, owners, first persons, courts."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.coordination import apposed_names, coordinated, counted_in, described_name, no_one, one_adherent
from graph.extract.coref.governed import may_act
from graph.extract.coref.own_words import owns_premises, speaks_of_others
from graph.extract.coref.pronouns import SINGULAR, pronoun_fits
from graph.extract.focus import FAR, Focus
from graph.extract.house import house
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, NORMS, ORGANIZATION, PERSON, PLACE, POLICY, Mention
from graph.extract.reading import Reading, StatementDraft
from graph.extract.referent import Referent
from graph.extract.relations.voices import voices
from graph.extract.spelt_out import each_of, headed_by, spelt_out

ACTORS = frozenset({PERSON, AGENCY, ORGANIZATION, GROUP, PLACE})
EMPTY = frozenset({"nobody", "none", "one", "nothing"})
FIRST = frozenset({"i", "we", "us", "me", "our", "my", "ourselves", "myself"})


class Cast(Focus):
    """The participants of one document's events; `said` gives first persons their speaker."""

    def __init__(self, reading: Reading, said: list[StatementDraft]) -> None:
        super().__init__(reading)
        self.said = sorted(said, key=lambda s: s.start)
        self.house = house(reading) or self._signer()
        self._terms: dict[int, frozenset[str]] = {}
        self._principals: dict[int, list[Referent]] = {}
        self.issuers = {id(r.issuer) for r in reading.referents if r.issuer is not None}
        self._courts = [r for r in reading.referents if self.is_a(r, "court")]

    def _signer(self) -> Referent | None:
        """Who says "I" in an order's own words."""
        return self.main.issuer if self.reading.official and self.main is not None else None

    # --- noun phrases

    def of(self, token: Token | None, before: int | None = None, strict: bool = False) -> list[Referent]:
        """The things that a noun phrase and what is coordinated with it stand for, each once.

        `before`: where coordination must end, for a subject that stands before its verb. `strict`: an owner stands
        for what he owns ("the mayor's handling of it") only where that is an act, as an actor must.
        """
        if token is not None and token.lower_ == "none":
            token = counted_in(token)  # "none of the companies"
        if token is None or (token.lower_ in EMPTY and no_one(token)):
            return []
        token = described_name(self.reading, token)
        found: list[Referent] = []
        for head in (token, *coordinated(token, before)):
            for referent in (r for one in self._one(head, 0, strict) for r in each_of(self.reading, one)):
                if referent not in found:
                    found.append(referent)
        return found

    def other_than(self, pronoun: Token, actors: list[Referent]) -> list[Referent]:
        """Whom a pronoun can mean who is not among the actors: the nearest fitting thing named before."""
        start = max(0, pronoun.sent.start - 60)
        for i in range(pronoun.i - 1, start, -1):
            found = self.reading.referent(self.reading.doc[i])
            if (
                found is not None
                and not (found.type in NORMS and owns_premises(pronoun))
                and found not in actors
                and pronoun_fits(pronoun, found)
            ):
                return [found]
        return []

    def _one(self, token: Token, depth: int, strict: bool) -> Iterator[Referent]:
        referent = self.reading.referent(token) or self._possessor(token)
        if token.lower_ in FIRST:
            referent = self.speaker_at(token.idx)
        elif token.lower_ in SINGULAR and referent is not None and self._quoted_by(token, referent):
            referent = self._another(token, referent)
        elif referent is not None and speaks_of_others(self, token, referent):
            referent = next(iter(self.other_than(token, [referent])), None)
        if referent is None and token.lower_ in {"which", "whom"}:  # "both of which had asked for it"
            clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
            for head in () if clause is None else (clause.head, *coordinated(clause.head, clause.i)):
                yield from self._one(described_name(self.reading, head), depth + 1, strict)
            return
        if referent is not None and referent.type is ORGANIZATION and one_adherent(token):
            referent = headed_by(self.reading, token)  # "his fellow Democrat, Ann Lee,"
            if referent is None:
                return
        if referent is not None and referent.type in (AGENCY, ORGANIZATION, PLACE):
            referent = headed_by(self.reading, token) or referent
        if referent is not None and not spelt_out(self.reading, token, referent):
            yield referent
        elif depth < 3 and apposed_names(token):  # "the senators, A and B, …"
            for name in apposed_names(token):
                yield from self._one(name, depth + 1, strict)
        elif depth < 3 and token.pos_ in {"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"}:
            for inner in self._inside(token, strict):
                for one in (inner, *coordinated(inner, None)):
                    yield from self._one(one, depth + 1, strict)

    def _quoted_by(self, token: Token, referent: Referent) -> bool:
        """Whether a word stands in somebody's own words: there "he" is anybody but him, and whose order is spoken of
        sooner than who was named last outside of them."""
        if self.reading.quotation(token.idx) is None:
            return False
        return referent is self.speaker_at(token.idx) or referent.before(token.i) < token.sent.start

    def _another(self, pronoun: Token, likely: Referent) -> Referent | None:
        """Whom a speaker means by "he" or "she": whose order is spoken of, or else the last one named who fits."""
        issuer = None if self.main is None else self.main.issuer
        speaker = self.speaker_at(pronoun.idx)
        if issuer is not None and issuer is not speaker and pronoun_fits(pronoun, issuer):
            return issuer
        return likely if likely is not speaker else next(iter(self.other_than(pronoun, [likely])), None)

    def _possessor(self, token: Token) -> Referent | None:
        """Whom a common noun names that only owns: "*the mayor's* request", "*the city's* offer"."""
        if token.dep_ != "poss" or not any(c.lower_ == "the" for c in token.children):
            return None
        noun = token.lemma_.lower()
        if token.tag_ != "NN" and not (token.tag_ == "NNP" and noun in words("nouns", "office")):
            return None
        called = [
            r
            for r in self.reading.referents
            if r.type in ACTORS
            and r.before(token.i) >= 0
            and (
                any(role.noun == noun for role in r.roles)
                or any(m.head.lemma_.lower() == noun and not m.named for m in r.mentions)
            )
        ]
        place = self.reading.discourse.jurisdiction.get(noun)
        return max(called, key=lambda r: r.before(token.i), default=place)

    def _inside(self, token: Token, strict: bool) -> list[Token]:
        """What a head noun hides: its owner, or what stands after "of"."""
        lemma = token.lemma_.lower()
        if lemma == "version" and any(c.lower_ in words("events", "bygone") for c in token.lefts):
            return []  # "struck down an earlier version of the order": not the order
        called = self._called(token)
        if called is not None:
            return [called]
        owners = [c for c in token.children if c.dep_ == "poss"]
        if owners and (not strict or lemma in words("events", "owned") or lemma in words("events", "partitive")):
            return owners[:1]
        if lemma in words("events", "partitive") or token.pos_ != "NOUN":
            return [
                t
                for c in token.children
                if c.dep_ == "prep" and c.lower_ in {"of", "with", "from", "by"}
                for t in c.children
                if t.dep_ == "pobj"
            ]
        if lemma in words("events", "owned"):
            return [
                t
                for c in token.children
                if c.dep_ == "prep" and c.lower_ in {"of", "by"}
                for t in c.children
                if t.dep_ == "pobj"
            ]
        return []

    def _called(self, noun: Token) -> Token | None:
        """The name between commas that a noun brings in: "arrested its editor, *Ann Lee*, in May"."""
        doc, start = self.reading.doc, noun.i + 2
        if noun.tag_ != "NN" or doc[noun.i + 1 : start].text != ",":
            return None
        name = self.reading.discourse.mention_at.get(start)
        if name is None or not name.named or name.type not in ACTORS:
            return None
        return name.head if doc[name.end : name.end + 1].text in {",", "."} else None

    def speaker_at(self, offset: int) -> Referent | None:
        """Who speaks at a code point: of a statement's content, its speaker, of a press release, its organisation."""
        statement = self.statement_at(offset)
        return self.house if statement is None else statement.speaker

    def statement_at(self, offset: int) -> StatementDraft | None:
        """The innermost statement whose content holds a code point."""
        inside = [s for s in self.said if s.start <= offset < s.end]
        return min(inside, key=lambda s: s.end - s.start, default=None)

    # --- actors

    def actors(self, token: Token | None, before: int | None = None) -> list[Referent]:
        """Who acts: bodies and people; a ruling stands for its court, a suit for nobody."""
        if token is None:
            return []
        found = [r for r in self.of(token, before, strict=True) if r.type in ACTORS and may_act(r)]
        if not found and self._is_ruling(token):
            court = self.court_before(token)
            return [] if court is None else [court]
        return found or self._authors(token)

    def _authors(self, token: Token) -> list[Referent]:
        """Who wrote a paper that asks or accuses: its owner, whom it is from, or who files or starts it."""
        if token.lemma_.lower() not in words("events", "paper"):
            return []
        makers = [c for c in token.children if c.dep_ in {"poss", "compound"}]  # "a *White House* fact sheet"
        makers += [t for c in token.rights if c.lower_ in {"from", "by"} for t in c.children if t.dep_ == "pobj"]
        owners = [r for t in makers for r in self.of(t)]
        frame = self.reading.frame_of.get(token.head.i)
        if not owners and frame is not None and frame.object == token and frame.subject is not None:
            owners = self.of(frame.subject, frame.verb.i, strict=True)
        return [r for r in owners if r.type in ACTORS]

    def _is_ruling(self, token: Token) -> bool:
        referent = self.reading.referent(token)
        if token.lemma_.lower() == "order":
            return referent is not None and referent.type is POLICY
        return token.lemma_.lower() in words("events", "ruling")

    def court_before(self, token: Token) -> Referent | None:
        """The court or judge last spoken of."""
        near = [c for c in token.children if c.dep_ == "poss"]
        near += [t for c in token.children if c.lower_ in {"by", "from", "of"} for t in c.children]
        owner = next((r for c in near for r in self.of(c) if self.is_a(r, "court")), None)
        before = [r for r in self._courts if r.before(token.i) >= 0]
        return owner or max(before, key=lambda r: r.before(token.i), default=None)

    def body_before(self, pronoun: Token) -> list[Referent]:
        """The body that "it" or "they" stands for who act: the last one that is the subject of a clause before."""
        doc = self.reading.doc
        for i in range(pronoun.i - 1, max(0, pronoun.sent.start - FAR), -1):
            if doc[i].dep_ in {"nsubj", "nsubjpass"} and doc[i].pos_ != "PRON":
                found = [r for r in self.of(doc[i], strict=True) if r.type in ACTORS and pronoun_fits(pronoun, r)]
                if found:
                    return found
        return []

    def body_named_before(self, pronoun: Token) -> list[Referent]:
        """The body last named before "it" or "them" in its sentence, whatever its part in it."""
        doc = self.reading.doc
        found = (self.reading.referent(doc[i]) for i in range(pronoun.i - 1, pronoun.sent.start - 1, -1))
        return [r for r in found if r is not None and r.type in ACTORS - {PERSON} and pronoun_fits(pronoun, r)][:1]

    def listed_before(self, mention: Mention) -> list[Referent]:
        """The actors that stand in one list with a mention, before it: "Towards Justice, Colorado WINS and X"."""
        doc, start = self.reading.doc, mention.start
        found: list[Referent] = []
        while start > 1:
            i = start - 1
            while doc[i].lower_ in {"the", ",", "and", "&"} and i > 0:
                i -= 1
            if not found and not any(t.lower_ in {"and", "&"} for t in doc[i + 1 : start]):
                break  # "in a letter to X, the mayor"
            here, before = self.reading.referent(doc[i]), self.reading.discourse.mention_at.get(i)
            if i == start - 1 or here is None or before is None or before.end != i + 1 or here.type not in ACTORS:
                break
            if before.start >= start:
                break
            found.append(here)
            start = before.start
        return found[::-1]

    def principals(self, speaker: Referent) -> list[Referent]:
        """For whom somebody speaks: a spokeswoman's governor, a lawyer's client."""
        if id(speaker) not in self._principals:
            told = voices(self.reading, speaker) if speaker.type is PERSON else ()
            self._principals[id(speaker)] = [r.object for r in told if isinstance(r.object, Referent)]
        return self._principals[id(speaker)]

    # --- kinds

    def terms(self, referent: Referent) -> frozenset[str]:
        """The lower-case words by which a thing is called, with the nouns of its roles."""
        if id(referent) not in self._terms:
            named = {w for m in referent.mentions for t in m.span for w in (t.lower_, t.lemma_.lower())}
            titles = {t.lower_ for m in referent.mentions if m.title is not None for t in m.title}
            self._terms[id(referent)] = frozenset(named | titles | {r.noun for r in referent.roles})
        return self._terms[id(referent)]

    def is_a(self, referent: Referent, key: str) -> bool:
        """Whether a thing belongs to a class of actors of `lexicons/events.toml`: court, legislature, force."""
        if referent.type in NORMS or (key == "court" and referent.type is PLACE):
            return False
        if referent.type is PERSON:
            heads = {r.noun for r in referent.roles} | {m.head.lemma_.lower() for m in referent.mentions if not m.named}
            titles = {t.lower_ for m in referent.mentions if m.title is not None for t in m.title}
            if (
                key == "court" and "county" in titles and "judge" in titles
            ):  # in Texas he governs; a "Circuit Judge" tries
                return bool(titles & {"circuit", "court", "district", "superior"})
            return bool((heads | titles) & words("events", key))
        if referent.type is PLACE:
            return False
        if key == "force" and self.terms(referent) & words("events", "rescuing"):
            return False
        if key == "court" and referent.type is not GROUP:  # not the Department of Justice
            key = "court_body"
        return bool(self.terms(referent) & words("events", key))
