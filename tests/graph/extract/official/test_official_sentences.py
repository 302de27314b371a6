"""How many norms of sentences drawn from real orders are found, and how many that are told are there."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse

GOLD = Path(__file__).parents[3] / "gold"
sys.path.insert(0, str(GOLD))
from score import overlap  # noqa: E402

FRAMES = {
    "president": "Executive Order 14901 of May 6, 2019\n\nBy the authority vested in me as President by the "
    "Constitution and the laws of the United States of America, it is hereby ordered:\n\n{}\n\nTHE WHITE HOUSE,\n"
    "May 6, 2019.\n",
    "city": "THE CITY OF NEW YORK\nOFFICE OF THE MAYOR\n\nEXECUTIVE ORDER NO. 73\nApril 8, 2022\n\nNOW, THEREFORE, "
    "by the power vested in me as Mayor of the City of New York, it is hereby ordered:\n\n{}\n\nEric Adams\nMAYOR\n",
}
FOUND, TOLD = 60, 92  # floors, which only rise: norms found of 65, right ones of a hundred told


def counts() -> tuple[int, int, int]:
    """Norms that are found, told and there; one is found if its kind is right and half of its words are."""
    with (GOLD / "official" / "norms.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    there: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows:
        norms = there.setdefault((row["of"], row["sentence"]), [])
        if row["kind"]:
            norms.append((row["kind"], row["action"]))
    texts = [FRAMES[of].format(sentence) for of, sentence in there]
    found = told = 0
    for text, norms, doc in zip(texts, there.values(), parse(texts), strict=True):
        left = list(norms)
        for provision in RulesExtractor().extract(Document(text), doc).provisions:
            told += 1
            same = (n for n in left if n[0] == provision.kind and overlap(n[1], provision.evidence.text) >= 0.5)
            hit = next(same, None)
            if hit is not None:
                left.remove(hit)
                found += 1
    return found, told, sum(map(len, there.values()))


def test_norms_of_sentences_of_real_orders_are_found_and_few_others_told() -> None:
    found, told, there = counts()
    assert found >= FOUND, (found, told, there)
    assert 100 * found >= TOLD * told, (found, told, there)
