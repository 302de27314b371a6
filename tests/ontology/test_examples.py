"""The examples of the ontology's documentation are what the seed article gives, read by people.

After a change of what is written: `python -m tests.ontology.test_examples` makes ontology/examples.ttl anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

import pyoxigraph as ox

import ontology
from graph.case import read_case
from graph.rdf import quads
from graph.resolve import resolve
from ontology.terms import OA, PREFIXES, RDF
from ontology.vocabulary import examples, vocabulary

BASE: Final = "https://w3id.org/policygraph/"
SEED: Final = Path(__file__).parents[1] / "gold" / "dev" / "chicago-seed.json"
HEAD: Final = """\
# One thing of each class of which the seed article has one, of each property the first value; made from what people
# read in it, by tests/ontology/test_examples.py.
"""

Said = dict[ox.NamedNode, dict[ox.NamedNode, list[ox.Triple]]]


def written() -> str:
    """The file, as the seed article gives it."""
    document, record = read_case(SEED)
    said: Said = defaultdict(lambda: defaultdict(list))
    for quad in quads(document, record, resolve(document, record), BASE):
        assert isinstance(quad.subject, ox.NamedNode)
        said[quad.subject][quad.predicate].append(quad.triple)
    chosen = dict.fromkeys(first(said, term.iri) for term in vocabulary("policygraph").of_kind("owl:Class"))
    blocks = [block(said, subject) for subject in chosen if subject is not None]
    used = {name: iri for name, iri in PREFIXES.items() if any(re.search(rf"\b{name}:", one) for one in blocks)}
    prefixes = "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in sorted(used.items()))
    return f"{HEAD}{prefixes}\n\n" + "\n".join(blocks)


def first(said: Said, kind: str) -> ox.NamedNode | None:
    """The thing of a class of which most is said."""
    of_kind = [one for one, told in said.items() if kind in {t.object.value for t in told[RDF.type]}]  # type: ignore[union-attr]
    return max(of_kind, key=lambda one: (sum(map(len, said[one].values())), one.value), default=None)


def block(said: Said, subject: ox.NamedNode) -> str:
    """What is said of a thing, and where it is evidence, how its words are found."""
    told = [*shortened(said, subject), *(t for one in selectors(said, subject) for t in shortened(said, one))]
    text = ox.serialize(told, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES).decode()
    return "\n".join(line for line in text.splitlines() if not line.startswith("@prefix")).strip() + "\n"


def shortened(said: Said, subject: ox.NamedNode) -> list[ox.Triple]:
    """All its types, and of each other property the first value."""
    return [
        one
        for predicate, some in said[subject].items()
        for one in (some if predicate in (RDF.type, OA.hasSelector) else some[:1])
    ]


def selectors(said: Said, subject: ox.NamedNode) -> list[ox.NamedNode]:
    return [one.object for one in said[subject][OA.hasSelector] if isinstance(one.object, ox.NamedNode)]


def test_they_are_what_the_seed_article_gives() -> None:
    assert ontology.path("examples.ttl").read_text(encoding="utf-8") == written()


def test_each_is_of_the_class_that_it_is_shown_with() -> None:
    found = examples()
    names = {iri.rpartition("#")[2] for iri in found if iri.startswith(PREFIXES["pgo"])}
    assert {"Person", "Order", "Provision", "Statement", "Event", "Evidence", "Document", "Tenure", "Office"} <= names
    for iri, text in found.items():
        assert f"pgo:{iri.rpartition('#')[2]}" in text or not iri.startswith(PREFIXES["pgo"])


if __name__ == "__main__":
    Path(ontology.__file__).with_name("examples.ttl").write_text(written(), encoding="utf-8")
