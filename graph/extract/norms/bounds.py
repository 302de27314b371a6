"""Where the action of a norm ends: at an aside, a turn, a clause with a subject of its own."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.extract.norms.lists import modifiers_go_on

ASIDES = frozenset({"which", "who", "whose", "whom", "where", "whereby"})
TURNS = frozenset({"while", "whereas", "though", "although", "because", "but", "yet", "so", "since"})
MARKS = frozenset({"“", "”", '"', "'", "’", "‘"})
DASHES = frozenset({"—", "--", "–", ";", ":", "―"})
INSTRUMENTS = frozenset({"order", "directive", "proclamation", "memorandum", "memo"})
SUBJECT_WORDS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "CCONJ", "PART"})
BEFORE_VERB = frozenset(
    {
        "also",
        "not",
        "then",
        "instead",
        "never",
        "further",
        "either",
        "thereafter",
        "immediately",
        "promptly",
        "otherwise",
        "to",
    }
)

Span = tuple[int, int]  # tokens


def goes_on(cue: Token, limit: int) -> int:
    """Where a sentence goes on after the clause of `cue` that hangs on its subject, at most `limit`: "A decree that
    bars shops from selling alcohol *went* into effect"."""
    verb = _top(cue, {"conj", "xcomp", "aux"})
    if verb.dep_ not in {"relcl", "acl"}:
        return limit
    noun = _top(verb.head, {"pobj", "prep", "conj", "appos"})
    main = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or main.i <= cue.i:
        return limit
    return min(limit, main.i, *(c.i for c in main.lefts if c.dep_ in {"aux", "auxpass", "neg"} and c.i > cue.i))


def _top(token: Token, deps: set[str]) -> Token:
    """What a token hangs on by some of the given dependencies, at most eight of them."""
    for _ in range(8):
        if token.dep_ not in deps:
            break
        token = token.head
    return token


def ends(doc: Doc, i: int, limit: int, start: int) -> bool:
    """Whether an action ends before token `i`."""
    token = doc[i]
    if token.lower_ == "because" and doc[i + 1 : i + 2].text.lower() == "of":
        return False
    if token.lower_ == "so" and doc[i + 1 : i + 2].text.lower() in {"-", "much", "long", "far", "many"}:
        return False  # "so-called", "so much as an hour"
    if token.lower_ in {"after", "since"} and token.dep_ == "mark" and token.head.tag_ == "VBD":
        return True  # "may shoot wolves after a court upheld the order": what happened
    if token.lower_ == "while" and (doc[i + 1].tag_ in {"VBG", "VBN"} or doc[i + 1].pos_ == "ADP"):
        return False  # "shall send no texts while driving", "while on duty"
    if (
        token.lower_ in TURNS
        and not (token.lower_ == "so" and doc[i + 1 : i + 2].text.lower() in {"that", "as"})
        and token.dep_ in {"mark", "cc", "advmod", "prep"}
    ):
        return (
            token.lower_ != "but"
            or (doc[i + 1 : i + 2].text.lower() not in {"only", "not"})
            or new_clause(doc, i, limit)
        )
    if token.lower_ in {"and", "or", "nor"}:
        return new_clause(doc, i, limit) or _goes_on_before(doc, i, limit, start)
    if token.pos_ == "ADP" and i > start + 1 and _by_order(doc, i):
        return True
    if token.text != "," or i == start + 1 or (i + 1 < limit and doc[i + 1].is_digit and len(doc[i + 1]) == 4):
        return False
    return not _list_goes_on(doc, i, limit)


def _by_order(doc: Doc, i: int) -> bool:
    """Whether a preposition only says by which order: "under the order", "in Executive Order 14043"."""
    if doc[i].lower_ == "under":
        return any(t.lower_ in INSTRUMENTS for t in doc[i + 1 : i + 6])
    return doc[i].lower_ in {"in", "by", "through"} and doc[i + 1 : i + 3].text.lower() == "executive order"


def _goes_on_before(doc: Doc, i: int, limit: int, start: int) -> bool:
    """Whether a verb after the conjunction at `i` goes with one before the action: "bars … and *abolishes* offices"."""
    verb = doc[i + 1] if i + 1 < limit else doc[i]
    return verb.tag_ in {"VBZ", "VBD"} and verb.dep_ == "conj" and (verb.head.i < start or verb.head.tag_ == "VBG")


