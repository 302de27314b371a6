"""For whom a person speaks: spokespeople, press secretaries, lawyers, and who appears for or represents somebody."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, ORGANIZATION, PERSON, PLACE, Mention
from graph.extract.reading import Reading, RelationDraft
from graph.extract.referent import Referent
from graph.extract.relations.owners import is_party, owner_of
from graph.extract.relations.role_phrases import SOUGHT
from graph.model import Predicate

VOICE = frozenset({"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "counsel", "secretary"})
LAWYERS = frozenset({"lawyer", "attorney", "counsel", "litigator"})
SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson", "secretary"})
ELECTED = words("titles", "elected_members")
NEAR = 40  # tokens before a bare "spokesperson Ann Lee" in which the body stands
SEATS_OF = frozenset({"district", "ward", "riding", "constituency", "seat", "precinct"})
PRINCIPALS = frozenset({AGENCY, ORGANIZATION, PERSON, GROUP, PLACE})


def voices(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    """Every principal of one person, each once."""
    done: set[int] = set()
    for target, start, end in (*_by_noun(reading, person), *_by_verb(reading, person)):
        if target is not person and id(target) not in done and target.type in PRINCIPALS:
            done.add(id(target))
            yield RelationDraft(person, Predicate.SPEAKS_FOR, target, start, end)


def _by_noun(reading: Reading, person: Referent) -> Iterator[tuple[Referent, int, int]]:
    """By what a person is called: "a spokesman for Scott", "his lawyer"."""
    spans = [(r.span, r.noun) for r in person.roles]
    spans += [(m.span, m.head.lemma_.lower()) for m in person.mentions if not m.named]
    some = False
    for span, noun in [s for s in spans if _is_voice(*s)]:
        head = next((t for t in span if t.lemma_.lower() == noun or t.lower_ == noun), span.root)
        near = min(person.mentions, key=lambda m: abs(m.start - span.start))
        targets = list(_represented(reading, head, span.start))
        bare = noun in SPOKES and not any(c.dep_ == "compound" and c.lower_ != "press" for c in head.lefts)
        if not targets and not some and bare:
            known = _spoken_for(reading, head) or _body_before(reading, span)
            targets = [] if known is None else [known]
        some = some or bool(targets)
        for target in targets:
            if target.type is PLACE and noun in {"attorney", "counsel"}:
                continue  # "the U.S. attorney for Ohio"
            yield target, min(span.start_char, near.span.start_char), max(span.end_char, near.span.end_char)


def _is_voice(span: Span, noun: str) -> bool:
    said = span.text.lower()
    office = "general counsel" in said or "director" in said  # who may speak, and is told by the office
    return noun in VOICE and not office and (noun != "secretary" or "press" in said)


def _represented(reading: Reading, head: Token, start: int) -> Iterator[Referent]:
    """Whom a spokesperson's or lawyer's noun phrase names: "for Scott", "White House …", "his", "a department …"."""
    owned = any(c.dep_ == "poss" for c in head.children)
    for child in head.children:
        if child.lower_ == "of" and owned:
            continue  # "its lawyers, Lee and Roe of the Fund"
        if child.dep_ == "prep" and child.lower_ in {"for", "of", "to"}:
            yield from at(reading, child, "pobj")
        elif child.dep_ in {"poss", "compound", "nmod"} and child.i >= start and not _employs(child, head):
            owner = _owner(reading, child)
            if owner is not None and owner.type is not PLACE:
                yield owner
    employer = _before(reading, head, start)
    if employer is not None and head.lemma_.lower() in LAWYERS:
        yield from _client(reading, employer)
    elif employer is not None:
        yield employer


def _before(reading: Reading, head: Token, start: int) -> Referent | None:
    """The body named before a noun: "a *Justice Department* lawyer"."""
    found = (reading.referent(t) for t in head.doc[start : head.i] if t.dep_ != "poss")
    return next((r for r in found if r is not None and r.type in (AGENCY, ORGANIZATION) and r.named), None)


def _client(reading: Reading, employer: Referent) -> Iterator[Referent]:
    """For whom a department's lawyer appears: its government; a private body's lawyer appears for others."""
    if employer.type is AGENCY and "department" in employer.name.lower():
        rule = (r for r in reading.referents if r.type is AGENCY and "administration" in r.name.lower())
        yield next(rule, employer)


def counselled(reading: Reading, person: Referent) -> Iterator[tuple[Referent, Mention]]:
    """The bodies that a lawyer works for: "a Justice Department lawyer", "ACLU attorney Ann Lee"."""
    for mention in person.mentions:
        span = mention.title if mention.named else mention.span
        head = None if span is None else next((t for t in span if t.lemma_.lower() in LAWYERS), None)
        employer = None if span is None or head is None else _before(reading, head, span.start)
        if employer is not None:
            yield employer, mention


def _employs(child: Token, head: Token) -> bool:
    return child.dep_ != "poss" and head.lemma_.lower() in LAWYERS


def _owner(reading: Reading, token: Token) -> Referent | None:
    """Whom "its", "the governor's" or "whose" before a spokesperson's noun means."""
    if token.tag_ == "WP$":  # "Abbott, whose press secretary, Ann Lee, …"
        return next((reading.referent(t.head) for t in token.ancestors if t.dep_ == "relcl"), None)
    around = reading.discourse.mention_at.get(token.i)
    nested = around is not None and around.head != token and around.start < token.i  # in "the governor's spokeswoman"
    found = None if nested else reading.referent(token)
    body = not nested or token.lemma_.lower() in words("titles", "owning")  # "the association's lawyer"
    if body and (found is None or found.type is PLACE):
        found = owner_of(reading, token)
    if found is None and token.dep_ == "poss" and token.pos_ != "PRON":
        noun = token.lemma_.lower()
        holders = [r for r in reading.referents if r.type is PERSON and any(x.noun == noun for x in r.roles)]
        found = max(holders, key=lambda r: len(r.mentions), default=None)
    return found


