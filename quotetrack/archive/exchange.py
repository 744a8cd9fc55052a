"""One HTTP request and its whole answer, within the limits."""

from __future__ import annotations

import http.client
import ssl
import time
from datetime import UTC, datetime

from quotetrack.archive.addresses import WebAddress
from quotetrack.archive.connection import CheckedConnection, Unreachable
from quotetrack.archive.decoding import ACCEPTED
from quotetrack.archive.incoming import Exchange
from quotetrack.archive.limits import Limits
from quotetrack.errors import Refused

_STEP = 1 << 16


def exchange(
    address: WebAddress, ips: list[str], *, limits: Limits, tls: ssl.SSLContext, cap: int, cut: bool = False
) -> Exchange:
    """Ask for the address at one of its checked IP addresses.

    The body is read as it is sent, up to ``cap`` bytes: a longer one is refused, or with ``cut`` ended
    there. Raises Refused (Unreachable when there was no connection) with what is wrong, cut and slow
    bodies included: fewer bytes than Content-Length says are a cut body (RFC 9112, 8).
    """
    headers = (
        ("Host", address.authority),
        ("User-Agent", limits.user_agent),
        ("Accept", "text/html,application/xhtml+xml,text/plain,application/pdf;q=0.9,*/*;q=0.8"),
        ("Accept-Encoding", ACCEPTED),
        ("Connection", "close"),
    )
    with CheckedConnection(address, ips, limits, tls) as connection:
        try:
            connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
            for name, value in headers:
                connection.putheader(name, value)
            connection.endheaders()
            at = datetime.now(UTC)
            with connection.getresponse() as response:
                payload = _body(response, connection, limits, cap, cut)
        except TimeoutError:
            raise Refused(f"{address.authority} sent nothing for {limits.read:g} s") from None
        except http.client.IncompleteRead:
            raise Refused(_late(connection, limits) or "the body is cut: its last chunk is missing") from None
        except (http.client.HTTPException, OSError, ValueError) as wrong:
            raise Refused(_late(connection, limits) or _broken(address, wrong)) from None
        lines = [f"GET {address.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
        return Exchange(
            url=str(address),
            request="\r\n".join(lines).encode() + b"\r\n\r\n",
            version="HTTP/1.0" if response.version == 10 else "HTTP/1.1",
            status=response.status,
            phrase=response.reason,
            headers=tuple(response.getheaders()),
            payload=payload,
            at=at,
            ip=connection.ip,
        )


def _body(
    response: http.client.HTTPResponse, connection: CheckedConnection, limits: Limits, cap: int, cut: bool
) -> bytes:
    declared = response.length  # None when chunked, or when the connection's end ends the body
    if declared is not None and declared > cap and not cut:
        raise Refused(f"the body is larger than {cap // 2**20} MiB")
    parts: list[bytes] = []
    size = 0
    start = time.monotonic()
    while part := response.read1(_STEP):
        parts.append(part)
        size += len(part)
        if size > cap:
            if cut:
                return b"".join(parts)[:cap]
            raise Refused(f"the body is larger than {cap // 2**20} MiB")
        elapsed = time.monotonic() - start
        if elapsed > limits.grace and size < elapsed * limits.slowest:
            raise Refused(f"the answer comes too slowly: {size} bytes in {elapsed:.0f} s")
    if late := _late(connection, limits):
        raise Refused(late)
    if declared is not None and size < declared:
        raise Refused(f"the body is cut: {size} of {declared} bytes came")
    return b"".join(parts)


def _late(connection: CheckedConnection, limits: Limits) -> str | None:
    return f"the answer was not whole after {limits.total:g} s" if connection.out_of_time else None


def _broken(address: WebAddress, wrong: Exception) -> str:
    if isinstance(wrong, OSError):
        return f"{address.authority} broke the connection off ({(wrong.strerror or str(wrong)).lower()})"
    return f"{address.authority} did not answer in HTTP ({type(wrong).__name__})"


__all__ = ["Unreachable", "exchange"]
