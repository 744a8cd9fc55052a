"""The program's entry point: one error boundary around the whole command line."""

import gc
import os
import sys

COLLECT_AFTER = 50_000
"""New objects. Python's own 700 make it look through a loaded archive for rubbish again and again: a tenth
of the time of ten thousand verdicts."""


def main() -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(COLLECT_AFTER, 20, 20)
    # No plugin of pydantic's has a part in this program, and looking for them costs 10 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from quotetrack.boundary import run
    except KeyboardInterrupt:  # within the first 30 ms
        sys.exit(130)
    code = run(sys.argv[1:])
    gc.freeze()  # what is left goes with the process: it need not be looked through for rubbish first
    sys.exit(code)


if __name__ == "__main__":
    main()