def _spoken_for(reading: Reading, head: Token) -> Referent | None:
    """The office-holder that a bare spokesperson speaks for: who acts by him ("Roe declined *through a spokesman*") or
    does not speak himself ("Roe did not comment, but *a spokesman* said")."""
    verb = head.head.head if head.dep_ == "pobj" and head.head.lower_ in {"through", "via"} else head.head
    if head.dep_ == "nsubj" and verb.dep_ == "conj":
        verb = verb.head
    elif head.dep_ != "pobj":
        return None
    frame = reading.frame_of.get(verb.i)
    found = None if frame is None or frame.subject is None or frame.subject == head else reading.referent(frame.subject)
    holds = found is not None and found.type is PERSON and any(role.office for role in found.roles)
    return found if holds or (found is not None and found.type in (AGENCY, ORGANIZATION)) else None


def _body_before(reading: Reading, span: Span) -> Referent | None:
    """The body that a bare "spokesperson Ann Lee" or "a spokesman" speaks for: the one last spoken of."""
    for i in range(span.start - 1, max(0, span.start - NEAR), -1):
        found = reading.referent(reading.doc[i])
        if found is None or found.type not in (AGENCY, ORGANIZATION) or is_party(found):
            continue
        if (found.named or len(found.mentions) > 1) and "court" not in found.name.lower():
            return found
    return None


def at(reading: Reading, token: Token, dependency: str) -> Iterator[Referent]:
    """What the children of a token with a dependency stand for."""
    for child in token.children:
        found = reading.referent(child) if child.dep_ == dependency else None
        if found is not None:
            yield found


def _by_verb(reading: Reading, person: Referent) -> Iterator[tuple[Referent, int, int]]:
    for target, verb in _speaking(reading, person):
        near = min(person.mentions, key=lambda m: abs(m.start - verb.i))
        yield target, min(near.span.start_char, verb.idx), max(near.span.end_char, verb.idx + len(verb))


def _in_a_house(verb: Token) -> bool:
    """As in "who represents Akron *in the state Senate*", "who represents the 9th *District*": no client."""
    houses = words("nouns", "legislatures") | SOUGHT | {"board"}
    preps = (t for t in verb.subtree if t.i > verb.i and t.lower_ in {"in", "on"})
    within = any(t.dep_ == "pobj" and t.lower_ in houses for p in preps for t in p.children)
    return within or any(c.dep_ == "dobj" and c.lower_ in SEATS_OF for c in verb.rights)


def _speaking(reading: Reading, person: Referent) -> Iterator[tuple[Referent, Token]]:
    """ ", who speaks for DeWine", ", appearing for Parson", ", who represents them"; with the verb."""
    for mention in person.mentions:
        for verb in mention.head.children:
            if verb.dep_ not in {"relcl", "acl"} or verb.i < mention.end:
                continue
            if verb.lemma_ == "represent" and (ELECTED & {r.noun for r in person.roles} or _in_a_house(verb)):
                continue  # a district
            if verb.lemma_ in {"represent", "defend"}:
                seated = any(role.noun in words("nouns", "elected") for role in person.roles)
                yield from ((r, verb) for r in at(reading, verb, "dobj") if not (seated and r.type is PLACE))
            elif verb.lemma_ in {"speak", "appear", "argue"}:
                nouns = [verb, *(c for c in verb.children if c.dep_ == "dobj" and c.lemma_ == "case")]
                for prep in (c for n in nouns for c in n.children if c.dep_ == "prep" and c.lower_ == "for"):
                    yield from ((r, verb) for r in at(reading, prep, "pobj"))
        agent = mention.head.head
        if mention.head.dep_ == "pobj" and agent.dep_ == "agent" and agent.head.lemma_ == "represent":
            yield from ((r, agent.head) for r in at(reading, agent.head, "nsubjpass"))
