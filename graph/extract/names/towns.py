"""Places that the model takes for people or companies, told by how their names stand anywhere in the document."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graph.extract.forms import is_region, native_of
from graph.extract.lexicon import table, words
from graph.extract.mention import PLACE, Candidate
from graph.extract.names.persons import is_title_word

WHERE = frozenset({"in", "at", "near", "outside", "across", "around", "throughout", "toward", "through"})
MISTAKEN = frozenset({"NORP", "PRODUCT", "EVENT", "WORK_OF_ART"})
PEOPLED = ("ish", "ese", "an", "ic", "ians", "ers", "ists", "ism", "im", "i")  # "in *Spanish*", "in *Arabic*"
WITHIN_PLACES = words("names", "within_places")
TOWARDS = frozenset({"north", "south", "east", "west", "outskirts"})
SEATED = words("names", "seated")
GOVERNED = frozenset({"City", "County", "Mayor", "Police", "Township", "Gov."})
NATIVES = frozenset({"resident", "attorney", "lawyer", "native", "voter", "man", "woman", "teenager", "homeowner"})
PEOPLES = ("ans", "ers", "ites", "ese", "ists", "ims", "ews", "ishes", "is")
CAME = words("names", "came")
ALLIED = words("names", "allied")
SENT = words("names", "sent")
RULERS = words("names", "rulers")
AHEAD = words("names", "ahead")
PLACES = frozenset({"city", "town", "county", "village", "suburb", "municipality", "community", "borough"})
DAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July".split()
)
DAYS |= frozenset("August September October November December".split())
UNKNOWN = frozenset({"PERSON", "ORG"})


def towns(doc: Doc) -> frozenset[str]:
    """Single words that stand at least once where a place does: "in Margate", "a Folsom Republican", "Mandera and
    Wajir" beside a known place. Surnames of people named in full count only after a preposition of place."""
    people = [e for e in doc.ents if e.label_ == "PERSON"]
    surnames = {e[-1].text for e in people if len(e) > 1}
    found = {t.text for e in people for t in e if _a_name(t) and _located(t) and not _owns(t, surnames)}
    single = [e[0] for e in doc.ents if len(e) == 1 and e.label_ in UNKNOWN and _a_name(e[0])]
    known = {e.text for e in doc.ents if e.label_ == "GPE"}
    found |= {t.text for t in single if t.text not in surnames and (t.text in known or _stands_as_place(t))}
    found |= {t.text for t in single if t.ent_type_ == "ORG" and t.text in table("names")["capitals"]}  # "*Bucharest*"
    found |= {t.nbor(-1).text for t in doc if t.text == "County" and t.i and _a_name(t.nbor(-1))}
    for row in _rows(doc):
        if any(t.ent_type_ == "GPE" or t.text in found for t in row):
            found |= {t.text for t in row if t.ent_type_ in UNKNOWN and t.text not in surnames}
    return frozenset(found)


def hyphened_places(doc: Doc) -> Iterator[Candidate]:
    """Places with hyphens around a small word: "Savanna-la-Mar", "Stratford-upon-Avon"."""
    for small in (t for t in doc[2:-2] if t.lower_ in WITHIN_PLACES and t.nbor(-1).text == t.nbor().text == "-"):
        first, last = small.nbor(-2), small.nbor(2)
        joined = not (first.whitespace_ or small.whitespace_ or small.nbor().whitespace_ or small.nbor(-1).whitespace_)
        if joined and first.text[:1].isupper() and last.text[:1].isupper():
            yield Candidate(first.i, last.i + 1, PLACE, 1)


def unmarked_places(doc: Doc, shouted: frozenset[int]) -> Iterator[Candidate]:
    """Names that the model takes for nothing, and that stand once where a place does: "near *Eucla*", "in the
    *Tenderloin*"; every standing of them. `shouted`: tokens where capitals tell nothing."""
    for token in doc:
        if token.text in RULERS and token.i not in shouted and len(ruled := _ruled(doc, token.i)):
            yield Candidate(ruled.start, ruled.end, PLACE, 4)
    names = {name.text for t in doc if t.i not in shouted and len(name := _told(doc, t))}
    if not names:
        return
    firsts = {name.split()[0] for name in names}
    for token in doc:
        if token.text in firsts and len(name := _run(doc, token.i)) and name.text in names:
            yield Candidate(name.start, name.end, PLACE, 6)


