"""Statements that are themselves political acts: accusing, supporting, requesting, threatening."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from graph.extract.events.status import none_of
from graph.extract.layout import Kind
from graph.extract.lexicon import words
from graph.extract.mention import PERSON, PLACE
from graph.extract.participants import ACTORS, FIRST, Cast
from graph.extract.reading import EventDraft, StatementDraft
from graph.extract.referent import Referent
from graph.extract.statements.blame import meant, targets
from graph.extract.statements.stance import hits
from graph.extract.statements.stance_features import Features, features, probability
from graph.model import EventStatus, EventType

OUGHT = frozenset({"should", "ought"})  # "must" states a need as often as a demand
# Probability (kind and target) above which a statement is an act of its own: best F1 of train and own/train together.
ENOUGH = {EventType.ACCUSE: 0.3, EventType.SUPPORT: 0.3}
BORNE = frozenset({"have", "foot", "pay", "bear", "suffer", "lose", "fear", "worry", "wait", "shoulder", "choose"})
CALLED = 0.5  # how often a name given to an order or an opponent is blame where no word of it is praise
PLAIN = 0.6  # how often what is plainly called something is right: 23 of 28 on train, 5 of 18 on own/train
WILL = frozenset({"will", "'ll", "’ll", "shall", "faced", "would"})
SIGNS = {EventType.ACCUSE: -1.0, EventType.SUPPORT: 1.0}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One way to take a statement: as blame (ACCUSE) or praise (SUPPORT) of its likeliest targets."""

    said: StatementDraft
    type: EventType
    targets: tuple[Referent, ...]
    features: Features


def speech_events(cast: Cast, judging: set[int]) -> Iterator[EventDraft]:
    """The acts that statements are. `judging`: tokens of verbs that report praise or blame already."""
    for said, span in _told(cast):
        yield from _requests(cast, said, span)
        yield from _bidding(cast, said, span)
        yield from _threats(cast, said, span)
    likeliest: dict[tuple[int, int], tuple[float, EventDraft]] = {}
    for judgement in judgements(cast, judging):
        chance = likelihood(judgement)
        for target in judgement.targets if chance > ENOUGH[judgement.type] else ():
            if judgement.features.get("guess=cue", 0.0) or _public(cast, target):
                pair = (id(judgement.said), id(target))  # what is said of a thing blames or praises it, not both
                told = (chance, _event(judgement.type, judgement.said, target, chance))
                likeliest[pair] = max(likeliest.get(pair, told), told, key=lambda t: t[0])
    yield from (draft for _, draft in likeliest.values())


def likelihood(judgement: Judgement) -> float:
    """How likely a statement is the act that it is taken for."""
    traits = judgement.features
    called = CALLED * _called(judgement)
    return max(probability(judgement.type.value, traits), PLAIN * _plain(traits), called)


def _public(cast: Cast, target: Referent) -> bool:
    """Whether words on somebody are politics: what is said of who holds no office is not (0 of 6 on the sets learned
    from)."""
    return target.type is not PERSON or id(target) in cast.issuers or any(role.office for role in target.roles)


def _plain(traits: Features) -> bool:
    """Whether a cue names what it judges, and how, without a doubt: "called the order cruel"."""
    named = traits.get("guess=cue", 0.0) * traits.get("cue=label_cue", 0.0)
    return bool(named * traits.get("strong", 0.0)) and not traits.get("other", 0.0)


def _called(judgement: Judgement) -> bool:
    """Whether somebody gives a thing a name that no list has: "called the order *a haircut for a drowning man*"."""
    cue, traits = judgement.said.cue, judgement.features
    named = traits.get("guess=cue", 0.0) and cue is not None and cue.lemma_.lower() in words("stance", "name_cue")
    quoted = traits.get("direct", 0.0) or traits.get("quoted", 0.0) or traits.get("partly quoted", 0.0)
    aimed = judgement.type is EventType.ACCUSE and judgement.targets[0].type not in (PERSON, PLACE)
    return bool(named and quoted and aimed) and not traits.get("other", 0.0)


def judgements(cast: Cast, judging: set[int]) -> Iterator[Judgement]:
    """Every statement as blame and as praise, where there is somebody or something to blame or praise.

    Judges' words are no acts of theirs, their rulings are.
    """
    for said, span in _told(cast):
        if (said.cue is not None and said.cue.i in judging) or cast.is_a(said.speaker, "court"):
            continue
        found = hits(span)
        for kind, sign in SIGNS.items():
            guess, aims = targets(cast, said, span, found, sign < 0)
            if aims:
                traits = features(cast, said, span, found, sign, guess, aims[0])
                yield Judgement(said, kind, tuple(aims), traits)


def _told(cast: Cast) -> Iterator[tuple[StatementDraft, Span]]:
    for said in cast.said:
        paragraph = cast.reading.paragraph(said.start)
        span = cast.reading.doc.char_span(said.start, said.end, alignment_mode="expand")
        if paragraph is not None and paragraph.kind not in (Kind.TITLE, Kind.FURNITURE) and span is not None:
            yield said, span


