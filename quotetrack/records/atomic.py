"""Writing a small file whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from quotetrack.errors import QuotetrackError
from quotetrack.records.problems import problem


def write_whole(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Write the file under a hidden temporary name, sync it, and give it its name in one step.

    A reader, a crash or a full disk never meets half a file. Without ``overwrite`` an existing
    file is left as it is. Raises QuotetrackError.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")  # no reader takes hidden names
    try:
        mode = path.stat().st_mode & 0o777 if overwrite and path.exists() else None
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        if overwrite:
            temporary.replace(path)
        else:
            _name_new(temporary, path)
        _sync_folder(path.parent)
    except FileExistsError:
        raise problem(path, None, "", "exists already; choose another id, or edit that file") from None
    except OSError as wrong:
        raise QuotetrackError(
            str(
                problem(
                    path, None, "", f"cannot be written ({wrong.strerror}); check the folder and the disk"
                )
            )
        ) from None
    finally:
        with contextlib.suppress(OSError):  # a read-only disk refuses that too
            temporary.unlink(missing_ok=True)


def _name_new(temporary: Path, path: Path) -> None:
    """Give the file its name only if nothing has it. Raises FileExistsError."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # File systems without hard links (exFAT, some network shares): the look and the rename are
        # two steps there, which is as good as it gets.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        temporary.rename(path)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable, where the system lets folders be synced."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
