"""Bodies that a person belongs to by what stands right beside the name: "Lee of the Clean Water Fund", "the group's Ann
Lee", "its herpetologist, Dr. Lee", "Lee's own Unity Party", "Unity Party leader Ann Lee", "Lee, who belongs to it"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.forms import name_words
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, ORGANIZATION, Mention
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.extract.relations.owners import body_told_of, is_party, owner_of
from graph.extract.relations.roles import is_role_word
from graph.extract.relations.voices import VOICE

TYING = frozenset({"of", "with", "from"})
PARTIES = frozenset("party democrats republicans liberals conservatives greens labour socialists".split())
RANKS = words("titles", "ranks")
FORCES = words("nouns", "forces")
STAFF = words("titles", "staff")
ADHERENT = words("titles", "adherents")


def belonging(reading: Reading, person: Referent) -> Iterator[tuple[Referent, Mention]]:
    """Every body with the mention of the person beside it."""
    for mention in person.mentions:
        yield from ((body, mention) for body in _of_the_ranks(reading, mention))
        if mention.named:
            for body in (*_after(reading, mention), *_owners(reading, mention), *_partisan(reading, mention)):
                yield body, mention
        yield from ((body, mention) for body in _joined(reading, mention))
    for body in reading.referents:
        if body.named and body.type is ORGANIZATION and party_like(body):
            yield from ((body, m) for m in body.mentions if _owned(reading, m, person))


def party_like(body: Referent) -> bool:
    """Whether a body is a party that we know, or is called one."""
    said = name_words(body.name)
    return is_party(body) or bool(PARTIES & set(said[-1:])) or said[:1] == ["party"]  # "Party for Freedom"


def _after(reading: Reading, mention: Mention) -> Iterator[Referent]:
    """ "Ann Lee *of the Fund*", "Ann Lee, *of the Fund*, said": also where the model hangs it elsewhere."""
    doc, i = reading.doc, mention.end
    i += doc[i : i + 1].text == ","
    if doc[i : i + 1].text not in TYING:
        return
    i += 1 + (doc[i + 1 : i + 2].text == "the")
    there = reading.discourse.mention_at.get(i)
    body = reading.referent(doc[i]) if there is not None and there.named and there.start == i else None
    if body is not None and body.type in (AGENCY, ORGANIZATION):
        yield body


def _owners(reading: Reading, mention: Mention) -> Iterator[Referent]:
    """ "*The group's* Ann Lee", "*its* herpetologist, Ann Lee", "Ann Lee, *the group's* organizer"."""
    head = mention.head
    nouns = [head, *(c for c in head.children if c.dep_ == "appos" and c.i > head.i)]
    nouns += [head.head] if head.dep_ == "appos" and head.head.tag_ == "NN" else []
    for noun in nouns:
        if noun is not head and _is_of_office(noun):
            continue
        for owner in (c for c in noun.children if c.dep_ == "poss" and c.i < noun.i):
            body = owner_of(reading, owner)
            if body is not None and not (mention.title is not None and is_role_word(mention.title[-1])):
                yield body


def _is_of_office(noun: Token) -> bool:
    """Whether an apposition names an office or a voice: "its president-elect", "its spokesman"."""
    said = {t.lemma_.lower() for t in (noun, *noun.lefts)}
    return noun.pos_ == "PROPN" or bool(said & (words("nouns", "office") | VOICE | {"owner", "co-president"}))


def _partisan(reading: Reading, mention: Mention) -> Iterator[Referent]:
    """The party in or right before a title: "*Unity Party* leader Ann Lee", "*its* MP Ann Lee"."""
    title = mention.title
    if title is None or title[-1].lemma_.lower() not in ADHERENT:
        return
    named = [r for r in (reading.referent(t) for t in title) if r is not None and party_like(r)]
    before = reading.doc[title.start - 1] if title.start else None
    if before is not None and before.text == ")":  # "Unity Party (UP) Councilor Ann Lee"
        there = (reading.referent(t) for t in reading.doc[max(0, title.start - 3) : title.start])
        named += [r for r in there if r is not None and party_like(r)]
    own = owner_of(reading, before) if before is not None and before.lower_ == "its" else None
    yield from named
    if own is not None and own.type is ORGANIZATION:
        yield own


def _of_the_ranks(reading: Reading, mention: Mention) -> Iterator[Referent]:
    """ "*Dorset Police* backs it. *Inspector* Ann Lee said …", "*The Fund* sued. *Staff attorney* Bob Roe said …"."""
    said = [t.lower_.rstrip(".") for t in mention.title or ()] or _bare_trade(mention)
    staff = said == ["staff", "attorney"] or bool(STAFF & set(said[-1:]))
    body = body_told_of(reading, mention.start) if staff or RANKS & set(said[-1:]) else None
    if body is not None and (staff or FORCES & set(name_words(body.name))):
        yield body


def _bare_trade(mention: Mention) -> list[str]:
    """The noun of an apposition that tells no body: "Ann Lee, *an organizer*, said"."""
    nouns = (c for c in mention.head.children if c.dep_ == "appos" and c.i >= mention.end and mention.named)
    return [n.lower_ for n in nouns if not any(c.dep_ in {"prep", "compound", "poss", "conj"} for c in n.children)][:1]


def _joined(reading: Reading, mention: Mention) -> Iterator[Referent]:
    """ "Ann Lee, who *belongs to* the Unity Party", "the party, *to which* Ann Lee *belongs*"."""
    verbs = [c for c in mention.head.children if c.dep_ == "relcl" and c.lemma_ == "belong"]
    verbs = [v for v in verbs if any(c.lower_ == "who" for c in v.lefts)]
    verbs += [mention.head.head] if mention.head.dep_ == "nsubj" and mention.head.head.lemma_ == "belong" else []
    for verb in verbs:
        for prep in (c for c in verb.children if c.lower_ == "to"):
            for target in (c for c in prep.children if c.dep_ == "pobj"):
                body = reading.referent(verb.head if target.tag_ == "WDT" else target)
                if body is not None and body.type in (AGENCY, ORGANIZATION):
                    yield body


def _owned(reading: Reading, mention: Mention, person: Referent) -> bool:
    """Whether a party is told to be somebody's: "*her* Unity Party", "*Lee's own* Unity Party"."""
    return any(reading.referent(c) is person for c in _possessors(mention.head, mention.start))


def _possessors(head: Token, start: int) -> Iterator[Token]:
    if head.dep_ in {"amod", "compound", "poss", "nmod"}:
        return  # "his Republican rival" has no party told by it
    yield from (c for c in head.children if c.dep_ == "poss" and c.i < start)
    before = head.doc[start - 1] if start else head
    if before.tag_ == "PRP$":
        yield before
