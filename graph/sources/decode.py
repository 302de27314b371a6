"""From bytes to text, never guessing silently: what cannot be read without a guess is refused, with the way out.

The order: byte order mark; UTF-8 where the bytes are valid UTF-8 (other text hardly ever is, whatever it declares);
the charset that an HTML or XML page declares. UTF-8 comes before the declaration because pages that declare
ISO-8859-1 and hold UTF-8 are common, and reading them as declared gives mojibake without an error. What reads wrong in
the charset that it declares is refused.
"""

from __future__ import annotations

import codecs
import re

from graph.errors import InputError

_MARKS = (  # UTF-32's mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF-": "a PDF: give it the suffix .pdf",
    b"PK\x03\x04": "a ZIP file or an office document: give it its own suffix, .zip or .docx",
    b"\xd0\xcf\x11\xe0": "an old office document: save its text as .txt",
    b"\x1f\x8b": "compressed with gzip: give it the suffix .gz",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"SQLite format 3\x00": "an SQLite database",
}
_DECLARED = re.compile(rb"""<(?:meta\s[^>]*?charset|\?xml\s[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_SEVEN_BITS = ("utf-16", "utf-32", "utf-7", "iso-2022", "hz")  # what is in them can pass for UTF-8
# what the WHATWG encoding standard reads these labels as: browsers do, so that is what the author saw
_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_HIGH = re.compile(rb"[\x80-\xff]+")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MISREAD = re.compile(r"[a-z][À-ÖØ-Þ](?:s|t|re|ll|ve|d|m)\b")  # a capital amid small letters, where an apostrophe was


def decode(data: bytes, source: str) -> str:
    """The text of a plain file: UTF-8, or UTF-16/32 with a byte order mark. Raises InputError for all else."""
    _refuse_binary(data, source)
    if mark := _mark(data):
        return _by_mark(data, mark, source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(source, _not_utf8(data, error.start)) from error


def decode_page(data: bytes, source: str) -> str:
    """The text of an HTML or XML page, by its mark, as UTF-8, or as it declares. Raises InputError."""
    _refuse_binary(data, source)
    if not _mark(data) and (declared := _declared(data)):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return _as_declared(data, declared, source)
    return decode(data, source)


def in_utf8(data: bytes, charset: str) -> bytes:
    """A text's bytes in UTF-8, with its mark, as the charset says that is declared from outside, by a server.

    As they are where they have a mark, are UTF-8 whatever is declared, or are not in that charset: then what the
    text says of itself is still to be tried, and else the error says what it is not.
    """
    if _mark(data) or (_is_utf8(data) and not charset.lower().startswith(_SEVEN_BITS)):
        return data
    try:
        return _by_charset(data, charset).encode("utf-8-sig")
    except (LookupError, ValueError):
        return data


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mark(data: bytes) -> str | None:
    return next((codec for mark, codec in _MARKS if data.startswith(mark)), None)


def _by_mark(data: bytes, codec: str, source: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        reason = f"begins with the mark of {codec.upper()} but is not {codec.upper()} (byte {error.start:,})"
        raise InputError(source, f"{reason}: save it again as UTF-8") from error


def _declared(data: bytes) -> str | None:
    """The charset in the first 4 KiB (browsers look at 1 KiB; pages with long heads declare later)."""
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else None


def _as_declared(data: bytes, declared: str, source: str) -> str:
    try:
        return _by_charset(data, declared)
    except LookupError as error:
        raise InputError(source, f"declares an unknown encoding, {declared!r}: save it as UTF-8") from error
    except UnicodeDecodeError as error:
        raise InputError(source, f"declares {declared} but is not (byte {error.start:,}): save it as UTF-8") from error


def _by_charset(data: bytes, charset: str) -> str:
    """The text in a charset. Raises LookupError, UnicodeDecodeError, the latter also for text that reads wrong in it.

    Nearly every byte is something in the charsets of one byte a letter, so that what is not in them is read without
    an error: UTF-8 with one broken byte ("donâ€™t"), or text of an old Macintosh ("donÕt").
    """
    name = codecs.lookup(charset).name
    text = data.decode(_AS_BROWSERS_DO.get(name, name))
    beyond = sum(len(run) for run in _HIGH.findall(data))
    if beyond and 2 * sum(len(letter) for letter in _UTF8_LETTER.findall(data)) > beyond:
        data.decode("utf-8")  # fails where it is broken
    if found := _MISREAD.search(text):
        raise UnicodeDecodeError(name, data, found.start(), found.end(), "reads wrong")
    return text


def _refuse_binary(data: bytes, source: str) -> None:
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(source, f"is binary, not text: it is {kind}")
    if b"\x00" not in data[:65536] or _mark(data):
        return
    if data[1:200:2].count(0) > 80 or data[0:200:2].count(0) > 80:
        raise InputError(source, "has the wrong encoding: it looks like UTF-16 without its mark; save it as UTF-8")
    if data[:65536].count(0) > len(data[:65536]) / 1000:
        raise InputError(source, "is binary, not text: it holds zero bytes")


def _not_utf8(data: bytes, at: int) -> str:
    line = data.count(b"\n", 0, at) + 1
    advice = "save it as UTF-8"
    if set(data) & set(range(0x80, 0xA0)):  # C1 controls in ISO 8859, quotation marks and dashes in Windows-1252
        advice = "if it is Windows-1252, as Western Windows writes: `iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW`"
    return f"has the wrong encoding: not UTF-8 at byte {at:,} (0x{data[at]:02X}, line {line:,}); {advice}"
