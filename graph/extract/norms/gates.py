"""Which of the norms found are an instrument's: not somebody's words, not a forecast, not a court's or a law's."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.lexicon import words
from graph.extract.mention import NORMS
from graph.extract.norms.active import enacts
from graph.extract.norms.context import Context
from graph.extract.norms.model import PERMITS, Form, Norm, is_passive, person_like, relative, subject_of
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.model import EntityType, ProvisionKind

PLAIN = (ProvisionKind.DECLARES, ProvisionKind.ESTABLISHES, ProvisionKind.REVOKES, ProvisionKind.REAFFIRMS)
DOERS = (EntityType.PERSON, EntityType.AGENCY, EntityType.PLACE)
FIRST_PERSON = frozenset({"i", "we"})
LAWS = frozenset({"law", "statute", "act", "bill", "ordinance", "legislation", "measure"})
COMMANDS = frozenset({"order", "direct", "instruct", "command", "forbid", "prohibit", "require", "declare", "proclaim"})


def speaks(reading: Reading, norm: Norm) -> bool:
    """Whether a norm is told as the instrument's, and does not stand inside somebody's words."""
    if reading.quotation(norm.cue.idx) is not None and not _quoted_order(reading, norm.cue):
        first = norm.commander is not None and norm.commander.lower_ in FIRST_PERSON
        return first and norm.form is Form.ACTIVE and norm.cue.lemma_ in COMMANDS
    quoted = reading.quotation(reading.doc[norm.spans[0][0]].idx) is not None
    if quoted and norm.cue.lemma_ == "tell" and not voice(reading, norm.commander):
        return False  # "told agents to “get out”"
    hung = norm.cue.dep_ == "acl" or relative(norm.cue)
    if hung and norm.form is not Form.MODAL and voice(reading, norm.commander):
        return True  # "said that he would sue over the order that suspends …": what the order does is presupposed
    return enacts(reading.doc, norm.cue) or not _reported(reading, norm.cue)


def _quoted_order(reading: Reading, cue: Token) -> bool:
    """Whether words in quotation marks are an instrument's: "the memo said that agencies “shall not issue permits”"."""
    verb = cue.head if cue.dep_ in {"aux", "auxpass"} else cue
    while verb.dep_ in {"conj", "xcomp"} and verb.head.i != verb.i:
        verb = verb.head
    said = verb.head
    if verb.dep_ != "ccomp" or said.pos_ != "VERB" or said.i > cue.i or reading.quotation(said.idx) is not None:
        return False
    return voice(reading, subject_of(said))


def voice(reading: Reading, speaker: Token | None) -> bool:
    """Whether it is an instrument that speaks: an order, or what an order is called."""
    if speaker is None:
        return False
    referent = reading.referent(speaker)
    return (referent is not None and referent.type is EntityType.ORDER) or speaker.lemma_.lower() in words(
        "deontic", "voices"
    )


def _reported(reading: Reading, cue: Token) -> bool:
    token = cue if cue.dep_ not in {"aux", "auxpass"} else cue.head
    speech = words("deontic", "speech")
    for _ in range(6):
        head = token.head
        said = (c for c in token.children if c.dep_ == "parataxis" and c.lemma_.lower() in speech and not is_passive(c))
        if any(not voice(reading, next((s for s in c.children if s.dep_ == "nsubj"), None)) for c in said):
            return True
        if head.i == token.i:
            return False
        beside = head.i > token.i and any(t.text == ";" for t in reading.doc[token.i : head.i])
        if beside:
            return False  # "Utilities must report it; the agency is told to …"
        if token.dep_ in {"ccomp", "parataxis"} and head.lemma_.lower() in speech and head.pos_ == "VERB":
            return not voice(reading, next((c for c in head.children if c.dep_ == "nsubj"), None) or subject_of(head))
        token = head
    return False


