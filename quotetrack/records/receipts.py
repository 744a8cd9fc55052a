"""Stored verdicts, one small JSON file a quote, written only when something in them changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from quotetrack.errors import QuotetrackError
from quotetrack.records.atomic import write_whole
from quotetrack.records.ids import check_id
from quotetrack.records.load import record_bytes
from quotetrack.records.problems import printable, shown

VOLATILE = ("checked_at", "checked_by")
"""Top-level keys that say when and by whom, not what: they alone make no new receipt."""
SAVED = "archived_at"
"""A witness's key that makes none either: the same bytes (its ``capture``) saved again elsewhere,
in another clone's archive, are the same evidence, and the receipt keeps the date it has."""


Holds = Callable[[str], tuple[str, str | None, tuple[str, ...]] | None]
"""For an address, the id of the transcript an archive has of it now, and the digests of its capture and
of its further pages' captures."""


def sources_data(addresses: Iterable[str], holds: Holds) -> list[dict[str, Any]]:
    """What was at hand of each source, as a receipt tells it: without a transcript, where nothing was."""
    held = {address: holds(address) or (None, None, ()) for address in addresses}
    return [
        {"address": address, "transcript": id, "capture": capture} | ({"parts": list(parts)} if parts else {})
        for address, (id, capture, parts) in held.items()
    ]


def evidence_changed(receipt: Mapping[str, Any], holds: Holds | None) -> bool:
    """Whether the record's sources have other transcripts now than those the verdict was reached with.

    Without an archive to ask (``None``), and for a receipt that does not tell of its sources, only
    if the receipt itself says so.
    """
    if receipt.get("stale"):
        return True
    sources = receipt.get("sources")
    if holds is None or not isinstance(sources, list):
        return False
    named = [each["address"] for each in sources if isinstance(each, dict) and "address" in each]
    return sources_data(map(str, named), holds) != sources


def read_receipt(folder: Path, id: str) -> dict[str, Any] | None:
    """The stored verdict of that quote, ``None`` when there is none.

    ``folder`` is the receipts' own folder (``Workspace.receipts``). Raises QuotetrackError, with
    file and line, for one that is damaged.
    """
    path = folder / f"{check_id(id)}.json"
    try:
        text = path.read_bytes().decode()
        data = json.loads(text)
    except FileNotFoundError:
        return None
    except json.JSONDecodeError as wrong:
        raise _damaged(path, id, wrong.msg, wrong.lineno) from None
    except UnicodeDecodeError:
        raise _damaged(path, id, "not UTF-8") from None
    except RecursionError:
        raise _damaged(path, id, "nested too deeply") from None
    except OSError as wrong:
        raise _damaged(path, id, wrong.strerror or "unreadable") from None
    if not isinstance(data, dict) or not isinstance(data.get("status"), str):
        raise _damaged(path, id, "no verdict in it")
    return data


def write_receipt(folder: Path, id: str, data: dict[str, Any]) -> bool:
    """Store the verdict; True when the file was written, False when nothing but who and when changed.

    Keys keep their order; two spaces of indentation and a new line at the end make a change of one
    finding a change of one line. A damaged receipt is replaced. Raises QuotetrackError.
    """
    # Unpaired surrogates become JSON's own escapes.
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    encoded = text.encode("utf-8", "backslashreplace")
    try:
        stored = read_receipt(folder, id)
    except QuotetrackError:
        stored = None
    if stored is not None and _lasting(stored) == _lasting(json.loads(encoded)):
        return False
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise QuotetrackError(
            f"{shown(folder)}: cannot be made ({wrong.strerror}); check the folder"
        ) from None
    write_whole(folder / f"{check_id(id)}.json", encoded, overwrite=True)
    return True


def record_digest(path: Path) -> str:
    """``sha256:`` and the hex digest of a record file's bytes. Raises BrokenRecord when unreadable."""
    return f"sha256:{hashlib.sha256(record_bytes(path)).hexdigest()}"


def _lasting(data: dict[str, Any]) -> str:
    """What of a receipt counts as a change, key order included."""
    lasting = {key: value for key, value in data.items() if key not in VOLATILE}
    witnesses = lasting.get("witnesses")
    if isinstance(witnesses, list):
        lasting["witnesses"] = [
            {key: value for key, value in each.items() if key != SAVED} if isinstance(each, dict) else each
            for each in witnesses
        ]
    return json.dumps(lasting)


def _damaged(path: Path, id: str, why: str, line: int | None = None) -> QuotetrackError:
    place = shown(path) if line is None else f"{shown(path)}:{line}"
    return QuotetrackError(
        printable(f"{place}: the stored verdict is damaged ({why}); run 'quotetrack verify {id}' again")
    )
