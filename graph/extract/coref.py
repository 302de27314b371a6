"""Which mentions of a document are the same thing: a sieve, precise steps first, that abstains when unsure.

Names join by form (surname, acronym, shorter name); persons gain a role table from titles and appositions; nominal
mentions then look back to the holder of the role, the body, place, order or norm that they can stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from graph.extract.lexicon import rows, table, words
from graph.extract.names import AGENCY, GROUP, ORDER, ORGANIZATION, PERSON, PLACE, POLICY, Mention
from graph.extract.nominals import is_definite, is_indefinite
from graph.extract.roles import Role, roles_of
from graph.model import EntityType

BODIES = (AGENCY, ORGANIZATION)
SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "II", "III", "IV"})
ISSUE = frozenset({"sign", "issue", "declare", "proclaim", "impose", "announce", "write", "release", "order", "unveil", "extend", "enact"})


@dataclass(slots=True, eq=False)
class Referent:
    """One thing that the document speaks of."""

    type: EntityType
    name: str
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    named: bool = False
    issuer: Referent | None = None

    def add(self, mention: Mention) -> None:
        """Join a mention."""
        self.mentions.append(mention)

    @property
    def last(self) -> int:
        """The token where it was last spoken of."""
        return self.mentions[-1].start if self.mentions else -1


@dataclass(slots=True)
class Discourse:
    """The referents of a document and the mention at each token."""

    doc: Doc
    referents: list[Referent]
    by_token: dict[int, Referent]
    mention_at: dict[int, Mention]
    jurisdiction: dict[str, Referent]  # "city", "state", "county", "country" -> the place meant

    def of(self, token: Token | None) -> Referent | None:
        """The referent that a token stands for, pronouns included."""
        return None if token is None else self.by_token.get(token.i)


def resolve(doc: Doc, mentions: list[Mention]) -> Discourse:
    """Group a document's mentions into referents."""
    return _Sieve(doc, sorted(mentions, key=lambda m: m.start)).run()


