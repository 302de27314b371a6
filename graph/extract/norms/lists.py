"""Lists inside an action that its parse may miss: of verbs with one object, of modifiers of one noun; and asides."""

from __future__ import annotations

from spacy.tokens import Doc, Token

JOINING = frozenset({"and", "or"})
VERBAL = frozenset({"VB", "VBP", "NN", "JJ", "NNP"})  # which the tagger takes bare verbs in a list for
OBJECTS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"})
MODIFIERS = frozenset({"ADJ", "PROPN", "NOUN"})
PARTICIPLES = frozenset({"VBN", "VBD"})
TOGETHER = ("consultation", "coordination", "cooperation", "collaboration", "conjunction", "concert", "partnership")
WITH_OTHERS = frozenset(f"in {word} with" for word in TOGETHER)
ASIDE = 16  # tokens


def last_of_verbs(doc: Doc, verb: int, limit: int) -> int:
    """The last of three or more verbs that share what follows: "*rescind, revoke, amend, or grant* exemptions"; the
    verb itself where it stands alone."""
    k, commas = verb + 1, 0
    while k + 2 < limit and doc[k].text == ",":
        joined = doc[k + 1].lower_ in JOINING
        word = k + 1 + joined
        word += doc[word].pos_ == "ADV" and doc[word].tag_ == "RB"
        commas += 1
        if word + 1 >= limit or not _bare_word(doc[word]):
            return verb
        if joined:
            return word if commas > 1 else verb
        k = word + 1
        if doc[k].lower_ in JOINING:
            return k + 1 if k + 1 < limit and _bare_word(doc[k + 1]) and doc[k + 1].tag_ in {"VB", "VBP"} else verb
    return verb


def _bare_word(token: Token) -> bool:
    return token.is_lower and token.is_alpha and token.tag_ in VERBAL


def beyond_inner(doc: Doc, i: int, start: int, last: int, limit: int) -> int | None:
    """Where an action that begins at `start` goes on beyond what token `i` begins: a title in quotation marks, a list
    of verbs inside, an aside. `last`: the last of its own verbs."""
    if doc[i].text == "“":
        close = _quoted_end(doc, i, limit)
        if close is None or close + 1 >= limit or doc[i - 1].pos_ == "ADP":
            return None
        return close - 1 if doc[close - 1].text == "," else close + 1
    if doc[i].tag_ == "TO" and i + 2 < limit:
        first = i + 1 + (doc[i + 1].pos_ == "ADV")
        inner = last_of_verbs(doc, first, limit)
        return inner + 1 if inner > first else None
    if doc[i].text != ",":
        return None
    listed = _inner_verbs_go_on(doc, i, start, limit) or _participles_go_on(doc, i, limit)
    return listed + 1 if listed is not None else _beyond_aside(doc, i, start, last, limit)


def beyond_semicolon(doc: Doc, i: int, limit: int) -> int | None:
    """The verb of a further action after a semicolon: "shall count lamps; *sell* old ones; and *report*"."""
    if doc[i].text != ";" or i + 2 >= limit:
        return None
    k = i + 1 + (doc[i + 1].lower_ in JOINING)
    verb = k + 1 < limit and doc[k].is_lower and doc[k].tag_ in {"VB", "VBP"} and doc[k].pos_ == "VERB"
    return k if verb and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in doc[k].lefts) else None


def modifiers_go_on(doc: Doc, comma: int, limit: int) -> bool:
    """Whether a comma stands in a list of modifiers: "*State, tribal, and local* governments"."""
    if not _modifies(doc[comma - 1]):
        return False
    k = comma + 1
    while k + 1 < limit and _modifies(doc[k]) and doc[k + 1].text == ",":
        k += 2
    if k + 2 < limit and _modifies(doc[k]) and doc[k + 1].lower_ in JOINING:
        k += 1
    if k + 2 >= limit or doc[k].lower_ not in JOINING:
        return False
    last = doc[k + 1].pos_ in {"ADJ", "PROPN"} or doc[k + 1].tag_ == "VBN"
    return last and doc[k + 2].pos_ == "NOUN" and doc[k + 1].head.i <= k + 3


def _modifies(token: Token) -> bool:
    """Whether a word may stand before a noun: "a whole, *integrated*, and strategic plan"."""
    return token.pos_ in MODIFIERS or (token.tag_ == "VBN" and token.dep_ in {"amod", "conj"})


