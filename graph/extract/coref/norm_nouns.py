"""Which nouns speak of a norm where they stand: "a notice that the ministry published", "the decision", "another"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from graph.extract.lexicon import words

ISSUE = words("coref", "issuing")
ON_NORMS = ISSUE | words("coref", "done_to_norms")
OF_NORMS = words("coref", "done_by_norms")
ASKED = frozenset({"to", "must", "shall", "should", "may", "can", "could"})
UNISSUED = words("coref", "not_issued")
AUTHORITIES = frozenset({"ministerial", "mayoral", "executive", "presidential", "gubernatorial", "statutory"})
COMMANDING = OF_NORMS | ON_NORMS | {"take", "apply", "say", "cover", "remain", "run", "be"}
PROFORMS = frozenset({"one", "another"})
OBJECTS = frozenset({"dobj", "nsubjpass"})
PROFORM_SLOTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj"})
COURTS = frozenset({"judge", "justice", "court", "tribunal", "panel", "magistrate", "circuit"})


def is_anaphor(head: Token) -> bool:
    """Whether a noun speaks of an order or norm only where one was spoken of ("the decision")."""
    lemma = head.lemma_.lower()
    return lemma in words("nouns", "norm_anaphor") and lemma not in words("nouns", "order") | words("nouns", "policy")


def is_judicial(decision: Token) -> bool:
    """As in "the judge's decision", "the court's decision": the ruling told of, not "a trial judge's"."""
    whose = () if decision.left_edge.lower_ in {"a", "an", "any", "no"} else decision.lefts
    return any(c.lemma_.lower() in COURTS for c in whose)


def points_back(chunk: Span) -> bool:
    """Whether a noun phrase begins as those do that point back: "the", "this", "Bush's", "today's"."""
    owned = any(c.dep_ == "poss" for c in chunk.root.children)
    return owned or chunk[0].lower_ in {"the", "this", "that", "these", "those", "such"}


def is_issued(head: Token) -> bool:
    """Whether a noun stands for what is issued, so that it begins a norm: "signed a waiver", "a notice published in
    May"."""
    if head.lemma_.lower() in UNISSUED:
        return False
    if head.dep_ in OBJECTS and head.head.lemma_.lower() in ISSUE:
        return not any(c.lower_ in ASKED for c in head.head.children)  # "the department must issue guidance"
    told = (c for c in head.rights if c.dep_ in {"relcl", "acl"})
    return any(c.lemma_.lower() in ISSUE and c.tag_ in {"VBN", "VBD", "VBZ", "VBP"} for c in told)


def is_proform(head: Token) -> bool:
    """Whether "one" or "another" stands for a norm: "the one that bars visitors", "with another, he told …"."""
    if head.lower_ not in PROFORMS or head.dep_ not in PROFORM_SLOTS:
        return False
    after = head.nbor(1).lower_ if head.i + 1 < len(head.doc) else ""
    if (
        after in {"of", "another"}
        and head.i + 2 < len(head.doc)
        and not head.nbor(2).like_num
        and not head.nbor(2).ent_type_
    ):
        return False  # "one of the members", "one another"
    verb = head.head if head.dep_ in {"nsubj", "dobj", "nsubjpass"} else head.head.head if head.dep_ == "pobj" else None
    told = any(c.dep_ in {"relcl", "acl"} and c.lemma_.lower() in OF_NORMS for c in head.rights)
    if told or verb is None or head.lower_ == "one":  # "he issued a new one": of those spoken of, or of another kind
        return told
    done = head.dep_ in OBJECTS and verb.lemma_.lower() in ON_NORMS
    by = head.dep_ == "nsubj" and verb.lemma_.lower() in OF_NORMS
    under = head.dep_ == "pobj" and head.head.lower_ in {"with", "under", "in"} and verb.lemma_.lower() in OF_NORMS
    return done or by or under


def is_direction(head: Token, chunk: Span) -> bool:
    """Whether a "direction" commands rather than leads: "a *ministerial* direction", "under the direction, X must"."""
    told = (c for c in head.rights if c.dep_ in {"relcl", "acl"})
    by = any(c.dep_ in {"prep", "agent"} and c.lower_ == "by" for c in head.rights)
    marked = by or bool({t.lower_ for t in chunk} & AUTHORITIES) or any(c.lemma_.lower() in OF_NORMS for c in told)
    return marked or _given(head) or is_issued(head) or (points_back(chunk) and _commands(head))


def _commands(head: Token) -> bool:
    """Whether what is done by or to a noun is what orders do or suffer."""
    verb = head.head
    if head.dep_ in {"nsubj", "nsubjpass"}:
        return verb.lemma_.lower() in COMMANDING
    if head.dep_ == "dobj":
        return verb.lemma_.lower() in ON_NORMS
    after = head.nbor(1).lower_ if head.i + 1 < len(head.doc) else ""
    return head.dep_ == "pobj" and (verb.lower_ == "against" or (verb.lower_ == "under" and after != "of"))


def _given(head: Token) -> bool:
    """ "On the *directions* of the collector": they gave them, who by "under the direction of" only lead."""
    told = (c for c in head.rights if c.dep_ == "prep" and c.lower_ in {"of", "from", "by"} and c.i == head.i + 1)
    giver = next((o for c in told for o in c.rights if o.dep_ == "pobj"), None)
    doer = giver is not None and (giver.pos_ == "PROPN" or giver.lemma_.lower() in words("nouns", "person"))
    plain = head.tag_ == "NNS" or (head.i > 0 and head.nbor(-1).lower_ == "the")
    return doer and plain and head.head.lower_ not in {"under", "in", "at"}
