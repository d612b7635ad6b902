"""`verbatim`, and `python -m bot`."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and exit with its status."""
    try:
        from bot.cli.exit_status import run  # imported here so that Ctrl-C during start-up prints no traceback
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run())


if __name__ == "__main__":
    main()