def _ruled(doc: Doc, i: int) -> Span:
    """The name before the title of somebody named: "*St. Paul* Mayor Ann Lee", "*Haute-Garonne* prefect Ann Lee"."""
    start = i
    while start and i - start < 4 and (_part(doc[start - 1]) or (doc[start - 1].text == "-" and start < i)):
        start -= 1
    named = i + 1 < len(doc) and doc[i + 1].text[:1].isupper() and doc[i + 1].pos_ == "PROPN"
    whole = start < i and doc[start].text != "-" and not any(t.ent_type_ in {"GPE", "DATE"} for t in doc[start:i])
    return doc[start:i] if named and whole and not is_region(doc[start:i].text) else doc[i:i]


def _part(token: Token) -> bool:
    plain = token.text[:1].isupper() and token.pos_ == "PROPN" and token.text not in table("titles")["parties"]
    return plain and not is_title_word(token) and token.text not in DAYS and token.lower_ not in AHEAD


def _told(doc: Doc, token: Token) -> Span:
    """The unmarked name that a word tells to be a place; empty where it tells none."""
    if token.lower_ in WHERE or (token.lower_ == "of" and token.i and doc[token.i - 1].lower_ in TOWARDS):
        return _unmarked(doc, token.i + 1)
    if token.lower_ == "from" and _comes_from(token, token.i + 1):
        return _unmarked(doc, token.i + 1)
    if token.text in table("titles")["parties"] and token.i > 1 and doc[token.i - 2].lower_ in {"a", "an", "the"}:
        return doc[token.i - 1 : token.i - (not _may_be_place(doc[token.i - 1]))]
    beside = token.dep_ == "conj" and not token.ent_type_ and any(c.ent_type_ == "GPE" for c in token.conjuncts)
    return _run(doc, min([token.i, *(c.i for c in token.lefts if c.dep_ == "compound")])) if beside else doc[0:0]


def _unmarked(doc: Doc, i: int) -> Span:
    """The unmarked name at a token, after "the" where it stands."""
    return _run(doc, i + 1 if i < len(doc) and doc[i].lower_ == "the" else i)


def _run(doc: Doc, start: int) -> Span:
    end = start
    while end < len(doc) and _may_be_place(doc[end]):
        end += 1
    after = doc[end].text if end < len(doc) else ""
    goes_on = after[:1].isupper() and after not in table("titles")["parties"]  # "a Lynn Democrat"
    goes_on = goes_on or after in {"-", "’s", "'s"} or (end < len(doc) and doc[end].like_num)
    return doc[start:start] if goes_on or end - start > 3 else doc[start:end]


def _may_be_place(token: Token) -> bool:
    lemma = token.lemma_.lower()
    common = any(lemma in words("nouns", key) for key in ("person", "group", "place")) or token.text in DAYS
    plain = token.pos_ == "PROPN" and token.text.istitle() and token.is_alpha and len(token) > 2
    return plain and _unknown(token) and not common and token.text not in table("titles")["parties"]


