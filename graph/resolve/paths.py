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

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest

from graph import instrument
from graph.model import Entity, EntityType
from graph.resolve.attested import UNTOLD, Attested, Cluster
from graph.resolve.bonds import Bond
from graph.resolve.candidates import rank
from graph.resolve.clusters import NOBODY, clusters
from graph.resolve.compare import Verdict
from graph.resolve.days import is_whole
from graph.resolve.names import bare, is_proper, is_serial
from graph.resolve.person_names import PersonName, person_name
from graph.resolve.profile import Profile, Seat
from graph.resolve.seats import foremost
from graph.slug import fingerprint, slug

CALLING = 20  # profiles by which an order is called
_TYPES = list(EntityType)  # of a thing that is of several, the first


def paths(
    profiles: Iterable[Profile],
    judged: Sequence[Bond] = (),
    meant: Mapping[Profile, str] = NOBODY,
    told: Attested = UNTOLD,
) -> dict[Profile, str]:
    """The path of each profile of a block, or of several that judgements tie together (see `clusters`); of somebody
    without a name none. Things whose paths would be one are told apart by a hash; where a judgement sets one apart from
    another, the other keeps its own."""
    different = [bond for bond in judged if bond.verdict is Verdict.DIFFERENT]
    firm = {key for bond in different for key in bond.ones}
    giving_way = {key for bond in different for key in bond.others} - firm
    same = {key for bond in judged if bond.verdict is Verdict.SAME for key in bond.ones | bond.others}
    found = {cluster: path_of(cluster) for cluster in clusters(profiles, judged, meant, told) if _is_called(cluster)}
    times = Counter(found.values())
    apart = {cluster for cluster in found if all(p.mark for p in cluster) or any(p.key in giving_way for p in cluster)}
    plain = Counter(path for cluster, path in found.items() if cluster not in apart)
    called = {
        profile: path if times[path] == 1 or (plain[path] == 1 and cluster not in apart) else _hashed(path, cluster)
        for cluster, path in found.items()
        for profile in cluster
    }
    return called | {p: beside(p) for cluster in found for p in seconds(p for p in cluster if p.key not in same)}


def scoped(entities: Iterable[Entity], document_id: str) -> dict[str, str]:
    """The paths of entities as their document alone knows them, by entity id; their order does not matter."""
    times: Counter[str] = Counter()
    found = {}
    for entity in sorted(entities, key=_reading_order):
        path = f"{entity.type.value.lower()}/{document_id}-{slug(bare(entity.name))}"
        times[path] += 1
        found[entity.id] = path if times[path] == 1 else f"{path}-{times[path]}"
    return found


def _reading_order(entity: Entity) -> tuple[int, str, str]:
    return entity.mentions[0].start if entity.mentions else -1, entity.name, entity.id


def _is_called(cluster: Cluster) -> bool:
    return any(profile.name or profile.type is not EntityType.PERSON for profile in cluster)


def hashed(path: str, key: str) -> str:
    """A path that several things would have, for the one that this key stands for."""
    return f"{path}-{fingerprint(key, 8)}"


def _hashed(path: str, cluster: Cluster) -> str:
    orders = [profile.said for profile in cluster if profile.type is EntityType.ORDER]
    return hashed(path, max(orders, key=rank).key if orders else min(profile.said.key for profile in cluster))


def seconds(cluster: Iterable[Profile]) -> Iterator[Profile]:
    """Of the profiles of an order those of documents that have one which tells more: a document tells two orders
    apart, even where it does not say enough of each to know it again."""
    of: dict[str, list[Profile]] = defaultdict(list)
    for profile in cluster:
        if profile.type is EntityType.ORDER and profile.document and not profile.is_local:
            of[profile.document].append(profile)
    for some in of.values():
        yield from sorted(some, key=lambda profile: rank(profile.said))[:-1]


def beside(profile: Profile) -> str:
    """The path of an order that its document tells apart from one that it is like (see `seconds`)."""
    return hashed(path_of((profile,)), profile.key)


def path_of(cluster: Cluster) -> str:
    """How a thing is called, by all that is said of it, whatever others are called."""
    known = tuple(profile for profile in cluster if not profile.is_local) or cluster
    kind = min((profile.type for profile in known), key=_TYPES.index)
    called = tuple(profile for profile in known if profile.type is kind)
    if kind is EntityType.ORDER:
        called = _telling(called)
    if kind is EntityType.PERSON and not called[0].is_local:
        named = [p.name for p in called if p.name and not p.is_listed] or [p.name for p in called if p.name]
        return f"person/{_person(named, (s for p in called for s in p.seats))}"
    if kind is EntityType.ORDER and not called[0].is_local:
        return f"order/{_order(called)}"
    return min(profile.block for profile in called)


def _person(names: Iterable[str], seats: Iterable[Seat]) -> str:
    name, office = min(names, key=_plainness), foremost(seats)
    return f"{slug(name)}-{office.slug}" if office else slug(name)


def _plainness(name: str) -> tuple[bool, bool, int, str]:
    """The name by which someone of several is called: given name and surname, without what few use."""
    parts: PersonName = person_name(name)
    whole = parts.given is not None and len(parts.given) > 1
    return not whole, bool(parts.middle or parts.suffix or parts.familiar), len(name), name


def _telling(cluster: Cluster) -> Cluster:
    """Of an order's profiles those that tell most, of which there may be thousands, and that of the first document."""
    said = {profile.said: profile for profile in sorted(cluster, key=_document, reverse=True)}
    return *(said[one] for one in nlargest(CALLING, said, key=rank)), min(cluster, key=_document)


def _document(profile: Profile) -> str:
    return profile.document or ""


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
    if days := [p.signed for p in cluster if p.signed and is_whole(p.signed)]:
        return f"{issuer}-{kind}-{min(days)}"
    return min(f"{p.document}-{slug(p.name)}" for p in cluster)


def _spaced(kind: str) -> str:
    return "".join(f" {c}" if c.isupper() else c for c in kind).strip()
