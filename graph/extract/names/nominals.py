"""Nominal mentions: noun phrases that refer by a common noun ("the mayor", "city agencies", "the order")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graph.extract.coref.norm_nouns import is_anaphor, is_direction, is_issued, is_judicial, is_proform, points_back
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, BODIES, GROUP, ORDER, ORGANIZATION, PERSON, PLACE, PLURAL, POLICY, Mention
from graph.extract.names.abstract_bodies import ABSTRACT, called_so, is_a_body
from graph.extract.names.nominal_bounds import PLACING, dated_end, ends_of, placed_beside, placed_end, start_of
from graph.extract.names.office_forms import office_forms, officers
from graph.extract.names.towns import is_native, names_people
from graph.model import EntityType

PARTISANS = frozenset({"Democrats", "Republicans", "Conservatives", "Liberals", "Tories"})
OF_PARTIES = frozenset({"opposition", "ruling", "governing", "progressive"})  # words before one's name
NOUN_SLOTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
NORM_SLOTS = NOUN_SLOTS | {"conj", "appos", "attr", "poss", "npadvmod"}
NEAR = 60  # tokens within which "another" is another of the norms spoken of
FAR = 150  # tokens after which "the second" no longer means the second of the orders
ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth"})
COURT_ORDER = frozenset({"restraining", "court", "injunctive", "gag", "protective", "removal", "deportation"})
EMERGENCY = frozenset({"emergency", "disaster"})


def nominal_mentions(doc: Doc, named: list[Mention]) -> list[Mention]:
    """Noun phrases with a head of our lexicon that no named mention covers, in order."""
    covered = {i for m in named for i in range(m.start, m.end)}
    covered |= {t.i for m in named if m.title is not None for t in m.title}
    sites = {m.head.lower_ for m in named if m.type is PLACE} & words("nouns", "named_facility")
    bodies = {w: m.type for m in named if m.type in BODIES and (w := m.span[-1].lower_) in ABSTRACT}
    result: list[Mention] = []
    offices = office_forms(doc)
    together = -FAR  # where orders were last spoken of together ("two orders … The first …")
    spoken, norm = -NEAR, ORDER  # where a norm was last spoken of, and of which type
    for chunk in _phrases(doc):
        head = chunk.root
        kind = None if head.i in covered and not _stands_for_people(head) else noun_type(head, chunk)
        if kind is ORDER and head.tag_ in PLURAL:
            together = head.i
        if head.lower_ in ORDINALS:
            kind = ORDER if head.i - together < FAR and _counts(head) else None
        if kind is None and head.lower_ in sites and head.i not in covered:
            kind = PLACE  # "the plant", where one is named
        if kind is None and head.i not in covered and called_so(head, chunk):
            kind = bodies.get(head.lower_)  # "the authority", where one is named
        if kind is None and head.i - spoken < NEAR and is_proform(head):
            kind = norm
        if kind is None and head.text in offices and head.dep_ in NORM_SLOTS:
            kind = PERSON
        if kind is None or (kind is GROUP and _makes_up(head)):
            continue
        if kind in (ORDER, POLICY):
            spoken, norm = head.i, kind
        start = start_of(chunk, covered)
        end, name_end = ends_of(head, kind)
        mention = Mention(doc[start:end], kind, name_of(doc[start:name_end]), named=False)
        mention.anaphor = kind is ORDER and is_anaphor(head) and not is_issued(head)
        if kind in (ORDER, POLICY, AGENCY, ORGANIZATION, PLACE):
            stop = placed_end(head, end, PLACING | {"by", "on", "against", "for"})
            stop = max(stop, dated_end(doc, end) if kind in (ORDER, POLICY) else placed_beside(head, end))
            mention.long = doc[start:stop] if stop > end else None
        if kind is PERSON and mention.span[0].lower_ in {"a", "an", "one", "another"}:
            stop = max(placed_end(head, end, PLACING), placed_beside(head, end))  # "a neighbor who rents a garage"
            mention.long = doc[start:stop] if stop > end else None
        result.append(mention)
        if kind is GROUP:
            first, stop = _quantity(doc, start), placed_beside(head, end)
            mention.long = doc[start if first is None else first : stop] if first is not None or stop > end else None
            covered.update(range(start, name_end))
    return result


def _quantity(doc: Doc, start: int) -> int | None:
    """Where the quantity before a collective begins: "*tens of thousands of* workers"."""
    if start < 2 or doc[start - 1].lower_ != "of":
        return None
    if doc[start - 2].lower_ not in words("nouns", "quantity") and doc[start - 2].pos_ != "NUM":
        return None
    edge = int(doc[start - 2].left_edge.i)
    return _quantity(doc, start - 2) or (edge if start - edge < 6 else start - 2)


def _phrases(doc: Doc) -> Iterator[Span]:
    """Base noun phrases in order, the owners inside them ("*the farmers'* plea"), norms that the model makes no phrase
    of, and the bare ordinals that stand for nouns ("The second sets up a council")."""
    ordinals = [
        t
        for t in doc
        if t.lower_ in ORDINALS and t.dep_ in NOUN_SLOTS and t.i and t.nbor(-1).lower_ in {"the", "a"} and _counts(t)
    ]
    chunks = list(doc.noun_chunks)
    inside = {c.root.i for c in chunks}
    owners = [t for c in chunks for t in c if t.dep_ == "poss" and t.i not in inside and _owns(t)]
    missed = [t for t in doc if t.i not in inside and t.dep_ in NORM_SLOTS and _speaks_of_norm(t)]
    found = [
        *chunks,
        *(doc[t.left_edge.i : t.i + 1] for t in [*owners, *missed]),
        *(doc[t.i - 1 : t.i + 1] for t in ordinals if t.i not in inside),
    ]
    yield from sorted(found, key=lambda c: (int(c.start), -int(c.end)))


def _owns(noun: Token) -> bool:
    """Whether an owner inside a phrase is spoken of: "the *union*'s president", of single ones bodies alone."""
    body = any(noun.lemma_.lower() in words("nouns", key) for key in ("agency", "organization"))
    return noun.tag_ == "NNS" or (noun.tag_ == "NN" and body)


def _counts(ordinal: Token) -> bool:
    """Whether an ordinal stands for a noun: "a third limits prices", no fraction as in "a third of her customers"."""
    article = ordinal.nbor(-1).lower_ if ordinal.i else ""
    return article != "a" or not any(c.lower_ == "of" for c in ordinal.rights)


def _speaks_of_norm(token: Token) -> bool:
    """Whether a noun that heads no base phrase speaks of a norm: "the stay-at-home *order*", "the *plan*'s legality",
    "the *circular*", which the model takes for an adjective."""
    lemma = token.lemma_.lower()
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or (token.tag_ == "NNS" and token.dep_ == "poss"):
        return False
    begun = token.left_edge.i < token.i and token.left_edge.pos_ in {"DET", "PRON", "PROPN", "NUM"}
    return begun and (lemma in words("nouns", "order") or lemma in words("nouns", "policy") or is_anaphor(token))


def _stands_for_people(head: Token) -> bool:
    """ "the Democrat said", "House Republicans": the word names the party and stands for a person or a collective."""
    before = head.doc[head.i - 1] if head.i else None
    if head.text in {"Democrat", "Republican", "Conservative", "Liberal"}:
        return (
            before is not None and before.lower_ in {"the", "that", "this", "every", "no"} and head.dep_ in NOUN_SLOTS
        )
    beside = [t for t in head.lefts if t.dep_ in {"compound", "amod", "nummod", "nmod"}]
    if head.text in PARTISANS and not OF_PARTIES.issuperset(t.lower_ for t in beside):
        return True
    placed = head.text in PARTISANS and head.i + 1 < len(head.doc) and head.nbor(1).lower_ in {"in", "on"}
    return (placed or _every(head)) and head.dep_ in NOUN_SLOTS


def _people(head: Token) -> bool:
    """ "Angelenos", "Somalis in Minnesota": the people of a place, a nation or a faith."""
    return names_people(head) and (head.tag_ == "NNPS" or head.lower_.endswith("enos"))


def _every(head: Token) -> bool:
    """ "every Democrat", "no Republican"."""
    partisan = head.text in PARTISANS or f"{head.text}s" in PARTISANS
    return partisan and any(t.lower_ in {"every", "no", "each"} for t in head.lefts)


def name_of(span: Span) -> str:
    """A noun phrase without articles before it."""
    tokens = list(span)
    while len(tokens) > 1 and (tokens[0].pos_ == "DET" or tokens[0].lower_ in {"the", "a", "an", "this", "that"}):
        tokens.pop(0)
    return doc_text(tokens)


def doc_text(tokens: list[Token]) -> str:
    """The text of adjoining tokens."""
    return "".join(t.text_with_ws for t in tokens).strip()


def noun_type(head: Token, chunk: Span) -> EntityType | None:
    """What a noun phrase refers to by its head, or None where the lexicon does not know it."""
    lower, lemma = head.lower_, head.lemma_.lower()
    opening = _plural_at_start(head)
    lemma = opening or officers(head) or lemma
    plural = head.tag_ in PLURAL or lower in {"people", "police"} or opening is not None
    if head.pos_ not in {"NOUN", "PROPN", "PRON"} or head.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}:
        return None
    modifiers = {t.lower_ for t in chunk if t.i < head.i}
    if lower in {"anyone", "anybody", "everyone", "nobody", "everybody", "those"} or (
        lower == "one" and "no" in modifiers
    ):
        return GROUP
    if head.text in PARTISANS or _every(head) or _band(head) or _people(head):
        return GROUP
    if head.pos_ == "PRON":
        return None
    if lemma == "order" and modifiers & COURT_ORDER:
        return POLICY
    if lemma == "order" and _in_order_to(head):
        return None
    if lemma == "state" and _state_of_emergency(head):
        return ORDER
    if lower == "police" or (lower == "justices" and chunk[0].lower_ == "the" and len(chunk) == 2):
        return AGENCY  # "the justices" are the court
    if (lower == "general" and "attorney" in modifiers) or is_native(head, chunk):
        return PERSON
    if lemma in EMERGENCY:
        return ORDER if _declared(head) or "state" in modifiers else None
    if lemma in words("nouns", "order"):
        return ORDER
    if lemma in words("nouns", "policy"):
        return POLICY
    if lemma == "direction":
        return ORDER if is_direction(head, chunk) else None
    if lemma == "situation" and "emergency" in modifiers and _declared(head):
        return ORDER
    if lemma == "decision" and is_judicial(head):
        return POLICY
    if is_anaphor(head) and (points_back(chunk) or is_issued(head)):
        return ORDER
    if lower in ABSTRACT and not is_a_body(head, modifiers):
        return None
    always = lower in words("nouns", "mass") and (head.pos_ != "PROPN" or head.is_sent_start)
    if plural or always:
        return GROUP if always or lemma in words("nouns", "group") or lemma in words("nouns", "person") else None
    if "no" in modifiers or "any" in modifiers or "each" in modifiers or "every" in modifiers or "all" in modifiers:
        return GROUP if lemma in words("nouns", "group") or lemma in words("nouns", "person") else None
    for key, kind in (
        ("place", PLACE),
        ("person", PERSON),
        ("agency", AGENCY),
        ("organization", ORGANIZATION),
        ("individual", PERSON),
        ("facility", PLACE),
    ):
        if lemma in words("nouns", key):
            return kind
    return GROUP if lower in {"public"} else None


def _plural_at_start(head: Token) -> str | None:
    """The lemma of a plural that its capital makes a name to the tagger: "*Inspectors* shut the bar"."""
    if head.tag_ != "NNP" or not head.is_sent_start or not head.lower_.endswith("s"):
        return None
    stems = (head.lower_[:-1], head.lower_[:-2], head.lower_[:-3] + "y")
    return next((stem for stem in stems if stem in words("nouns", "group")), None)


def _band(head: Token) -> bool:
    """ "a coalition of unions", "a team from the CDC": unnamed bodies known by whom they are made up of."""
    after = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else head
    if head.lemma_.lower() not in words("nouns", "band") or after.lower_ not in {"of", "from"}:
        return False
    return any(
        t.dep_ == "pobj" and (t.tag_ in PLURAL or after.lower_ == "from") for c in head.rights for t in c.children
    )


def _makes_up(head: Token) -> bool:
    """Whether people are told of only to say of whom a band is: "a coalition of *17 attorneys general*"."""
    of = head.head
    return (
        head.dep_ == "pobj"
        and of.lower_ == "of"
        and of.head.lemma_.lower() in words("nouns", "band")
        and _band(of.head)
    )


def _in_order_to(head: Token) -> bool:
    before = head.doc[head.i - 1].lower_ if head.i else ""
    after = head.doc[head.i + 1].lower_ if head.i + 1 < len(head.doc) else ""
    if before in {"hereby", "do"} or (after == "as" and head.doc[head.i + 2 : head.i + 3].text == "follows"):
        return True  # a verb, which the tagger takes for a noun
    return (before == "in" and after in {"to", "that", "for"}) or (
        before in {"and", "law"} and "law" in {t.lower_ for t in head.lefts}
    )


def _state_of_emergency(head: Token) -> bool:
    after = [t.lower_ for t in head.doc[head.i + 1 : head.i + 5]]
    return bool(after) and after[0] == "of" and bool({"emergency", "disaster"} & set(after))


def _declared(head: Token) -> bool:
    return head.dep_ in {"dobj", "nsubjpass", "oprd", "obj"} and head.head.lemma_ in {
        "declare",
        "proclaim",
        "issue",
        "announce",
        "impose",
    }


def declared(mention: Mention) -> Span | None:
    """ "*declared an emergency*", where that tells all that is known of an order."""
    head = mention.head
    told = head.lemma_ in EMERGENCY and head.dep_ == "dobj" and head.head.i < mention.start
    return mention.span.doc[head.head.i : mention.end] if told and _declared(head) else None


def is_definite(mention: Mention) -> bool:
    """Whether a nominal mention points back ("the order", "this order", "that governor")."""
    first = mention.span[0].lower_
    return first in {"the", "this", "that", "these", "those", "said", "such", "both"}


def is_indefinite(mention: Mention) -> bool:
    """Whether a nominal mention introduces something ("an order", "another directive", "two orders")."""
    first = mention.span[0]
    return (
        first.lower_ in {"a", "an", "another", "some", "any", "one", "two", "three", "several", "new"} or first.like_num
    )
