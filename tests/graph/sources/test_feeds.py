"""Feeds: each dialect's entries become documents, by their own text or by their pages; what is no feed says so."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model import Document
from graph.settings import Settings
from graph.sources import Intake, Origin, Piece, feeds, pieces, read_piece
from graph.sources.entry import Entry
from graph.sources.feeds import entries
from graph.sources.markup import alternates, plain

if TYPE_CHECKING:
    from conftest import Site

SETTINGS = Settings(max_bytes=200_000)
OURS = Intake(allow_private=True, timeout=20)
FOLLOWING = Intake(allow_private=True, timeout=20, follow=True)
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule">
<channel><title>The Tribune &amp; Post</title><link>https://tribune.example/</link>
<item><title>Mayor signs order</title><link>https://tribune.example/a/1</link><dc:creator>Ann Lee</dc:creator>
<pubDate>Fri, 29 Aug 2025 22:30:00 -0600</pubDate><description>The mayor signed.</description>
<creativeCommons:license>https://creativecommons.org/licenses/by/4.0/</creativeCommons:license>
<content:encoded><![CDATA[<p>The mayor of Río has <b>signed</b> an order.</p>
<ul><li>It bars the police&nbsp;from asking.</li></ul><script>track("<!ENTITY")</script>
<p>The post <a href="#">Mayor signs order</a> appeared first on <a href="#">Tribune</a>.</p>]]></content:encoded></item>
<item><title>Only a link</title><link>https://tribune.example/a/2</link></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Tribune</title><rights>© The Tribune</rights>
<author><name>The desk</name></author>
<entry><title type="html">Mayor &lt;em&gt;signs&lt;/em&gt; order</title><link href="https://tribune.example/a/1"/>
<published>2025-08-30T01:00:00+02:00</published><updated>2025-09-01T00:00:00Z</updated>
<summary>The mayor of Río has signed an order. It bars the police from asking.</summary></entry></feed>"""
RDF = """<?xml version="1.0" encoding="ISO-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://tribune.example/"><title>The Tribune</title><link>https://tribune.example/</link></channel>
<item rdf:about="https://tribune.example/a/1"><title>Mayor signs order</title><link>https://tribune.example/a/1</link>
<description>The mayor of Río has signed an order.</description><dc:date>2025-08-30</dc:date></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Tribune",
    "authors": [{"name": "Ann Lee"}, {"name": "Bo Diaz"}],
    "items": [
        {
            "id": "1",
            "title": "Mayor signs order",
            "url": "https://tribune.example/a/1",
            "content_html": "<p>The mayor of Río has signed an order.</p>",
            "date_published": "2025-08-30T01:00:00+02:00",
        }
    ],
}
PAGE = """<!DOCTYPE html><html><head><title>Mayor signs order</title></head><body><article>
<p>The mayor of Río has signed an order detailing how the city will resist a crackdown – “a first step”, she said.</p>
<p>The order directs city agencies on how to respond to the agents, and residents cheered it.</p></article></body>"""


def found(data: str | bytes, intake: Intake = OURS, name: str = "https://tribune.example/feed") -> list[Document | str]:
    """What becomes of each entry: its document, or the error."""
    raw = data.encode() if isinstance(data, str) else data
    return [outcome(piece) for piece in pieces(Origin(name), SETTINGS, replace(intake, feeds={name: raw}))]


def outcome(piece: Piece | InputError) -> Document | str:
    return str(piece) if isinstance(piece, InputError) else read_piece(piece, SETTINGS)


def test_an_rss_entry_is_read_by_its_longest_text_with_all_that_the_feed_knows_of_it() -> None:
    assert found(RSS) == [
        Document(
            "The mayor of Río has signed an order.\n\nIt bars the police from asking.",
            title="Mayor signs order",
            url="https://tribune.example/a/1",
            publisher="The Tribune & Post",
            author="Ann Lee",
            date="2025-08-29",  # the day that it was there
            source="https://tribune.example/feed!https://tribune.example/a/1",
            format="application/rss+xml",
            license="https://creativecommons.org/licenses/by/4.0/",
        ),
        "https://tribune.example/feed!https://tribune.example/a/2: has no text of its own: give --follow to fetch the "
        "page that it links to",
    ]


def test_an_atom_entry_of_two_sentences_is_read() -> None:
    assert found(ATOM) == [
        Document(
            "The mayor of Río has signed an order. It bars the police from asking.",
            title="Mayor signs order",
            url="https://tribune.example/a/1",
            publisher="The Tribune",
            author="The desk",
            date="2025-08-30",
            source="https://tribune.example/feed!https://tribune.example/a/1",
            format="application/atom+xml",
            license="© The Tribune",
        )
    ]


@pytest.mark.parametrize("data", [RDF.encode("latin-1"), RDF.encode("utf-8"), RDF.encode("utf-8-sig")])
def test_an_rss_1_entry_is_read_whatever_it_declares(data: bytes) -> None:
    assert found(data) == [
        Document(
            "The mayor of Río has signed an order.",
            title="Mayor signs order",
            url="https://tribune.example/a/1",
            publisher="The Tribune",
            date="2025-08-30",
            source="https://tribune.example/feed!https://tribune.example/a/1",
            format="application/rss+xml",
        )
    ]


def test_a_json_feed_is_read() -> None:
    assert found(json.dumps(JSON)) == [
        Document(
            "The mayor of Río has signed an order.",
            title="Mayor signs order",
            url="https://tribune.example/a/1",
            publisher="The Tribune",
            author="Ann Lee, Bo Diaz",
            date="2025-08-30",
            source="https://tribune.example/feed!https://tribune.example/a/1",
            format="application/feed+json",
        )
    ]


@pytest.mark.parametrize("suffix", ["rss", "atom", "xml"])
def test_a_feed_that_lies_in_a_file_is_read(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"feed.{suffix}"
    file.write_text(ATOM, encoding="utf-8")
    (piece,) = pieces(Origin(str(file)), SETTINGS, OURS)
    assert isinstance(piece, Piece)
    assert (piece.source, piece.known["title"]) == (f"{file}!https://tribune.example/a/1", "Mayor signs order")


def test_a_json_feed_is_known_by_its_version_whatever_it_is_called(tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    file.write_text(json.dumps(JSON), encoding="utf-8")
    (piece,) = pieces(Origin(str(file)), SETTINGS, OURS)
    assert isinstance(piece, Piece)
    assert (piece.source, piece.known["author"]) == (f"{file}!https://tribune.example/a/1", "Ann Lee, Bo Diaz")


def test_a_feed_is_fetched_and_its_relative_links_start_from_where_it_is(site: Site) -> None:
    body = ATOM.replace("https://tribune.example/a/1", "/a/1").encode()
    site.answers["/feed"] = (200, {"Content-Type": "text/html"}, body)  # as many servers call it
    (piece,) = pieces(Origin(f"{site.root}/feed"), SETTINGS, OURS)
    assert isinstance(piece, Piece)
    assert piece.source == f"{site.root}/feed!{site.root}/a/1"
    assert site.paths == ["/feed"]


def test_links_are_followed_where_the_user_says_so_and_the_page_outweighs_the_feed(site: Site) -> None:
    site.answers["/a/1"] = (301, {"Location": "/a/one"}, b"")
    site.answers["/a/one"] = (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode())
    feed = RSS.replace("https://tribune.example/a", f"{site.root}/a").replace(
        "Mayor signs order</title><link>", "M</title><link>"
    )
    name = "https://tribune.example/feed"
    assert found(feed, FOLLOWING) == [
        Document(
            "The mayor of Río has signed an order detailing how the city will resist a crackdown – “a first step”, she "
            "said.\nThe order directs city agencies on how to respond to the agents, and residents cheered it.",
            title="Mayor signs order",
            url=f"{site.root}/a/one",
            publisher="The Tribune & Post",
            author="Ann Lee",
            date="2025-08-29",
            source=f"{name}!{site.root}/a/1",
            format="text/html",
            license="https://creativecommons.org/licenses/by/4.0/",
        ),
        f"{name}!{site.root}/a/2: does not exist (its server answers with status 404)",
    ]
    assert site.paths == ["/a/1", "/a/one", "/a/2"]


def test_nothing_private_is_fetched_because_a_feed_says_so() -> None:
    feed = ATOM.replace("https://tribune.example/a/1", "http://127.0.0.1:9/admin")
    (said,) = found(feed, Intake(follow=True))
    assert "which is on this machine or in a private network" in str(said)


def test_an_entry_that_links_to_nothing_that_can_be_fetched_is_read_by_its_own_text() -> None:
    feed = ATOM.replace("https://tribune.example/a/1", "file:///etc/passwd")
    (document,) = found(feed, FOLLOWING)
    assert isinstance(document, Document)
    assert (document.url, document.source) == (None, "https://tribune.example/feed!1")


def test_entries_that_are_in_already_are_passed_over_until_they_change() -> None:
    (entry,), _ = entries(ATOM.encode(), "feed.xml")
    assert found(ATOM, Intake(passed={entry.source: entry.stamp}), "feed.xml") == []
    assert len(found(ATOM.replace("asking", "telling"), Intake(passed={entry.source: entry.stamp}), "feed.xml")) == 1


def test_an_entry_without_link_and_text_says_so() -> None:
    feed = '<rss version="2.0"><channel><title>T</title><item><title>Nothing</title></item></channel></rss>'
    assert found(feed) == ["https://tribune.example/feed!1: has no text of its own: and links to no page that has one"]


def test_a_feed_without_entries_holds_no_documents() -> None:
    assert found('<rss version="2.0"><channel><title>T</title></channel></rss>') == []


@pytest.mark.parametrize("damage", ["<b>unclosed & bare", "<p/></wrong>"])
def test_a_feed_that_is_badly_written_is_read_all_the_same(damage: str) -> None:
    documents = found(ATOM.replace("It bars", f"{damage} It bars"))
    assert [isinstance(document, Document) for document in documents] == [True]


def test_a_feed_that_ends_early_is_read_up_to_its_last_whole_entry_and_says_so() -> None:
    first, *others = found(RSS[: RSS.index("Only a link")])
    assert isinstance(first, Document)
    assert others == [
        "https://tribune.example/feed: is a feed that ends early: all that came is read but the last entry, which may "
        "be cut"
    ]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("", "is a web page and no feed, and names none: look for RSS or Atom on the site"),
        (
            '<link rel="alternate" type="application/rss+xml" href="/rss.xml">',
            "is a web page and no feed: its feed is https://tribune.example/rss.xml",
        ),
    ],
)
@pytest.mark.parametrize("start", ["<!DOCTYPE html>\n<!-- x --><html>", "<html>", '<?xml version="1.0"?><html>'])
def test_a_page_instead_of_a_feed_says_so_and_names_the_feed(head: str, told: str, start: str) -> None:
    assert found(f"{start}<head>{head}</head><body><p>Hello &amp; welcome.</p>") == [
        f"https://tribune.example/feed: {told}"
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("<urlset><url/></urlset>", "is XML but no feed (it is <urlset>); read are RSS, Atom and JSON Feed"),
        ("Just text.", "is no feed: it is not XML; read are RSS, Atom and JSON Feed"),
        ("", "is no feed: it is not XML; read are RSS, Atom and JSON Feed"),
        ('{"a": 1}', "is JSON but no feed: a JSON Feed names its version, https://jsonfeed.org/version/1.1"),
        ("[1, 2", "is no feed: neither XML nor JSON (Expecting ',' delimiter: line 1 column 6 (char 5))"),
    ],
)
def test_what_is_no_feed_is_an_error(data: str, told: str) -> None:
    assert found(data) == [f"https://tribune.example/feed: {told}"]


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + RSS.partition("?>")[2]


@pytest.mark.parametrize(
    "data",
    [
        BOMB.encode(),
        BOMB.encode("utf-16"),
        BOMB.replace('[<!ENTITY a "ha">', '[<!ENTITY a SYSTEM "file:///etc/passwd">').encode(),
        BOMB.replace("<!DOCTYPE rss [", '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x" [').encode(),
    ],
)
def test_entities_that_a_feed_declares_are_refused(data: bytes) -> None:
    (said,) = found(data)
    assert str(said).endswith("declares entities of its own, which can be a trap and which no feed needs: refused")


def test_a_document_type_without_declarations_is_that_of_old_feeds_and_nothing_is_fetched_for_it(site: Site) -> None:
    doctype = f'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "{site.root}/rss-0.91.dtd">'
    assert isinstance(found(doctype + RSS.partition("?>")[2])[0], Document)
    assert site.paths == []


def test_nothing_is_opened_because_a_feed_is_called_like_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(ATOM, encoding="utf-8")
    assert found(str(secret).encode()) == [
        "https://tribune.example/feed: is no feed: it is not XML; read are RSS, Atom and JSON Feed"
    ]


def test_a_feed_that_is_too_long_is_an_error() -> None:
    assert found(ATOM + " " * 200_000) == [
        "https://tribune.example/feed: is too long for a feed: the limit is 200,000 bytes"
    ]


def test_a_feed_that_takes_too_long_to_understand_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "PATIENCE", 1)
    (said,) = found(RSS.replace("Ann Lee", "a" * 150_000))
    assert str(said).endswith("is a feed that takes longer than 1 s to understand: refused")


def test_a_feed_whose_charset_lies_is_an_error() -> None:
    (said,) = found(ATOM.encode("windows-1252"))
    assert "declares utf-8 but is not (byte" in str(said)


@hypothesis.settings(max_examples=20, deadline=None)  # those that begin like XML take a process each
@given(st.binary(max_size=400) | st.text(alphabet="<>/!?[]&;= \"'rssfeditmnk", max_size=200).map(str.encode))
def test_whatever_bytes_come_there_are_entries_or_an_error(data: bytes) -> None:
    try:
        made, _ = entries(data, "feed.xml")
    except InputError:
        return
    assert all(isinstance(entry, Entry) for entry in made)


@given(st.text(alphabet="<>/!-&; abp\n\"'=script", max_size=200))
def test_whatever_markup_comes_there_is_text(markup: str) -> None:
    text = plain(markup)
    assert text == text.strip()
    assert alternates(markup) == []


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<div><p>One <i>two</i>\n\nthree.</p>four<br>five</div>", "One two three.\n\nfour\n\nfive"),
        ("A &amp; B &mdash; C&#8217;s", "A & B — C’s"),
        ("<style>p{}</style><p>Text<script>if (a<b) {}</script> here</p><iframe></iframe>.", "Text here\n\n."),
        ("", ""),
    ],
)
def test_the_text_of_markup_is_what_a_reader_sees(markup: str, text: str) -> None:
    assert plain(markup) == text