class _Sieve:
    def __init__(self, doc: Doc, mentions: list[Mention]) -> None:
        self.doc = doc
        self.mentions = mentions
        self.referents: list[Referent] = []
        self.of_mention: dict[int, Referent] = {}
        self.title_end = next((t.i for t in doc if t.is_space and "\n" in t.text), 0)

    def run(self) -> Discourse:
        self.join_names()
        self.read_roles()
        self.jurisdiction = self.find_jurisdiction()
        for mention in self.mentions:
            if not mention.named:
                self.join_nominal(mention)
        self.join_orders()
        by_token, mention_at = self.index()
        discourse = Discourse(self.doc, self.referents, by_token, mention_at, self.jurisdiction)
        resolve_pronouns(discourse)
        return discourse

    # --- names

    def new(self, mention: Mention) -> Referent:
        referent = Referent(mention.type, mention.name, named=mention.named)
        self.referents.append(referent)
        self.join(mention, referent)
        return referent

    def join(self, mention: Mention, referent: Referent) -> None:
        referent.add(mention)
        self.of_mention[id(mention)] = referent

    def join_names(self) -> None:
        """Longer names first, so that a short form finds its full one wherever it stands."""
        named = [m for m in self.mentions if m.named and m.type is not ORDER]
        acronyms = _defined_acronyms(self.doc, named)
        keys: dict[tuple[EntityType, str], Referent] = {}
        for mention in sorted(named, key=lambda m: (-len(_words(m.name)), m.start)):
            target = keys.get((mention.type, _key(mention.name))) or self.short_form(mention, acronyms)
            if target is None:
                target = self.new(mention)
            else:
                self.join(mention, target)
            keys[(mention.type, _key(mention.name))] = target
        for referent in self.referents:
            referent.mentions.sort(key=lambda m: m.start)

    def short_form(self, mention: Mention, acronyms: dict[str, str]) -> Referent | None:
        name = mention.name
        same = [r for r in self.referents if r.type is mention.type or (r.type in BODIES and mention.type in BODIES)]
        if mention.type is PERSON:
            fits = [r for r in same if _person_fits(_words(name), _words(r.name))]
            return self.nearest(fits, mention)
        if name in acronyms:
            return next((r for r in same if _key(r.name) == _key(acronyms[name])), None)
        if mention.type is PLACE:
            return self.same_region(name, same)
        if mention.type in BODIES:
            fits = [r for r in same if _body_fits(name, r.name)]
            return fits[0] if len(fits) == 1 else self.nearest(fits, mention)
        if mention.type is POLICY:
            fits = [r for r in same if _key(r.name).endswith(" " + _key(name)) or _key(name) in _key(r.name)]
            return self.nearest(fits, mention)
        return None

    def nearest(self, fits: list[Referent], mention: Mention) -> Referent | None:
        before = [r for r in fits if r.mentions[0].start < mention.start]
        return max(before or fits, key=lambda r: max((m.start for m in r.mentions if m.start < mention.start), default=-r.last), default=None)

    def same_region(self, name: str, same: list[Referent]) -> Referent | None:
        canonical = _region_name(name)
        return next((r for r in same if _region_name(r.name) == canonical), None)

    # --- roles

    def read_roles(self) -> None:
        for referent in self.referents:
            if referent.type is PERSON:
                seen = set()
                for mention in referent.mentions:
                    for role in roles_of(mention):
                        if role.text.casefold() not in seen:
                            seen.add(role.text.casefold())
                            referent.roles.append(role)

    def find_jurisdiction(self) -> dict[str, Referent]:
        """The place meant by "the city", "the state": the best supported of its kind, early mentions first."""
        result: dict[str, Referent] = {}
        for referent in self.referents:
            if referent.type is PLACE:
                kind = place_kind(referent.name)
                rival = result.get(kind)
                if rival is None or _weight(referent) > _weight(rival):
                    result[kind] = referent
        return result

    # --- nominals

    def join_nominal(self, mention: Mention) -> None:
        if mention.type is ORDER:
            return
        finders = {
            PERSON: self.person, AGENCY: self.body, ORGANIZATION: self.body, PLACE: self.place, POLICY: self.policy, GROUP: self.group,
        }
        target = finders[mention.type](mention)
        if target is None:
            self.new(mention)
        else:
            self.join(mention, target)
            target.mentions.sort(key=lambda m: m.start)

    def person(self, mention: Mention) -> Referent | None:
        noun = mention.head.lemma_.lower()
        if noun == "general" and "attorney" in mention.span.text.lower():
            noun = "attorney general"
        linked = self.apposed(mention)
        if linked is not None:
            return linked
        if noun in {"democrat", "republican"}:
            return self.last_person(mention) if is_definite(mention) else None
        fits = [r for r in self.referents if r.type is PERSON and any(self.same_role(role, noun, mention) for role in r.roles)]
        fits = [r for r in fits if not _is_former_only(r, noun)] or fits
        if is_indefinite(mention) and self.title_end < mention.start and noun not in {"judge"}:
            return next((r for r in fits if not r.named and r.name == mention.name), None)
        best = self.nearest(fits, mention)
        if best is not None:
            return best
        same = [r for r in self.referents if r.type is PERSON and not r.named and r.mentions[0].head.lemma_.lower() == noun]
        return self.nearest(same, mention) if is_definite(mention) or not is_indefinite(mention) else None

    def apposed(self, mention: Mention) -> Referent | None:
        """The named person beside a role: "the mayor, Michelle Wu", "Fidel Maltez, the city manager of Chelsea"."""
        head = mention.head
        others = [head.head] if head.dep_ == "appos" else []
        others += [c for c in head.children if c.dep_ == "appos"]
        if head.dep_ == "attr":
            others += [c for c in head.head.children if c.dep_ == "nsubj"]
        for other in others:
            for candidate in self.mentions:
                if candidate.type is PERSON and candidate.named and candidate.start <= other.i < candidate.end:
                    return self.of_mention.get(id(candidate))
        return None

    def last_person(self, mention: Mention) -> Referent | None:
        before = [m for m in self.mentions if m.type is PERSON and m.named and m.end <= mention.start]
        return self.of_mention[id(before[-1])] if before else None

    def same_role(self, role: Role, noun: str, mention: Mention) -> bool:
        if role.noun != noun:
            return False
        wanted = {t.lower_ for t in mention.span if t.pos_ in {"PROPN", "NOUN", "ADJ"} and t.i != mention.head.i}
        wanted |= {t.lower_ for child in mention.head.children if child.dep_ == "prep" and child.lower_ in {"of", "for"} for t in child.subtree if t.pos_ == "PROPN"}
        wanted -= {"current", "own", "new", "attorney", "democratic", "republican", "then"}
        have = {t.lower() for t in re.findall(r"\w+", role.text)}
        places = {_region_name(w.title()).lower() for w in wanted}
        if not wanted or wanted & have:
            return True
        return not any(t.pos_ == "PROPN" for t in mention.span if t.i != mention.head.i) and not places & _region_words() and bool(wanted <= {"city", "state", "county"})

    def body(self, mention: Mention) -> Referent | None:
        noun = mention.head.lemma_.lower()
        if is_indefinite(mention):
            return None
        fits = [r for r in self.referents if r.type in BODIES and _same_body_noun(r, noun, mention)]
        best = self.nearest(fits, mention)
        if best is None and noun in {"agency", "group", "organization", "department", "company", "union", "board"} and is_definite(mention):
            pool = [r for r in self.referents if r.named and r.type is (AGENCY if noun in {"agency", "department", "board"} else ORGANIZATION)]
            before = [r for r in pool if r.mentions[0].start < mention.start]
            best = self.nearest(before, mention)
        return best

    def place(self, mention: Mention) -> Referent | None:
        noun = mention.head.lemma_.lower()
        if is_indefinite(mention):
            return None
        kind = {"town": "city", "village": "city", "capital": "city", "province": "state", "commonwealth": "state", "nation": "country"}.get(noun, noun)
        if kind not in {"city", "state", "county", "country"}:
            same = [r for r in self.referents if r.type is PLACE and (_words(r.name)[-1:] == [noun] or r.mentions[0].head.lemma_.lower() == noun)]
            return self.nearest(same, mention)
        before = [
            m for m in self.mentions
            if m.named and m.type is PLACE and m.end <= mention.start and mention.start - m.end < 60 and place_kind(m.name) == kind
        ]
        home = self.jurisdiction.get(kind)
        if before and (home is None or self.of_mention[id(before[-1])] is not home) and mention.start - before[-1].end < 25:
            return self.of_mention[id(before[-1])]
        return home

    def policy(self, mention: Mention) -> Referent | None:
        noun = mention.head.lemma_.lower()
        if is_indefinite(mention):
            return None
        fits = [r for r in self.referents if r.type is POLICY and r.last < mention.start and _norm_noun(r) == noun]
        best = self.nearest(fits, mention)
        if best is None and is_definite(mention) and noun in {"law", "measure", "statute", "act"}:
            best = self.nearest([r for r in self.referents if r.type is POLICY and r.named and r.mentions[0].start < mention.start], mention)
        return best

    def group(self, mention: Mention) -> Referent | None:
        noun = mention.head.lemma_.lower()
        mods = _modifiers(mention)
        fits = []
        for r in self.referents:
            if r.type is GROUP and r.mentions[0].head.lemma_.lower() == noun:
                have = set().union(*(_modifiers(m) for m in r.mentions))
                if mods <= have or have <= mods or not have:
                    fits.append(r)
        return self.nearest(fits, mention)

    # --- orders

    def join_orders(self) -> None:
        orders: list[Referent] = []
        for mention in (m for m in self.mentions if m.type is ORDER):
            target = self.order(mention, orders)
            if target is None:
                target = self.new(mention)
                orders.append(target)
            else:
                self.join(mention, target)
                if mention.named and not target.named:
                    target.name, target.named = mention.name, True
            if target.issuer is None:
                target.issuer = self.issuer_of(mention)

    def order(self, mention: Mention, orders: list[Referent]) -> Referent | None:
        if not orders:
            return None
        if mention.named:
            same = [o for o in orders if any(m.named and _key(m.name) == _key(mention.name) for m in o.mentions)]
            if same:
                return same[-1]
            unnamed = [o for o in orders if not o.named]
            beside = mention.head.dep_ == "appos" or mention.span.text.isupper()
            return unnamed[-1] if unnamed and (beside or (len(orders) == 1 and not self.other_issuer(mention, unnamed[-1]))) else None
        noun = mention.head.lemma_.lower()
        owner = self.owner(mention)
        if owner is not None:
            mine = [o for o in orders if o.issuer is owner]
            free = [o for o in orders if o.issuer is None]
            return (mine or free or [None])[-1]
        if is_indefinite(mention) or mention.span[0].lower_ in {"new", "second", "similar", "separate", "earlier"}:
            return self.introduced_again(mention, orders)
        same_noun = [o for o in orders if any(m.head.lemma_.lower() == noun for m in o.mentions)]
        if same_noun:
            return max(same_noun, key=lambda o: o.last)
        if noun in words("nouns", "order_back"):
            return max(orders, key=lambda o: o.last)
        return None

    def introduced_again(self, mention: Mention, orders: list[Referent]) -> Referent | None:
        """An indefinite mention is new, but for the lead that introduces what the headline has."""
        only_title = [o for o in orders if all(m.start <= self.title_end for m in o.mentions)]
        if only_title and mention.span[0].lower_ in {"a", "an"}:
            return only_title[-1]
        return None

    def other_issuer(self, mention: Mention, order: Referent) -> bool:
        issuer = self.issuer_of(mention)
        return issuer is not None and order.issuer is not None and issuer is not order.issuer

    def owner(self, mention: Mention) -> Referent | None:
        for child in mention.head.children:
            if child.dep_ == "poss":
                return self.person_at(child)
        return None

    def issuer_of(self, mention: Mention) -> Referent | None:
        """Whoever signs, issues or owns an order where it is spoken of."""
        owner = self.owner(mention)
        if owner is not None:
            return owner
        head = mention.head
        verb = head.head
        if head.dep_ in {"dobj", "nsubjpass", "obj"} and verb.lemma_.lower() in ISSUE:
            return self.agent(verb, passive=head.dep_ == "nsubjpass")
        for child in head.children:
            if child.dep_ in {"relcl", "acl"} and child.lemma_.lower() in ISSUE:
                return self.agent(child, passive=child.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in child.children))
            if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
                for obj in child.children:
                    found = self.person_at(obj)
                    if found is not None and found.type in (PERSON, AGENCY):
                        return found
        return None

    def agent(self, verb: Token, passive: bool) -> Referent | None:
        for child in verb.children:
            if passive and child.dep_ == "agent":
                return next((r for r in (self.person_at(c) for c in child.children) if r), None)
            if not passive and child.dep_ == "nsubj":
                return self.person_at(child)
        if verb.dep_ == "conj" and not passive:
            return self.agent(verb.head, False)
        return None

    def person_at(self, token: Token) -> Referent | None:
        for mention in self.mentions:
            if mention.start <= token.i < mention.end or (mention.title is not None and mention.title.start <= token.i < mention.end):
                return self.of_mention.get(id(mention))
        if token.lower_ in {"he", "she", "his", "her", "they", "their", "its", "it"}:
            return last_subject(self.doc, token, lambda t: self.lookup(t, token))
        return None

    def lookup(self, token: Token, pronoun: Token) -> Referent | None:
        for mention in self.mentions:
            if mention.start <= token.i < mention.end:
                referent = self.of_mention.get(id(mention))
                return referent if referent is not None and pronoun_fits(pronoun, referent) else None
        return None

    # --- index

    def index(self) -> tuple[dict[int, Referent], dict[int, Mention]]:
        by_token: dict[int, Referent] = {}
        mention_at: dict[int, Mention] = {}
        for mention in sorted(self.mentions, key=lambda m: m.start - m.end):
            referent = self.of_mention.get(id(mention))
            if referent is None:
                continue
            start = mention.title.start if mention.title is not None else mention.start
            for i in range(start, mention.end):
                inside_title = i < mention.start
                if inside_title and i in by_token:
                    continue
                if inside_title and self.doc[i].ent_type_ in {"GPE", "ORG"}:
                    continue
                by_token[i] = referent
                mention_at[i] = mention
            by_token[mention.head.i] = referent
            mention_at[mention.head.i] = mention
        return by_token, mention_at


