"""Leaders: which orders are one. What a document says of an order follows what it is most like of all that tells more:
a number, a title, a day, more words. All that follow the same one, by way of others perhaps, are of one order.

An issuer may have a thousand orders, each told of in a thousand ways. Whom one follows hangs on the few that it is held
against (candidates), so that what is new moves few others (graph/ledger_orders.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from graph.resolve.bonds import Bonds
from graph.resolve.candidates import considered
from graph.resolve.compare import Verdict, compare
from graph.resolve.days import is_whole
from graph.resolve.profile import Profile


def leader(order: Profile, others: Iterable[Profile]) -> Profile | None:
    """Which of some others a profile follows: the likeliest to be the same order; None where none is, or where two that
    differ from one another are as likely. Where two orders of one day may be meant, no story tells which."""
    found = ((other, compare(order, other)) for other in others)
    same = sorted(((-one.score, other.key, other) for other, one in found if one.verdict is Verdict.SAME))
    if _is_twofold(other for *_, other in same):
        same = [one for one in same if one[2].number]
    if not same:
        return None
    best, _, first = same[0]
    rivals = (other for score, _, other in same[1:] if score == best)
    return None if any(compare(first, other).verdict is Verdict.DIFFERENT for other in rivals) else first


def _is_twofold(orders: Iterable[Profile]) -> bool:
    """Whether two of some orders have numbers of their own and were signed on one day, as 14042 and 14043 were."""
    numbers: dict[str, set[str]] = {}
    for order in orders:
        if order.number and order.signed and is_whole(order.signed):
            numbers.setdefault(order.signed, set()).add(order.number)
    return any(len(found) > 1 for found in numbers.values())


def followers(orders: Iterable[Profile], bonds: Bonds) -> list[tuple[Profile, Profile]]:
    """Profiles of orders with those that they follow."""
    return [
        (order, first)
        for _, block in groupby(sorted(orders, key=_place), key=lambda order: order.block)
        for order, others in considered(block).items()
        if (first := leader(order, (other for other in others if not bonds.apart(order, other)))) is not None
    ]


def _place(order: Profile) -> tuple[str, str]:
    return order.block, order.key
