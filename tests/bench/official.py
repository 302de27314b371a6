"""How well orders are read in their own words: number, issuer, day and what they supersede, over two public corpora.

    .venv/bin/python tests/bench/official.py --corpora /path/to/corpora [--wrong]

What the corpora say *about* their texts (headers, front matter, file names) is what the reading is measured by, so it
is taken out of the text first: of presidential orders the header, the filing note and the number in the heading that
the corpus sets over each text; of New York City's the front matter. The text then goes the product's own way: read as
Markdown, parsed, extracted.

- number: of the orders whose text states it; a text that does not must be given none.
- issuer: the surname of the president on that day, of the mayor in the front matter. A name that OCR blurred counts by
  its likeness (LIKENESS); an order that somebody else signed, in the mayor's stead, counts as wrong.
- issuer*: the same for those orders that name their issuer anywhere. Many federal ones say only "me as President": who
  that was is then known by the day (graph/extract/lexicons/holders.csv).
- day: against the header's. New York City's front matter has no day for five orders, which are left out.
- all three: number, issuer and day of one order; all three*: of the orders whose text states them.
- legible: at least 0.7 of a text's words are words of the language model's or of other texts of the corpus.
- supersedes: `revokes` and `amends` of orders, by number, against the front matter; extensions of orders are no part of
  `supersedes` and left out. It is also asked what of it is stated in the text.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path

import yaml

from graph.extract.holders import president
from graph.extract.rules import RulesExtractor
from graph.model import Document, Predicate, Record
from graph.parse import language_model, parse
from graph.sources.markdown import read_markdown

LEGIBLE = 0.7  # of the words; the one text below it was scanned upside down
LIKENESS = 0.6  # "Rloom1'erg" is like Bloomberg by 0.78, other mayors’ names by 0.5 at most


@dataclass(frozen=True, slots=True)
class Sample:
    """One order with what the corpus says about it."""

    name: str
    document: Document
    number: str
    day: str | None
    surname: str
    supersedes: frozenset[str] | None = None


@dataclass(slots=True)
class Tally:
    """Right and asked, by measure, with what went wrong."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def ask(self, measure: str, sample: Sample, found: object, expected: object, right: bool) -> None:
        """Count one answer."""
        self.asked[measure] += 1
        self.right[measure] += right
        if not right:
            self.wrong.append(f"{sample.name[:40]:<41} {measure:<9} {found!r} instead of {expected!r}")


def presidential(folder: Path) -> Iterator[Sample]:
    """Executive orders, their header, heading's number and filing note taken off."""
    for path in sorted(folder.glob("*.md")):
        head, _, rest = path.read_text(encoding="utf-8").partition("\n---\n")
        body = re.sub(r"\A(\s*## [^\d\n]*?)\s*\d.*\n", r"\1\n", rest.rpartition("\n---\n")[0])
        number = _field(r"Executive Order Number:\s*(\S+)", head)
        day = datetime.strptime(_field(r"\*\*(?:Signed|Date):\*\*\s*(.*)", head), "%B %d, %Y").date().isoformat()
        surname = (president(day) or "").split()[-1]
        yield Sample(path.stem, read_markdown(body.encode(), path.name), number, day, surname)


