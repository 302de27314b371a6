"""Fetching an address: what comes and how it is read, where it may lead, and that no server can hold or flood it."""

from __future__ import annotations

import gzip
import io
import shutil
import socket
import ssl
import subprocess
import time
import zipfile
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model import Document
from graph.settings import Settings
from graph.sources import Intake, Origin, pieces, read_piece
from graph.sources.address import Network, Place, is_public, locate
from graph.sources.fetch import Validators, fetch
from graph.sources.media import Media

if TYPE_CHECKING:
    from conftest import Site

SETTINGS = Settings(max_bytes=200_000)
OURS = Intake(allow_private=True, timeout=20)
SHORT = Intake(allow_private=True, timeout=0.4)
TEXT = "Mayor Ann Lee of Río signed “an order” on Monday – it bars the police from asking.\n\nResidents cheered.\n"
PAGE = """<!DOCTYPE html><html><head>{head}<title>Mayor signs order</title></head><body><article>
<p>The mayor of Río has signed an order detailing how the city will resist a crackdown – “a first step”, she said.</p>
<p>The order directs city agencies on how to respond to the agents, and residents cheered it.</p></article></body>"""
ARTICLE = (
    "The mayor of Río has signed an order detailing how the city will resist a crackdown – “a first step”, she said.\n"
    "The order directs city agencies on how to respond to the agents, and residents cheered it."
)


def reason(url: str, intake: Intake = OURS, **more: Any) -> str:
    with pytest.raises(InputError) as raised:
        fetch(url, SETTINGS, intake, **more)
    assert raised.value.source == url
    return raised.value.reason


def document(url: str, intake: Intake = OURS) -> Document:
    (piece,) = pieces(Origin(url), SETTINGS, intake)
    assert not isinstance(piece, InputError), piece
    return read_piece(piece, SETTINGS)


def test_a_page_is_read_as_a_file_would_be_and_its_address_is_where_it_was_found(site: Site) -> None:
    site.answers["/a"] = (302, {"Location": "/b?c=1"}, b"")
    site.answers["/b?c=1"] = (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.format(head="").encode())
    assert document(f"{site.root}/a#top") == Document(
        ARTICLE, "Mayor signs order", f"{site.root}/b?c=1", source=f"{site.root}/a#top", format="text/html"
    )
    asked = site.requests[0][1]
    assert asked["user-agent"].startswith("policygraph/")
    assert asked["host"] == f"127.0.0.1:{site.server.server_port}"
    assert asked.keys() == {"host", "user-agent", "accept", "accept-encoding"}


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://news.example/a/1", "https://news.example/a/1"),
        ("/a/1", None),
        ("javascript:alert(1)", None),
        ("https://news.example/", None),
    ],
)
def test_the_address_that_a_page_gives_itself_counts_where_it_is_one(site: Site, canonical: str, url: str) -> None:
    page = PAGE.format(head=f'<link rel="canonical" href="{canonical}">')
    site.answers["/a"] = (200, {"Content-Type": "text/html"}, page.encode())
    assert document(f"{site.root}/a").url == (url or f"{site.root}/a")


@pytest.mark.parametrize(
    ("declared", "head", "encoding"),
    [
        ("windows-1252", "", "windows-1252"),
        ("windows-1252", '<meta charset="utf-8">', "windows-1252"),  # the server knows better than the page
        ("iso-8859-1", "", "windows-1252"),  # as browsers read it
        ("iso-8859-1", "", "utf-8"),  # what is UTF-8 can hardly be anything else
        ("utf-8", '<meta charset="windows-1252">', "windows-1252"),  # the server lies, the page does not
        ("no-such-charset", '<meta charset="windows-1252">', "windows-1252"),
        ("utf-16le", "", "utf-16-le"),
    ],
)
def test_the_charset_that_the_server_declares_is_tried_first(
    site: Site, declared: str, head: str, encoding: str
) -> None:
    body = PAGE.format(head=head).encode(encoding)
    site.answers["/a"] = (200, {"Content-Type": f"text/html; charset={declared}"}, body)
    assert document(f"{site.root}/a").text == ARTICLE


def test_a_charset_that_lies_throughout_is_an_error_and_no_guess(site: Site) -> None:
    site.answers["/a"] = (200, {"Content-Type": "text/plain; charset=utf-8"}, TEXT.encode("windows-1252"))
    (piece,) = pieces(Origin(f"{site.root}/a"), SETTINGS, OURS)
    assert not isinstance(piece, InputError)
    with pytest.raises(InputError, match=r"has the wrong encoding: not UTF-8 at byte 18 .* Windows-1252"):
        read_piece(piece, SETTINGS)


