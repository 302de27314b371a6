"""A directory of a thousand mixed files, made from the annotated cases: python tests/graph/sources/mixed.py DIR [FILES]

All formats that are read, containers in containers, exact copies, reprints under another publisher, and every kind of
bad input; the same files for the same number. What has to come of them is printed as JSON, and `make` returns it.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[3])]

from tests.graph.sources import making  # noqa: E402 - it is a script as well
from tests.graph.sources.making import Story  # noqa: E402

GOLD = Path(__file__).parents[2] / "gold" / "train"
HELD = 3  # stories in each container
PUBLISHERS = ("The Tribune", "Daily Herald", "City Post", "State Journal")

SINGLE: dict[str, Callable[[Story], bytes]] = {
    ".txt": making.as_text,
    ".md": making.as_markdown,
    ".html": making.as_page,
    ".json": making.as_json,
    ".pdf": making.as_pdf,
    ".docx": making.as_docx,
    ".eml": making.as_mail,
    ".xhtml": making.as_page,
    ".html.gz": lambda story: gzip.compress(making.as_page(story), mtime=0),
}


@dataclass
class Expected:
    """What has to come of the files.

    stories    documents that are each a story of their own
    copies     files that hold what another file holds: the copy, the original
    reprints   files with a story slightly edited, by another publisher: the reprint, the original
    refused    what cannot be read, by its place in the directory, with the beginning of the reason
    """

    files: int = 0
    stories: int = 0
    copies: dict[str, str] = field(default_factory=dict)
    reprints: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def make(folder: Path, files: int = 1000) -> Expected:
    """Write so many files, in folders of a hundred; the folder must be new or empty."""
    expected, stories, written = Expected(), _Stories(), list[tuple[str, Story]]()
    bad = _bad(stories)
    chance = random.Random(7)
    for number in range(files):
        place = f"{number // 100:02}/{number:04}"
        turn = number % 20
        if number < len(bad):
            name, data, readable, reasons = bad[number]
            place = f"{place}-{name}"
            expected.refused |= {place + where: reason for where, reason in reasons.items()}
            expected.stories += readable
        elif turn < 5 and written:
            original, story = chance.choice(written)
            place, data = _again(place, original, story, turn, expected, folder)
        elif turn < 9:
            held = [stories.next() for _ in range(HELD)]
            suffix = list(MANY)[number // 20 % len(MANY)] if turn < 8 else ".zip"
            place, data = place + suffix, MANY[suffix](held)
            expected.stories += HELD
        else:
            story = stories.next()
            suffix = list(SINGLE)[number % len(SINGLE)]
            place, data = place + suffix, SINGLE[suffix](story)
            expected.stories += 1
            written.append((place, story))
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        expected.files += 1
    return expected


def _again(place: str, original: str, story: Story, turn: int, expected: Expected, folder: Path) -> tuple[str, bytes]:
    """A copy of a file, or a reprint of the story in it."""
    if turn < 2:
        place += "".join(Path(original).suffixes)
        expected.copies[place] = original
        return place, (folder / original).read_bytes()
    suffix = (".html", ".json", ".md")[turn - 2]
    place += suffix
    expected.reprints[place] = original
    return place, SINGLE[suffix](reprint(story, place))


def reprint(story: Story, place: str) -> Story:
    """The story as another paper has it: with a dateline, a paragraph less at the end, and another headline."""
    paragraphs = story.paragraphs
    text = "\n".join(
        ["(News Service) – " + paragraphs[0], *(paragraphs[1:-1] if len(paragraphs) > 4 else paragraphs[1:])]
    )
    other = next(name for name in PUBLISHERS if name != story.publisher)
    slug = re.sub(r"\W+", "-", place)
    return story._replace(
        text=text, title=story.title + ", officials say", publisher=other, url=f"https://{slug}.example/"
    )


class _Stories:
    """First the annotated cases, then texts put together of their sentences, each as long as a short article."""

    def __init__(self) -> None:
        self.cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
        sentences = (re.split(r"(?<=[a-z]{3}[.”])\s+(?=[A-Z“])", case["text"]) for case in self.cases)
        self.sentences = sorted({s for found in sentences for s in found if 40 < len(s) < 400 and "\n" not in s})
        self.count = 0

    def next(self) -> Story:
        number, self.count = self.count, self.count + 1
        chance = random.Random(number)
        if number < len(self.cases):
            text = self.cases[number]["text"]
        else:
            chosen = chance.sample(self.sentences, 12)
            text = "\n".join(" ".join(chosen[start : start + 3]) for start in range(0, 12, 3))
        title = re.split(r"[.,;:\n]", text)[0][:80].strip()
        url, date = f"https://news.example/{number}", f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        return Story(text, title, url, chance.choice(PUBLISHERS), chance.choice(["Ann Lee", "Bob Ray"]), date)


def _lines(stories: Sequence[Story]) -> bytes:
    return b"".join(json.dumps(story.row).encode() + b"\n" for story in stories)


def _table(stories: Sequence[Story], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(stories[0].row), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(story.row for story in stories)
    return out.getvalue().encode()


def _files(stories: Sequence[Story]) -> dict[str, bytes]:
    made = zip(stories, [".txt", ".html", ".pdf"], strict=True)
    return {f"news/{n}{suffix}": SINGLE[suffix](story) for n, (story, suffix) in enumerate(made)}


def _mailbox(stories: Sequence[Story]) -> bytes:
    return b"".join(b"From a@b.example Sat Aug 30 10:00:00 2025\n" + making.as_mail(story) + b"\n" for story in stories)


def _crawl(stories: Sequence[Story]) -> bytes:
    return b"".join(making.answer(story.url, making.as_page(story)) for story in stories)


MANY: dict[str, Callable[[Sequence[Story]], bytes]] = {
    ".jsonl": _lines,
    ".csv": _table,
    ".tsv": lambda stories: _table(stories, "\t"),
    ".zip": lambda stories: making.zipped(_files(stories)),
    ".tar.gz": lambda stories: gzip.compress(making.tarred(list(_files(stories).items())), mtime=0),
    ".mbox": _mailbox,
    ".warc.gz": lambda stories: gzip.compress(_crawl(stories), mtime=0),
    ".jsonl.gz": lambda stories: gzip.compress(_lines(stories), mtime=0),
    ".json": lambda stories: json.dumps([story.row for story in stories]).encode(),
    ".tar": lambda stories: making.tarred([("in/box.zip", making.zipped(_files(stories)))]),
}

SPANISH = (
    "El alcalde firmó el lunes una orden que prohíbe a la policía preguntar por los papeles de los residentes. " * 9
)
TEASER = "<p>The mayor signed an order on Monday that bars the police from asking for papers.</p>"


def _bad(stories: _Stories) -> list[tuple[str, bytes, int, dict[str, str]]]:
    """Files that cannot be read, or not wholly: name, bytes, stories in it that can, and what is told of
    which place in it."""
    held = [stories.next() for _ in range(8)]
    story, page = held[0], making.as_page(held[0])
    whole = making.zipped({"a.txt": making.as_text(held[1]), "b.txt": making.as_text(held[2])})
    nested = making.zipped({"a.txt": b"A."})
    for _ in range(6):
        nested = making.zipped({"in.zip": nested})
    escaping = making.zipped({"../a.txt": b"A.", "b.txt": making.as_text(held[3])})
    locked = bytearray(making.zipped({"a.txt": b"Nobody may read this."}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    lying = (
        page.replace(b'charset="utf-8"', b'charset="iso-8859-1"').replace(b"</h1>", "’s “order”</h1>".encode())
        + b"\xff"
    )
    bomb = gzip.compress(bytes(10**7), mtime=0) * 20
    lines = _lines(held[4:6]) + b"{broken\n" + b'{"no": "text"}\n'
    files = [
        ("cut.txt.gz", gzip.compress(making.as_text(story), mtime=0)[:-20], 0, {"": "is cut off before its end"}),
        ("cut.zip", whole[: whole.index(b"PK\x01\x02")], 2, {"": "is cut off or damaged"}),
        ("nested.zip", nested, 0, {"!in.zip" * 5: "is nested too deep"}),
        ("bomb.jsonl.gz", bomb, 0, {"!1": "is too long", "": "is a bomb"}),
        ("long.zip", making.zipped({"long.txt": bytes(7 * 10**7)}), 0, {"!long.txt": "is too long"}),
        ("escape.zip", escaping, 1, {"!../a.txt": "has a path that leads out of its archive"}),
        ("locked.zip", bytes(locked), 0, {"!a.txt": "is encrypted"}),
        ("locked.pdf", making.encrypted(making.as_pdf(story), "secret"), 0, {"": "is encrypted"}),
        ("scan.pdf", making.pdf([[], [], []]), 0, {"": "has no text in it: its 3 pages are pictures"}),
        ("cut.pdf", making.as_pdf(story)[:900], 0, {"": "is a broken PDF"}),
        ("cut.docx", making.as_docx(story)[:900], 0, {"": "is no whole Word document"}),
        ("login.html", f"<body>{TEASER}<p>Log in to continue reading.</p>".encode(), 0, {"": "is a login wall"}),
        ("pay.html", f"<body>{TEASER}<p>Subscribe now to continue.</p>".encode(), 0, {"": "is a paywall"}),
        ("human.html", b"<body><p>Verifying you are human. This may take a while.</p>", 0, {"": "is a captcha page"}),
        ("menu.html", b"<body><nav><a href='/'>Home</a></nav>", 0, {"": "holds no article"}),
        ("lying.html", lying, 0, {"": "declares iso-8859-1 but is not"}),
        ("western.txt", "The mayor’s order is “final”.".encode("cp1252"), 0, {"": "has the wrong encoding"}),
        ("spanish.txt", SPANISH.encode(), 0, {"": "is not English: it looks like Spanish"}),
        ("empty.txt", b"", 0, {"": "is empty"}),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", 0, {"": "is binary, not text: it is a PNG picture"}),
        ("bytes.txt", bytes(range(256)) * 20, 0, {"": "is binary, not text"}),
        ("broken.json", b'{"text": ', 0, {"": "is not JSON"}),
        ("lines.jsonl", lines, 2, {"!3": "is not JSON", "!4": "has no field that is known to hold text"}),
        ("columns.csv", b"a,b\n1,2\n", 0, {"": "has no field that is known to hold text; its fields are a, b"}),
        ("sealed.eml", b"Content-Type: multipart/encrypted\n\nx\n", 0, {"": "is encrypted"}),
        ("cut.warc", _crawl(held[6:])[:-500], 1, {"!https://news.example/7": "is cut off"}),
        ("pictures.zip", making.zipped({"a.png": b"x"}), 0, {"": "holds no document of a kind that is read"}),
    ]
    return files


if __name__ == "__main__":
    print(json.dumps(asdict(make(Path(sys.argv[1]), *map(int, sys.argv[2:3]))), indent=1))
