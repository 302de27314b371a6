"""Frames that report events: each held against the patterns of its verb."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.event_lexicon import Pattern, patterns
from graph.extract.event_slots import complement_subject, fill, infinitives
from graph.extract.event_status import status_of
from graph.extract.frames import Frame
from graph.extract.layout import Kind
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, ORDER, ORGANIZATION, PERSON, PLACE, POLICY
from graph.extract.participants import ACTORS, NORMS, Cast
from graph.extract.reading import EventDraft
from graph.extract.referent import Referent
from graph.model import EventStatus, EventType

NEEDS_RECIPIENT = frozenset({EventType.ACCUSE, EventType.SUPPORT})
NEEDS_EITHER = frozenset(
    {EventType.REQUEST, EventType.SANCTION, EventType.AGREE, EventType.CONSULT, EventType.THREATEN}
)
NEEDS_ACTOR = frozenset(EventType) - {EventType.REQUEST, EventType.SANCTION, EventType.COERCE, EventType.MOBILIZE}
MATERIAL = frozenset(
    {
        EventType.AID,
        EventType.COERCE,
        EventType.ASSAULT,
        EventType.MOBILIZE,
        EventType.PROTEST,
        EventType.RETREAT,
        EventType.SANCTION,
        EventType.CONSULT,
        EventType.COOPERATE,
        EventType.CONCEDE,
    }
)
WHERE = ("in", "at", "outside", "near", "to", "into", "on", "across", "around", "from", "inside")


def frame_events(cast: Cast) -> Iterator[tuple[Token, EventDraft]]:
    """Every event that a verb reports, with the verb, in text order."""
    for frame in cast.reading.frames:
        line = patterns().get(frame.lemma)
        if frame.negated and frame.lemma in words("events", "comply") and _told(cast, frame):
            for draft in refusals(cast, frame):
                yield frame.verb, draft
        elif line and _told(cast, frame):
            for draft in _of_frame(cast, frame, line):
                yield frame.verb, draft


def _told(cast: Cast, frame: Frame) -> bool:
    paragraph = cast.reading.paragraph(frame.verb.idx)
    return paragraph is not None and paragraph.kind not in (Kind.FURNITURE, Kind.TITLE)


def _of_frame(cast: Cast, frame: Frame, line: tuple[Pattern, ...]) -> Iterator[EventDraft]:
    status = status_of(cast.reading, frame)
    if status is None or _generic(frame):
        return
    actors = _actors(cast, frame)
    matched = False
    for pattern in line:
        if (matched and "also" not in pattern.flags) or not _fits(cast, frame, pattern, actors):
            continue
        drafts = list(_drafts(cast, frame, pattern, actors, status))
        matched = matched or bool(drafts)
        yield from drafts


def _actors(cast: Cast, frame: Frame) -> list[Referent] | None:
    """Who acts; [] for an agentless passive, None where somebody acts that is not known."""
    if frame.subject is None and not frame.passive:
        frame.subject = _subject_before(frame)
    if frame.subject is None:
        return [] if frame.passive else None
    found = cast.actors(frame.subject, before=None if frame.passive else frame.verb.i)
    if frame.lemma in {"side", "rule"} and not any(cast.is_a(a, "court") for a in found):
        court = cast.court_before(frame.verb)
        found = found if court is None or court.before(frame.verb.i) < frame.verb.sent.start else [court]
    return found or None


def _subject_before(frame: Frame) -> Token | None:
    """Where the parse has lost it: the last subject before a finite verb or participle in its sentence."""
    verb = frame.verb
    if verb.tag_ == "VB" or verb.dep_ in {"pcomp", "csubj", "amod", "nsubj", "dobj", "pobj"}:
        return None
    for i in range(verb.i - 1, verb.sent.start - 1, -1):
        token = verb.doc[i]
        if token.dep_ == "nsubj" and token.head.i < verb.i and token.tag_ not in {"WDT", "WP"}:
            return token
    return None


def _drafts(
    cast: Cast, frame: Frame, pattern: Pattern, actors: list[Referent] | None, status: EventStatus
) -> Iterator[EventDraft]:
    recipients: list[Referent | None] = list(fill(cast, frame, pattern.slots, actors or []))
    doers: list[Referent | None] = list(actors) if actors else [None]
    if "victim" in pattern.flags:
        recipients, doers = list(doers), [None]
        status = EventStatus.HYPOTHETICAL
    stated = next((EventStatus(f[3:]) for f in pattern.flags if f.startswith("as=")), None)
    if stated is not None and status in (EventStatus.ACTUAL, EventStatus.PLANNED):
        status = stated
    if "victim" not in pattern.flags and (actors is None or (not actors and pattern.type in NEEDS_ACTOR)):
        return
    if pattern.type is EventType.REQUEST:
        recipients = [r for r in recipients if r is not None and r.type in ACTORS]
    recipients = [r for r in recipients if not _own_order(pattern, doers, r)]
    if not recipients and ("aimed" in pattern.flags or
        (pattern.type in NEEDS_RECIPIENT | NEEDS_EITHER and "free" not in pattern.flags) or (not actors and pattern.type is not EventType.MOBILIZE)
    ):
        return
    if frame.modal in {"may", "can"} and pattern.type is not EventType.ACCUSE:  # permission, mostly
        return
    if status is EventStatus.NEGATED and pattern.type in NEEDS_RECIPIENT:
        return
    where = _place(cast, frame) if pattern.type in MATERIAL else None
    start, end = span_of(frame)
    said = cast.statement_at(frame.verb.idx)
    for actor in doers:
        for recipient in recipients or [None]:
            if "suit" in pattern.flags and recipient is not None:
                cast.sued = [r for r in recipients if r is not None]
                cast.plaintiffs.add(id(actor))
            if actor is not recipient or actor is None:
                yield EventDraft(pattern.type, status, actor, recipient, where, start, end, said)


def refusals(cast: Cast, frame: Frame) -> Iterator[EventDraft]:
    """"the city will not help", "vowed not to comply": REJECT, planned."""
    vowed = frame.verb.dep_ == "xcomp" and _lemma(frame.verb.head) in words("events", "vow")
    if cast.reading.official or not (frame.modal in {"will", "wo", "would", "'ll"} or vowed) or _generic(frame):
        return
    aims: list[Referent | None] = list(fill(cast, frame, ("object", "with", "by", "to"), []))
    start, end = span_of(frame)
    for actor in cast.actors(frame.subject, before=frame.verb.i):
        for aim in aims or [None]:
            said = cast.statement_at(frame.verb.idx)
            yield EventDraft(EventType.REJECT, EventStatus.PLANNED, actor, aim, None, start, end, said)


def _own_order(pattern: Pattern, doers: list[Referent | None], recipient: Referent | None) -> bool:
    """Nobody praises or blames his own order in the sense meant here."""
    own = recipient is not None and recipient.issuer is not None and recipient.issuer in doers
    return own and recipient is not None and recipient.type is ORDER and pattern.type in NEEDS_RECIPIENT


def _generic(frame: Frame) -> bool:
    """"anyone who defies the order": a rule, not an event."""
    subject = frame.object if frame.passive else frame.subject
    return (
        subject is not None
        and subject.lemma_.lower() in words("events", "generic")
        and (subject.i == frame.verb.head.i or frame.modal is not None)
        and frame.modal not in {"could", "might"}
    )


def span_of(frame: Frame) -> tuple[int, int]:
    """The clause, in code points."""
    doc = frame.verb.doc
    last = doc[frame.end - 1]
    return int(doc[frame.start].idx), int(last.idx + len(last))


def _place(cast: Cast, frame: Frame) -> Referent | None:
    for name in WHERE:
        for token in frame.preps.get(name, []):
            found = cast.reading.referent(token)
            if found is not None and found.type is PLACE:
                return found
    return None


# --- conditions


def _fits(cast: Cast, frame: Frame, pattern: Pattern, actors: list[Referent] | None) -> bool:
    if pattern.particle is None:
        if frame.particle is not None or any(c.lower_ == "back" for c in frame.verb.rights):
            return False
    elif not has_particle(frame, pattern.particle):
        return False
    if pattern.objects and not _object_in(frame, pattern.objects):
        return False
    if pattern.preps and not any(_has_prep(frame, name, noun) for name, noun in pattern.preps):
        return False
    return all(_holds(cast, frame, flag, actors or []) for flag in pattern.flags)


def has_particle(frame: Frame, particle: str) -> bool:
    """Whether "down", "out", "by" … belongs to the verb."""
    return any(
        c.lower_ == particle and c.dep_ in {"prt", "advmod", "prep", "aux", "acomp", "ccomp"}
        for c in frame.verb.children
    )


def _object_in(frame: Frame, lemmas: frozenset[str]) -> bool:
    if frame.object is None:
        return False
    heads = (frame.object, *frame.object.conjuncts)
    return any(
        h.lemma_.lower() in lemmas or any(c.lemma_.lower() in lemmas for c in h.lefts if c.dep_ in {"compound", "amod"})
        for h in heads
    )


def _has_prep(frame: Frame, name: str, noun: str) -> bool:
    if name not in frame.preps:
        return any(c.lower_ == name and c.dep_ in {"prep", "prt", "mark"} for c in frame.verb.children) and not noun
    return not noun or any(t.lemma_.lower() == noun for t in frame.preps[name])


def _holds(cast: Cast, frame: Frame, flag: str, actors: list[Referent]) -> bool:
    if flag.startswith("inf="):
        wanted = set(flag[4:].split("|"))
        return any(f.lemma in wanted for f in infinitives(cast.reading, frame))
    if flag.startswith("as="):
        return True
    if flag.startswith("word="):
        return any(c.lower_ == flag[5:] for c in frame.verb.children)
    if flag in {"court", "legislature", "force"}:
        return any(cast.is_a(a, flag) for a in actors)
    check = CHECKS.get(flag)
    return check is None or check(cast, frame, actors)


def _lemma(token: Token | None) -> str:
    return "" if token is None else token.lemma_.lower()


def _object_types(cast: Cast, frame: Frame) -> set[object]:
    return {r.type for r in cast.of(frame.object)}


def _is_norm(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    return bool(_object_types(cast, frame) & NORMS) or _lemma(frame.object) in words("events", "norm")


def _is_own(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    """A restriction that the actor itself set, lifted by it."""
    if any(cast.is_a(a, "court") for a in actors):
        return False
    orders = [r for r in cast.of(frame.object) if r.type is ORDER]
    if orders:
        return all(o.issuer is None or o.issuer in actors or not any(a.type is PERSON for a in actors) for o in orders)
    return _lemma(frame.object) in words("events", "restriction") or bool(
        cast.of(frame.object) and _is_norm(cast, frame, actors)
    )


def _is_statute(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    types = _object_types(cast, frame)
    return ORDER not in types and (_lemma(frame.object) in words("events", "statute") or POLICY in types)


def _is_legal(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    in_court = any(t.lemma_.lower() == "court" for p in frame.preps.values() for t in p)
    return in_court or bool(_object_types(cast, frame) & NORMS) or _lemma(frame.object) in words("events", "legal")


def _is_strike(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    """Asking a court to strike something down."""
    asked = cast.of(frame.object) or cast.of(complement_subject(frame))
    if not any(cast.is_a(r, "court") for r in asked):
        return False
    for act in infinitives(cast.reading, frame):
        target = cast.of(act.object)
        if act.lemma in words("events", "strike") and not any(
            t.type is POLICY and t is cast.ruling_before(frame.verb.i) for t in target
        ):
            return _lemma(act.object) not in {"case", "lawsuit", "suit", "conviction"}
    return False


def _appeals(cast: Cast, frame: Frame) -> bool:
    """Asking a court to hear a case or to review a ruling."""
    asked = cast.of(frame.object) or cast.of(complement_subject(frame))
    acts = {f.lemma for f in infinitives(cast.reading, frame)}
    return any(cast.is_a(r, "court") for r in asked) and bool(acts & {"hear", "review", "rehear", "reconsider", "reverse"})


def _is_receiver(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    """Somebody is asked to do something: an infinitive, a that-clause, or a thing asked for."""
    doc, verb = frame.verb.doc, frame.verb
    rest = [doc[i] for i in range(verb.i + 1, verb.sent.end)][:25]
    if rest and rest[0].lower_ in {"if", "whether", "why", "how", "what", "about", "when", "who"}:
        return False
    if any((t.tag_ == "TO" and t.head.tag_ == "VB") or t.lower_ == "for" for t in rest):
        return True
    return frame.complement is not None and any(c.lower_ == "that" for c in frame.complement.children)


def _is_inf(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    return any(True for _ in infinitives(cast.reading, frame))


def _is_planned(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    return frame.verb.dep_ in {"xcomp", "ccomp", "conj"} and _lemma(frame.verb.head) in words("events", "vow")


def _is_troops(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    heads = [] if frame.object is None else [frame.object, *frame.object.conjuncts]
    nouns = {t.lemma_.lower() for h in heads for t in h.subtree if t.i <= h.i or t.dep_ == "pobj"}
    return bool(nouns & words("events", "force"))


def _is_crowd(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    return any(a.type in (GROUP, ORGANIZATION) and not cast.is_a(a, "force") for a in actors)


def _is_person(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    return bool(_object_types(cast, frame) & {PERSON, GROUP}) or (
        frame.object is not None and frame.object.lower_ in {"people", "him", "her", "them"}
    )


def _is_consent(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    """Agreeing to do, or to a thing; not that something is so."""
    return _is_inf(cast, frame, actors) or bool(frame.preps.keys() & {"to", "on"})


def _is_siding(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    return bool(actors)


def _is_stand(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    return any(
        c.lemma_.lower() in {"stand", "standing"}
        for c in frame.verb.subtree
        if c.head is frame.verb or c.head.head is frame.verb
    )


def _are_bodies(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    others = [r for t in frame.preps.get("with", []) for r in cast.of(t)]
    return (
        all(r.type in (AGENCY, GROUP) for r in others) and any(a.type is AGENCY for a in actors) and frame.modal is None
    )


def _is_parley(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    others = cast.of(frame.object) + [r for t in frame.preps.get("with", []) for r in cast.of(t)]
    public = {PERSON, AGENCY, GROUP, PLACE}  # two organisations that meet are teams, mostly
    return any(r.type in ACTORS for r in others) and any(r.type in public for r in [*others, *actors])


def _is_meeting(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    others = frame.preps.get("with", [])
    return bool(others) and not any(_lemma(t) in words("events", "audience") for t in others)


def _leaves(cast: Cast, frame: Frame, actors: list[Referent]) -> bool:
    return (
        frame.object is None
        or _is_troops(cast, frame, actors)
        or _lemma(frame.object) in {"petition", "nomination", "bid", "appeal"}
    )


CHECKS = {
    "free": lambda cast, frame, actors: True,
    "aimed": lambda cast, frame, actors: True,
    "protesters": lambda cast, frame, actors: any(cast.terms(a) & PROTESTERS for a in actors),
    "appeal": lambda cast, frame, actors: _appeals(cast, frame),
    "suit": lambda cast, frame, actors: True,
    "layman": lambda cast, frame, actors: not any(cast.is_a(a, "court") for a in actors),
    "norm": _is_norm,
    "norm-free": lambda cast, frame, actors: (
        not _is_norm(cast, frame, actors) and bool(cast.of(frame.object)) and not (_object_types(cast, frame) & {PLACE})
    ),
    "own": _is_own,
    "statute": _is_statute,
    "legal": _is_legal,
    "strike": _is_strike,
    "receiver": _is_receiver,
    "inf": _is_inf,
    "planned": _is_planned,
    "troops": _is_troops,
    "crowd": _is_crowd,
    "person": _is_person,
    "official": _is_person,
    "consent": _is_consent,
    "meeting": _is_meeting,
    "leaves": _leaves,
    "siding": _is_siding,
    "stand": _is_stand,
    "bodies": _are_bodies,
    "parley": _is_parley,
    "bare": lambda cast, frame, actors: frame.complement is None and bool(cast.of(frame.object)),
    "body": lambda cast, frame, actors: any(cast.is_a(a, "legislature") for a in actors),
    "verbal": lambda cast, frame, actors: (
        not any(cast.is_a(a, "force") for a in actors) and bool(cast.of(frame.object))
    ),
    "helped": lambda cast, frame, actors: bool(
        _object_types(cast, frame) & {PERSON, GROUP, ORGANIZATION, AGENCY, PLACE}
    ),
    "commit": lambda cast, frame, actors: frame.complement is not None,
    "verdict": lambda cast, frame, actors: _ruled_against(frame),
}
PROTESTERS = frozenset(
    {"protester", "protesters", "demonstrator", "demonstrators", "activists", "marchers", "residents", "workers", "vendors",
     "supporters", "opponents", "parents", "students", "union", "crowd", "neighbors", "advocates", "organizers"}
)
VERDICT = frozenset(
    {"unconstitutional", "unlawful", "illegal", "invalid", "void", "null", "improper", "arbitrary", "unenforceable"}
)


def _ruled_against(frame: Frame) -> bool:
    clause = frame.complement.subtree if frame.complement is not None else frame.verb.subtree
    return any(t.lower_ in VERDICT for t in clause)
