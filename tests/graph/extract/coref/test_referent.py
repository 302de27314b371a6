"""What a document speaks of: where it was last spoken of before a token."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from graph.extract.mention import GROUP, Mention
from graph.extract.referent import Referent

DOC = Doc(Vocab(), words=["agents"] * 30)


@given(st.lists(st.integers(0, 29)), st.integers(0, 30))
def test_the_last_mention_before_a_token_whatever_order_they_were_met_in(starts: list[int], token: int) -> None:
    referent = Referent(GROUP, "agents")
    for start in starts:
        referent.add(Mention(DOC[start : start + 1], GROUP, "agents", named=False))
    assert [m.start for m in referent.mentions] == sorted(starts)
    assert referent.before(token) == max((start for start in starts if start < token), default=-1)
