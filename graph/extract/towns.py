"""Places that the model takes for people or companies, told by how their names stand anywhere in the document."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.forms import is_region
from graph.extract.lexicon import table

WHERE = frozenset({"in", "at", "near", "outside", "across", "around", "throughout", "toward", "through"})
SEATED = frozenset(
    {
        "mayor",
        "manager",
        "sheriff",
        "alderman",
        "citizen",
        "city",
        "town",
        "village",
        "resident",
        "voter",
        "suburb",
        "outskirt",
    }
)
GOVERNED = frozenset({"City", "County", "Mayor", "Police", "Township", "Gov."})
NATIVES = frozenset({"resident", "attorney", "lawyer", "native", "voter", "man", "woman", "teenager", "homeowner"})
PEOPLES = ("ans", "ers", "ites", "ese", "ists", "ims", "ews", "ishes", "is")
PLACES = frozenset({"city", "town", "county", "village", "suburb", "municipality", "community", "borough"})
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
    for row in _rows(doc):
        if any(t.ent_type_ == "GPE" or t.text in found for t in row):
            found |= {t.text for t in row if t.ent_type_ in UNKNOWN and t.text not in surnames}
    return frozenset(found)


def of_office(doc: Doc, i: int) -> bool:
    """Whether a name stands where an office's place does: "the city manager of *Chelsea*", "mayor of *Lynn*"."""
    return i > 1 and doc[i - 1].lower_ == "of" and doc[i - 2].lemma_.lower() in SEATED


def names_people(token: Token) -> bool:
    """ "Iowans", "Angelenos", "Muslims", "Portlanders": the people of a place or a faith."""
    if not token.text[:1].isupper() or token.tag_ not in {"NNPS", "NNS", "NNP"}:
        return False
    return token.lower_.endswith("enos") or (token.tag_ != "NNP" and token.lower_.endswith(PEOPLES))


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
    if before is None or after is None:
        return False
    if (before.lower_ == "of" and i > 1 and doc[i - 2].ent_type_ == "PERSON") or of_office(doc, i):
        return True
    if token.dep_ in {"appos", "conj"} and any(
        t.lemma_.lower() in PLACES for t in token.ancestors if t.i in (i - 1, i - 2, i - 3)
    ):
        return True
    native = after.lower_ in NATIVES or after.text in table("titles")["parties"]
    return (before.lower_ in {"a", "an"} and native) or after.text in GOVERNED


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
