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
    if token.text in {"-", "'s", "’s"}:
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
        if child.dep_ == "relcl":  # "who is mayor of Lynn", "who leads the NDP"
            yield from _relative_roles(child)
    if head.dep_ == "appos" and head.head.i < mention.start:
        yield from _phrase_roles(_described(head.head), before=mention.start)  # "the acting head of ICE, Todd Lyons"
    if (
        head.dep_ == "pobj"
        and head.head.dep_ == "agent"
        and head.head.head.lemma_ in LEADS
        and head.head.head.dep_ == "acl"
    ):
        body = head.head.head.head  # "the agency, led by Ann Lee"
        span = body.doc[body.left_edge.i : body.i + 1]
        yield Role(span, "head", True, "head of " + _clean(span.text))
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
    elif verb.lemma_ in LEADS and verb.lefts:
        subject = next((t for t in verb.lefts if t.dep_ == "nsubj"), None)
        target = next((t for t in verb.rights if t.dep_ == "dobj"), None)
        if subject is not None and subject.lower_ == "who" and target is not None:
            span = verb.doc[target.left_edge.i : _short_end(target)]
            yield Role(span, "head", True, "head of " + _clean(span.text))


def _phrase_roles(noun: Token, before: int | None = None) -> Iterator[Role]:
    """The roles of a noun phrase and of what is coordinated with it."""
    if not is_role_word(noun):
        return
    start = noun.left_edge.i
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
    if lemma == "member" and len(span) < 3:
        office = False
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
