"""Common words with a capital that the model takes for people: "Nightclub owner Rex Pike", "the Sgt."."""

from __future__ import annotations

from spacy.tokens import Doc

from graph.extract.lexicon import table, words


def is_common_word(doc: Doc, start: int, end: int) -> bool:
    """Whether a would-be person of one word is none: a title, or a noun that only says what another one is of.

    Nobody's full name ends with it, and it stands before a common noun at a sentence's beginning or after "the".
    """
    token = doc[start]
    if end - start != 1 or token.text in {e[-1].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1}:
        return False
    if token.text in table("titles")["abbreviations"] or f"{token.text}." in table("titles")["abbreviations"]:
        return True
    if token.lower_.endswith("s") and token.lower_.removesuffix("s") in words("nouns", "group"):
        return True  # "Opponents booed"
    after, before = (doc[end] if end < len(doc) else None), (doc[start - 1] if start else None)
    described = token.dep_ == "compound" and after is not None and after.tag_ in {"NN", "NNS"}
    again = any(t.lower_ in {token.lower_, f"{token.lower_}s"} and t.is_lower and t.pos_ == "NOUN" for t in doc)
    article = before is not None and before.lower_ in {"the", "a", "an"} and not described
    return article or (token.is_sent_start is True and described) or again
