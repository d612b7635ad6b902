"""Settings from the environment and from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Settings, check, check_token, read
from bot.errors import SettingsError
from index import ChatLimits, OperatorLimits

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawl"  # noqa: S105  # made up


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    assert read(tmp_path, {}) == Settings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "verbatim.toml").write_text("remember_days = 7\nquotes = 3\n")
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
        ("remember_day = 7", "unknown setting 'remember_day'"),
        ('remember_days = "7"', "remember_days must be a positive integer"),
        ("remember_days = true", "remember_days must be a positive integer"),
        ("rate_limits = 1", "rate_limits must be true or false"),
        ("remember_days = 0", "remember_days must be a positive integer"),
        ("added_passages = -1", "added_passages must be an integer, 0 or more"),
        ('api_url = "example.org"', "api_url must be an http"),
        ('log_level = "LOUD"', "log_level must be"),
        ("[limits]\npassages = 0", "limits.passages must be a positive integer"),
        ("[chat_limits]\npasages = 5", "unknown setting 'chat_limits.pasages'"),
        ("limits = 5", "unknown setting 'limits'"),
        ("remember_days = ", "verbatim.toml"),
    ],
)
def test_a_wrong_file_is_a_clear_message(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "verbatim.toml").write_text(text)
    with pytest.raises(SettingsError, match=why):
        read(tmp_path, {})


def test_limits_are_tables_of_the_file_and_single_variables(tmp_path: Path) -> None:
    (tmp_path / "verbatim.toml").write_text("quotes = 3\n[limits]\npassages = 7\n[chat_limits]\npassages = 5\n")
    settings = read(tmp_path, {"VERBATIM_CHAT_LIMITS_PARSE_SECONDS": "2"})
    assert (settings.limits, settings.quotes) == (OperatorLimits(passages=7), 3)
    assert settings.chat_limits == ChatLimits(passages=5, parse_seconds=2)
    with pytest.raises(SettingsError, match="VERBATIM_LIMITS_PASSAGES must be a positive integer"):
        read(tmp_path, {"VERBATIM_LIMITS_PASSAGES": "many"})


def test_a_wrong_variable_is_a_clear_message(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="VERBATIM_QUOTES must be a positive integer"):
        read(tmp_path, {"VERBATIM_QUOTES": "many"})
    with pytest.raises(SettingsError, match="no such file"):
        read(tmp_path, {"VERBATIM_CONFIG": str(tmp_path / "none.toml")})


def test_a_variable_is_read_as_what_its_setting_is(tmp_path: Path) -> None:
    named = {
        "VERBATIM_MENUS": " Off ",
        "VERBATIM_RATE_LIMITS": "yes",
        "VERBATIM_READ_TIMEOUT": "3",
        "VERBATIM_QUOTES": "7",
    }
    settings = read(tmp_path, named)
    assert (settings.menus, settings.rate_limits, settings.read_timeout, settings.quotes) == (False, True, 3.0, 7)
    with pytest.raises(SettingsError, match="VERBATIM_MENUS must be true or false"):
        read(tmp_path, {"VERBATIM_MENUS": "maybe"})


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (Settings(webhook="ftp://bot.example.org"), "webhook must be a URL such as"),
        (Settings(webhook="https://bot.example.org/health"), "webhook must be a URL such as"),
        (Settings(webhook="https://bot.example.org/a?b"), "webhook must be a URL such as"),
        (Settings(webhook_secret="a b"), "webhook_secret must be at most 256 letters"),  # noqa: S106  # made up
        (Settings(listen="here"), "listen must be HOST:PORT"),
        (Settings(read_timeout=float("nan")), "read_timeout must be a positive number"),
    ],
)
def test_what_the_command_line_says_is_checked_like_the_rest(settings: Settings, why: str) -> None:
    check(Settings(webhook="https://bot.example.org/telegram", log_level="info"))
    with pytest.raises(SettingsError, match=why):
        check(settings)


def test_a_wrong_secret_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, {"VERBATIM_WEBHOOK_SECRET": "hush hush"})
    assert "hush" not in str(caught.value)


def test_a_token_is_checked_and_never_shown() -> None:
    check_token(Settings(token=TOKEN))
    with pytest.raises(SettingsError, match="there is no token"):
        check_token(Settings())
    with pytest.raises(SettingsError) as caught:
        check_token(Settings(token=f"bot{TOKEN}"))
    assert "AAHd" not in str(caught.value)
    assert "AAHd" not in repr(Settings(token=TOKEN))


def test_who_may_ask_is_a_list_of_numbers_and_names(tmp_path: Path) -> None:
    (tmp_path / "verbatim.toml").write_text('allow = [42, -1001234, "@Alice"]\nblock = []\n')
    assert read(tmp_path, {}).allow == (42, -1001234, "@Alice")
    assert read(tmp_path, {"VERBATIM_BLOCK": " 7, @bob ,"}).block == ("7", "@bob")
    for wrong in ('allow = "42"', "allow = [true]", "allow = [[42]]"):
        (tmp_path / "verbatim.toml").write_text(wrong)
        with pytest.raises(SettingsError, match="allow must be a list of ids and @usernames"):
            read(tmp_path, {})
    with pytest.raises(SettingsError, match="VERBATIM_ALLOW must be a list of ids and @usernames"):
        read(tmp_path / "none", {"VERBATIM_ALLOW": "Alice"})
    with pytest.raises(SettingsError, match="VERBATIM_OPEN_CONFIDENCE must be a number between 0 and 1"):
        read(tmp_path / "none", {"VERBATIM_OPEN_CONFIDENCE": "80"})


@pytest.mark.attack("a folder that one stands in takes the token")
@pytest.mark.parametrize(
    "setting",
    ['api_url = "https://evil.example.org"', 'webhook = "https://evil.example.org/t"', 'listen = "0.0.0.0:80"'],
)
def test_a_folder_that_nobody_named_does_not_say_where_to_connect_to(tmp_path: Path, setting: str) -> None:
    (tmp_path / "verbatim.toml").write_text(f"{setting}\nquotes = 3\n")
    name = setting.partition(" ")[0]
    with pytest.raises(SettingsError, match=f"sets {name}, which a folder that one merely stands in may not"):
        read(tmp_path, {}, named=False)
    assert read(tmp_path, {}).quotes == 3
    theirs = {"VERBATIM_CONFIG": str(tmp_path / "verbatim.toml")}
    assert read(tmp_path / "elsewhere", theirs, named=False).quotes == 3
    mine = {"api_url": "https://api.example.org", "webhook": "https://bot.example.org/t", "listen": "127.0.0.1:9"}[name]
    assert getattr(read(tmp_path, {f"VERBATIM_{name.upper()}": mine}, named=False), name) == mine


@pytest.mark.attack("a folder that one stands in makes the bot another one")
@pytest.mark.parametrize("named", [True, False])
def test_no_file_has_a_token(tmp_path: Path, named: bool) -> None:
    (tmp_path / "verbatim.toml").write_text(f'token = "{TOKEN}"\n')
    for environment in ({}, {"TELEGRAM_BOT_TOKEN": "1:mine"}):
        with pytest.raises(SettingsError, match="sets token, which is read from TELEGRAM_BOT_TOKEN") as it:
            read(tmp_path, environment, named=named)
        assert "AAHd" not in str(it.value)


@pytest.mark.attack("the token travels unencrypted")
def test_plain_http_leads_beyond_this_machine_only_if_the_environment_says_so() -> None:
    for url in ("http://127.0.0.1:8081", "http://localhost", "http://[::1]:8081", "https://api.example.org"):
        check(Settings(api_url=url), {})
    for url in ("http://api.example.org", "http://127.0.0.1@api.example.org", "http://localhost.example.org"):
        for settings in (Settings(api_url=url), Settings(webhook=url)):
            with pytest.raises(SettingsError, match="VERBATIM_PLAIN_HTTP=1"):
                check(settings, {"VERBATIM_PLAIN_HTTP": "0"})
            check(settings, {"VERBATIM_PLAIN_HTTP": "1"})


@pytest.mark.parametrize(("mode", "warned"), [(0o644, True), (0o640, True), (0o600, False)])
def test_a_file_with_a_secret_that_others_can_read_is_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, mode: int, warned: bool
) -> None:
    file = tmp_path / "verbatim.toml"
    file.write_text("quotes = 3\n")
    file.chmod(mode)
    read(tmp_path, {})
    assert caplog.text == ""
    file.write_text('webhook_secret = "hush"\n')
    read(tmp_path, {})
    assert (f"chmod go= {file}" in caplog.text) is warned
    assert "hush" not in caplog.text
