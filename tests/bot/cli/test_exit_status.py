"""Exit statuses and messages for internal errors."""

from __future__ import annotations

import pytest

from bot.cli import exit_status

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawl"  # noqa: S105  # made up


def fail(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    def break_down(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("bot.cli.exit_status.verbatim.main", break_down)
    return exit_status.run()


def test_a_fault_of_ours_is_one_line_that_says_how_to_see_more(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fail(monkeypatch, RuntimeError("a secret question")) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("verbatim: internal error (RuntimeError at test_exit_status.py:")
    assert "VERBATIM_DEBUG=1" in line
    assert "secret" not in line


def test_the_details_hold_no_token(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("VERBATIM_DEBUG", "1")
    assert fail(monkeypatch, RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")) == 1
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "AAHd" not in said


def test_an_interrupted_call_says_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert fail(monkeypatch, KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == ""
