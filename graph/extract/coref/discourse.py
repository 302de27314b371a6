"""The state of coreference over one document, and what comes of it: referents, and the one meant at each token."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from graph.extract.coref.pronouns import PRONOUNS, antecedent, quoted_tokens
from graph.extract.mention import GROUP, PERSON, Mention
from graph.extract.referent import Referent


@dataclass(slots=True)
class Discourse:
    """The referents of a document and the mention at each token."""

    doc: Doc
    referents: list[Referent]
    by_token: dict[int, Referent]
    mention_at: dict[int, Mention]
    jurisdiction: dict[str, Referent]  # "city", "state", "county", "country" -> the place meant

    def of(self, token: Token | None) -> Referent | None:
        """The referent that a token stands for, pronouns included."""
        return None if token is None else self.by_token.get(token.i)


@dataclass(slots=True)
class Table:
    """Which mention belongs to which referent so far. `mentions` are in text order."""

    doc: Doc
    mentions: list[Mention]
    referents: list[Referent] = field(default_factory=list)
    of_mention: dict[int, Referent] = field(default_factory=dict)  # id(mention) -> referent
    covering: dict[int, list[Mention]] = field(default_factory=dict)  # token -> mentions over it, titles included

    text: str = ""  # of the document, which spaCy puts together anew each time that it is asked
    quoted: frozenset[int] = frozenset()
    sentence_of: list[int] = field(default_factory=list)  # token -> the number of its sentence

    def __post_init__(self) -> None:
        """Number the sentences, and note which mentions lie over each token."""
        self.text, self.quoted = self.doc.text, quoted_tokens(self.doc)
        for number, sentence in enumerate(self.doc.sents):
            self.sentence_of += [number] * len(sentence)
        for mention in self.mentions:
            start = mention.title.start if mention.title is not None else mention.start
            for i in range(start, mention.end):
                self.covering.setdefault(i, []).append(mention)

    def new(self, mention: Mention) -> Referent:
        """A referent first met in this mention."""
        referent = Referent(mention.type, mention.name, named=mention.named)
        self.referents.append(referent)
        self.join(mention, referent)
        return referent

    def join(self, mention: Mention, referent: Referent) -> None:
        """Take a mention for a referent's."""
        referent.add(mention)
        self.of_mention[id(mention)] = referent

    def look(self, token: Token, besides: Mention) -> Referent | None:
        """The referent at a token, in the smallest mention there that is not `besides`; pronouns resolved."""
        if token.lower_ in PRONOUNS:
            return antecedent(
                self.doc, token, lambda t: self.look(t, besides) if t.lower_ not in PRONOUNS else None, self.quoted
            )
        around = [m for m in self.covering.get(token.i, ()) if m is not besides]
        around.sort(key=lambda m: m.end - m.start)
        return next((r for r in (self.of_mention.get(id(m)) for m in around) if r is not None), None)

    def index(self) -> tuple[dict[int, Referent], dict[int, Mention]]:
        """The referent and the mention at each token; of nested mentions the inner one."""
        by_token: dict[int, Referent] = {}
        mention_at: dict[int, Mention] = {}
        for mention in sorted(self.mentions, key=lambda m: m.start - m.end):
            referent = self.of_mention.get(id(mention))
            if referent is None:
                continue
            start = mention.title.start if mention.title is not None else mention.start
            for i in range(start, mention.end):
                inside_title = i < mention.start
                if inside_title and i in by_token:
                    continue
                if inside_title and self.doc[i].ent_type_ in {"GPE", "ORG"}:
                    continue
                if not mention.named and self.doc[i].lower_ in PRONOUNS:
                    continue  # "his" in "his spokeswoman" is another
                by_token[i] = referent
                mention_at[i] = mention
            by_token[mention.head.i] = referent
            mention_at[mention.head.i] = mention
        for mention in self.mentions:  # "the Democrat said" is the person, though the word names the party too
            if mention.type in (PERSON, GROUP) and not mention.named and id(mention) in self.of_mention:
                by_token[mention.head.i] = self.of_mention[id(mention)]
                mention_at[mention.head.i] = mention
        return by_token, mention_at
