"""Named mentions: who and what is called by a proper name, with its type. The repair layer over spaCy's own entities.

What the model gets wrong in this genre is mended here by shape (numbered orders, cited norms), by the head word of a
capitalised name ("… Department"), by short lists of known names, and by surnames met before in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from graph.extract.layout import Paragraph
from graph.extract.lexicon import rows, table, words
from graph.extract.official import headings, is_official, signatures
from graph.model import EntityType

PERSON, AGENCY, ORGANIZATION = EntityType.PERSON, EntityType.AGENCY, EntityType.ORGANIZATION
PLACE, ORDER, POLICY, GROUP = EntityType.PLACE, EntityType.ORDER, EntityType.POLICY, EntityType.GROUP


@dataclass(slots=True, eq=False)
class Mention:
    """A span of the text that refers to something. `name` is the proper name, without title and possessive."""

    span: Span
    type: EntityType
    name: str
    named: bool
    title: Span | None = None

    @property
    def head(self) -> Token:
        """The token by which the mention hangs in the sentence."""
        return self.span.root

    @property
    def start(self) -> int:
        """First token."""
        return int(self.span.start)

    @property
    def end(self) -> int:
        """One past the last token."""
        return int(self.span.end)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    type: EntityType | None  # None: known to be none of our types, and hides what lies under it
    priority: int


_NUMBERED = r"(?:No\.?\s*|Number\s+|#\s?)?\d[\w.]*(?:[-–/]\w+)*"
ORDER_SHAPE = re.compile(
    r"\b(?:(?:[A-Z][\w’']+\s){0,2})?(?:Executive|Administrative|Emergency|Secretary[’']s|Secretarial|General|Special|Public Health|"
    r"Health|Emergency Executive|Presidential Policy|National Security|Mayoral|Departmental|Standing)\s"
    r"(?:Orders?|Directives?|Declarations?|Proclamations?|Memorandum|Memoranda|Rule)\s" + _NUMBERED
    + r"|\b(?:EXECUTIVE\s)?(?:ORDER|DIRECTIVE|PROCLAMATION)\s(?:NO\.?\s*|NUMBER\s)?\d[\w.]*(?:[-–/]\w+)*"
    r"|\b(?:Proclamation|Direction|Directive|Order|Memorandum|Declaration|Circular|EO|E\.O\.|O\.\sReg\.)\s" + _NUMBERED
    + r"|\bGA-\d+\b"
)
POLICY_SHAPE = re.compile(
    r"\b(?:Senate|House|Assembly|Private Member[’']s)\s(?:Bill|Joint Resolution|Resolution|File)\s(?:No\.?\s)?[\w-]*\d[\w-]*"
    r"|\b(?:S\.B\.|H\.B\.|SB|HB|AB|A\.B\.|H\.R\.|Bill|Act|Ordinance|Proposition|Measure|Initiative|Title)\s(?:No\.?\s)?(?:[A-Z]{1,2}-)?\d[\w-]*"
    r"|\b287\(g\)(?:\s(?:agreements?|program(?:me)?))?"
    r"|\b\d+\sU\.?\s?S\.?\s?C\.?\s(?:§+\s?)?\d[\w.()-]*|\b\d+\sC\.?F\.?R\.?\s(?:§+\s?|[Pp]art\s)?\d[\w.()-]*"
    r"|\bTitle\s[IVX]{1,5}\b"
    r"|\b(?:First|Second|Fourth|Fifth|Sixth|Eighth|Tenth|Fourteenth|1st|2nd|4th|10th|14th)\sAmendment\b"
)
STANDS_FOR_NOTHING = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "LANGUAGE"})
BY_LABEL = {"GPE": PLACE, "LOC": PLACE, "FAC": PLACE, "ORG": ORGANIZATION, "PERSON": PERSON, "LAW": POLICY}
CONNECTORS = frozenset({"of", "for", "on", "&", "de", "del", "la"})
INITIAL = re.compile(r"^(?:[A-Z]\.)+$|^[A-Z]$")


def named_mentions(doc: Doc, layout: tuple[Paragraph, ...]) -> list[Mention]:
    """The named mentions of a document, in order, none inside another."""
    title_case = _title_case_tokens(doc)
    candidates = [
        *_official(doc, layout),
        *_shapes(doc, ORDER_SHAPE, ORDER),
        *_shapes(doc, POLICY_SHAPE, POLICY),
        *_persons(doc, title_case),
        *_runs(doc, title_case),
        *_known(doc),
        *_parties(doc),
        *_regions(doc),
        *_model_entities(doc, title_case),
    ]
    return [m for m in map(lambda c: _mention(doc, c), _settle(candidates)) if m is not None]


def _settle(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Keep the best of overlapping candidates: by priority, then by length."""
    taken: set[int] = set()
    kept = []
    for c in sorted(candidates, key=lambda c: (c.priority, c.start - c.end, c.start)):
        span = range(c.start, c.end)
        if span and taken.isdisjoint(span):
            taken.update(span)
            kept.append(c)
    return sorted((c for c in kept if c.type is not None), key=lambda c: c.start)


