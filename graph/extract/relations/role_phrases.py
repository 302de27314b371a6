"""Where the text says who holds what: appositions, "who heads …", "led by …", "became …". The role table's rows."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.frames import noun_phrases
from graph.extract.lexicon import words
from graph.extract.mention import PLURAL, Mention
from graph.extract.relations.roles import Role, clean, is_role_word, role_in, title_start

LEADS = frozenset({"lead", "head", "chair", "run", "direct", "oversee", "helm", "command", "manage"})
LED = words("nouns", "led")
PLURALS = frozenset({"Sens", "Reps", "Govs", "Dels", "Cllrs"})
INSIDE = frozenset({"pobj", "prep", "compound", "amod", "nmod"})
ROLE_SPAN = 9  # tokens from an office's noun to the comma after what it is of
SERVING = frozenset({"serve", "act", "take", "work", "remain", "continue", "return", "double"})
SOUGHT = frozenset({"senate", "congress", "house", "parliament", "council", "assembly", "legislature"})


def roles_of(mention: Mention) -> Iterator[Role]:
    """Every role that the text gives a person at this mention."""
    if mention.title is not None:
        yield from role_in(mention.title)
    head = mention.head
    for child in head.children:
        if child.dep_ == "appos" and child.i >= mention.end:
            yield from _phrase_roles(child)
            for clause in child.children:
                if clause.dep_ == "relcl":  # "a bartender who heads the committee"
                    yield from _relative_roles(clause)
        if child.dep_ == "relcl":  # "who is mayor of Lynn", "who was ill and now leads the NDP"
            for clause in (child, *child.conjuncts):
                yield from _relative_roles(clause, of=child)
    if head.dep_ == "appos" and head.head.i < mention.start and not in_list_after(head.head, mention):
        yield from _phrase_roles(_described(head.head), before=mention.start)  # "the acting head of ICE, Todd Lyons"
    yield from _enclosed(mention)
    led = head.head.head  # "the agency, led by Ann Lee", "a council to be chaired by Ann Lee"
    if head.dep_ == "pobj" and head.head.dep_ == "agent" and led.lemma_ in LEADS and led.dep_ in {"acl", "relcl"}:
        yield from _headships(led, led.head)
    yield from _assumed_roles(head)
    if mention.title is None and head.dep_ == "conj":
        yield from _shared_title(head.head)
    if head.dep_ == "attr" and head.head.lemma_ == "be":  # "whose chair is Ann Lee"
        for child in head.head.lefts:
            if child.dep_ == "nsubj" and is_role_word(child):
                yield from _phrase_roles(child)
    if head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_ == "be":
        for child in head.head.children:
            if child.dep_ == "attr" and is_role_word(child):
                yield from _phrase_roles(child)


def _enclosed(mention: Mention) -> Iterator[Role]:
    """The role before a name between commas that the parser hung elsewhere: "according to *its chair*, Ann Lee, …"."""
    doc, start = mention.span.doc, mention.start
    after = doc[mention.end : mention.end + 1].text
    if mention.title is not None or mention.head.dep_ == "appos" or start < 3 or doc[start - 1].text != ",":
        return
    noun = doc[start - 2]
    while not is_role_word(noun) and noun.dep_ in INSIDE and start - ROLE_SPAN < noun.head.i < noun.i:
        noun = noun.head
    before = doc[noun.left_edge.i : noun.i]
    owned = any(t.dep_ in {"poss", "det"} and t.lower_ not in {"a", "an"} for t in before)
    others = any(t.ent_type_ == "PERSON" for t in doc[noun.i : start - 1])
    if after in {",", "."} and is_role_word(noun) and owned and not others and noun.tag_ not in PLURAL:
        yield from _phrase_roles(noun, before=start - 1)


def in_list_after(noun: Token, mention: Mention) -> bool:
    """ "the governor, Attorney General Ann Lee and their aides": a list, where a title of her own shows that the person
    is not the one before the comma."""
    return mention.title is not None and noun.i < mention.start and any(c.dep_ == "conj" for c in mention.head.children)


def _shared_title(first: Token) -> Iterator[Role]:
    """The title of the first of several, written once: "*Sens.* Ann Lee of Ohio and Bo Roe of Iowa"."""
    start = first.i
    while start > 0 and first.doc[start - 1].ent_type_ == "PERSON" and first.doc[start - 1].ent_iob_ != "O":
        start -= 1
    title = first.doc[title_start(first.doc, start) : start]
    if any(is_role_word(t) and (t.tag_ in PLURAL or t.text.rstrip(".") in PLURALS) for t in title):
        yield from role_in(title)


def _described(noun: Token) -> Token:
    """The role noun that an apposition is meant for, where the parser hung it on the body ("head of the Bureau, …")."""
    top = noun
    if any(c.dep_ == "poss" and c.pos_ == "PRON" for c in noun.children):
        return noun  # "a spokesman for his rival, Ann Lee" speaks for Lee
    while not is_role_word(top) and top.dep_ in {"pobj", "prep"} and top.head.i < top.i:
        top = top.head
    return top if is_role_word(top) else noun


def _relative_roles(verb: Token, of: Token | None = None) -> Iterator[Role]:
    """What a relative clause tells; `of`: the clause's first verb, which has the "who"."""
    if verb.lemma_ == "be":
        for child in verb.children:
            if child.dep_ == "attr" and is_role_word(child):
                yield from _phrase_roles(child)
        return
    sought = next((o for p in verb.rights if p.lower_ == "for" for o in p.children if o.dep_ == "pobj"), None)
    if verb.lemma_ in {"run", "campaign", "stand"} and sought is not None:
        yield from _candidacy(sought)
        return
    verb = _second_half(verb)
    target = next((t for t in verb.rights if t.dep_ in {"dobj", "appos"}), None)
    if target is None:
        target = next((c.root for c in noun_phrases(verb.doc[verb.i + 1 : verb.i + 8]) if c.start == verb.i + 1), None)
    asked = of if of is not None and of.i < verb.i else verb
    who = any(t.lower_ == "who" for t in verb.doc[max(0, asked.i - 4) : asked.i])
    if verb.lemma_.lower() in LEADS and who and target is not None and target.pos_ in {"NOUN", "PROPN"}:
        yield from _headships(verb, target)