def idle(reading: Reading, norm: Norm, start: int, prior: bool) -> bool:
    """Whether a modal clause of a story forecasts, tells of risks or describes, and binds nobody.

    `prior`: a norm stands before it in the sentence, whose bearer or object a relative clause may take up.
    """
    if norm.form is Form.PASSIVE and norm.cue.lemma_ in {"expect", "suppose"}:
        return not prior  # "is expected to appeal"
    if norm.form in (Form.PASSIVE, Form.MODAL) and first_verb(reading, norm) == "pay" and _costs(reading, norm):
        return True  # what a court says
    if norm.form is not Form.MODAL:
        return False
    bearer = reading.referent(norm.bearer) or reading.referent(norm.target)
    if norm.cue.lemma_ == "be" and bearer is not None and bearer.type in NORMS:
        return True  # "hours before its predecessor was to lapse"
    due = norm.cue.lemma_ in {"be", "have"} and norm.kind is not PERMITS
    if due and first_verb(reading, norm) in words("deontic", "scheduled"):
        return True  # "The council is to vote on it on Friday"
    main = norm.cue.head if norm.cue.tag_ == "MD" else norm.cue
    aside = norm.cue.lower_ in {"must", "shall"} and _aside(main)
    if relative(main) and not prior and not aside and not _by_which(reading, main):
        return True
    first = reading.doc[norm.spans[0][0]]
    if first.lemma_ == "appeal" or _law_lets(main):
        return True
    if (
        norm.kind is PERMITS
        and first.lemma_ == "go"
        and {t.lower_ for t in reading.doc[slice(*norm.spans[0])]} & {"jail", "prison"}
    ):
        return True
    passive = is_passive(main) or any(is_passive(c) for c in main.rights if c.dep_ == "xcomp")
    forecast = norm.whole and not passive and (norm.cue.lower_ != "may" or first.pos_ in {"PRON", "DET"})
    suffered = norm.cue.tag_ == "MD" and main.lemma_ in words("deontic", "suffering") and not passive
    if norm.kind is PERMITS and (forecast or suffered or _addressed(norm)):
        return True
    if (
        norm.kind is ProvisionKind.PROHIBITS
        and norm.cue.lower_ in {"may", "could"}
        and main.lemma_ in words("deontic", "guesses")
    ):
        return True  # "the panel may not need much persuading"
    if {t.lower_ for t in reading.doc[start : start + 2]} == {"until", "now"}:
        return True
    return norm.bearer is not None and _unbound(reading, norm, norm.bearer)


def _costs(reading: Reading, norm: Norm) -> bool:
    """Whether it is the costs of a suit that are to be paid."""
    return any(t.lower_ == "costs" for t in reading.doc[slice(*norm.spans[0])])


def _addressed(norm: Norm) -> bool:
    """Whether a notice only says where to turn: "Questions may be directed to the clerk"."""
    return norm.target is not None and norm.target.lemma_.lower() in words("deontic", "letters")


def _aside(verb: Token) -> bool:
    """Whether a relative clause only adds what its noun has to do: "protesters, *who must leave by six*"."""
    who = next((c for c in verb.lefts if c.lower_ == "who"), None)
    return who is not None and who.i > 0 and who.nbor(-1).text == ","


def _law_lets(verb: Token) -> bool:
    """Whether it is a law that lets: "a law under which patients could sue"."""
    noun = governed(verb)
    return noun is not None and noun.lemma_.lower() in LAWS


def _by_which(reading: Reading, verb: Token) -> bool:
    """Whether a relative clause tells what an order does ("an order under which …") or is a sentence ("those who")."""
    noun = governed(verb)
    if noun is None:
        return False
    referent = reading.referent(noun)
    return (referent is not None and referent.type is EntityType.ORDER) or (noun.dep_ == "ROOT" and person_like(noun))


def governed(verb: Token) -> Token | None:
    """The noun that the relative clause of a verb hangs on."""
    for _ in range(3):
        if verb.dep_ == "relcl":
            return verb.head
        verb = verb.head
    return None


