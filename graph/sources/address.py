"""Addresses of the network: which may be fetched, and where they lead.

A name is resolved once, every address that it has is checked, and the connection goes to those addresses and no other:
a name that answers differently the second time (DNS rebinding) gains nothing. One parser, urllib3's, tells host and
path apart, here as in the request, so that no two of them can understand an address differently.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from graph.errors import InputError

PORTS = {"http": 80, "https": 443}
_NAT64 = IPv6Network("64:ff9b::/96")  # where networks without IPv4 put the IPv4 addresses
_SECRET = re.compile(r"(?<=://)[^/\\?#@]*@")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one request goes: `addresses` (IP, checked) one after the other, until one answers for `host`.

    `url` is normalised and has no fragment; `host` has no brackets; `target` is path and query as they are requested.
    """

    url: str
    scheme: str
    host: str
    port: int
    target: str
    addresses: tuple[str, ...]

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def shown(url: str) -> str:
    """An address as it may be repeated: without the password that some have in them."""
    return _SECRET.sub("", url)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, by whatever it is wrapped in."""
    ip = _unwrapped(ip_address(address))
    local = isinstance(ip, IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or local)


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return ip.ipv4_mapped
        if ip in _NAT64:
            return IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip.sixtofour is not None:
            return ip.sixtofour
    return ip


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system knows them. Raises OSError, UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


@dataclass(frozen=True, slots=True)
class Network:
    """How names become addresses, and which addresses are public; tests have networks of their own."""

    lookup: Callable[[str, int], list[str]] = resolve
    public: Callable[[str], bool] = is_public


def locate(url: str, allow_private: bool, seconds: float, network: Network) -> Place:
    """Where an address leads. Raises InputError where it is none, has no server, or leads where it may not."""
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        parts = parse_url(url.strip().partition("#")[0])
    except LocationParseError as error:
        raise InputError(shown(url), f"is no address: {error}") from error
    if parts.scheme not in PORTS or not parts.host:
        raise InputError(shown(url), "is no address that can be fetched: it must be http://… or https://…")
    if parts.auth:
        raise InputError(shown(url), "has a name or a password in it, which are not sent: save the page, give the file")
    host, port = parts.host.strip("[]"), parts.port or PORTS[parts.scheme]
    found = _looked_up(host, port, seconds, network, url)
    if not allow_private and (private := [address for address in found if not network.public(address)]):
        where = f"leads to {private[0]}, which is on this machine or in a private network"
        raise InputError(shown(url), f"{where}: only policygraph ingest --allow-private reads that")
    return Place(parts.url, parts.scheme, host.rstrip("."), port, parts.request_uri, tuple(found))


def _looked_up(host: str, port: int, seconds: float, network: Network, url: str) -> list[str]:
    """The host's addresses, within the time: the system's resolver has no limit of its own that could be set."""
    answer: list[list[str] | Exception] = []

    def ask() -> None:
        try:
            answer.append(network.lookup(host, port))
        except Exception as error:
            answer.append(error)

    asking = threading.Thread(target=ask, name="lookup", daemon=True)
    asking.start()
    asking.join(seconds)
    if not answer:
        raise InputError(shown(url), f"cannot be reached: nobody said within {seconds:.1f} s where {host} is")
    if isinstance(answer[0], Exception):
        reason = f"cannot be reached: there is no server {host!r}, or no network ({answer[0]})"
        raise InputError(shown(url), reason) from answer[0]
    return answer[0]
