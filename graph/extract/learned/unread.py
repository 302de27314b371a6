"""The noun phrases that stand for no thing of a reading: any of them may turn out to take part in an event."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span

from graph.extract.mention import GROUP, POLICY, Mention
from graph.extract.names.nominal_bounds import PLACING, ends_of, placed_end, start_of
from graph.extract.names.nominals import name_of
from graph.extract.reading import Reading
from graph.extract.referent import Referent

MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
SAYING_WHICH = PLACING | {"by", "on", "against", "for", "to", "over"}


def unread(reading: Reading) -> list[Referent]:
    """A thing for each name and each noun that heads a phrase of which the reading has no thing, in text order. Of what
    type it is, nobody has said: all are collectives until the reader has seen them."""
    known = {m.name.casefold() for r in reading.referents for m in r.mentions}
    found: dict[str, Referent] = {}
    for chunk in _phrases(reading):
        head = chunk.root
        start, (end, _) = start_of(chunk, set()), ends_of(head, POLICY)
        if start > head.i:
            continue
        span, named = reading.doc[start:end], head.pos_ == "PROPN"
        name = name_of(span)
        if name.casefold() in known:
            continue
        mention = Mention(span, GROUP, name, named)
        stop = placed_end(head, end, SAYING_WHICH)
        mention.long = reading.doc[start:stop] if stop > end else None
        key = name.casefold() if named else head.lemma_.lower()
        referent = found.setdefault(key, Referent(GROUP, name, named=named))
        referent.add(mention)
    return list(found.values())


def _phrases(reading: Reading) -> Iterator[Span]:
    for chunk in reading.doc.noun_chunks:
        head = chunk.root
        if (
            head.pos_ in {"NOUN", "PROPN", "ADJ"}
            and head.ent_type_ not in MEASURES
            and reading.referent(head) is None
            and not reading.in_furniture(head)
        ):
            yield chunk
