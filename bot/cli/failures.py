"""How a failed call is reported: one line on standard error, and an exit status."""

from __future__ import annotations

import click

from index.errors import shown

FAILED, BAD_CALL = 1, 2


def print_error(message: str) -> None:
    """Print a message on standard error, in one line; characters that could do more than be read are escaped."""
    click.echo(f"verbatim: {shown(' '.join(message.split()))}", err=True)


def print_warnings() -> None:
    """From now on, what the library warns of is printed like an error, unless there is a log for it."""
    import logging

    class Printed(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            print_error(record.getMessage())

    logging.lastResort = Printed(logging.WARNING)
