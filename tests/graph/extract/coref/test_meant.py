"""Who and what is meant: short forms of people and bodies, those called by what they did, the court of the lead."""

from __future__ import annotations

import pytest

from graph.extract.reading import read
from graph.model import Document
from graph.parse import parse


def meant(text: str, name: str) -> list[str]:
    """The words for the thing of a name, as they stand in the text."""
    referents = read(Document(text), next(parse([text]))).referents
    return [" ".join(m.span.text.split()) for r in referents if r.name == name for m in r.mentions]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (
            "Mayor Nutter signed an order on Monday. Nutter said he would not yield. The mayor met with bishops.",
            "Nutter",
            ["Nutter", "Nutter", "The mayor"],
        ),
        (
            "President Gonzalo Rivas Paz signed a decree on Monday. Critics attacked Rivas.",
            "Gonzalo Rivas Paz",
            ["Gonzalo Rivas Paz", "Rivas"],
        ),
        (
            "Governor Thanet Wongsawat banned burning on Monday. Mr Thanet wrote to farmers.",
            "Thanet Wongsawat",
            ["Thanet Wongsawat", "Thanet"],
        ),
        (
            'Senator Mitch McConnell of Kentucky opposed the order. "It costs us," the Kentuckian said.',
            "Mitch McConnell",
            ["Mitch McConnell", "the Kentuckian"],
        ),
        (
            "Perkins Coie LLP sued the mayor on Monday. Perkins Coie said so. The firm asked for a hearing.",
            "Perkins Coie LLP",
            ["Perkins Coie LLP", "Perkins Coie", "The firm"],
        ),
        (
            "The Army Corps of Engineers opened the gates. Residents thanked the Corps.",
            "Army Corps of Engineers",
            ["Army Corps of Engineers", "Corps"],
        ),
        (
            "Telecoms association Afintel sued on Monday. The association wants the decree gone.",
            "Afintel",
            ["Afintel", "The association"],
        ),
        (
            "Mayor Carlos Gimenez of Miami-Dade County signed a memo. Advocates urged Miami-Dade to resist.",
            "Miami-Dade County",
            ["Miami-Dade County", "Miami-Dade"],
        ),
        (
            "A French court has suspended an order. The administrative court in Toulouse ruled on Monday.",
            "French court",
            ["A French court", "The administrative court"],
        ),
        (
            "Seven officials sued Governor Bill Lee over his order. The plaintiffs asked for a hearing.",
            "Seven officials",
            ["Seven officials", "The plaintiffs"],
        ),
        (
            "Groups that brought the suit in May praised the ruling. The challengers want fees.",
            "Groups",
            ["Groups that brought the suit in May", "The challengers"],
        ),
        (
            "A suit filed by five families is before a judge. The plaintiffs want fees.",
            "five families",
            ["five families", "The plaintiffs"],
        ),
    ],
)
def test_words_of_one_thing(text: str, name: str, words: list[str]) -> None:
    assert meant(text, name) == words


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Marcus Odom left. Mr. Marcus, a baker, stayed.", "Marcus Odom", ["Marcus Odom"]),  # a common given name
        ("Mary Ann Lee left. Critics attacked Ann.", "Mary Ann Lee", ["Mary Ann Lee"]),  # a middle name, not a surname
        ("Ruiz Foods sued on Monday. Its old firm stayed out.", "Ruiz Foods", ["Ruiz Foods"]),
        ("A federal court has suspended it. The state court ruled on Monday.", "federal court", ["A federal court"]),
        ("A court has suspended it. The appeals court ruled on Monday.", "court", ["A court"]),
        ("Seven officials met. The plaintiffs asked for a hearing.", "Seven officials", ["Seven officials"]),
        ("Officials met, and the Sierra Club sued. The plaintiffs want fees.", "Officials", ["Officials"]),
        ("Ketanji Brown Jackson left. Mayor Brown sued.", "Ketanji Brown Jackson", ["Ketanji Brown Jackson"]),
        ("Carter Ellis left. Mr. Carter, a baker, stayed.", "Carter Ellis", ["Carter Ellis"]),
        ("Mayor Johnson signed it. Johnson & Johnson sued.", "Johnson", ["Johnson"]),
        ("Judge May signed it. The order takes effect in May.", "May", ["May"]),
        ("Boeing sued the city. Acme Corp. sued too. The firm said so.", "Boeing", ["Boeing"]),
        ('Governor Braun of Indiana met a guest. "It works," the Indian said.', "Braun", ["Braun"]),
        ('Senator Mitch McConnell left. "It costs us," the Texan said.', "Mitch McConnell", ["Mitch McConnell"]),
    ],
)
def test_words_of_another_thing(text: str, name: str, words: list[str]) -> None:
    assert meant(text, name) == words


def test_name_between_commas_after_an_office_and_its_seat_is_a_persons() -> None:
    text = "Japan's consul general in Jeju, Takeda Hiroshi, welcomed the step."
    assert meant(text, "Takeda Hiroshi") == ["Japan's consul general", "Takeda Hiroshi"]


def test_letter_and_article_that_are_taken_for_somebody_are_nobody_named_before() -> None:
    text = (
        "The superintendent, Dr. Folasade Grant, has disputed that; she says that agents came as far as the office of "
        "Jefferson School and were asked to go.\n\nWe're live from 10th and L. The march is due to set out at noon."
    )
    assert meant(text, "Folasade Grant") == ["The superintendent", "Folasade Grant"]
