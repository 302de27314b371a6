"""What an address brings is read as Python's own library reads it."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote_plus

import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from

from api.sent import parameters

QUERY = 'SELECT * { ?s <http://e/p#é> "a=b&c+d\n100 %" } # 大'
PIECES = ("a", "4", "1", "_", "=", "&", "+", "%", "%C3%A9", "%3d", "%0A", "%26", "%2B", "%zz", "%4", "=3D", "%FF")


@given(lists(sampled_from(PIECES), max_size=12).map("".join))
def test_parameters_are_read_as_pythons_library_reads_them(address: str) -> None:
    assert parameters({"query_string": address.encode()}) == parse_qsl(address, keep_blank_values=True)


@pytest.mark.parametrize("sent", [quote_plus(QUERY).encode(), QUERY.replace("&", "%26").replace("+", "%2B").encode()])
def test_a_query_comes_through_as_it_is_escaped_or_in_utf_8_as_it_stands(sent: bytes) -> None:
    assert parameters({"query_string": b"query=" + sent + b"&format="}) == [("query", QUERY), ("format", "")]
