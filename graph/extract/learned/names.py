"""Names as the learned reader sees them: it mends those that the rules cut, type otherwise, or miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from graph.extract.learned.encoder import gelu, linear
from graph.extract.learned.pages import Integers, Numbers, Page, Seen
from graph.extract.learned.scene import KINDS
from graph.extract.mention import AGENCY, GROUP, ORGANIZATION, PERSON, PLACE, Candidate, Mention
from graph.extract.names.bodies import is_common_noun
from graph.extract.names.names import mention_of
from graph.extract.names.persons import is_title_word
from graph.model import EntityType

SORTS = tuple(kind for kind in KINDS if kind is not GROUP)  # what has names
NAMED = frozenset({PERSON, AGENCY, ORGANIZATION, PLACE})  # what is mended
LABELS = (
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY TIME"
    " WORK_OF_ART"
).split()
ARTICLES = frozenset({"the", "a", "an"})
AFTER = ARTICLES | {"of", "for", "and", "in", ",", "-", "(", ")"}  # "Sterling Johnson Jr. *of* the district court"
TINY = np.float32(1e-9)
NEAR = 5  # a token and two on each side
TABLES = (33, 38, 17)  # numbers of shapes, of spaCy's labels, of the rules' names; the last is for no token at all
HIDDEN = TABLES[-1] - 2  # the number of the rules' name where that is not told
TAGS = 1 + 2 * len(SORTS)  # none, and of each type: begins one, goes on
CUT = 0.4  # how likely a name must be to stand in place of one that the rules cut otherwise
PART = 0.8  # the same, where it is a part of theirs
OTHER = 0.5  # how likely a type
MISSED = 0.6  # how likely a name of which the rules have nothing


class Named(NamedTuple):
    """Tokens `start:end` are a name; how likely, and how likely one of `type`."""

    start: int
    end: int
    type: EntityType
    chance: float
    share: float


class Namer:
    """`weights` by their names in the training script, as float32."""

    def __init__(self, weights: Mapping[str, Numbers]) -> None:
        self._w = weights

    def __call__(self, doc: Doc, named: Sequence[Mention], shouted: Set[int], seen: Seen) -> list[Mention]:
        """The names of a document, those of the rules mended."""
        return mended(doc, named, self.names(doc, named, shouted, seen), shouted)

    def names(self, doc: Doc, named: Sequence[Mention], shouted: Set[int], seen: Seen) -> list[Named]:
        """Every name that the reader sees, in order. `named`: those of the rules; `shouted`: where a capital tells
        nothing."""
        found = list[tuple[int, int, float, Numbers]]()
        for page in seen.pages:
            rows = near(shown(doc, page, shouted, named))
            for start, end, chance, shares in spans(self._tags(seen.states, page, rows)):
                found.append((page.tokens[start], page.tokens[end - 1] + 1, chance, shares))
        return list(_agreed(doc, found))

    def _tags(self, states: Numbers, page: Page, rows: Integers) -> Numbers:
        """How likely each tag is at each token of a page [T, TAGS]."""
        w = self._w
        hidden = linear(np.concatenate((states[page.first], states[page.last]), 1), w, "named")
        scores = linear(gelu(hidden + w["near.weight"][rows].sum(1)), w, "tags")
        chances: Numbers = np.exp(scores - np.logaddexp.reduce(scores, 1, keepdims=True))
        return chances


def shown(doc: Doc, page: Page, shouted: Set[int], named: Sequence[Mention] | None) -> Integers:
    """Numbers of each token's shape, of spaCy's label, and of the rules' name there [T, 3]. `named`: None where the
    reader is not told of these."""
    ruled = dict[int, int]()
    for m in named or ():
        begun = 1 + 2 * KINDS.index(m.type)
        ruled |= {i: begun + (i > m.start) for i in range(m.start, m.end)}
    nothing = HIDDEN if named is None else 0
    rows = [(_shape(doc, i, shouted), _label(doc, i), ruled.get(i, nothing)) for i in page.tokens]
    return np.array(rows, np.int64).reshape(-1, len(TABLES))


def near(shown: Integers) -> Integers:
    """By token of a page, the rows of the table of what stands there and beside it [T, 3 NEAR]."""
    found, base, side = [], 0, NEAR // 2
    for values, size in zip(shown.T, TABLES, strict=True):
        padded = np.pad(values, side, constant_values=size - 1)
        found.append(np.lib.stride_tricks.sliding_window_view(padded, NEAR) + np.arange(NEAR) * size + base)
        base += NEAR * size
    return np.concatenate(found, 1)


def _shape(doc: Doc, i: int, shouted: Set[int]) -> int:
    token = doc[i]
    form = token.text
    return (
        form[:1].isupper()
        + 2 * any(map(str.isupper, form[1:]))
        + 4 * any(map(str.isdigit, form))
        + 8 * (i in shouted)
        + 16 * bool(token.is_sent_start)
    )


def _label(doc: Doc, i: int) -> int:
    """The number of spaCy's label, and whether a name of it begins there."""
    token = doc[i]
    return 1 + 2 * LABELS.index(token.ent_type_) + (token.ent_iob_ != "B") if token.ent_type_ else 0