def _unbound(reading: Reading, norm: Norm, bearer: Token) -> bool:
    lower = bearer.lower_
    unable = norm.kind is ProvisionKind.PROHIBITS and norm.cue.lower_ in {"can", "could", "ca"}
    if unable and first_verb(reading, norm) in words("deontic", "speech") | {"approve", "afford", "resist", "help"}:
        return True  # "lawyers could not say whether"
    if norm.cue.lower_ in {"can", "could"} and not person_like(bearer) and bearer.pos_ != "PROPN":
        goes = norm.cue.lower_ == "can" and first_verb(reading, norm) in words("deontic", "proceeding")
        known = reading.referent(bearer) is not None or bearer.lemma_.lower() in words("deontic", "collectives")
        return not (known or goes)  # "parades with a licence can go ahead"
    if norm.cue.lemma_ == "be" and lower in {"he", "she", "others", "i", "we"}:
        return True
    return lower in {"he", "she", "i", "we", "you"} and reading.referent(bearer) is None


def normative(reading: Reading, norm: Norm) -> bool:
    """Whether what is undone is a norm, or a body or programme: not "unwinds a bottleneck"."""
    target, referent = norm.target, reading.referent(norm.target)
    if target is None or (referent is not None and referent.type in NORMS):
        return True
    lemma = target.lemma_.lower()
    return lemma in words("events", "norm") or lemma in words("deontic", "bodies") or lemma in words("deontic", "bans")


def performed(norm: Norm) -> bool:
    """Whether a passive does what it tells: "a board is created", and not "was created"."""
    now = any(c.dep_ == "auxpass" and c.lower_ in {"is", "are"} for c in norm.cue.lefts)
    return now and norm.kind in (ProvisionKind.ESTABLISHES, ProvisionKind.REVOKES)


def done_before(norm: Norm) -> bool:
    """Whether a passive in an order's own text tells what was done before ("the Council, *established* in 2012"), or
    only what should be done."""
    cue = norm.cue
    if cue.tag_ not in {"VBN", "VBD"} or any(t.lower_ == "hereby" for t in cue.doc[max(0, cue.i - 3) : cue.i]):
        return False
    aux = {c.lower_ for c in cue.lefts if c.dep_ in {"aux", "auxpass"}}
    return bool(aux & {"was", "were", "been", "should"}) or (not aux and cue.dep_ in {"acl", "relcl", "advcl", "amod"})


def first_verb(reading: Reading, norm: Norm) -> str:
    """The lemma of the verb that an action begins with."""
    return str(reading.doc[norm.spans[0][0]].lemma_.lower())


def fits(reading: Reading, context: Context, norm: Norm, order: Referent, end: int) -> bool:
    """Whether an effect in a story is an instrument's: by itself, or by its issuer on another instrument."""
    target = reading.referent(norm.target)
    if norm.form is Form.STATE:
        return target is None or target.type not in NORMS  # "the guidance is voluntary"
    if norm.form is not Form.EFFECT:
        return target is not order or norm.cue.lower_ != "can"  # "the order can be found here"
    if target is order and norm.kind is not ProvisionKind.DECLARES:
        return False
    if (
        norm.kind is ProvisionKind.REVOKES
        and norm.cue.lemma_.lower() in words("deontic", "vague")
        and not normative(reading, norm)
    ):
        return False
    if norm.commander is None:
        return norm.kind is not ProvisionKind.REAFFIRMS or (target is not None and target.type in NORMS)
    commander = reading.referent(norm.commander)
    perfect = any(c.lemma_ == "have" for c in norm.cue.lefts)  # "has banned"
    if norm.cue.tag_ == "VBN" and not perfect and commander is not None and commander.type is not EntityType.ORDER:
        return context.instrument_in(norm.cue.i, end) is not None
    if commander is None or commander.type not in DOERS or norm.kind is ProvisionKind.DECLARES:
        return True
    if norm.kind is ProvisionKind.REVOKES:
        return target is not None and target.type is EntityType.ORDER
    told = (
        norm.cue.dep_ in {"ROOT", "conj", "advcl", "relcl"} and order.issuer is commander
    )  # "The mayor banned drones on Monday"
    return told or context.instrument_in(norm.cue.sent.start, end) is not None
