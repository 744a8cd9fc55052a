"""The catalogue: what the archive holds, in SQLite, so that nobody need read a WARC to find out.

Everything in it can be rebuilt from the WARC files. It holds no row of which they know nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotetrack.archive import full_text
from quotetrack.archive.capture import Capture, CaptureKind
from quotetrack.archive.days import days_of
from quotetrack.archive.full_text import Having, Only
from quotetrack.archive.layout import SCHEMA_VERSION, connect
from quotetrack.archive.stored_form import (
    TRANSCRIPT_WORDS,
    locators_form,
    locators_read,
    memento_form,
    memento_read,
    spans_form,
    spans_read,
    stated_form,
    stated_read,
    storable,
    time_read,
    time_text,
    turn_form,
    turn_read,
    versions_form,
    versions_read,
)
from quotetrack.errors import ArchiveError
from quotetrack.model import Completeness, Memento, Nature, Stated, Transcript

_CAPTURE = (
    "address",
    "url",
    "digest",
    "archived_at",
    "media_type",
    "charset",
    "status",
    "warc",
    "stated",
    "kind",
    "memento",
    "independent",
)
_LISTS = ("turns", "asides", "locators", "notes", "versions", "parts")
"""Columns that hold a list as JSON."""
_TRANSCRIPT = ("id", *TRANSCRIPT_WORDS, "nature", "complete", "archived_at", *_LISTS, "memento", "text")
"""The text last: SQLite reads a row up to the column that is asked for."""

_LATEST = "ORDER BY kept_at DESC, warc DESC, seq DESC LIMIT 1"

_TABLES = f"""
CREATE TABLE warc (name TEXT PRIMARY KEY, problem TEXT) WITHOUT ROWID;
CREATE TABLE capture (seq INTEGER PRIMARY KEY, {", ".join(_CAPTURE)}, offset INTEGER);
CREATE INDEX capture_address ON capture (address, archived_at);
CREATE INDEX capture_digest ON capture (digest);
CREATE TABLE transcript (
    seq INTEGER PRIMARY KEY, address TEXT, kept_at TEXT, warc TEXT, current INTEGER DEFAULT 0,
    first_day TEXT, last_day TEXT, stated TEXT, {", ".join(_TRANSCRIPT)}
);
CREATE INDEX transcript_id ON transcript (id, kept_at, warc);
CREATE INDEX transcript_address ON transcript (address, kept_at);
CREATE INDEX transcript_current ON transcript (id, capture) WHERE current;
CREATE INDEX transcript_days ON transcript (first_day, last_day) WHERE current;
{full_text.TABLES}"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A current transcript without its text and turns."""

    id: str
    capture: str | None
    reader: str | None
    url: str | None
    archived_at: str | None
    """As ``time_text`` writes it."""
    parts: tuple[str, ...]


class CatalogueDamaged(ArchiveError):
    """The file is no catalogue of ours, or an older one: it can be rebuilt from the WARC files."""


