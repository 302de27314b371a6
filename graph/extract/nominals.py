"""Nominal mentions: noun phrases that refer by a common noun ("the mayor", "city agencies", "the order")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, ORDER, ORGANIZATION, PERSON, PLACE, POLICY, Mention
from graph.model import EntityType

PLURAL = frozenset({"NNS", "NNPS"})
ALWAYS_GROUP = frozenset(
    {
        "people",
        "public",
        "anyone",
        "anybody",
        "everyone",
        "nobody",
        "everybody",
        "staff",
        "personnel",
        "crowd",
        "mob",
        "clergy",
        "electorate",
        "workforce",
        "leadership",
        "family",
        "feds",
        "youth",
    }
)
PARTISANS = frozenset({"Democrats", "Republicans", "Conservatives", "Liberals", "Tories"})
NOUN_SLOTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
FAR = 150  # tokens after which "the second" no longer means the second of the orders
ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth"})
PLACING = frozenset({"of", "in", "with", "without", "at", "from", "under"})
FINITE = frozenset({"VB", "VBD", "VBZ", "VBP", "MD"})  # a verb that the model took into the phrase
COMMANDS = frozenset(
    {"ask", "tell", "order", "direct", "urge", "invite", "instruct", "require", "allow", "forbid", "call"}
)
BANDS = frozenset({"coalition", "group", "team", "alliance", "band", "delegation", "consortium", "handful", "crew"})
BINDING = frozenset({"required", "ordered", "told", "directed", "barred", "banned", "urged", "forced", "bars", "bans"})
JOINING = frozenset({"-", "–", "’", "'", "(", ")", "[", "]"})
LIMITS = frozenset({"only", "even", "not", "just", "also", "then", "now", "still"})
BREAKS = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj"})
ITEM_LETTER = re.compile(r"^\(?[a-z0-9]{1,3}\)$")
COURT_ORDER = frozenset({"restraining", "court", "injunctive", "gag", "protective", "removal", "deportation"})
EMERGENCY = frozenset({"emergency", "disaster"})


def nominal_mentions(doc: Doc, named: list[Mention]) -> list[Mention]:
    """Noun phrases with a head of our lexicon that no named mention covers, in order."""
    covered = {i for m in named for i in range(m.start, m.end)}
    covered |= {t.i for m in named if m.title is not None for t in m.title}
    result: list[Mention] = []
    together = -FAR  # where orders were last spoken of together ("two orders … The first …")
    for chunk in _phrases(doc):
        head = chunk.root
        kind = None if head.i in covered and not _stands_for_people(head) else noun_type(head, chunk)
        if kind is ORDER and head.tag_ in PLURAL:
            together = head.i
        if head.lower_ in ORDINALS:
            kind = ORDER if head.i - together < FAR else None
        if kind is None:
            continue
        start = _start(chunk, covered)
        end, name_end = _end(head, kind)
        mention = Mention(doc[start:end], kind, _name(doc[start:name_end]), named=False)
        mention.anaphor = kind is ORDER and is_anaphor(head)
        if kind in (ORDER, POLICY):
            stop = _placed_end(head, end, PLACING | {"by", "on", "against", "for"})
            mention.long = doc[start:stop] if stop > end else None
        result.append(mention)
        if kind is GROUP:
            covered.update(range(start, name_end))
    return result


def _phrases(doc: Doc) -> Iterator[Span]:
    """Base noun phrases in order, and the bare ordinals that stand for nouns ("The second sets up a council")."""
    ordinals = [
        t for t in doc if t.lower_ in ORDINALS and t.dep_ in NOUN_SLOTS and t.i and t.nbor(-1).lower_ in {"the", "a"}
    ]
    chunks = list(doc.noun_chunks)
    inside = {c.root.i for c in chunks}
    yield from sorted(
        [*chunks, *(doc[t.i - 1 : t.i + 1] for t in ordinals if t.i not in inside)], key=lambda c: int(c.start)
    )


def _start(chunk: Span, covered: set[int]) -> int:
    """Where a noun phrase begins: without list letters, what stands before a comma or an opening quotation mark, and
    the name before an "and" ("the White House and *local officials*")."""
    doc, start, head = chunk.doc, chunk.start, chunk.root.i
    for i in range(chunk.start, head):
        token = doc[i]
        dash = token.text in {"-", "–", "—"} and bool(token.whitespace_)
        mark = token.is_punct and token.text not in {"-", "’", "'"}
        if (
            token.is_space
            or token.lower_ in {"a.m.", "p.m."}
            or dash
            or mark
            or token.tag_ in FINITE
            or (i == start and (token.lower_ in LIMITS or token.text in BINDING))
            or ITEM_LETTER.match(token.text)
            or (token.pos_ in {"CCONJ", "SCONJ"} and (i == start or i - 1 in covered))
        ):
            start = i + 1
    return start


def _stands_for_people(head: Token) -> bool:
    """ "the Democrat said", "House Republicans": the word names the party and stands for a person or a collective."""
    before = head.doc[head.i - 1] if head.i else None
    if head.text in {"Democrat", "Republican", "Conservative", "Liberal"}:
        return before is not None and before.lower_ in {"the", "that", "this"} and head.dep_ in NOUN_SLOTS
    if head.text in PARTISANS and any(t.dep_ in {"compound", "amod", "nummod", "nmod"} for t in head.lefts):
        return True
    placed = head.text in PARTISANS and head.i + 1 < len(head.doc) and head.nbor(1).lower_ in {"in", "on"}
    return (placed or _every(head)) and head.dep_ in NOUN_SLOTS


def _every(head: Token) -> bool:
    """ "every Democrat", "no Republican"."""
    partisan = head.text in PARTISANS or f"{head.text}s" in PARTISANS
    return partisan and any(t.lower_ in {"every", "no", "each"} for t in head.lefts)


def _end(head: Token, kind: EntityType) -> tuple[int, int]:
    """Where a mention ends, and where its name does."""
    if kind is PERSON:
        end = _person_end(head)
        return end, end
    if kind is ORDER and head.lemma_ == "state":
        return head.i + 3, head.i + 3  # "a state of emergency"
    if kind is GROUP:
        name_end = _coordinated_end(head)
        return _placed_end(head, name_end, PLACING), name_end
    return head.i + 1, head.i + 1


def _coordinated_end(head: Token) -> int:
    """ "park superintendents and refuge managers" is one collective."""
    end, last = head.i + 1, head
    if (
        head.lemma_.lower() in {"inspector", "attorney", "governor"}
        and end < len(head.doc)
        and head.nbor(1).lower_ == "general"
    ):
        end += 1
    for other in head.conjuncts:
        between = head.doc[last.i + 1 : other.left_edge.i]
        small = all(t.lower_ in {"and", "or", ",", "other", "the"} for t in between)
        if (
            other.i < last.i
            or not small
            or other.tag_ not in PLURAL
            or other.lemma_.lower() not in words("nouns", "group")
        ):
            break
        end, last = other.i + 1, other
    return end


def _placed_end(head: Token, end: int, placing: frozenset[str]) -> int:
    """A mention takes along the short phrase that says which is meant: "agencies *that collect climate data*"."""
    for child in head.rights:
        if child.left_edge.i != end or child.dep_ not in {"relcl", "acl", "prep"}:
            continue
        if child.dep_ == "prep" and child.lower_ not in placing:
            continue
        stop = _own_end(child)
        parted = next((t.i for t in head.doc[end:stop] if t.is_space or (t.is_punct and t.text not in JOINING)), stop)
        if (
            placing is PLACING
            and parted < stop
            and parted - end > 1
            and head.doc[parted - 1].pos_ not in {"ADP", "DET", "AUX", "PRON"}
        ):
            stop = parted
        if stop - end <= 10 and parted >= stop:
            return stop
    return end


def _own_end(phrase: Token) -> int:
    """Where a phrase after a noun ends, without what belongs to the sentence's verb: "people accused of crimes | for
    ICE", "opponents of the order | of spreading fear", "those who set up anyway | to move along"."""
    stop = int(phrase.right_edge.i) + 1
    if phrase.dep_ == "acl" and phrase.tag_ == "VBN":
        preps = [c.i for c in phrase.rights if c.dep_ == "prep"]
        return preps[1] if len(preps) > 1 else stop
    if phrase.dep_ == "prep":
        return next(
            (t.i - 1 for t in phrase.subtree if t.tag_ == "VBG" and t.dep_ == "pcomp" and t.i > phrase.i + 1), stop
        )
    asked = phrase.head.dep_ in {"dobj", "pobj", "nsubj"} and phrase.head.head.lemma_ in COMMANDS
    return next((c.left_edge.i for c in phrase.rights if c.dep_ == "xcomp"), stop) if asked else stop


