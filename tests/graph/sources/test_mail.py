"""E-mail: what a message says as a document, what is attached to it as others."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from graph.model import Document
from graph.settings import Settings
from graph.sources import Intake, Origin, Piece, pieces, read, read_piece
from tests.graph.sources.making import found, pdf, zipped

ORDER = (
    "Mayor Ann Lee of Río has signed an order – it bars the police from asking residents for\n"
    "their papers, and from keeping any record of who was asked. All agencies of the city\n"
    "shall report to the mayor within thirty days on what they have done to carry it out.\n"
)
TEXT = ORDER.rstrip().replace("\n", " ")
PAGE = f"<html><body><p>{TEXT}</p></body></html>"
KNOWN = {"title": "Mayor signs order", "author": "Press Office", "date": "2025-08-30", "format": "message/rfc822"}


def message(plain: str | None = ORDER, page: str | None = None, charset: str = "utf-8") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Press Office <press@city.example>"
    made["To"] = "list@city.example"
    made["Subject"] = "Fwd: Re: Mayor signs order"
    made["Date"] = "Sat, 30 Aug 2025 23:10:00 -0500"
    if plain is not None:
        made.set_content(plain, charset=charset)
    if page is not None:
        made.add_alternative(page, subtype="html")
    return made


def written(folder: Path, name: str, made: EmailMessage | bytes) -> Path:
    file = folder / name
    file.write_bytes(made if isinstance(made, bytes) else made.as_bytes())
    return file


def test_a_message_is_its_plain_text_with_what_the_header_says(tmp_path: Path) -> None:
    for made in (message(), message(page="<p>Another.</p>"), message(charset="windows-1252")):
        file = written(tmp_path, "a.eml", made)
        document = read(file, Settings())
        assert document == Document(document.text, **KNOWN, source=str(file))
        assert document.text.strip() == TEXT


def test_a_message_whose_plain_text_only_points_at_its_page_is_its_page(tmp_path: Path) -> None:
    for plain in (None, "View this message in your browser."):
        file = written(tmp_path, "a.eml", message(plain, PAGE))
        assert read(file, Settings()) == Document(TEXT, **KNOWN, source=str(file))


def test_attachments_are_documents_of_their_own(tmp_path: Path) -> None:
    made = message("See the order.")
    made.add_attachment(pdf([[TEXT[:80]]]), maintype="application", subtype="pdf", filename="../order.pdf")
    made.add_attachment(zipped({"a.txt": b"In a box."}), maintype="application", subtype="zip", filename="box.zip")
    made.add_attachment(b"GIF", maintype="image", subtype="gif", filename="logo.gif")
    made.add_attachment(message("The one before."))
    file = written(tmp_path, "a.eml", made)
    assert [(name, text.strip()) for name, text in found(file)] == [
        ("", "See the order."),
        ("!order.pdf", TEXT[:80].strip()),
        ("!box.zip!a.txt", "In a box."),
        ("!4.eml", "The one before."),
    ]


def test_a_mailbox_gives_its_messages_one_by_one(tmp_path: Path) -> None:
    first = message("From the mayor:\n\nFrom now on nobody asks.\n\n").as_bytes().replace(b"\nFrom now", b"\n>From now")
    attached = message("Second.")
    attached.add_attachment(b"In a file.", maintype="text", subtype="plain", filename="a.txt")
    mark = b"From press@city.example Sat Aug 30 10:00:00 2025\n"
    file = written(tmp_path, "all.mbox", mark + first + b"\n" + mark + attached.as_bytes() + b"\n")
    assert [(name, text.strip()) for name, text in found(file)] == [
        ("!1", "From the mayor:\n\nFrom now on nobody asks."),
        ("!2", "Second."),
        ("!2!a.txt", "In a file."),
    ]
    pieces_ = [piece for piece in pieces(Origin(str(file)), Settings(), Intake()) if isinstance(piece, Piece)]
    assert read_piece(pieces_[0], Settings()).title == "Mayor signs order"


def test_what_cannot_be_read_of_a_message_is_told(tmp_path: Path) -> None:
    encrypted = EmailMessage()
    encrypted["Content-Type"] = "multipart/encrypted; protocol=application/pgp-encrypted; boundary=x"
    lying = message().as_bytes().replace(b"utf-8", b"us-ascii").replace(b"R\xc3\xado", b"R\xedo")
    lying = b"From: a@b.example\nContent-Type: text/plain; charset=ascii\n\nR\x81o has signed an order.\n"
    cases = [
        (encrypted.as_bytes(), "is encrypted: save it decrypted from your mail program"),
        (lying, "declares ascii but is not (byte 1): save it again"),
        (b"\nno header at all\n", "is no e-mail: it has no header"),
        (b"Subject: nothing\n\n\n", "holds no document of a kind that is read"),
    ]
    assert [found(written(tmp_path, "a.eml", data)) for data, _ in cases] == [[("", reason)] for _, reason in cases]
