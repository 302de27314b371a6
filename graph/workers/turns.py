"""Whose query is next: clients take turns, and none may have all the places.

So whoever sends two hundred hard queries waits behind himself, and others are answered as before.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque

from graph.errors import QueryBusy


class Place:
    """A client's place, until it is left."""

    def __init__(self, turns: Turns, client: str) -> None:
        self._turns, self._client, self.is_left = turns, client, False

    def leave(self) -> None:
        """Give it to whoever is next; nothing once that is done."""
        if not self.is_left:
            self.is_left = True
            self._turns.give_back(self._client)


class Turns:
    """So many places for queries that run, of which one client may have all but one; the others wait."""

    def __init__(self, places: int, waiting: int) -> None:
        self._places, self._most = places, max(1, places - 1)
        self._limit = waiting
        self._running: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}  # clients in the order of their turns

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    def at_once(self, client: str) -> Place | None:
        """A place, if the client need not wait for it."""
        if client in self._waiting or not self._has_place(client):
            return None
        self._running[client] += 1
        return Place(self, client)

    async def take(self, client: str) -> Place:
        """Wait for a place. Raises QueryBusy where the client has as many queries waiting as it may."""
        if (place := self.at_once(client)) is not None:
            return place
        queue = self._waiting.setdefault(client, deque())
        if len(queue) >= self._limit:
            raise QueryBusy(f"{len(queue)} queries of this client wait already: ask again when they have been answered")
        turn = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_back(client)
            raise
        finally:
            self._forget(client, turn)
        return Place(self, client)

    def give_back(self, client: str) -> None:
        """Leave a place to whoever is next."""
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        while (following := next(filter(self._has_place, self._waiting), None)) is not None:
            self._admit(following)

    def _admit(self, client: str) -> None:
        queue = self._waiting.pop(client)
        place = queue.popleft()
        if queue:
            self._waiting[client] = queue  # behind the others
        if not place.done():
            self._running[client] += 1
            place.set_result(None)

    def _forget(self, client: str, place: asyncio.Future[None]) -> None:
        queue = self._waiting.get(client, deque())
        if place in queue:
            queue.remove(place)
        if not queue:
            self._waiting.pop(client, None)

    def _has_place(self, client: str) -> bool:
        return self._running.total() < self._places and self._running[client] < self._most