@pytest.mark.parametrize(
    ("path", "content_type", "kind"),
    [
        ("/story", "text/html", ".html"),
        ("/story.php", "TEXT/HTML; charset=UTF-8", ".html"),
        ("/order.pdf", "application/octet-stream", ".pdf"),
        ("/order%2Epdf?v=2", "", ".pdf"),
        ("/download", "application/pdf", ".pdf"),
        ("/notes.md", "text/plain", ".md"),
        ("/notes.php", "text/plain", ".jsonl"),  # as the user says
        ("/all.jsonl", "text/plain", ".jsonl"),
        ("/feed", "application/rss+xml", ".rss"),
        ("/feed.atom", "application/xml", ".xml"),
        ("/news.warc.gz", "application/octet-stream", ".warc.gz"),
        ("/news.tar.gz", "application/gzip", ".tar.gz"),
        ("/v1.5", "application/octet-stream", ".jsonl"),  # as the user says
    ],
)
def test_the_media_type_tells_the_kind_and_the_name_where_that_says_nothing(
    path: str, content_type: str, kind: str
) -> None:
    assert Media.of(content_type, "").kind(f"https://a.example{path}", b"\x1f\x8b", ".jsonl") == kind


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"%PDF-1.7", ".pdf"), (b"PK\x03\x04", ".zip"), (b"\n<!DOCTYPE HTML>", ".html"), (b"\x89PNG", ""), (b"", "")],
)
def test_the_beginning_tells_the_kind_where_nothing_else_does(start: bytes, kind: str) -> None:
    assert Media.of("", "").kind("https://a.example/", start, None) == kind


def test_plain_text_without_a_name_is_plain_text() -> None:
    assert Media.of("text/plain", "").kind("https://a.example/notes.php", b"Notes", None) == ".txt"


def test_a_name_for_saving_tells_the_kind() -> None:
    assert (
        Media.of("application/octet-stream", 'attachment; filename="Order 5.PDF"').kind("https://a/b", b"", "")
        == ".pdf"
    )


@pytest.mark.parametrize(
    "start", [b'<?xml version="1.0"?>\n<!-- x -->\n<rss version="2.0">', b"\xef\xbb\xbf <feed xmlns"]
)
def test_a_feed_that_is_called_a_page_is_a_feed(start: bytes) -> None:
    assert Media.of("text/html", "").kind("https://a.example/", start, None) == ".xml"


def test_what_is_not_read_is_named(site: Site) -> None:
    site.answers["/a"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    assert reason(f"{site.root}/a") == "is image/png, which is not read: save its text and give the file"


def test_an_archive_is_opened_as_a_file_of_its_kind_is(site: Site) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", TEXT)
    site.answers["/all"] = (200, {"Content-Type": "application/zip"}, packed.getvalue())
    with fetch(f"{site.root}/all", SETTINGS, OURS) as fetched:
        assert (fetched.kind, zipfile.ZipFile(fetched.body).namelist()) == (".zip", ["a.txt"])


def test_what_a_server_packs_is_unpacked(site: Site) -> None:
    headers = {"Content-Type": "text/plain", "Content-Encoding": "gzip"}
    site.answers["/a"] = (200, headers, gzip.compress(TEXT.encode()))
    assert document(f"{site.root}/a").text == TEXT


def test_a_packed_archive_that_the_server_calls_an_encoding_is_not_taken_for_packed(site: Site) -> None:
    packed = gzip.compress(b"WARC/1.0\r\n")
    site.answers["/a.warc.gz"] = (200, {"Content-Type": "application/x-gzip", "Content-Encoding": "x-gzip"}, packed)
    with fetch(f"{site.root}/a.warc.gz", SETTINGS, OURS) as fetched:
        assert (fetched.kind, fetched.body.read()) == (".warc", b"WARC/1.0\r\n")


@pytest.mark.parametrize("body", [gzip.compress(TEXT.encode(), mtime=0)[:-12], b"not gzip at all"])
def test_a_damaged_encoding_is_an_error(site: Site, body: bytes) -> None:
    site.answers["/a"] = (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, body)
    assert reason(f"{site.root}/a").startswith("is damaged: its gzip encoding ends early or is none")


def test_an_encoding_that_was_not_asked_for_is_an_error(site: Site) -> None:
    site.answers["/a"] = (200, {"Content-Type": "text/plain", "Content-Encoding": "br"}, b"\x00")
    assert reason(f"{site.root}/a") == "came in the encoding br, which it was not asked for: save it, give the file"


def test_a_body_that_says_that_it_is_too_long_is_not_read(site: Site) -> None:
    site.answers["/a"] = (200, {"Content-Type": "text/plain", "Content-Length": "3000000000"}, b"x")
    assert reason(f"{site.root}/a") == "is too long: 3,000,000,000 bytes, the limit is 200,000; save it and cut it up"


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 65_536)


