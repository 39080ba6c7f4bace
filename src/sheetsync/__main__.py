"""`python -m sheetsync`, and the entry point of `sheetsync`."""

from __future__ import annotations

import sys

from sheetsync.command_line.out_of_memory import is_memory_short, is_out_of_memory, tell_out_of_memory


def main() -> None:
    """Start the command line, or say that there is no memory even for that."""
    try:
        from sheetsync.cli import main as command_line  # noqa: PLC0415 - it may be what does not fit into memory
    except Exception as error:
        if not (is_out_of_memory(error) or is_memory_short()):
            raise
        sys.exit(tell_out_of_memory(json="--json" in sys.argv[1:]))
    command_line()


if __name__ == "__main__":
    main()