def _mention(doc: Doc, candidate: _Candidate) -> Mention | None:
    assert candidate.type is not None
    span = doc[candidate.start : candidate.end]
    name = re.sub(r"\s+", " ", span.text).strip()
    if candidate.type is PERSON and name.isupper() and len(name) > 4:
        name = _from_capitals(name)
    name = table("titles")["parties"].get(name, name)
    name = re.sub(r"^(?:the|The|THE|a|an)\s", "", re.sub(r"['’]s$", "", name))
    if not re.search(r"[^\W\d_]", name) and candidate.type not in (ORDER, POLICY):
        return None
    return Mention(span, candidate.type, name, named=True)


def _from_capitals(name: str) -> str:
    """"BARACK OBAMA" -> "Barack Obama"."""
    return re.sub(r"(?<![\w’'])(\w)(\w*)", lambda m: m[1] + m[2].lower(), name)


def _official(doc: Doc, layout: tuple[Paragraph, ...]) -> Iterator[_Candidate]:
    """Signatories and headings of an order's own text."""
    for signature in signatures(doc.text, layout):
        span = doc.char_span(signature.start, signature.end, alignment_mode="contract")
        if span is not None:
            yield _Candidate(span.start, span.end, PERSON, -1)
    if is_official(doc.text):
        for start, end in headings(doc.text, layout):
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                yield _Candidate(span.start, span.end, ORDER, 1)


def _shapes(doc: Doc, shape: re.Pattern[str], kind: EntityType) -> Iterator[_Candidate]:
    for match in shape.finditer(doc.text):
        text = match.group().rstrip(".,-–/")
        span = doc.char_span(match.start(), match.start() + len(text), alignment_mode="expand")
        if span is not None:
            yield _Candidate(span.start, span.end, kind, 0)


def _known(doc: Doc) -> Iterator[_Candidate]:
    for start, end, value in _lookup(doc, _known_names()):
        yield _Candidate(start, end, None if value == "None" else EntityType(value), 3)


def _parties(doc: Doc) -> Iterator[_Candidate]:
    """Party words ("a Democrat", "Republican-led"), but for "the Democrat said", which is the person."""
    for token in doc:
        if token.text not in table("titles")["parties"]:
            continue
        definite = token.i > 0 and doc[token.i - 1].lower_ in {"the", "that", "this"}
        if definite and token.tag_ in {"NN", "NNP"} and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
            continue
        if token.text in {"Labour", "Liberal", "Conservative", "Green"} and token.pos_ != "PROPN":
            continue
        yield _Candidate(token.i, token.i + 1, ORGANIZATION, 3)


def _regions(doc: Doc) -> Iterator[_Candidate]:
    for start, end, form in _lookup(doc, _region_forms()):
        short = len(form) == 2 and form.isupper() and form not in ("US", "UK")
        if short and (start == 0 or doc[start - 1].text not in {",", "("}):
            continue
        yield _Candidate(start, end, PLACE, 4)


def _lookup(doc: Doc, names: dict[str, list[tuple[tuple[str, ...], str]]]) -> Iterator[tuple[int, int, str]]:
    """Every place where one of the names stands, longest first at each token."""
    for token in doc:
        for parts, value in names.get(token.text, ()):
            if tuple(t.text for t in doc[token.i : token.i + len(parts)]) == parts:
                yield token.i, token.i + len(parts), value
                break


_CACHE: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}


def _known_names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    if "known" not in _CACHE:
        _CACHE["known"] = _index(table("names")["known"].items())
    return _CACHE["known"]


def _region_forms() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    if "regions" not in _CACHE:
        forms = [(form, form) for row in rows("regions") for form in (row["name"], *row["forms"].split("|")) if form]
        _CACHE["regions"] = _index(forms)
    return _CACHE["regions"]


