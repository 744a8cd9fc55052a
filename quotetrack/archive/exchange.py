"""One HTTP request and its whole answer, within the limits."""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import requests
from urllib3.exceptions import HTTPError, IncompleteRead, ReadTimeoutError

from quotetrack.archive.addresses import WebAddress
from quotetrack.archive.connection import Line
from quotetrack.archive.decoding import ACCEPTED
from quotetrack.archive.incoming import Exchange
from quotetrack.archive.limits import Limits
from quotetrack.archive.transport import OneHop
from quotetrack.errors import Refused

if TYPE_CHECKING:
    from urllib3 import HTTPResponse

_STEP = 1 << 16


def exchange(
    address: WebAddress,
    line: Line,
    *,
    limits: Limits,
    tls: ssl.SSLContext | None,
    cap: int,
    cut: bool = False,
) -> Exchange:
    """Ask for the address over the line, which is not opened yet.

    The body is read as it is sent, up to ``cap`` bytes: a longer one is refused, or with ``cut`` ended
    there. Raises Refused (Unreachable when there was no connection) with what is wrong, cut and slow
    bodies included: fewer bytes than Content-Length says are a cut body (RFC 9112, 8).
    """
    headers = {
        "Host": address.authority,
        "User-Agent": limits.user_agent,
        "Accept": "text/html,application/xhtml+xml,text/plain,application/pdf;q=0.9,*/*;q=0.8",
        "Accept-Encoding": ACCEPTED,
        "Connection": "close",
    }
    with line, OneHop(line, tls) as session:
        try:
            request = session.prepare_request(requests.Request("GET", str(address), headers=headers))
            # requests rewrites addresses; ours is the one whose robots.txt and redirects were checked.
            request.url = str(address)
            timeout = (limits.connect, limits.read)
            with session.send(request, stream=True, allow_redirects=False, timeout=timeout) as response:
                at = datetime.now(UTC)
                payload = _body(response.raw, line, limits, cap, cut)
        except (requests.RequestException, HTTPError, OSError, ValueError) as wrong:
            raise Refused(_late(line, limits) or _broken(address, wrong, limits)) from None
        return Exchange(
            url=str(address),
            request=_as_sent(request),
            version="HTTP/1.0" if response.raw.version == 10 else "HTTP/1.1",
            status=response.status_code,
            phrase=response.reason or "",
            headers=tuple(response.raw.headers.items()),
            payload=payload,
            at=at,
            ip=line.ip,
        )


def _as_sent(request: requests.PreparedRequest) -> bytes:
    """The request line and headers, with the empty line that ends them.

    Nothing is added on the way: the request has the headers that the library would add of itself.
    """
    lines = [f"{request.method} {request.path_url} HTTP/1.1"]
    lines += (f"{name}: {value}" for name, value in request.headers.items())
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


def _body(raw: HTTPResponse, line: Line, limits: Limits, cap: int, cut: bool) -> bytes:
    """The body without its transfer coding, and with its content coding."""
    declared = raw.length_remaining  # None when chunked, or when the connection's end ends the body
    if declared is None and not raw.chunked and (length := raw.headers.get("Content-Length")):
        # Where the body ends cannot be told (RFC 9112, 6.3), and so not whether it is cut.
        raise Refused(f"its Content-Length is no length ({length[:40]!r})")
    if declared is not None and declared > cap and not cut:
        raise Refused(f"the body is larger than {cap // 2**20} MiB")
    parts: list[bytes] = []
    size = 0
    start = time.monotonic()
    # read1 gives what has come; read and stream wait until a whole step has, however slowly.
    while part := raw.read1(_STEP, decode_content=False):
        parts.append(part)
        size += len(part)
        if size > cap:
            if cut:
                return b"".join(parts)[:cap]
            raise Refused(f"the body is larger than {cap // 2**20} MiB")
        elapsed = time.monotonic() - start
        if elapsed > limits.grace and size < elapsed * limits.slowest:
            raise Refused(f"the answer comes too slowly: {size} bytes in {elapsed:.0f} s")
    if late := _late(line, limits):
        raise Refused(late)
    if declared is not None and size < declared:
        raise Refused(f"the body is cut: {size} of {declared} bytes came")
    return b"".join(parts)


def _late(line: Line, limits: Limits) -> str | None:
    return f"the answer was not whole after {limits.total:g} s" if line.out_of_time else None


def _broken(address: WebAddress, wrong: BaseException, limits: Limits) -> str:
    """What went wrong, from what the libraries wrapped; the innermost error says it best."""
    if isinstance(wrong, requests.exceptions.InvalidURL):
        return f"not a web address ({wrong})"
    for error in reversed(list(_causes(wrong))):
        if isinstance(error, TimeoutError | ReadTimeoutError | requests.ReadTimeout):
            return f"{address.authority} sent nothing for {limits.read:g} s"
        if isinstance(error, IncompleteRead):
            return f"the body is cut: {error.partial} of {error.partial + error.expected} bytes came"
        if isinstance(error, http.client.IncompleteRead):
            return "the body is cut: its last chunk is missing"
        if isinstance(error, OSError) and not isinstance(error, requests.RequestException):
            reason = error.strerror or str(error)
            return f"{address.authority} broke the connection off ({reason.lower()})"
        if isinstance(error, http.client.HTTPException):
            return f"{address.authority} did not answer in HTTP ({type(error).__name__})"
    return f"{address.authority} did not answer in HTTP ({type(wrong).__name__})"


def _causes(wrong: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it was raised from, outermost first."""
    while wrong is not None:
        yield wrong
        wrong = wrong.__cause__ or wrong.__context__
