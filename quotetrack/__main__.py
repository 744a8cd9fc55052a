"""The program's entry point: one error boundary around the whole command line."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from quotetrack.boundary import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