def city(folder: Path) -> Iterator[Sample]:
    """New York City's orders, their front matter taken off."""
    for path in sorted(folder.glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        known = yaml.safe_load(front)
        superseded = frozenset(_plain(name.rsplit("-", 1)[1]) for name in known["supersedes"])
        document = read_markdown(body.encode(), path.name)
        yield Sample(path.stem, document, _plain(known["number"]), known["date_signed"], known["mayor"], superseded)


def _field(pattern: str, head: str) -> str:
    found = re.search(pattern, head)
    if found is None:
        raise SystemExit(f"a header without {pattern}")
    return found[1].strip()


def _plain(number: str | None) -> str:
    return (number or "").lstrip("0")


def legible(samples: list[Sample]) -> list[Sample]:
    """The samples whose text is of words."""
    known = language_model().vocab
    spread = Counter(word for s in samples for word in set(_words(s.document.text)))

    def share(sample: Sample) -> float:
        words = _words(sample.document.text)
        return sum(spread[w] > 2 or known[w].has_vector for w in words) / max(1, len(words))

    return [s for s in samples if share(s) >= LEGIBLE]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", text.lower())


def judge(sample: Sample, record: Record, tally: Tally) -> None:
    """Hold one record against what the corpus says."""
    text, details = sample.document.text, record.orders[0] if record.orders else None
    number = _plain(details.number.value) if details and details.number else ""
    day = details.signed.value if details and details.signed else None
    own = details.order if details else None
    issuers = {r.object for r in record.relations if r.predicate is Predicate.ISSUED_BY and r.subject == own}
    names = [e.name for e in record.entities if e.id in issuers]

    numbered, dated, named = _states_number(sample), _states_day(sample), _names_issuer(sample)
    expected = sample.number if numbered or number else ""
    right = (number == expected, day == sample.day, any(_is(name, sample.surname) for name in names[:1]))
    tally.ask("number" if expected else "no number", sample, number, expected, right[0])
    tally.ask("issuer", sample, names, sample.surname, right[2])
    if named:
        tally.ask("issuer*", sample, names, sample.surname, right[2])
    if sample.day is not None:
        tally.ask("day", sample, day, sample.day, right[1])
        tally.ask("all three", sample, right, True, all(right))
        if named and dated and (numbered or not expected):
            tally.ask("all three*", sample, right, True, all(right))
    if sample.supersedes is not None:
        superseded(sample.name, text, sample.supersedes, record, own, tally)


def _states_number(sample: Sample) -> bool:
    return re.search(rf"(?<!\d){re.escape(sample.number)}(?!\d)", sample.document.text) is not None


def _states_day(sample: Sample) -> bool:
    if sample.day is None:
        return False
    day = datetime.fromisoformat(sample.day)
    written = rf"{day:%B}\s*{day.day},?\s*{day.year}"
    return re.search(written, sample.document.text, re.IGNORECASE) is not None


def _names_issuer(sample: Sample) -> bool:
    text = sample.document.text
    foot = text[-150:].split()  # where a blurred name counts
    return sample.surname.lower() in text.lower() or any(_is(word, sample.surname) for word in foot)


def _is(name: str, surname: str) -> bool:
    """Whether a name has this surname, sharp or blurred."""
    tail = "".join(name.split()[-len(surname.split()) :]) if name.split() else ""
    wanted = surname.replace(" ", "")
    return wanted.lower() in name.replace(" ", "").lower() or (
        SequenceMatcher(None, tail.strip(".,").lower(), wanted.lower()).ratio() >= LIKENESS and len(tail) > 4
    )


def superseded(name: str, text: str, expected: frozenset[str], record: Record, own: str | None, tally: Tally) -> None:
    """Orders that the order revokes or amends, by number."""
    names = {e.id: e.name for e in record.entities if e.type == "Order"}
    links = [r for r in record.relations if r.predicate in (Predicate.REVOKES, Predicate.AMENDS) and r.subject == own]
    told = [r for r in links if r.object in names and not re.search("exten|contin", r.evidence.text, re.IGNORECASE)]
    numbers = {_plain(found[-1]) for r in told if (found := re.findall(r"\d+", names[r.object or ""]))}
    stated = {n for n in expected if re.search(rf"Order\s+(?:No[.,]?\s*)?0*{n}\b", text, re.IGNORECASE)}
    tally.asked["told"] += len(numbers)
    tally.asked["stated"] += len(stated)
    tally.asked["superseded"] += len(expected)
    tally.right["superseded"] += len(numbers & expected)
    if numbers ^ stated:
        tally.wrong.append(f"{name[:40]:<41} supersedes {sorted(numbers)} instead of {sorted(stated)}")


def measure(samples: list[Sample]) -> Tally:
    """Read every sample and judge it."""
    extractor, tally = RulesExtractor(), Tally()
    for sample, doc in zip(samples, parse(s.document.text for s in samples), strict=True):
        judge(sample, extractor.extract(sample.document, doc), tally)
    return tally


def report(title: str, samples: int, tally: Tally) -> dict[str, float]:
    """Print one corpus's figures."""
    figures = {
        m: tally.right[m] / tally.asked[m]
        for m in ("number", "no number", "day", "issuer", "issuer*", "all three", "all three*")
        if tally.asked[m]
    }
    shown = "  ".join(f"{m} {figures[m]:.3f} ({tally.right[m]}/{tally.asked[m]})" for m in figures)
    print(f"{title:<14}{samples} orders  {shown}")
    if tally.asked["superseded"]:
        right, told, stated = (tally.right["superseded"], tally.asked["told"], tally.asked["stated"])
        precision, recall = right / max(1, told), right / max(1, stated)
        figures["supersedes"] = 2 * precision * recall / max(1e-9, precision + recall)
        print(
            f"{'':<14}revokes/amends: F1 {figures['supersedes']:.3f}, precision {precision:.3f} of {told} told, "
            f"recall {recall:.3f} of {stated} stated ({tally.asked['superseded']} in the front matter)"
        )
    return figures


def main() -> int:
    """Measure both corpora. Returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of presidential-orders and nyc-orders")
    parser.add_argument("--wrong", action="store_true", help="list what went wrong")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    figures = {}
    for title, samples in (
        ("presidential", list(presidential(options.corpora / "presidential-orders"))),
        ("nyc", list(city(options.corpora / "nyc-orders"))),
    ):
        kept = legible(samples)
        tally = measure(kept)
        figures[title] = report(title, len(kept), tally) | {"dropped": len(samples) - len(kept)}
        if dropped := {s.name for s in samples} - {s.name for s in kept}:
            print(f"{'':<14}{len(dropped)} illegible: {', '.join(sorted(dropped))}")
        if options.wrong:
            print("\n".join(tally.wrong))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