def _index(names: Iterable[tuple[str, str]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    from graph.parse import language_model

    tokenizer = language_model().tokenizer
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, value in names:
        parts = tuple(t.text for t in tokenizer(name))
        index.setdefault(parts[0], []).append((parts, value))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def _title_case_tokens(doc: Doc) -> frozenset[int]:
    """Tokens of lines in title case or capitals, where a capital letter tells nothing."""
    result: set[int] = set()
    for sentence in doc.sents:
        letters = [t for t in sentence if t.is_alpha and len(t) > 3]
        if len(letters) > 2 and sum(t.text[0].isupper() for t in letters) >= 0.75 * len(letters):
            result.update(t.i for t in sentence)
    return frozenset(result)


def is_title_word(token: Token) -> bool:
    """Whether a token is (part of) a personal title: "Mayor", "Gov.", "General"."""
    if token.text in table("titles")["abbreviations"]:
        return True
    return token.text[:1].isupper() and token.lower_ in words("nouns", "person") and token.lower_ not in {"resident"}


def _persons(doc: Doc, title_case: frozenset[int]) -> Iterator[_Candidate]:
    """Full names by the model and after titles; then every later standing of a surname met in full."""
    full = [span for span in _full_names(doc, title_case)]
    surnames: set[str] = set()
    for start, end in full:
        yield _Candidate(start, end, PERSON, 1)
        names = [t.text for t in doc[start:end] if t.text not in {"Jr.", "Jr", "Sr.", "II", "III", ",", "-"}]
        if len(names) > 1:
            surnames.add(names[-1])
            if len(names) > 2 and doc[end - 2].text == "-":
                surnames.add("".join(t.text for t in doc[end - 3 : end]))
    covered = {i for start, end in full for i in range(start, end)}
    for token in doc:
        if token.text in surnames and token.i not in covered and token.text[0].isupper():
            after = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if after is not None and after.text[:1].isupper() and after.is_alpha and not is_title_word(after):
                continue  # "Johnson County", "Jackson Hole"
            if token.lower_ in words("nouns", "person") and token.is_sent_start:
                continue
            yield _Candidate(token.i, token.i + 1, PERSON, 2)


def _full_names(doc: Doc, title_case: frozenset[int]) -> Iterator[tuple[int, int]]:
    for entity in doc.ents:
        if entity.label_ != "PERSON":
            continue
        start, end = _trim_name(doc, entity.start, entity.end)
        if end > start and not _is_body(doc, start, end):
            yield start, end
    for token in doc[:-1]:  # a title, then two or three capitalised words that the model did not take for a person
        if not is_title_word(token) or token.i in title_case:
            continue
        start = token.i + 1
        end = start
        while end < len(doc) and end - start < 4 and _name_like(doc[end]):
            end += 1
        if end - start >= 2 and not _is_body(doc, start, end):
            yield start, end


def _name_like(token: Token) -> bool:
    if token.text in {"Jr.", "Sr.", "II", "III"} or INITIAL.match(token.text):
        return True
    return (
        token.text[:1].isupper()
        and token.pos_ == "PROPN"
        and not is_title_word(token)
        and not _head_type(token.text)
        and "\n" not in token.text
    )


def _trim_name(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Cut titles, possessives and stray punctuation off a name."""
    while start < end and (is_title_word(doc[start]) or not doc[start].text[0].isupper()) and end - start > 1:
        start += 1
    for i in range(start, end):
        if "\n" in doc[i].text or doc[i].text in {"—", ":", "“", "”", '"', "(", ")"}:
            end = i
            break
    while end > start and (doc[end - 1].text in {"'s", "’s", "’", "'", ",", "-", "."} or doc[end - 1].is_space):
        end -= 1
    if start < end and doc[start].text in table("titles")["parties"]:
        return start, start
    if start < end and doc[end - 1].lower_ in {"administration", "government", "said"}:
        end -= 1
    return start, end


def _is_body(doc: Doc, start: int, end: int) -> bool:
    """Whether a would-be person's name ends as a body's, place's or norm's name does."""
    last = doc[end - 1].text
    if end - start == 1 and (last.lower() in words("nouns", "person") or last in _all_regions()):
        return True
    after = doc[end].text if end < len(doc) else ""
    return bool(_head_type(last)) or (bool(after[:1].isupper()) and bool(_head_type(after)) and end - start == 1)


def _all_regions() -> frozenset[str]:
    return frozenset(row["name"] for row in rows("regions"))


def _head_type(word: str) -> EntityType | None:
    word = word.title() if word.isupper() and len(word) > 3 else word
    for key, kind in (("agency", AGENCY), ("policy", POLICY), ("order", ORDER), ("organization", ORGANIZATION), ("place", PLACE)):
        if word in words("names", key):
            return kind
    return None


def _runs(doc: Doc, title_case: frozenset[int]) -> Iterator[_Candidate]:
    """Capitalised names classified by their head word."""
    i = 0
    while i < len(doc):
        if not _capital(doc[i], title_case) or is_title_word(doc[i]):
            i += 1
            continue
        end = _run_end(doc, i, title_case)
        yield from _classify_run(doc, i, end)
        i = end


def _capital(token: Token, title_case: frozenset[int]) -> bool:
    if token.i in title_case:
        return False
    return token.text[:1].isupper() and not token.is_punct and (not token.is_sent_start or token.pos_ == "PROPN" or len(token) > 1)


def _run_end(doc: Doc, start: int, title_case: frozenset[int]) -> int:
    end = start + 1
    while end < len(doc):
        token = doc[end]
        if _capital(token, title_case) and not is_title_word(token):
            end += 1
            continue
        step = _connector(doc, end, title_case)
        if not step:
            return end
        end += step
    return end


def _connector(doc: Doc, i: int, title_case: frozenset[int]) -> int:
    """How many tokens join a name on both sides of `i`: "of", "of the", "and" inside a body's name, "-"."""

    def capital(k: int) -> bool:
        return k < len(doc) and _capital(doc[k], title_case)

    text = doc[i].text
    if text in CONNECTORS and capital(i + 1):
        return 2
    if text in CONNECTORS and i + 2 < len(doc) and doc[i + 1].lower_ == "the" and capital(i + 2):
        return 3
    if text in {"and", "&", ","} and _joined_by_and(doc, i) and capital(i + 1):
        return 2
    if text in {"-", "/"} and capital(i + 1) and not doc[i].whitespace_:
        return 2
    if text == "," and i + 2 < len(doc) and doc[i + 2].text == "and" and _joined_by_and(doc, i) and capital(i + 1):
        return 2
    return 0


def _joined_by_and(doc: Doc, i: int) -> bool:
    """Whether the model reads "A and B" as one name."""
    for entity in doc.ents:
        if entity.start < i < entity.end - 1 and entity.label_ in {"ORG", "LAW", "FAC"}:
            return True
    return False


def _classify_run(doc: Doc, start: int, end: int) -> Iterator[_Candidate]:
    """The longest part of a run that a head word types."""
    head_end = end
    for i in range(start + 1, end):
        if doc[i].lower_ in CONNECTORS and doc[i].lower_ != "&":
            head_end = i
            break
    head = doc[head_end - 1].text
    if head.endswith(("'s", "’s")) and head_end - 1 > start:
        head_end -= 1
        head = doc[head_end - 1].text
    kind = _head_type(head)
    if kind is None and doc[start].text in {"City", "County", "Town", "State", "Village", "Commonwealth"} and end - start > 2:
        kind = AGENCY if doc[start].text in {"City", "County", "Town"} else PLACE
    if kind is None:
        return
    if kind is PLACE and head_end < end and doc[start].text in {"City", "County", "Town"}:
        kind = AGENCY
    if head_end < end and doc[head_end].lower_ == "on" and kind not in (AGENCY, ORDER):
        end = head_end
    if end - start == 1 and kind is not AGENCY:
        return  # a bare "Act", "County", "Times" names nothing
    if end - start == 1 and doc[start].is_sent_start:
        return
    yield _Candidate(start, end, kind, 2)


def _model_entities(doc: Doc, title_case: frozenset[int]) -> Iterator[_Candidate]:
    """What the language model names, where nothing better is known."""
    for entity in doc.ents:
        start, end = entity.start, entity.end
        while start < end and (doc[start].is_space or doc[start].text in {"the", "The", "a", "an", '"', "“"}):
            start += 1
        while end > start and (doc[end - 1].is_space or doc[end - 1].text in {"'s", "’s", "’", '"', "”", ",", "."}):
            end -= 1
        if start >= end or any("\n" in t.text for t in doc[start:end]):
            continue
        if entity.label_ in STANDS_FOR_NOTHING:
            continue
        text = doc[start:end].text
        if text in table("titles")["parties"]:
            continue  # parties are read with the roles
        kind = BY_LABEL.get(entity.label_)
        if kind is None or kind is PERSON:
            continue
        if not any(t.text[:1].isupper() for t in doc[start:end]):
            continue
        if start in title_case and kind is not PLACE:
            continue
        if kind is ORGANIZATION and all(t.lower_ in words("nouns", "person") or is_title_word(t) for t in doc[start:end]):
            continue
        yield _Candidate(start, end, _head_type(doc[end - 1].text) or kind, 5)
