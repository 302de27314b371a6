"""Who holds what: titles before names, appositions after them, "who is …", and party tags. The role table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from graph.extract.lexicon import table, words
from graph.extract.mention import PERSON, Mention
from graph.extract.persons import is_title_word

QUALIFIERS = frozenset(
    {
        "former",
        "then",
        "acting",
        "interim",
        "ex",
        "late",
        "deputy",
        "vice",
        "assistant",
        "outgoing",
        "incoming",
        "lieutenant",
        "candidate",
    }
)
LEADS = frozenset({"lead", "head", "chair", "run", "direct", "oversee"})
BEFORE_TITLE = QUALIFIERS | frozenset(
    """state city county federal district police fire health public national associate senior executive managing general
    chief press campaign union legal staff newspaper longtime house local provincial territorial regional assembly council
    parks schools school transportation environmental budget finance education labor labour justice defense defence foreign
    prime first political criminal civil immigration border tribal municipal corporate assistant co vice communications
    policy medical science technology economic""".split()
)
PUBLIC_ATTORNEY = re.compile(
    r"\b(?:U\.?S\.?|United States|district|city|county|town|village|prosecuting|state[’']s|commonwealth[’']s|crown) attorney",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a person: `span` as the text has it, `noun` the head lemma, `office` whether it is an office."""

    span: Span
    noun: str
    office: bool
    text: str


def attach_titles(doc: Doc, mentions: list[Mention]) -> None:
    """Give each named person the title that stands directly before the name."""
    for mention in mentions:
        if mention.type is PERSON and mention.named:
            start = _title_start(doc, mention.start)
            if start < mention.start:
                mention.title = doc[start : mention.start]


def _title_start(doc: Doc, name_start: int) -> int:
    """Where the title before a name begins; `name_start` where there is none."""
    best, i, limit = name_start, name_start - 1, max(0, name_start - 12)
    while i >= limit:
        token = doc[i]
        if is_role_word(token):
            best = i
        elif not _may_precede(doc, i):
            break
        i -= 1
    if best == name_start:
        return name_start
    while best - 1 >= limit and _may_precede(doc, best - 1) and not doc[best - 1].is_punct:
        if doc[best - 1].dep_ in {"nsubj", "dobj", "pobj", "ROOT"} and doc[best - 1].tag_ in {"NNS", "VBZ"}:
            break  # "The cabinet charges Interior Minister …"
        if (
            doc[best - 1].is_lower
            and doc[best - 1].lower_ not in BEFORE_TITLE
            and doc[best - 1].text not in {"'s", "’s"}
        ):
            break  # "With the same order Governor Little …"
        best -= 1  # what qualifies the title: "Illinois", "state", "former", "White House"
    while best < name_start and (doc[best].is_punct or doc[best].lower_ in {"of", "for", "and", "the", "'s", "’s"}):
        best += 1
    return best


