"""TLS over a connection made by IP address: the certificate and the name sent are the host's."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from quotetrack.archive.fetch import Fetcher
from quotetrack.archive.limits import Limits
from quotetrack.errors import Refused

x509 = pytest.importorskip("cryptography.x509")


class Secure:
    """A server with a certificate for speech.example and 127.0.0.1."""

    def __init__(self, folder: Path) -> None:
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec

        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
        now = datetime.datetime.now(datetime.UTC)
        names = [x509.DNSName("speech.example"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .sign(key, hashes.SHA256())
        )
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / "server.pem").write_bytes(pem + private)
        self.trust = ssl.create_default_context(cadata=pem.decode())
        self.named: list[str | None] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/drip":
                    for _ in range(60):
                        self.wfile.write(b"H")
                        time.sleep(0.05)
                found = self.path == "/"
                self.send_response(200 if found else 404)
                self.end_headers()
                self.wfile.write(b"hello")

            def log_message(self, *args: object) -> None:
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem")
        context.sni_callback = lambda _, name, __: self.named.append(name)

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *args: object) -> None:
                pass  # clients that turn away from a bad certificate

            def finish_request(self, request, address) -> None:  # type: ignore[no-untyped-def]
                with context.wrap_socket(request, server_side=True) as secure:
                    super().finish_request(secure, address)

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Secure]:
    server = Secure(tmp_path)
    yield server
    server.stop()


def fetcher(tls: ssl.SSLContext | None) -> Fetcher:
    limits = Limits(delay=0, connect=2, read=2)
    return Fetcher(limits, allow_private=True, tls=tls, resolve=lambda *_: ["127.0.0.1"])


def test_the_hosts_name_is_sent_and_checked(secure: Secure) -> None:
    found = fetcher(secure.trust).fetch(f"https://speech.example:{secure.port}/")
    assert found.body == b"hello"
    assert set(secure.named) == {"speech.example"}
    found = fetcher(secure.trust).fetch(f"https://127.0.0.1:{secure.port}/")
    assert found.body == b"hello"


def test_a_certificate_for_another_host_is_refused(secure: Secure) -> None:
    with pytest.raises(Refused, match=r"other\.example: its certificate is not valid"):
        fetcher(secure.trust).fetch(f"https://other.example:{secure.port}/")


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Secure) -> None:
    with pytest.raises(Refused, match="certificate is not valid"):
        fetcher(None).fetch(f"https://speech.example:{secure.port}/")


def test_only_the_given_roots_are_trusted(secure: Secure) -> None:
    """Not those besides that requests brings of itself."""
    before = len(secure.trust.get_ca_certs())
    fetcher(secure.trust).fetch(f"https://speech.example:{secure.port}/")
    assert len(secure.trust.get_ca_certs()) == before


def test_headers_that_drip_over_tls_are_ended(secure: Secure) -> None:
    limits = Limits(delay=0, connect=2, read=2, total=0.5)
    using = Fetcher(
        limits, allow_private=True, ignore_robots=True, tls=secure.trust, resolve=lambda *_: ["127.0.0.1"]
    )
    start = time.monotonic()
    with pytest.raises(Refused, match=r"not whole after 0\.5 s"):
        using.fetch(f"https://speech.example:{secure.port}/drip")
    assert time.monotonic() - start < 1.5


def test_http_on_a_tls_port_and_the_reverse(secure: Secure, site) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused):
        fetcher(secure.trust).fetch(f"http://speech.example:{secure.port}/")
    with pytest.raises(Refused, match="no secure connection"):
        fetcher(secure.trust).fetch(f"https://speech.example:{site.port}/")
