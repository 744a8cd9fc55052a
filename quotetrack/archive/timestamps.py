"""Time stamps (RFC 3161) on the manifest: an authority signs that its lines existed at a time.

A stamp is over the manifest's first bytes, as many as its file name says, so that lines added later change
nothing about it: ``timestamps/<time>-<bytes>.tsr`` is the authority's answer as it came.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotetrack.archive import manifest
from quotetrack.archive.chain import judge
from quotetrack.archive.events import EventType, note_event
from quotetrack.archive.folder import ArchiveFolder
from quotetrack.archive.limits import Limits
from quotetrack.archive.placing import placed
from quotetrack.errors import QuotetrackError
from quotetrack.version import __version__

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

FOLDER = "timestamps"
_NAME = re.compile(r"[0-9TZ]+-([0-9]{1,18})\.tsr")
_LARGEST = 1 << 20
"""Bytes of an answer; real ones have some thousands."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """One stamp, and what is known of it."""

    file: str
    at: datetime | None
    """When the authority says it was asked, UTC."""
    authority: str | None
    """As its certificate names it."""
    files: int
    """How many files the stamped lines of the manifest name."""
    fault: str | None = None
    """Why it proves nothing."""
    trusted: bool = False
    """Whether its signature leads to a root that was given."""


def stamp(folder: Path, url: str) -> Stamp:
    """Have an authority stamp the manifest as it is now, and keep its answer. Raises QuotetrackError."""
    place = ArchiveFolder(folder)
    with place.locked(keep_seal=True):
        lines = _manifest(folder)
        answer = _asked(url, lines)
        at = datetime.now(UTC)
        name = f"{FOLDER}/{at:%Y%m%dT%H%M%SZ}-{len(lines)}.tsr"
        found = _judged(name, answer, lines, ())
        if found.fault is not None:
            raise QuotetrackError(f"{url}: {found.fault}; nothing was kept")
        (folder / FOLDER).mkdir(exist_ok=True)
        fixity, _ = placed(folder, name, lambda out: out.write(answer))
        manifest.note(folder, name, fixity)
        detail = f"{name}: {found.files} files, by {found.authority}"
        note_event(folder, EventType.TIMESTAMP, object=manifest.FILE_NAME, outcome="success", detail=detail)
    return found


def stamps(folder: Path, roots: Sequence[bytes]) -> tuple[Stamp, ...]:
    """Every stamp, compared with the manifest; ``roots`` are trusted certificates (PEM). It needs no network.

    Raises QuotetrackError when the manifest or a root cannot be read.
    """
    names = sorted(path.name for path in (folder / FOLDER).glob("*.tsr"))
    if not names:
        raise QuotetrackError(f"{folder}: no time stamps; get one with: quotetrack timestamp --tsa URL")
    lines = _manifest(folder, whole=False)
    found = []
    for name in names:
        match = _NAME.fullmatch(name)
        length = int(match[1]) if match else 0
        file = f"{FOLDER}/{name}"
        if not 0 < length <= len(lines):
            found.append(Stamp(file, None, None, 0, "the manifest is shorter than what was stamped"))
        else:
            try:
                answer = (folder / file).read_bytes()
            except OSError as wrong:
                raise QuotetrackError(f"{folder / file}: cannot be read ({wrong.strerror})") from wrong
            found.append(_judged(file, answer, lines[:length], roots))
    return tuple(found)


def _manifest(folder: Path, *, whole: bool = True) -> bytes:
    try:
        lines = (folder / manifest.FILE_NAME).read_bytes()
    except OSError as wrong:
        raise QuotetrackError(
            f"{folder / manifest.FILE_NAME}: cannot be read ({wrong.strerror}); there is nothing to stamp"
        ) from wrong
    if whole and (not lines.endswith(b"\n") or not judge(lines, manifest.split).whole):
        raise QuotetrackError(f"{folder / manifest.FILE_NAME}: damaged; see: quotetrack audit")
    return lines


def _asked(url: str, lines: bytes) -> bytes:
    """The authority's answer. Raises QuotetrackError."""
    import requests

    client = _client()
    asked = client.TimestampRequestBuilder(lines, client.base.HashAlgorithm.SHA256).build()
    limits = Limits()
    headers = {"Content-Type": "application/timestamp-query", "User-Agent": f"quotetrack/{__version__}"}
    if not url.startswith(("http://", "https://")):
        raise QuotetrackError(f"{url}: not the address of an authority; it begins with https:// or http://")
    try:
        with requests.post(
            url,
            data=asked.as_bytes(),
            headers=headers,
            timeout=(limits.connect, limits.read),
            stream=True,
            allow_redirects=False,
        ) as answer:
            if answer.status_code != 200:
                raise QuotetrackError(
                    f"{url}: it answers {answer.status_code} {answer.reason or ''}".rstrip()
                )
            body = bytearray()
            for part in answer.iter_content(1 << 14):
                body += part
                if len(body) > _LARGEST:
                    raise QuotetrackError(f"{url}: its answer is larger than {_LARGEST // 2**20} MiB")
    except requests.RequestException as wrong:
        raise QuotetrackError(
            f"{url}: cannot be asked ({type(wrong).__name__}); try again, or name another"
        ) from None
    try:
        decoded = client.decode_timestamp_response(bytes(body))
        nonce = decoded.tst_info.nonce
    except ValueError:
        raise QuotetrackError(f"{url}: its answer is no time stamp") from None
    if nonce != asked.nonce:
        raise QuotetrackError(f"{url}: it answers another question than was asked (nonce)")
    return bytes(body)


