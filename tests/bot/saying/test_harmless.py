"""What is left of a text of others, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.saying.cutting import units
from bot.saying.fields import Field
from bot.saying.harmless import harmless
from bot.saying.hosts import host_of
from bot.saying.links import is_link
from tests.hostile import KINDS


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Post",
        "می‌خواهم",  # Persian has joiners between letters
        "क्‍ष ක්‍ෂ ক্‌ষ",
        "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️ 1️⃣ 🇺🇦",
        "e\u0301 q\u0307\u0323 བསྒྲུབས ที่นี่",
        "渡邉\U000e0100",
        "a — b · c “d” <e> {f} *g* _h_ [i](j)",
        "C# & F#, 50 % off; 3/4",
    ],
)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(text, 256).strip("\u2068\u2069") == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("one\ntwo\r\nthree\u2028four\u2029five\x85six\x0bseven\x0ceight", "one two three four five six seven eight"),
        ("  a \u00a0\u3000\u2003\t b  ", "a b"),
        ("a\x1b[31mred\x07\x00b\x9b", "a [31mred b"),
        ("abc\u202edef\u2066g\u200f\u061ch", "abcdefgh"),
        ("a\u200bb\u2060c\ufeffd\u00ade\u034ff", "abcdef"),
        ("a\u200db \u200c c\ufe0f", "ab c"),
        ("x\U000e0041\U000e0042\U000e007fy\U000e0101", "xy"),
        ("🏴\U000e0067\U000e007f", "🏴"),
        ("a\u3164\u115f\u1160\uffa0\u2800b", "a b"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("z" + "\u0335\u0336\u0337\u0338\u0321\u0322\u0327\u0328" * 9, "z\u0335\u0336\u0337\u0338\u0321"),
        ("\u0301\u20dd beginning", "beginning"),
        ("\u180b\u200d\u180b beginning", "beginning"),
        ("\ufdd0a\ufdd1\uffff\U0001fffe", "a"),
        ("\u2067\u202e\u3164\u200b \n", ""),
        ("שלום\u2069 \u202eabc", "\u2068שלום abc\u2069"),
        ("No. 5 ٣", "\u2068No. 5 ٣\u2069"),
    ],
)
def test_what_is_not_goes(text: str, left: str) -> None:
    assert harmless(text, 256) == left


def test_what_is_too_long_is_cut_between_characters_that_are_seen() -> None:
    assert harmless("👍🏽" * 20, 10) == "👍🏽" * 2 + "…"
    assert harmless("a" * 10, 10) == "a" * 10
    assert harmless("\u200b" * 10_000 + "a", 10) == ""  # of what is mostly invisible, the beginning is read


@given(st.text(), st.integers(1, 300))
def test_it_is_one_short_line_and_stays_the_same(text: str, limit: int) -> None:
    line = harmless(text, limit)
    assert len(line.splitlines()) <= 1
    assert units(line) <= limit + 3
    assert Field(line, 400) == Field(Field(line, 400).text, 400)


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_title_of_a_megabyte_only_the_beginning_is_read(kind: str) -> None:
    text = KINDS[kind](1_000_000)
    assert harmless(text, 256) == harmless(text[:5_000], 256)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.org:8443/a", "example.org:8443"),
        ("https://münchen.de/", "münchen.de"),
        ("https://пример.рф/", "пример.рф"),
        ("https://한국.한국/", "한국.한국"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),  # Cyrillic letters
        ("https://gооgle.com/", "xn--ggle-55da.com"),  # two of them
        ("https://ｅxample.org/", "example.org"),
        ("https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),
        ("https://lınkedin.com/", "xn--lnkedin-rfb.com"),
        (f"https://mybank.example.{'a' * 60}.evil.example/", f"…{'a' * 35}.evil.example"),
    ],
)
def test_the_host_of_a_link_is_told_so_that_it_is_not_mistaken(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.attack("has a link lead to another host than it seems to name")
@pytest.mark.parametrize(
    "url",
    [
        "https://example.org@evil.example/",
        "https://user:password@example.org/",
        "https://example.org\\@evil.example/",
        "https://exa\u200bmple.org/",
        "https://example.org/\u202efdp.exe",
        "https://example.org/a b",
        "https://-.-/",
        "https://xn--a.рф/",
        "javascript:alert(1)//example.org",
        "tg://resolve?domain=evil",
        "https://example.org/" + "a" * 2048,
        "https://" + "a." * 200 + "org/",
    ],
)
def test_what_is_no_plain_web_address_is_no_link(url: str) -> None:
    assert not is_link(url)
