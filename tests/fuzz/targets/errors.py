"""What holds for every error that a person reads."""

from __future__ import annotations


def check_message(error: Exception) -> None:
    """Raise AssertionError unless the message of an error is one line."""
    message = str(error)
    assert len(message.splitlines()) == 1, "an error of several lines"
    message.encode()
