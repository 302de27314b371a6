"""Who or what a phrase names more plainly beside itself: "two lawmakers, Lee and Roe", "the ombudsman, Ann Lee"."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.coordination import apposed_names
from graph.extract.mention import GROUP, ORDER, PERSON, PLACE, PLURAL
from graph.extract.names.nominals import ORDINALS
from graph.extract.reading import Reading
from graph.extract.referent import Referent

SEATS = frozenset("city town county state province country nation village".split())


def spelt_out(reading: Reading, token: Token, referent: Referent) -> bool:
    """Whether those of a collective are all named after it: "*two lawmakers*, Kay Lee and Sherri Roe, objected"."""
    names = apposed_names(token) if referent.type is GROUP else []
    some = not names or token.doc[token.i + 1].text != "," or token.doc[token.i + 2].lower_ in {"among", "including"}
    named = [reading.referent(t) for t in names]
    kind = PLACE if token.lemma_.lower() in SEATS else PERSON  # "two cities, Chelsea and Lawrence"
    return len(named) > 1 and not some and all(r is not None and r.type is kind for r in named)


def headed_by(reading: Reading, token: Token) -> Referent | None:
    """Who is named after his office or party: "*the ombudsman*, Ann Lee, asked", "his fellow *Democrat*, Bob Roe"."""
    names = [c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN"]
    here = reading.referent(names[0]) if len(names) == 1 else None
    mention = None if here is None else reading.discourse.mention_at.get(names[0].i)
    if here is None or mention is None or here.type is not PERSON or len(mention.name.split()) < 2:
        return None
    first = mention.start if mention.title is None else mention.title.start
    before, after = reading.doc[first - 1], reading.doc[mention.end : mention.end + 1]
    return here if before.text == "," and after.text in {",", "."} else None


def each_of(reading: Reading, referent: Referent) -> list[Referent]:
    """Each of several orders that are counted after they were told of together: "two orders. The first …"."""
    if referent.type is not ORDER or any(m.named or m.head.tag_ not in PLURAL for m in referent.mentions):
        return [referent]
    others = (r for r in reading.referents if r.type is ORDER and r.issuer is referent.issuer)
    counted = [r for r in others if any(m.head.lower_ in ORDINALS for m in r.mentions)]
    return counted if len(counted) > 1 else [referent]
