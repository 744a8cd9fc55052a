"""The files of profiles: those that come with the program, and those in the user's project."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from quotetrack.errors import ProfileError
from quotetrack.transcripts.profiles import Profile

FOLDER = "publishers"
"""Of profiles, in the package."""
LARGEST = 1 << 18
"""Bytes of one file."""


@cache
def packaged_profiles() -> tuple[Profile, ...]:
    """The profiles that come with the program, by id."""
    folder = resources.files("quotetrack.transcripts").joinpath(FOLDER)
    files = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return tuple(
        sorted((parse(entry.read_bytes(), entry.name) for entry in files), key=lambda profile: profile.id)
    )


def own_profiles(folder: Path) -> tuple[tuple[Profile, ...], tuple[ProfileError, ...]]:
    """The profiles in a folder of the user's, by file name, and what is wrong with the others.

    No folder is no profiles.
    """
    profiles: list[Profile] = []
    errors: list[ProfileError] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        name = f"{folder.name}/{path.name}"
        try:
            with path.open("rb") as stream:
                body = stream.read(LARGEST + 1)
            if len(body) > LARGEST:
                raise ProfileError(f"{name}: larger than {LARGEST // 1024} KiB")
            profile = parse(body, name)
        except OSError as wrong:
            errors.append(ProfileError(f"{name}: cannot be read ({(wrong.strerror or str(wrong)).lower()})"))
        except ProfileError as wrong:
            errors.append(wrong)
        else:
            digest = hashlib.sha256(body).hexdigest()[:8]
            profiles.append(profile.model_copy(update={"own": digest}))
    return tuple(profiles), tuple(errors)


def parse(body: bytes, name: str) -> Profile:
    """The profile in a file's bytes. Raises `ProfileError`: the file's name, the key, what is wrong."""
    from pydantic import ValidationError

    try:
        table: dict[str, Any] = tomllib.loads(body.decode("utf-8"))
    except UnicodeDecodeError as wrong:
        raise ProfileError(f"{name}: not UTF-8 at byte {wrong.start}") from None
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise ProfileError(f"{name}: not TOML: {wrong}") from None
    try:
        return Profile.model_validate(table)
    except ValidationError as wrong:
        raise ProfileError("\n".join(f"{name}: {line}" for line in _complaints(wrong))) from None


def _complaints(wrong: Any) -> list[str]:
    """One line for each key that is wrong, in the words of the reader and not of the library."""
    lines = []
    for error in wrong.errors():
        key = ".".join(str(part) for part in error["loc"] if part != "[key]") or "file"
        if error["type"] == "extra_forbidden":
            says = "no such key; docs/publishers.md lists them"
        elif error["type"] == "missing":
            says = "is missing"
        elif error["type"] == "tuple_type":
            says = "a list is wanted, in square brackets"
        else:
            says = error["msg"].removeprefix("Value error, ")
            says = says[0].lower() + says[1:]
        lines.append(f"key {key}: {says}")
    return lines