def _may_precede(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.text == "of":  # "Secretary of State Marco Rubio"
        return i > 0 and is_title_word(doc[i - 1]) and doc[i + 1].text[:1].isupper()
    if (
        token.is_space
        or token.pos_ in {"DET", "VERB", "AUX", "PRON", "ADP", "CCONJ", "SCONJ"}
        or token.ent_type_ in {"DATE", "TIME"}
    ):
        return False
    if token.text == "-":
        return not token.whitespace_  # "Lt.-Gov.", but "three councilors - Ann Lee and …" is a list
    if token.text in {"'s", "’s"}:
        return True
    if token.text == "." and i > 0 and doc[i - 1].text in table("titles")["abbreviations"]:
        return True  # "Reps. Lee and Roe", where the tokenizer cut off the point
    return not token.is_punct and token.pos_ in {"NOUN", "PROPN", "ADJ", "ADV", "NUM", "PART", "X"}


def is_role_word(token: Token) -> bool:
    """A word for a person's role, in any case: "Mayor", "spokeswoman", "Gov."."""
    return is_title_word(token) or (
        token.pos_ in {"NOUN", "PROPN"} and singular(token.lemma_.lower()) in words("nouns", "person")
    )


def roles_of(mention: Mention) -> Iterator[Role]:
    """Every role that the text gives a person at this mention."""
    if mention.title is not None:
        yield from _role(mention.title)
    head = mention.head
    for child in head.children:
        if child.dep_ == "appos" and child.i >= mention.end:
            yield from _phrase_roles(child)
            for clause in child.children:
                if clause.dep_ == "relcl" and is_role_word(child):  # "a Lynn Democrat who heads the committee"
                    yield from _relative_roles(clause)
        if child.dep_ == "relcl":  # "who is mayor of Lynn", "who leads the NDP"
            yield from _relative_roles(child)
    if head.dep_ == "appos" and head.head.i < mention.start:
        yield from _phrase_roles(_described(head.head), before=mention.start)  # "the acting head of ICE, Todd Lyons"
    led = head.head.head  # "the agency, led by Ann Lee", "a council to be chaired by Ann Lee"
    if head.dep_ == "pobj" and head.head.dep_ == "agent" and led.lemma_ in LEADS and led.dep_ in {"acl", "relcl"}:
        yield _headship(led, led.head)
    yield from _assumed_roles(head)
    if head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_ == "be":
        for child in head.head.children:
            if child.dep_ == "attr" and is_role_word(child):
                yield from _phrase_roles(child)


def title_roles(span: Span) -> Iterator[Role]:
    """The role that a span names as a whole, written in any case: "GOVERNOR"."""
    for role in _role(span):
        text = role.text.title().replace(" Of ", " of ").replace(" The ", " the ") if role.text.isupper() else role.text
        yield Role(role.span, role.noun, role.office, text)


def _described(noun: Token) -> Token:
    """The role noun that an apposition is meant for, where the parser hung it on the body ("head of the Bureau, …")."""
    top = noun
    while not is_role_word(top) and top.dep_ in {"pobj", "prep"} and top.head.i < top.i:
        top = top.head
    return top if is_role_word(top) else noun


def _relative_roles(verb: Token) -> Iterator[Role]:
    if verb.lemma_ == "be":
        for child in verb.children:
            if child.dep_ == "attr" and is_role_word(child):
                yield from _phrase_roles(child)
        return
    verb = _second_half(verb)
    target = next((t for t in verb.rights if t.dep_ in {"dobj", "appos"}), None)
    if target is None:
        target = next((c.root for c in verb.doc[verb.i + 1 : verb.i + 8].noun_chunks if c.start == verb.i + 1), None)
    who = any(t.lower_ == "who" for t in verb.doc[max(0, verb.i - 4) : verb.i])
    if verb.lemma_.lower() in LEADS and who and target is not None and target.pos_ in {"NOUN", "PROPN"}:
        yield _headship(verb, target)


def _second_half(verb: Token) -> Token:
    """ "who co-chairs the panel" is three tokens: the one that tells."""
    doc = verb.doc
    joined = verb.lower_ in {"co", "vice"} and verb.i + 2 < len(doc) and doc[verb.i + 1].text == "-"
    return doc[verb.i + 2] if joined else verb


def _headship(verb: Token, body: Token) -> Role:
    """Who leads, heads, runs or chairs a body is its head or chair, or was."""
    noun = "chair" if verb.lemma_.lower() in {"chair", "chairs"} else "head"
    joint = "co-" if verb.i > 1 and verb.nbor(-1).text == "-" and verb.nbor(-2).lower_ == "co" else ""
    past = "former " if verb.tag_ == "VBD" and verb.lemma_ != "found" else ""
    span = verb.doc[body.left_edge.i : max(_short_end(body), body.i + 1)]
    return Role(span, noun, True, f"{past}{joint}{noun} of {_clean(span.text)}")


def _assumed_roles(head: Token) -> Iterator[Role]:
    """Roles by verbs: "Lee became head of the league", "Lee will serve as chair", "named Lee director"."""
    verb = head.head
    if head.dep_ in {"nsubj", "nsubjpass", "dobj"}:
        if verb.lemma_ == "become" and head.dep_ == "nsubj":
            found = [c for c in verb.rights if c.dep_ in {"attr", "acomp", "oprd"}]
        elif verb.lemma_ in {"name", "appoint", "elect"} and head.dep_ != "nsubj":
            found = [c for c in verb.rights if c.dep_ == "oprd" and c.i > head.i]
        else:
            found = []
        serves = verb.lemma_ in {"serve", "act"} and head.dep_ == "nsubj"
        if serves or (verb.lemma_ in {"appoint", "name"} and head.dep_ != "nsubj"):
            found += [o for p in verb.rights if p.lower_ == "as" for o in p.children if o.dep_ == "pobj"]
        for noun in found:
            yield from _phrase_roles(noun)


def _phrase_roles(noun: Token, before: int | None = None) -> Iterator[Role]:
    """The roles of a noun phrase and of what is coordinated with it."""
    if not is_role_word(noun):
        return
    start = noun.left_edge.i
    if noun.i > 1 and noun.nbor(-1).text == "-" and noun.nbor(-2).lower_ in {"co", "vice"}:
        if noun.i > 2 and noun.nbor(-3).lower_ in {"who", "that"}:
            return  # "who co-chairs", with the verb taken for a noun
        start = min(start, noun.i - 2, *(t.i for t in noun.nbor(-2).lefts if t.dep_ in {"poss", "det"}))
    end = min(_short_end(noun), before if before is not None else len(noun.doc))
    yield from _role(noun.doc[start : max(end, noun.i + 1)], noun)
    for child in noun.conjuncts:
        if child.i > noun.i and is_role_word(child):
            yield from _role(noun.doc[child.left_edge.i : _short_end(child)], child)


def _short_end(noun: Token) -> int:
    """The end of a role phrase: with "of …" and "for …", without relative clauses and further appositions."""
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "at", "in", "on"} and child.i - end <= 1:
            end = _prep_end(child)
        elif child.dep_ not in {"prep", "case", "compound"} or child.i > end + 1:
            break
    return end


