"""Which mentions of a document are the same thing: a sieve, precise steps first, that abstains when unsure.

Names join by form (`names`); persons gain a role table from titles and appositions (`roles`); nominal mentions then
look back to the holder of the role, the body, place or norm that they can stand for (`nominals`); orders and other
norms are joined last, with their issuers (`norms`).
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from graph.extract.coref.discourse import Discourse, Table
from graph.extract.coref.governed import find_jurisdiction
from graph.extract.coref.names import join_names
from graph.extract.coref.nominals import NominalSieve
from graph.extract.coref.norms import NormSieve, settle_type
from graph.extract.coref.pronouns import PRONOUNS, antecedent
from graph.extract.coref.readings import Decide, likeliest
from graph.extract.coref.roles import read_roles
from graph.extract.lexicon import table
from graph.extract.mention import BODIES, NORMS, ORDER, PERSON, Mention
from graph.extract.official.official import Signature
from graph.extract.referent import Referent
from graph.extract.relations.issuers import settle_issuers

COMMANDING = frozenset("prohibit forbid bar ban require direct instruct exempt".split())


def resolve(
    doc: Doc,
    mentions: list[Mention],
    lead: int,
    signed: Sequence[Signature],
    official: bool,
    decide: Decide = likeliest,
) -> Discourse:
    """Group mentions into referents. `lead`: the token where the body begins; `signed`: an order's signatories;
    `official`: the text is an order itself; `decide`: what a mention of a norm or collective means, among its
    readings."""
    table = Table(doc, sorted(mentions, key=lambda m: m.start))
    join_names(table)
    read_roles(table, signed)
    jurisdiction = find_jurisdiction(table)
    nominals = NominalSieve(table, lead, jurisdiction, decide)
    for mention in table.mentions:
        if not mention.named and mention.type not in NORMS:
            nominals.join(mention)
    _join_norms(table, NormSieve(table, lead, official, decide), signed)
    discourse = Discourse(doc, table.referents, *table.index(), jurisdiction)
    _resolve_pronouns(discourse, table.quoted, nominals.listeners)
    return discourse


def _join_norms(table: Table, sieve: NormSieve, signed: Sequence[Signature]) -> None:
    sieve.join_all()
    for norm in sieve.norms:
        settle_type(norm)
    signer = _signer(table, signed)
    if signer is not None and sieve.orders:
        sieve.orders[0].issuer = signer  # in an order's own text the first order named is the text itself
    persons = [r for r in table.referents if r.type is PERSON]
    settle_issuers(table.doc, table.text, sieve.orders, persons, sieve.official)


def _signer(table: Table, signed: Sequence[Signature]) -> Referent | None:
    for signature in [s for s in signed if s.own]:
        for referent in table.referents:
            if any(m.span.start_char == signature.start for m in referent.mentions):
                return referent
    return None


def _resolve_pronouns(discourse: Discourse, quoted: frozenset[int], listeners: frozenset[int]) -> None:
    """Third-person pronouns to the last fitting subject, who does not only listen; the first person is left to the
    speaker of the quote."""

    def look(token: Token) -> Referent | None:
        found = discourse.of(token)
        return None if found is None or id(found) in listeners else found

    for token in discourse.doc:
        if token.lower_ in PRONOUNS and token.pos_ == "PRON" and token.i not in discourse.by_token:
            found = _spoken_for(discourse, token) or antecedent(discourse.doc, token, look, quoted)
            if found is None or found.type not in NORMS:
                found = _commanding(discourse, token) or found
            if found is not None:
                discourse.by_token[token.i] = found


def _commanding(discourse: Discourse, pronoun: Token) -> Referent | None:
    """The order that "it" is where it commands: "Roe signed the order after the state held a vote. *It* bars …"."""
    verb = pronoun.head
    if pronoun.lower_ != "it" or pronoun.dep_ != "nsubj" or verb.tag_ != "VBZ" or verb.lemma_ not in COMMANDING:
        return None
    start = pronoun.sent.start
    before = discourse.doc[start - 1].sent.start if start else start
    found = (discourse.of(t) for t in reversed(discourse.doc[before : pronoun.i]))
    return next((r for r in found if r is not None and r.type is ORDER), None)


def _spoken_for(discourse: Discourse, pronoun: Token) -> Referent | None:
    """The body that "it" is in what its spokesperson says: "a spokesman *for the authority* said *it* was …"."""
    if pronoun.lower_ not in {"it", "they", "its", "their"}:
        return None
    for verb in (t for t in pronoun.ancestors if t.pos_ == "VERB"):
        voice = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.i < pronoun.i), None)
        if voice is not None and voice.lemma_.lower() in table("titles")["spokes"]["nouns"]:
            served = (t for c in voice.children if c.dep_ == "prep" and c.lower_ == "for" for t in c.children)
            found = next((discourse.of(t) for t in served if t.dep_ == "pobj"), None)
            return found if found is not None and found.type in BODIES else None
        if voice is not None and voice.pos_ != "PRON":
            return None
    return None