def _unknown(token: Token) -> bool:
    """Whether the model takes a word for nothing, or alone for a people, a product or a play: "near *Pama*"."""
    alone = token.ent_iob_ == "B" and (token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I")
    odd = alone and token.ent_type_ in MISTAKEN and token.tag_ == "NNP" and not token.lower_.endswith(PEOPLED)
    return not token.ent_type_ or odd


def of_office(doc: Doc, i: int) -> bool:
    """Whether a name stands where an office's place does: "the city manager of *Chelsea*", "mayor of *Lynn*"."""
    return i > 1 and doc[i - 1].lower_ == "of" and doc[i - 2].lemma_.lower() in SEATED


def names_people(token: Token) -> bool:
    """ "Iowans", "Angelenos", "Muslims", "Portlanders": the people of a place or a faith."""
    if not token.text[:1].isupper() or token.tag_ not in {"NNPS", "NNS", "NNP"}:
        return False
    return token.lower_.endswith("enos") or (token.tag_ != "NNP" and token.lower_.endswith(PEOPLES))


def is_native(head: Token, chunk: Span) -> bool:
    """As in "*the Kentuckian* said"."""
    one = head.tag_ == "NNP" and head.ent_type_ == "NORP" and len(chunk) == 2 and chunk[0].lower_ == "the"
    said = one and head.dep_ == "nsubj" and head.head.lemma_.lower() in words("cues", "say")
    return said and any(t.ent_type_ == "GPE" and native_of(head.text, t.text) for t in head.doc)


def _owns(token: Token, surnames: set[str]) -> bool:
    """As in "at *Hochul's* request", where Kathy Hochul is known."""
    return token.text in surnames and any(c.dep_ == "case" for c in token.rights)


def _a_name(token: Token) -> bool:
    return token.text[:1].isupper() and token.is_alpha


def _located(token: Token) -> bool:
    """ "in *Margate*", "*Clinton*, Md.", "the mayor of *Lynn*"."""
    doc, i = token.doc, token.i
    before = doc[i - 1].lower_ if i else ""
    after = doc[i + 1] if i + 1 < len(doc) else None
    ends = after is None or after.ent_type_ != "PERSON" or after.text in {",", "."}
    region = after is not None and after.text == "," and i + 2 < len(doc) and is_region(doc[i + 2].text)
    return (before in WHERE or region or of_office(doc, i)) and ends


def _stands_as_place(token: Token) -> bool:
    """ "Rep. John Wilson of *Lawrence*", "a *Clinton* resident", "*Burien* Mayor Kevin Schilling"."""
    doc, i = token.doc, token.i
    before = doc[i - 1] if i else None
    after = doc[i + 1] if i + 1 < len(doc) else None
    if after is not None and after.lower_ in {"residents", "voters", "homeowners", "natives"}:
        return True
    if before is None or after is None:
        return False
    if (before.lower_ == "of" and i > 1 and doc[i - 2].ent_type_ == "PERSON") or of_office(doc, i):
        return True
    if token.dep_ in {"appos", "conj"} and any(
        t.lemma_.lower() in PLACES for t in token.ancestors if t.i in (i - 1, i - 2, i - 3)
    ):
        return True
    party = after.text in table("titles")["parties"]
    native = after.lower_ in NATIVES or party or (token.ent_type_ == "PERSON" and _works(after))
    if before.lower_ == "from" and _comes_from(before, i):
        return True
    told = (before.lower_ in {"a", "an"} and native) or (before.lower_ == "the" and party)
    return told or after.text in GOVERNED


def _works(token: Token) -> bool:
    """Whether a noun tells of one by work or kin, who has a town beside it: "a *Houghton* shopkeeper"."""
    lemma = token.lemma_.lower()
    return token.tag_ == "NN" and lemma in words("nouns", "individual") and lemma not in ALLIED


def _comes_from(preposition: Token, name: int) -> bool:
    """ "an engineer from *Kent*", "a Republican from *Weedsport*", "were flown in from *Darwin*"."""
    above, doc = preposition.head, preposition.doc
    after = doc[name + 1].lower_ if name + 1 < len(doc) else ""
    if after in {"'s", "’s"}:
        return False
    if above.pos_ in {"VERB", "AUX"} or above.lower_ in {"in", "up", "over", "back"}:
        verb = above if above.pos_ in {"VERB", "AUX"} else above.head
        return verb.lemma_ in CAME or after == "to"
    lemma = above.lemma_.lower()
    people = any(lemma in words("nouns", key) for key in ("person", "individual", "group"))
    return above.text in table("titles")["parties"] or (people and above.i == preposition.i - 1 and lemma not in SENT)


def _rows(doc: Doc) -> Iterator[list[Token]]:
    """Single names in a row: "Mandera, Garissa, Wajir and Isiolo"."""
    row: list[Token] = []
    for token in doc:
        joined = bool(row) and token.i - row[-1].i <= 1 + (doc[token.i - 2].text == ",")
        if (not row or not joined) and _a_name(token) and token.ent_type_ in {*UNKNOWN, "GPE"}:
            row.append(token)
        elif token.text in {",", "and", "or"} and row:
            continue
        else:
            if len(row) > 1:
                yield row
            row = []
