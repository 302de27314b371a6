"""Reconciliation: from a name in somebody's table to the thing that it means, and from things to their properties.

name, kinds, what else is known -> candidates, the best first;   things, properties -> values
"""

from __future__ import annotations

from graph.reconcile.candidates import Candidate, Given, Query, Reconciler, known_property
from graph.reconcile.properties import Property, Value, properties, values

__all__ = [
    "Candidate",
    "Given",
    "Property",
    "Query",
    "Reconciler",
    "Value",
    "known_property",
    "properties",
    "values",
]
