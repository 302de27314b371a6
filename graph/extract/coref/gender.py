"""Whether a person is "he" or "she": by words that tell ("Mrs.", "spokeswoman"), else by the given name."""

from __future__ import annotations

from graph.extract.lexicon import words
from graph.extract.referent import Referent

HE = frozenset({"he", "his", "him", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})


def gender(person: Referent) -> str:
    """ "female", "male", or "" where nothing tells: `gender` of "Chairwoman Robin Lee" is "female"."""
    said = {t.text for m in person.mentions if m.title is not None for t in m.title}
    said |= {r.noun for r in person.roles} | {m.head.lemma_.lower() for m in person.mentions if not m.named}
    female, male = bool(said & words("first_names", "female_words")), bool(said & words("first_names", "male_words"))
    if female != male:
        return "female" if female else "male"
    first = person.name.split()[0] if person.named and " " in person.name else ""
    if first in words("first_names", "female"):
        return "female"
    return "male" if first in words("first_names", "male") else ""


def agrees(pronoun: str, person: Referent) -> bool:
    """Whether a pronoun in lower case can stand for a person: "she" for nobody known as a man."""
    wanted = "female" if pronoun in SHE else "male" if pronoun in HE else ""
    return not wanted or gender(person) in {wanted, ""}