def _inner_verbs_go_on(doc: Doc, comma: int, start: int, limit: int) -> int | None:
    """The last verb of a list inside a relative clause: "any rule that may in any way *hinder, slow or delay* it"."""
    before = doc[max(start + 1, comma - 6) : comma]
    modal = next((t for t in reversed(before) if t.tag_ == "MD"), None)
    between = doc[modal.i + 1 : comma - 1] if modal is not None else ()
    if modal is None or doc[modal.i - 1].tag_ not in {"WDT", "WP"} or not _bare_word(doc[comma - 1]):
        return None
    if any(t.tag_ in {"VB", "VBN"} for t in between):
        return None
    for k in range(comma + 1, min(limit - 1, comma + 6)):
        if doc[k].lower_ in JOINING:
            last = k + 1 + (doc[k + 1].pos_ == "ADV")
            return last if last < limit and doc[last].tag_ in {"VB", "VBP"} else None
        if not _bare_word(doc[k]) and doc[k].text != ",":
            return None
    return None


def _participles_go_on(doc: Doc, comma: int, limit: int) -> int | None:
    """The last of participles that share a verb: "may not be *transferred, paid, or otherwise dealt in*"."""
    k = comma
    while doc[k - 1].tag_ in PARTICIPLES and k + 3 < limit and doc[k].text == ",":
        joined = doc[k + 1].lower_ in JOINING
        word = k + 1 + joined
        word += doc[word].pos_ == "ADV"
        if doc[word].tag_ not in PARTICIPLES:
            return None
        if joined:
            return word
        k = word + 1
    return None


def _beyond_aside(doc: Doc, comma: int, start: int, last: int, limit: int) -> int | None:
    """Where an action goes on after an aside between commas that parts a verb from its object, or a clause inside from
    its verb: "designate, within 30 days, *an officer*", "ensure that, where it fits, *they* rest". `last`: its verb."""
    if doc[comma].text != ",":
        return None
    if doc[comma + 1 : comma + 4].text.lower() in WITH_OTHERS:
        aims = (t.i for t in doc[comma + 4 : limit - 2] if t.text == "," and t.nbor().tag_ == "TO")
        aim = next(aims, None)
        if aim is not None:
            return aim + 1  # "take all action, in consultation with the Mayor and the Chair, *to light* the coast"
    commas = (t for t in doc[comma + 1 : min(limit - 1, comma + ASIDE)] if t.text == ",")
    close = next((t.i for t in commas if not (t.nbor().is_digit and len(t.nbor()) == 4)), None)  # not "May 5, 2021"
    if close is None or close + 2 >= limit or doc[comma + 1].lower_ in JOINING:
        return None
    after = doc[close + 1]
    aside = doc[comma + 1].pos_ in {"ADP", "SCONJ", "ADV"} or doc[comma + 1].lower_ in {"pursuant", "consistent"}
    if aside and (comma - 1 == last or _waits_for_object(doc[last], comma)):
        return close + 1 if after.pos_ in OBJECTS and not _subject(after, close, limit) else None
    if doc[comma - 1].lower_ == "that" and doc[comma - 1].tag_ == "IN":
        return close + 1
    waits = any(t.dep_ in {"nsubj", "nsubjpass"} and t.head.i > close for t in doc[max(start + 1, comma - 9) : comma])
    that = any(t.lower_ in {"that", "which", "who"} for t in doc[max(start + 1, comma - 12) : comma])
    return close + 1 if waits and that else None


def _waits_for_object(verb: Token, comma: int) -> bool:
    """Whether a verb has told only to whom: "shall provide to the Board, pursuant to its rules, *a report*"."""
    told = verb.nbor().lower_ == "to" and verb.nbor().tag_ == "IN"
    return told and not any(c.dep_ == "dobj" and c.i < comma for c in verb.rights)


def _subject(token: Token, close: int, limit: int) -> bool:
    """Whether a noun phrase right after an aside begins a clause of its own: "…, as needed, the Chair shall …"."""
    ahead = token.doc[close + 1 : min(limit, close + 8)]
    return next((t.tag_ == "MD" for t in ahead if t.tag_ in {"MD", "WP", "WDT"} or t.lower_ in JOINING), False)


def _quoted_end(doc: Doc, i: int, limit: int) -> int | None:
    """Where a title in quotation marks ends that begins at token `i`: "the rule entitled “*Special Areas; Coasts*”"."""
    if doc[i].text != "“":
        return None
    return next((t.i for t in doc[i + 1 : min(limit, i + 60)] if t.text == "”"), None)