# --- pronouns


def pronoun_fits(pronoun: Token, referent: Referent) -> bool:
    """Whether a third-person pronoun can stand for a referent."""
    lower = pronoun.lower_
    if lower in {"he", "she", "his", "her", "him", "himself", "herself", "hers"}:
        return referent.type is PERSON
    if lower in {"they", "them", "their", "themselves"}:
        return referent.type in (GROUP, AGENCY, ORGANIZATION)
    return referent.type in (AGENCY, ORGANIZATION, ORDER, POLICY, PLACE)


def resolve_pronouns(discourse: Discourse) -> None:
    """Third-person pronouns to the last fitting subject; first person is left to the speaker of the quote."""
    for token in discourse.doc:
        if token.pos_ == "PRON" and token.lower_ in {"he", "she", "they", "it", "him", "them", "his", "her", "their", "its"} and token.i not in discourse.by_token:
            found = last_subject(discourse.doc, token, lambda t, p=token: _fit(discourse, t, p))  # type: ignore[misc]
            if found is not None:
                discourse.by_token[token.i] = found


def _fit(discourse: Discourse, token: Token, pronoun: Token) -> Referent | None:
    referent = discourse.by_token.get(token.i)
    return referent if referent is not None and pronoun_fits(pronoun, referent) else None


