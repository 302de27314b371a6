"""A thing that a document speaks of, with all its mentions."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from graph.extract.mention import Mention
from graph.extract.relations.roles import Role
from graph.model import EntityType


@dataclass(slots=True, eq=False)
class Referent:
    """`roles` belong to persons, `issuer` to orders. `named`: called by a proper name somewhere. `presumed`: nothing
    says who issued it, the executive spoken of must have. `unissued`: the text tells that nobody has."""

    type: EntityType
    name: str
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    named: bool = False
    issuer: Referent | None = None
    presumed: bool = False
    unissued: bool = False

    def add(self, mention: Mention) -> None:
        """Join a mention, keeping text order."""
        insort(self.mentions, mention, key=lambda m: m.start)

    @property
    def first(self) -> int:
        """The token where it is first spoken of."""
        return self.mentions[0].start

    @property
    def last(self) -> int:
        """The token where it is last spoken of."""
        return self.mentions[-1].start

    def before(self, token: int) -> int:
        """The last token before `token` where it is spoken of; -1 where there is none."""
        i = bisect_left(self.mentions, token, key=lambda m: m.start)
        return self.mentions[i - 1].start if i else -1


def nearest(fits: list[Referent], mention: Mention) -> Referent | None:
    """The candidate last spoken of before a mention; where none was, the first spoken of after it."""
    before = [r for r in fits if r.first < mention.start]
    if before:
        return max(before, key=lambda r: r.before(mention.start))
    return min(fits, key=lambda r: r.first, default=None)
