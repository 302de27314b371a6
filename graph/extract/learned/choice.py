"""Which events a document tells, of those that the rules found and those that the learned reader sees.

An event is right when its type, who does it and to whom are; each such three is weighed by a logistic model, fitted by
`tests/gold/events/fit.py` on documents that neither the rules nor the reader were made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp

from graph.extract.confidence import logit
from graph.extract.learned.reader import Sighting
from graph.extract.learned.scene import Scene
from graph.extract.lexicon import rows
from graph.extract.mention import ORDER
from graph.extract.reading import EventDraft
from graph.model import EventStatus, EventType
from graph.status.changes import effect_of
from graph.status.told import Told

# How likely an event must be right to be told: best on cases held out, where .56 of what is told is right.
ENOUGH = 0.26
ENOUGH_UNREAD = 0.36  # the same, where somebody takes part of whom the rules have read nothing
EDGE = 1e-4  # how near to none or all a chance is weighed
PART = 0.05  # how likely somebody must take part to be thought of
Key = tuple[EventType, int | None, int | None]  # type, actor, recipient: their numbers in the reading


@dataclass(slots=True)
class Candidate:
    """An event that may be told: where the reader sees it best, and the rules' drafts of it, the surest first."""

    key: Key
    sighting: Sighting | None = None
    chances: tuple[float, float, float] = (0.0, 0.0, 0.0)  # of the event at its token, of actor and of recipient
    drafts: list[EventDraft] = field(default_factory=list)  # each with another status or place
    tells_status: bool = False  # whether it says what becomes of an order: lifted, struck down, upheld
    traits: Mapping[str, float] = field(default_factory=dict)

    @property
    def draft(self) -> EventDraft | None:
        """What the rules tell most surely."""
        return self.drafts[0] if self.drafts else None

    @property
    def unread(self) -> bool:
        """Whether somebody takes part of whom the rules have read nothing."""
        return bool(self.traits["actor is unread"] or self.traits["recipient is unread"])

    @property
    def seen(self) -> float:
        """How likely the reader finds it."""
        event, actor, recipient = self.chances
        return event * actor * recipient

    @property
    def likely(self) -> float:
        """How likely it is right."""
        fitted = _weights()
        return 1 / (1 + exp(-sum(value * fitted.get(name, 0.0) for name, value in self.traits.items())))

    def is_enough(self, likely: float) -> bool:
        """Whether an event that is so likely is told. What becomes of an order is told wherever the rules find it, for
        whether it still binds hangs on that."""
        return self.tells_status or likely > (ENOUGH_UNREAD if self.unread else ENOUGH)


@cache
def _weights() -> Mapping[str, float]:
    return {row["trait"]: float(row["weight"]) for row in rows("event_choice_weights")}


def candidates(scene: Scene, seen: list[Sighting]) -> list[Candidate]:
    """Every event that the rules tell or the reader sees, with its traits."""
    found: dict[Key, Candidate] = {}
    for sighting in seen:
        for key, chances in _threes(sighting):
            if any(n is not None and scene.is_another_order(n) for n in key[1:]):
                continue
            _see(found.setdefault(key, Candidate(key)), sighting, chances)
    for draft in scene.events:
        key = _key(scene, draft)
        candidate = found.setdefault(key, Candidate(key))
        _keep(candidate.drafts, draft)
        candidate.tells_status |= tells_status(scene, draft)
        for sighting in seen if candidate.sighting is None else ():
            if sighting.type is key[0] and sighting.trigger == scene.trigger(draft.start, draft.end):
                _see(candidate, sighting, _chances(sighting, key))
    rivals = _Rivals(scene, list(found.values()))
    for candidate in found.values():
        candidate.traits = _traits(candidate, rivals)
    return list(found.values())


def _threes(sighting: Sighting) -> Iterable[tuple[Key, tuple[float, float, float]]]:
    for actor, by in sighting.actors.items():
        for recipient, to in sighting.recipients.items() if by >= PART else ():
            if to >= PART and (recipient is None or recipient != actor):
                yield (sighting.type, actor, recipient), (sighting.chance, by, to)


def _chances(sighting: Sighting, key: Key) -> tuple[float, float, float]:
    return sighting.chance, sighting.actors.get(key[1], 0.0), sighting.recipients.get(key[2], 0.0)


def _see(candidate: Candidate, sighting: Sighting, chances: tuple[float, float, float]) -> None:
    """Keep a sighting where it is the best of the candidate."""
    event, actor, recipient = chances
    if candidate.sighting is None or event * actor * recipient > candidate.seen:
        candidate.sighting, candidate.chances = sighting, chances


