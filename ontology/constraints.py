"""The shapes in words: what is held to be well-formed, class by class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ontology import path
from ontology.vocabulary import FILES, prefixed

Node = NamedNode | BlankNode | Literal | Triple
Said = Mapping[str, list[Node]]

SH: Final = "http://www.w3.org/ns/shacl#"
PATHS: Final = {"sh:inversePath": "is … of", "sh:alternativePath": "or"}
ENDS: Final = {
    "sh:minInclusive": "at least {}",
    "sh:maxInclusive": "at most {}",
    "sh:lessThan": "before its {}",
    "sh:lessThanOrEquals": "not after its {}",
    "sh:equals": "the same as its {}",
    "sh:pattern": "fits {}",
}


@dataclass(frozen=True, slots=True)
class Constraint:
    """What one property must be like. `path` are IRIs, one behind the other unless `joined` says otherwise; `values`
    are classes, datatypes or the values themselves, any of which will do (`said`: as what they stand there)."""

    path: tuple[str, ...]
    joined: str
    count: str
    said: str
    values: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What all things of a class must be like; `notes` are of the thing as a whole."""

    iri: str
    constraints: tuple[Constraint, ...]
    notes: tuple[str, ...]


@cache
def shapes() -> Mapping[str, Shape]:
    """The shape of each class that has one, by the class's IRI."""
    file = _File()
    return {
        target.value: file.shape(node)
        for node, said in file.said.items()
        for target in said.get("sh:targetClass", ())
        if isinstance(target, NamedNode) and isinstance(node, NamedNode)
    }


class _File:
    """The shapes as they stand there."""

    def __init__(self) -> None:
        self.said = defaultdict[Node, dict[str, list[Node]]](lambda: defaultdict(list))
        for quad in parse(path(FILES["shapes"]).read_bytes(), format=RdfFormat.TURTLE):
            name = prefixed(quad.predicate.value).replace(SH, "sh:")
            self.said[quad.subject][name].append(quad.object)

    def shape(self, node: NamedNode) -> Shape:
        """One, with all that it takes from others."""
        nodes = list(self._nodes(node))
        merged = defaultdict[tuple[str, ...], dict[str, list[Node]]](lambda: defaultdict(list))
        joined = dict[tuple[str, ...], str]()
        for property in chain.from_iterable(self.said[one].get("sh:property", ()) for one in nodes):
            how, steps = self._path(self.said[property]["sh:path"][0])
            joined[steps] = how
            for name, values in self.said[property].items():
                merged[steps][name] += [value for value in values if value not in merged[steps][name]]
        constraints = (self._constraint(steps, joined[steps], said) for steps, said in merged.items())
        notes = dict.fromkeys(chain.from_iterable(map(self._notes, nodes)))
        closed = ("It has no other properties.",) if self.said[node].get("sh:closed") else ()
        return Shape(node.value, tuple(constraints), (*notes, *closed))

    def _nodes(self, node: Node) -> Iterator[Node]:
        """A shape and those that it refers to."""
        yield node
        for other in self.said[node].get("sh:node", ()):
            yield from self._nodes(other)

    def _path(self, node: Node) -> tuple[str, tuple[str, ...]]:
        """How the steps of a path are joined, and these."""
        if isinstance(node, NamedNode):
            return "", (node.value,)
        for name, how in PATHS.items():
            if found := self.said[node].get(name):
                steps = self._list(found[0]) if isinstance(found[0], BlankNode) else [found[0]]
                return how, tuple(map(_text, steps))
        return "", tuple(map(_text, self._list(node)))

    def _list(self, node: Node) -> list[Node]:
        found = list[Node]()
        while said := self.said.get(node):
            found += said["rdf:first"]
            node = said["rdf:rest"][0]
        return found

    def _constraint(self, steps: tuple[str, ...], joined: str, said: Said) -> Constraint:
        kind, values = self._values(said)
        ends = ((text, value) for name, text in ENDS.items() for value in said.get(name, ()))
        also = [text.format(_named(value)) for text, value in ends]
        if said.get("sh:minLength"):
            also.append("not empty")
        return Constraint(steps, joined, _count(said), kind, tuple(map(_text, values)), tuple(also))

    def _values(self, said: Said) -> tuple[str, list[Node]]:
        if listed := said.get("sh:in"):
            return "one of", self._list(listed[0])
        for name in ("sh:class", "sh:datatype"):
            if found := said.get(name):
                return "a", found
        if said.get("sh:nodeKind"):
            return "an IRI", []
        some = [self.said[one] for each in said.get("sh:or", ()) for one in self._list(each)]
        return "a", [value for one in some for name in ("sh:class", "sh:datatype") for value in one.get(name, ())]

    def _notes(self, node: Node) -> Iterator[str]:
        """What is asked of the thing itself."""
        said = self.said[node]
        yield from (f"Its IRI fits {_named(value)}." for value in said.get("sh:pattern", ()))
        yield from (f"It {_text(value)}." for value in said.get("sh:message", ()))
        for query in said.get("sh:sparql", ()):
            yield from (f"There is never {_text(value)}." for value in self.said[query]["sh:message"])


def _count(said: Said) -> str:
    """How many values there are, in words."""
    bounds = {"sh:minCount": 0, "sh:maxCount": -1}
    least, most = (int(_text(said[name][0])) if said.get(name) else other for name, other in bounds.items())
    if most < 0:
        return {0: "any number", 1: "one or more"}.get(least, f"{least} or more")
    if least == most:
        return {0: "none", 1: "exactly one"}.get(most, f"exactly {most}")
    return ("at most one" if most == 1 else f"at most {most}") if not least else f"{least} to {most}"


def _named(node: Node) -> str:
    return prefixed(node.value) if isinstance(node, NamedNode) else _text(node)


def _text(node: Node) -> str:
    assert not isinstance(node, Triple)
    return node.value
