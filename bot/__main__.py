"""`verbatim`, and `python -m bot`."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit status."""
    try:
        from bot.cli.exit_status import run  # here, so that Ctrl-C is quiet from the first moment on
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run())


if __name__ == "__main__":
    main()
