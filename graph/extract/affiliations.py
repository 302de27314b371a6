"""What a person belongs to and for whom they speak: parties, bodies, principals."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.forms import name_words
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, ORGANIZATION, PERSON, PLACE, Mention
from graph.extract.offices import evidence_of, is_party, is_party_word, owner_of
from graph.extract.parties import parties
from graph.extract.reading import Reading, RelationDraft
from graph.extract.referent import Referent
from graph.extract.roles import Role
from graph.extract.seats import CHAIRS, headed, seat_of
from graph.model import Predicate

MEMBERS = frozenset(
    {
        "member",
        "councilman",
        "councilwoman",
        "councilmember",
        "councilor",
        "councillor",
        "alderman",
        "alderwoman",
        "alderperson",
        "senator",
        "representative",
        "justice",
        "judge",
        "founder",
        "staff",
        "commissioner",
        "supervisor",
        "legislator",
        "delegate",
        "trustee",
        "assemblyman",
        "assemblywoman",
        "lawmaker",
        "co-founder",
        "partner",
        "professor",
        "fellow",
    }
)
PRESIDING = frozenset("chair chairman chairwoman head speaker leader whip president co-chair vice-chair".split())
SITTING = CHAIRS | {"commissioner"}
ASSEMBLIES = frozenset(
    "committee subcommittee council caucus assembly senate house legislature parliament force".split()
)
VOICE = frozenset({"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "counsel", "secretary"})


def affiliations(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    """Parties, mandates to speak and memberships of one person."""
    yield from parties(reading, person)
    yield from _voices(reading, person)
    yield from _memberships(reading, person)


# --- who speaks for whom


def _voices(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    done: set[int] = set()
    spans = [(r.span, r.noun) for r in person.roles] + [
        (m.span, m.head.lemma_.lower()) for m in person.mentions if not m.named
    ]
    for span, noun in spans:
        if noun not in VOICE or (noun == "secretary" and "press" not in span.text.lower()):
            continue
        head = next((t for t in span if t.lemma_.lower() == noun or t.lower_ == noun), span.root)
        for target in _represented(reading, head, span.start):
            if target is not person and id(target) not in done and target.type in (AGENCY, ORGANIZATION, PERSON, GROUP):
                done.add(id(target))
                mention = min(person.mentions, key=lambda m: abs(m.start - span.start))
                yield RelationDraft(
                    person,
                    Predicate.SPEAKS_FOR,
                    target,
                    min(span.start_char, mention.span.start_char),
                    max(span.end_char, mention.span.end_char),
                )
    for target, verb in _speaking(reading, person):
        if target is not person and id(target) not in done and target.type in (AGENCY, ORGANIZATION, PERSON, GROUP):
            done.add(id(target))
            near = min(person.mentions, key=lambda m: abs(m.start - verb.i))
            start, end = min(near.span.start_char, verb.idx), max(near.span.end_char, verb.idx + len(verb))
            yield RelationDraft(person, Predicate.SPEAKS_FOR, target, start, end)


def _represented(reading: Reading, head: Token, start: int) -> Iterator[Referent]:
    """Whom a spokesperson's or lawyer's noun phrase names: "for Scott", "White House …", "his", "a department …"."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in {"for", "of", "to"}:
            yield from _at(reading, child, "pobj")
        elif child.dep_ in {"poss", "compound", "nmod"} and child.i >= start:
            owner = reading.referent(child) or owner_of(reading, child)
            if owner is not None and owner.type is not PLACE:
                yield owner
    for token in head.doc[start : head.i]:
        found = reading.referent(token)
        if found is not None and found.type in (AGENCY, ORGANIZATION) and found.named:
            yield found
            return


def _at(reading: Reading, token: Token, dependency: str) -> Iterator[Referent]:
    for child in token.children:
        found = reading.referent(child) if child.dep_ == dependency else None
        if found is not None:
            yield found


