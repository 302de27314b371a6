"""Frames that report events: each held against the patterns of its verb."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.events.actors import clients, counted, doers
from graph.extract.events.clause import Clause, lemma_of, span_of
from graph.extract.events.conditions import fits
from graph.extract.events.lexicon import Pattern, patterns
from graph.extract.events.refusals import refusals
from graph.extract.events.slots import complement_subject, fill, in_focus
from graph.extract.events.status import RANKS, none_of, status_of
from graph.extract.frames import Frame
from graph.extract.layout import Kind
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, NORMS, ORDER, PLACE
from graph.extract.participants import ACTORS, FIRST, Cast
from graph.extract.reading import EventDraft
from graph.extract.referent import Referent
from graph.model import EventStatus, EventType

JUDGING = frozenset({EventType.ACCUSE, EventType.SUPPORT})
AIMED = JUDGING | {EventType.REQUEST, EventType.SANCTION, EventType.AGREE, EventType.CONSULT, EventType.THREATEN}
ACTORLESS = frozenset(
    {EventType.REQUEST, EventType.SANCTION, EventType.COERCE, EventType.MOBILIZE, EventType.CONSULT}
)  # told without an actor
VOICED = JUDGING | {EventType.REQUEST, EventType.AGREE, EventType.CONSULT}  # acts of whoever signs an order, in it
MATERIAL = frozenset(EventType) - JUDGING - {EventType.REQUEST, EventType.REJECT, EventType.AGREE, EventType.THREATEN}
OFTEN = frozenset("when whenever seldom rarely often usually sometimes typically generally normally".split())
TOLD_BY_OTHERS = MATERIAL - {EventType.CONSULT}  # of what somebody says that he did: 1 of 9 right
FEARED = frozenset({EventType.SANCTION, EventType.ACCUSE, EventType.MOBILIZE})
FORESEEN = frozenset({EventStatus.PLANNED, EventStatus.HYPOTHETICAL})
UNFIT = {  # what nothing of a type is done to: "blocked the bridge"
    EventType.PROTEST: {PLACE},
    **{EventType(name): NORMS for name in "AID COERCE ASSAULT CONSULT THREATEN COOPERATE".split()},
}
LEGAL = frozenset({"challenge", "contest", "charge", "prosecute", "indict", "impeach"})
PASSIVELY = frozenset({"victim", "felt", "sum"})  # those who act are no subject
WHERE = ("in", "at", "outside", "near", "to", "into", "on", "across", "around", "from", "inside")


def frame_events(cast: Cast) -> Iterator[tuple[Token, EventDraft]]:
    """Every event that a verb reports, with the verb, in text order."""
    for frame in cast.reading.frames:
        line = patterns().get(frame.lemma)
        if not _told(cast, frame):
            continue
        refused = [] if generic(frame) else list(refusals(cast, frame))
        yield from ((frame.verb, draft) for draft in refused)
        if line and not refused:
            for draft in _of_frame(cast, frame, line):
                cast.note(draft.type, frame.lemma, draft.actor, draft.recipient)
                yield frame.verb, draft


def _told(cast: Cast, frame: Frame) -> bool:
    paragraph = cast.reading.paragraph(frame.verb.idx)
    return paragraph is not None and paragraph.kind not in (Kind.FURNITURE, Kind.TITLE)


def _of_frame(cast: Cast, frame: Frame, line: tuple[Pattern, ...]) -> Iterator[EventDraft]:
    if frame.subject is not None and (frame.subject.lower_ in {"those", "one"} or _among(frame.subject)):
        frame.subject = counted(frame.subject)
    status = status_of(cast.reading, frame)
    if status is None or generic(frame):
        return
    actors = doers(cast, frame)
    signed = cast.reading.official and frame.subject is not None and frame.subject.lower_ in FIRST
    clause = Clause(cast, frame, actors or [])
    matched = False
    for pattern in line:
        if (matched and "also" not in pattern.flags) or not fits(pattern, clause):
            continue
        if pattern.type in TOLD_BY_OTHERS and "own" not in pattern.flags and _told_by_doer(cast, frame):
            continue  # but "I have rescinded the order" is news
        if (actors is None and not pattern.flags & PASSIVELY and not _unsued(frame, pattern)) or (
            signed and pattern.type not in VOICED
        ):
            continue
        drafts = list(_drafts(clause, pattern, status))
        matched = matched or bool(drafts)
        yield from drafts


def _told_by_doer(cast: Cast, frame: Frame) -> bool:
    """What somebody says in his own words that he does: "I quit stocking them", "we gave in"."""
    mine = frame.subject is not None and frame.subject.lower_ in FIRST
    return mine and cast.reading.quotation(frame.verb.idx) is not None


def _among(noun: Token) -> bool:
    """As in "is among the cities that sued", "was one of three senators to dissent", "was the first group to sue"."""
    above = noun.head
    if noun.lower_ in RANKS or (noun.dep_ == "attr" and any(c.lower_ in RANKS for c in noun.lefts)):
        return True
    return noun.tag_ == "NNS" and (above.lower_ == "among" or (above.lower_ == "of" and above.head.lower_ == "one"))


def _drafts(clause: Clause, pattern: Pattern, status: EventStatus) -> Iterator[EventDraft]:
    cast, frame = clause.cast, clause.frame
    recipients = fill(cast, frame, pattern.slots, clause.actors)
    teller = _teller_acting(clause, pattern, status)
    own: list[Referent | None] = [] if frame.lemma == "be" and teller is not None else list(clause.actors)
    if pattern.type is EventType.ACCUSE:
        own = [*clients(cast, frame.subject)] or own
    actors = own or [_issuer_asking(clause, pattern) or teller]
    if "victim" in pattern.flags:
        kept = any(f.startswith("as=") for f in pattern.flags)
        recipients, actors, status = list(clause.actors), [None], status if kept else EventStatus.HYPOTHETICAL
    if "given" in pattern.flags:  # "the town got $5,000 from the state"
        givers = [r for r in recipients if r.type in ACTORS and not cast.is_a(r, "court")]
        recipients, actors = (list(clause.actors) if givers else []), [*givers]
    if "felt" in pattern.flags:  # "the order angered shop owners"
        recipients, actors = _causes(cast, frame), [r for r in clause.objects if r.type in ACTORS]
    elif not recipients and len(actors) == 2 and "with" in pattern.slots:  # "the city and the union reached a deal"
        recipients, actors = list(clause.actors[1:]), actors[:1]
    fitting = [r for r in recipients if _may_receive(clause, pattern, actors, r)]
    if recipients and not fitting and pattern.type is EventType.AID:
        return  # "pay for the stunt"
    recipients = fitting
    if not recipients and pattern.type is EventType.REQUEST:
        written_to = in_focus(cast, frame, "listener", clause.actors) if frame.verb.tag_ == "VBG" else []
        recipients = _bodies_meant(clause) or written_to or _issuers_asked(clause)
    if not _complete(clause, pattern, recipients, status) or not _happens(clause, pattern, status):
        return
    if "suit" in pattern.flags and recipients and clause.actors:
        cast.sued = recipients
        cast.suing = list(clause.actors)
        cast.plaintiffs.update(id(a) for a in clause.actors)
    where = place_of(cast, frame, pattern.type)
    start, end = span_of(frame)
    said = cast.statement_at(frame.verb.idx)
    aims: list[Referent | None] = list(recipients) or [None]
    for actor in actors:
        for recipient in aims:
            if actor is not recipient or actor is None:
                yield EventDraft(pattern.type, _stated(pattern, status), actor, recipient, where, start, end, said)


def _issuer_asking(clause: Clause, pattern: Pattern) -> Referent | None:
    """Who asks in an order's own words: "school districts are encouraged to print it"."""
    order = clause.cast.main
    asked = pattern.type is EventType.REQUEST and clause.frame.passive and clause.cast.reading.official
    return order.issuer if asked and order is not None else None