def _key(scene: Scene, draft: EventDraft) -> Key:
    actor, recipient = (None if r is None else scene.number.get(id(r)) for r in (draft.actor, draft.recipient))
    return draft.type, actor, recipient


def _keep(drafts: list[EventDraft], draft: EventDraft) -> None:
    """Keep the surest of each status and place: troops sent to one city and threatened for another are two events."""
    same = next((n for n, d in enumerate(drafts) if (d.status, d.place) == (draft.status, draft.place)), None)
    if same is None:
        drafts.append(draft)
    elif draft.confidence > drafts[same].confidence:
        drafts[same] = draft
    drafts.sort(key=lambda d: -d.confidence)


def tells_status(scene: Scene, draft: EventDraft) -> bool:
    """Whether an event says what becomes of an order, as `graph.status` understands it."""
    if draft.status is not EventStatus.ACTUAL or draft.recipient is None or draft.recipient.type is not ORDER:
        return False
    mentions = [] if draft.actor is None else draft.actor.mentions
    by = tuple(form.text for m in mentions for form in (m.span, m.long or m.title) if form)
    words = scene.reading.document.text[draft.start : draft.end]
    return effect_of(Told("", draft.type.value, "", "", words, by=by)) is not None


class _Rivals:
    """The candidates of one document, to be asked what else is told."""

    def __init__(self, scene: Scene, found: list[Candidate]) -> None:
        self.scene = scene
        self.ruled = [c for c in found if c.draft is not None]
        self.best: dict[int, list[Candidate]] = {}  # trigger -> its candidates, the likeliest first
        for candidate in sorted(found, key=lambda c: -c.seen):
            if candidate.sighting is not None:
                self.best.setdefault(candidate.sighting.trigger, []).append(candidate)

    def near(self, candidate: Candidate) -> list[Candidate]:
        """Others that the rules tell in a clause around the trigger."""
        at = self.trigger(candidate)
        around = {id(event) for event in self.scene.within.get(at, ())}
        return [c for c in self.ruled if c is not candidate and id(c.draft) in around]

    def trigger(self, candidate: Candidate) -> int:
        """The token that tells a candidate."""
        if candidate.sighting is not None:
            return candidate.sighting.trigger
        assert candidate.draft is not None  # one of both it has
        return self.scene.trigger(candidate.draft.start, candidate.draft.end)

    def rival(self, candidate: Candidate) -> float:
        """How likely the reader finds the best other candidate of the same trigger."""
        return next((c.seen for c in self.best.get(self.trigger(candidate), ()) if c is not candidate), 0.0)


def _traits(candidate: Candidate, rivals: _Rivals) -> dict[str, float]:
    kind, actor, recipient = candidate.key
    others = [c.key for c in rivals.ruled if c is not candidate]
    near = rivals.near(candidate)
    seen, rival = logit(candidate.seen, EDGE), logit(rivals.rival(candidate), EDGE)
    ruled = float(candidate.draft is not None)
    event, by, to = (logit(chance, EDGE) for chance in candidate.chances)
    who, whom = (None if n is None else rivals.scene.referents[n] for n in (actor, recipient))
    unread_actor, unread_recipient = (float(n is not None and rivals.scene.is_unread(n)) for n in (actor, recipient))
    sort = "nobody" if whom is None else "unread" if unread_recipient else whom.type.value
    alone = {f"alone, type={kind.value}", f"alone, to={sort}"}
    return {
        "bias": 1.0,
        "seen": seen,
        "event": event,
        "actor": by,
        "recipient": to,
        "rule": ruled,
        "rule's confidence": 0.0 if candidate.draft is None else logit(candidate.draft.confidence, EDGE),
        "rule, seen": ruled * seen,
        "rule, event": ruled * event,
        "rule has another recipient": float(any(k[:2] == (kind, actor) for k in others)),
        "rule has another actor": float(
            recipient is not None and any((k[0], k[2]) == (kind, recipient) for k in others)
        ),
        "rule has another type": float(any(k[1:] == (actor, recipient) for k in others)),
        "rule tells something else here": float(bool(near)),
        "rule tells the type here otherwise": float(any(c.key[0] is kind for c in near)),
        "no actor": float(actor is None),
        "no recipient": float(recipient is None),
        "rival": rival,
        "ahead of its rival": max(0.0, seen - rival),
        "actor has a name": float(who is not None and who.named),
        "recipient has a name": float(whom is not None and whom.named),
        "actor is unread": unread_actor,
        "recipient is unread": unread_recipient,
        f"type={kind.value}": 1.0,
        **dict.fromkeys(() if ruled else sorted(alone), 1.0),
    }
