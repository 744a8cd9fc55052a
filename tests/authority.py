"""A time-stamping authority on loopback: openssl signs what it is asked, as RFC 3161 says."""

from __future__ import annotations

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamping]
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
"""


class Authority:
    """Listens at ``url``; ``root`` is the certificate that its signatures lead to."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self.root = folder / "root.pem"
        self.answer: bytes | None = None
        """Given instead of a stamp, if set."""
        self.status = 200
        (folder / "openssl.cnf").write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        self._openssl(
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "30",
            "-subj",
            "/CN=Root",
            "-config",
            "openssl.cnf",
            "-extensions",
            "root",
            "-keyout",
            "root.key",
            "-out",
            "root.pem",
        )
        self._openssl(
            "req",
            "-new",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=Town Time Stamps",
            "-config",
            "openssl.cnf",
            "-keyout",
            "tsa.key",
            "-out",
            "tsa.csr",
        )
        self._openssl(
            "x509",
            "-req",
            "-in",
            "tsa.csr",
            "-CA",
            "root.pem",
            "-CAkey",
            "root.key",
            "-days",
            "30",
            "-CAcreateserial",
            "-extfile",
            "openssl.cnf",
            "-extensions",
            "stamping",
            "-out",
            "tsa.pem",
        )
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                body = authority.answer if authority.answer is not None else authority.sign(asked)
                self.send_response(authority.status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/tsr"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def sign(self, asked: bytes) -> bytes:
        (self._folder / "asked.tsq").write_bytes(asked)
        self._openssl(
            "ts", "-reply", "-config", "openssl.cnf", "-queryfile", "asked.tsq", "-out", "answer.tsr"
        )
        return (self._folder / "answer.tsr").read_bytes()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self._folder, check=True, capture_output=True)