def _teller_acting(clause: Clause, pattern: Pattern, status: EventStatus) -> Referent | None:
    """Whose plan it is that something be done: "150 officers would be sent there, *the chief* said"."""
    cast, frame = clause.cast, clause.frame
    done = frame.passive or frame.lemma == "be"  # "extra officers would be on patrol"
    planned = pattern.type is EventType.MOBILIZE and done and frame.modal is not None and status in FORESEEN
    said = cast.statement_at(frame.verb.idx) if planned else None
    if said is None:
        return None
    ruling = said.speaker.type is AGENCY or any(role.office for role in said.speaker.roles)
    return said.speaker if ruling else None


def _bodies_meant(clause: Clause) -> list[Referent]:
    """Who is asked by a pronoun that was taken for a norm: "wrote to the commission urging *it* not to comply"."""
    asked = clause.frame.object or complement_subject(clause.frame)
    if asked is None or asked.lower_ not in {"it", "them", "they"}:
        return []
    return [r for r in clause.cast.body_named_before(asked) if r not in clause.actors][:1]


def _issuers_asked(clause: Clause) -> list[Referent]:
    """Of whom an order is wanted: "had demanded such a ban", "pushed for the closures": of whoever issued it."""
    thing = clause.frame.object
    wanted = [*([] if thing is None else [thing]), *clause.frame.preps.get("for", ())]
    orders = [r for t in wanted if lemma_of(t) in words("stance", "measure") for r in clause.cast.of(t)]
    issuers = [r.issuer for r in orders if r.type is ORDER and r.issuer is not None]
    return list(dict.fromkeys(r for r in issuers if r not in clause.actors))[:1]


