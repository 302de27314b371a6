"""The action of a norm as spans: from its verb to the clause's end, cut where a further verb begins a norm."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.norms.bounds import ASIDES, BEFORE_VERB, DASHES, ends, new_clause
from graph.extract.norms.lists import beyond_inner, beyond_semicolon, last_of_verbs
from graph.extract.norms.model import Span
from graph.extract.norms.trim import LONGEST, trim

VERBS = {"VB": frozenset({"VB", "VBP"}), "VBG": frozenset({"VBG"}), "VBN": frozenset({"VBN", "VBD"})}
EMPTY = frozenset({"it", "them", "so", "him", "her", "also", "otherwise", "then", "either", "again"})


def actions(doc: Doc, verb: int, limit: int, form: str = "VB") -> list[Span]:
    """The actions that begin with the verb at `verb`, as token spans, in order; none reaches past `limit`.

    `form` is the tag of the verb: "VB" after "to" and modals, "VBG" after "from".
    """
    return _merge(doc, _cut(doc, verb, limit, form))


def clause_end(doc: Doc, start: int, limit: int) -> int:
    """Where the clause that begins at `start` ends, coordinated verbs included."""
    spans = _cut(doc, start, limit, "none")
    return spans[0][1] if spans else limit


def _cut(doc: Doc, verb: int, limit: int, form: str) -> list[Span]:
    spans: list[Span] = []
    start: int | None = verb
    bare = _is_bare(doc[verb])
    last = last_of_verbs(doc, verb, limit) if form == "VB" else verb
    i = last + 1
    while i < limit:
        token = doc[i]
        beyond = beyond_inner(doc, i, start, last, limit) if start is not None else None
        if beyond is not None:
            i = beyond
            continue
        following = _next_verb(doc, i, limit, form)
        if following is not None and bare and doc[following - 1].lower_ == "to":
            following = None  # "shall take all action, in accord with the law, *to establish* a system": what for
        if following is not None and not _embedded(doc, following, verb, i):
            if start is not None:
                spans.append((start, i))
            start, last, i = following, following, following + 1
            continue
        if following is not None and start is not None and doc[following].tag_ == "VB":
            i = following + 1  # "to prepare for, *protect against*, and soften the loss"
            continue
        further = beyond_semicolon(doc, i, limit) if bare and form == "VB" else None
        if further is not None:
            spans.extend([(start, i)] if start is not None else [])
            start, last, i = further, further, further + 1
            continue
        if token.text in DASHES or "\n" in token.text or (token.text in {".", "?", "!"} and i + 1 >= limit):
            if token.text not in {"--", "—", "–"}:
                break
            close = next((k for k in range(i + 1, limit) if doc[k].text == token.text), None)
            if close is None:
                break
            i = close + 1
            continue
        if token.text == "(":
            i = next((k for k in range(i, limit) if doc[k].text == ")"), limit - 1) + 1
            continue
        if start is not None and ends(doc, i, limit, start):
            resumed = _resumed(doc, i, limit)
            if resumed is not None:
                i = resumed
                continue
            spans.append((start, i))
            start = None
            if new_clause(doc, i, limit) and not (i + 1 < len(doc) and doc[i + 1].lower_ in ASIDES):
                break
        elif start is None and new_clause(doc, i, limit):
            break
        i += 1
    if start is not None:
        spans.append((start, min(i, limit)))
    return [trimmed for span in spans if (trimmed := trim(doc, *span))[1] > trimmed[0]]


def _is_bare(verb: Token) -> bool:
    """Whether a verb follows a modal or begins an item, so that no further action of the norm begins with "to"."""
    return verb.tag_ != "VBG" and all(t.lower_ != "to" for t in verb.doc[max(0, verb.i - 3) : verb.i])


def _resumed(doc: Doc, comma: int, limit: int) -> int | None:
    """Where the action goes on after an aside between commas: "a program, paid for by the company, to offset …"."""
    if doc[comma].text != "," or new_clause(doc, comma, limit):
        return None
    close = next((t.i for t in doc[comma + 1 : min(limit, comma + 14)] if t.text == ","), None)
    if close is None or close + 2 >= limit:
        return None
    after = doc[close + 1]
    goes_on = after.lower_ in {"to", "so"} or (
        after.pos_ == "ADP" and after.lower_ in {"on", "in", "from", "for", "at", "of", "into", "by"}
    )
    return close + 1 if goes_on and doc[comma + 1].lower_ not in {"and", "or"} else None


def _next_verb(doc: Doc, i: int, limit: int, form: str) -> int | None:
    """The verb of a further action where one begins at token `i` (a comma or a conjunction)."""
    if form not in VERBS or doc[i].lower_ not in {",", "and", "or", "but", "nor", "as"}:
        return None
    if doc[i].lower_ == "as" and doc[i + 1 : i + 4].text.lower() != "well as to":
        return None
    k = i + (3 if doc[i].lower_ == "as" else 1)
    if doc[i - 1].pos_ == "ADV" and doc[i - 2].lower_ in {"to", "more"} and doc[k].pos_ == "ADV":
        return None  # "to more quickly and *cheaply* sell lamps"
    if k < limit and doc[k].lower_ in {"and", "or", "but", "nor"}:
        k += 1
    if k + 1 < limit and doc[k].text == ",":
        return _after_aside(doc, k, limit, form)
    infinitive = False
    if k + 3 < limit and doc[k].text == "(" and doc[k + 2].text == ")":
        k += 3  # "and (b) publish"
    while k < limit and (
        doc[k].lower_ in BEFORE_VERB or doc[k].lower_ == "from" or doc[k].pos_ == "ADV" or doc[k].is_quote
    ):
        infinitive = infinitive or doc[k].lower_ in {"to", "from"}
        k += 1
    if k < limit and form == "VB" and _listed_verb(doc, k, i, limit):
        return k
    if k >= limit or not _is_verb(doc, k, i, form, infinitive):
        return None
    return k if doc[i].text != "," or k > i + 1 + infinitive or _more(doc, k, limit) else None


def _listed_verb(doc: Doc, k: int, comma: int, limit: int) -> bool:
    """Whether a list of actions goes on with one whose verb the tagger takes for a noun: "to hire guards, *train* crew
    leaders and keep a log"."""
    if doc[comma].text != "," or doc[k].tag_ not in {"NN", "NNP"} or doc[k].lower_ not in words("deontic", "either"):
        return False
    if k + 1 >= limit or doc[k + 1].pos_ not in {"NOUN", "PROPN", "DET", "PRON", "ADJ", "NUM", "VERB"}:
        return False
    after = (doc[t.i + 1] for t in doc[k + 1 : min(limit - 1, k + LONGEST)] if t.lower_ in {"and", "or"})
    return any(t.tag_ == "VB" or (t.tag_ in {"NN", "RB"} and t.nbor().tag_ == "VB") for t in after)


