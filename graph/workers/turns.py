"""Whose query is next: clients take turns, and none may have all the places.

So whoever sends two hundred hard queries waits behind himself, and others are answered as before. A query need not wait
for a place of its own: it may be behind one whose query has just begun, as most end at once, and takes it over then.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from graph.errors import QueryBusy

BEHIND: Final = 2  # queries that may be behind one: a worker has the next at hand while its answer is on the way


class Place:
    """A client's place, until it is left; `behind` another one, which it takes over once that is left."""

    def __init__(self, turns: Turns, client: str, behind: Place | None = None) -> None:
        self._turns, self.client, self.behind, self.is_left = turns, client, behind, False
        self.followers: list[Place] = []

    def leave(self, heir: Place | None = None) -> None:
        """Give it to the one behind it that is named, or to whoever is next; nothing once that is done."""
        if not self.is_left:
            self.is_left = True
            self._turns.give_back(self, heir)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One that waits for a place; `alone`: for none behind another one."""

    place: asyncio.Future[Place]
    alone: bool


class Turns:
    """So many places for queries that run, of which one client may have all but one; the others wait, behind one of
    those that `young` tells or until there is a place."""

    def __init__(self, places: int, waiting: int, young: Callable[[], list[Place]]) -> None:
        self._places, self._most = places, max(1, places - 1)
        self._limit, self._young = waiting, young
        self._running: list[Place] = []
        self._waiting: OrderedDict[str, deque[Waiting]] = OrderedDict()  # clients in the order of their turns

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values())) + sum(len(place.followers) for place in self._running)

    def at_once(self, client: str, alone: bool = False) -> Place | None:
        """A place, if the client need not wait for it."""
        return None if client in self._waiting else self._free(client, alone)

    async def take(self, client: str, alone: bool = False, first: bool = False) -> Place:
        """Wait for a place; `first`: before all others. Raises QueryBusy where the client has as many queries waiting
        as it may."""
        if (place := None if first and self._waiting.get(client) else self.at_once(client, alone)) is not None:
            return place
        queue = self._waiting.setdefault(client, deque())
        if len(queue) >= self._limit and not first:
            raise QueryBusy(f"{len(queue)} queries of this client wait already: ask again when they have been answered")
        turn = Waiting(asyncio.get_running_loop().create_future(), alone)
        if first:
            queue.appendleft(turn)
            self._waiting.move_to_end(client, last=False)
        else:
            queue.append(turn)
        try:
            return await turn.place
        except asyncio.CancelledError:
            if turn.place.done() and not turn.place.cancelled():
                turn.place.result().leave()
            raise
        finally:
            self._forget(client, turn)

    def give_back(self, place: Place, heir: Place | None) -> None:
        """Leave a place to whoever is next."""
        if place.behind is not None:
            place.behind.followers.remove(place)
        elif place.followers:
            self._hand_on(place, heir or place.followers[0])
        else:
            self._running.remove(place)
        self.go_on()

    def go_on(self) -> None:
        """Let those in who need wait no longer."""
        while self._waiting and any(self._admit(client) for client in self._waiting):
            pass

    def _hand_on(self, place: Place, heir: Place) -> None:
        heir.followers = [follower for follower in place.followers if follower is not heir]
        heir.behind = None
        for follower in heir.followers:
            follower.behind = heir
        self._running[self._running.index(place)] = heir

    def _admit(self, client: str) -> bool:
        """Let in the first of a client's queries, if that may be; the others are behind those of other clients."""
        queue = self._waiting[client]
        turn = queue[0]
        if not turn.place.done():
            if (place := self._free(client, turn.alone)) is None:
                return False
            turn.place.set_result(place)
        queue.popleft()
        self._waiting.move_to_end(client)
        if not queue:
            del self._waiting[client]
        return True

    def _forget(self, client: str, turn: Waiting) -> None:
        queue = self._waiting.get(client, deque())
        if turn in queue:
            queue.remove(turn)
        if not queue:
            self._waiting.pop(client, None)

    def _free(self, client: str, alone: bool) -> Place | None:
        """A place of its own, or else one behind another one, where there is such for a client."""
        its = sum([place.client == client for place in self._running])
        if len(self._running) < self._places and its < self._most:
            place = Place(self, client)
            self._running.append(place)
            return place
        if alone or any(queue[0].alone for queue in self._waiting.values()):  # which would wait for ever
            return None
        return self._behind(client, its)

    def _behind(self, client: str, its: int) -> Place | None:
        """A place behind one of the client's own, or behind another's if the client will not have all of them then."""
        its += sum([f.client == client != place.client for place in self._running for f in place.followers])
        fit = [
            place
            for place in self._young()
            if len(place.followers) < BEHIND and (place.client == client or its < self._most)
        ]
        if not fit:
            return None
        before = min(fit, key=lambda place: len(place.followers))
        before.followers.append(place := Place(self, client, before))
        return place
