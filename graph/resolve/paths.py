"""Paths: how things are called below `{base}id/`, by what they are, so that the same thing is called the same anywhere.

person/brandon-johnson-mayor-of-chicago     name and foremost office
place/4887398                               GeoNames id, else name
agency/chicago-police-department            name
order/brandon-johnson-mayor-of-chicago-executive-order-2025-6
                                            issuer, and number, title or day of signing; US executive orders:
order/executive-order-14110                 number alone
group/0123456789abcdef-federal-agents       what only its document knows, with the document's id
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from graph import instrument
from graph.model import Entity, EntityType
from graph.resolve.clusters import Cluster, clusters
from graph.resolve.names import bare, is_proper, is_serial
from graph.resolve.person_names import PersonName, person_name
from graph.resolve.profile import Profile, Seat
from graph.resolve.seats import foremost
from graph.slug import fingerprint, slug


def paths(profiles: Iterable[Profile]) -> dict[Profile, str]:
    """The path of each profile of a block. Things whose paths would be one are told apart by a hash."""
    found = {cluster: _path(cluster) for cluster in clusters(profiles)}
    shared = {path for path, times in Counter(found.values()).items() if times > 1}
    return {
        profile: f"{path}-{fingerprint(cluster[0].key, 8)}" if path in shared else path
        for cluster, path in found.items()
        for profile in cluster
    }


def scoped(entity: Entity, document_id: str) -> str:
    """The path of something that only its document knows."""
    return f"{entity.type.value.lower()}/{document_id}-{slug(bare(entity.name))}"


def _path(cluster: Cluster) -> str:
    match cluster[0].type:
        case EntityType.PERSON:
            return f"person/{_person((p.name for p in cluster), (s for p in cluster for s in p.seats))}"
        case EntityType.ORDER:
            return f"order/{_order(cluster)}"
        case _:
            return cluster[0].block


def _person(names: Iterable[str], seats: Iterable[Seat]) -> str:
    name, office = min(names, key=_plainness), foremost(seats)
    return f"{slug(name)}-{office.slug}" if office else slug(name)


def _plainness(name: str) -> tuple[bool, bool, int, str]:
    """The name by which someone of several is called: given name and surname, without what few use."""
    parts: PersonName = person_name(name)
    whole = parts.given is not None and len(parts.given) > 1
    return not whole, bool(parts.middle or parts.suffix or parts.familiar), len(name), name


def _order(cluster: Cluster) -> str:
    """An order's issuer and the surest of what tells it from their others."""
    number = min((p.number for p in cluster if p.number), default=None)
    if number is not None and instrument.is_universal(number):
        return f"executive-order-{number}"
    issuer = _person((p.issuer for p in cluster if p.issuer), (s for p in cluster for s in p.seats))
    kind = slug(_spaced(min((p.kind for p in cluster if p.kind), default="Order")))
    if number is not None:
        return f"{issuer}-{kind}-{slug(number)}"
    if titles := [p.name for p in cluster if is_proper(p.name) and not is_serial(p.name)]:
        return f"{issuer}-{slug(min(titles))}"
    if days := [p.signed for p in cluster if p.signed]:
        return f"{issuer}-{kind}-{min(days)}"
    return min(f"{p.document}-{slug(p.name)}" for p in cluster)


def _spaced(kind: str) -> str:
    return "".join(f" {c}" if c.isupper() else c for c in kind).strip()
