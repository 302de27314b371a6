"""`policygraph demo`: the seed article, loaded and served, with what to try."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands import console
from api.commands.ingest import ingest
from api.commands.options import examples, settings
from api.commands.serve import Port, address, listen, run

EXAMPLES = examples(
    "policygraph demo",
    "policygraph demo --port 8080",
    "policygraph ask 2 --home demo-data   # the same graph from the command line, when the demo has ended",
)

DEMO_HOME = Path("demo-data")

WHAT_TO_TRY = """
policygraph serves the seed article at {address}

  the page              {address}/
  the API               {address}/docs

  orders                curl '{address}/orders'
  who says what         curl '{address}/statements'
  where troops were deployed, where only threatened
                        curl '{address}/events?type=MOBILIZE'
  in SPARQL             curl '{address}/sparql' -H 'Accept: text/csv' --data-urlencode \\
                          'query=PREFIX pgo: <https://w3id.org/policygraph/ontology#>
                          SELECT ?kind ?action WHERE {{ ?provision pgo:order ?order ; a ?kind ; pgo:action ?action }}'
  to take home          curl '{address}/export/turtle' -o policygraph.ttl
  your own article      curl '{address}/documents' -H 'Content-Type: text/plain' --data-binary @article.txt

Ctrl-C ends it. The graph stays in {home}.
"""


def command(
    port: Port = None,
    home: Annotated[Path, typer.Option(help="Folder of the demo's ledger and store.", file_okay=False)] = DEMO_HOME,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it, or only load it.")] = True,
) -> None:
    """Load the seed article into a graph of its own and serve it, with a list of what to try."""
    import seeds
    from graph.pipeline import Workspace

    chosen = settings(home=home, port=port, host="127.0.0.1")
    with listen(chosen) as listening:
        with Workspace.open(chosen) as workspace:
            tally = ingest(workspace, [str(Path(seeds.__file__).parent)])
        if tally.failed:
            raise typer.Exit(1)
        if serve:
            console.note(WHAT_TO_TRY.format(address=address(listening), home=chosen.home))
            run(chosen, listening, log_level="warning")
