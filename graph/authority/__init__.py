"""Authorities: public bodies, offices and people as lists made by others know them, beside what texts say.

The list of public bodies is there from the start; people come by `policygraph authorities import`. Without any import
everything still works.
"""

from __future__ import annotations

from graph.authority.agencies import Agency, agencies, lookup
from graph.authority.people import AuthorityPerson, Term

__all__ = ["Agency", "AuthorityPerson", "Term", "agencies", "lookup"]
