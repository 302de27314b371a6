"""What a role is called: titles before names, the words of a role phrase, the office written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from graph.extract.lexicon import table, words
from graph.extract.mention import PERSON, Mention
from graph.extract.names.persons import is_title_word

QUALIFIERS = words("titles", "qualifiers")
BEFORE_TITLE = QUALIFIERS | words("titles", "before_titles")
QUALIFYING = frozenset({"compound", "amod"})
ENDINGS = frozenset({"general", "elect", "designate"})
PORTFOLIOS = frozenset({"minister", "secretary", "commissioner", "director"})
SPEAKING = frozenset({*table("titles")["spokes"]["nouns"], "critic"})
RANK = re.compile(  # of soldiers and officers, which are no offices
    r"(?:(?:lieutenant|brigadier|major|staff|rear|vice|first|second|master|chief)\W*)*"
    r"(?:colonel|(?<=\W)general|captain|sergeant|corporal|lieutenant|(?<=\W)admiral)",
    re.IGNORECASE,
)
PUBLIC_ATTORNEY = re.compile(
    r"\b(?:U\.?S\.?|United States|district|city|county|town|village|prosecuting|state[’']s|commonwealth[’']s|crown) attorney",
    re.IGNORECASE,
)
SOUGHT = re.compile(
    r"\b(?:adjutant|surgeon|solicitor|inspector|postmaster|auditor|governor|presidential|gubernatorial|mayoral|for (?:president|governor|mayor))\b",
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
            start = title_start(doc, mention.start)
            if start < mention.start:
                mention.title = doc[start : mention.start]


def title_start(doc: Doc, name_start: int) -> int:
    """Where the title before a name begins; `name_start` where there is none."""
    best, i, limit = name_start, name_start - 1, max(0, name_start - 12)
    while i >= limit:
        token = doc[i]
        if is_role_word(token):
            best = i
        elif not (_may_precede(doc, i) or (best == name_start and _of_portfolio(doc, i))):
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
            and not _modifies(doc[best - 1], name_start)
        ):
            break  # "With the same order Governor Little …"
        best -= 1  # what qualifies the title: "Illinois", "state", "former", "White House"
    if best > 1 and doc[best - 1].text == "-" and doc[best - 2].lower_ in {"then", "ex"}:
        best -= 2  # "then-Gov. Lee"
    if doc[best - 1 : best].text == "and" and {t.lower_ for t in doc[best:name_start]} & PORTFOLIOS:
        best = _joint(doc, best)  # "Health and Human Services Secretary Ann Lee"
    if [t.lower_ for t in doc[max(0, best - 2) : best]] in (["pro", "-"], ["anti", "-"]):
        best += 1  # "pro-Moscow councillor Ann Lee": no councillor of Moscow
    if best > 1 and doc[best - 1].text == "-" and doc[best - 2].lower_ in {"then", "ex"}:
        best -= 2  # "then-Mayor Ann Lee"
    while best < name_start and (doc[best].is_punct or doc[best].lower_ in {"of", "for", "and", "the", "'s", "’s"}):
        best += 1
    return best


def _joint(doc: Doc, best: int) -> int:
    """Where a portfolio of two names begins: before "*Oceans and* Fisheries Minister"; not before a person."""
    first = best - 2
    joined = first >= 0 and doc[first].is_title and doc[best].is_title and doc[first].pos_ in {"PROPN", "NOUN", "ADJ"}
    return first if joined and doc[first].ent_type_ != "PERSON" and not is_role_word(doc[first]) else best


def _of_portfolio(doc: Doc, i: int) -> bool:
    """Whether a word joins a minister to what he is for: "Minister *for* Housing Ann Lee"."""
    before = doc[i - 1] if i else None
    if before is not None and doc[i].text in {"on", "for"} and before.lower_ in SPEAKING:
        return doc[i + 1].is_lower  # "Opposition spokesman on agriculture Ann Lee"
    return doc[i].text == "for" and before is not None and before.text[:1].isupper() and before.lower_ in PORTFOLIOS


def _modifies(token: Token, name_start: int) -> bool:
    """Whether a common noun belongs to the title after it: "*home* minister Ann Lee"; a body heads its own name."""
    common = token.tag_ in {"NN", "NNS"} and token.lemma_ not in words("nouns", "agency") | words("titles", "teams")
    return common and token.dep_ == "compound" and token.i + 1 < name_start


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
    return (
        is_title_word(token)
        or (token.pos_ in {"NOUN", "PROPN"} and singular(token.lemma_.lower()) in words("nouns", "person"))
        or (token.lower_ in ENDINGS and _hyphened(token))
    )


def _hyphened(token: Token) -> bool:
    """Whether a word ends a title that is written with a hyphen: "secretary-*general*", "president-*elect*"."""
    return token.i > 1 and token.nbor(-1).text == "-" and is_role_word(token.nbor(-2))


def title_roles(span: Span) -> Iterator[Role]:
    """The role that a span names as a whole, written in any case: "GOVERNOR"."""
    for role in role_in(span):
        text = role.text.title().replace(" Of ", " of ").replace(" The ", " the ") if role.text.isupper() else role.text
        yield Role(role.span, role.noun, role.office, text)


def role_in(span: Span, noun: Token | None = None) -> Iterator[Role]:
    """The role that a span names by its noun, its last one where none is given; none where it names none."""
    if noun is None:
        nouns = [t for t in span if is_role_word(t)]
        if not nouns:
            return
        noun = nouns[-1]
    lemma = singular((expand(noun.text) or noun.lemma_).split()[-1].lower())
    if noun.lower_ in ENDINGS and _hyphened(noun):
        lemma = noun.nbor(-2).lemma_.lower()
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
    if lemma in {"general", "candidate", "nominee"} and SOUGHT.search(span.text):
        office = True
    if lemma == "attorney" and not PUBLIC_ATTORNEY.search(span.text):
        office = False
    seated = len(span) > 1 and span[-1].lemma_.lower() == "member" and (len(span) > 2 or span[-2].lower_ == "council")
    if lemma == "member" and not (_seated(span) or seated):
        office = False  # "a Lynn Council member" holds a seat, "a member of the club" does not
    yield Role(span, lemma, office, office_text(span))


def _seated(span: Span) -> bool:
    """ "A member of parliament", "a cabinet member"."""
    return bool({t.lower_ for t in span} & {"cabinet", "parliament", "congress", "commons", "knesset"})


def of_other_things(one: Span, other: Span) -> bool:
    """Whether what two roles are of differs by their words: "the *law* director", "its *executive* director"."""
    first, second = ({t.lower_ for t in s if t.dep_ in QUALIFYING and t.tag_ in {"NN", "JJ"}} for s in (one, other))
    return bool(first) and bool(second) and not first & second


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
    parts: list[str] = []
    for token in span:
        text = token.text
        if text == "." and parts and parts[-1].endswith(" "):
            continue  # "Lt. Gov.", where the tokenizer cut off the point
        if text in table("titles")["abbreviations"]:
            text = expand(text)
            if not text:
                continue
            parts.append(text + " ")
        else:
            parts.append(token.text_with_ws)
    return clean("".join(parts))


def clean(text: str) -> str:
    """A role's words without article, owner and stray marks, such as the hour of a live report or a bullet."""
    text = re.sub(r"^(then|ex)\s?-\s?", r"\1 ", text, flags=re.IGNORECASE)  # "then-Mayor"
    text = re.sub(r"^[^\w“\"]*(?:\d\d?[:.]\d\d\s)?", "", re.sub(r"\s+", " ", text)).strip(" ,;.-—")
    return re.sub(r"^(?:the|a|an|its|his|her|their|our|whose)\s", "", text, flags=re.IGNORECASE)


def of_one(role: Role, text: str) -> str:
    """A plural title written for one of its holders: "Three councilors" -> "councilor"."""
    words = re.sub(
        r"^(?:(?:two|three|four|five|six|seven|several|other|\d+)\s)+", "", text, flags=re.IGNORECASE
    ).split()
    if words and words[-1].lower().endswith("s") and role.noun == words[-1].lower().removesuffix("s").split("-")[-1]:
        words[-1] = words[-1][:-1]
    return " ".join(words)