def test_a_body_without_end_is_left_at_the_limit(site: Site) -> None:
    site.answers["/a"] = endless
    assert reason(f"{site.root}/a").startswith("is too long: more bytes than that, the limit is 200,000")


def test_a_gzip_bomb_is_unpacked_no_further_than_the_limit(site: Site) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    site.answers["/a"] = (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, bomb)
    assert len(bomb) < SETTINGS.max_bytes
    assert reason(f"{site.root}/a").startswith("is too long: more bytes than that, the limit is 200,000")


def drip(handler: BaseHTTPRequestHandler, start: bytes) -> None:
    handler.wfile.write(start)
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize(
    "start",
    [
        b"HTTP/1.1 200 ",
        b"HTTP/1.1 200 OK\r\nContent-Type: ",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 200\r\n\r\n",
    ],
)
def test_a_server_that_drips_bytes_holds_nobody_longer_than_the_time(site: Site, start: bytes) -> None:
    site.answers["/a"] = lambda handler: drip(handler, start)
    assert reason(f"{site.root}/a", SHORT) == "did not come within 0.4 seconds: try again later"


def test_a_server_that_says_nothing_holds_nobody_longer_than_the_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert reason(f"http://127.0.0.1:{port}/", SHORT) == "did not come within 0.4 seconds: try again later"
        assert reason(f"https://127.0.0.1:{port}/", SHORT) == "did not come within 0.4 seconds: try again later"


def test_a_resolver_that_says_nothing_holds_nobody_longer_than_the_time() -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(1)
        return []

    said = reason("http://a.example/", replace(SHORT, timeout=0.1), network=Network(slow))
    assert said == "cannot be reached: nobody said within 0.1 s where a.example is"


def test_where_nobody_listens_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "Connection refused" in reason(f"http://127.0.0.1:{port}/")


def test_of_several_addresses_the_first_that_answers_is_used(site: Site) -> None:
    site.answers["/a"] = (200, {"Content-Type": "text/plain"}, TEXT.encode())
    url = f"http://news.example:{site.server.server_port}/a"
    with fetch(url, SETTINGS, OURS, network=Network(lambda *_: ["127.0.0.9", "127.0.0.1"])) as fetched:
        assert (fetched.url, fetched.body.read()) == (url, TEXT.encode())
    assert site.requests[0][1]["host"] == f"news.example:{site.server.server_port}"


@pytest.mark.parametrize("host", [".".join(["a" * 60] * 5) + ".invalid", "a..b", "a" * 70])
def test_a_name_without_a_server_is_an_error(host: str) -> None:
    assert reason(f"http://{host}/").startswith(f"cannot be reached: there is no server {host!r}, or no network")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (404, "does not exist (its server answers with status 404)"),
        (410, "is gone (its server answers with status 410)"),
        (500, "is not to be had: its server fails, try again later (its server answers with status 500)"),
        (418, "is not to be had (its server answers with status 418)"),
        (302, "is not to be had (its server answers with status 302)"),
        (304, "is not to be had (its server answers with status 304)"),
    ],
)
def test_each_status_but_success_is_an_error_that_names_it(site: Site, status: int, told: str) -> None:
    site.answers["/a"] = (status, {}, b"")
    assert reason(f"{site.root}/a") == told


def test_what_needs_a_login_says_what_to_do(site: Site) -> None:
    site.answers["/a"] = (401, {}, b"")
    assert "save the page from your browser and give the file" in reason(f"{site.root}/a")


def test_a_busy_server_is_asked_again_within_the_time(site: Site) -> None:
    busy = (503, {"Retry-After": "0"}, b"")
    site.answers["/a"] = [(429, {}, b""), busy, (200, {"Content-Type": "text/plain"}, TEXT.encode())]
    assert document(f"{site.root}/a").text == TEXT
    assert site.paths == ["/a", "/a", "/a"]


