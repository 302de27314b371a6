"""Which mentions of a document are the same thing: a sieve, precise steps first, that abstains when unsure.

Names join by form (surname, acronym, shorter name); persons gain a role table from titles and appositions; nominal
mentions then look back to the holder of the role, the body, place, order or norm that they can stand for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.extract.coref_orders import OrderSieve
from graph.extract.forms import body_fits, name_key, name_words, person_fits, place_kind, region_name, region_words
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, ORDER, ORGANIZATION, PERSON, PLACE, POLICY, Mention
from graph.extract.nominals import PLURAL, is_definite, is_indefinite
from graph.extract.official import Signature
from graph.extract.pronouns import PRONOUNS, antecedent
from graph.extract.referent import Referent, nearest
from graph.extract.roles import Role, roles_of, title_roles
from graph.model import EntityType

GENERIC = frozenset({"people", "person", "anyone", "those", "one", "everyone", "everybody", "nobody", "man", "woman"})
BODIES = (AGENCY, ORGANIZATION)
SEATS = {"town": "city", "village": "city", "capital": "city", "province": "state", "commonwealth": "state", "nation": "country"}


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


def resolve(doc: Doc, mentions: list[Mention], lead: int, signed: list[Signature]) -> Discourse:
    """Group a document's mentions into referents. `lead`: token where the body begins; `signed`: an order's signatories."""
    return _Sieve(doc, sorted(mentions, key=lambda m: m.start), lead, signed).run()


class _Sieve:
    def __init__(self, doc: Doc, mentions: list[Mention], lead: int, signed: list[Signature]) -> None:
        self.doc = doc
        self.mentions = mentions
        self.referents: list[Referent] = []
        self.of_mention: dict[int, Referent] = {}
        self.covering: dict[int, list[Mention]] = {}
        for mention in mentions:
            start = mention.title.start if mention.title is not None else mention.start
            for i in range(start, mention.end):
                self.covering.setdefault(i, []).append(mention)
        self.title_end = lead
        self.signed = signed

    def run(self) -> Discourse:
        self.join_names()
        self.read_roles()
        self.jurisdiction = self.find_jurisdiction()
        for mention in self.mentions:
            if not mention.named:
                self.join_nominal(mention)
        self.join_orders()
        discourse = Discourse(self.doc, self.referents, *self.index(), self.jurisdiction)
        _resolve_pronouns(discourse)
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
        for mention in sorted(named, key=lambda m: (-len(name_words(m.name)), m.start)):
            target = keys.get((mention.type, name_key(mention.name))) or self.short_form(mention, acronyms)
            if target is None:
                target = self.new(mention)
            else:
                self.join(mention, target)
            keys[(mention.type, name_key(mention.name))] = target

    def short_form(self, mention: Mention, acronyms: dict[str, str]) -> Referent | None:
        name = mention.name
        same = [r for r in self.referents if r.type is mention.type or (r.type in BODIES and mention.type in BODIES)]
        if mention.type is PERSON:
            fits = [r for r in same if person_fits(name, r.name)]
            return nearest(fits, mention)
        if name in acronyms:
            return next((r for r in same if name_key(r.name) == name_key(acronyms[name])), None)
        if mention.type is PLACE:
            return self.same_region(name, same)
        if mention.type in BODIES:
            fits = [r for r in same if body_fits(name, r.name)]
            return fits[0] if len(fits) == 1 else nearest(fits, mention)
        if mention.type is POLICY:
            fits = [r for r in same if name_key(r.name).endswith(" " + name_key(name)) or name_key(name) in name_key(r.name)]
            return nearest(fits, mention)
        return None

    def same_region(self, name: str, same: list[Referent]) -> Referent | None:
        canonical = region_name(name)
        return next((r for r in same if region_name(r.name) == canonical), None)

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
        for mention in self.mentions:
            if mention.type is PERSON and mention.title is not None and mention.title[-1].tag_ in PLURAL | {"NNP"}:
                self.share_title(mention)
        for signature in self.signed:
            self.read_signature(signature)

    def share_title(self, mention: Mention) -> None:
        """"Commissioners Ann Lee, Bob Roe and Cy Poe": the plural title is each one's."""
        assert mention.title is not None  # asked for by the caller
        last = mention.title[-1]
        if last.text not in {"Sens.", "Reps."} and not (last.lower_.endswith("s") and last.lemma_.lower() != last.lower_):
            return
        for other in mention.head.conjuncts:
            for candidate in self.covering.get(other.i, ()):
                referent = self.of_mention.get(id(candidate))
                if candidate.named and referent is not None and referent.type is PERSON and not referent.roles:
                    referent.roles.extend(title_roles(mention.title))

    def read_signature(self, signature: Signature) -> None:
        """The office that stands under a signature; under a president's stands the White House."""
        title = self.doc.char_span(signature.title_start, signature.title_end, alignment_mode="expand")
        for referent in self.referents:
            if not any(m.span.start_char == signature.start for m in referent.mentions):
                continue
            if title is not None and len(title):
                referent.roles += [r for r in title_roles(title) if all(r.text.casefold() != o.text.casefold() for o in referent.roles)]
            elif not referent.roles:
                mention = next(m for m in referent.mentions if m.span.start_char == signature.start)
                referent.roles.append(Role(mention.span, "president", True, "President"))

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
        best = nearest(fits, mention)
        if best is not None:
            return best
        if is_indefinite(mention):
            return None
        same = [r for r in self.referents if r.type is PERSON and not r.named and r.mentions[0].head.lemma_.lower() == noun]
        same = [r for r in same if not _of(mention) or any(_of(m) == _of(mention) for m in r.mentions)]
        return nearest(same, mention) or self.roleless(mention, noun)

    def roleless(self, mention: Mention, noun: str) -> Referent | None:
        """"Boston's mayor … Michelle Wu, a Democrat, …": an office nobody is said to hold goes to the person whom the
        text names soon after without a role, or has named often without one."""
        if noun not in words("nouns", "office") or noun in {"judge", "lawyer", "official"} or _of(mention):
            return None
        pool = [r for r in self.referents if r.type is PERSON and r.named and not any(x.office for x in r.roles) and len(r.mentions) > 1]
        pool = [r for r in pool if r.before(mention.start) >= 0 or r.first - mention.start < 80]
        best = nearest(pool, mention)
        if best is not None:
            best.roles.extend(title_roles(mention.span))
        return best

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
        wanted -= {"current", "own", "new", "attorney", "democratic", "republican", "then"}
        have = {t.lower() for t in re.findall(r"\w+", role.text)}
        places = {region_name(w.title()).lower() for w in wanted}
        if not wanted or wanted & have:
            return True
        return not any(t.pos_ == "PROPN" for t in mention.span if t.i != mention.head.i) and not places & region_words() and bool(wanted <= {"city", "state", "county"})

    def body(self, mention: Mention) -> Referent | None:
        noun = mention.head.lemma_.lower()
        if is_indefinite(mention):
            return None
        fits = [r for r in self.referents if r.type in BODIES and _same_body_noun(r, noun, mention)]
        best = nearest(fits, mention)
        if best is None and noun in {"agency", "group", "organization", "department", "company", "union", "board"} and is_definite(mention):
            pool = [r for r in self.referents if r.named and r.type is (AGENCY if noun in {"agency", "department", "board"} else ORGANIZATION)]
            before = [r for r in pool if r.mentions[0].start < mention.start]
            best = nearest(before, mention)
        return best

    def place(self, mention: Mention) -> Referent | None:
        noun = mention.head.lemma_.lower()
        if is_indefinite(mention):
            return None
        kind = SEATS.get(noun, noun)
        if kind not in {"city", "state", "county", "country"}:
            same = [r for r in self.referents if r.type is PLACE and (name_words(r.name)[-1:] == [noun] or r.mentions[0].head.lemma_.lower() == noun)]
            return nearest(same, mention)
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
        best = nearest(fits, mention)
        if best is None and is_definite(mention) and noun in {"law", "measure", "statute", "act"}:
            best = nearest([r for r in self.referents if r.type is POLICY and r.named and r.mentions[0].start < mention.start], mention)
        return best

    def group(self, mention: Mention) -> Referent | None:
        """The same collective: same noun, compatible modifiers, and the same "who …" where both say it."""
        noun = mention.head.lemma_.lower()
        fits = [r for r in self.referents if r.type is GROUP and r.mentions[0].head.lemma_.lower() == noun]
        if noun in GENERIC:
            return nearest([r for r in fits if any(m.span.text.casefold() == mention.span.text.casefold() for m in r.mentions)], mention)
        mods, post = _modifiers(mention), _post(mention)
        return nearest([r for r in fits if _same_group(r, mods, post)], mention)

    # --- orders

    def join_orders(self) -> None:
        sieve = OrderSieve(self.doc, self.title_end, self.look, official=bool(self.signed))
        for mention in (m for m in self.mentions if m.type is ORDER):
            self.of_mention[id(mention)] = sieve.join(mention)
        self.referents += sieve.orders
        self.own_order(sieve.orders)
        sieve.settle_issuers([r for r in self.referents if r.type is PERSON])

    def look(self, token: Token, besides: Mention) -> Referent | None:
        """The referent at a token, in the smallest mention there that is not `besides`; pronouns resolved."""
        if token.lower_ in PRONOUNS:
            return antecedent(self.doc, token, lambda t: self.look(t, besides) if t.lower_ not in PRONOUNS else None)
        around = [m for m in self.covering.get(token.i, ()) if m is not besides]
        around.sort(key=lambda m: m.end - m.start)
        return next((r for r in (self.of_mention.get(id(m)) for m in around) if r is not None), None)

    def own_order(self, orders: list[Referent]) -> None:
        """In an order's own text the first order named is the text itself; its issuer is who signed."""
        signer = next((r for s in self.signed if s.own for r in self.referents if any(m.span.start_char == s.start for m in r.mentions)), None)
        if signer is not None and orders:
            orders[0].issuer = signer

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
        for mention in self.mentions:  # "the Democrat said" is the person, though the word names the party too
            if mention.type is PERSON and not mention.named and id(mention) in self.of_mention:
                by_token[mention.head.i] = self.of_mention[id(mention)]
                mention_at[mention.head.i] = mention
        return by_token, mention_at


