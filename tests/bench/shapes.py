"""How reading time grows with a document of one shape: what is dear is not a long text but much that might be alike."""

from __future__ import annotations

import random
import re
import time
from typing import Final

from graph.model import Document
from graph.pipeline import extract
from graph.settings import Settings

FEW, MANY = 60, 960  # paragraphs
FIRST: Final = "Ann Ben Carla Dan Eva Fred Gina Hal Ida Jon Kim Lou May Ned Ola Pam Quin Rae Sam Tia".split()
LAST: Final = "Adams Baker Clark Davis Evans Foster Green Harris Irwin Jones King Lewis Moore Nolan Owens Price".split()
TOWN: Final = "Ash Birch Cedar Dover Elm Fair Glen Hart Iron Jasper Kent Lake Mill North Oak Pine Ridge South".split()
END: Final = "ton ville field ford burg dale mont wood port land".split()
GROUP: Final = "Teachers Nurses Growers Drivers Tenants Farmers Truckers Students Parents Veterans".split()
SHAPES: Final = {  # one paragraph each; names are drawn anew at each place
    "governors": "Governor {person} said on Monday that the order was a mistake. “It hurts everybody,” she said.",
    "mayors": "Mayor {person} of {town} signed an order that bans parking on Main Street on Monday.",
    "one mayor": "Mayor Ann Lee criticized the council. The mayor denied that she had signed the order.",
    "orders": "Governor {person} signed Executive Order 2025-{n}, which requires agencies to close offices in {town}.",
    "rulings": "A judge blocked Executive Order {n} on Monday. {person}, who sued over it, hailed the ruling.",
    "residents": "“They never asked us,” said {person}, a resident of {town}.",
    "collectives": "{group} in {town} protested against the ban. The {group} demanded that the mayor lift it.",
    "bodies": "The {town} City Council voted to repeal it. The council sued the {town} Department of Health.",
    "unions": "The {town} {group} Union sued. The union said its members lost. Its president, {person}, agreed.",
    "laws": "The {town} Council passed a law on guns. The new law bans parking. {person} opposes the law.",
    "pronouns": "She said that it would help. He criticized it. They opposed her.",
    "bullets": "- All agencies shall report to the governor within 30 days.",
    "sections": "{n}. The Department of Health shall submit a report to the Governor, and agencies shall comply.",
    "tables": "{person}\t{town}\t{n}\tMayor",
    "open quotes": "“We will not stop, the mayor said. The governor has failed our city.",
}


def shapes() -> dict[str, float]:
    """By shape, how many times as long a word takes in a document of 960 such paragraphs as in one of 60, and the
    most of it. Processor time, from text to facts."""
    microseconds(text("governors", 3))  # which loads the model
    grown = {shape: microseconds(text(shape, MANY)) / microseconds(text(shape, FEW)) for shape in SHAPES}
    return {shape.replace(" ", "_"): ratio for shape, ratio in grown.items()} | {"growth": max(grown.values())}


def text(shape: str, paragraphs: int) -> str:
    """So many paragraphs of a shape, always the same."""
    chance = random.Random(shape)

    def name(place: re.Match[str]) -> str:
        if place[1] == "person":
            return f"{chance.choice(FIRST)} {chance.choice(LAST)}{chance.choice('aeiou')}{chance.choice(LAST).lower()}"
        return chance.choice(GROUP) if place[1] == "group" else chance.choice(TOWN) + chance.choice(END)

    numbered = (SHAPES[shape].replace("{n}", str(number)) for number in range(1, paragraphs + 1))
    return "\n\n".join(re.sub(r"\{(person|town|group)\}", name, paragraph) for paragraph in numbered)


def microseconds(text: str) -> float:
    """Processor time a word."""
    began = time.process_time()
    list(extract([Document(text)], Settings()))
    return 1e6 * (time.process_time() - began) / len(text.split())
