"""requests, made to ask one host over one line: the address is checked by us, TLS by urllib3.

What requests and urllib3 do of themselves and a careful fetcher must not have is turned off here: other
connections, proxies, retries, cookies and passwords from the surroundings, following redirects.
"""

from __future__ import annotations

import socket
import ssl
from typing import Any, NoReturn

import certifi
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from quotetrack.archive.connection import Line
from quotetrack.archive.resolving import OffLimits, Unreachable
from quotetrack.errors import Refused


class LineConnection(HTTPConnection):
    """urllib3's connection, over a line. Without one there is no connection."""

    def __init__(self, *args: Any, line: Line, **options: Any) -> None:
        super().__init__(*args, **options)
        self._line = line

    def _new_conn(self) -> socket.socket:
        # The one place where urllib3 makes a socket; its own resolves the name and connects unchecked.
        return self._line.open(self.host, self.port)


class SecureLineConnection(LineConnection, HTTPSConnection):
    """The same with TLS: urllib3 sends the host's name (RFC 6066, 3) and checks the certificate against
    it, though the connection was made by IP address."""

    def connect(self) -> None:
        try:
            super().connect()
        except ssl.SSLCertVerificationError as wrong:
            raise Refused(f"{self.host}: its certificate is not valid ({wrong.verify_message})") from None
        except OSError as wrong:
            raise Unreachable(
                f"{self._line.address.authority}: no secure connection ({_say(wrong)})"
            ) from None


class LinePool(HTTPConnectionPool):
    ConnectionCls = LineConnection


class SecureLinePool(HTTPSConnectionPool):
    ConnectionCls = SecureLineConnection


class LineAdapter(HTTPAdapter):
    """Sends one request over its line, once."""

    def __init__(self, line: Line, tls: ssl.SSLContext | None) -> None:
        """``tls`` says which certificates are trusted, these and no others; ``None`` is for http."""
        self._line = line
        self._tls = tls
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._tls, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": LinePool, "https": SecureLinePool}

    def get_connection_with_tls_context(self, *args: Any, **options: Any) -> HTTPConnectionPool:
        pool: Any = super().get_connection_with_tls_context(*args, **options)
        pool.conn_kw["line"] = self._line
        assert isinstance(pool, HTTPConnectionPool)
        return pool

    def cert_verify(self, conn: Any, *_: Any, **__: Any) -> None:
        # The base class loads its own bundle of roots into the context, beside those it was given.
        conn.cert_reqs = "CERT_REQUIRED"

    def request_url(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> str:
        return request.path_url  # as recorded: older versions shorten ``//`` at its start

    def proxy_manager_for(self, *_: Any, **__: Any) -> NoReturn:
        raise OffLimits("proxies are not used: what they connect to cannot be checked")


class OneHop(requests.Session):
    """A session for one request: each redirect is a request of its own, checked like the first."""

    def __init__(self, line: Line, tls: ssl.SSLContext | None) -> None:
        super().__init__()
        self.trust_env = False  # no proxies, no .netrc, no bundle of roots from the surroundings
        self.headers.clear()
        adapter = LineAdapter(line, tls)
        for prefix in ("http://", "https://"):
            self.mount(prefix, adapter)

    def get_redirect_target(self, *_: Any, **__: Any) -> None:
        # Even when told to follow none, requests works out the next request, and for that reads the
        # whole body of the redirect, unpacked and without a limit.
        return None


def _say(wrong: OSError) -> str:
    if isinstance(wrong, TimeoutError):
        return "no answer in time"
    return str(getattr(wrong, "reason", None) or wrong.strerror or wrong).lower()


def trusted_roots() -> ssl.SSLContext:
    """TLS as the system trusts it, with Mozilla's roots beside, for systems that bring none of their own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
