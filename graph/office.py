"""Offices: what the literal of `holdsOffice` says, taken apart into title, jurisdiction and standing.

"acting head of ICE"                -> Office("head", "ICE", "of", ACTING)
"Governor of the State of Oklahoma" -> Office("Governor", "Oklahoma", "of", CURRENT)
"Virginia Secretary of Education"   -> Office("Secretary of Education", "Virginia", "of", CURRENT)
"candidate for Mayor of Albuquerque"-> Office("Mayor", "Albuquerque", "of", CANDIDATE)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from graph.slug import slug


class Standing(StrEnum):
    """How someone stands to an office. A candidate seeks it, or is nominated or elected to it, and holds it not yet."""

    CURRENT = "current"
    ACTING = "acting"
    FORMER = "former"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class Office:
    """A title and, where the literal gives it, what it is over; `link` is the word between them."""

    title: str
    jurisdiction: str | None
    link: str
    standing: Standing

    @property
    def label(self) -> str:
        """The office by itself, without its holder's standing: "Governor of Oklahoma"."""
        article = "the " if self.jurisdiction == "United States" else ""
        return f"{self.title} {self.link} {article}{self.jurisdiction}" if self.jurisdiction else self.title

    @property
    def slug(self) -> str:
        """The office's place in an IRI: "governor-of-oklahoma"."""
        return slug(f"{self.title} {self.link} {self.jurisdiction}" if self.jurisdiction else self.title)


_FORMER = re.compile(r"(?:the )?(?:former|previous|ex|late|retired|one-?time|then)(?:[\s-]+)(?=\S)", re.I)
_ACTING = re.compile(r"(?:the )?(?:acting|interim)\s+(?=\S)", re.I)
_CANDIDATE = re.compile(
    r"(?:the )?(?:[A-Z]\w+ )?(?:candidate|nominee|contender|hopeful)\s+(?:for|to be)\s+(?:the )?(?=\S)"
)
_ELECT = re.compile(r"[\s-](?:elect|designate|nominee|candidate)\b", re.I)
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.I)

# "the State of Oklahoma" governs what "Oklahoma" names
_GOVERNED = re.compile(r"^(?:the )?(?:(?:Great )?State|Commonwealth|City(?: and County)?|Town|Village) of (?=[A-Z])")
_NATION = re.compile(r"^(?:the )?(?:United States(?: of America)?|U\.?S\.?(?:A\.?)?)$")
_RANK = r"(?:(?:Deputy|Lieutenant|Lt\.|Assistant|Associate|Vice|First|Parliamentary)\s+)*"
# titles whose first "of" names a portfolio, not a jurisdiction: Secretary of State of Ohio, Chief of Police
_PORTFOLIO = re.compile(
    rf"^({_RANK}(?:(?:Secretary|Minister|Under ?[Ss]ecretary) of (?:the )?(?!Department|Ministry|Office|Agency)"
    r"|Chief of (?=Police|Staff)|Superintendent of (?=Public|Schools))(?:(?! (?:of|for|in|from) ).)+)"
    r"(?: (of|for|in|from) (.+))?$"
)
_LINKED = re.compile(r"^(.+?) (of|for|from|in) (.+)$")
# titles that follow what they are over: "Illinois Governor", "Bernalillo County Sheriff"
_FOLLOWING = re.compile(
    rf"^((?:[A-Z][\w.’'-]*\s+)+?)({_RANK}(?:Governor|Mayor|Premier|Prime Minister|Attorney General"
    r"|Solicitor General|Sheriff|Police Chief|City Manager|County (?:Executive|Attorney|Judge|Clerk)"
    r"|Secretary of (?:the )?(?:State|Education|Health|Agriculture|Commerce|Transportation|Labor|Energy|Finance"
    r"|Public Safety|Natural Resources|Veterans Affairs)))$"
)
_NOT_OVER = re.compile(r"^(?:Deputy|Lieutenant|Lt\.|Assistant|Associate|Vice|First|Chief|Senior|Under|The)\b", re.I)


@lru_cache(maxsize=16_384)
def parse(value: str) -> Office:
    """The office that a literal names. Never fails: a literal that fits no pattern is a title as it stands."""
    standing, name = _standing(" ".join(value.split()))
    for split in (_portfolio, _following, _linked):
        if found := split(name):
            title, link, over = found
            return Office(title, _jurisdiction(over) if over else None, link, standing)
    return Office(name, None, "of", standing)


def _standing(value: str) -> tuple[Standing, str]:
    standing, name = Standing.CURRENT, value
    # outermost word first, and it wins: a "former acting director" is former
    marks = ((_FORMER, Standing.FORMER), (_CANDIDATE, Standing.CANDIDATE), (_ACTING, Standing.ACTING))
    while hit := next(((m, s) for p, s in marks if (m := p.match(name))), None):
        match, found = hit
        standing = found if standing is Standing.CURRENT else standing
        name = name[match.end() :]
    if standing is Standing.CURRENT and (bare := _ELECT.sub("", name, count=1)) != name and bare.strip():
        standing, name = Standing.CANDIDATE, bare.strip()
    return standing, _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name


def _portfolio(name: str) -> tuple[str, str, str | None] | None:
    match = _PORTFOLIO.match(name)
    return (match[1], match[2] or "of", match[3]) if match else None


def _following(name: str) -> tuple[str, str, str | None] | None:
    match = _FOLLOWING.match(name)
    if match is None or _NOT_OVER.match(match[1]):
        return None
    over = match[1].strip()
    return match[2], "of", f"{over} County" if match[2].startswith("County ") else over


def _linked(name: str) -> tuple[str, str, str | None] | None:
    match = _LINKED.match(name)
    return (match[1], match[2], match[3]) if match else None


def _jurisdiction(name: str) -> str:
    if _NATION.match(name):
        return "United States"
    governed = _GOVERNED.sub("", name)
    return governed.removeprefix("the ") or name