def spans(tags: Numbers) -> Iterator[tuple[int, int, float, Numbers]]:
    """The likeliest names by the chances of tags [T, TAGS]: from token to token, how likely the least likely of its
    bounds is, and how likely each type [SORTS]."""
    best = _likeliest(np.log(tags + TINY))
    begins, goes_on = tags[:, 1::2], tags[:, 2::2]
    at = 0
    while at < len(best):
        end = at + 1
        if best[at]:
            while end < len(best) and best[end] and best[end] % 2 == 0:
                end += 1
            bounds = [begins[at].sum(), *goes_on[at + 1 : end].sum(1), *(1 - goes_on[end : end + 1].sum(1))]
            scores = np.log(np.concatenate((begins[at : at + 1], goes_on[at + 1 : end])) + TINY).mean(0)
            yield at, end, float(min(bounds)), np.exp(scores - np.logaddexp.reduce(scores))
        at = end


def _agreed(doc: Doc, found: Sequence[tuple[int, int, float, Numbers]]) -> Iterator[Named]:
    """Each name with its type: what the same words name is of one type, and a surname is a person's."""
    persons = (doc[a:b] for a, b, _, shares in found if b - a > 1 and SORTS[shares.argmax()] is PERSON)
    full = {name[-1].text: name.text for name in persons}
    of = [full.get(text := doc[start:end].text, text) for start, end, _, _ in found]
    total: dict[str, Numbers] = {}
    for key, (_, _, _, shares) in zip(of, found, strict=True):
        total[key] = total.get(key, 0) + shares
    for key, (start, end, chance, _) in zip(of, found, strict=True):
        sort = int(total[key].argmax())
        yield Named(start, end, SORTS[sort], chance, float(total[key][sort] / total[key].sum()))


def _likeliest(scores: Numbers) -> list[int]:
    """The likeliest row of tags in which no name goes on that has not begun [T]."""
    if not len(scores):
        return []
    goes_on = np.arange(2, TAGS, 2)
    total, back = scores[0].copy(), []
    total[goes_on] = -np.inf
    for row in scores[1:]:
        top = int(total.argmax())
        begun = total[goes_on - 1] > total[goes_on]
        before = np.full(TAGS, top)
        before[goes_on] = np.where(begun, goes_on - 1, goes_on)
        total = total[before] + row
        back.append(before)
    found = [int(total.argmax())]
    for before in reversed(back):
        found.append(int(before[found[-1]]))
    return found[::-1]


def mended(doc: Doc, named: Sequence[Mention], told: Sequence[Named], shouted: Set[int]) -> list[Mention]:
    """The rules' names with what the reader tells more surely in their place; none where a capital tells nothing."""
    at = {i: m for m in named for i in range(m.start, m.end)}
    gone, found = set[int](), list[Mention]()
    for name in told:
        start, end = _bare(doc, name.start, name.end)
        there = {id(m): m for i in range(start, end) if (m := at.get(i)) is not None}
        if name.type not in NAMED or not shouted.isdisjoint(range(start, end)) or not _names(doc, start, end):
            continue
        if any(m.type not in NAMED or m.name not in m.span.text for m in there.values()):
            continue  # a law's, or one of "the *Departments of State* and Justice", which says more than its words
        same = next((m for m in there.values() if (m.start, m.end) == (start, end)), None)
        if same is not None and (same.type is name.type or name.share < OTHER):
            continue
        within = any(m.start <= start and end <= m.end for m in there.values())
        if same is None and name.chance * name.share < (MISSED if not there else PART if within else CUT):
            continue
        instead = mention_of(doc, Candidate(start, end, name.type, 0))
        if instead is not None:
            gone |= there.keys()
            found.append(instead)
    return sorted([*(m for m in named if id(m) not in gone), *found], key=lambda m: m.start)


def _bare(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A name without what is no part of any: article before, possessive, preposition and article behind."""
    while start < end and doc[start].lower_ in ARTICLES:
        start += 1
    while end > start and (doc[end - 1].lower_ in AFTER or doc[end - 1].text[0] in "'’"):
        end -= 1
    return start, end


def _names(doc: Doc, start: int, end: int) -> bool:
    """Whether words can be a name: of one line, and no noun or title alone ("the *Department*", "the *Director*")."""
    if start >= end or "\n" in doc[start:end].text:
        return False
    return not (is_common_noun(doc, start, end) or all(is_title_word(t) for t in doc[start:end]))