def last_subject(doc: Doc, pronoun: Token, look) -> Referent | None:  # type: ignore[no-untyped-def]
    """The nearest fitting subject before a pronoun, within three sentences; failing that, any fitting mention."""
    sentences = _sentences_before(doc, pronoun)
    for number, (start, end) in enumerate(sentences):
        tokens = [t for t in doc[start:end]]
        subjects = [t for t in tokens if t.dep_ in {"nsubj", "nsubjpass"}]
        order = subjects if number else list(reversed(subjects))
        for token in order:
            found = look(token)
            if found is not None:
                return found
        if number:
            for token in reversed(tokens):
                found = look(token)
                if found is not None and found.type is PERSON and token.pos_ in {"PROPN", "NOUN", "PRON"}:
                    return found
    return None


def _sentences_before(doc: Doc, pronoun: Token) -> list[tuple[int, int]]:
    sent = pronoun.sent
    result = [(sent.start, pronoun.i)]
    start = sent.start
    while start > 0 and len(result) < 4:
        previous = doc[start - 1].sent
        if not all(t.is_space for t in previous):
            result.append((previous.start, previous.end))
        start = previous.start
    return result


# --- forms


def _words(name: str) -> list[str]:
    return [w for w in re.findall(r"[\w.'’&-]+", name.lower()) if w not in {"the", "of", "for", "and"}]