def _speaking(reading: Reading, person: Referent) -> Iterator[tuple[Referent, Token]]:
    """ ", who speaks for DeWine", ", appearing for Parson", ", who represents them"; with the verb."""
    for mention in person.mentions:
        for verb in mention.head.children:
            if verb.dep_ not in {"relcl", "acl"} or verb.i < mention.end:
                continue
            if verb.lemma_ in {"represent", "defend"}:
                yield from ((r, verb) for r in _at(reading, verb, "dobj"))
            elif verb.lemma_ in {"speak", "appear", "argue"}:
                nouns = [verb, *(c for c in verb.children if c.dep_ == "dobj" and c.lemma_ == "case")]
                for prep in (c for n in nouns for c in n.children if c.dep_ == "prep" and c.lower_ == "for"):
                    yield from ((r, verb) for r in _at(reading, prep, "pobj"))
        agent = mention.head.head
        if mention.head.dep_ == "pobj" and agent.dep_ == "agent" and agent.head.lemma_ == "represent":
            yield from ((r, agent.head) for r in _at(reading, agent.head, "nsubjpass"))


# --- members


def _memberships(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    found: dict[int, tuple[Referent, tuple[int, int]]] = {}
    for role in person.roles:
        for body in _bodies_in_role(reading, role):
            found.setdefault(id(body), (body, evidence_of(person, role)))
    for mention in person.mentions:  # "Ray Hacke of the Pacific Justice Institute"
        for child in mention.head.children:
            if (
                mention.named
                and child.dep_ == "prep"
                and child.lower_ in {"of", "with", "from"}
                and child.i >= mention.end
            ):
                for near in [reading.referent(c) for c in child.children]:
                    if near is not None and near.type in (AGENCY, ORGANIZATION) and near.named:
                        found.setdefault(id(near), (near, (mention.span.start_char, mention.span.end_char)))
    for body, mention in _staffed(reading, person):
        found.setdefault(id(body), (body, (mention.span.start_char, mention.span.end_char)))
    for role in person.roles:
        seats = (seat_of(reading, person, role), headed(reading, person, role) if role.noun in SITTING else None)
        for seat in (s for s in seats if s is not None):
            found.setdefault(id(seat), (seat, evidence_of(person, role)))
    for body, (start, end) in found.values():
        if body is not person:
            yield RelationDraft(person, Predicate.MEMBER_OF, body, start, end)


def _staffed(reading: Reading, person: Referent) -> Iterator[tuple[Referent, Mention]]:
    """Bodies that a person works at by any noun: ", a mechanic with the Water Bureau", ", an employee of the Fund"."""
    for mention in person.mentions:
        nouns = [c for c in mention.head.children if c.dep_ == "appos" and c.tag_ == "NN"]
        for noun in [*nouns, *([] if person.named else [mention.head])]:
            if noun.lemma_.lower() in words("nouns", "office"):
                continue
            for prep in (c for c in noun.children if c.dep_ == "prep"):
                if prep.lower_ in {"with", "at"} or (prep.lower_ == "of" and noun.lemma_ in {"employee", "staffer"}):
                    for body in _at(reading, prep, "pobj"):
                        if body.type in (AGENCY, ORGANIZATION):
                            yield body, mention


def _bodies_in_role(reading: Reading, role: Role) -> Iterator[Referent]:
    """The body that a member's role names ("an analyst at …"); a head's is an office alone, but whoever presides over
    a council, chamber or committee sits in it."""
    if is_party_word(role.noun) or (role.office and role.noun not in MEMBERS | PRESIDING):
        return
    spokes = role.noun in VOICE and not any(t.lower_ in {"with", "at"} for t in role.span)
    for token in role.span:
        body = reading.referent(token)
        if spokes or body is None or body.type not in (AGENCY, ORGANIZATION) or is_party(body):
            continue
        said = set(name_words(body.name))
        if role.noun in MEMBERS or not role.office or (ASSEMBLIES & said and "white" not in said):
            yield body
            return