def _judged(file: str, answer: bytes, lines: bytes, roots: Sequence[bytes]) -> Stamp:
    client = _client()
    files = sum(manifest.entry_of(line) is not None for line in lines.decode(errors="replace").split("\n"))
    try:
        response: TimeStampResponse = client.decode_timestamp_response(answer)
        info = response.tst_info
        at, authority = info.gen_time.astimezone(UTC), _authority(response)
    except ValueError:
        return Stamp(file, None, None, files, "it is no time stamp")
    if info.message_imprint.message != hashlib.sha256(lines).digest():
        return Stamp(file, at, authority, files, "it is not of these lines of the manifest")
    if not roots:
        return Stamp(file, at, authority, files)
    builder = client.VerifierBuilder()
    for root in _certificates(roots):
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(response, lines)
    except (client.VerificationError, ValueError) as wrong:
        reason = " ".join(str(wrong).split()) or type(wrong).__name__
        return Stamp(file, at, authority, files, f"its signature does not lead to these roots ({reason})")
    return Stamp(file, at, authority, files, trusted=True)


def _authority(response: TimeStampResponse) -> str:
    """The subject of the certificate that signed, as RFC 4514 writes it; else of the one that issued it."""
    from cryptography import x509

    signers = list(response.signed_data.signer_infos)
    for der in response.signed_data.certificates:
        certificate = x509.load_der_x509_certificate(der)
        if any(
            certificate.issuer == signer.issuer and certificate.serial_number == signer.serial_number
            for signer in signers
        ):
            return certificate.subject.rfc4514_string()
    return signers[0].issuer.rfc4514_string() if signers else "nobody"


def _certificates(roots: Sequence[bytes]) -> list[Any]:
    """The certificates in PEM files, each once. Raises QuotetrackError."""
    from cryptography import x509

    found: list[Any] = []
    for pem in roots:
        try:
            found += [one for one in x509.load_pem_x509_certificates(pem) if one not in found]
        except ValueError:
            raise QuotetrackError("--roots: no certificates in PEM form") from None
    return found


def _client() -> Any:
    try:
        import rfc3161_client
    except ImportError:
        raise QuotetrackError(
            "time stamps need another package: pip install 'quotetrack[timestamp]'"
        ) from None
    return rfc3161_client
