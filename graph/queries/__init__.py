"""The SPARQL files, and how values get into them: as typed RDF terms, never as text.

Every file runs as it stands, in any SPARQL 1.1 client. `VALUES ?order { UNDEF }` is a parameter, and so is
`VALUES ?words { "mask" }`, with a default. Terms that are given take the place of what stands there, written by
pyoxigraph, which escapes literals and refuses what is no IRI; without any, UNDEF goes away, and with it the lines
that end in `# with ?order`: the query asks of everything. (Oxigraph's own substitution of variables filters
afterwards: 150 ms where VALUES takes 0.2 ms, over 100,000 provisions. UNDEF left standing costs as much.)
Rows of several are a parameter too: `VALUES (?thing ?class) { (UNDEF UNDEF) }` is "thing class", of tuples of terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions

from graph.errors import NotFound

if TYPE_CHECKING:
    from graph.store import Store

Term = NamedNode | Literal
Row = tuple[Term, ...]
Bindings = Mapping[str, Iterable[Term | Row] | None]

_FOLDER = Path(__file__).parent
_VALUES = re.compile(r"VALUES (\?\w+|\([?\w ]+\)) \{([^{}]*)\}")
_WITH = re.compile(r"\n.*# with \?(\w+)(?=\n)")
_COMMENT = re.compile(r"^#.*\n", re.MULTILINE)
_BATCH = 1000
_PAGE = re.compile(r"LIMIT \d+ OFFSET \d+")


@cache
def text(name: str) -> str:
    """The SPARQL of `{name}.rq`, as shipped. Raises NotFound."""
    path = _FOLDER / f"{name}.rq"
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        raise NotFound("query", name)
    return path.read_text(encoding="utf-8")


@cache
def bare(name: str) -> str:
    """The same without its lines of comment: they are read with each query, by the guard, too. Raises NotFound."""
    return _COMMENT.sub("", text(name))


def names() -> list[str]:
    """The names of all queries, sorted."""
    return sorted(path.stem for path in _FOLDER.glob("*.rq"))


def bound(sparql: str, bindings: Bindings, limit: int | None = None, offset: int = 0) -> str:
    """The query with its parameters filled in; None leaves the default, no terms give no rows. Raises ValueError."""
    given = {name: list(terms) for name, terms in bindings.items() if terms is not None}
    if unknown := set(bindings) - {_parameter(match) for match in _VALUES.finditer(sparql)}:
        raise ValueError(f"the query has no parameter {', '.join(sorted(unknown))}")
    sparql = _WITH.sub(lambda line: line[0] if line[1] in given else "", sparql)
    sparql = _VALUES.sub(lambda match: _values(match, given.get(_parameter(match))), sparql)
    return sparql if limit is None else _PAGE.sub(f"LIMIT {max(0, int(limit))} OFFSET {max(0, int(offset))}", sparql)


def _parameter(values: re.Match[str]) -> str:
    return re.sub(r"[?()]", "", values[1])


def _values(default: re.Match[str], terms: list[Term | Row] | None) -> str:
    if terms is None:
        return "" if not default[2].strip("( UNDEF)") else default[0]
    rows = (f"({' '.join(map(str, term))})" if isinstance(term, tuple) else str(term) for term in terms)
    return f"VALUES {default[1]} {{ {' '.join(rows)} }}"


def select(
    store: Store, name: str, bindings: Bindings | None = None, limit: int | None = None, offset: int = 0
) -> Iterator[dict[str, Term]]:
    """Run `{name}.rq`: each row as a variable's name -> term, unbound ones left out. Rows come as they are found."""
    solutions = store.query(bound(bare(name), bindings or {}, limit, offset))
    if not isinstance(solutions, QuerySolutions):
        raise TypeError(f"{name}.rq is no SELECT")
    yield from rows_of(solutions)


def rows_of(solutions: QuerySolutions) -> Iterator[dict[str, Term]]:
    """Each solution as a variable's name -> term, unbound ones left out."""
    columns = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {column: term for column, term in zip(columns, solution, strict=True) if term is not None}


def select_many(
    store: Store, name: str, parameter: str, terms: Iterable[Term | Row], others: Bindings | None = None
) -> Iterator[dict[str, Term]]:
    """Run `{name}.rq` for any number of terms of one parameter, a thousand to a query: a text has its limits."""
    wanted = list(dict.fromkeys(terms))
    for start in range(0, len(wanted), _BATCH):
        yield from select(store, name, {parameter: wanted[start : start + _BATCH], **(others or {})})
