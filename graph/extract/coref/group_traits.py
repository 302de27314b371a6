"""What speaks for a collective being one spoken of before: its noun, what is said of it, its number, where it stands.

The traits are named and counted here; how much each weighs is learned (`lexicons/coref_weights.csv`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.extract.coref.norm_traits import article
from graph.extract.coref.readings import Option, Traits
from graph.extract.lexicon import table, words
from graph.extract.mention import PLURAL, Mention
from graph.extract.referent import Referent

REMEMBERED = 30  # collectives spoken of last, which a mention may mean
AKIN = frozenset({"same", "alike"})
APART = frozenset({"former", "other", "own", "neighboring", "neighbouring", "fellow"})
OTHERS = frozenset(
    {"other", "another", "further", "more", "additional", "several", "many", "some", "dozens", "hundreds", "thousands"}
)
FEDERAL = frozenset({"federal", "immigration", "ice", "u.s.", "us", "masked", "border"})
COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {word: n for n, word in enumerate(COUNTS) if n > 1} | {"dozen": 12}
QUANTIFIERS = frozenset({"no", "any", "every", "each", "all", "such"})
GENERAL = words("coref", "general")
DISTANCES = (1, 2, 3, 6, 15)  # sentences


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a mention stands. `lead`: the token where the body begins; `sentence_of`: each token's sentence; `akin`:
    the collectives called by its noun or one that means the same, the one spoken of last first."""

    lead: int
    quoted: frozenset[int]
    sentence_of: Sequence[int]
    akin: Sequence[Referent]


def options(
    mention: Mention, groups: Sequence[Referent], lead: int, quoted: frozenset[int], sentence_of: Sequence[int]
) -> list[Option]:
    """Every reading of a collective's mention: the ones that it may mean, the one spoken of last first, and another."""
    pool = sorted((g for g in groups if g.first < mention.start), key=lambda g: -g.before(mention.start))[:REMEMBERED]
    pool = [g for g in pool if not _clash(mention, g)]
    akin = [g for g in pool if _likeness(group_noun(mention), g.mentions) in AKIN]
    setting = Setting(lead, quoted, sentence_of, akin)
    met = [Option("same", g, _together(mention, g, rank, setting)) for rank, g in enumerate(pool)]
    return [*met, Option("other", None, _alone(mention, setting))]


def _alone(mention: Mention, setting: Setting) -> Traits:
    """Traits of a mention by itself: of its being another collective."""
    begins = _begins(mention)
    marks = {
        "bias": True,
        f"{begins}: people": group_noun(mention) in {"people", "person"},
        f"begins={begins}": True,
        "number": number(mention) is not None,
        "told": bool(told(mention)),
        "modified": bool(modifiers(mention)),
        "general": group_noun(mention) in GENERAL,
        "noun not met": not setting.akin,
        f"{begins}: noun not met": not setting.akin,
        "others": bool(_words_before(mention) & OTHERS),
        "quoted": mention.head.i in setting.quoted,
        "heading": mention.start < setting.lead,
    }
    return {name: 1.0 for name, holds in marks.items() if holds}


def _together(mention: Mention, group: Referent, rank: int, setting: Setting) -> Traits:
    """Traits of a mention meaning a collective met before. `rank`: 0 for the one spoken of last."""
    said = [m for m in group.mentions if m.start < mention.start]
    head = _likeness(group_noun(mention), said)
    marks = _by_noun(mention, said, head) | _by_words(mention, said, head) | _by_place(mention, said, setting)
    marks |= {
        "bias": True,
        f"{head}: rank={min(rank, 3)}": head not in AKIN,
        "only one akin": head in AKIN and len(setting.akin) == 1,
        "last akin": bool(setting.akin) and setting.akin[0] is group,
        "often": len(said) > 2,
    }
    return {name: 1.0 for name, holds in marks.items() if holds}


def _by_noun(mention: Mention, said: list[Mention], head: str) -> dict[str, bool]:
    """What the nouns and numbers tell."""
    begins, count = _begins(mention), number(mention)
    counts = {number(m) for m in said} - {None}
    nouns = {group_noun(m) for m in said}
    return {
        f"head {head}": True,
        f"{begins}: {'akin' if head in AKIN else head}": True,
        "number equal": count is not None and count in counts,
        f"number now, {head}": count is not None and not counts,
        f"number before, {begins}": count is None and bool(counts),
        "singular now": mention.head.tag_ not in PLURAL and any(m.head.tag_ in PLURAL for m in said),
        f"general now, {begins}": group_noun(mention) in GENERAL and head == "other",
        f"general before, {begins}": bool(nouns & GENERAL) and head == "other",
    }


def _by_words(mention: Mention, said: list[Mention], head: str) -> dict[str, bool]:
    """What is said of the collective, before its noun and after it."""
    mine, its = modifiers(mention), frozenset[str]().union(*(modifiers(m) for m in said))
    after, theirs = told(mention), [t for t in map(told, said) if t]
    names, known = _names(mention), frozenset[str]().union(*map(_names, said))
    fit = _fit(mine, its)
    return {
        f"{'akin' if head in AKIN else head}, words {fit}": True,
        f"{_begins(mention)}: words {fit}": head in AKIN,
        "told alike": bool(after) and after in theirs,
        "told otherwise": bool(after) and bool(theirs) and after not in theirs,
        f"told now, {_begins(mention)}": bool(after) and not theirs,
        "told before": not after and bool(theirs),
        "names shared": bool(names & known),
        "names foreign": bool(names) and bool(known) and not names & known,
        "string met": mention.name.casefold() in {m.name.casefold() for m in said},
        "apart": (mine & APART) != (its & APART),
        "others": bool(_words_before(mention) & OTHERS),
    }


