"""E-mail: a message's body as a document, its attachments as documents of their own; a mailbox's messages one by one.

The standard library's parser with its default policy, which decodes headers and finds the body among alternatives.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from functools import partial
from typing import BinaryIO, cast

from graph.errors import InputError
from graph.settings import Settings
from graph.sources.dates import day
from graph.sources.decode import in_utf8
from graph.sources.kinds import kind_of
from graph.sources.media import KINDS
from graph.sources.piece import Intake, Member, Piece
from graph.sources.streams import load

MEDIA_TYPE = "message/rfc822"
STUB = 200  # characters; a plain text that short beside a page only says that there is a page

_FORWARDED = re.compile(r"^(?:\s*(?:fwd?|re|aw|wg)\s*:)+\s*", re.IGNORECASE)
_SEPARATOR = re.compile(rb"From \S+\s.*\d:\d\d")  # programs that do not mark a body's own "From " are many
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def open_mail(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Piece | Member]:
    """A message's body, plain rather than HTML, and its attachments."""
    mail = message_from_bytes(load(stream, name, settings.max_bytes), policy=policy.default)
    if mail.get_content_type() in _ENCRYPTED:
        raise InputError(name, "is encrypted: save it decrypted from your mail program")
    if not mail.keys():
        raise InputError(name, "is no e-mail: it has no header")
    if (body := _body(mail)) is not None:
        kind = ".html" if body.get_content_subtype() == "html" else ".txt"
        if (data := _text(body, name)).strip():
            yield Piece(name, kind, data, _told(mail))
    for number, part in enumerate(mail.iter_attachments() if mail.is_multipart() else (), start=1):
        yield from _attachment(part, number)


def _body(mail: EmailMessage) -> MIMEPart | None:
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    if plain is None or page is None:
        return plain or page
    stub = len(_bytes(plain).strip()) < STUB
    return page if stub and len(_bytes(page)) > STUB else plain


def _bytes(part: MIMEPart) -> bytes:
    return cast(bytes, part.get_payload(decode=True)) or b""


def _text(part: MIMEPart, name: str) -> bytes:
    """A part's text in UTF-8, by the charset that it declares. Raises InputError where that is not so."""
    data, charset = _bytes(part), part.get_content_charset("utf-8")
    read = in_utf8(data, charset)
    if read is data and not data.isascii() and not data.startswith(codecs.BOM_UTF8):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(name, f"declares {charset} but is not (byte {error.start:,}): save it again") from error
    return read


def _told(mail: EmailMessage) -> dict[str, str]:
    """What the header says, where it says something."""
    sender = mail["from"].addresses if mail["from"] else ()
    known = {
        "title": _FORWARDED.sub("", str(mail["subject"] or "")).strip(),
        "author": ", ".join(filter(None, (address.display_name for address in sender))),
        "date": day(mail["date"].datetime) if mail["date"] and mail["date"].datetime else None,
        "url": str(mail["archived-at"] or "").strip(" <>"),
        "format": MEDIA_TYPE,
    }
    return {name: value for name, value in known.items() if value}


def _attachment(part: MIMEPart, number: int) -> Iterator[Member]:
    if part.get_content_type() == MEDIA_TYPE:
        yield Member(part.get_filename() or f"{number}.eml", ".eml", partial(_forwarded, part))
    elif name := part.get_filename():
        kind = kind_of(name) or KINDS.get(part.get_content_type(), "")
        yield Member(name.replace("\\", "/").rpartition("/")[2], kind, lambda: io.BytesIO(_bytes(part)))


def _forwarded(part: MIMEPart) -> BinaryIO:
    return io.BytesIO(cast(EmailMessage, part.get_content()).as_bytes())


def open_mailbox(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Member | InputError]:
    """The messages of a mailbox file (mbox), each told by its number."""
    for number, message in enumerate(_messages(stream, settings.max_bytes), start=1):
        fault = f"is too long: more than {settings.max_bytes:,} bytes" if len(message) > settings.max_bytes else None
        yield Member(str(number), ".eml", partial(io.BytesIO, message), fault=fault)


def _messages(stream: BinaryIO, longest: int) -> Iterator[bytes]:
    """What stands between lines like "From a@b.c Sat Aug 30 10:00"; of what is too long only the beginning."""
    message, blank = bytearray(), True
    while line := stream.readline(longest):
        if blank and _SEPARATOR.match(line):
            if message:
                yield bytes(message)
            message = bytearray()
        elif len(message) <= longest:
            message += line[1:] if re.match(rb">+From ", line) else line
        blank = not line.strip()
    if message:
        yield bytes(message)