def _candidacy(sought: Token) -> Iterator[Role]:
    """Who runs for an office or a seat: "is running for mayor", "for the U.S. Senate"."""
    if is_role_word(sought) or sought.lemma_.lower() in SOUGHT:
        span = sought.doc[sought.left_edge.i : max(_short_end(sought), sought.i + 1)]
        yield Role(span, "candidate", True, f"candidate for {clean(span.text)}")


def _second_half(verb: Token) -> Token:
    """ "who co-chairs the panel" is three tokens: the one that tells."""
    doc = verb.doc
    joined = verb.lower_ in {"co", "vice"} and verb.i + 2 < len(doc) and doc[verb.i + 1].text == "-"
    return doc[verb.i + 2] if joined else verb


def _headships(verb: Token, body: Token) -> Iterator[Role]:
    """Who leads, heads, runs or chairs a body is its head or chair, or was; not who leads a march, a suit or men."""
    lemma = body.lemma_.lower()
    known = lemma in words("nouns", "agency") or lemma in words("nouns", "organization") or lemma in LED
    named = verb.lemma_ != "lead" and any(c.pos_ == "PROPN" and c.dep_ == "compound" for c in body.lefts)
    called = body.pos_ == "PROPN" or body.text[0].isupper() or body.ent_type_ == "ORG" or named
    if called or (known and body.tag_ not in PLURAL):
        yield _headship(verb, body)


def _headship(verb: Token, body: Token) -> Role:
    noun = "chair" if verb.lemma_.lower() in {"chair", "chairs"} else "head"
    joint = "co-" if verb.i > 1 and verb.nbor(-1).text == "-" and verb.nbor(-2).lower_ == "co" else ""
    past = "former " if verb.tag_ == "VBD" and verb.lemma_ != "found" else ""
    span = verb.doc[body.left_edge.i : max(_short_end(body), body.i + 1)]
    return Role(span, noun, True, f"{past}{joint}{noun} of {clean(span.text)}")