@pytest.mark.parametrize("after", ["3600", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_busy_server_that_asks_for_more_time_than_there_is_is_an_error_at_once(site: Site, after: str) -> None:
    site.answers["/a"] = (429, {"Retry-After": after}, b"")
    assert reason(f"{site.root}/a").startswith("is busy: try again later (its server answers with 429 and asks to wait")
    assert site.paths == ["/a"]


@pytest.mark.parametrize("body", [b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", b"no HTTP\r\n\r\n", b""])
def test_an_answer_that_breaks_off_is_an_error(site: Site, body: bytes) -> None:
    site.answers["/a"] = lambda handler: handler.wfile.write(body) and None
    assert reason(f"{site.root}/a").startswith("broke off: ")


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    headers = {"Content-Type": "text/plain", "ETag": '"1"', "Last-Modified": "Fri, 27 Nov 2026 03:00:00 GMT"}
    site.answers["/a"] = [(200, headers, TEXT.encode()), (304, {}, b"")]
    with fetch(f"{site.root}/a", SETTINGS, OURS) as first:
        known = first.validators
    assert known == Validators('"1"', "Fri, 27 Nov 2026 03:00:00 GMT")
    with fetch(f"{site.root}/a", SETTINGS, OURS, known) as second:
        assert (second.changed, second.validators, second.body.read()) == (False, known, b"")
    asked = site.requests[1][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"1"', "Fri, 27 Nov 2026 03:00:00 GMT")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://0/",
        "http://%31%32%37.0.0.1/",
        "http://127.0.0.1./",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[fe80::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://224.0.0.1/",
        "http://a.example\\@127.0.0.1/",
    ],
)
def test_nothing_private_is_fetched_however_it_is_written(url: str) -> None:
    assert "private network" in reason(url, Intake(timeout=5), network=Network(stand_in)) or "\\" in url


def stand_in(host: str, port: int) -> list[str]:
    """The system's resolver where the host is numbers; no other name is asked for."""
    digits = host.rstrip(".").replace("0x", "")
    assert set(digits) <= set("0123456789abcdef.:"), host
    found = socket.getaddrinfo(host.rstrip("."), port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return [str(address[0]) for *_, address in found]


def test_one_private_address_of_several_is_enough_to_refuse() -> None:
    said = reason("http://a.example/", Intake(), network=Network(lambda *_: ["93.184.215.14", "192.168.0.1"]))
    assert said == (
        "leads to 192.168.0.1, which is on this machine or in a private network: "
        "only policygraph ingest --allow-private reads that"
    )


def test_a_name_is_looked_up_once_and_connected_to_where_it_was_checked(site: Site) -> None:
    answers = iter([["127.0.0.1"]])  # a second question would find none
    site.answers["/a"] = (200, {"Content-Type": "text/plain"}, TEXT.encode())
    url = f"http://rebinding.example:{site.server.server_port}/a"
    with fetch(url, SETTINGS, OURS, network=Network(lambda *_: next(answers))) as fetched:
        assert fetched.body.read() == TEXT.encode()


PUBLIC = "8.8.8.8"


@pytest.mark.parametrize(
    "address",
    (
        "127.0.0.1 0.0.0.0 100.64.0.1 169.254.1.1 192.0.2.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 "
        "::7f00:1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2001:0:7f00::1 fe80::1 fe80::1%eth0 "
        "fec0::1 fc00::1 ff02::1 2001:db8::1"
    ).split(),
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_as_what_it_wraps(address: Any) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address)) == is_public(f"64:ff9b::{address}")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://a.example/x", "is no address that can be fetched"),
        ("file:///etc/passwd", "is no address that can be fetched"),
        ("http:///x", "is no address that can be fetched"),
        ("http://a b/", "is no address: "),
        ("http://a:99999/", "is no address: "),
        ("http://[::1/", "is no address: "),
        ("http://a.example\r\nX: y/", "is no address: "),
    ],
)
def test_what_is_no_address_is_refused(url: str, told: str) -> None:
    assert reason(url).startswith(told)


def test_a_password_is_neither_sent_nor_repeated() -> None:
    with pytest.raises(InputError) as raised:
        fetch("http://me:secret@127.0.0.1/x", SETTINGS, OURS)
    assert raised.value.source == "http://127.0.0.1/x"
    assert raised.value.reason.startswith("has a name or a password in it, which are not sent")


@given(st.text(max_size=30))
def test_whatever_is_given_for_an_address_is_located_or_refused(rest: str) -> None:
    try:
        place = locate(f"http://{rest}", False, 5, Network(lambda *_: [PUBLIC]))
    except InputError:
        return
    assert place.url.isascii()
    assert " " not in place.target
    assert "\n" not in place.target + place.host


def test_a_place_is_where_the_address_leads() -> None:
    place = locate(" HTTPS://Exämple.com.:8443/ü?q=a b#c", False, 5, Network(lambda *_: [PUBLIC]))
    assert place == Place(
        "https://xn--exmple-cua.com.:8443/%C3%BC?q=a%20b",
        "https",
        "xn--exmple-cua.com",
        8443,
        "/%C3%BC?q=a%20b",
        (PUBLIC,),
    )
    assert place.authority == "xn--exmple-cua.com:8443"
    assert locate("http://[2606:4700::1111]", False, 5, Network(lambda *_: [PUBLIC])).authority == "[2606:4700::1111]"


def test_each_redirection_is_checked_as_the_address_was(site: Site) -> None:
    network = Network(lambda host, _: [host], lambda address: address != "10.0.0.7")  # the test's server is public
    site.answers["/a"] = (302, {"Location": "http://10.0.0.7/admin"}, b"")
    assert reason(f"{site.root}/a", Intake(timeout=5), network=network) == (
        "is redirected to http://10.0.0.7/admin, which leads to 10.0.0.7, which is on this machine or in a private "
        "network: only policygraph ingest --allow-private reads that"
    )


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://[::1"])
def test_a_redirection_leads_to_no_other_scheme(site: Site, location: str) -> None:
    site.answers["/a"] = (301, {"Location": location}, b"")
    assert "is redirected to " in reason(f"{site.root}/a")


def test_redirections_are_followed_five_times(site: Site) -> None:
    for n in range(9):
        site.answers[f"/{n}"] = (307, {"Location": f"{n + 1}"}, b"")
    site.answers["/5"] = (200, {"Content-Type": "text/plain"}, TEXT.encode())
    assert document(f"{site.root}/0").url == f"{site.root}/5"
    site.answers["/5"] = (307, {"Location": "6"}, b"")
    assert reason(f"{site.root}/0") == "is redirected more than 5 times: give the address where it ends"
    assert site.paths[6:] == ["/0", "/1", "/2", "/3", "/4", "/5"]


def test_what_is_wrong_where_a_redirection_leads_says_where_that_is(site: Site) -> None:
    site.answers["/a"] = (302, {"Location": "/b"}, b"")
    said = f"is redirected to {site.root}/b, which does not exist (its server answers with status 404)"
    assert reason(f"{site.root}/a") == said


def test_redirections_in_a_circle_are_an_error(site: Site) -> None:
    site.answers["/a"] = (302, {"Location": "/b"}, b"")
    site.answers["/b"] = (302, {"Location": "/a#again"}, b"")
    assert reason(f"{site.root}/a").startswith("is redirected in a circle")


def test_the_environments_proxy_is_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    site.answers["/a"] = (200, {"Content-Type": "text/plain"}, TEXT.encode())
    assert document(f"{site.root}/a").text == TEXT


def test_an_address_that_cannot_be_had_is_an_error_and_no_exception(site: Site) -> None:
    (found,) = pieces(Origin(f"{site.root}/nothing"), SETTINGS, OURS)
    assert isinstance(found, InputError)
    assert str(found) == f"{site.root}/nothing: does not exist (its server answers with status 404)"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-made certificate for news.example, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    made = folder / "both.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.example"
    more = ["-addext", "subjectAltName=DNS:news.example", "-keyout", folder / "key", "-out", folder / "certificate"]
    subprocess.run([*command.split(), *more], check=True, capture_output=True)
    made.write_bytes((folder / "key").read_bytes() + (folder / "certificate").read_bytes())
    return made


@pytest.fixture
def secure(site: Site, certificate: Path) -> Site:
    """The site, over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True, do_handshake_on_connect=False)
    site.answers["/a"] = (200, {"Content-Type": "text/plain"}, TEXT.encode())
    return site


LOCAL = Network(lambda *_: ["127.0.0.1"])


def test_a_certificate_is_held_to_the_name_and_not_to_the_number(
    secure: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    url = f"https://news.example.:{secure.server.server_port}/a"
    with fetch(url, SETTINGS, OURS, network=LOCAL) as fetched:
        assert fetched.body.read() == TEXT.encode()
    other = f"https://other.example:{secure.server.server_port}/a"
    assert reason(other, network=LOCAL).startswith("has a certificate that does not hold: Hostname mismatch")


def test_a_certificate_that_nobody_vouches_for_does_not_hold(secure: Site) -> None:
    url = f"https://news.example:{secure.server.server_port}/a"
    assert reason(url, network=LOCAL) == "has a certificate that does not hold: self-signed certificate"


def test_a_server_that_drips_over_tls_holds_nobody_longer_than_the_time(
    secure: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secure.answers["/a"] = lambda handler: drip(handler, b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    url = f"https://news.example:{secure.server.server_port}/a"
    assert reason(url, SHORT, network=LOCAL) == "did not come within 0.4 seconds: try again later"
