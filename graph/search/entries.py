"""What of a graph can be found: the names in it, and the passages of its document. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from graph.lists.facts import Row, rows
from graph.lists.told import HEARD, Told
from graph.search.kinds import Kind, kind_of
from graph.sentences import sentences
from ontology.terms import DC, DCTERMS, PGO, RDFS, SKOS

Span = tuple[int, int]
NAMES = (RDFS.label, SKOS.altLabel)
HEAD = {
    DCTERMS.source: "url",
    DC.publisher: "publisher",
    DC.creator: "author",
    DC.language: "language",
    PGO.characters: "characters",
}
"""What lists tell of a document besides its title and its day."""

_CHAR = re.compile(r"#char=(\d+),(\d+)$")
_FACTS = {PGO.action: Kind.PROVISION, PGO.content: Kind.STATEMENT}


@dataclass(frozen=True, slots=True)
class Name:
    """What a graph calls a thing, by its path below `id/`, and where its document does; None where no words do."""

    path: str
    name: str
    is_label: bool
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that can be found: of a fact or a document, by its path, or of a sentence (None)."""

    kind: Kind
    path: str | None
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """All that a graph brings; `title`, `day` (ISO 8601) and `head`, by the names of HEAD, are its document's."""

    names: tuple[Name, ...] = ()
    passages: tuple[Passage, ...] = ()
    title: str | None = None
    day: str | None = None
    head: Mapping[str, str] = field(default_factory=dict)


def names_in(quads: Iterable[Quad], base_iri: str) -> Iterable[Name]:
    """The names that quads give to things."""
    root = f"{base_iri}id/"
    for quad in quads:
        if quad.predicate in NAMES and isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
            path = quad.subject.value.removeprefix(root)
            if path != quad.subject.value and kind_of(path):
                yield Name(path, quad.object.value, quad.predicate == RDFS.label)


@dataclass(slots=True)
class Said:
    """What the quads of a graph say that can be found, by path; they are heard one by one, as a store takes them."""

    graph: str
    base_iri: str
    title: str | None = None
    day: str | None = None
    head: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str, bool], None] = field(default_factory=dict)
    facts: dict[str, tuple[Kind, str]] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    offices: list[tuple[str, str]] = field(default_factory=list)  # tenure, office
    told: Told = field(default_factory=Told)

    def hear(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """The same quads, of which note is taken."""
        root = f"{self.base_iri}id/"
        for quad in quads:
            predicate = quad.predicate
            if predicate in _HEARD:
                subject, value = quad.subject, quad.object
                if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                    self._note(subject.value, predicate, value.value, root)
            yield quad

    def entries(self, text: str | None) -> Entries:
        """What the graph brings; `text` is its document's, None for a graph that is no document's."""
        if text is None or self.title is None:  # no document's, or a graph that is gone
            return Entries(tuple(Name(*name) for name in self.names))
        return Entries(tuple(self._named(text)), tuple(self._passages(text)), self.title, self.day, self.head)

    def facts_in(self, text: str) -> Iterator[tuple[str, Row]]:
        """What its document, whose text this is, says of each fact, by path; it goes by the first of several names."""
        names = dict[str, str]()
        for path, name, is_label in self.names:
            if is_label:
                iri = f"{self.base_iri}id/{path}"
                names[iri] = min(name, names.get(iri, name))
        return rows(self.told.facts, self.told.confidence, self.spans, names, text)

    def _note(self, subject: str, predicate: NamedNode, value: str, root: str) -> None:
        path = subject.removeprefix(root)
        if predicate in HEARD:
            self.told.note(path, predicate, value, root)
        if subject == self.graph:
            self._document(predicate, value)
        elif path != subject:
            self._thing(path, predicate, value, root)

    def _document(self, predicate: NamedNode, value: str) -> None:
        if predicate == RDFS.label:
            self.title = value
        elif predicate == DCTERMS.issued:
            self.day = value
        elif predicate in HEAD:
            self.head[HEAD[predicate]] = value

    def _thing(self, path: str, predicate: NamedNode, value: str, root: str) -> None:
        if predicate in NAMES:
            if kind_of(path):
                self.names[path, value, predicate == RDFS.label] = None
        elif predicate in _FACTS:
            self.facts[path] = _FACTS[predicate], value
        elif predicate == PGO.office:
            self.offices.append((path, value.removeprefix(root)))
        elif predicate in _PLACES and (span := _CHAR.search(value)) is not None:
            self.spans[path].append((int(span[1]), int(span[2])))

    def _named(self, text: str) -> Iterator[Name]:
        """Each name once, at the first place where the document has it, else where it first speaks of the thing."""
        spans = {path: sorted(found) for path, found in self.spans.items()}
        for tenure, office in self.offices:
            spans[office] = sorted((*spans.get(office, ()), *spans.get(tenure, ())))
        for path, name, is_label in self.names:
            places = spans.get(path, ())
            there = (span for span in places if text[slice(*span)] == name)
            yield Name(path, name, is_label, next(there, places[0] if places else None))

    def _passages(self, text: str) -> Iterator[Passage]:
        """The title, the facts that are told in words, the sentences."""
        yield Passage(Kind.DOCUMENT, self.graph.removeprefix(f"{self.base_iri}id/"), str(self.title))
        for path, (kind, words) in self.facts.items():
            yield Passage(kind, path, words, min(self.spans.get(path, ()), default=None))
        for start, end in sentences(text):
            yield Passage(Kind.SENTENCE, None, text[start:end], (start, end))


_PLACES = frozenset({PGO.mention, PGO.evidence})
_HEARD = frozenset({*NAMES, *_FACTS, *_PLACES, *HEARD, *HEAD, DCTERMS.issued, PGO.office})
