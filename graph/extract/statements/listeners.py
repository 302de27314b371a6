"""Papers and stations that are only told what the story tells: "told 2 News", "in an email to the Post"."""

from __future__ import annotations

from collections.abc import Iterable

from graph.extract.lexicon import words
from graph.extract.mention import ORGANIZATION, Mention
from graph.extract.referent import Referent

TELLING = frozenset({"tell", "inform", "email", "show"})
WORDS = words("cues", "heard_by")
TO = frozenset({"to", "with", "by"})


def listeners(referents: Iterable[Referent]) -> frozenset[int]:
    """The ids of the named private bodies that do nothing in a story but hear of it."""
    bodies = (r for r in referents if r.named and r.type is ORGANIZATION and r.mentions)
    return frozenset(id(r) for r in bodies if all(_listens(m) for m in r.mentions if m.named))


def _listens(mention: Mention) -> bool:
    head, above = mention.head, mention.head.head
    if head.dep_ in {"dobj", "dative"}:
        return above.lemma_.lower() in TELLING
    return head.dep_ == "pobj" and above.lower_ in TO and above.head.lemma_.lower() in WORDS
