"""Where a nominal mention begins and ends: without the verb before it, with the phrase that says which one is meant."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from graph.extract.lexicon import words
from graph.extract.mention import GROUP, ORDER, PERSON, PLURAL
from graph.model import EntityType

PLACING = frozenset(
    "of in with without at from under along near around across outside behind inside beyond within below".split()
)
BESIDE = PLACING - {"of", "with", "without", "under"} | {"on"}
REMOVING = words("nouns", "removing")
SERVING = frozenset({"aide", "adviser", "advisor", "assistant", "counsel", "envoy"})  # "aides to the mayor"
BREAKS = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj"})
ITEM_LETTER = re.compile(r"^\(?[a-z0-9]{1,3}\)$")
FINITE = frozenset({"VB", "VBD", "VBZ", "VBP", "MD"})  # a verb that the model took into the phrase
LIMITS = frozenset({"only", "even", "not", "just", "also", "then", "now", "still"})
AGES = frozenset({"older", "younger", "over", "under", "above", "up"})
JOINING = frozenset({"-", "–", "’", "'", "(", ")", "[", "]"})
BINDING = frozenset({"required", "ordered", "told", "directed", "barred", "banned", "urged", "forced", "bars", "bans"})
COMMANDS = frozenset(
    {"ask", "tell", "order", "direct", "urge", "invite", "instruct", "require", "allow", "forbid", "call"}
)


def start_of(chunk: Span, covered: set[int]) -> int:
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
            or (token.tag_ in FINITE and not _hyphened(token))
            or (i == start and (token.lower_ in LIMITS or token.text in BINDING))
            or ITEM_LETTER.match(token.text)
            or (token.pos_ in {"CCONJ", "SCONJ"} and (i == start or i - 1 in covered))
        ):
            start = i + 1
    return start


def _hyphened(token: Token) -> bool:
    """Whether a word is part of a compound: "stay" in "the stay-at-home order"."""
    doc, i = token.doc, token.i
    return "-" in {doc[i + 1].text if i + 1 < len(doc) else "", doc[i - 1].text if i else ""}


def ends_of(head: Token, kind: EntityType) -> tuple[int, int]:
    """Where a mention ends, and where its name does."""
    if kind is PERSON:
        end = _person_end(head)
        return end, end
    if kind is ORDER and head.lemma_ == "state":
        last = next(
            (t.i for t in head.doc[head.i + 2 : head.i + 6] if t.lower_ in {"emergency", "disaster"}), head.i + 2
        )
        return last + 1, last + 1  # "a state of emergency", "a state of public emergency"
    if kind is GROUP:
        behind = head.i + 1 < len(head.doc) and head.nbor().lower_ == "general" and head.nbor().head == head
        name_end = head.i + 2 if behind else _coordinated_end(head)  # "attorneys general"
        told = _aged_end(head, name_end) or _caught_end(head)
        return told or placed_end(head, name_end, PLACING), name_end
    return head.i + 1, head.i + 1


def _aged_end(head: Token, end: int) -> int | None:
    """ "everyone *age 5 or older*", "kids *16 and younger*"."""
    doc = head.doc
    at = end + 1 if end < len(doc) and doc[end].lower_ in {"age", "aged", "ages"} else end
    aged = at + 2 < len(doc) and doc[at].like_num and doc[at + 1].lower_ in {"or", "and"} and doc[at + 2].lower_ in AGES
    return at + 3 if aged else None


def _caught_end(head: Token) -> int | None:
    """ "anyone *caught pumping* could be fined": the model takes the participle for the sentence's verb."""
    doc, i = head.doc, head.i + 1
    if head.lower_ not in {"anyone", "anybody"} or i >= len(doc) or doc[i].tag_ != "VBD":
        return None
    after = (t.i for t in doc[i + 1 : i + 9] if t.tag_ in FINITE)
    return next(after, None)


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


