"""The program's entry point: one error boundary around the whole command line."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from quotetrack.boundary import run
    except KeyboardInterrupt:  # within the first 30 ms
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
