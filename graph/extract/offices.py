"""Who holds which office, belongs to what, and speaks for whom: the relations of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.forms import place_kind
from graph.extract.jurisdiction import home, level_of
from graph.extract.lexicon import table
from graph.extract.mention import AGENCY, GROUP, ORGANIZATION, PERSON, PLACE, Mention
from graph.extract.reading import Reading, RelationDraft
from graph.extract.referent import Referent
from graph.extract.roles import QUALIFIERS, Role
from graph.model import Predicate

MEMBERS = frozenset({
    "member", "councilman", "councilwoman", "councilmember", "councilor", "councillor", "alderman", "alderwoman", "alderperson",
    "senator", "representative", "justice", "judge", "founder", "staff", "commissioner", "supervisor", "legislator", "delegate",
    "trustee", "assemblyman", "assemblywoman", "lawmaker", "co-founder", "partner", "professor", "fellow",
})
BODY_OF = {
    **dict.fromkeys(("councilman", "councilwoman", "councilmember", "councilor", "councillor", "alderman", "alderwoman", "alderperson"), ("council",)),
    "member": ("council", "legislature", "assembly"),
    "supervisor": ("supervisors",),
    "commissioner": ("commissioners", "commission"),
    "justice": ("court", "courts"),
    "judge": ("court", "appeals"),
    "senator": ("senate",),
    "assemblyman": ("assembly",),
    "assemblywoman": ("assembly",),
    "assemblymember": ("assembly",),
}
VOICE = frozenset({"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "counsel", "secretary"})


def person_relations(reading: Reading) -> Iterator[RelationDraft]:
    """Offices, memberships and mandates to speak of every person in a document."""
    for person in [r for r in reading.referents if r.type is PERSON]:
        yield from _offices(reading, person)
        yield from _parties(reading, person)
        yield from _voices(reading, person)
        yield from _memberships(reading, person)


def _draft(person: Referent, predicate: Predicate, target: Referent | str, start: int, end: int) -> RelationDraft:
    return RelationDraft(person, predicate, target, start, end)


# --- offices


def _offices(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    if not person.named and not person.roles:
        return
    written: list[str] = []
    for role in sorted(person.roles, key=lambda r: -len(r.text)):
        if not role.office or _is_voice(role) or _is_party_word(role.noun):
            continue
        text = complete(reading, role)
        if not any(_same_office(text, other) for other in written):
            written.append(text)
            yield _draft(person, Predicate.HOLDS_OFFICE, text, *_evidence(person, role))


def _evidence(person: Referent, role: Role) -> tuple[int, int]:
    for mention in person.mentions:
        if mention.title is not None and mention.title.start == role.span.start:
            return mention.title.start_char, mention.span.end_char
    near = min(person.mentions, key=lambda m: abs(m.start - role.span.start))
    return min(near.span.start_char, role.span.start_char), max(near.span.end_char, role.span.end_char)


def complete(reading: Reading, role: Role) -> str:
    """The office with its jurisdiction or body, where the text leaves no doubt which that is."""
    text = re.sub(r"^(?:(?:new|newly elected|embattled|longtime|current|outspoken|Republican|Democratic|GOP|our|then|[a-z]+ist)[ -])+", "", _turned(role))
    owned = _owned(reading, role)
    if owned is not None:
        return owned
    if re.search(r"\b(?:of|for|at|in)\b", text) or len(re.findall(r"[A-Z]\w+", text)) > 2:
        return text
    place = home(reading, level_of(role.noun, text), role.span.start)
    bare = re.sub(r"^(?:former|acting|interim|ex|deputy|lieutenant|lt\.?|police|fire|city|county|state|district|health|public)[\s-]+", "", text, flags=re.IGNORECASE)
    if role.noun in {"justice", "judge"} and bare.lower() in {"justice", "chief justice", "judge"}:
        court = next((r for r in reading.referents if r.type is AGENCY and r.named and "court" in r.name.lower()), None)
        return f"{text} of {court.name}" if court is not None else text
    if place is not None and bare.lower() in {role.noun, "manager", "chief", "attorney", "clerk", "council member", "councilman", "councilwoman"}:
        return f"{text[0].upper() + text[1:]} of {place.name}"
    return text


def _owned(reading: Reading, role: Role) -> str | None:
    """"Its president", "the department's director", "ICE director": the body written out by its full name."""
    noun = next((t for t in role.span if t.lemma_.lower() == role.noun or t.lower_ == role.noun), None)
    if noun is None:
        return None
    for token in role.span:
        owner = reading.referent(token)
        if owner is None or owner.type not in (AGENCY, ORGANIZATION) or not owner.named or _party(owner):
            continue
        mention = reading.discourse.mention_at.get(token.i)
        spoken = reading.doc[mention.start : mention.end] if mention is not None and token.pos_ != "PRON" else reading.doc[token.i : token.i + 1]
        if spoken.text.casefold().endswith(owner.name.casefold()) and token.pos_ != "PRON":
            return None
        rest = [t for t in role.span if not (spoken.start <= t.i < spoken.end) and t.text not in {"'s", "’s", "’", "'", "the", "The", "of", "for"}]
        title = "".join(t.text_with_ws for t in rest).strip(" ,")
        return f"{title} of {owner.name}" if title else None
    return None


def _turned(role: Role) -> str:
    """"Illinois Governor" -> "Governor of Illinois", where the place stands before a one-word office."""
    match = re.match(r"^((?:[A-Z][\w.’'-]+\s){1,3})((?:Lieutenant |Attorney |Deputy |Acting )?[A-Z]?\w+)$", role.text)
    if match and role.noun in {"mayor", "governor", "premier", "attorney general"} and place_kind(match[1].strip()) in {"city", "state"}:
        place = re.sub(r"['’]s?$", "", match[1].strip())
        if place.lower() not in {"lieutenant", "attorney", "acting", "deputy", "former"}:
            return f"{match[2]} of {place}"
    return role.text


def _same_office(a: str, b: str) -> bool:
    first, second = set(re.findall(r"\w+", a.lower())), set(re.findall(r"\w+", b.lower()))
    return (first <= second or second <= first) and first & QUALIFIERS == second & QUALIFIERS


def _is_voice(role: Role) -> bool:
    return role.noun in table("titles")["spokes"]["nouns"] or role.noun in {"lawyer"} or role.text.lower() in {"attorney", "counsel"} or (
        role.noun in {"attorney", "counsel"} and " for " in role.text and "district" not in role.text.lower() and "u" not in role.text[:1].lower()
    )


def _is_party_word(noun: str) -> bool:
    return noun.capitalize() in table("titles")["parties"]


# --- parties


def _parties(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    done: set[int] = set()
    for mention in person.mentions:
        for token in _party_tokens(reading, mention):
            party = _party_at(reading, token)
            if party is not None and id(party) not in done:
                done.add(id(party))
                start, end = min(mention.span.start_char, token.idx), max(mention.span.end_char, token.idx + len(token))
                yield _draft(person, Predicate.MEMBER_OF, party, start, end)


def _party_at(reading: Reading, token: Token) -> Referent | None:
    """The party that a word names, also where the word stands for a person of it."""
    there = reading.referent(token)
    if there is not None and _party(there):
        return there
    name = table("titles")["parties"].get(token.text)
    return next((r for r in reading.referents if name is not None and r.type is ORGANIZATION and r.name == name), None)


def _party_tokens(reading: Reading, mention: Mention) -> Iterator[Token]:
    """Party words that belong to a person: in the title, in an apposition, or as the mention itself."""

    def is_party(token: Token) -> bool:
        return _party_at(reading, token) is not None

    if mention.title is not None:
        yield from (t for t in mention.title if is_party(t))
    yield from _party_after(reading, mention)
    if mention.head.dep_ == "nsubj" and mention.head.head.lemma_ == "be":
        yield from (t for t in mention.head.head.rights if t.dep_ == "attr" and is_party(t))
    if not mention.named:
        yield from (t for t in mention.span if is_party(t))
    for child in mention.head.children:
        if child.dep_ in {"amod", "compound"} and is_party(child):
            yield child


def _party_after(reading: Reading, mention: Mention) -> Iterator[Token]:
    """", a Democrat", ", Democrat of Minnesota", " of Ohio, another Republican", "(D-Chicago)"."""
    doc = reading.doc
    start = mention.end
    if start + 2 < len(doc) and doc[start].text == "of":
        start = next((i for i in range(start, min(start + 5, len(doc))) if doc[i].text == ","), start)
    if start >= len(doc) or doc[start].text not in {",", "("}:
        return
    for token in doc[start + 1 : start + 12]:
        if token.text in {".", ";", "“", '"'} or "\n" in token.text or (token.pos_ in {"VERB", "AUX"} and token.tag_ != "VBN"):
            return
        there = reading.referent(token)
        if there is not None and there.type is PERSON and there.named and there not in (reading.referent(mention.head),):
            return
        if _party_at(reading, token) is not None:
            yield token
            return


# --- who speaks for whom


def _voices(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    done: set[int] = set()
    spans = [(r.span, r.noun) for r in person.roles] + [(m.span, m.head.lemma_.lower()) for m in person.mentions if not m.named]
    for span, noun in spans:
        if noun not in VOICE or (noun == "secretary" and "press" not in span.text.lower()):
            continue
        head = next((t for t in span if t.lemma_.lower() == noun or t.lower_ == noun), span.root)
        for target in _represented(reading, head, span.start):
            if target is not person and id(target) not in done and target.type in (AGENCY, ORGANIZATION, PERSON, GROUP):
                done.add(id(target))
                mention = min(person.mentions, key=lambda m: abs(m.start - span.start))
                yield _draft(person, Predicate.SPEAKS_FOR, target, min(span.start_char, mention.span.start_char), max(span.end_char, mention.span.end_char))


def _represented(reading: Reading, head: Token, start: int) -> Iterator[Referent]:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in {"for", "of", "to", "at", "with"}:
            found = [reading.referent(o) for o in child.children if o.dep_ == "pobj"]
            yield from (f for f in found if f is not None)
        elif child.dep_ in {"poss", "compound", "nmod"} and child.i >= start:
            found_one = reading.referent(child)
            if found_one is not None and found_one.type is not PLACE:
                yield found_one
        elif child.dep_ == "relcl" and child.lemma_ == "represent":
            found = [reading.referent(o) for o in child.children if o.dep_ == "dobj"]
            yield from (f for f in found if f is not None)
    for token in head.doc[start : head.i]:
        found_one = reading.referent(token)
        if found_one is not None and found_one.type in (AGENCY, ORGANIZATION):
            yield found_one
            return


# --- members


def _memberships(reading: Reading, person: Referent) -> Iterator[RelationDraft]:
    found: dict[int, tuple[Referent, tuple[int, int]]] = {}
    for role in person.roles:
        for body in _bodies_in_role(reading, role):
            found.setdefault(id(body), (body, _evidence(person, role)))
    for mention in person.mentions:  # "Ray Hacke of the Pacific Justice Institute"
        for child in mention.head.children:
            if mention.named and child.dep_ == "prep" and child.lower_ in {"of", "with", "from"} and child.i >= mention.end:
                for body in [reading.referent(c) for c in child.children]:
                    if body is not None and body.type in (AGENCY, ORGANIZATION) and body.named:
                        found.setdefault(id(body), (body, (mention.span.start_char, mention.span.end_char)))
    for role in person.roles:
        court = _body_of_title(reading, role)
        if court is not None:
            found.setdefault(id(court), (court, _evidence(person, role)))
    for body, (start, end) in found.values():
        if body is not person:
            yield _draft(person, Predicate.MEMBER_OF, body, start, end)


def _bodies_in_role(reading: Reading, role: Role) -> Iterator[Referent]:
    """The body that a member's role names ("Memphis City Council member", "an analyst at …"); a head's is an office alone."""
    if _is_party_word(role.noun) or (role.office and role.noun not in MEMBERS):
        return
    spokes = role.noun in VOICE and not any(t.lower_ in {"with", "at"} for t in role.span)
    for token in role.span:
        body = reading.referent(token)
        if not spokes and body is not None and body.type in (AGENCY, ORGANIZATION) and not _party(body):
            yield body
            return


def _body_of_title(reading: Reading, role: Role) -> Referent | None:
    """The council or court that a bare title implies, where the document names just one that it can be."""
    keyword = BODY_OF.get(role.noun, ())
    if not keyword or "former" in role.text.lower() or (role.noun == "commissioner" and len(role.text.split()) > 2):
        return None
    bodies = [r for r in reading.referents if r.type is AGENCY and r.named and any(k in r.name.lower().split() for k in keyword)]
    if role.noun == "justice":
        bodies = [r for r in bodies if "supreme" in r.name.lower()] or bodies
    if len(bodies) > 1 and role.noun in {"justice", "judge"}:
        bodies = [max(bodies, key=lambda r: len(r.mentions))] if role.noun == "justice" else []
    return bodies[0] if len(bodies) == 1 else None


def _party(body: Referent) -> bool:
    return body.name in set(table("titles")["parties"].values())
