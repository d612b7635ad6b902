"""Loaders: one file for each format, with one function that turns a document into passages.

A loader is a function ``read(file, name, lang)``: `file` is open in binary and can seek, `name` is what to call it
in errors, `lang` is the language of its text (ISO 639-1). Its `Content` has a `Draft` for each passage, in order, with
a locator, and it raises `LoadError` for what it cannot take in. To add a format, write such a file and name it in
FORMATS. It is imported when a document asks for it: whoever only asks questions waits for no parser.

What is wrong with a document may be found only while its drafts are taken: store none for good before the last.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath
from types import TracebackType
from typing import BinaryIO
from urllib.parse import unquote, urldefrag, urlsplit

from index.errors import LoadError
from index.loaders.content import Content
from index.loaders.files import open_file, shown
from index.loaders.web import fetch
from index.model import Draft

__all__ = ["Document", "load", "read"]

Loader = Callable[[BinaryIO, str, str], Content]

FORMATS: dict[str, str] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
}
"""The file here that loads each suffix. Every other text is read as plain text."""

MEDIA_TYPES: dict[str, str] = {
    "application/jsonl": "jsonl",
    "application/jsonlines": "jsonl",
    "application/x-jsonlines": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/ndjson": "jsonl",
    "application/json": "jsonl",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
"""The file here that loads each media type that says more than a suffix does; text/plain says less."""

_NO_SUFFIX = re.compile(
    r"\.(?:7z|avi|bin|bmp|bz2|db|djvu|docx?|epub|exe|gif|gz|html?|jpe?g|json|m4a|mkv|mobi|mov|mp[34]|od[pst]|ogg|pages"
    r"|pdf|png|pptx?|rar|rtf|sqlite|svg|tar|tgz|tiff?|wav|webm|webp|xhtml|xlsx?|xml|xz|zip|zst)"
)
_NO_MEDIA_TYPE = re.compile(
    r"(?:image|audio|video|font)/.*|text/(?:html|xml|rtf)|application/(?:.*\+xml|.*\+zip|xml|pdf|rtf|zip|gzip|msword"
    r"|vnd\.(?:ms-|openxmlformats-|oasis\.).*)"
)
_TAKEN = "JSONL (.jsonl, .ndjson), Markdown (.md, .markdown) and plain UTF-8 text (.txt) are taken; convert it to one"

# ISO 639-1 has no such code: the general rules are for whatever language nobody named.
_UNKNOWN_LANGUAGE = "xx"


@dataclass(frozen=True, slots=True)
class Document:
    """An opened document. A context manager, because its file stays open while `drafts` are taken.

    `key` is its absolute path or its URL, `title` its own, else its file name, `url` is None for a file; `date` and
    `author` are what it says itself.
    `running` is True where each passage follows on the one before; rows of JSONL stand for themselves.
    `drafts` can be taken once, in order, and raises LoadError where the document turns out to be wrong.
    """

    key: str
    title: str
    url: str | None
    running: bool
    drafts: Iterator[Draft]
    file: BinaryIO
    date: str | None = None
    author: str | None = None

    def __enter__(self) -> Document:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.file.close()


def load(location: str, lang: str | None = None) -> Document:
    """Opens the document at a path or an http(s) URL with the loader of its format.

        with load("rules.md") as document:
            for draft in document.drafts: ...

    `lang` (ISO 639-1) says by whose rules long paragraphs are cut between sentences; None, by general ones. Raises
    LoadError where nothing can be read at `location` or its format is not taken.
    """
    scheme = re.match(r"([a-z][a-z0-9+.-]*)://", location, re.IGNORECASE)
    if scheme and scheme[1].lower() not in {"http", "https"}:
        why = "only http:// and https:// addresses are fetched; download it and add the file"
        raise LoadError(shown(location), why)
    return _load_page(location, lang) if scheme else _load_file(location, lang)


def read(file: BinaryIO, name: str, key: str, lang: str | None = None) -> Document:
    """The document in a file on disk that was opened already, with the loader that its name asks for.

    `key` tells it from others where its path would not, as of one that was fetched into a temporary file. Raises
    LoadError where its format is not taken.
    """
    return _document(key, name, None, _form(shown(name), name), file, shown(name), lang)


def _load_file(path: str, lang: str | None) -> Document:
    name = shown(path)
    with ExitStack() as opened:
        file = opened.enter_context(open_file(path))
        form = _form(name, path)
        opened.pop_all()
    key = os.path.abspath(path)
    return _document(key, os.path.basename(key), None, form, file, name, lang)


def _load_page(location: str, lang: str | None) -> Document:
    name = shown(location)
    try:
        # What follows "#" names a place in the page, not another page.
        url = urldefrag(location).url
        parts = urlsplit(url)
    except ValueError as error:
        raise LoadError(name, f"this is no web address ({error}); check how it is written") from None
    _, at, host = parts.netloc.rpartition("@")
    if at:
        why = "the address holds a name or password, which quotes would show; download it and add the file"
        raise LoadError(shown(f"{parts.scheme}://{host}{parts.path}"), why)
    file, media_type = fetch(url)
    with ExitStack() as opened:
        opened.enter_context(file)
        form = _form(name, parts.path, media_type)
        opened.pop_all()
    title = unquote(PurePosixPath(parts.path).name) or parts.netloc
    return _document(url, title, url, form, file, name, lang)


def _document(
    key: str, title: str, url: str | None, form: str, file: BinaryIO, name: str, lang: str | None
) -> Document:
    loader: Loader = import_module(f"index.loaders.{form}").read
    with ExitStack() as opened:
        opened.callback(file.close)
        content = loader(file, name, lang or _UNKNOWN_LANGUAGE)
        opened.pop_all()
    return Document(
        key=key,
        title=content.title or title,
        url=url,
        date=content.date,
        author=content.author,
        running=form != "jsonl",
        drafts=content.drafts,
        file=file,
    )


def _form(name: str, path: str, media_type: str = "") -> str:
    """The form of a document, by its media type, or by the suffix of its path where that does not say enough."""
    if form := MEDIA_TYPES.get(media_type):
        return form
    suffix = PurePosixPath(path).suffix.lower()
    if _NO_MEDIA_TYPE.fullmatch(media_type):
        raise LoadError(name, f"{media_type} is not a format that can be read; {_TAKEN}")
    if _NO_SUFFIX.fullmatch(suffix):
        raise LoadError(name, f"{suffix} is not a format that can be read; {_TAKEN}")
    return FORMATS.get(suffix, "text")
