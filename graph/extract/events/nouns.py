"""Events that nouns report: "at the governor's request", "a suit by Seattle", "a rebuke from the White House"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from spacy.tokens import Token

from graph.extract.events.clause import extent_of
from graph.extract.events.gifts import given, opened
from graph.extract.events.votes import voted
from graph.extract.frames import Frame
from graph.extract.layout import Kind
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, ORGANIZATION, PERSON, POLICY
from graph.extract.participants import ACTORS, Cast
from graph.extract.reading import EventDraft
from graph.extract.referent import Referent
from graph.model import EventStatus, EventType

Reader = Callable[[Cast, Token], Iterator[EventDraft]]
PENDING = frozenset({"pend", "pende", "pending"})  # the lemmatiser's reading of "pending"


def noun_events(cast: Cast) -> Iterator[EventDraft]:
    """Every event that a noun reports with its participants, in text order."""
    for token in cast.nouns:
        reader = _readers().get("" if token.ent_type_ == "DATE" and token.text == "March" else token.lemma_.lower())
        paragraph = cast.reading.paragraph(token.idx) if reader is not None else None
        if reader is not None and paragraph is not None and paragraph.kind not in (Kind.TITLE, Kind.FURNITURE):
            yield from reader(cast, token)


@cache
def _readers() -> dict[str, Reader]:
    return {noun: reader for key, reader in READERS.items() for noun in words("events", key)}


def _drafts(
    cast: Cast,
    kind: EventType,
    noun: Token,
    actors: list[Referent] | list[None],
    recipients: list[Referent] | list[None],
) -> Iterator[EventDraft]:
    start, end = extent_of(noun)
    said = cast.statement_at(noun.idx)
    for actor in [a for a in actors if a is None or a.type in ACTORS]:
        for recipient in recipients:
            if recipient is not actor:
                yield EventDraft(kind, EventStatus.ACTUAL, actor, recipient, None, start, end, said, confidence=0.6)


def _owners(cast: Cast, noun: Token, preps: tuple[str, ...]) -> list[Referent]:
    """Whose act it is: the possessor, or what stands after "of", "by", "from", "brought by"."""
    possessors = [r for c in noun.children if c.dep_ == "poss" for r in cast.of(c, strict=True)]
    agents = [a for c in noun.children if c.dep_ == "acl" for a in c.children if a.dep_ == "agent"]
    return possessors or _after(cast, noun, preps) or [r for a in agents for t in a.children for r in cast.of(t)]


def _after(cast: Cast, noun: Token, preps: tuple[str, ...]) -> list[Referent]:
    heads = [c for c in noun.children if c.dep_ in {"prep", "agent"} and c.lower_ in preps]
    return [r for head in heads for t in head.children if t.dep_ == "pobj" for r in cast.of(t)]


def _governor(cast: Cast, noun: Token) -> Frame | None:
    """The clause that a noun stands in, as object or after a preposition."""
    node = noun
    for _ in range(4):
        frame = cast.reading.frame_of.get(node.head.i)
        if frame is not None:
            return frame
        node = node.head
    return None


def _asked(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "X's request that Y act", "at X's urging, Y acted", "Y refused X's request"."""
    actors = _owners(cast, noun, ("of", "by", "from"))
    if not actors:
        return
    recipients = _after(cast, noun, ("to",))
    received = noun.head.lemma_ in {"receive", "get", "acknowledge", "confirm"} and noun.dep_ == "dobj"
    if received and any(asker in actors for asker, _ in cast.asked):
        return  # "confirmed it had received Lee's request", of which the story has told
    for clause in (c for c in noun.children if c.dep_ in {"acl", "relcl", "ccomp"} and c.tag_ in {"VB", "VBP", "VBZ"}):
        inner = cast.reading.frame_of.get(clause.i)
        recipients = recipients or ([] if inner is None else cast.of(_own_subject(clause)))
    governor = _governor(cast, noun)
    order = cast.order_before(noun.i)
    if not recipients and governor is not None and noun.dep_ == "pobj" and order is not None and _rules(cast, governor):
        yield from _drafts(cast, EventType.ACCUSE, noun, actors, [order])  # "the stay came at the request of Ohio"
        return
    if not recipients and governor is not None:
        recipients = cast.of(governor.subject, before=governor.verb.i)
    asked = [r for r in recipients if r.type in ACTORS and r not in actors]
    wanted = noun.lemma_.lower() in words("events", "wanting") and any(_wanted(c) for c in noun.rights)
    yield from _drafts(cast, EventType.REQUEST, noun, actors, asked or ([None] if wanted else []))


