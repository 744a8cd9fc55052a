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

import quotetrack
from quotetrack.matching import align, differences, runs
from quotetrack.matching.index import Index, bring_up_to_date, finding
from quotetrack.matching.index.few import GRAM, fold_words
from quotetrack.matching.lexicon import lexicon
from quotetrack.matching.locate import locate
from quotetrack.matching.marks import parse
from quotetrack.matching.tokens import tokenise

FOLDER = Path(quotetrack.__file__).parent
TYPED = {
    ".".join(("quotetrack", *path.relative_to(FOLDER).with_suffix("").parts)): path.with_suffix(".py")
    for path in sorted(FOLDER.rglob("*.pxd"))
}
needs_compiled = pytest.mark.skipif(
    any(import_module(name).__file__ == str(path) for name, path in TYPED.items()),
    reason="not everything is compiled here",
)
Sources = dict[str, ModuleType]


class Finder(MetaPathFinder):
    """Finds the sources of the compiled modules, and nothing else."""

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        return spec_from_file_location(name, TYPED[name]) if name in TYPED else None


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sources]:
    """The compiled modules as they stand, each with all it imports."""
    for name in TYPED:
        room, _, module = name.rpartition(".")
        monkeypatch.delitem(sys.modules, name, raising=False)
        # to be put back: an import hangs the new module into its package
        monkeypatch.setattr(import_module(room), module, getattr(import_module(room), module))
    finder = Finder()
    sys.meta_path.insert(0, finder)
    found = {name.rpartition(".")[2]: import_module(name) for name in TYPED}
    assert {module.__file__ for module in found.values()} == set(map(str, TYPED.values()))
    yield found
    sys.meta_path.remove(finder)
    for name in TYPED:
        del sys.modules[name]


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
def test_the_source_finds_in_an_index_what_the_compiled_module_finds(
    index: Index, speeches: Sequence[Sequence[str]], sources: Sources
) -> None:
    source, rivals = sources["finding"], 0
    for words in quotes(speeches):
        found = told(finding.find(asked(finding, index, words)))  # type: ignore[arg-type]
        assert list(found.items()) == list(told(source.find(asked(source, index, words))).items()), words
        assert all(index.live[segment] is None or index.live[segment][number] for segment, number in found)
        rivals += len(found) > 1
        keys = list(found)[:3] or [(0, 0)]
        some = finding.find_in(asked(finding, index, words), keys)  # type: ignore[arg-type]
        assert told(some) == told(source.find_in(asked(source, index, words), keys)), words
    assert rivals > 50


def variants(speeches: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """A quote and the speech it is from: words of two places of it, some changed, some marked as left out."""
    rng = random.Random(9)
    for _ in range(400):
        words = [rng.choice((word, f"{word}.", f"{word.title()},")) for word in rng.choice(speeches)]
        one, other = rng.randrange(len(words)), rng.randrange(len(words))
        quote = words[one : one + rng.randint(3, 30)]
        if rng.random() < 0.6:
            quote += ["[...]"] * (rng.random() < 0.5) + words[other : other + rng.randint(2, 20)]
        for _ in range(rng.choice([0, 1, 4])):
            at = rng.randint(0, len(quote))
            quote[at : at + rng.choice([0, 1, 1, 6])] = rng.choice([["changed"], ["[changed]"], ["…"], []])
        if any(map(str.isalpha, " ".join(quote))):
            yield " ".join(quote), " ".join(words)


@needs_compiled
def test_the_source_locates_aligns_and_explains_as_the_compiled_modules_do(
    speeches: Sequence[Sequence[str]], sources: Sources
) -> None:
    words, steps = lexicon("en"), 0
    for quote, text in variants(speeches):
        marked, transcript = parse(quote, words), tokenise(text)
        keys = marked.tokens.keys
        for size in (1, 2, 3):
            places, others = runs.Places(transcript.keys), sources["runs"].Places(transcript.keys)
            for _ in range(2):  # the second time from a table
                assert runs.runs_of(keys, places, size) == sources["runs"].runs_of(keys, others, size), quote
        breaks = frozenset(mark.at for mark in marked.marks)
        chains = locate(keys, transcript.keys, breaks)
        assert chains == sources["locate"].locate(keys, transcript.keys, breaks), quote
        for chain in chains:
            found = align.align(marked, transcript, chain, words)
            assert found == sources["align"].align(marked, transcript, chain, words), quote
            steps += len(found) > 2
            for step in found:
                if step.kind is align.StepKind.EDIT:
                    stretch = differences.Stretch(*step[1:5]), marked.tokens, transcript, words
                    assert differences.explain(*stretch) == sources["differences"].explain(*stretch), quote
    assert steps > 200


@pytest.mark.skipif(
    not (shutil.which("cc") or shutil.which("gcc"))
    or not Path(sysconfig.get_path("include"), "Python.h").is_file(),
    reason="no compiler for Python's modules",
)
def test_where_there_is_a_compiler_every_typed_module_is_compiled_and_as_new_as_its_source() -> None:
    ending = sysconfig.get_config_var("EXT_SUFFIX")
    for name, source in TYPED.items():
        compiled = source.with_suffix(ending)
        assert compiled.is_file(), f"{name} is not compiled: install the package again"
        for kind in (".py", ".pxd"):
            written = source.with_suffix(kind).stat().st_mtime
            assert written <= compiled.stat().st_mtime, f"{name}{kind} is newer: install the package again"
