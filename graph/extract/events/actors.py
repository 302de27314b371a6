"""Who acts in a clause: its subject, whoever the sentence joins to it, and who is meant where the parse has lost it."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.coref.pronouns import pronoun_fits
from graph.extract.events.lexicon import patterns
from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, ORDER, PERSON, PLACE
from graph.extract.participants import ACTORS, Cast
from graph.extract.referent import Referent
from graph.extract.relations.voices import LAWYERS
from graph.model import EventType

COMPANY = frozenset({"along", "alongside", "together"})  # "dissented along with two liberals"
IT = frozenset({"it", "they"})
SOME = frozenset({"many", "most", "some", "several", "few", "all", "both"})
COMMANDING = frozenset("prohibit forbid bar ban require direct instruct exempt restrict limit close".split())
BETWEEN = frozenset({"aux", "neg", "advmod"})
PLEADING = frozenset(
    {"name", "accuse", "target", "challenge", "contest", "fault", "blame", "seek", "ask", "allege", "charge"}
)
SPOKEN = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.REQUEST, EventType.AGREE, EventType.THREATEN})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
COUNSEL = LAWYERS | {"solicitor", "barrister"}


def doers(cast: Cast, frame: Frame) -> list[Referent] | None:
    """Who acts; [] for an agentless passive, None where somebody acts that is not known."""
    sues = frame.lemma == "sue" and "over" in frame.preps and frame.verb.dep_ == "acl"
    if frame.passive and frame.subject is None and (sues or frame.lemma in words("events", "objectless")):
        frame.passive, frame.subject, frame.object = False, _clause_head(frame.object), None
    bare = frame.verb.tag_ == "VB" and not any(c.dep_ in SUBJECTS for c in frame.verb.lefts)
    if frame.verb.dep_ in {"acl", "relcl"} and bare:  # "the judge's decision to block it"
        owner = next((c for c in frame.verb.head.lefts if c.dep_ == "poss"), None)
        frame.subject = frame.subject if owner is None else owner
    if frame.subject is None and not frame.passive:
        frame.subject = _subject_before(frame)
    if frame.subject is None:
        return _ordered_by(cast, frame) if frame.passive else (_named_before(cast, frame) or None)
    frame.subject = _seated(cast, _person_meant(cast, frame.subject, frame.verb), frame.verb)
    found = _joint(cast, frame.subject) or (_teller(cast, frame) if _goes_on(frame) else [])
    found = found or (_plaintiffs(cast, frame) if frame.subject.lower_ == "it" else [])
    found = found or cast.actors(frame.subject, before=None if frame.passive else frame.verb.i)
    found = found or _meant(cast, frame) or _plaintiffs(cast, frame) or _teller(cast, frame)
    if frame.lemma in {"side", "rule"} and not any(cast.is_a(a, "court") for a in found):
        court = cast.court_before(frame.verb)
        found = found if court is None or court.before(frame.verb.i) < frame.verb.sent.start else [court]
    return list(dict.fromkeys([*found, *_company(cast, frame)])) if found else None


def _person_meant(cast: Cast, subject: Token, verb: Token) -> Token:
    """Who acts where the parser takes another: "Lee, head of the union, *who*" (Lee), "150 people, *many* armed,"."""
    before = subject.nbor(-2) if subject.i > subject.sent.start + 1 and subject.nbor(-1).text == "," else None
    aside = subject.lower_ in SOME and before is not None and not any(c.lower_ == "of" for c in subject.rights)
    if aside and before is not None and before.pos_ in {"NOUN", "PROPN"}:
        return before
    titled = subject.head.head if subject.dep_ == "pobj" else subject
    if titled == subject or verb.head != subject or not any(c.lower_ == "who" for c in verb.lefts):
        return subject
    return titled if any(r.type is PERSON for r in cast.of(titled)) and not _people(cast, subject) else subject


def _seated(cast: Cast, subject: Token, verb: Token) -> Token:
    """The body that acts where the parser takes the place it sits in: "the court in *Bautzen*, which upheld it"."""
    body = subject.head.head
    placed = subject.dep_ == "pobj" and subject.head.lower_ in {"in", "at"} and verb.head == subject
    sits = placed and any(r.type is PLACE for r in cast.of(subject)) and any(r.type is AGENCY for r in cast.of(body))
    return body if sits and any(c.lower_ == "which" for c in verb.lefts) else subject


def _people(cast: Cast, noun: Token) -> bool:
    return any(r.type in (PERSON, GROUP) for r in cast.of(noun))


def _joint(cast: Cast, subject: Token) -> list[Referent]:
    """Those who act together in the clause above: "A and B followed with a suit, in which *they* accuse"."""
    if subject.lower_ != "they" or cast.reading.quotation(subject.idx) is not None:
        return []
    above = (cast.reading.frame_of.get(t.i) for t in subject.head.ancestors)
    heads = [f.subject for f in above if f is not None and f.subject is not None and f.subject.i < subject.i]
    several = (cast.actors(h, before=h.head.i) for h in heads if h.pos_ in {"NOUN", "PROPN"})
    return next((found for found in several if len(found) > 1), []) or _joint_before(cast, subject)


def _joint_before(cast: Cast, they: Token) -> list[Referent]:
    """Those of whom the sentence before tells together: "Sens. A and B wrote to him. *They* also asked …"."""
    if they.sent.start == 0 or any(t.dep_ in SUBJECTS and t.head.i < they.head.i for t in they.sent if t.i < they.i):
        return []
    root = they.doc[they.sent.start - 1].sent.root
    subject = next((c for c in root.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or subject.pos_ != "PROPN":
        return []
    found = cast.actors(subject, before=root.i)
    return found if len(found) > 1 and all(r.named for r in found) else []


def _ordered_by(cast: Cast, frame: Frame) -> list[Referent]:
    """On whose order what has no agent is done: "were activated at the Governor's direction"."""
    for token in (*frame.preps.get("at", []), *frame.preps.get("on", []), *frame.preps.get("under", [])):
        if token.lemma_.lower() in words("events", "bidding"):
            return [r for r in cast.of(token) if r.type in ACTORS]
    return []


def _named_before(cast: Cast, frame: Frame) -> list[Referent]:
    """Whom the words right before the verb name, where the parser misread the name: "Towards Justice"."""
    doc, i = frame.verb.doc, frame.verb.i - 1
    if frame.verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "VBG"}:
        return []
    while i > frame.verb.sent.start and doc[i].dep_ in BETWEEN and doc[i].head == frame.verb:
        i -= 1
    aside = doc[i].text == "," and i - 1 > frame.verb.sent.start and doc[i - 1].ent_type_ == "PERSON"
    i -= aside  # "its director, Ann Lee, apologized"
    mention = cast.reading.discourse.mention_at.get(i)
    here = cast.reading.referent(doc[i])
    if mention is None or here is None or not here.named or here.type not in ACTORS or mention.end != i + 1:
        return []
    return list(dict.fromkeys([*cast.listed_before(mention), here]))


def _meant(cast: Cast, frame: Frame) -> list[Referent]:
    """For a subject that cannot act: who governs the infinitive, or the body that "it" can mean."""
    verb, subject = frame.verb, frame.subject
    if verb.dep_ in {"xcomp", "advcl", "pcomp"} and verb.tag_ in {"VB", "VBG"}:
        above = cast.reading.frame_of.get((verb.head.head if verb.dep_ == "pcomp" else verb.head).i)
        if above is not None and above.subject is not None and above.subject != subject:
            return cast.actors(above.subject, before=above.verb.i)
    if verb.dep_ in {"acl", "relcl"} and verb.head.head.lemma_ == "have":  # "has 60 days to appeal"
        above = cast.reading.frame_of.get(verb.head.head.i)
        return [] if above is None else cast.actors(above.subject, before=above.verb.i)
    if subject is not None and subject.lower_ in {"both", "neither"}:
        return cast.last_asked()
    if subject is not None and subject.lower_ in IT:
        norm = cast.reading.referent(subject)
        if norm is not None and norm.type is ORDER and frame.lemma in COMMANDING:
            return []  # "It forbids anyone to enter"
        teller = cast.speaker_at(verb.idx)  # "the unions, which said *they* would ignore it"
        own = [] if teller is None else [r for r in (teller, *cast.principals(teller)) if pronoun_fits(subject, r)]
        return own[:1] or cast.body_before(subject)
    return []


def _plaintiffs(cast: Cast, frame: Frame) -> list[Referent]:
    """Who acts by a suit: "the complaint also names the sheriff", "the class action accuses the city"."""
    subject = frame.subject
    if subject is None or frame.lemma not in PLEADING:
        return []
    before = subject.sent.start - 1  # "The suit, which Lee filed, says so. *It asks* that …"
    if subject.lower_ == "it" and before > 0:
        earlier = subject.doc[before].sent
        subject = next((t for t in earlier if t.dep_ == "nsubj" and t.head == earlier.root), subject)
    joint = subject.lower_ == "action" and any(c.lower_ == "class" for c in subject.lefts)
    return list(cast.suing) if joint or subject.lemma_.lower() in words("events", "suit") else []


def _teller(cast: Cast, frame: Frame) -> list[Referent]:
    """Who tells what the parser joined to the words told: "*Lithuania* says the balloons drift and blames Minsk"."""
    verb = frame.verb
    told = verb.head
    if verb.dep_ != "conj" or told.dep_ != "ccomp" or any(c.dep_ in SUBJECTS for c in verb.lefts):
        return []
    above = cast.reading.frame_of.get(told.head.i)
    return [] if above is None else cast.actors(above.subject, before=above.verb.i)


def _goes_on(frame: Frame) -> bool:
    """Whether a past tense goes on from the telling, not from what is told: "said he had not met her and *urged*"."""
    spoken = any(p.type in SPOKEN for p in patterns().get(frame.lemma, ()))
    told = frame.verb.head  # "said that it remains the law and *accused* them"
    later = told.tag_ in {"VBZ", "VBP", "VB"} and told.dep_ == "ccomp" and told.head.tag_ == "VBD"
    return spoken and frame.verb.tag_ in {"VBD", "VBN"} and (told.tag_ == "VBN" or later)


def clients(cast: Cast, subject: Token | None) -> list[Referent]:
    """Who sues by unnamed lawyers: "*the group's* solicitors filed a challenge", "lawyers for *the union*"."""
    if subject is None or subject.lemma_.lower() not in COUNSEL or subject.tag_ != "NNS":
        return []
    preps = (c for c in subject.rights if c.dep_ == "prep" and c.lower_ in {"for", "of"})
    served = [*(c for c in subject.lefts if c.dep_ == "poss"), *(t for p in preps for t in p.children)]
    return [r for t in served for r in cast.of(t) if r.type in ACTORS]


def _company(cast: Cast, frame: Frame) -> list[Referent]:
    """Who acts too: a second subject, those "along with" whom, those whom the subject "joined in" it."""
    verb, found = frame.verb, []
    others = [c for c in verb.lefts if c.dep_ == "nsubj" and c != frame.subject and c.tag_ not in {"WDT", "WP"}]
    if frame.subject is not None and frame.subject.head == verb and not _some_named(frame.subject):
        apart = [c for c in others if c.i > frame.subject.i and c.nbor(1).lower_ != "among" and not _aside(c)]
        found += [r for c in apart for r in cast.actors(c, before=verb.i)]
    for child in verb.children:
        if child.lower_ in COMPANY:
            inner = [t for c in child.subtree if c.lower_ in {"with", "alongside"} for t in c.children]
            found += [r for t in inner if t.dep_ == "pobj" for r in cast.actors(t)]
    if frame.subject is not None:  # "Justice Ruiz, joined by Justice Park, dissented"
        beside = (c for c in frame.subject.rights if c.dep_ == "acl" and c.lower_ == "joined")
        agents = (t for c in beside for a in c.children if a.dep_ == "agent" for t in a.children)
        found += [r for t in agents if t.dep_ == "pobj" for r in cast.actors(t)]
    joined = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "in" else None
    above = cast.reading.frame_of.get(joined.i) if joined is not None else None
    if above is not None and above.lemma == "join":
        found += [*cast.actors(above.subject, before=above.verb.i), *cast.actors(above.object)]
    return found


def _aside(noun: Token) -> bool:
    """As in "Ann Lee and Bob Roe, *both Democrats*, applauded"."""
    return noun.nbor(-1).lower_ in {"both", "all"} and noun.nbor(1).text == ","


def _some_named(noun: Token) -> bool:
    """As in "seven officials, among them A and B, sued": all of them did."""
    after = [t.lower_ for t in noun.doc[noun.i + 1 : noun.i + 3]]
    return after[:1] == [","] and after[1:] in (["among"], ["including"])


def _clause_head(noun: Token | None) -> Token | None:
    """Who did what the parser hangs on a noun as a participle: "groups that aid refugees sued", "A and B dissented"."""
    if noun is not None and noun.head.dep_ == "relcl":
        noun = noun.head.head
    while noun is not None and noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    return noun


def counted(pronoun: Token) -> Token:
    """Who is said to be "among those who", "one of those who", "among the cities suing over it"."""
    node = pronoun
    while node.dep_ in {"pobj", "prep", "attr"} and node.head.pos_ in {"ADP", "PRON", "NUM"}:
        node = node.head
    verb = node.head
    subjects = [c for c in (*verb.lefts, *verb.rights) if c.dep_ == "nsubj"]  # "among those suing are A and B"
    found = next(iter(subjects), None) if verb.lemma_ == "be" else None
    return pronoun if found is None else found


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