def _more(doc: Doc, k: int, limit: int) -> bool:
    """Whether a list goes on to its "and": "to request aid, evacuate residents and redirect money"."""
    return any(
        t.lower_ in {"and", "or", "but"} and t.i + 1 < limit and not new_clause(doc, t.i, limit) for t in doc[k:limit]
    )


def _after_aside(doc: Doc, comma: int, limit: int, form: str) -> int | None:
    """ "and, where necessary, to bring legal action" """
    close = next((k for k in range(comma + 1, min(limit, comma + 12)) if doc[k].text == ","), None)
    if close is None:
        return None
    k = close + 1
    infinitive = k < limit and doc[k].lower_ == "to"
    k += infinitive
    if k + 1 >= limit:
        return None
    bare = (
        form == "VB" and doc[k].tag_ in {"NN", "VB"} and doc[k + 1].pos_ == "DET"
    )  # "and, where it fits, pass the case on"
    return k if bare or _is_verb(doc, k, comma, form, infinitive) else None


def _is_verb(doc: Doc, k: int, i: int, form: str, infinitive: bool) -> bool:
    token = doc[k]
    if infinitive:
        return token.tag_ in VERBS[form] or (form == "VB" and token.pos_ == "VERB")
    if any(c.dep_ in {"nsubj", "nsubjpass"} and c.i > i for c in token.children):
        return False
    listed = any(
        c.dep_ == "conj" and c.tag_ == "VBG" for c in token.children
    )  # "from drinking, *taking* … and gathering"
    if form == "VBG" and token.tag_ == "VBG" and token.dep_ == "advcl" and listed:
        return True
    if token.dep_ in {"amod", "compound", "nsubj", "pobj", "dobj", "relcl", "acl", "advcl"}:
        return False
    if form == "VB" and token.tag_ in {"VB", "VBP"} and (token.pos_ == "VERB" or token.lower_ == "be"):
        return not any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.children)
    if form == "VB" and token.tag_ == "VBD" and token.lower_ == token.lemma_.lower() and token.dep_ == "conj":
        return True  # "put", "set", "cut"
    return token.tag_ in VERBS[form] and (form == "VBG" or (form == "VBN" and token.dep_ == "conj"))


