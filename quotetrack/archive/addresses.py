"""Which addresses may be fetched: http and https on public hosts, and what a person explicitly allows."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

from quotetrack.errors import Refused

PORTS = {"http": 80, "https": 443}
_LONGEST = 8000
"""Characters. RFC 9110, 4.1 recommends that servers support at least 8000 octets."""


class Reach(Enum):
    """Who can be behind an IP address."""

    PUBLIC = "public"
    PRIVATE = "private or loopback"
    """Behind the reader's own walls: only with their word, and only the host they named."""
    NEVER = "link-local, multicast or reserved"
    """Cloud metadata services and the like: nothing there was ever published."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address, taken apart and put together in one way."""

    scheme: str
    host: str
    """Lower case, IDNA in its ASCII form; an IPv6 address without brackets."""
    port: int
    target: str
    """Path and query, percent-encoded; it goes into the request line."""

    @property
    def authority(self) -> str:
        """Host and port, as the Host header carries them (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        return self.origin + self.target


def web_address(text: str) -> WebAddress:
    """Read an address; raises Refused when it is none that may be fetched.

    The fragment is dropped (RFC 9110, 4.2.4). A user name or password is refused: it would be kept in
    the archive, and ``https://known.example@other.example/`` deceives its reader.
    """
    if len(text) > _LONGEST:
        raise Refused(f"the address is longer than {_LONGEST} characters")
    if re.search(r"[\x00-\x20\x7f\\]", text.strip()):
        raise Refused(
            "the address holds spaces, backslashes or control characters; write them as %20 and so on"
        )
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError as wrong:
        raise Refused(f"not a web address ({wrong})") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise Refused(f"only http and https are fetched, not {scheme or 'an address without a scheme'}")
    if "@" in parts.netloc:
        raise Refused("the address carries a user name or password; leave it out")
    if not parts.hostname or port == 0:
        raise Refused("the address names no host, or no port that exists")
    path = _encoded(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{_encoded(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    return WebAddress(scheme, _ascii_host(parts.hostname), port or PORTS[scheme], path + query)


def redirect_target(base: WebAddress, location: str) -> WebAddress:
    """Where a Location header leads (RFC 9110, 10.2.2); raises Refused."""
    # Header bytes above 127 arrive as Latin-1 and are nearly always UTF-8.
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return web_address(urljoin(str(base), location.strip().replace(" ", "%20")))
    except ValueError as wrong:
        raise Refused(f"it leads to no web address ({wrong})") from None


def _encoded(text: str, *, safe: str) -> str:
    """The text as a URI holds it, in the form in which it is also sent.

    What is percent-encoded already stays so, in upper case (RFC 3986, 6.2.2.1); a percent sign that
    encodes nothing is itself encoded; the rest is encoded as UTF-8 (RFC 3987, 3.1).
    """
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return re.sub(r"%[0-9a-f]{2}", lambda match: match[0].upper(), quote(text, safe=safe), flags=re.I)


def _ascii_host(host: str) -> str:
    host = host.lower().removesuffix(".")  # the root's dot, which no certificate carries
    if ":" in host:  # an IPv6 address: urlsplit took the brackets off
        try:
            return str(ipaddress.IPv6Address(host.partition("%")[0]))
        except ValueError:
            raise Refused(f"{host} is not an IPv6 address") from None
    if host.isascii():
        return host
    import idna

    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError as wrong:
        raise Refused(f"{host} is not a host's name ({wrong})") from None


_METADATA = frozenset(
    ipaddress.ip_address(address)
    for address in ("fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192")
)
"""Metadata services of cloud machines that are not link-local: AWS over IPv6, Alibaba, Azure, Oracle."""

_IPV4_IN_IPV6 = (
    (ipaddress.ip_network("::ffff:0:0/96"), 0),  # IPv4-mapped (RFC 4291, 2.5.5.2)
    (ipaddress.ip_network("::/96"), 0),  # IPv4-compatible (RFC 4291, 2.5.5.1)
    (ipaddress.ip_network("64:ff9b::/96"), 0),  # NAT64 (RFC 6052)
    (ipaddress.ip_network("64:ff9b:1::/48"), 0),  # local NAT64 (RFC 8215)
    (ipaddress.ip_network("2002::/16"), 80),  # 6to4 (RFC 3056)
)
"""Where an IPv6 address carries an IPv4 address, and how many bits stand after it."""


def reach_of(address: str) -> Reach:
    """Who can be behind an IP address, also behind the IPv4 address that an IPv6 one carries.

    Python's ``is_global`` follows the IANA special-purpose registries; what they leave out is added
    here. Raises ValueError for what is no IP address.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    found = _plain_reach(ip)
    if isinstance(ip, IPv6Address) and not ip.is_loopback:
        for carried in _carried(ip):
            # The carrier's own class says little: ::ffff:93.184.216.34 is the public 93.184.216.34.
            inner = _plain_reach(carried)
            if inner is Reach.NEVER or found is Reach.NEVER:
                return Reach.NEVER
            mapped = ip.ipv4_mapped is not None
            found = inner if mapped or inner is Reach.PRIVATE else found
    return found


def _plain_reach(ip: IPv4Address | IPv6Address) -> Reach:
    if ip.is_link_local or ip.is_multicast or ip in _METADATA:
        return Reach.NEVER
    if isinstance(ip, IPv6Address) and ip.is_site_local:  # fec0::/10, deprecated by RFC 3879
        return Reach.PRIVATE
    if ip.is_global:
        return Reach.PUBLIC
    if ip.is_loopback or ip.is_private or ip in ipaddress.ip_network("100.64.0.0/10"):
        # 0.0.0.0 reaches this machine on Linux, so it is as private as loopback.
        return Reach.NEVER if ip.is_reserved and ip.version == 4 else Reach.PRIVATE
    return Reach.NEVER


def _carried(ip: IPv6Address) -> list[IPv4Address]:
    number = int(ip)
    found = [IPv4Address(number >> shift & 0xFFFFFFFF) for net, shift in _IPV4_IN_IPV6 if ip in net]
    if ip.teredo:  # RFC 4380
        found += ip.teredo
    if number >> 32 & 0xFFFFFFFF in (0x00005EFE, 0x02005EFE):  # ISATAP (RFC 5214)
        found.append(IPv4Address(number & 0xFFFFFFFF))
    return found
