"""Whom a speaker cannot mean by "they" in his own words: the body that he speaks for or belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from graph.extract.coref.pronouns import PLURAL
from graph.extract.mention import BODIES, PERSON
from graph.extract.referent import Referent
from graph.extract.relations.belonging import belonging

PREMISES = frozenset("office home house headquarters headquarter warehouse store shop plant account member".split())

if TYPE_CHECKING:
    from graph.extract.participants import Cast


def owns_premises(pronoun: Token) -> bool:
    """As in "raided *its* offices": those of no norm."""
    return pronoun.tag_ == "PRP$" and pronoun.head.lemma_.lower() in PREMISES


def speaks_of_others(cast: Cast, token: Token, meant: Referent) -> bool:
    """Whether "they" in a quotation was taken for the speaker's own body, which would be "we"."""
    if token.lower_ not in PLURAL or meant.type not in BODIES or cast.reading.quotation(token.idx) is None:
        return False
    speaker = cast.speaker_at(token.idx)
    if speaker is None or speaker is meant:
        return speaker is meant
    if speaker.type is not PERSON:
        return False
    headed = any(f" {meant.name.lower()} " in f" {role.text.lower()} " for role in speaker.roles)
    own = (*cast.principals(speaker), *(body for body, _ in belonging(cast.reading, speaker)))
    return headed or meant in own
