"""Short forms that a text gives officers, not the bodies they serve: "the Administrator of General Services
(Administrator)", "the Assistant to the President for National Security Affairs (APNSA)"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.extract.forms import initials
from graph.extract.lexicon import words

LINKS = frozenset({"of", "for", "the", "to", "and", "on", "in"})
TOGETHER = frozenset({"co-chair", "vice-chair", "co-lead"})
HEADS = frozenset({"secretary", "administrator", "director", "commissioner", "chair", "governor", "trustee"})
LONGEST = 14  # tokens of an office's name


def office_forms(doc: Doc) -> frozenset[str]:
    """What a text calls officers for short: one word in brackets right after the office."""
    opened = (t for t in doc[: max(0, len(doc) - 2)] if t.text == "(" and doc[t.i + 2].text == ")")
    return frozenset(doc[t.i + 1].text for t in opened if is_office_form(doc[t.i + 1], t.i))


def is_office_form(short: Token, before: int) -> bool:
    """Whether a word in brackets is an officer's, whose office ends before the token `before`."""
    doc, letters = short.doc, short.text.isupper() and short.is_alpha and 1 < len(short) < 8
    k = before - 1
    while k > 0 and before - k <= LONGEST and (doc[k].text[:1].isupper() or doc[k].lower_ in LINKS):
        if doc[k].text[:1].isupper() and doc[k].lower_ in words("nouns", "person") and doc[k + 1].lower_ in LINKS:
            if doc[k].lower_ == short.lower_:
                return True
            of = " ".join(t.text for t in doc[k + 2 : before] if t.lower_ not in LINKS)
            if letters and doc[k].text[0] == short.text[0] and short.text not in initials(of):
                return True
        k -= 1
    return False


def officers(head: Token) -> str | None:
    """The lemma of officers whom a text in capitals means together: "the *Co-Chairs*", "the *Secretaries*"."""
    if head.tag_ != "NNPS":
        return None
    lemma = f"{head.lower_[:-3]}y" if head.lower_.endswith("ies") else head.lower_[:-1]
    alone = [c.lower_ for c in head.lefts] == ["the"] and not any(c.lower_ == "of" for c in head.rights)
    return lemma if lemma in TOGETHER or (alone and lemma in HEADS) else None