def _person_end(head: Token) -> int:
    """A person known by the office takes along what it is of: "the Secretary *of the Interior*"."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "to", "with"} and child.i == end:
            breaks = [t for t in child.subtree if t.i > child.i and t.dep_ in BREAKS and not _joins_name(t)]
            stop = min((t.left_edge.i for t in breaks), default=child.right_edge.i + 1)
            end = stop if stop > child.i + 1 else end
    while end > head.i + 1 and head.doc[end - 1].pos_ in {"PUNCT", "ADP", "DET", "CCONJ", "SPACE"}:
        end -= 1
    return end


def _joins_name(token: Token) -> bool:
    """ "Commissioner of Parks and Recreation": a capitalised second half of one name, no second officer."""
    if token.dep_ == "cc":
        after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
        return (
            token.lower_ == "and" and after.text[:1].isupper() and after.lemma_.lower() not in words("nouns", "person")
        )
    return token.dep_ == "conj" and token.text[:1].isupper() and token.lemma_.lower() not in words("nouns", "person")


def _name(span: Span) -> str:
    tokens = list(span)
    while len(tokens) > 1 and (tokens[0].pos_ == "DET" or tokens[0].lower_ in {"the", "a", "an", "this", "that"}):
        tokens.pop(0)
    return doc_text(tokens)


def doc_text(tokens: list[Token]) -> str:
    """The text of adjoining tokens."""
    return "".join(t.text_with_ws for t in tokens).strip()


def noun_type(head: Token, chunk: Span) -> EntityType | None:
    """What a noun phrase refers to by its head, or None where the lexicon does not know it."""
    lower, lemma = head.lower_, head.lemma_.lower()
    plural = head.tag_ in PLURAL or lower in {"people", "police"}
    modifiers = {t.lower_ for t in chunk if t.i < head.i}
    if head.pos_ not in {"NOUN", "PROPN", "PRON"} or head.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}:
        return None
    if lower in {"anyone", "anybody", "everyone", "nobody", "everybody", "those"} or (
        lower == "one" and "no" in modifiers
    ):
        return GROUP
    if head.text in PARTISANS or _every(head) or _band(head):
        return GROUP
    if head.pos_ == "PRON":
        return None
    if lemma == "order" and modifiers & COURT_ORDER:
        return POLICY
    if lemma == "order" and _in_order_to(head):
        return None
    if lemma == "state" and _state_of_emergency(head):
        return ORDER
    if lower == "police" or (lower == "justices" and chunk[0].lower_ == "the" and len(chunk) == 2):
        return AGENCY  # "the justices" are the court
    if lower == "general" and "attorney" in modifiers:
        return PERSON
    if lemma in EMERGENCY:
        return ORDER if _declared(head) or "state" in modifiers else None
    if lemma in words("nouns", "order"):
        return ORDER
    if lemma in words("nouns", "policy"):
        return POLICY
    if is_anaphor(head) and _points_back(chunk):
        return ORDER
    if plural or lower in ALWAYS_GROUP:
        return (
            GROUP
            if lemma in words("nouns", "group") or lower in ALWAYS_GROUP or lemma in words("nouns", "person")
            else None
        )
    if "no" in modifiers or "any" in modifiers or "each" in modifiers or "every" in modifiers or "all" in modifiers:
        return GROUP if lemma in words("nouns", "group") or lemma in words("nouns", "person") else None
    for key, kind in (
        ("place", PLACE),
        ("person", PERSON),
        ("agency", AGENCY),
        ("organization", ORGANIZATION),
        ("facility", PLACE),
    ):
        if lemma in words("nouns", key):
            return kind
    return GROUP if lower in {"public"} else None


def is_anaphor(head: Token) -> bool:
    """Whether a noun speaks of an order or norm only where one was spoken of ("the decision")."""
    lemma = head.lemma_.lower()
    return lemma in words("nouns", "norm_anaphor") and lemma not in words("nouns", "order") | words("nouns", "policy")


def _points_back(chunk: Span) -> bool:
    """Whether a noun phrase begins as those do that point back: "the", "this", "Bush's", "today's"."""
    owned = any(c.dep_ == "poss" for c in chunk.root.children)
    return owned or chunk[0].lower_ in {"the", "this", "that", "these", "those", "such"}


def _band(head: Token) -> bool:
    """ "a coalition of unions", "a team from the CDC": unnamed bodies known by whom they are made up of."""
    after = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else head
    if head.lemma_.lower() not in BANDS or after.lower_ not in {"of", "from"}:
        return False
    return any(
        t.dep_ == "pobj" and (t.tag_ in PLURAL or after.lower_ == "from") for c in head.rights for t in c.children
    )


def _in_order_to(head: Token) -> bool:
    before = head.doc[head.i - 1].lower_ if head.i else ""
    after = head.doc[head.i + 1].lower_ if head.i + 1 < len(head.doc) else ""
    return (before == "in" and after in {"to", "that", "for"}) or (
        before in {"and", "law"} and "law" in {t.lower_ for t in head.lefts}
    )


def _state_of_emergency(head: Token) -> bool:
    after = [t.lower_ for t in head.doc[head.i + 1 : head.i + 5]]
    return bool(after) and after[0] == "of" and bool({"emergency", "disaster"} & set(after))


def _declared(head: Token) -> bool:
    return head.dep_ in {"dobj", "nsubjpass", "oprd", "obj"} and head.head.lemma_ in {
        "declare",
        "proclaim",
        "issue",
        "announce",
        "impose",
    }


def is_definite(mention: Mention) -> bool:
    """Whether a nominal mention points back ("the order", "this order", "that governor")."""
    first = mention.span[0].lower_
    return first in {"the", "this", "that", "these", "those", "said", "such", "both"}


def is_indefinite(mention: Mention) -> bool:
    """Whether a nominal mention introduces something ("an order", "another directive", "two orders")."""
    first = mention.span[0]
    return (
        first.lower_ in {"a", "an", "another", "some", "any", "one", "two", "three", "several", "new"} or first.like_num
    )
