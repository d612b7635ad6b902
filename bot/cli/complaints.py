"""What went wrong, in one line on standard error, and the exit status that goes with it."""

from __future__ import annotations

import click

FAILED, BAD_CALL = 1, 2


def complain(message: str) -> None:
    """Say on standard error, in one line, what went wrong."""
    click.echo(f"verbatim: {' '.join(message.split())}", err=True)
