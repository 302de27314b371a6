"""Pages that stand before an article: logins, paywalls, captchas, notices of cookies and scripts."""

from __future__ import annotations

import re
from html import unescape

LONGEST = 1_000_000  # characters of a page; a wall has less
_SAVE = "save the page from your browser, {}, and give the file"
_GO_ON = "(?:continue|read|keep|view|see|access|unlock|finish)"
_CAPTCHA = (
    "is a captcha page: " + _SAVE.format("once it shows the article"),
    r"verif(?:y|ying) (?:that )?you(?:'|’)?(?: a)?re (?:a )?human|checking (?:if the site connection|your browser)"
    r"|i(?:'|’)?m not a robot|unusual (?:traffic|activity) from|complete the captcha|are you a robot"
    r"|access (?:to this page )?(?:has been |was |is )?denied|(?:you have been|you are) blocked",
)
_LOGIN = (
    "is a login wall: " + _SAVE.format("logged in"),
    rf"(?:log|sign)[ -]?in(?: or (?:register|sign up|create an account|subscribe))? to {_GO_ON}"
    rf"|(?:register|create (?:a|an|your)(?: free)? account|sign up)(?: for free)? to {_GO_ON}"
    r"|(?:must|need to|have to|please) (?:be )?(?:log(?:ged)?|sign(?:ed)?)[ -]?in\b"
    r"(?! to (?:post|leave|comment|reply|vote|save|follow|add))",
)
_PAYWALL = (
    "is a paywall: " + _SAVE.format("logged in as a subscriber"),
    rf"subscri(?:be|ption)(?: now| today)?(?: is required)? to {_GO_ON}|to continue reading"
    r"|(?:only|exclusive(?:ly)?|available) (?:for|to) (?:our )?(?:paid |paying )?(?:subscribers|members)"
    r"|subscriber[- ](?:only|exclusive)|(?:reached|hit|exceeded|used|read) (?:your|all|the)(?: \w+){0,5} free "
    r"(?:articles?|stories|story|limit)",
)
_NOTICE = (
    "is a notice about cookies or scripts, without the article: " + _SAVE.format("once it shows the article"),
    r"(?:enable|turn on|allow|requires?|accept|use|without) (?:all )?(?:java ?script|cookies)",
)
_KNOWN = [(reason, re.compile(words, re.IGNORECASE)) for reason, words in (_CAPTCHA, _LOGIN, _PAYWALL)]


_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^<>]*>|\s+", re.IGNORECASE | re.DOTALL)
_PASSWORD = re.compile(r"<input\b[^<>]*\btype=[\"']?password", re.IGNORECASE)


def wall(page: str, prose: bool, free: bool) -> str | None:
    """What kind of wall a page with little text of its own is, by all that it shows; None where it is none.

    Where there is some prose, which a wall may show before it, a banner about cookies and a field for a password are
    those of any page. `free`: the page does not say that it has to be paid for.
    """
    words = re.sub(" +", " ", _MARKUP.sub(" ", unescape(page[:LONGEST])))
    if found := next((reason for reason, pattern in _KNOWN if pattern.search(words)), None):
        return found
    if not free:
        return _PAYWALL[0]
    if prose:
        return None
    if _PASSWORD.search(page[:LONGEST]):
        return _LOGIN[0]
    return _NOTICE[0] if re.search(_NOTICE[1], words, re.IGNORECASE) else None
