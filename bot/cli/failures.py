"""How a failed call is reported: one line on standard error, and an exit status."""

from __future__ import annotations

import click

FAILED, BAD_CALL = 1, 2


def print_error(message: str) -> None:
    """Print a message on standard error, in one line."""
    click.echo(f"verbatim: {' '.join(message.split())}", err=True)
