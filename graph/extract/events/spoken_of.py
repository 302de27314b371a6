"""Norms that only an act speaks of: "struck down *the 1945 law*", "vetoed *the bill behind it*"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from graph.extract.coref.norm_traits import norm_class
from graph.extract.lexicon import words
from graph.extract.mention import POLICY, Mention
from graph.extract.names.nominal_bounds import PLACING, ends_of, placed_end, start_of
from graph.extract.reading import Reading
from graph.extract.referent import Referent

WHICH = frozenset({"on", "against", "behind"})
FEW = frozenset({"a", "an", "another", "any", "every", "no", "both", "some"})
BILLS = frozenset({"bill", "statute", "ordinance"})
PARTS = frozenset({"clause", "section", "provision", "part", "article", "rule"})  # of a norm
SAME = frozenset("same new latest executive emergency whole entire very own".split())


def told_apart(noun: Token) -> bool:
    """Whether a phrase says of which norm it speaks, or that it speaks of several or of one not known before."""
    begun = next((c.lower_ for c in noun.lefts if c.dep_ == "det"), "")
    if begun in FEW and noun.lemma_.lower() in BILLS:  # "a bill that would undo the order"
        return True
    own = begun in FEW and any(
        t.lower_ in {"that", "which"} and t.dep_ == "nsubj" for c in noun.rights for t in c.lefts
    )
    said = not own and any(c.dep_ == "relcl" for c in noun.rights)
    if not _norm_noun(noun) or said:  # "limits that Lee had set": the order's; not "a rule that would have closed it"
        return False
    if begun in FEW:
        return True
    lefts = [c for c in noun.lefts if c.dep_ in {"compound", "nummod", "amod", "nmod", "poss"}]
    marks = [c for c in lefts if c.lower_ not in SAME and (c.dep_ != "poss" or c.pos_ == "PROPN")]
    if marks or (begun == "the" and any(c.dep_ == "prep" and c.lower_ in WHICH for c in noun.rights)):
        return True
    return noun.tag_ == "NNS" and not begun and not any(c.dep_ == "poss" for c in lefts)


def _norm_noun(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    known = lemma in words("nouns", "policy") | words("nouns", "order") and norm_class(noun) != "any"
    return noun.pos_ in {"NOUN", "PROPN"} and (known or lemma in words("events", "voted_on"))


def norm_apart(reading: Reading, noun: Token) -> Referent | None:
    """The norm that a phrase tells apart from those known, made where it is first met; None where it does not."""
    if not told_apart(noun):
        return None
    mention = _mention(reading.doc, noun)
    same = (r for r in reading.referents if r.type is POLICY and not r.named and r.name == mention.name)
    referent = next(same, None)
    if referent is None:
        referent = Referent(POLICY, mention.name)
        reading.referents.append(referent)
    referent.add(mention)
    for i in range(mention.start, mention.end):
        reading.discourse.by_token.setdefault(i, referent)
        reading.discourse.mention_at.setdefault(i, mention)
    return referent


def _mention(doc: Doc, head: Token) -> Mention:
    start = start_of(doc[head.left_edge.i : head.i + 1], set())
    end, name_end = ends_of(head, POLICY)
    name = [t for t in doc[start:name_end] if t.i > start or t.pos_ != "DET"]
    mention = Mention(doc[start:end], POLICY, "".join(t.text_with_ws for t in name).strip(), named=False)
    stop = placed_end(head, end, PLACING | {"by", "on", "against", "for"})
    mention.long = doc[start:stop] if stop > end else None
    return mention


def another(noun: Token) -> bool:
    """As in "upheld *a similar limit*", "backs *another* step": one not spoken of before."""
    return any(c.lower_ in {"another", "similar", "separate", "comparable", "different"} for c in noun.lefts)


def over_another(over: Iterable[Token]) -> bool:
    """As in "walked off the job over *pay*": over what is no norm."""
    things = [t for t in over if t.pos_ == "NOUN" and t.ent_type_ not in {"DATE", "TIME"}]
    return bool(things) and not any(
        t.lemma_.lower() in words("stance", "measure") | words("events", "ruling") | PARTS for t in things
    )