def _wanted(below: Token) -> bool:
    """What a request is for: "her request *for a federal declaration*", "its plea *to reopen the road*"."""
    return below.lower_ == "for" or (below.dep_ in {"acl", "relcl"} and below.tag_ == "VB")


def _rules(cast: Cast, frame: Frame) -> bool:
    """Whether a clause tells what a court did, or its ruling."""
    subject = frame.object if frame.passive else frame.subject
    ruling = subject is not None and any(r in cast.rulings for r in cast.of(subject))
    return ruling or any(cast.is_a(r, "court") for r in cast.actors(frame.subject))


def _own_subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ not in {"WDT", "WP"}), None)


def _sued(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "X's lawsuit against Y", "a suit by X over Z"."""
    actors = _owners(cast, noun, ("by", "from")) or _below(cast, noun)
    recipients = _after(cast, noun, ("against",)) or _after(cast, noun, ("over", "to", "about"))
    governor = _governor(cast, noun)
    met = noun.dep_ == "dobj" or (noun.dep_ == "pobj" and noun.head.lower_ == "with")
    answers = governor is not None and governor.lemma in words("events", "causing") | words("events", "defending")
    if not recipients and governor is not None and answers and met:  # "faces a suit", "met with a suit"
        recipients = cast.of(governor.subject, before=governor.verb.i)
        actors = actors or [r for p in ("from", "by") for t in governor.preps.get(p, ()) for r in cast.of(t)]
    brought = actors and any(c.lower_ in {"by", "from"} for c in noun.rights)
    if not recipients and (brought or noun.head.lemma_.lower() in PENDING):  # "petitions by Ohio and Utah are pending"
        order = cast.order_before(noun.i)
        recipients = cast.sued or ([] if order is None else [order])
    if actors and recipients:
        cast.sued = recipients
    yield from _drafts(cast, EventType.ACCUSE, noun, actors, recipients)


def _petitioned(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """A petition that is pending is a suit."""
    if noun.head.lemma_.lower() in PENDING:
        yield from _sued(cast, noun)


def _below(cast: Cast, noun: Token) -> list[Referent]:
    """Whom "by" names where the parser hangs it on what the suit is over: "suits over the order by Tacoma"."""
    agents = [t for t in noun.subtree if t.lower_ == "by" and t.i > noun.i]
    return [r for a in agents for t in a.children if t.dep_ == "pobj" for r in cast.of(t)]


def _judged(cast: Cast, noun: Token, kind: EventType) -> Iterator[EventDraft]:
    """As in "drew a rebuke from X", "X's criticism of Y", "praise from X"."""
    actors = _owners(cast, noun, ("from", "by", "among"))
    recipients = _after(cast, noun, ("of", "against", "for", "on", "to", "over"))
    if not recipients and any(c.dep_ == "prep" and c.lower_ in {"of", "for"} for c in noun.rights):
        return  # "support for this story comes from listeners"
    governor = _governor(cast, noun)
    causes = governor is not None and governor.lemma in words("events", "causing")
    if causes and not actors and governor is not None:
        actors = [r for p in ("from", "among") for t in governor.preps.get(p, ()) for r in cast.of(t)]
    if not recipients and causes and governor is not None:
        order = cast.order_before(noun.i)
        told = governor.verb.dep_ == "advcl" and governor.verb.tag_ == "VBG"  # "signed it, *drawing* a rebuke from X"
        recipients = [] if told and order is not None else cast.of(governor.subject, before=governor.verb.i)
        recipients = recipients or ([] if order is None else [order])
    yield from _drafts(cast, kind, noun, actors, recipients)


def _dealt(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "a settlement between X and Y"."""
    parties = [r for r in _after(cast, noun, ("between",)) if r.type in ACTORS]
    standing = noun.dep_ == "pobj" and noun.head.lower_ == "under"  # "could seek damages under a pact between"
    if len(parties) == 2 and not standing:
        yield from _drafts(cast, EventType.AGREE, noun, parties[:1], parties[1:])
    yield from _with(cast, noun, EventType.AGREE, {"under", "in", "after"})


def _with(cast: Cast, noun: Token, kind: EventType, places: set[str]) -> Iterator[EventDraft]:
    """As in "is in talks with X", "under a deal with X, Y will …": between the subject and whom "with" names."""
    governor = _governor(cast, noun) if noun.dep_ == "pobj" and noun.head.lower_ in places else None
    if governor is not None and governor.subject is not None and not governor.negated:
        actors = cast.actors(governor.subject, before=governor.verb.i)
        yield from _drafts(cast, kind, noun, actors, [r for r in _after(cast, noun, ("with",)) if r.type in ACTORS])


def _conferred(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "the city is in talks with X", "talks between X and Y"."""
    parties = [r for r in _after(cast, noun, ("between",)) if r.type in ACTORS]
    if len(parties) == 2:
        yield from _drafts(cast, EventType.CONSULT, noun, parties[:1], parties[1:])
    yield from _with(cast, noun, EventType.CONSULT, {"in", "after", "following", "during"})
    met = noun.lemma_.lower() == "meeting"  # not "their contacts with the agency"
    hosts = [r for c in noun.children if met and c.dep_ == "poss" for r in cast.of(c) if r.type in ACTORS]
    guests = [r for r in _after(cast, noun, ("with",)) if r.type in ACTORS]
    yield from _drafts(cast, EventType.CONSULT, noun, hosts, guests)


def _dissented(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "in dissent, Justice X wrote", "X's dissent"."""
    ruling = cast.ruling_before(noun.i)
    actors = _owners(cast, noun, ("by", "from", "of"))
    if not actors and noun.dep_ == "pobj" and noun.head.lower_ == "in":
        governor = _governor(cast, noun)
        actors = [] if governor is None else cast.actors(governor.subject, before=governor.verb.i)
    if ruling is not None:
        yield from _drafts(cast, EventType.REJECT, noun, actors, [ruling])


def _attacked(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "the killing of X by Y", "assaults on officers"."""
    victims = [r for r in _after(cast, noun, ("of", "on", "against")) if r.type in (PERSON, GROUP, AGENCY)]
    yield from _drafts(cast, EventType.ASSAULT, noun, _owners(cast, noun, ("by",)), victims)


def _seized(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "the arrest of X by Y", "the deportation of X", "raids on X by Y"."""
    victims = [r for r in _after(cast, noun, ("of", "on")) if r.type in (PERSON, GROUP, ORGANIZATION)]
    seizers = _owners(cast, noun, ("by",)) or _below(cast, noun)
    named = seizers and any(c.lower_ == "by" for c in noun.rights)  # "arrests by the Border Patrol fell"
    yield from _drafts(cast, EventType.COERCE, noun, seizers or [None], victims or ([None] if named else []))


def _sided(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "if the appeals court sides with X", where the parser takes the verb for a noun."""
    court = cast.court_before(noun)
    parties = _after(cast, noun, ("with",))
    if court is not None and parties and noun.lower_ in {"sides", "siding"}:
        doubtful = any(t.lower_ == "if" for t in noun.doc[noun.sent.start : noun.i])
        for draft in _drafts(cast, EventType.SUPPORT, noun, [court], parties):
            draft.status = EventStatus.HYPOTHETICAL if doubtful else draft.status
            yield draft


def _authored(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "X, the author of the act": who sponsors a law supports it."""
    named = _after(cast, noun, ("of",)) or [r for c in noun.lefts if c.dep_ == "poss" for r in cast.of(c)]
    laws = [r for r in named if r.type is POLICY]
    governor = _governor(cast, noun) if noun.dep_ == "attr" else None
    who = cast.of(noun.head if noun.dep_ == "appos" else governor.subject if governor is not None else noun)
    yield from _drafts(cast, EventType.SUPPORT, noun, [r for r in who if r.type is PERSON], laws)


def _protested(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "protests against Y": by nobody in particular."""
    aims = _after(cast, noun, ("against", "over"))
    crowd = noun.lemma_.lower() in {"march", "rally", "walkout", "vigil"}
    actors = _owners(cast, noun, ("by", "from", "of") if crowd else ("by", "from"))
    start, end = extent_of(noun)
    about = any(c.lower_ in {"against", "over"} for c in noun.children)
    governor = _governor(cast, noun) if noun.dep_ == "dobj" and not about else None
    broke = cast.reading.frame_of.get(noun.head.i) if noun.dep_ == "nsubj" else None
    if broke is not None and broke.lemma in {"erupt", "break", "flare", "spread", "ensue"}:
        about = True
    if governor is not None and governor.lemma in words("events", "causing"):  # "the order sparked protests"
        about, aims = True, cast.of(governor.subject, before=governor.verb.i)
        actors = actors or [r for p in ("from", "among") for t in governor.preps.get(p, ()) for r in cast.of(t)]
    if about and not actors:
        said, aim = cast.statement_at(noun.idx), aims[0] if aims else None
        yield EventDraft(EventType.PROTEST, EventStatus.ACTUAL, None, aim, None, start, end, said, confidence=0.6)
    yield from _drafts(cast, EventType.PROTEST, noun, actors, aims or ([None] if about else []))


def _refused(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "X's refusal to Y", "the veto of the bill by X", "they met in defiance of the order"."""
    actors = _owners(cast, noun, ("by", "from"))
    governor = _governor(cast, noun) if noun.dep_ == "pobj" and noun.head.lower_ == "in" else None
    if not actors and governor is not None:
        actors = cast.actors(governor.subject, before=governor.verb.i)
    recipients: list[Referent] | list[None] = _after(cast, noun, ("of", "to"))
    owned = any(c.dep_ == "poss" for c in noun.lefts) and noun.lemma_.lower() == "refusal"
    yield from _drafts(cast, EventType.REJECT, noun, actors, recipients or ([None] if owned else []))


def _probed(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "X's investigation into Y", "Y is under investigation by X"."""
    recipients = _after(cast, noun, ("into", "of"))
    governor = _governor(cast, noun) if noun.dep_ == "pobj" and noun.head.lower_ == "under" else None
    if not recipients and governor is not None:
        recipients = cast.of(governor.subject, before=governor.verb.i)
    yield from _drafts(cast, EventType.ACCUSE, noun, _owners(cast, noun, ("by", "from")), recipients)


READERS: dict[str, Reader] = {
    "refusing": _refused,
    "probing": _probed,
    "ballot": voted,
    "asking": _asked,
    "suing": _sued,
    "petitioning": _petitioned,
    "blaming": partial(_judged, kind=EventType.ACCUSE),
    "praising": partial(_judged, kind=EventType.SUPPORT),
    "dealing": _dealt,
    "protesting": _protested,
    "conferring": _conferred,
    "dissenting": _dissented,
    "attacking": _attacked,
    "authoring": _authored,
    "seizing": _seized,
    "siding": _sided,
    "facility": opened,
    "gift": given,
}
