"""The host of a web address, as it is told to people."""

from __future__ import annotations

from urllib.parse import urlsplit

import idna
import regex

_LONGEST = 48
"""Code points; of a longer host, its end is told, which says whose it is."""
_VALID = 253
"""Code points that a host can have in its ASCII form."""
_ASCII = regex.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))+")
_SCRIPTS = "Cyrillic Greek Hangul Han Arabic Hebrew Thai Devanagari".split()
# Hosts of one script each. Latin without letters that look like others: the alphabets of Western and Central Europe.
_ONE_SCRIPT = regex.compile(
    r"(?V1)[a-z0-9.ß-öø-ÿĀ-ž--[ıĸŀŉſ]\-]+" + "".join(rf"|[0-9.\-\p{{Script={script}}}]+" for script in _SCRIPTS)
)


def host_of(url: str) -> str | None:
    """The host of an http(s) address with its port, if it has one; None if there is none, or it is no valid host.

    A host with letters of several scripts is given in its ASCII form, because some letters look like those of others.

    >>> host_of("https://Example.org/a"), host_of("http://пример.рф:8080"), host_of("https://аррӏе.com/")
    ('example.org', 'пример.рф:8080', 'xn--80ak6aa92e.com')
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        told = host if host.isascii() else _international(host)
    except ValueError:  # a bad port, or idna.IDNAError
        return None
    if told is None or len(told) > _VALID or (told.isascii() and not _ASCII.fullmatch(told)):
        return None
    if len(told) > _LONGEST:
        told = "…" + told[-_LONGEST:]
    return f"{told}:{port}" if port else told


def _international(host: str) -> str | None:
    if len(host) > _VALID:
        return None
    ascii_form = idna.encode(host, uts46=True).decode()
    shown = idna.decode(ascii_form)
    return shown if _ONE_SCRIPT.fullmatch(shown) else ascii_form
