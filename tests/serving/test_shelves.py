"""One archive for all threads: opened once, anew when it has changed, and never half of each."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from served import Served

from quotetrack.boundary import run
from quotetrack.errors import ArchiveError
from quotetrack.model import Quote
from quotetrack.serving import shelves as module
from quotetrack.serving.shelves import Shelves

OLD = Quote("q", "we will mend the old bridge before the winter comes", date="2003-05-01")
NEW = Quote("q", "we will burn the old bridge before the winter comes", date="2003-05-01")


def archive_anew(folder: Path) -> None:
    """The bridge's transcript with another word in it, as another program archives it."""
    path = folder / "bridge.txt"
    path.write_text(path.read_text().replace("we will mend", "we will burn", 1))
    assert run(["--quotes", str(folder / "quotes"), "archive", str(path)]) == 0


def test_an_archive_that_stays_as_it_is_is_opened_once(served: Served) -> None:
    first = served.shelves.stock()
    served.shelves.judged(OLD)
    served.shelves.judged(OLD)
    settled = served.shelves.stock()
    served.shelves.judged(OLD)
    assert served.shelves.stock() is settled
    assert (settled.number, settled.library) == (first.number, first.library)


def test_a_changed_text_is_looked_through_at_once(served: Served) -> None:
    assert served.shelves.judged(OLD).status == "matches"
    archive_anew(served.folder)
    assert served.shelves.judged(NEW).status == "matches"
    verdict = served.shelves.judged(OLD)
    assert verdict.witnesses[0].transcript.text.count("burn") == 1
    # that the page said otherwise when it was saved before is a caution
    assert "changed-since" in {caution.name for caution in verdict.cautions}


def test_until_the_new_stock_is_there_the_old_one_answers_as_it_was(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = served.shelves.stock()
    archive_anew(served.folder)
    wait = threading.Event()
    opened = module.open_index

    def slowly(*arguments: object) -> object:
        wait.wait(30)
        return opened(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "open_index", slowly)
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    verdict = served.shelves.judged(OLD)
    assert verdict.status == "matches"
    assert verdict.searched == stock.searched
    assert "mend" in verdict.witnesses[0].transcript.text
    wait.set()
    served.shelves.refresh()
    assert served.shelves.judged(NEW).status == "matches"


def test_many_threads_get_the_same_answers(served: Served) -> None:
    wrong: list[object] = []

    def ask() -> None:
        try:
            for _ in range(10):
                found = [served.shelves.judged(quote).status for quote in (OLD, NEW)]
                if found != ["matches", "differs"]:
                    wrong.append("another verdict")
        except Exception as bug:
            wrong.append(bug)
        finally:
            served.shelves.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == []


def test_an_archive_that_cannot_be_opened_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file")
    shelves = Shelves(tmp_path / "archive", tmp_path / "publishers", [].append)
    with pytest.raises(ArchiveError, match="not an archive folder"):
        shelves.stock()
    (tmp_path / "archive").unlink()
    assert shelves.stock().searched.transcripts == 0
