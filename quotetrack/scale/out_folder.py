"""The folder that a batch writes: parts that appear whole, and a manifest that says what they are of.

    manifest.json                 what was asked of what; the figures, once it is finished
    verdicts/part-00000.parquet   the verdicts on one piece of the rows
    rejects.jsonl                 the rows without a verdict, with reasons; once it is finished
    work/                         what is needed until then

A part of verdicts is renamed into place last, so that a piece is done when its part is there. Killed at any
moment, a batch goes on with the pieces that have none.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotetrack.errors import QuotetrackError
from quotetrack.formats.verdict_table import schema
from quotetrack.records.atomic import write_whole
from quotetrack.scale.outcome import Outcome
from quotetrack.scale.rows import Reject

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = "quotetrack/batch/1"
MANIFEST, REJECTS, WORK, VERDICTS = "manifest.json", "rejects.jsonl", "work", "verdicts"
_LOCK = "lock"


class OutFolder:
    """The folder of one batch."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.work = path / WORK
        self.verdicts = path / VERDICTS

    @contextmanager
    def begun(self, asked: Mapping[str, Any]) -> Iterator[Outcome | None]:
        """Hold the folder for this batch; gives the outcome if it was finished before.

        ``asked`` is what the verdicts depend on. Raises QuotetrackError where the folder holds another
        batch, or anything else, where it cannot be written, and while another program is at it.
        """
        from filelock import FileLock, Timeout

        try:
            stored = self._manifest()
            if stored is None and self.path.is_dir() and any(self.path.iterdir()) and not self.work.is_dir():
                raise QuotetrackError(f"{self.path}: holds something else already; name another folder")
            if stored is not None and stored.get("finished"):
                _same(self.path, stored, asked)
                yield _outcome(stored["finished"])
                return
            self.work.mkdir(parents=True, exist_ok=True)
            self.verdicts.mkdir(exist_ok=True)
            with FileLock(self.work / _LOCK, timeout=0):
                if stored is None:
                    self._write({**asked, "finished": None})
                else:
                    _same(self.path, stored, asked)
                self._sweep()
                yield None
        except Timeout:
            raise QuotetrackError(
                f"{self.path}: another batch is writing it; wait, or name another"
            ) from None
        except OSError as wrong:
            raise QuotetrackError(f"{self.path}: cannot be written ({wrong.strerror})") from None

    def _manifest(self) -> dict[str, Any] | None:
        try:
            found = json.loads((self.path / MANIFEST).read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (ValueError, OSError):
            found = None
        if not isinstance(found, dict) or found.get("schema") != SCHEMA:
            raise QuotetrackError(f"{self.path}: {MANIFEST} is none of a batch; name another folder")
        return found

    def _write(self, manifest: Mapping[str, Any]) -> None:
        data = json.dumps({"schema": SCHEMA, **manifest}, ensure_ascii=False, indent=1) + "\n"
        write_whole(self.path / MANIFEST, data.encode("utf-8", "replace"), overwrite=True)

    def _sweep(self) -> None:
        """Remove what a killed batch left half made."""
        for left in (*self.verdicts.glob(".*"), *self.work.glob(".*"), *self.work.glob("*/.*")):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)

    def part(self, number: int) -> Path:
        """Where the verdicts of a piece stand once it is done."""
        return self.verdicts / f"part-{number:05}.parquet"

    def keep(
        self, number: int, rows: Sequence[Mapping[str, Any]], rejects: Iterable[Reject], *, whole: bool
    ) -> None:
        """Store what came of a piece: its rejects, then, with which it is done, its verdicts."""
        import pyarrow as pa

        lines = "".join(map(_line, rejects)).encode()
        rejected = self.work / "rejects" / f"part-{number:05}.jsonl"
        rejected.parent.mkdir(exist_ok=True)
        write_whole(rejected, lines, overwrite=True)
        write_parquet(self.part(number), pa.Table.from_pylist(list(rows), schema=schema(whole=whole)))

    def finish(self, asked: Mapping[str, Any], rows: int, *, sweep: bool = True) -> Outcome:
        """Put the rejects in one file and the figures in the manifest; what is only worked with goes.

        Raises QuotetrackError where verdicts and rejects are not as many as there were rows.
        """
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        statuses: Counter[str] = Counter()
        for part in sorted(self.verdicts.glob("part-*.parquet")):
            for count in pc.value_counts(pq.read_table(part, columns=["status"])["status"]).to_pylist():
                statuses[count["values"]] += count["counts"]
        parts = sorted((self.work / "rejects").glob("*.jsonl"))
        lines = b"".join(part.read_bytes() for part in parts)
        rejects = lines.count(b"\n")
        if statuses.total() + rejects != rows:
            raise QuotetrackError(
                f"{self.path}: {rows} rows, but {statuses.total()} verdicts and {rejects} rejects; "
                "a file in it was changed. Remove the folder and run again"
            )
        outcome = Outcome(rows, statuses.total(), rejects, dict(statuses.most_common()))
        write_whole(self.path / REJECTS, lines, overwrite=True)
        figures = {
            "rows": rows,
            "verdicts": outcome.verdicts,
            "rejects": rejects,
            "statuses": outcome.statuses,
        }
        self._write({**asked, "finished": figures})
        if sweep:
            shutil.rmtree(self.work, ignore_errors=True)
        return outcome


def _line(reject: Reject) -> str:
    said = json.dumps({"row": reject.row, "reason": reject.reason}, ensure_ascii=False)
    return said.encode("utf-8", "replace").decode() + "\n"


def write_parquet(path: Path, table: pa.Table, rows_a_group: int | None = None) -> None:
    """Write a table whole or not at all. Raises OSError."""
    import pyarrow.parquet as pq

    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with aside.open("wb") as file:
        pq.write_table(table, file, compression="zstd", row_group_size=rows_a_group)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)


def _same(path: Path, stored: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
    """Raises QuotetrackError where the folder was begun with something else, naming what."""
    other = [name for name, value in json.loads(json.dumps(asked)).items() if stored.get(name) != value]
    if other:
        raise QuotetrackError(
            f"{path}: was begun with another {', another '.join(other)}; name another folder, or remove it"
        )


def _outcome(finished: Mapping[str, Any]) -> Outcome:
    return Outcome(
        finished["rows"], finished["verdicts"], finished["rejects"], dict(finished.get("statuses", {}))
    )