def _prep_end(prep: Token) -> int:
    end = prep.i + 1
    for child in prep.rights:
        if child.dep_ in {"pobj", "pcomp"}:
            end = max(end, _short_end(child))
            for other in child.rights:
                if other.dep_ == "conj" and other.i < end + 4:
                    end = max(end, _short_end(other))
    return end


def _role(span: Span, noun: Token | None = None) -> Iterator[Role]:
    if noun is None:
        nouns = [t for t in span if is_role_word(t)]
        if not nouns:
            return
        noun = nouns[-1]
    lemma = singular((expand(noun.text) or noun.lemma_).split()[-1].lower())
    if noun.lower_ == "general" and any(t.lower_ in {"attorney", "solicitor", "surgeon"} for t in span):
        lemma = "attorney general" if any(t.lower_ == "attorney" for t in span) else "general"
    office = (
        lemma in words("nouns", "office")
        or lemma == "attorney general"
        or any(
            (expand(t.text) or t.lemma_).split()[-1].lower() in words("nouns", "office")
            for t in span
            if is_role_word(t)
        )
    )
    if lemma in table("titles")["spokes"]["nouns"] or re.search(r"\bpress secretary\b", span.text, re.IGNORECASE):
        office = False
    if lemma == "attorney" and not PUBLIC_ATTORNEY.search(span.text):
        office = False
    if lemma == "member" and (len(span) < 3 or not (span[-1].lemma_.lower() == "member" or "cabinet" in span.text)):
        office = False  # "a Lynn Council member" holds a seat, "a member of the club" does not
    yield Role(span, lemma, office, office_text(span))


def singular(noun: str) -> str:
    """A plural that the tagger took for a name: "commissioners" -> "commissioner"."""
    one = noun.removesuffix("s")
    return one if noun != one and one in words("nouns", "person") else noun


def expand(word: str) -> str:
    """A title's abbreviation written out; empty where the title is no office ("Mr.")."""
    abbreviations: dict[str, str] = table("titles")["abbreviations"]
    return abbreviations.get(word, "")


def office_text(span: Span) -> str:
    """The office as it would be written after a name: "Illinois Gov." -> "Illinois Governor"."""
    parts = []
    for token in span:
        text = token.text
        if text in table("titles")["abbreviations"]:
            text = expand(text)
            if not text:
                continue
            parts.append(text + " ")
        else:
            parts.append(token.text_with_ws)
    return _clean("".join(parts))


def _clean(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ,;.-—")
    return re.sub(r"^(?:the|a|an|its|his|her|their)\s", "", text, flags=re.IGNORECASE)
