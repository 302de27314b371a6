"""Whether a rule is an order, by who made it: a person who signed it, an executive whose it is."""

from __future__ import annotations

import re

from graph.extract.coref.norm_traits import View
from graph.extract.mention import PERSON
from graph.extract.relations.issuers import EXECUTIVES, NOT_IN_OFFICE

ISSUED = frozenset({"policy", "rule", "guideline", "guidance", "regulation"})  # orders where a person issued them
DECREEING = frozenset(
    {"issue", "impose", "decree"}
)  # what is done with an ordinance of one's own: a council's is signed
GOVERNING = frozenset("policy rule guideline guidance regulation ordinance".split())  # where an executive did
PRESIDING = re.compile(r"\b(?:council|senate|board|union|association|society|chamber|commission)\b", re.IGNORECASE)


def commanded(seen: View) -> bool:
    """Whether a mention of a rule tells that a person or an executive made it, as orders are made."""
    noun = seen.mention.noun
    decreed = noun == "ordinance" and seen.mention.head.head.lemma_ in DECREEING
    return ((noun in ISSUED or decreed) and _signed(seen)) or (noun in GOVERNING and _governs(seen))


def _signed(seen: View) -> bool:
    """Whether a mention says that a person issued the norm: "a policy that Chief Justice Ruiz issued Tuesday"."""
    return seen.owner is None and seen.issuer is not None and seen.issuer.type is PERSON


def _governs(seen: View) -> bool:
    """Whether a mention tells whose norm it is, and that is an executive: "Mayor Ettore Cambiaso's ordinance"."""
    owner = seen.owner or seen.issuer
    roles = () if owner is None else owner.roles
    return any(
        r.noun in EXECUTIVES and not NOT_IN_OFFICE.search(r.text) and not PRESIDING.search(r.text) for r in roles
    )