def _key(name: str) -> str:
    return " ".join(_words(name)).replace(".", "")


def _person_fits(short: list[str], full: list[str]) -> bool:
    drop = {s.lower() for s in SUFFIXES}
    short = [w for w in short if w not in drop]
    full = [w for w in full if w not in drop]
    if not short or not full or len(short) > len(full):
        return False
    if len(short) == 1:
        return short[0] == full[-1] or (len(full) > 2 and short[0] == full[-2] + "-" + full[-1])
    return short[-1] == full[-1] and (short[0] == full[0] or short[0][0] == full[0][0] and len(short[0].strip(".")) <= 2)


def _body_fits(short: str, full: str) -> bool:
    a, b = _words(short), _words(full)
    if not a or len(a) > len(b):
        return False
    if set(a) == set(b):
        return True
    if len(a) == 1 and short.isupper() and len(short) > 1:
        letters = "".join(w[0] for w in b)
        return short.lower().replace(".", "") in {letters, "us" + letters}
    return b[-len(a):] == a and (len(a) > 1 or a[0] in {"guard", "legislature", "senate", "council", "congress"})


def _defined_acronyms(doc: Doc, named: list[Mention]) -> dict[str, str]:
    """Acronyms that the text itself defines: "Immigration and Customs Enforcement (ICE)"."""
    result = {}
    for mention in named:
        end = mention.end
        if end + 2 < len(doc) and doc[end].text == "(":
            inner = [t for t in doc[end + 1 : end + 6]]
            text = []
            for t in inner:
                if t.text == ")":
                    break
                if t.text not in {"the", '"', "“", "”", ","}:
                    text.append(t.text)
            short = " ".join(text)
            if short and len(short) < 25 and short[0].isupper():
                result[short] = mention.name
    return result