def _requests(cast: Cast, said: StatementDraft, span: Span) -> Iterator[EventDraft]:
    """As in "the legislature should act": what another ought to do; what he should have done blames him."""
    for token in span:
        if token.lower_ not in OUGHT or token.tag_ != "MD":
            continue
        verb = token.head if token.dep_ == "aux" else token  # "ought to" is a verb of its own to the parser
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        felt = any(c.lower_ in {"ashamed", "embarrassed"} for c in verb.children)  # "he should be ashamed"
        felt = felt or (verb.lemma_ in BORNE and any(c.dep_ == "neg" for c in verb.children))
        if subject is None or subject.lower_ in FIRST or felt or cast.is_a(said.speaker, "court"):
            continue
        if any(c.lower_ in {"if", "whether"} for c in verb.lefts):  # "asked me if she should wait"
            continue
        kinds = {EventType.ACCUSE if _late(verb) else EventType.REQUEST}
        if _contrasted(span, token):
            kinds.add(EventType.ACCUSE)
        described = any(c.dep_ in {"relcl", "acl", "prep"} for c in subject.rights)  # "people who keep birds"
        if none_of(subject):  # "no woman should have to run a gauntlet"
            continue
        for target in cast.of(subject, strict=True) if described or subject.pos_ == "NOUN" else meant(cast, subject):
            if target.type in ACTORS and target is not said.speaker:
                yield from (_event(kind, said, target, 0.6) for kind in sorted(kinds))


def _late(verb: Token) -> bool:
    """What should have been done, or ought to have been."""
    acts = [verb, *(c for c in verb.rights if verb.lower_ == "ought" and c.dep_ == "xcomp")]
    return any(c.lower_ in {"have", "'ve", "’ve"} and c.dep_ == "aux" for act in acts for c in act.children)


def _bidding(cast: Cast, said: StatementDraft, span: Span) -> Iterator[EventDraft]:
    """As in "“Please stay at home,” she told residents": what those who are spoken to are bidden to do."""
    root = span.root
    frame = None if said.cue is None else cast.reading.frame_of.get(said.cue.i)
    begun = next(
        (t for t in span if not t.is_punct and t.lower_ not in {"please", "so", "just", "do", "not", "n't"}), root
    )
    if (
        not said.direct
        or frame is None
        or said.speaker not in cast.of(frame.subject)
        or root.tag_ != "VB"
        or begun != root
        or root.lemma_ in {"let", "thank", "see"}
    ):
        return
    heads = [t for t in (frame.indirect, frame.object, *frame.preps.get("to", ())) if t is not None]
    told = [r for t in heads if not span.start <= t.i < span.end for r in cast.of(t) if r.type in ACTORS - {PLACE}]
    if not heads and span[0].lower_ == "please":  # of everybody
        yield _event(EventType.REQUEST, said, None, 0.6)
    for target in told:
        if target is not said.speaker and not cast.terms(target) & words("events", "audience"):
            yield _event(EventType.REQUEST, said, target, 0.6)


def _contrasted(span: Span, modal: Token) -> bool:
    """Whether what ought to be done stands against what is done: "instead of making statements"."""
    after = [t for t in span if t.i > modal.i]
    return any(
        (a.lower_, b.lower_) in {("instead", "of"), ("rather", "than")} and c.tag_ == "VBG"
        for a, b, c in zip(after, after[1:], after[2:], strict=False)
    )


def _threats(cast: Cast, said: StatementDraft, span: Span) -> Iterator[EventDraft]:
    """As in "there will be consequences", "looters will be prosecuted": the speaker's own threat."""
    if not any(t.lower_ in WILL for t in span) or cast.is_a(said.speaker, "court"):
        return
    for token in span:
        denied = any(c.dep_ == "neg" for c in (*token.children, *token.head.children))  # "will not prosecute"
        if denied or token.lemma_.lower() not in words("stance", "threat"):
            continue
        victims = [c for c in token.children if c.dep_ == "nsubjpass"] or [
            c for c in token.head.children if c.dep_ == "nsubj" and token.head.lemma_ == "face"
        ]
        aims = [r for v in victims for r in meant(cast, v)] or cast.opponents_before(token.i, said.speaker)
        for target in aims[:1]:
            yield _event(EventType.THREATEN, said, target, 0.5)
        return


def _event(kind: EventType, said: StatementDraft, target: Referent | None, confidence: float) -> EventDraft:
    start, end = extent(said)
    confidence = round(confidence, 2)
    return EventDraft(kind, EventStatus.ACTUAL, said.speaker, target, None, start, end, confidence=confidence)


def extent(said: StatementDraft) -> tuple[int, int]:
    """Quote and cue, with the cue's subject."""
    edges: list[Token] = [] if said.cue is None else [said.cue, *(c for c in said.cue.children if c.dep_ == "nsubj")]
    start = min([said.start, *(t.left_edge.idx if t.dep_ == "nsubj" else t.idx for t in edges)])
    end = max([said.end, *(t.idx + len(t) for t in edges)])
    return (start, end) if end - start < 4 * (said.end - said.start) + 200 else (said.start, said.end)
