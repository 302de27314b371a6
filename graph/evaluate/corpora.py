"""Official orders with what is known of each, by which their reading is measured. A folder has one of three layouts.

- plain: `orders.csv` has a line for each order: `file`, named from where the list stands; `number`, empty where the
  order has none; `day` (ISO 8601), empty where nobody knows it; `surname` of the issuer; `supersedes`, the numbers of
  orders that it revokes or amends, or "none", empty where nobody has looked.
- presidential: Markdown with a header and a filing note of the corpus, set off by rules.
- city: Markdown with front matter.

What a corpus says *about* a text is taken out of the text first: header, filing note, front matter, the number in the
heading that the presidential corpus sets over each text, the date of a case. The text then goes the product's own way.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import yaml

from graph.errors import InputError
from graph.extract.relations.holders import president
from graph.model import Document
from graph.parse import language_model
from graph.settings import Settings
from graph.sources import read
from graph.sources.markdown import read_markdown

LISTED = "orders.csv"
LEGIBLE = 0.7  # of the words; the one text of the corpora below it was scanned upside down


@dataclass(frozen=True, slots=True)
class Sample:
    """One order with what is known of it. `supersedes`: the numbers of orders that it revokes or amends."""

    name: str
    document: Document
    number: str
    day: str | None
    surname: str
    supersedes: frozenset[str] | None = None


def samples(folder: Path) -> list[Sample]:
    """The orders of a folder, by the names of their files. Raises InputError where the layout is none that we know."""
    try:
        found = list(_layout(folder)(folder))
    except (AttributeError, KeyError, TypeError, UnicodeDecodeError, ValueError, yaml.YAMLError) as error:
        raise InputError(str(folder), f"does not say of its orders what is known of them: {error!r}") from error
    return found


def legible(found: list[Sample]) -> list[Sample]:
    """The samples whose text is of words: those of the language model, or of other texts of the corpus."""
    known = language_model().vocab
    spread = Counter(word for s in found for word in set(_words(s.document.text)))

    def share(sample: Sample) -> float:
        words = _words(sample.document.text)
        return sum(spread[w] > 2 or known[w].has_vector for w in words) / max(1, len(words))

    return [s for s in found if share(s) >= LEGIBLE]


def plain_number(number: str | None) -> str:
    """A number as orders are compared by: "017" is "17", none is ""."""
    return (number or "").lstrip("0")


def _layout(folder: Path) -> Callable[[Path], Iterator[Sample]]:
    if (folder / LISTED).is_file():
        return _listed
    first = next((path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))), "")
    if first.startswith("---\n"):
        return _city
    if "Executive Order Number:" in first:
        return _presidential
    raise InputError(str(folder), f"has no orders with what is known of them (texts and {LISTED})")


def _listed(folder: Path) -> Iterator[Sample]:
    with (folder / LISTED).open(encoding="utf-8", newline="") as lines:
        for known in csv.DictReader(lines):
            document = replace(read(folder / known["file"], Settings()), date=None)
            told = known["supersedes"].split()
            superseded = frozenset(plain_number(n) for n in told if n != "none") if told else None
            number, day = plain_number(known["number"]), known["day"] or None
            yield Sample(Path(known["file"]).stem, document, number, day, known["surname"], superseded)


def _presidential(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.glob("*.md")):
        head, _, rest = path.read_text(encoding="utf-8").partition("\n---\n")
        body = re.sub(r"\A(\s*## [^\d\n]*?)\s*\d.*\n", r"\1\n", rest.rpartition("\n---\n")[0])
        number = _field(r"Executive Order Number:\s*(\S+)", head)
        day = datetime.strptime(_field(r"\*\*(?:Signed|Date):\*\*\s*(.*)", head), "%B %d, %Y").date().isoformat()
        surname = (president(day) or "").split()[-1]
        yield Sample(path.stem, read_markdown(body.encode(), path.name), number, day, surname)


def _city(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        known = yaml.safe_load(front)
        superseded = frozenset(plain_number(name.rsplit("-", 1)[1]) for name in known["supersedes"])
        document = read_markdown(body.encode(), path.name)
        number = plain_number(known["number"])
        yield Sample(path.stem, document, number, known["date_signed"], known["mayor"], superseded)


def _field(pattern: str, head: str) -> str:
    found = re.search(pattern, head)
    if found is None:
        raise ValueError(f"a header without {pattern}")
    return found[1].strip()


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", text.lower())