def _assumed_roles(head: Token) -> Iterator[Role]:
    """Roles by verbs: "Lee became head of the league", "Lee will serve as chair", "named Lee director"."""
    verb = head.head
    if head.dep_ in {"nsubj", "nsubjpass", "dobj"}:
        if verb.lemma_ == "become" and head.dep_ == "nsubj":
            found = [c for c in verb.rights if c.dep_ in {"attr", "acomp", "oprd"}]
        elif verb.lemma_ in {"name", "appoint", "elect"} and head.dep_ != "nsubj":
            found = [c for c in verb.rights if c.dep_ == "oprd" and c.i > head.i]
        else:
            found = []
        if verb.lemma_ == "run" and head.dep_ == "nsubj":  # "Lee is running for governor"
            for sought in (o for p in verb.rights if p.lower_ == "for" for o in p.children if o.dep_ == "pobj"):
                yield from _candidacy(sought)
        if verb.lemma_ in LEADS and head.dep_ == "nsubj" and verb.tag_ in {"VBZ", "VBP", "VBG"}:
            for body in (c for c in verb.rights if c.dep_ == "dobj"):
                yield from _headships(verb, body)
        serves = verb.lemma_ in SERVING and head.dep_ == "nsubj"
        if serves or (verb.lemma_ in {"appoint", "name"} and head.dep_ != "nsubj"):
            found += [o for p in verb.rights if p.lower_ == "as" for o in p.children if o.dep_ == "pobj"]
        for noun in found:
            yield from _phrase_roles(noun)


def _phrase_roles(noun: Token, before: int | None = None) -> Iterator[Role]:
    """The roles of a noun phrase and of what is coordinated with it: "landlord of the Swan and *chair of it*"."""
    if is_role_word(noun):
        yield from _phrase_role(noun, before)
    below = (t for p in noun.rights if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj")
    beside = [c for t in below for c in t.conjuncts if _told_too(c)]
    for child in (*noun.conjuncts, *beside):
        if child.i > noun.i and is_role_word(child):
            yield from role_in(child.doc[child.left_edge.i : _short_end(child)], child)


def _phrase_role(noun: Token, before: int | None) -> Iterator[Role]:
    start = noun.left_edge.i
    if noun.i > 1 and noun.nbor(-1).text == "-" and noun.nbor(-2).lower_ in {"co", "vice"}:
        if noun.i > 2 and noun.nbor(-3).lower_ in {"who", "that"}:
            return  # "who co-chairs", with the verb taken for a noun
        start = min(start, noun.i - 2, *(t.i for t in noun.nbor(-2).lefts if t.dep_ in {"poss", "det"}))
    end = min(_short_end(noun), before if before is not None else len(noun.doc))
    yield from role_in(noun.doc[start : max(end, noun.i + 1)], noun)


def _short_end(noun: Token) -> int:
    """The end of a role phrase: with "of …" and "for …", without relative clauses and further appositions."""
    end = noun.i + 1
    if end < len(noun.doc) and noun.pos_ == "PROPN" and noun.nbor().head == noun and noun.nbor().like_num:
        end += 1  # "Teamsters Local *120*"
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "at", "in", "on", "with"} and child.i - end <= 1:
            end = _prep_end(child)
        elif child.dep_ not in {"prep", "case", "compound"} or child.i > end + 1:
            break
    return end


def _told_too(noun: Token) -> bool:
    """A role of its own, which the parser hangs on the one before: "a nurse at Mercy and *a member* of the union"."""
    return is_role_word(noun) and any(c.dep_ == "det" for c in noun.lefts)


def _prep_end(prep: Token) -> int:
    end = prep.i + 1
    for child in prep.rights:
        if child.dep_ in {"pobj", "pcomp"}:
            end = max(end, _short_end(child))
            for other in child.rights:
                if other.dep_ == "conj" and other.i < end + 4 and not _told_too(other):
                    end = max(end, _short_end(other))
    return end
