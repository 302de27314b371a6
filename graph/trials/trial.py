"""A trial: an update run over a copy of the store, and what it changed of the graphs that people write.

An update that only puts data in or takes them out needs no copy. Any other is run operation by operation over a copy
that nobody else reads; of its graphs those are compared, before and after, that the operations write to. What it does
to graphs of the ledger is refused where it can be foreseen, and in no case taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.delta import DEFAULT, Delta, is_ledgers, node_of
from graph.errors import GraphProtected, QueryError, QueryRefused, WriteError
from graph.matching import is_asked
from graph.store.sparql import harmless, query_error
from graph.trials.operations import Kind, Operation, operations

_NOTHING = "DROP GRAPH <urn:x-policygraph:no-such-graph> ; "
_USES = "USING", "USING NAMED"


@dataclass(frozen=True, slots=True)
class Update:
    """An update as it is sent: relative IRIs start from `base`; `using` are the graphs that the request names."""

    text: str
    base: str
    ledger: str  # the base IRI of what is the ledger's
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


def try_out(update: Update, copy: Callable[[], Path]) -> Delta:
    """What an update changes; `copy` makes a copy of the store, where one is needed. Raises QueryError, QueryRefused,
    GraphProtected, WriteError."""
    harmless(update.text)
    parts = operations(update.text)
    _check(update, parts)
    if all(part.kind is Kind.DATA for part in parts):
        return _of_data(update, parts)
    return _Trial(update, copy()).run(parts)


def _check(update: Update, parts: list[Operation]) -> None:
    """Raises QueryError where the update does not parse, or names the graphs that it reads twice; QueryRefused."""
    try:
        for text in _checkable(update.text, parts):
            with suppress(RuntimeError):
                ox.Store().update(text, base_iri=update.base)
    except SyntaxError as error:
        raise query_error(update.text, error) from None
    if any(part.kind is Kind.LOAD and not part.is_silent for part in parts):
        raise QueryRefused("LOAD is not allowed: updates never read from the network. Send the data by PUT or POST")
    if is_asked(update.text):
        raise QueryRefused("pgo:matches is for queries: no update finds by it, and no graph holds it")
    if (update.using or update.using_named) and any(part.home or any(part.using) for part in parts):
        raise QueryError("the graphs are named by the request and again by USING or WITH: only one may do so")


def _checkable(text: str, parts: list[Operation]) -> Iterator[str]:
    """The update in a form that parses where it does, and fails before it does anything. A prologue within it is
    unknown to pyoxigraph 0.5.13: then each operation stands by itself."""
    if len({part.prologue for part in parts}) > 1:
        yield from (f"{part.prologue}{_NOTHING}{part.text}" for part in parts)
    else:
        start = parts[0].start if parts else len(text)
        yield text[:start] + (_NOTHING if parts else "") + text[start:]


def _of_data(update: Update, parts: list[Operation]) -> Delta:
    """What operations on data change, whatever there is: later ones outweigh earlier ones."""
    said: dict[ox.Quad, bool] = {}
    for part in parts:
        held = ox.Store()
        held.update(part.as_insertion(), base_iri=update.base)
        for quad in held:
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else DEFAULT
            _refuse([name], update.ledger)
            said[quad] = part.is_insertion
    removed, added = (tuple(quad for quad, here in said.items() if here is wanted) for wanted in (False, True))
    return Delta(removed, added)


def _refuse(graphs: Iterable[str], ledger: str) -> None:
    for name in graphs:
        if is_ledgers(name, ledger):
            raise GraphProtected(name)


class _Trial:
    """A copy of the store that is changed, and another one that is not."""

    def __init__(self, update: Update, folder: Path) -> None:
        self._update = update
        self._store = ox.Store(str(folder))
        before = folder.with_name(f"{folder.name}-before")
        self._store.backup(str(before))
        self._before = ox.Store.read_only(str(before))
        self._touched: dict[str, None] = {}

    def run(self, parts: list[Operation]) -> Delta:
        """Run the operations in order; what they have changed."""
        for part in (part for part in parts if part.kind is not Kind.LOAD):
            self._touch(self._targets(part))
            if part.variables:
                self._foresee(part)
                self._touch(self._written())
            try:
                self._store.update(self._told(part), base_iri=self._update.base)
            except (RuntimeError, OSError) as error:
                raise WriteError(str(error)) from None
            if part.variables:
                self._touch(self._written())
        return self._difference()

    def _told(self, part: Operation) -> str:
        if part.every:
            names = [name for name in self._written() if part.every == "ALL" or bool(name) is (part.every == "NAMED")]
            wholes = (f"GRAPH <{name}>" if name else "DEFAULT" for name in names)
            return " ; ".join(f"{part.verb} SILENT {whole}" for whole in wholes)
        chosen = self._update.using, self._update.using_named
        if part.kind is Kind.MODIFY and any(chosen):
            clauses = (f"{word} <{name}>" for word, names in zip(_USES, chosen, strict=True) for name in names)
            return part.over(" ".join(clauses))
        return f"{part.prologue}{part.text}"

    def _targets(self, part: Operation) -> list[str]:
        if part.every:
            self._touch(self._written())
        return self._resolved(part, part.targets)

    def _resolved(self, part: Operation, names: Iterable[str]) -> list[str]:
        """Graphs as they are written -> their IRIs, as the engine resolves them."""
        found = list[str]()
        for name in dict.fromkeys(names):
            query = f"{part.prologue}CONSTRUCT {{ {name} <urn:x> <urn:x> }} WHERE {{}}"
            made = ox.Store().query(query, base_iri=self._update.base) if name else ()
            assert not isinstance(made, ox.QueryBoolean)
            found += [quad.subject.value for quad in made] if name else [DEFAULT]
        return found

    def _touch(self, names: Iterable[str]) -> None:
        told = list(names)
        _refuse(told, self._update.ledger)
        self._touched |= dict.fromkeys(told)

    def _written(self) -> list[str]:
        """The graphs that people write, in the copy as it is now."""
        names = (node.value for node in self._store.named_graphs() if isinstance(node, ox.NamedNode))
        return [DEFAULT, *(name for name in names if not is_ledgers(name, self._update.ledger))]

    def _foresee(self, part: Operation) -> None:
        """Raises GraphProtected where a variable that names a graph in a template is one of the ledger's."""
        default_graph: Any = None
        named_graphs: Any = None
        default, named = (self._resolved(part, names) for names in part.using)
        default += self._update.using
        named += self._update.using_named
        if default or named:
            default_graph, named_graphs = _nodes(default), _nodes(named)
        elif part.home:
            default_graph = _nodes(self._resolved(part, [part.home]))
        for variable in dict.fromkeys(part.variables):
            query = f"{part.prologue}SELECT DISTINCT {variable} WHERE {part.where}"
            found = self._store.query(
                query, base_iri=self._update.base, default_graph=default_graph, named_graphs=named_graphs
            )
            assert isinstance(found, ox.QuerySolutions)
            _refuse((row[0].value for row in found if isinstance(row[0], ox.NamedNode)), self._update.ledger)

    def _difference(self) -> Delta:
        removed, added = list[ox.Quad](), list[ox.Quad]()
        dropped, made = set[str](), set[str]()
        for name in self._touched:
            there, here = (
                not name or store.contains_named_graph(node_of(name)) for store in (self._before, self._store)
            )
            if there and not here:
                dropped.add(name)
            elif here:
                made |= set() if there else {name}
                removed += _missing(self._before, self._store, name)
                added += _missing(self._store, self._before, name)
        return Delta(tuple(removed), tuple(added), frozenset(dropped), frozenset(made))


def _missing(one: ox.Store, other: ox.Store, graph: str) -> Iterator[ox.Quad]:
    """What a graph of one store holds and that of the other does not."""
    return (quad for quad in one.quads_for_pattern(None, None, None, node_of(graph)) if quad not in other)


def _nodes(names: Iterable[str]) -> list[ox.NamedNode]:
    return [ox.NamedNode(name) for name in names]