def new_clause(doc: Doc, i: int, limit: int) -> bool:
    """Whether a clause with a subject or modal verb of its own begins after the conjunction or comma at `i`."""
    k = i + 1
    while k < limit and (doc[k].lower_ in BEFORE_VERB or doc[k].lower_ in {"and", "or", "but", "nor", "which", "who"}):
        if doc[k].lower_ == "to":
            return False
        k += 1
    if k >= limit:
        return True
    if doc[k].tag_ in {"WP", "WRB"} or doc[k].lower_ == "whether":
        return False
    if doc[k].pos_ == "AUX" and doc[k].tag_ == "VBP":  # "and do hereby order", "and are not allowed to"
        return True
    if doc[k].tag_ in {"MD", "VBZ", "VBD"} and doc[i].lower_ in {"and", "or", "but", ",", "nor"}:
        shared = {"relcl", "acl"} if doc[k].tag_ == "VBZ" else {"relcl", "acl", "advcl", "ccomp"}
        inner = doc[k].dep_ == "conj" and (doc[k].head.pos_ == "NOUN" or doc[k].head.dep_ in shared)
        return doc[k].tag_ == "MD" or not (inner or doc[k].dep_ in {"amod", "dobj", "pobj", "compound"})
    if _bound_anew(doc, k, limit):
        return True
    for t in doc[k : min(limit, k + 14)]:
        if t.text in {",", ";"} and t.i > k + 5:
            break
        if (
            t.dep_ in {"nsubj", "nsubjpass", "expl"}
            and i < t.left_edge.i <= k + 1  # not "*State and* local governments are"
            and t.head.i > t.i
            and t.head.dep_ in {"conj", "ROOT", "ccomp", "parataxis"}
        ):
            return doc[i].lower_ != "," or t.head.dep_ != "relcl"
    return False


def _bound_anew(doc: Doc, k: int, limit: int) -> bool:
    """Whether somebody else is bound from token `k` on: "and *the owner and his contractor shall* comply"."""
    for t in doc[k : min(limit, k + 14)]:
        if t.lower_ == "shall":
            return t.i > k and t.nbor(-1).pos_ != "CCONJ"  # "and the pay of keepers *and shall* report"
        if t.pos_ not in SUBJECT_WORDS or t.tag_ in {"WDT", "WP"} or t.text == ",":
            return False
    return False


def _list_goes_on(doc: Doc, comma: int, limit: int) -> bool:
    """Whether what follows a comma is a further member of a list, and not an aside, a tag or a new clause."""
    k = comma + 1
    if k < limit and doc[k].text in MARKS:
        k += 1
    if k >= limit:
        return False
    token = doc[k]
    if token.lower_ in {"and", "or", "nor"}:
        return not new_clause(doc, k, limit)
    if token.lower_ in ASIDES or token.lower_ in {
        "unless",
        "except",
        "if",
        "according",
        "including",
        "such",
        "as",
        "with",
        "after",
    }:
        return False
    if token.pos_ == "ADP" and token.lower_ in {"in", "on", "at", "from", "to", "for", "of", "within"}:
        return _short(doc, k, limit)
    if modifiers_go_on(doc, comma, limit):
        return True
    if token.tag_ == "VBG" and (doc[comma - 1].tag_ == "VBG" or _gerunds(doc, comma, limit)):
        return True  # "suspending, revising or rescinding any rule"
    head = _chunk_head(doc, k, limit)
    if head is None:
        return False
    if head.dep_ == "conj" or (token.pos_ == "ADJ" and token.dep_ in {"amod", "conj"}):
        return True
    return _and_ahead(doc, head.i + 1, limit) and token.lower_ not in {"a", "an"}


def _gerunds(doc: Doc, comma: int, limit: int) -> bool:
    """Whether gerunds follow one another: "monitoring, *evaluating and updating* the plan"."""
    after = comma + 2 < limit and doc[comma + 2].lower_ in {",", "and", "or"}
    return after and doc[comma - 1].lower_.endswith("ing")


def _short(doc: Doc, k: int, limit: int) -> bool:
    """Whether a phrase ends soon: "in other months or in other rooms"."""
    comma = next((t.i for t in doc[k:limit] if t.text in {",", ";"}), limit)
    return comma - k <= 14


def _chunk_head(doc: Doc, k: int, limit: int) -> Token | None:
    """The head of the noun phrase that begins at token `k`."""
    for t in doc[k : min(limit, k + 8)]:
        if t.pos_ in {"VERB", "AUX", "ADP", "SCONJ"} or t.text == ",":
            return None
        if t.pos_ in {"NOUN", "PROPN", "NUM", "PRON"} and t.dep_ not in {"compound", "nmod", "poss", "nummod"}:
            return t
    return None


def _and_ahead(doc: Doc, k: int, limit: int) -> bool:
    for t in doc[k : min(limit, k + 12)]:
        if t.lower_ in {"and", "or"}:
            return not new_clause(doc, t.i, limit)
        if t.pos_ in {"VERB", "AUX"} or t.text in DASHES:
            return False
    return False
