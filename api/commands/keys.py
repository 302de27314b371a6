"""`policygraph keys`: who may do what over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated

import typer

from api.commands import console
from api.commands.options import Home, Json, examples, paragraphs, settings
from graph.access import Access, Role

group = typer.Typer(
    help="Keys for the service: made, shown, revoked. The service sees each change at once.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


def create(
    name: Annotated[str, typer.Argument(help="Whose it is, or what for.", show_default=False)],
    role: Annotated[Role, typer.Option(help="What it is good for.", show_default=False)],
    home: Home = None,
    json: Json = False,
) -> None:
    """Make a key. It is printed this once, and kept nowhere: only its digest is.

    The roles, each good for all that those before it are: read, where reading needs a key at all
    (POLICYGRAPH_READING=key); ingest, to put documents in and take them out; curate, to judge and to write graphs;
    admin, to look after the service. As soon as there is a key, the service asks for one from this machine too.
    """
    with opened(home) as access:
        key, secret = access.create(name, role)
        _note(access, "CREATE", key.name)
    if json:
        console.print_json(asdict(key) | {"secret": secret})
        return
    console.note(f"the key {key.name!r}, of the role {key.role}; it is not shown again:")
    typer.echo(secret)


def list_(home: Home = None, json: Json = False) -> None:
    """Show all keys, revoked ones too; never their secrets."""
    with opened(home) as access:
        lines = [asdict(key) for key in access.every_key()]
    if json:
        console.print_json(lines)
        return
    columns = ("id", "name", "role", "made", "revoked")
    console.table(columns, ([line[column] or "" for column in columns] for line in lines))


def revoke(
    name: Annotated[str, typer.Argument(help="Its name or its id.", show_default=False)],
    home: Home = None,
    json: Json = False,
) -> None:
    """Make a key good for nothing, at once."""
    with opened(home) as access:
        key = access.revoke(name)
        _note(access, "REVOKE", key.name)
    if json:
        console.print_json(asdict(key))
    else:
        console.note(f"the key {key.name!r} is revoked")


@contextmanager
def opened(home: Home) -> Iterator[Access]:
    """The file of keys of a home."""
    access = Access(settings(home=home).access_path)
    try:
        yield access
    finally:
        access.close()


def _note(access: Access, method: str, name: str) -> None:
    """Put what was done to a key into the audit log, too."""
    access.end(access.begin("", console.user(None), "this machine", method, f"key {name}"), 200)


EXAMPLES = {
    "create": examples(
        "policygraph keys create wire-feed --role ingest",
        "curl -H 'X-API-Key: pgk_…' --data-binary @article.txt -H 'Content-Type: text/plain' localhost:8000/documents",
    ),
    "list": examples("policygraph keys list"),
    "revoke": examples("policygraph keys revoke wire-feed"),
}
_COMMANDS: dict[str, Callable[..., None]] = {"create": create, "list": list_, "revoke": revoke}
for command, function in _COMMANDS.items():
    group.command(command, help=paragraphs(function.__doc__), epilog=EXAMPLES[command])(function)
