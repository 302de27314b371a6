"""A connection to a checked place, which is cut at a deadline however slowly its bytes drip in."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from graph.sources.address import Place

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection

PATIENCE = 10.0  # seconds for each of a server's addresses


@contextmanager
def connected(place: Place, deadline: float) -> Iterator[HTTPConnection]:
    """A connection to the first of a place's addresses that takes one. Raises what urllib3 and ssl raise."""
    connection = _first(place, deadline)
    try:
        with _cut(connection, deadline):
            yield connection
    finally:
        connection.close()


def _first(place: Place, deadline: float) -> HTTPConnection:
    *others, last = place.addresses
    for address in others:
        try:
            return _connection(place, address, deadline)
        except Exception:
            if time.monotonic() >= deadline:
                raise
    return _connection(place, last, deadline)


def _connection(place: Place, address: str, deadline: float) -> HTTPConnection:
    from urllib3.connection import HTTPConnection, HTTPSConnection

    left = max(deadline - time.monotonic(), 0.001)  # zero would stand for no limit
    where: dict[str, Any] = {"host": address, "port": place.port, "timeout": min(PATIENCE, left)}
    if place.scheme == "https":
        context = ssl.create_default_context()
        connection: HTTPConnection = HTTPSConnection(**where, server_hostname=place.host, ssl_context=context)
    else:
        connection = HTTPConnection(**where)
    try:
        connection.connect()
    except BaseException:
        connection.close()
        raise
    connection.sock.settimeout(left)
    return connection


@contextmanager
def _cut(connection: HTTPConnection, deadline: float) -> Iterator[None]:
    """Cut a connection at the deadline: a socket's own time-out begins anew with each byte.

    Through a copy of the socket, because ssl and http.client hold on to theirs.
    """
    ours = connection.sock
    with socket.fromfd(ours.fileno(), ours.family, ours.type) as copy:
        timer = threading.Timer(max(0.0, deadline - time.monotonic()), _shut, [copy])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def _shut(copy: socket.socket) -> None:
    with suppress(OSError):  # the server was faster
        copy.shutdown(socket.SHUT_RDWR)
