"""Settings from the environment and from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import DEFAULT_DATA, Settings, check_token, data_directory, read
from bot.errors import SettingsError

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawl"


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    assert read(tmp_path, {}) == Settings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "verbatim.toml").write_text('remember_days = 7\nquotes = 3\ntoken = "1:a"\n')
    settings = read(tmp_path, {"VERBATIM_QUOTES": "9", "TELEGRAM_BOT_TOKEN": TOKEN})
    assert (settings.remember_days, settings.quotes, settings.token) == (7, 9, TOKEN)


def test_another_file_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("rate_limits = false\nread_timeout = 3\n")
    settings = read(tmp_path / "nowhere", {"VERBATIM_CONFIG": str(tmp_path / "mine.toml")})
    assert settings.rate_limits is False
    assert settings.read_timeout == 3.0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("remember_day = 7", "no setting 'remember_day'"),
        ('remember_days = "7"', "remember_days has to be a whole number"),
        ("remember_days = true", "remember_days has to be a whole number"),
        ("rate_limits = 1", "rate_limits has to be true or false"),
        ("remember_days = 0", "remember_days has to be more than 0"),
        ("added_passages = -1", "added_passages cannot be less than 0"),
        ('api_url = "example.org"', "api_url has to begin with https://"),
        ('log_level = "LOUD"', "log_level has to be"),
        ("remember_days = ", "verbatim.toml"),
    ],
)
def test_a_wrong_file_is_a_clear_message(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "verbatim.toml").write_text(text)
    with pytest.raises(SettingsError, match=why):
        read(tmp_path, {})


def test_a_wrong_variable_is_a_clear_message(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="VERBATIM_QUOTES has to be a whole number"):
        read(tmp_path, {"VERBATIM_QUOTES": "many"})
    with pytest.raises(SettingsError, match="there is no file"):
        read(tmp_path, {"VERBATIM_CONFIG": str(tmp_path / "none.toml")})


def test_a_token_is_checked_and_never_shown() -> None:
    check_token(Settings(token=TOKEN))
    with pytest.raises(SettingsError, match="there is no token"):
        check_token(Settings())
    with pytest.raises(SettingsError) as caught:
        check_token(Settings(token=f"bot{TOKEN}"))
    assert "AAHd" not in str(caught.value)
    assert "AAHd" not in repr(Settings(token=TOKEN))


def test_the_data_directory_is_the_option_then_the_environment_then_the_default() -> None:
    assert data_directory("a", {"VERBATIM_DATA": "b"}) == (Path("a"), False)
    assert data_directory(None, {"VERBATIM_DATA": "b"}) == (Path("b"), False)
    assert data_directory(None, {}) == (DEFAULT_DATA, True)


def test_who_may_ask_is_a_list_of_numbers_and_names(tmp_path: Path) -> None:
    (tmp_path / "verbatim.toml").write_text('allow = [42, -1001234, "@Alice"]\nblock = []\n')
    assert read(tmp_path, {}).allow == (42, -1001234, "@Alice")
    assert read(tmp_path, {"VERBATIM_BLOCK": " 7, @bob ,"}).block == ("7", "@bob")
    for wrong in ('allow = "42"', "allow = [true]", "allow = [[42]]"):
        (tmp_path / "verbatim.toml").write_text(wrong)
        with pytest.raises(SettingsError, match="allow has to be a list of numbers and @usernames"):
            read(tmp_path, {})
    with pytest.raises(SettingsError, match="allow: 'Alice' is neither"):
        read(tmp_path / "none", {"VERBATIM_ALLOW": "Alice"})
    with pytest.raises(SettingsError, match="open_confidence has to be between 0 and 1"):
        read(tmp_path / "none", {"VERBATIM_OPEN_CONFIDENCE": "80"})