def _causes(cast: Cast, frame: Frame) -> list[Referent]:
    """What moves those who are moved: a norm or an act of somebody."""
    subject = frame.subject
    found = cast.of(subject)
    if subject is not None and not found and lemma_of(subject) in words("stance", "measure"):
        found = [r for r in [cast.norm_before(subject.i)] if r is not None]
    return found


def _stated(pattern: Pattern, status: EventStatus) -> EventStatus:
    """The status that a verb itself gives ("is weighing a lawsuit")."""
    own = next((EventStatus(f[3:]) for f in pattern.flags if f.startswith("as=")), status)
    if "denied" in pattern.flags:  # "has not ruled out a lawsuit"
        return own
    return own if status in (EventStatus.ACTUAL, EventStatus.PLANNED) else status


def _may_receive(clause: Clause, pattern: Pattern, actors: list[Referent | None], recipient: Referent) -> bool:
    """Only who acts is asked; nobody praises or blames his own order in the sense meant here."""
    cast, frame = clause.cast, clause.frame
    if pattern.type is EventType.REQUEST:
        return recipient.type in ACTORS
    if recipient.type is GROUP and pattern.type is EventType.SUPPORT and frame.lemma == "welcome":  # guests
        return recipient.named
    if "clausal" in pattern.flags and recipient.type is GROUP:  # "fumed that her members were out of work"
        return False
    if pattern.type in (EventType.AGREE, EventType.CONSULT) and cast.terms(recipient) & words("events", "audience"):
        return False
    if recipient.type in UNFIT.get(pattern.type, ()):
        return False
    if frame.lemma == "visit" and recipient.type is PLACE:  # "visits the town", whose people he meets
        return False
    if pattern.type is EventType.AGREE and frame.lemma == "agree" and recipient.type in NORMS:
        return False  # "agreed to give it a hearing"
    if pattern.type is EventType.AGREE and cast.is_a(recipient, "court"):  # "promised to take them to court"
        return False
    own = recipient.type is ORDER and recipient.issuer is not None and recipient.issuer in actors
    return not (own and pattern.type in JUDGING)