def _resolve_pronouns(discourse: Discourse) -> None:
    """Third-person pronouns to the last fitting subject; the first person is left to the speaker of the quote."""
    for token in discourse.doc:
        if token.lower_ in PRONOUNS and token.pos_ == "PRON" and token.i not in discourse.by_token:
            found = antecedent(discourse.doc, token, discourse.of)
            if found is not None:
                discourse.by_token[token.i] = found


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


def _same_group(referent: Referent, mods: set[str], post: frozenset[str]) -> bool:
    have = set().union(*(_modifiers(m) for m in referent.mentions))
    told = [p for p in map(_post, referent.mentions) if p]
    return (mods <= have or have <= mods) and (not post or not told or post in told)


def _post(mention: Mention) -> frozenset[str]:
    """What a collective's mention says after its noun."""
    return frozenset(t.lemma_.lower() for t in mention.span if t.i > mention.head.i and t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"})


def _of(mention: Mention) -> frozenset[str]:
    """The proper nouns after "of" and "for" in a person's mention: {"interior"} in "the Secretary of the Interior"."""
    return frozenset(t.lower_ for t in mention.span if t.i > mention.head.i and t.pos_ in {"PROPN", "NOUN", "ADJ"})


def _weight(referent: Referent) -> float:
    return len(referent.mentions) + 2.0 / (1 + referent.mentions[0].start / 50)


def _is_former_only(referent: Referent, noun: str) -> bool:
    return all("former" in r.text.lower() or "candidate" in r.text.lower() for r in referent.roles if r.noun == noun)


def _same_body_noun(referent: Referent, noun: str, mention: Mention) -> bool:
    last = [w for m in referent.mentions for w in name_words(m.name)]
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