def place_kind(name: str) -> str:
    """"state", "county", "country" or "city", by name alone."""
    canonical = _region_name(name)
    for row in rows("regions"):
        if row["name"] == canonical:
            return {"province": "state", "territory": "state"}.get(row["kind"], row["kind"])
    last = name.split()[-1] if name.split() else ""
    if last in {"County", "Parish"}:
        return "county"
    return "facility" if last in words("names", "place") and last != "City" else "city"


def _region_name(name: str) -> str:
    return _region_names().get(name, name)


_REGIONS: dict[str, str] = {}


def _region_names() -> dict[str, str]:
    if not _REGIONS:
        for row in rows("regions"):
            for form in (row["name"], row["name"].upper(), *row["forms"].split("|")):
                if form:
                    _REGIONS[form] = row["name"]
    return _REGIONS


def _region_words() -> frozenset[str]:
    return frozenset(row["name"].lower() for row in rows("regions"))


def _weight(referent: Referent) -> float:
    return len(referent.mentions) + 2.0 / (1 + referent.mentions[0].start / 50)


def _is_former_only(referent: Referent, noun: str) -> bool:
    return all("former" in r.text.lower() or "candidate" in r.text.lower() for r in referent.roles if r.noun == noun)


def _same_body_noun(referent: Referent, noun: str, mention: Mention) -> bool:
    last = [w for m in referent.mentions for w in _words(m.name)]
    aliases = {"justice": "court", "panel": "court", "lawmaker": "legislature", "guardsman": "guard"}
    wanted = {noun, aliases.get(noun, noun)}
    mods = {t.lower_ for t in mention.span if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.i != mention.head.i}
    owner = [c for c in mention.head.children if c.dep_ == "poss"]
    if owner and not {c.lower_ for c in owner} & {w for w in last}:
        return False
    return bool(wanted & set(last)) and (not mods or mods <= set(last))


def _norm_noun(referent: Referent) -> str:
    return referent.mentions[0].head.lemma_.lower()


def _modifiers(mention: Mention) -> set[str]:
    return {t.lemma_.lower() for t in mention.span if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.i != mention.head.i}


def iter_roles(referent: Referent) -> Iterator[Role]:
    """The roles of a person, in text order."""
    yield from referent.roles