def _complete(clause: Clause, pattern: Pattern, recipients: list[Referent], status: EventStatus) -> bool:
    """Whether those are known without whom the event says nothing."""
    if not clause.actors and _unsued(clause.frame, pattern):
        return True
    told = pattern.type in ACTORLESS or pattern.flags & {*PASSIVELY, "impersonal"}
    if not told and not clause.actors:
        return False
    if recipients or (told and status is EventStatus.NEGATED and clause.frame.passive):  # "no one was arrested"
        return True
    needed = pattern.type in AIMED and "free" not in pattern.flags
    if {"victim", "free"} <= pattern.flags:  # "refusal could bring a fine"
        return True
    if pattern.type is EventType.SANCTION and status is EventStatus.THREATENED:  # "threatened to withhold far more"
        return bool(clause.actors)
    return not needed and "aimed" not in pattern.flags and (bool(clause.actors) or pattern.type is EventType.MOBILIZE)


def _unsued(frame: Frame, pattern: Pattern) -> bool:
    """As in "no one has sued", "no suit has been filed"."""
    first = frame.object if frame.passive else frame.subject
    if "suit" not in pattern.flags or first is None or first.head != frame.verb or not none_of(first):
        return False
    return lemma_of(first) in words("events", "suing") if frame.passive else frame.lemma == "sue"


def _happens(clause: Clause, pattern: Pattern, status: EventStatus) -> bool:
    """Praise and blame that is denied is none, a suit not brought is told of; "may" and "can" permit, mostly."""
    suit = "suit" in pattern.flags or clause.frame.lemma in LEGAL
    if clause.frame.modal in {"may", "can", "ca"} and not suit:
        return False
    imagined = status is EventStatus.HYPOTHETICAL and pattern.type not in FEARED
    if imagined and clause.cast.statement_at(clause.frame.verb.idx) is not None:
        return False
    judged = pattern.type in JUDGING and "denied" not in pattern.flags and not suit
    return not (status is EventStatus.NEGATED and judged)


def generic(frame: Frame) -> bool:
    """As in "anyone who defies the order", "when a governor calls out the Guard": a rule, not an event."""
    subject = frame.object if frame.passive else frame.subject
    if frame.verb.tag_ in {"VBZ", "VBP"} and any(c.lower_ in OFTEN for c in frame.verb.lefts):
        return True
    if frame.verb.dep_ == "relcl" and frame.verb.tag_ in {"VBZ", "VBP"} and _any_such(frame.verb.head):
        return True
    if frame.verb.dep_ in {"relcl", "advcl"} and _habitual(frame):
        return True
    if subject is None or subject.lemma_.lower() not in words("events", "generic"):
        return False
    told = frame.verb.tag_ == "VBD" and subject.lemma_.lower() in {
        "people",
        "person",
    }  # "thousands of people who rallied"
    alike = subject.i == frame.verb.head.i and not told
    return (alike or frame.modal is not None) and frame.modal not in {"could", "might"}


def _habitual(frame: Frame) -> bool:
    """Told of any one that there may be: "the care that a hospital provides", "before officers shoot"."""
    present = frame.verb.tag_ in {"VBZ", "VBP"} or any(c.tag_ in {"VBZ", "VBP"} for c in frame.verb.lefts)
    perfect = any(c.dep_ == "aux" for c in frame.verb.lefts)
    subject = next((c for c in frame.verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or not present or perfect:
        return False
    return any(c.lower_ in {"a", "an", "any", "every", "each"} for c in subject.lefts)


def _any_such(noun: Token) -> bool:
    """Whoever fits the description: "businesses that ignore the order", not "the three that do"."""
    if any(c.lower_ in {"any", "every"} for c in noun.lefts):  # "any officer who carries out evictions"
        return True
    bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in noun.children)
    return noun.tag_ == "NNS" and bare and noun.dep_ in {"nsubj", "nsubjpass", "pobj", "dobj"}


def place_of(cast: Cast, frame: Frame, kind: EventType) -> Referent | None:
    """Where a frame's event is, as its prepositions tell; what is only said is nowhere."""
    for name in WHERE if kind in MATERIAL else ():
        for token in frame.preps.get(name, []):
            found = cast.reading.referent(token)
            if found is not None and found.type is PLACE:
                return found
    return None
