"""Third-person pronouns: the nearest earlier subject that they can stand for."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Token

from graph.extract.coref.gender import HE, SHE, agrees
from graph.extract.mention import AGENCY, GROUP, ORDER, ORGANIZATION, PERSON, PLACE, POLICY
from graph.extract.referent import Referent

SINGULAR = frozenset({"he", "she", "his", "her", "him", "himself", "herself", "hers"})
PLURAL = frozenset({"they", "them", "their", "themselves", "theirs"})
NEUTER = frozenset({"it", "its", "itself"})
PRONOUNS = SINGULAR | PLURAL | NEUTER
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SENTENCES = 4  # how far back an antecedent may stand


def pronoun_fits(pronoun: Token, referent: Referent) -> bool:
    """Whether a third-person pronoun can stand for a referent."""
    lower = pronoun.lower_
    if lower in SINGULAR:
        return referent.type is PERSON and agrees(lower, referent)
    if lower in PLURAL:
        return referent.type in (GROUP, AGENCY, ORGANIZATION)
    return referent.type in (AGENCY, ORGANIZATION, ORDER, POLICY, PLACE)


def quoted_tokens(doc: Doc) -> frozenset[int]:
    """Tokens inside quotation marks, paragraph by paragraph."""
    inside, found = False, set()
    for i, form in enumerate([t.text for t in doc]):
        if "\n" in form:
            inside = False
        elif form in {"“", "”", '"', "``", "''"}:
            inside = form in {"“", "``"} or (form == '"' and not inside)
        elif inside:
            found.add(i)
    return frozenset(found)


def antecedent(
    doc: Doc, pronoun: Token, look: Callable[[Token], Referent | None], quoted: frozenset[int] = frozenset()
) -> Referent | None:
    """The nearest fitting subject before a pronoun, its own sentence first; failing that, any fitting person.

    Outside quotation marks, what stands inside them (`quoted`) is passed over.
    """
    told = _parallel(pronoun, look)
    if told is not None:
        return told
    if pronoun.i not in quoted:
        found = _search(doc, pronoun, lambda t: None if t.i in quoted else look(t))
        if found is not None:
            return found
    return _search(doc, pronoun, look) or _subject_after(pronoun, look)


def _parallel(pronoun: Token, look: Callable[[Token], Referent | None]) -> Referent | None:
    """Who has the same part in the clause that a pronoun's own is joined to: "*The bureau* wants more, when the Boys
    march, and *it* asked for some", "agents shot *a man* and arrested *him*"."""
    verb, first = pronoun.head, pronoun.head.head
    if verb.dep_ != "conj" or first.pos_ not in {"VERB", "AUX"} or pronoun.i < first.i:
        return None
    part = SUBJECTS if pronoun.dep_ in SUBJECTS else {pronoun.dep_}
    shared = not any(c.dep_ in SUBJECTS for c in verb.lefts)
    if pronoun.dep_ not in SUBJECTS and not (pronoun.dep_ == "dobj" and shared):
        return None
    alike = next((c for c in first.children if c.dep_ in part and c.i < pronoun.i), None)
    found = None if alike is None or _other_sex(alike, pronoun) else look(alike)
    return found if found is not None and pronoun_fits(pronoun, found) else None


def _other_sex(token: Token, pronoun: Token) -> bool:
    """Whether one of two pronouns is "he" and the other "she"."""
    return {token.lower_ in HE, pronoun.lower_ in HE} == {True, False} == {token.lower_ in SHE, pronoun.lower_ in SHE}


def _subject_after(pronoun: Token, look: Callable[[Token], Referent | None]) -> Referent | None:
    """Who does what the sentence tells after a clause that speaks of him: "A day after *his* veto fell, Lee signed"."""
    root = pronoun.sent.root
    if pronoun.lower_ not in SINGULAR or root.i < pronoun.i or root in (pronoun.head, pronoun.head.head):
        return None
    subject = next((c for c in root.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.i > pronoun.i), None)
    found = None if subject is None else look(subject)
    return found if found is not None and found.type is PERSON and pronoun_fits(pronoun, found) else None


def _people_before(doc: Doc, pronoun: Token, look: Callable[[Token], Referent | None]) -> Referent | None:
    """The collective that "they" means: a subject of this sentence or the one before, else any in the one before,
    or in this one if it is no subject itself."""
    for start, end in _sentences_before(doc, pronoun)[: 1 if pronoun.dep_ == "poss" else 2]:
        subjects = [t for t in doc[start:end] if t.dep_ in {"nsubj", "nsubjpass"} and not _own_subject(t, pronoun)]
        before = end <= pronoun.sent.start or pronoun.dep_ != "nsubj"
        others = [t for t in doc[start:end] if t.tag_ == "NNS" and not _own_subject(t, pronoun)] if before else []
        for token in (*reversed(subjects), *reversed(others)):
            found = look(token)
            if found is not None and found.type is GROUP:
                return found
    return None


def _search(doc: Doc, pronoun: Token, look: Callable[[Token], Referent | None]) -> Referent | None:
    if pronoun.lower_ in PLURAL:
        people = _people_before(doc, pronoun, look)
        if people is not None:
            return people
    actors = [look(t) for t in pronoun.sent if t.i < pronoun.i and t.dep_ in SUBJECTS and _own_subject(t, pronoun)]
    actors += [look(t) for t in pronoun.sent if t.i < pronoun.i and _other_sex(t, pronoun)]
    for number, (start, end) in enumerate(_sentences_before(doc, pronoun)):
        if number == 0 and pronoun.dep_ == "poss":
            for token in reversed(list(doc[start:end])):
                found = look(token) if token.pos_ in {"PROPN", "NOUN"} else None
                if found is not None and pronoun_fits(pronoun, found) and found.type is not GROUP:
                    return found
        subjects = [t for t in doc[start:end] if t.dep_ in {"nsubj", "nsubjpass"} and not _own_subject(t, pronoun)]
        for token in subjects if number else reversed(subjects):
            found = look(token)
            if found is not None and pronoun_fits(pronoun, found) and (number or found not in actors):
                return found
        if number == 0 and pronoun.lower_ not in SINGULAR:
            continue
        for token in reversed(list(doc[start:end])):
            found = look(token) if token.pos_ in {"PROPN", "NOUN", "PRON"} else None
            if number == 0 and (found in actors or _own_subject(token, pronoun)):
                continue
            if found is not None and pronoun_fits(pronoun, found) and found.type in (PERSON, ORDER, AGENCY):
                return found
    return None


def _own_subject(subject: Token, pronoun: Token) -> bool:
    """Whether a token is the subject of the very verb whose object the pronoun is ("Lee called him" is not Lee)."""
    if pronoun.dep_ not in {"dobj", "pobj", "dative"} or pronoun.lower_.endswith(("self", "selves")):
        return False
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    return subject.head.i == verb.i


def _sentences_before(doc: Doc, pronoun: Token) -> list[tuple[int, int]]:
    start = pronoun.sent.start
    result = [(start, pronoun.i)]
    while start > 0 and len(result) < SENTENCES:
        previous = doc[start - 1].sent
        if not all(t.is_space for t in previous):
            result.append((previous.start, previous.end))
        start = previous.start
    return result
