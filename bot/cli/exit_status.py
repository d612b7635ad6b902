"""Runs the command line and maps exceptions to exit statuses and error messages."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from bot import config
from bot.cli.commands import verbatim
from bot.cli.failures import BAD_CALL, FAILED, print_error
from bot.errors import BotError
from index.errors import EmptyQuestion, LibraryError

INTERRUPTED = 130


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line with these arguments, else those of the process. Returns the exit status; raises nothing."""
    _speak_utf8()
    try:
        status = verbatim.main(args, prog_name="verbatim", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return BAD_CALL
    except click.ClickException as error:
        return _failed(error.format_message(), error.exit_code)
    except EmptyQuestion as error:
        return _failed(str(error), BAD_CALL)
    except (LibraryError, BotError) as error:
        return _failed(str(error), FAILED)
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the output is gone. Without this, Python would report the error again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # a bug
        return _failed_unexpectedly(error)


def _failed(message: str, status: int) -> int:
    print_error(message)
    return status


def _failed_unexpectedly(error: Exception) -> int:
    from bot.logs import redact, summary_of

    if os.environ.get("VERBATIM_DEBUG"):
        details = "".join(traceback.format_exception(error))
        click.echo(redact(details, [os.environ.get(config.TOKEN_VARIABLE, "")]), err=True)
    print_error(f"internal error ({summary_of(error)}); set VERBATIM_DEBUG=1 to see the details")
    return FAILED


def _speak_utf8() -> None:
    """Use UTF-8 for the standard streams; bytes and characters that cannot be converted are replaced."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
