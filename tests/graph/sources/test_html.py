"""HTML: the article with what the page says of itself; a page that stands before one is told as what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.model import Document
from graph.settings import Settings
from graph.sources import read
from tests.graph.sources.making import refused, written

PAGE = """<!DOCTYPE html><html><head>{head}<title>Mayor signs order | The Tribune</title>
<meta property="og:site_name" content="The Tribune"><meta name="author" content="Ann Lee">
<link rel="canonical" href="https://tribune.example/a/1">
<meta property="article:published_time" content="2025-08-30T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Mayor signs order</h1>
<p>The mayor of Río has signed an order detailing how the city will resist a crackdown – “a first step”, she said.</p>
<p>The order directs <b>city agencies</b> on how to <a href="/x">respond</a> to the agents.</p></article>
<footer>Copyright 2019 Tribune. All rights reserved.</footer></body></html>"""
ARTICLE = (
    "Mayor signs order\n"
    "The mayor of Río has signed an order detailing how the city will resist a crackdown – “a first step”, she said.\n"
    "The order directs city agencies on how to respond to the agents."
)


PAGES = [
    ("", "utf-8"),
    ("", "utf-8-sig"),
    ('<meta charset="utf-8">', "utf-8"),
    ('<meta charset="windows-1252">', "cp1252"),
    ('<META http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),  # as browsers read it
    ('<meta charset="iso-8859-1">', "utf-8"),  # a wrong declaration that is often met
    ("<meta charset=utf-16>", "utf-16"),
]


@pytest.mark.parametrize(("head", "encoding"), PAGES)
def test_a_page_becomes_its_article_with_its_metadata(tmp_path: Path, head: str, encoding: str) -> None:
    file = written(tmp_path, "a.html", PAGE.replace("{head}", head).encode(encoding))
    assert read(file, Settings()) == Document(
        ARTICLE,
        title="Mayor signs order",
        url="https://tribune.example/a/1",
        publisher="The Tribune",
        author="Ann Lee",
        date="2025-08-30",
        source=str(file),
        format="text/html",
    )


@pytest.mark.parametrize(
    ("declared", "encoding", "break_"),
    [
        ("iso-8859-1", "utf-8", b"\xff"),  # UTF-8 with a broken byte
        ("windows-1252", "mac_roman", b""),
        ("utf-8", "cp1252", b""),
        ("ascii", "utf-8", b"\xe2\x80"),
    ],
)
def test_a_charset_that_lies_gives_no_mojibake(tmp_path: Path, declared: str, encoding: str, break_: bytes) -> None:
    page = PAGE.replace("{head}", f'<meta charset="{declared}">').replace("she said", "she said; she’s right")
    told = refused(written(tmp_path, "a.html", page.encode(encoding) + break_))
    assert told.startswith(f"declares {declared} but is not (byte ")


LINKS = "".join(f"<li><a href='/{n}'>Read more about topic {n}</a></li>" for n in range(40))


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (f"<html><body><nav><ul>{LINKS}</ul></nav><footer>Copyright 2025</footer></body></html>", "holds no article"),
        ("<html><body></body></html>", "holds no article"),
        ("<html><body><p>Please enable JavaScript and cookies to continue.</p></body></html>", "is a notice"),
        ("<div>" * 20_000, "holds no article"),
        ("   ", "is empty"),
        ("<p>Brandon Johnson</p>", "holds no article"),
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str, reason: str) -> None:
    assert refused(written(tmp_path, "a.htm", page)).startswith(reason)


STORY = "".join(f"<p>{line}</p>" for line in ARTICLE.splitlines()[1:])
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "@id": "https://tribune.example/page", "name": "A page"},
        {
            "@type": ["NewsArticle"],
            "headline": "Mayor signs order",
            "datePublished": "2025-08-30T23:30:00-05:00",
            "dateModified": "2025-09-02",
            "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bob Ray"}],
            "publisher": {"@type": "Organization", "name": "The Tribune"},
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "mainEntityOfPage": {"@id": "https://tribune.example/a/1"},
            "inLanguage": "en-US",
        },
    ],
}
SAID = {
    "title": "Mayor signs order",
    "publisher": "The Tribune",
    "author": "Ann Lee, Bob Ray",
    "date": "2025-08-30",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "url": "https://tribune.example/a/1",
}
TAGS = """<meta property="og:title" content="Mayor signs order"><meta property="og:site_name" content="The Tribune">
<meta property="article:published_time" content="2025-08-30T10:00:00Z"><meta name="author" content="Ann Lee, Bob Ray">
<meta property="article:modified_time" content="2025-09-02T10:00:00Z">
<meta property="og:url" content="https://tribune.example/a/1">"""
DUBLIN = """<meta name="DC.title" content="Mayor signs order"><meta name="dcterms.date" content="2025-08-30">
<meta name="dcterms.publisher" content="The Tribune"><meta name="dcterms.license" content="CC BY 4.0">"""


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (f'<script type="application/ld+json">{json.dumps(LINKED)}</script>', SAID),
        (f'<link rel="license" href="{SAID["license"]}">{TAGS}', SAID),
        (DUBLIN, {"title": SAID["title"], "publisher": "The Tribune", "date": "2025-08-30", "license": "CC BY 4.0"}),
        ('<script type="application/ld+json">{"@type": [</script><script type="application/ld+json">[7]</script>', {}),
    ],
)
def test_what_a_page_says_of_itself_is_read_in_every_way_of_saying_it(
    tmp_path: Path, head: str, said: dict[str, str]
) -> None:
    file = written(
        tmp_path, "a.xhtml", f"<html lang='en-US'><head>{head}</head><body><article>{STORY}</article></body>"
    )
    text = "\n".join(ARTICLE.splitlines()[1:])
    assert read(file, Settings()) == Document(text, **said, source=str(file), format="application/xhtml+xml")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<h1>Just a moment...</h1><p>Verifying you are human. This may take a few seconds.</p>", "is a captcha page"),
        (
            "<p>Access to this page has been denied because we believe you are a program.</p>",
            "is a captcha page",
        ),
        ("<form><p>Welcome to the Tribune.</p><input type='password'></form>", "is a login wall"),
        (f"{STORY[:120]}</p><p>Log in or create an account to continue reading this story.</p>", "is a login wall"),
        ("<p>You have reached your limit of three free articles this month, and we thank you.</p>", "is a paywall"),
        (f"{STORY[:120]}</p><p>This article is only available to our subscribers.</p>", "is a paywall"),
        ("<p>Please enable JavaScript and cookies to continue.</p>", "is a notice about cookies or scripts"),
        (
            '<script type="application/ld+json">{"@type": "Article", "isAccessibleForFree": "False"}</script>' + STORY,
            "is a paywall",
        ),
    ],
)
def test_a_page_that_stands_before_the_article_is_told_as_what_it_is(tmp_path: Path, body: str, reason: str) -> None:
    told = refused(written(tmp_path, "a.html", f"<html><body>{body}</body></html>"))
    assert told.startswith(reason)
    assert "save the page from your browser" in told


BANNERS = """<header>Already a subscriber? <a href="/in">Log in</a> or subscribe for $1.</header>{}
<form id="login"><input type="password"></form><p>You must be logged in to post a comment.</p>
<div>We use cookies. Accept all cookies?</div>"""


def test_banners_around_an_article_make_no_wall_of_it(tmp_path: Path) -> None:
    for story in (STORY, STORY * 9):
        text = read(written(tmp_path, "a.html", f"<html><body>{BANNERS.format(story)}</body></html>"), Settings()).text
        assert "The order directs city agencies" in text