def _embedded(doc: Doc, following: int, verb: int, i: int) -> bool:
    """Whether a would-be further verb goes with a verb inside the action ("help people recover and rebuild")."""
    token = doc[following]
    if token.dep_ != "conj" or token.head.pos_ not in {"VERB", "AUX"} or doc[following - 1].lower_ in {"to", "from"}:
        return False
    head = token.head
    if i < head.i < following:
        return False  # "and, where it *fits*, pass the case on"
    while head.dep_ == "conj":
        head = head.head
    if head.i > verb and _undecided(doc, head, i, following):
        return True
    closed = token.head == head or doc[token.head.i - 1].lower_ in {"and", "or"}  # "to *cut* costs, and sell …"
    apart = closed and doc[i].text == "," and doc[i + 1].lower_ in {"and", "or"}
    if head.i > verb and any(c.tag_ == "TO" for c in head.lefts) and not apart:
        return True  # "shall take all steps to *light* harbors and *mend* towers": what the steps are for
    return (
        head.i > verb
        and head.dep_ in {"relcl", "advcl", "ccomp", "acl"}
        and any(c.tag_ == "MD" or c.tag_ in {"WDT", "WP", "WRB"} for c in head.lefts)
    )


def _undecided(doc: Doc, infinitive: Token, i: int, following: int) -> bool:
    """Whether verbs are alternatives inside an action: "consider whether to amend or renew it"."""
    to = next((c for c in infinitive.lefts if c.tag_ == "TO"), None)
    return to is not None and (
        doc[to.i - 1].lower_ == "whether" or doc[following - 1].lower_ == "or" or doc[i].lower_ == "or"
    )


def _merge(doc: Doc, spans: list[Span]) -> list[Span]:
    """Join verbs that share one object: a bare verb with the next, a mere "and publish it" with the last."""
    result: list[Span] = []
    for number, (start, end) in enumerate(spans):
        last = number == len(spans) - 1
        if (
            result
            and (start - result[-1][1] <= 3 or _lone(doc, result[-1]))
            and (_joins(doc, result[-1], start) or (last and _bare(doc, start, end)))
        ):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def _lone(doc: Doc, before: Span) -> bool:
    """Whether a verb waits for its object beyond an aside: "identify and, where lawful, allocate all funds"."""
    start, end = before
    return end - start == 1 and doc[end].lower_ in {"and", "or"} and doc[end + 1].text == ","


def _joins(doc: Doc, before: Span, start: int) -> bool:
    return _bare(doc, *before) or _shared(doc, before[1], start) or _stranded(doc[before[1] - 1])


def _stranded(last: Token) -> bool:
    """Whether a preposition waits for an object that stands further on: "cooperate with and assist the Office"."""
    return last.dep_ == "prep" and last.tag_ == "IN" and not any(True for _ in last.children)


def _shared(doc: Doc, end: int, start: int) -> bool:
    """Whether a verb goes with a verb just before that lacks an object: "attempt to search or disarm anyone"."""
    last, verb = doc[end - 1], doc[start]
    return last.tag_ in {"VB", "VBG"} and verb.dep_ == "conj" and verb.head.i == last.i


def _bare(doc: Doc, start: int, end: int) -> bool:
    if end - start == 3 and doc[start + 1].text == ",":
        return True  # "stop, question or arrest": the tagger takes the second for a noun
    rest = [
        t
        for t in doc[start + 1 : end]
        if not (t.is_punct or t.dep_ == "prt" or t.pos_ == "CCONJ" or t.lower_ in EMPTY or t.lower_.endswith("ly"))
    ]
    return all(t.pos_ == "VERB" and t.tag_ == doc[start].tag_ for t in rest)
