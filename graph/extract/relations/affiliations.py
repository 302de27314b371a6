"""What a person belongs to and for whom they speak: parties, bodies, principals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extract.forms import name_words
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, ORGANIZATION, Mention
from graph.extract.reading import Reading, RelationDraft
from graph.extract.referent import Referent
from graph.extract.relations.belonging import belonging, party_like
from graph.extract.relations.offices import evidence_of, offices
from graph.extract.relations.owners import LIKE, is_party, is_party_word
from graph.extract.relations.parties import parties
from graph.extract.relations.roles import Role
from graph.extract.relations.seats import CHAIRS, chamber_of, headed, seat_of
from graph.extract.relations.voices import VOICE, at, counselled, voices
from graph.model import Predicate

LEADERS = frozenset({"leader", "co-leader", "head", "secretary", "president"})
LEADS_NOW = re.compile(r"(?!former\b|.*\bchair)", re.IGNORECASE)  # of a chairman the party is seldom told (train)
MEMBERS = words("titles", "members")
PRESIDING = words("titles", "presiding")
SITTING = CHAIRS | {"commissioner"}
EMPLOYED = frozenset({"at", "for", "with", "on", "in"})
WORKING = {
    **dict.fromkeys(("work", "teach", "volunteer", "serve", "sit"), EMPLOYED),
    "represent": frozenset({"in", "on"}),
}
CHOOSING = frozenset({"elect", "appoint", "name"})
CHOSEN = frozenset({"to"})
ASSEMBLIES = words("nouns", "assemblies")


def affiliations(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    """Parties, mandates to speak and memberships of one person."""
    yield from parties(reading, person)
    yield from voices(reading, person)
    yield from _memberships(reading, person)
    yield from _parties_led(reading, person)


def _parties_led(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    """The parties that somebody leads: "the party, whose leader, Ann Lee", "Ann Lee, who leads the Unity Party"."""
    known = [r for r in reading.referents if r.type is ORGANIZATION and r.named and party_like(r)]
    leads = known and any(r.noun in LEADERS for r in person.roles)
    held = [d for d in offices(reading, person) if LEADS_NOW.match(str(d.object))] if leads else []
    for office in held:
        for party in (r for r in known if r.name in str(office.object)):
            yield RelationDraft(person, Predicate.MEMBER_OF, party, office.start, office.end)


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
    for body, mention in (*_staffed(reading, person), *_working(reading, person)):
        found.setdefault(id(body), (body, (mention.span.start_char, mention.span.end_char)))
    for body, mention in (*counselled(reading, person), *belonging(reading, person)):
        found.setdefault(id(body), (body, (mention.span.start_char, mention.span.end_char)))
    for role in (r for r in person.roles if not _of_a_team(r)):
        seats = (
            seat_of(reading, person, role) or chamber_of(reading, role),
            headed(reading, person, role) if role.noun in SITTING else None,
        )
        for seat in (s for s in seats if s is not None):
            found.setdefault(id(seat), (seat, evidence_of(person, role)))
    for body, (start, end) in found.values():
        if body is not person:
            yield RelationDraft(person, Predicate.MEMBER_OF, body, start, end)


def _of_a_team(role: Role) -> bool:
    """As in "team *member* Ann Lee", "crew *member* Bob Roe": of no body that the text tells of elsewhere."""
    before = role.span.doc[role.span.start - 1] if role.span.start and len(role.span) == 1 else None
    return role.noun == "member" and before is not None and before.lower_ in words("titles", "teams")


def _staffed(reading: Reading, person: Referent) -> Iterator[tuple[Referent, Mention]]:
    """Bodies that a person works at by any noun: ", a mechanic with the Water Bureau", ", an employee of the Fund"."""
    for mention in person.mentions:
        nouns = [t for c in mention.head.children if c.dep_ == "appos" for t in (c, *c.conjuncts) if t.tag_ == "NN"]
        for noun in [*nouns, *([] if person.named else [mention.head])]:
            if noun.lemma_.lower() in words("nouns", "office"):
                continue
            for prep in (c for c in noun.children if c.dep_ == "prep"):
                if prep.lower_ in {"with", "at"} or (prep.lower_ == "of" and noun.lemma_ in {"employee", "staffer"}):
                    for body in at(reading, prep, "pobj"):
                        if body.type in (AGENCY, ORGANIZATION):
                            yield body, mention


def _working(reading: Reading, person: Referent) -> Iterator[tuple[Referent, Mention]]:
    """Bodies for which a person works, or on which he sits: "who teaches at the university", "elected to the board"."""
    for mention in person.mentions:
        described = [mention.head, *(c for c in mention.head.children if c.dep_ == "appos")]
        for verb in (c for t in described for c in t.children if c.dep_ in {"relcl", "acl"}):
            who = any(c.dep_ == "nsubj" and c.lower_ == "who" for c in verb.children)
            ways = WORKING.get(verb.lemma_, frozenset()) if who else CHOSEN if verb.lemma_ in CHOOSING else frozenset()
            for prep in (c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ways):
                yield from ((r, mention) for r in at(reading, prep, "pobj") if r.type in (AGENCY, ORGANIZATION))


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
        if role.noun == "commissioner" and not said & LIKE["panel"]:
            return  # the head of an agency
        if role.noun in MEMBERS or not role.office or (ASSEMBLIES & said and "white" not in said):
            yield body
            return
