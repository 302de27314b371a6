"""`policygraph review`: what is unsure, one after the other, to be judged with one key each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import console
from api.commands.options import Home, Who, Why, examples, settings
from graph.errors import InputError, NotFound
from graph.judgement import Kind

if TYPE_CHECKING:
    from graph.judging import Judging
    from graph.pipeline import Workspace
    from graph.review import Doubt, Doubted, Passage

EXAMPLES = examples(
    "policygraph review                        # pairs that may be one first, then doubtful facts",
    "policygraph review facts --below 0.3      # only facts read with less confidence than that",
    "printf 's\\nk\\nq\\n' | policygraph review   # keys from a pipe, a line each",
)

PAIR = {"s": "same", "d": "different", "n": "not an entity"}
FACT = {"r": "right", "w": "wrong", "c": "correct", "n": "not an entity"}
ALWAYS = {"k": "skip", "u": "undo", "q": "quit"}


class Queue(StrEnum):
    """What is to be looked at."""

    ALL = "all"
    PAIRS = "pairs"
    FACTS = "facts"


def command(
    queue: Annotated[
        Queue, typer.Argument(help="Pairs of things that may be one, doubtful facts, or both.")
    ] = Queue.ALL,
    below: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Facts of less confidence than this are doubtful.")
    ] = 0.5,
    most: Annotated[int, typer.Option(min=1, max=1000, help="How many of each, at most.")] = 100,
    who: Who = None,
    why: Why = "",
    home: Home = None,
) -> None:
    """Judge what resolution and extraction are unsure of, with one key each.

    Of two things that may be one, those of which documents speak most come first; of facts, those with the highest
    chance to be wrong, times the documents that speak of what they are about.
    What is judged is in the ledger at once; q may be pressed at any time. Keys may come from a pipe, one a line.
    """
    from graph.judging import Judging
    from graph.pipeline import Workspace
    from graph.review import below as less_than
    from graph.review import doubted, doubts

    chosen = settings(home=home)
    with Workspace.open(chosen) as workspace:
        items: list[Doubt | Doubted] = []
        if queue is not Queue.FACTS:
            items += doubts(workspace.ledger, most)
        if queue is not Queue.PAIRS:
            asked = less_than(workspace.store, workspace.index, below)
            items += doubted(workspace.ledger, workspace.store, workspace.index, asked, most)
        session = _Session(workspace, Judging(workspace.ledger, chosen.base_iri, console.user(who), why), items)
        session.run()
    console.note(f"{session.made:,} judged, {session.left:,} left")


@dataclass
class _Session:
    workspace: Workspace
    judging: Judging
    items: list[Doubt | Doubted]
    at: int = 0
    done: list[tuple[int, int]] = field(default_factory=list)  # where in the queue, and the judgement's number

    @property
    def made(self) -> int:
        """How many judgements stand."""
        return len(self.done)

    @property
    def left(self) -> int:
        """How much of the queue has not been looked at."""
        return len(self.items) - self.at

    def run(self) -> None:
        """Show one after the other until all are done or the user has enough."""
        from graph.review import Doubt

        while self.at < len(self.items):
            item = self.items[self.at]
            keys = (PAIR if isinstance(item, Doubt) else FACT) | ALWAYS
            for line in (f"\n{self.at + 1} of {len(self.items)}", *_shown(item)):
                typer.echo(line)
            key = ""
            while key not in keys:
                key = _key(keys)
            if key == "q":
                return
            self.press(key, item)

    def press(self, key: str, item: Doubt | Doubted) -> None:
        """Do what a key means; what cannot be done is said, and the same is shown again."""
        if key == "k":
            self.at += 1
        elif key == "u":
            self.undo()
        else:
            try:
                self.judge(key, item)
            except (InputError, NotFound) as error:
                console.error(str(error))

    def judge(self, key: str, item: Doubt | Doubted) -> None:
        """Make a judgement, and go on."""
        from graph.judging import take
        from graph.review import Doubt

        made = self.on_pair(key, item) if isinstance(item, Doubt) else self.on_fact(key, item)
        if made is not None:
            kind, what, other, change = made
            taken = take(self.workspace, self.judging.make(kind, what, other, change))
            self.done.append((self.at, taken.kept.number))
            typer.echo(f"judgement {taken.kept.number}: {taken.kept.judgement.kind}")
        self.at += 1

    def on_pair(self, key: str, item: Doubt) -> _Made | None:
        """What a key says of two things; nothing where they are one by now."""
        paths = [self.judging.thing(f"{m.document}#char={m.start},{m.end}").path for m in item.mentions]
        if key == "n":
            return Kind.NOT_AN_ENTITY, paths[_choice(paths)], None, None
        if paths[0] == paths[1]:
            typer.echo("they are one by now")
            return None
        return Kind.SAME if key == "s" else Kind.DIFFERENT, paths[0], paths[1], None

    def on_fact(self, key: str, item: Doubted) -> _Made:
        """What a key says of a fact."""
        fact = item.fact
        if key == "n":
            parties = [party.iri for party in (fact.subject, fact.object) if party is not None]
            return Kind.NOT_AN_ENTITY, parties[_choice(parties)], None, None
        if key == "c":
            name, _, value = _line("field=value: ").partition("=")
            return Kind.CORRECTED, fact.iri, None, (name.strip(), value.strip())
        return Kind.RIGHT if key == "r" else Kind.WRONG, fact.iri, None, None

    def undo(self) -> None:
        """Take back the last judgement, and show again what it was about."""
        from graph.judging import take

        if not self.done:
            typer.echo("nothing has been judged yet")
            return
        self.at, number = self.done.pop()
        take(self.workspace, self.judging.undo(str(number)))
        typer.echo(f"judgement {number} is undone")


_Made = tuple[Kind, str, str | None, tuple[str, str] | None]


def _shown(item: Doubt | Doubted) -> Iterator[str]:
    from graph.review import Doubt

    if isinstance(item, Doubt):
        because = ", ".join(f"{name} {weight:+g}" for name, weight in item.pair.comparison.features)
        yield f"Are these one? {item.pair.comparison.score:g}, unsure: {because or 'nothing speaks for or against it'}"
        for path, words in zip(item.pair.paths, item.passages, strict=True):
            yield f"  {path}"
            yield f"    {_passage(words)}"
        return
    fact = item.fact
    told = {"subject": fact.subject and fact.subject.label, "object": fact.object and fact.object.label}
    told |= {
        name: getattr(fact, name) for name in ("value", "status", "time", "condition", "deadline", "due", "stance")
    }
    said = " · ".join(
        f"{name} {value}" for name, value in told.items() if value and (name != "value" or value != fact.citation.text)
    )
    yield f"Does it say so? {fact.family} {fact.predicate}, confidence {fact.confidence:g}: {said}"
    yield f"    {_passage(item.passage)}"


def _passage(words: Passage) -> str:
    text = f"{words.text[: words.start]}[{words.text[words.start : words.end]}]{words.text[words.end :]}"
    return f"{' '.join(text.split())}  ({words.title})"


def _key(keys: dict[str, str]) -> str:
    typer.echo("  ".join(f"{key} {meaning}" for key, meaning in keys.items()))
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip()[:1].lower() if line else "q"
    import click

    key = click.getchar().lower()
    return "q" if key in ("\x03", "\x04") else key


def _line(prompt: str) -> str:
    typer.echo(prompt, nl=False)
    return sys.stdin.readline().strip()


def _choice(names: list[str]) -> int:
    """Which of several is meant, asked where there is more than one."""
    if len(names) == 1:
        return 0
    for number, name in enumerate(names, start=1):
        typer.echo(f"  {number} {name}")
    given = _line("which? ")
    if not given.isdecimal() or not 1 <= int(given) <= len(names):
        raise InputError(given or "nothing", f"is none of 1 to {len(names)}")
    return int(given) - 1
