"""The modules that are compiled find the very same as their source, which runs where there is no compiler."""

from __future__ import annotations

import random
import shutil
import sys
import sysconfig
from array import array
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from quotetrack.matching import index as room
from quotetrack.matching.index import Index, bring_up_to_date, finding
from quotetrack.matching.index.few import GRAM, fold_words

FOLDER = Path(room.__file__).parent
TYPED = sorted(path.stem for path in FOLDER.glob("*.pxd"))
needs_compiled = pytest.mark.skipif(
    finding.__file__ == str(FOLDER / "finding.py"), reason="nothing is compiled here"
)


class Sources(MetaPathFinder):
    """Finds the sources of the compiled modules, and nothing else."""

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        package, _, module = name.rpartition(".")
        if package == room.__name__ and module in TYPED:
            return spec_from_file_location(name, FOLDER / f"{module}.py")
        return None


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """``finding`` as it stands, with all it imports."""
    for name in TYPED:
        monkeypatch.delitem(sys.modules, f"{room.__name__}.{name}", raising=False)
        # to be put back: an import hangs the new module into its package
        monkeypatch.setattr(room, name, getattr(room, name))
    finder = Sources()
    sys.meta_path.insert(0, finder)
    yield import_module(f"{room.__name__}.finding")
    sys.meta_path.remove(finder)
    for name in TYPED:
        del sys.modules[f"{room.__name__}.{name}"]


@pytest.fixture(scope="module")
def speeches() -> list[list[str]]:
    """Speeches of so few different words that phrases come again, in many of them."""
    rng = random.Random(7)
    words = [f"{a}{b}" for a in "bdfgklmnprst" for b in "aeiou"]
    return [rng.choices(words[: rng.randint(9, 60)], k=rng.randint(3, 500)) for _ in range(60)]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, speeches: Sequence[Sequence[str]]) -> Index:
    """In two segments, of which the first has an outdated transcript."""
    folder = tmp_path_factory.mktemp("index")
    texts = {f"s{number}": " ".join(words) for number, words in enumerate(speeches)}
    early = dict.fromkeys(list(texts)[:30], "1")
    list(bring_up_to_date(folder, early, texts.get))
    wanted = dict.fromkeys(texts, "1") | {"s3": "2"}
    list(bring_up_to_date(folder, wanted, texts.get))
    opened = Index.open(folder, wanted)
    assert len(opened.segments) == 2
    assert any(mask is not None for mask in opened.live)
    return opened


def quotes(speeches: Sequence[Sequence[str]]) -> Iterator[str]:
    """Words of a speech, its very first or very last ones now and then, changed, or of two speeches."""
    rng = random.Random(8)
    for _ in range(600):
        one, other = rng.sample(speeches, 2)
        at = rng.choice([0, max(0, len(one) - 14), rng.randrange(len(one))])
        quote = [*one[at : at + rng.randint(3, 30)]]
        if rng.random() < 0.4:
            quote[rng.randrange(len(quote))] = "changed"
        if rng.random() < 0.4:
            quote += other[: rng.randint(3, 20)]
        if len(quote) >= GRAM:
            yield " ".join(quote)


def asked(module: ModuleType, index: Index, words: str) -> object:
    hashes = fold_words(words)
    halves = array("H", [hash_ >> 16 or 1 for hash_ in hashes])
    return module.Asked(index.segments, index.live, hashes, halves, len(hashes) - 2)


def told(found: dict[tuple[int, int], object]) -> dict[tuple[int, int], tuple[object, ...]]:
    return {key: (here.bounds, here.runs, here.covered) for key, here in found.items()}  # type: ignore[attr-defined]


@needs_compiled
def test_the_source_finds_what_the_compiled_module_finds(
    index: Index, speeches: Sequence[Sequence[str]], source: ModuleType
) -> None:
    assert source.__file__ == str(FOLDER / "finding.py") != finding.__file__
    rivals = 0
    for words in quotes(speeches):
        found = told(finding.find(asked(finding, index, words)))  # type: ignore[arg-type]
        assert list(found.items()) == list(told(source.find(asked(source, index, words))).items()), words
        assert all(index.live[segment] is None or index.live[segment][number] for segment, number in found)
        rivals += len(found) > 1
        keys = list(found)[:3] or [(0, 0)]
        some = finding.find_in(asked(finding, index, words), keys)  # type: ignore[arg-type]
        assert told(some) == told(source.find_in(asked(source, index, words), keys)), words
    assert rivals > 50


@pytest.mark.skipif(
    not (shutil.which("cc") or shutil.which("gcc"))
    or not Path(sysconfig.get_path("include"), "Python.h").is_file(),
    reason="no compiler for Python's modules",
)
def test_where_there_is_a_compiler_every_typed_module_is_compiled_and_as_new_as_its_source() -> None:
    ending = sysconfig.get_config_var("EXT_SUFFIX")
    for name in TYPED:
        compiled = FOLDER / f"{name}{ending}"
        assert compiled.is_file(), f"{name} is not compiled: install the package again"
        for kind in (".py", ".pxd"):
            written = FOLDER.joinpath(name + kind).stat().st_mtime
            assert written <= compiled.stat().st_mtime, f"{name}{kind} is newer: install the package again"
