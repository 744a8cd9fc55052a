"""Which licences let a whole text be published; silence does not."""

from __future__ import annotations

import pytest

from quotetrack.reporting.licences import is_free


@pytest.mark.parametrize(
    "licence",
    ["CC0", "CC0 1.0", "cc0-1.0", "CC0 1.0 Universal", "public domain", "Public Domain (US government)",
     "CC BY 4.0", "CC-BY-4.0", "CC BY-SA 3.0", "CC BY 4.0 International", "CC BY 4.0 (en.kremlin.ru)",
     "https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/publicdomain/zero/1.0/",
     "Open Government Licence v3.0", "OGL-UK-3.0", "Open Parliament Licence",
     "Creative Commons Attribution 4.0 International", "  CC0\n"],
)  # fmt: skip
def test_free(licence: str) -> None:
    assert is_free(licence)


@pytest.mark.parametrize(
    "licence",
    [None, "", " ", "unknown", "all rights reserved", "CC BY-NC 4.0", "CC BY-ND 4.0", "CC BY-NC-SA 4.0",
     "https://creativecommons.org/licenses/by-nc/4.0/", "not public domain", "not CC0",
     "copyright, later public domain", "free", "CC0" + "x" * 400],
)  # fmt: skip
def test_not_free(licence: str | None) -> None:
    assert not is_free(licence)
