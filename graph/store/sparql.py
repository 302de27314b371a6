"""What a SPARQL text asks for, seen without parsing it: a scan that keeps strangers' queries off the network.

pyoxigraph fetches SERVICE from the network and has no switch against it; it aborts the whole process on deep nesting
(measured: a segmentation fault at 1,000 nested EXISTS, 5,000 parentheses, 5,000 BINDs). So the text is scanned first.
A word counts as a keyword only outside IRIs, strings, comments, variables and prefixed names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.errors import QueryError, QueryRefused
from graph.store.terms import Dataset, Results, Term

DEEPEST = 100  # nested brackets of all kinds; the deepest query in graph/queries has 6
MOST_ASSIGNMENTS = 500  # BIND … AS and SELECT (… AS …): each nests the algebra one level deeper
LONGEST = 1_000_000  # characters

_TOKEN = re.compile(
    r"""
      (?P<iri>     < (?: [^<>"{}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} )* > )
    | (?P<comment> \# [^\r\n]* )
    | (?P<string>  \"\"\" (?: [^"\\] | \\. | "(?!"") )* \"\"\" | ''' (?: [^'\\] | \\. | '(?!'') )* '''
                 | " (?: [^"\\\r\n] | \\. )* " | ' (?: [^'\\\r\n] | \\. )* ' )
    | (?P<name>    (?: [^\W\d_] (?: [\w.\-·] )* | _ )? :
                   (?: [\w:\-·] | %[0-9A-Fa-f]{2} | \\. | \.+ (?= [\w:\-·%\\] ) )* )
    | (?P<tag>     @ [A-Za-z]+ (?: - [A-Za-z0-9]+ )* )
    | (?P<variable> [?$] \w+ )
    | (?P<number>  \d+ (?: \.\d+ )? (?: \.? [eE] [+-]? \d+ )? | \.\d+ (?: [eE] [+-]? \d+ )? )
    | (?P<word>    [^\W\d_] \w* )
    | (?P<open>    [(\[{] )
    | (?P<close>   [)\]}] )
    | (?P<end>     ; )
    | (?P<dot>     \. )
    """,
    re.VERBOSE | re.DOTALL,
)
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
_TELLING = ("FROM", "SERVICE", *sorted(_UPDATES))
_NOBODY = ox.Variable("selected_by_no_query")
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scan:
    """Its keywords (upper case, in order), how deep brackets nest, how many values it assigns."""

    words: tuple[str, ...]
    depth: int

    @property
    def form(self) -> str | None:
        """SELECT, ASK, CONSTRUCT or DESCRIBE, or the word of an update; None where there is none of them."""
        return next((word for word in self.words if word in FORMS | _UPDATES), None)

    @property
    def chooses_graphs(self) -> bool:
        """Whether it says itself, by FROM, which graphs it reads."""
        return "FROM" in self.words


def scan(sparql: str) -> Scan:
    """Read the text once, in linear time."""
    words, depth, deepest = [], 0, 0
    for token in tokens(sparql):
        if token.lastgroup == "word":
            words.append(token[0].upper())
        elif token.lastgroup == "open":
            depth += 1
            deepest = max(deepest, depth)
        elif token.lastgroup == "close":
            depth -= 1
    return Scan(tuple(words), deepest)


def guard(sparql: str) -> Scan:
    """The scan of a query that may run here. Raises QueryRefused for SERVICE, updates, and what is too deep or long."""
    seen = harmless(sparql)
    if seen.form in _UPDATES:
        raise QueryRefused(f"{seen.form} is an update: only queries run here (SELECT, ASK, CONSTRUCT, DESCRIBE)")
    return seen


def chooses_graphs(sparql: str) -> bool:
    """Whether a query says itself, by FROM, which graphs it reads. Raises QueryRefused as `guard` does.

    Most assign little and have none of the words in question in their letters: to take these apart would take as long
    as to parse them.
    """
    letters = sparql.upper().replace(":FROM", ":")  # pgo:from is a name
    is_plain = len(sparql) <= LONGEST and letters.count("AS") <= MOST_ASSIGNMENTS
    is_plain = is_plain and sum(map(sparql.count, "([{")) <= DEEPEST
    return not (is_plain and not any(word in letters for word in _TELLING)) and guard(sparql).chooses_graphs


def harmless(sparql: str) -> Scan:
    """The scan of a query or an update that may be parsed. Raises QueryRefused for SERVICE and what is too deep or
    long."""
    if len(sparql) > LONGEST:
        raise QueryRefused(f"the text is too long: {len(sparql):,} characters, the limit is {LONGEST:,}")
    seen = scan(sparql)
    if "SERVICE" in seen.words:
        raise QueryRefused(
            "SERVICE is not allowed here: queries ask no other endpoints than those that POLICYGRAPH_SERVICES names, "
            "and updates ask none"
        )
    if seen.depth > DEEPEST:
        raise QueryRefused(f"the query nests {seen.depth:,} brackets deep, the limit is {DEEPEST}")
    if (assigned := seen.words.count("AS")) > MOST_ASSIGNMENTS:
        raise QueryRefused(f"the query assigns {assigned:,} values by AS, the limit is {MOST_ASSIGNMENTS}")
    return seen


def check(sparql: str, bindings: Mapping[str, Term], dataset: Dataset, base: str | None) -> None:
    """Parse a query that is to run elsewhere, by SPARQL's grammar and no dialect's. Raises QueryError."""
    values = {ox.Variable(name): term for name, term in bindings.items()}
    graphs = (*dataset.default, *dataset.named)
    try:  # pyoxigraph parses and then refuses the last variable, before it asks its empty store anything
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(graph) for graph in graphs]
        unless = values or {_NOBODY: ox.Literal("")}
        ox.Store().query(sparql, base_iri=base, named_graphs=named, substitutions=unless)
    except SyntaxError as error:
        raise query_error(sparql, error) from None
    except (ValueError, RuntimeError) as error:
        if values or isinstance(error, ValueError):
            raise QueryError(str(error)) from None


def without_from(sparql: str) -> str:
    """A query that parses, without its FROM and FROM NAMED: not every engine leaves them be where it is told others."""
    kept, start, end = "", None, 0
    for found in _TOKEN.finditer(sparql):
        if found["word"] and found[0].upper() == "FROM":
            start = found.start()
        elif start is not None and (found["iri"] or found["name"]):
            kept, start, end = kept + sparql[end:start], None, found.end()
    return kept + sparql[end:]


def with_values(sparql: str, values: Mapping[str, Term]) -> str | None:
    """A query with values for variables where its WHERE begins, whether it selects them or not; None where that would
    not do: there is no such place, they would not reach all that is said of them, or they are blank nodes, which have
    no name in SPARQL."""
    if not values:
        return sparql
    at = _where(sparql, values.keys())
    if at is None or any(isinstance(term, ox.BlankNode) for term in values.values()):
        return None
    names, terms = " ".join(f"?{name}" for name in values), " ".join(map(str, values.values()))
    return f"{sparql[:at]} VALUES ({names}) {{ ({terms}) }} {sparql[at:]}"


def _where(sparql: str, names: Collection[str]) -> int | None:
    """Where the pattern of a query begins: after the first brace that is in no others, of a CONSTRUCT the second. None
    for `DESCRIBE <a>`, `CONSTRUCT WHERE`, subqueries, and where values given there would not reach these variables."""
    form, brackets, begun = "", "", list[int]()
    for token in tokens(sparql):
        kind, text = token.lastgroup, token[0]
        word = text.upper() if kind == "word" else ""
        if (form and word in FORMS) or (kind == "variable" and text[1:] in names and _is_apart(brackets)):
            return None
        if word == "VALUES" and not brackets:
            break
        form = form or (word if word in FORMS else "")
        if kind == "open":
            begun += [token.end()] if text == "{" and form and not brackets else []
            brackets += text
        brackets = brackets[:-1] if kind == "close" else brackets
    return next(iter(begun[form == "CONSTRUCT" :]), None)


def _is_apart(brackets: str) -> bool:
    """Whether what stands in these brackets does not see values of the outermost pattern: an expression, or an EXISTS,
    of a group within it. (Triples of such a group are joined with them.)"""
    deep = brackets.count("{")
    return deep > 2 or (deep == 2 and "(" in brackets)


def query_error(sparql: str, error: Exception) -> QueryError:
    """pyoxigraph's SyntaxError as ours, with the line and column (code points) that it names in its message."""
    found = _PLACE.match(str(error))
    if not found:
        return QueryError(f"the query does not parse: {error}")
    line, expected = int(found[1]), found[3]
    before = sparql.split("\n")[line - 1].encode()[: int(found[2]) - 1]  # it counts bytes
    column = len(before.decode(errors="ignore")) + 1
    if "Prefix not found" in expected:
        expected = "a prefix is used that no PREFIX line declares"
    return QueryError(f"the query does not parse at line {line}, column {column}: {expected}", line, column)


def answered(
    ask: Callable[..., Results], sparql: str, expanded: str | None, dataset: Dataset, base: str | None
) -> Results:
    """The answer to a query, of which another text is asked where pgo:matches has been expanded in it; what is wrong
    is told of the query as it came. Raises QueryError, QueryRefused."""
    if expanded is None:
        return ask(sparql, dataset=dataset, base=base)
    try:
        return ask(expanded, dataset=dataset, base=base)
    except QueryError as error:
        check(sparql, {}, dataset, base)
        raise QueryError("pgo:matches cannot stand where it does: put it into a group of its own") from error


def tokens(sparql: str) -> Iterator[re.Match[str]]:
    """The tokens of a text, their kinds as `lastgroup`, without numbers and full stops; what is none is passed over."""
    return (token for token in _TOKEN.finditer(sparql) if token.lastgroup not in ("number", "dot"))


def lexemes(sparql: str) -> Iterator[re.Match[str]]:
    """The tokens of a text with numbers and full stops, without comments."""
    return (token for token in _TOKEN.finditer(sparql) if token.lastgroup != "comment")
