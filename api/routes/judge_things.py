"""The pages on which a reader judges things, without script: renames one, merges two, sets apart what is two.

What will follow is shown first; the forms go to POST /judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, outgoing
from api.deps import Service, ServiceDep
from api.judgement import JudgementOut
from api.pages.render import page
from api.wire import EntityRef, FactOut
from graph import lookups
from graph.errors import NotFound
from graph.fact_fields import ENTITY_FIELDS
from graph.judgement import Kind, Mention
from graph.judging import Judging
from graph.model import EntityType
from graph.naming import things
from graph.resolve import Comparison
from graph.review import Passage, passage, rivals

ANY: Final = "somebody"  # who would judge: only what would come of it is asked
RIVALS: Final = 12
DOCUMENTS: Final = 40
SHOWN: Final = 4  # facts of a side

router = APIRouter(tags=["judgements"], include_in_schema=False)

What = Annotated[str, Query(min_length=1, max_length=2000)]


@dataclass(frozen=True, slots=True)
class Rival:
    """Another thing of the same name, and what speaks for and against their being one."""

    thing: EntityRef
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Spoken:
    """Where a document speaks of a thing: by the name of a mention (`ID#char=4,19`), and in which words."""

    mention: str
    passage: Passage
    href: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things that are judged. Of a mention alone, `spoken` is where it is, and facts are its document's."""

    label: str
    href: str
    documents: frozenset[str]
    facts: list[FactOut]
    names: tuple[str, ...] = ()
    spoken: Spoken | None = None


@router.get("/judge/thing")
def thing(request: Request, service: ServiceDep, what: What) -> Response:
    """What a thing is called, what might be the same, and where documents speak of it."""
    path = _path(service, what)
    known = lookups.entity(service.store, links.iri_of(service.settings.base_iri, path))
    subject = Judging(service.workspace.ledger, service.settings.base_iri, ANY).thing(
        path, DOCUMENTS, _each(service, path, len(known.documents))
    )
    return page(
        request,
        "judge_thing.html",
        what=path,
        thing=known,
        type=subject.mentions[0].type.value,
        types=[kind.value for kind in EntityType],
        fields=ENTITY_FIELDS,
        rivals=[_rival(service, other, found) for other, found in rivals(service.workspace.ledger, path, RIVALS)],
        spoken=[_spoken(service, mention) for mention in subject.mentions[:DOCUMENTS]],
        documents=len(known.documents),
        judged=_judged(service, path),
    )


@router.get("/judge/pair")
def pair(
    request: Request,
    service: ServiceDep,
    what: What,
    other: What,
    kind: Literal["same", "different"],
) -> Response:
    """Two things, or a thing and a mention of it, and what follows if they are the same, or different."""
    path = _path(service, what)
    named = other if "#" in other else _path(service, other)
    Judging(service.workspace.ledger, service.settings.base_iri, ANY).on_two(Kind(kind), path, named)  # it can be said
    sides = _side(service, path), _mentioned(service, path, named) if "#" in named else _side(service, named)
    return page(request, "judge_pair.html", kind=kind, what=path, other=named, sides=sides, shown=SHOWN)


def _each(service: Service, path: str, documents: int) -> int:
    """How many of the documents are shown that speak of a thing in the same way: all, where that is not too many."""
    if documents <= DOCUMENTS:
        return DOCUMENTS
    ways = service.workspace.ledger.things.places_of(path, DOCUMENTS, 1)
    return max(DOCUMENTS // max(len(ways), 1), 1)


def _path(service: Service, name: str) -> str:
    """The path of what somebody names, by path, IRI or name. Raises NotFound, with all of them where it is several."""
    base = service.settings.base_iri
    given = name.strip().removeprefix(f"{base}id/")
    if "/" in given:
        return given
    found = [links.path_of(base, one.value) or one.value for one in things(service.store, "entity", given)]
    if len(found) > 1:
        raise NotFound("single thing", name, found)
    return found[0]


def _rival(service: Service, path: str, found: Comparison) -> Rival:
    known = lookups.entity(service.store, links.iri_of(service.settings.base_iri, path))
    return Rival(outgoing.reference(service.settings.base_iri, known), found)


def _spoken(service: Service, mention: Mention) -> Spoken:
    span = f"char={mention.start},{mention.end}"
    around = passage(service.workspace.ledger, mention.document, mention.start, mention.end)
    return Spoken(f"{mention.document}#{span}", around, links.document_page(mention.document, span))


def _side(service: Service, path: str) -> Side:
    base = service.settings.base_iri
    known = lookups.entity(service.store, links.iri_of(base, path))
    facts = outgoing.facts(base, lookups.facts_about(service.store, known.iri))
    return Side(known.label, links.page_of_path(path), frozenset(known.documents), facts, known.names)


def _mentioned(service: Service, path: str, mention: str) -> Side:
    """What one document says of a thing, by a mention of it there."""
    ledger, whole = service.workspace.ledger, _side(service, path)
    (there,) = Judging(ledger, service.settings.base_iri, ANY).thing(mention).mentions
    spoken = _spoken(service, there)
    document = links.iri_of(service.settings.base_iri, f"document/{there.document}")
    its = [fact for fact in whole.facts if fact.evidence.document == there.document]
    return Side(there.name, spoken.href, frozenset({document}), its, spoken=spoken)


def _judged(service: Service, path: str) -> list[JudgementOut]:
    """The judgements that say of a thing that it is the same as another, or different."""
    found = service.workspace.ledger.judgements.on(path)
    return [outgoing.judgement(service.settings.base_iri, kept) for kept in found]