def _by_place(mention: Mention, said: list[Mention], setting: Setting) -> dict[str, bool]:
    """How far back the collective was spoken of last, and where."""
    last = said[-1]
    gap = setting.sentence_of[mention.head.i] - setting.sentence_of[last.head.i]
    return {
        f"distance={sum(1 for d in DISTANCES if gap >= d)}": True,
        "heading before": last.start < setting.lead,
        "subject before": last.head.dep_ in {"nsubj", "nsubjpass"},
        "quoted apart": (mention.head.i in setting.quoted) != (last.head.i in setting.quoted),
    }


def made_of(group: Referent, mention: Mention) -> bool:
    """Whether a bare plural takes up of whom a band is: "a coalition of 17 attorneys general" … "the attorneys
    general"."""
    bare = mention.span[0].lower_ == "the" and not modifiers(mention) and not told(mention)
    bands = (m for m in group.mentions if m.noun in words("nouns", "band")) if bare else ()
    return any(mention.noun in _many(m) for m in bands)


def _clash(mention: Mention, group: Referent) -> bool:
    """Whether a mention counts otherwise: "some 50 vendors" after "30 vendors"."""
    counts = {number(m) for m in group.mentions} - {None}
    return number(mention) is not None and bool(counts) and number(mention) not in counts


def _fit(mine: frozenset[str], its: frozenset[str]) -> str:
    """How the words before a noun agree with those told before."""
    if mine == its:
        return "equal" if mine else "none"
    if mine < its:
        return "fewer" if mine else "lost"
    if mine > its:
        return "more" if its else "gained"
    return "crossing" if mine & its else "foreign"


def _likeness(noun: str, said: Sequence[Mention]) -> str:
    """ "workers" after "workers", after "employees", after "owners and workers", or after something else."""
    nouns, key = {group_noun(m) for m in said}, _synonyms().get(noun)
    if noun in nouns:
        return "same"
    if key is not None and any(key == _synonyms().get(other) for other in nouns):
        return "alike"
    return "within" if any(noun in _many(m) for m in said) else "other"


@cache
def _synonyms() -> dict[str, str]:
    return {word: key for key, line in table("nouns")["alike"].items() for word in line.split()}


@lru_cache(maxsize=1_000)
def _many(mention: Mention) -> frozenset[str]:
    """The nouns in the plural of a mention."""
    return frozenset(t.lemma_.lower() for t in mention.span if t.tag_ in PLURAL)


@lru_cache(maxsize=1_000)
def _names(mention: Mention) -> frozenset[str]:
    return frozenset(t.lower_ for t in (mention.long or mention.span) if t.pos_ == "PROPN")


@lru_cache(maxsize=1_000)
def _begins(mention: Mention) -> str:
    """How a noun phrase begins; where it quantifies, by what: "no", "every"."""
    first = mention.span[0].lower_
    return first if first in QUANTIFIERS else article(mention)


@lru_cache(maxsize=1_000)
def group_noun(mention: Mention) -> str:
    """The noun of a collective; officers and officials of immigration are agents."""
    noun = mention.noun
    if noun not in {"officer", "official"}:
        return noun
    return "agent" if _words_before(mention) & {"ice", "immigration"} else noun


@lru_cache(maxsize=1_000)
def _words_before(mention: Mention) -> frozenset[str]:
    return frozenset(t.lower_ for t in mention.span if t.i < mention.head.i)


@lru_cache(maxsize=1_000)
def number(mention: Mention) -> int | None:
    """How many a mention counts: "12 men", "a dozen states"."""
    for token in mention.span:
        form = token.lower_.replace(",", "")
        if token.i < mention.head.i and (form in NUMBERS or form.isdecimal()):
            return NUMBERS.get(form) or int(form)
    return None


@lru_cache(maxsize=1_000)
def modifiers(mention: Mention) -> frozenset[str]:
    """What a collective's mention says before its noun."""
    before = (t for t in mention.span if t.i < mention.head.i)
    found = frozenset(t.lemma_.lower() for t in before if t.pos_ in {"NOUN", "PROPN", "ADJ"})
    if found & FEDERAL and mention.noun in {"agent", "officer", "official"}:
        found = found - FEDERAL | {"federal"}  # in this genre ICE agents are the federal and the immigration agents
    return found - {"same", "such", "many", "several", "few", "more", "most", "thousand", "hundred", "dozen"}


@lru_cache(maxsize=1_000)
def told(mention: Mention) -> frozenset[str]:
    """What a collective's mention says after its noun: {"collect", "climate", "data"}."""
    after = (t for t in mention.span if t.i > mention.head.i and t.lower_ != "general")  # "attorneys general"
    return frozenset(t.lemma_.lower() for t in after if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"})
