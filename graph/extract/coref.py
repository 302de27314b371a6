"""Which mentions of a document are the same thing: a sieve, precise steps first, that abstains when unsure.

Names join by form (`coref_names`); persons gain a role table from titles and appositions (`coref_roles`); nominal
mentions then look back to the holder of the role, the body, place or norm that they can stand for (`coref_nominals`);
orders and other norms are joined last, with their issuers (`coref_norms`).
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from graph.extract.coref_names import join_names
from graph.extract.coref_nominals import NominalSieve
from graph.extract.coref_norms import NormSieve, settle_type
from graph.extract.coref_roles import read_roles
from graph.extract.discourse import Discourse, Table
from graph.extract.governed import find_jurisdiction
from graph.extract.issuers import settle_issuers
from graph.extract.mention import NORMS, PERSON, Mention
from graph.extract.official import Signature
from graph.extract.pronouns import PRONOUNS, antecedent
from graph.extract.readings import Decide, likeliest
from graph.extract.referent import Referent


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
    _resolve_pronouns(discourse, table.quoted)
    return discourse


def _join_norms(table: Table, sieve: NormSieve, signed: Sequence[Signature]) -> None:
    sieve.join_all()
    for norm in sieve.norms:
        settle_type(norm)
    signer = _signer(table, signed)
    if signer is not None and sieve.orders:
        sieve.orders[0].issuer = signer  # in an order's own text the first order named is the text itself
    settle_issuers(table.doc, sieve.orders, [r for r in table.referents if r.type is PERSON], sieve.official)


def _signer(table: Table, signed: Sequence[Signature]) -> Referent | None:
    for signature in [s for s in signed if s.own]:
        for referent in table.referents:
            if any(m.span.start_char == signature.start for m in referent.mentions):
                return referent
    return None


def _resolve_pronouns(discourse: Discourse, quoted: frozenset[int]) -> None:
    """Third-person pronouns to the last fitting subject; the first person is left to the speaker of the quote."""
    for token in discourse.doc:
        if token.lower_ in PRONOUNS and token.pos_ == "PRON" and token.i not in discourse.by_token:
            found = antecedent(discourse.doc, token, discourse.of, quoted)
            if found is not None:
                discourse.by_token[token.i] = found
