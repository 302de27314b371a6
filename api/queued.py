"""From what is to be reviewed to the wire, and from the wire to what was shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from api import links, outgoing
from api.judgement import DoubtedOut, DoubtOut, FeatureOut, LeftOut, PassageOut, ReviewedOut, ReviewIn, SideOut
from graph.judgement import Mention
from graph.review import Doubt, Doubted, Passage, seen
from graph.reviewing import Reviewed, Shown


def doubted(base_iri: str, found: Doubted) -> DoubtedOut:
    """A fact that is doubted."""
    (fact,) = outgoing.facts(base_iri, found.facts)
    return DoubtedOut(
        id=links.path_of(base_iri, fact.iri) or fact.iri,
        seen=seen(found.facts),
        fact=fact,
        passage=passage(found.passage),
        documents=found.documents,
    )


def doubt(base_iri: str, found: Doubt) -> DoubtOut:
    """Two things that may be one."""
    sides = zip(found.pair.paths, found.mentions, found.passages, strict=True)
    one, other = (_side(base_iri, path, mention, words) for path, mention, words in sides)
    comparison = found.pair.comparison
    features = [FeatureOut(feature=name, weight=weight) for name, weight in comparison.features]
    return DoubtOut(one=one, other=other, mentions=found.pair.times, score=comparison.score, features=features)


def passage(found: Passage) -> PassageOut:
    """The words around something."""
    return PassageOut(
        document=found.document,
        title=found.title,
        text=found.text,
        start=found.start,
        end=found.end,
        href=links.document_page(found.document),
    )


def reviewed(base_iri: str, found: Reviewed) -> ReviewedOut:
    """What came of a step."""
    return ReviewedOut(
        made=[outgoing.judgement(base_iri, one.kept) for one in found.taken],
        left=[LeftOut(what=one.what, reason=one.reason) for one in found.left],
    )


def shown(sent: ReviewIn) -> list[Shown]:
    """What somebody had before him."""
    return [Shown(one.what, one.other, one.seen) for one in sent.items]


def fields_of(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What the form of the page sends, as JSON would have it: each `item` that is shown; or `one` of them alone, with
    what is said of it."""
    given = list(pairs)
    fields: dict[str, Any] = {name: value for name, value in given if name in ("kind", "who", "why", "one")}
    items = [dict(parse_qsl(value)) for name, value in given if name == "item"]
    if (one := fields.pop("one", None)) is not None:
        alone = dict(parse_qsl(one))
        return fields | {"kind": alone.pop("kind", None), "items": [alone]}
    return fields | {"items": items}


def _side(base_iri: str, path: str, mention: Mention, words: Passage) -> SideOut:
    return SideOut(
        label=mention.name,
        id=path,
        iri=links.iri_of(base_iri, path),
        href=links.page_of_path(path),
        mention=f"{mention.document}#char={mention.start},{mention.end}",
        passage=passage(words),
    )
