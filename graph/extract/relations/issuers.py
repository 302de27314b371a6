"""Who issued an order, where the text says so, and who must have where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Doc, Token

from graph import instrument
from graph.extract.forms import name_words, place_kind
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, PERSON, PLACE, PLURAL, Mention
from graph.extract.names.nominals import ORDINALS
from graph.extract.official.dates import days
from graph.extract.referent import Referent
from graph.extract.relations.holders import in_office, signatory
from graph.extract.relations.roles import Role
from graph.extract.relations.unissued import is_unissued

ISSUE = words("titles", "issuing")
NOT_IN_OFFICE = re.compile(
    r"\b(?:former|candidate|then|nominee|ex|deputy|vice|foreign|shadow|opposition|external)\b", re.IGNORECASE
)
EXECUTIVES = words("titles", "executives")
GOVERNING = re.compile(  # offices that rule a county or a district, or its health
    r"\bCounty Judge\b|(?i:\b(?:judge[- ]executive|parish president|health officer|officer of health|"
    r"district (?:collector|magistrate)|commission chair(?:man|woman)?))\b"
)
MEANS = frozenset({"in", "by", "through", "via"})
JUDGES = frozenset({"judge", "justice", "magistrate"})
AWAY = frozenset({"on", "off", "aside"})
WORK = frozenset({"work", "handiwork", "brainchild", "doing", "creation"})
LIKE_IT = frozenset({"such", "similar", "comparable"})
MADE = re.compile(
    r"(?:,?\s+(?:(?:dated|issued|signed)(?:\s+on)?|of)\s+|\s+\()(?:(?P<year>(?:19|20)\d\d)\b(?!-))?", re.IGNORECASE
)
OFFICE_OF = {"presidential": "president", "gubernatorial": "governor", "mayoral": "mayor"}
LONGEST_DAY = 40  # code points
Look = Callable[[Token, Mention], Referent | None]


class Issuers:
    """Reads issuers off the mentions of orders. `look` finds the person, body or place at a token."""

    def __init__(self, doc: Doc, look: Look) -> None:
        self.doc = doc
        self.look = look

    def owner(self, mention: Mention) -> Referent | None:
        """Whose an order is said to be: "Wu's order", "his directive"."""
        for child in mention.head.children:
            if child.dep_ == "poss":
                found = self.look(child, mention)
                return None if found is not None and judges(found) and self.acts_on(found, mention) else found
        return None

    def acts_on(self, judge: Referent, mention: Mention) -> bool:
        """Whether a judge acts on an order that a pronoun took for the judge's: "a judge blocked *her* order"."""
        subjects = [c for c in mention.head.head.lefts if c.dep_ == "nsubj" and mention.head.dep_ == "dobj"]
        return any(self.look(c, mention) is judge for c in subjects)

    def is_unissued(self, mention: Mention) -> bool:
        """Whether nobody has issued an order, by the words in which it is spoken of."""
        head, verb = mention.head, mention.head.head
        made = head.dep_ in {"dobj", "nsubjpass"} and _issues(verb)
        said = next((c for c in head.rights if c.dep_ == "relcl" and _issues(c)), None)
        return is_unissued(mention, verb if made else said)

    def issuer_of(self, mention: Mention) -> Referent | None:
        """Whoever signs, issues or owns an order where it is spoken of."""
        owned = any(c.dep_ == "poss" and c.tag_ == "NN" for c in mention.head.children)  # not whoever extends hers
        found = (
            self.owner(mention)
            or (None if owned else self.by_verb(mention))
            or self.by_phrase(mention)
            or self.by_act(mention)
            or self.by_participle(mention)
        )
        return found if found is not None and found.type in (PERSON, AGENCY, PLACE) else None

    def by_verb(self, mention: Mention) -> Referent | None:
        """The subject of the issuing verb whose object the order is."""
        head, verb = mention.head, mention.head.head
        if head.dep_ == "appos":
            head, verb = verb, verb.head
        while head.dep_ == "conj":
            head, verb = verb, verb.head
        if head.dep_ in {"dobj", "nsubjpass", "obj", "oprd"} and _issues(verb):
            return self.agent(verb, head.dep_ == "nsubjpass", mention)
        if (
            head.dep_ == "pobj"
            and verb.dep_ == "prep"
            and verb.head.lemma_ in {"name", "hand", "pen", "follow", "answer", "respond", "hit"} | ISSUE
        ):
            return self.agent(verb.head, _befalls(verb.head, verb), mention)
        return None

    def by_phrase(self, mention: Mention) -> Referent | None:
        """The issuer in a relative clause, after "by" or "from", or before the noun."""
        for child in mention.head.children:
            if child.dep_ in {"relcl", "acl"} and _issues(child):
                passive = child.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in child.children)
                found = self.agent(child, passive, mention)
                if found is not None:
                    return found
            if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
                found = self.maker(child, mention)
                if found is not None and found.type in (PERSON, AGENCY, PLACE):
                    return found
            before = child.dep_ in {"compound", "nmod"} and mention.head.text.islower()
            if before:  # "a Public Works order", "Nassau order"
                found = self.look(child, mention)
                if found is not None and (found.type in (AGENCY, PERSON) or _governs(found)):
                    return found
        beside = self.doc[mention.head.i + 1 : mention.head.i + 2]  # "revokes an order *by* Roe", put to "revokes"
        found = self.maker(beside[0], mention) if beside.text == "by" and mention.head.dep_ == "dobj" else None
        return found if found is not None and found.type in (PERSON, AGENCY) else None

    def maker(self, preposition: Token, mention: Mention) -> Referent | None:
        """Who follows "by"."""
        return next((r for r in (self.look(t, mention) for t in preposition.children) if r is not None), None)

    def by_act(self, mention: Mention) -> Referent | None:
        """Who acts in or by an order: "*In a directive* Weaver told his staff", "an order *in which Zinke told* …"."""
        head = mention.head
        verbs = [t for t in head.subtree if t.dep_ == "relcl" and t.i > head.i and _in_which(t)]
        means = MEANS if mention.span[0].lower_ != "the" else {"in"}  # "stood by the order" issues none
        if mention.named or mention.span[0].lower_ in {"a", "an"}:
            means = means | {"with"}
        if head.dep_ == "pobj" and head.head.lower_ in means and head.head.head.pos_ == "VERB":
            verbs.append(head.head.head)
        for verb in verbs:
            found = self.agent(verb, _befalls(verb, head.head), mention)
            if found is not None and found.type in (PERSON, AGENCY):
                return found
        return None

    def by_participle(self, mention: Mention) -> Referent | None:
        """ "*Issued under the Act by Minister Rushton*, the proclamation bars …", "was *the work of* the manager"."""
        head, verb = mention.head, mention.head.head
        if head.dep_ not in {"nsubj", "nsubjpass"}:
            return None
        for child in verb.children:
            if child.dep_ in {"advcl", "acl"} and child.tag_ == "VBN" and child.i < head.i and _issues(child):
                return self.agent(child, True, mention)
            if child.dep_ == "prep" and child.lower_ == "from" and verb.lemma_ == "come":  # "the directive came from X"
                return self.maker(child, mention)
            if child.dep_ == "attr" and child.lower_ in WORK:
                makers = [t for c in child.children if c.lower_ == "of" for t in c.children]
                return next((r for r in (self.look(t, mention) for t in makers) if r is not None), None)
        return None

    def agent(self, verb: Token, passive: bool, mention: Mention) -> Referent | None:
        """Who does the issuing: the subject, through coordination and "… who signed …"; a dateline is no subject."""
        for child in verb.children:
            if passive and child.dep_ == "agent":
                return self.maker(child, mention)
            if not passive and child.dep_ == "nsubj" and child.tag_ not in {"WDT", "WP"}:
                found = self.look(child, mention)
                if found is None or found.type is PLACE:
                    return self.person_among(child, verb, mention) or found
                return found
        if not passive and verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ in {"VERB", "AUX"}:
            told = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i and verb.dep_ == "xcomp"]
            return self.look(told[0], mention) if told else self.agent(verb.head, False, mention)
        if not passive and verb.dep_ == "relcl" and any(c.lower_ == "who" for c in verb.children):
            return self.look(verb.head, mention)
        return None

    def person_among(self, subject: Token, verb: Token, mention: Mention) -> Referent | None:
        """The person named last between a subject's edge and its verb."""
        for token in reversed(list(self.doc[subject.left_edge.i : verb.i])):
            found = self.look(token, mention) if token.pos_ == "PROPN" else None
            if found is not None and found.type is PERSON:
                return found
        return None