def placed_end(head: Token, end: int, placing: frozenset[str]) -> int:
    """A mention takes along the short phrase that says which is meant: "agencies *that collect climate data*"."""
    for child in head.rights:
        if child.left_edge.i != end or child.dep_ not in {"relcl", "acl", "prep"}:
            continue
        if child.dep_ == "prep" and (child.lower_ not in placing or _elsewhere(child)):
            continue
        stop = _own_end(child)
        parted = next((t.i for t in head.doc[end:stop] if t.is_space or (t.is_punct and not _joins(t))), stop)
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


def placed_beside(head: Token, end: int) -> int:
    """Where a collective ends with the phrase beside it, whatever that hangs on: "paid growers *in the zone*"."""
    doc = head.doc
    if end >= len(doc) or doc[end].dep_ not in {"prep", "dative"} or _elsewhere(doc[end]):
        return end
    served = doc[end].lower_ == "to" and (doc[end].head == head or head.lemma_.lower() in SERVING)
    if doc[end].lower_ not in BESIDE and not served:
        return end
    noun = next((c for c in doc[end].children if c.dep_ == "pobj" and c.pos_ in {"NOUN", "PROPN"}), None)
    if noun is None or noun.ent_type_ in {"DATE", "TIME", "MONEY", "CARDINAL"} or noun.i - end > 6:
        return end
    plain = not any(t.is_punct or t.is_space or t.pos_ == "VERB" for t in doc[end : noun.i])
    return noun.i + 1 if plain and noun.lemma_.lower() not in words("nouns", "abstract_place") else end


def _elsewhere(prep: Token) -> bool:
    """Whether a phrase says whence somebody is moved, or what it was: "cleared vendors *from the banks*"."""
    what = any(c.dep_ == "pcomp" or c.lower_ == "what" for c in prep.children)
    verb = prep.head.head if prep.head.dep_ in {"dobj", "nsubjpass"} else prep.head
    return what or (prep.lower_ == "from" and verb.lemma_.lower() in REMOVING)


def dated_end(doc: Doc, end: int) -> int:
    """Where a norm ends with its day: "the executive order *of October 24, 2016*"."""
    if doc[end : end + 1].text not in {"of", "from", "dated"} or doc[end + 1 : end + 2].text == "":
        return end
    stop = end + 1
    while stop < len(doc) and doc[stop].ent_type_ == "DATE" and not doc[stop].is_space:
        stop += 1
    return stop if stop > end + 2 else end


def _joins(mark: Token) -> bool:
    """Whether a mark stands inside a phrase: a hyphen, the comma of a list of places ("mayors of *Houston, Dallas and
    Austin*")."""
    if mark.text in JOINING:
        return True
    before, after = mark.nbor(-1), mark.nbor() if mark.i + 1 < len(mark.doc) else mark
    return mark.text == "," and before.ent_type_ == "GPE" and (after.ent_type_ == "GPE" or after.lower_ == "and")


def _own_end(phrase: Token) -> int:
    """Where a phrase after a noun ends, without what belongs to the sentence's verb: "opponents of the order | of
    spreading fear", "those who set up anyway | to move along"."""
    stop = int(phrase.right_edge.i) + 1
    if phrase.dep_ == "prep":
        return next(
            (t.i - 1 for t in phrase.subtree if t.tag_ == "VBG" and t.dep_ == "pcomp" and t.i > phrase.i + 1), stop
        )
    if phrase.head.dep_ not in {"dobj", "pobj", "nsubj"} or phrase.head.head.lemma_ not in COMMANDS:
        return stop
    asked = (c.left_edge.i for c in phrase.rights if c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB")
    return next(asked, stop)


def _person_end(head: Token) -> int:
    """A person known by the office takes along what it is of: "the Secretary *of the Interior*"."""
    end = head.i + 1
    for child in head.rights:
        doing = any(c.dep_ == "pcomp" for c in child.children)  # "accused a contractor of hauling off sand"
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "to", "with"} and child.i == end and not doing:
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