class Catalogue:
    """One open catalogue. Not to be shared between threads."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    @classmethod
    def in_memory(cls) -> Catalogue:
        """An empty catalogue that is written nowhere."""
        catalogue = cls(sqlite3.connect(":memory:", isolation_level=None), "catalogue")
        catalogue.create()
        return catalogue

    @classmethod
    def open(cls, path: Path) -> Catalogue:
        """Open the file, making it where there is none.

        Raises CatalogueDamaged when it has to be rebuilt, ArchiveError when it must not be touched.
        """
        catalogue = cls(connect(path), str(path))
        try:
            with catalogue._guard():
                catalogue._check()
        except BaseException:
            catalogue.close()
            raise
        return catalogue

    def close(self) -> None:
        self._connection.close()

    def put_in_its_file(self) -> bool:
        """Move what SQLite's log holds into the catalogue's own file; False while somebody reads the log."""
        with self._guard():
            busy = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    def _check(self) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise ArchiveError(
                f"{self._name}: made by a newer quotetrack (schema {version}, not {SCHEMA_VERSION}); "
                "upgrade, or make it anew with: quotetrack rebuild"
            )
        if version == SCHEMA_VERSION:
            self._connection.execute("SELECT count(*) FROM (SELECT 1 FROM transcript LIMIT 1)").fetchone()
        elif self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise CatalogueDamaged(f"{self._name}: not a catalogue of this version; run: quotetrack rebuild")
        else:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self.create()

    def create(self) -> None:
        """Make the tables in an empty file."""
        with self.transaction():
            # Two programs may both have found the file empty; the second finds it made.
            if self._connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
                return
            for statement in _TABLES.split(";"):
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """SQLite's errors as ours."""
        try:
            yield
        except sqlite3.OperationalError as wrong:
            raise ArchiveError(
                f"{self._name}: {wrong}; what was captured is safe in the WARC files"
            ) from wrong
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError) as wrong:
            raise CatalogueDamaged(f"{self._name}: damaged ({wrong}); run: quotetrack rebuild") from wrong

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; readers go on seeing the state before."""
        with self._guard():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    # --- writing, inside a transaction ---

    def clear(self) -> None:
        """Forget everything."""
        self._connection.execute("INSERT INTO full_text (full_text) VALUES ('delete-all')")
        for table in ("warc", "capture", "transcript", "voice"):
            self._connection.execute(f"DELETE FROM {table}")

    def add_warc(self, name: str, problem: str | None = None) -> None:
        """Note that everything this file holds is in the catalogue, or why it cannot be."""
        self._connection.execute("INSERT OR REPLACE INTO warc VALUES (?, ?)", (name, problem))

    def add_capture(self, capture: Capture, offset: int) -> None:
        """``offset`` is where its record starts in the WARC file, in bytes."""
        row = (
            *(capture.address, capture.url, capture.digest, time_text(capture.archived_at)),
            *(capture.media_type, capture.charset, capture.status, capture.warc),
            *(_statement(capture.stated), capture.kind.value),
            *(_memento(capture.memento), _memento(capture.independent)),
        )
        self._insert("capture", (*_CAPTURE, "offset"), (*row, offset))

    def add_transcript(
        self, transcript: Transcript, address: str, kept_at: str, warc: str, stated: Stated | None = None
    ) -> None:
        """``kept_at`` is the WARC-Date of its record: of one address, the one kept last is current.

        ``stated`` is what it was read with, ``None`` where its record does not say.
        """
        archived_at = time_text(transcript.archived_at) if transcript.archived_at else None
        values = {
            **{name: getattr(transcript, name) for name in ("id", "text", *TRANSCRIPT_WORDS)},
            "turns": json.dumps([turn_form(t) for t in transcript.turns], ensure_ascii=False),
            "asides": json.dumps(spans_form(transcript.asides)),
            "locators": json.dumps(locators_form(transcript.locators), ensure_ascii=False),
            "notes": json.dumps(transcript.notes, ensure_ascii=False),
            "versions": json.dumps(versions_form(transcript.versions), ensure_ascii=False),
            "parts": json.dumps(transcript.parts),
            "memento": _memento(transcript.memento),
            "nature": transcript.nature.value,
            "complete": transcript.complete.value,
            "archived_at": archived_at,
        }
        before = self._connection.execute(
            "SELECT seq, kept_at, warc FROM transcript WHERE address = ? AND current", _storable((address,))
        ).fetchone()
        # The row that becomes current is written as such: changing it later would write its text again.
        current = before is None or (kept_at, warc) >= before[1:]
        if before is not None and current:
            self._connection.execute("UPDATE transcript SET current = 0 WHERE seq = ?", before[:1])
        seq = self._insert(
            "transcript",
            ("address", "kept_at", "warc", "current", "first_day", "last_day", "stated", *_TRANSCRIPT),
            (
                *(address, kept_at, warc, int(current)),
                *(days_of(transcript.date) or (None, None)),
                _statement(stated) if stated is not None else None,
                *(values[name] for name in _TRANSCRIPT),
            ),
        )
        self._connection.execute(
            "INSERT INTO full_text (rowid, text) VALUES (?, ?)",
            (seq, storable(full_text.folded(transcript.text))),
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO voice VALUES (?, ?)",
            [(seq, storable(name)) for name in full_text.voices(transcript)],
        )

    def _insert(self, table: str, columns: Iterable[str], row: tuple[Any, ...]) -> int | None:
        """Add a row; its number."""
        places = ", ".join("?" * len(row))
        return self._connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", _storable(row)
        ).lastrowid

    # --- reading ---

    def _rows(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        with self._guard():
            yield from self._connection.execute(query, _storable(values))

    def rows(self, query: str, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        """What a query of one of our own modules finds, with its named values."""
        kept = {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}
        with self._guard():
            yield from self._connection.execute(query, kept)

    def warcs(self) -> set[str]:
        """Names of the WARC files that were read, those that cannot be read included."""
        return {name for (name,) in self._rows("SELECT name FROM warc")}

    def addresses(self) -> dict[str, set[str]]:
        """For each WARC file that holds captures or transcripts, the addresses that they are of."""
        found: dict[str, set[str]] = {}
        for warc, address in self._rows(
            "SELECT warc, address FROM capture UNION SELECT warc, address FROM transcript"
        ):
            found.setdefault(warc, set()).add(address)
        return found

    def captures_of(self, address: str) -> tuple[Capture, ...]:
        query = (
            f"SELECT {', '.join(_CAPTURE)} FROM capture WHERE address = ? ORDER BY archived_at DESC, seq DESC"
        )
        return tuple(self._capture(row) for row in self._rows(query, address))

    def capture(self, digest: str) -> Capture | None:
        """The first capture of these bytes."""
        query = f"SELECT {', '.join(_CAPTURE)} FROM capture WHERE digest = ? ORDER BY seq LIMIT 1"
        return next((self._capture(row) for row in self._rows(query, digest)), None)

    def place_of(self, digest: str) -> tuple[str, int] | None:
        """The WARC file and the offset of a record that holds these bytes."""
        query = "SELECT warc, offset FROM capture WHERE digest = ? AND kind != 'revisit' ORDER BY seq LIMIT 1"
        return next(((warc, offset) for warc, offset in self._rows(query, digest)), None)

    def transcripts_of(self, address: str) -> tuple[Transcript, ...]:
        columns = ", ".join(_TRANSCRIPT)
        query = f"SELECT {columns} FROM transcript WHERE address = ? ORDER BY kept_at DESC, warc DESC"
        latest: dict[tuple[str | None, tuple[str, ...]], Transcript] = {}
        for row in self._rows(query, address):
            transcript = self._transcript(row)
            latest.setdefault((transcript.capture, transcript.parts), transcript)
        return tuple(latest.values())

    def digests_read(self, address: str) -> int:
        """From how many different captures, or sets of pages, of an address a transcript was read."""
        query = "SELECT count(DISTINCT capture || parts) FROM transcript WHERE address = ?"
        return next(int(row[0]) for row in self._rows(query, address))

    def read_again(self) -> Iterator[str]:
        """The ids of transcripts of whose address there are several."""
        several = "SELECT address FROM transcript GROUP BY address HAVING count(*) > 1"  # the index has it
        yield from (row[0] for row in self._rows(f"SELECT id FROM transcript WHERE address IN ({several})"))

    def transcript(self, id: str) -> Transcript | None:
        query = f"SELECT {', '.join(_TRANSCRIPT)} FROM transcript WHERE id = ? {_LATEST}"
        return next((self._transcript(row) for row in self._rows(query, id)), None)

    def readings(self, id: str) -> tuple[Transcript, ...]:
        query = f"SELECT {', '.join(_TRANSCRIPT)} FROM transcript WHERE id = ? ORDER BY seq DESC"
        return tuple(self._transcript(row) for row in self._rows(query, id))

    def address_of(self, id: str) -> str | None:
        """The address that the transcript of this id was read from."""
        query = f"SELECT address FROM transcript WHERE id = ? {_LATEST}"
        return next((row[0] for row in self._rows(query, id)), None)

    def reading_of(self, address: str) -> Reading | None:
        """What is known of the current transcript of an address, without its text."""
        columns = "id, capture, reader, url, archived_at, parts"
        query = f"SELECT {columns} FROM transcript WHERE address = ? AND current"
        for id, capture, reader, url, archived_at, parts in self._rows(query, address):
            return Reading(id, capture, reader, url, archived_at, tuple(json.loads(parts)))
        return None

    def stated_of(self, address: str) -> Stated | None:
        """What was stated of an address when its current transcript was read; ``None`` where nobody knows."""
        query = "SELECT stated FROM transcript WHERE address = ? AND current AND stated IS NOT NULL"
        for (form,) in self._rows(query, address):
            with self._guard():
                return stated_read(json.loads(form))
        return None

    def transcript_ids(self) -> Iterator[str]:
        """The ids of the current transcripts, sorted."""
        yield from (row[0] for row in self._rows("SELECT id FROM transcript WHERE current ORDER BY id"))

    def transcript_digests(self) -> Iterator[tuple[str, str]]:
        """Ids, sorted, with the digests of the captures each current transcript was read from."""
        for id, capture, parts in self._rows(
            "SELECT id, capture, parts FROM transcript WHERE current ORDER BY id"
        ):
            # Most have no parts; to parse that of each took longer than all the rest.
            yield id, " ".join((capture or "", *json.loads(parts))) if parts != "[]" else capture or ""

    def stamps(self) -> Iterator[tuple[str, str]]:
        """Ids, sorted, with what identifies the text of each current transcript: its capture and reader."""
        query = "SELECT id, capture, reader FROM transcript WHERE current ORDER BY id"
        for id, capture, reader in self._rows(query):
            yield id, f"{capture or ''} {reader or ''}"

    def text_of(self, id: str) -> str | None:
        """The canonical text of the current transcript of this id."""
        query = f"SELECT text FROM transcript WHERE id = ? {_LATEST}"
        return next((row[0] for row in self._rows(query, id)), None)

    def dated(self) -> Iterator[tuple[str, str, str, str | None]]:
        """Id, first and last day, and speaker of the current transcripts that have a date."""
        query = "SELECT id, first_day, last_day, speaker FROM transcript WHERE current AND first_day NOTNULL"
        yield from ((row[0], row[1], row[2], row[3]) for row in self._rows(query))

    def having(self, words: str, only: Only, *, earliest_first: bool = False) -> Iterator[Having]:
        """The current transcripts that hold the words (an FTS5 expression), best first or by date."""
        query, values = full_text.MATCHES, {"query": words} | only.values()
        order = full_text.EARLIEST if earliest_first else "rank, seq"
        for seq, rank in list(self.rows(f"{query} {only.conditions()} ORDER BY {order}", values)):
            row = f"SELECT {', '.join(_TRANSCRIPT)} FROM transcript WHERE seq = :seq"
            marked = self.rows(full_text.PLACES, {"query": words, "seq": seq})
            for (text,), found in zip(marked, self.rows(row, {"seq": seq}), strict=True):
                yield Having(self._transcript(found), rank, full_text.places(text))

    def voices(self, word: str) -> Iterator[str]:
        """The names, folded, of those who speak in a current transcript, a word of which begins so."""
        query = (
            "SELECT DISTINCT name FROM voice JOIN transcript ON transcript.seq = voice.transcript "
            "WHERE current AND instr(name, ?)"
        )
        return (name for (name,) in self._rows(query, f" {word}"))

    def transcripts(self) -> Iterator[Transcript]:
        query = f"SELECT {', '.join(_TRANSCRIPT)} FROM transcript WHERE current ORDER BY id"
        for row in self._rows(query):
            yield self._transcript(row)

    def counts(self) -> tuple[int, int]:
        """How many captures, and how many current transcripts."""
        query = "SELECT (SELECT count(*) FROM capture), (SELECT count(*) FROM transcript WHERE current)"
        return next((captures, transcripts) for captures, transcripts in self._rows(query))

    def _capture(self, row: tuple[Any, ...]) -> Capture:
        values = dict(zip(_CAPTURE, row, strict=True))
        with self._guard():
            return Capture(
                **values
                | {
                    "archived_at": time_read(values["archived_at"]),
                    "stated": stated_read(json.loads(values["stated"])),
                    "kind": CaptureKind(values["kind"]),
                    "memento": _memento_read(values["memento"]),
                    "independent": _memento_read(values["independent"]),
                }
            )

    def _transcript(self, row: tuple[Any, ...]) -> Transcript:
        values = dict(zip(_TRANSCRIPT, row, strict=True))
        with self._guard():
            # Most lists are empty, and to parse five of them takes as long as all the rest.
            values |= {name: json.loads(values[name]) if values[name] != "[]" else [] for name in _LISTS}
            return Transcript(
                **values
                | {
                    "turns": tuple(turn_read(i, turn) for i, turn in enumerate(values["turns"])),
                    "asides": spans_read(values["asides"]),
                    "locators": locators_read(values["locators"]),
                    "notes": tuple(values["notes"]),
                    "versions": versions_read(values["versions"]),
                    "parts": tuple(values["parts"]),
                    "memento": _memento_read(values["memento"]),
                    "nature": Nature(values["nature"]),
                    "complete": Completeness(values["complete"]),
                    "archived_at": time_read(values["archived_at"]) if values["archived_at"] else None,
                }
            )


def _statement(stated: Stated) -> str:
    return json.dumps(stated_form(stated), ensure_ascii=False)


def _memento(memento: Memento | None) -> str | None:
    return json.dumps(memento_form(memento), ensure_ascii=False) if memento else None


def _memento_read(form: str | None) -> Memento | None:
    return memento_read(json.loads(form)) if form else None


def _storable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(storable(value) if isinstance(value, str) else value for value in row)