def judges(referent: Referent) -> bool:
    """Whether it is a judge or a court, who rule on orders; a chief justice issues some, as the head of the courts."""
    if referent.type is PERSON:
        told = " ".join(r.text for r in referent.roles)
        alone = bool(told) and all(r.noun in JUDGES for r in referent.roles)
        return alone and "chief" not in told.lower() and not GOVERNING.search(told)
    return referent.type is AGENCY and name_words(referent.name)[-1:] == ["court"]


def _governs(place: Referent) -> bool:
    """Whether a place can make an order: "*Nassau* order", no "*Mission Street* ban"."""
    return place.type is PLACE and place.named and place_kind(place.name) != "facility"


def _issues(verb: Token) -> bool:
    """Whether a verb, with its particle, tells what an issuer does: "signed", "brought in", "left behind"."""
    lemma = verb.lemma_.lower()
    if lemma in {"put", "place", "set"} and any(c.lower_ in AWAY for c in verb.rights):
        return False  # "put the order on hold"
    return lemma in ISSUE or any(
        f"{lemma} {c.lower_}" in ISSUE for c in verb.rights if c.dep_ in {"prt", "advmod", "prep"} and c.i <= verb.i + 2
    )


def _befalls(verb: Token, means: Token) -> bool:
    """Whether a verb tells what is done to its subject: "is suspended", "as set forth in the order, the Board must …";
    `means`: the preposition before the order. "The rules, suspended by Order 4, …" is often parsed as active."""
    helpers = {c.lemma_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if "be" in helpers or (verb.tag_ == "VBN" and "have" not in helpers):
        return True
    bare = verb.tag_ == "VBD" and not any(c.dep_ in {"dobj", "ccomp", "xcomp", "dative"} for c in verb.children)
    return bare and (means.lower_ == "by" or (means.lower_ == "in" and verb.lemma_.lower() in ISSUE))


def _in_which(verb: Token) -> bool:
    """Whether a relative clause tells what is done in or by its noun: "an order *by which* Evers declared …"."""
    return any(
        c.dep_ == "prep" and c.lower_ in MEANS and any(t.lower_ == "which" for t in c.children) for c in verb.lefts
    )


def settle_issuers(doc: Doc, text: str, orders: list[Referent], persons: list[Referent], official: bool) -> None:
    """An order that nobody is said to have issued: the executive last named before it in its paragraph or, for
    the document's first order, the executive whom the document speaks of most."""
    heads = [p for p in persons if any(map(_rules, p.roles))]
    main = next((o for o in orders if not all(m.head.tag_ in PLURAL and not m.named for m in o.mentions)), None)
    for order in [o for o in orders if o.unissued]:
        order.issuer = None
    for order in [o for o in orders if o.issuer is None and not o.unissued and heads]:
        if order is not main and _anybodys(order):
            order.presumed = True
            continue
        at, may_issue = order.mentions[0].start, _makers(order, text)
        fitting = [p for p in heads if may_issue(p)]
        if official and main is not None and main.issuer in fitting and any(map(_mine, order.mentions)):
            order.issuer = main.issuer
            continue
        near = [p for p in fitting if at - 60 < p.before(at) >= _paragraph_start(doc, at)]
        if near:
            order.issuer, order.presumed = max(near, key=lambda p: p.before(at)), True
        elif fitting and (order is main or (len(heads) == 1 and not official)):
            order.issuer, order.presumed = max(fitting, key=lambda p: len(p.mentions)), True
        elif order.named and main is not None and main.named and main.issuer in fitting:
            order.issuer, order.presumed = main.issuer, True  # of the same series of numbers


def _rules(role: Role) -> bool:
    ruling = role.noun in EXECUTIVES or GOVERNING.search(role.text)
    return bool(ruling) and not NOT_IN_OFFICE.search(role.text)


def _mine(mention: Mention) -> bool:
    """As in "I issued Executive Order No. 624": whose instrument says so."""
    verb = mention.head.head
    return mention.head.dep_ == "dobj" and _issues(verb) and any(c.lower_ == "i" for c in verb.lefts)


def _anybodys(order: Referent) -> bool:
    """As in "struck down a state ban on begging", "a similar order in Denver": one of many, not one just made."""
    first = order.mentions[0]
    acted_on = first.head.dep_ in {"dobj", "nsubjpass", "pobj"} and not _issues(first.head.head)
    counted = first.head.lower_ in ORDINALS  # "a third limits prices"
    one = acted_on and not counted and first.span[0].lower_ in {"a", "an", "any", "no"}
    return one or any(t.lower_ in LIKE_IT for t in first.span[:2])


def _makers(order: Referent, text: str) -> Callable[[Referent], bool]:
    """Whose an order can be, by its number and its day: Executive Order 12866 is Clinton's, whoever cites it, and
    "Executive Order No. 11, dated July 26, 1994" of no mayor who came later."""
    named = {t.lower_ for m in order.mentions for t in m.span} & OFFICE_OF.keys()
    made = [iso for mention in order.mentions if (iso := _made(mention, text)) is not None]
    told = (instrument.numbered(m.span.text) for m in order.mentions)
    number = next((n for n in told if n and instrument.is_universal(n)), None)
    name = signatory(int(number)) if number else None

    def may_issue(person: Referent) -> bool:
        if named and not any(OFFICE_OF[word] == role.noun for word in named for role in person.roles):
            return False
        if any(in_office(person.name, iso) is False for iso in made):
            return False
        return name is None or name.split()[-1].lower() in name_words(person.name)

    return may_issue


def _made(mention: Mention, text: str) -> str | None:
    """The day, or the year, that stands after an order's name: "No. 11, dated July 26, 1994", "No. 230 of 2022"."""
    match = MADE.match(text, mention.span.end_char)
    if match is None:
        return None
    if match["year"]:
        return match["year"]
    told = [day for day in days(text, match.end(), match.end() + LONGEST_DAY) if day.start == match.end()]
    return told[0].iso if told else None


def _paragraph_start(doc: Doc, i: int) -> int:
    while i > 0 and not (doc[i - 1].is_space and "\n" in doc[i - 1].text):
        i -= 1
    return i
