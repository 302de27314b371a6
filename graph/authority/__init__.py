"""Authorities: public bodies, offices and people as lists made by others know them, beside what texts say.

The list of public bodies is there from the start; people come by `policygraph authorities import`. Without any import
everything still works.
"""

from __future__ import annotations

from graph.authority.agencies import Agency, agencies, is_local, lookup
from graph.authority.people import AuthorityPerson, Term
from graph.authority.places import NATION, state_named

__all__ = ["NATION", "Agency", "AuthorityPerson", "Term", "agencies", "is_local", "lookup", "state_named"]
