"""Loaders: one module per format, which turns a document into drafts of passages.

A loader is a function ``read(file, name, lang, limits)``: `file` is a seekable binary file, `name` is its name in
errors, `lang` is the language of its text (ISO 639-1). It returns a `Content` with a `Draft` for each passage, in
order, with a locator, and raises `LoadError` for invalid input. To add a format, write such a module and name it in
FORMATS. It is imported on first use, so that asking questions does not load any parser.

Errors in a document may surface only while its drafts are iterated: do not commit any before the last.
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

from index.errors import LoadError, shown
from index.limits import OPERATOR, Limits, OperatorLimits
from index.loaders.bounds import bounded, check_fields, check_size
from index.loaders.content import Content
from index.loaders.dates import day_in
from index.loaders.files import open_file
from index.loaders.web import fetch
from index.model import Draft
from index.words.languages import UNKNOWN, code_of

__all__ = ["Document", "load", "read"]

Loader = Callable[[BinaryIO, str, str, Limits], Content]

FORMATS: dict[str, str] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
}
"""The loader module for each file suffix. Other files are read as plain text."""

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
"""The loader module for each media type that takes precedence over the suffix; text/plain does not."""

_NO_SUFFIX = re.compile(
    r"\.(?:7z|avi|bin|bmp|bz2|db|djvu|docx?|epub|exe|gif|gz|html?|jpe?g|json|m4a|mkv|mobi|mov|mp[34]|od[pst]|ogg|pages"
    r"|pdf|png|pptx?|rar|rtf|sqlite|svg|tar|tgz|tiff?|wav|webm|webp|xhtml|xlsx?|xml|xz|zip|zst)"
)
_NO_MEDIA_TYPE = re.compile(
    r"(?:image|audio|video|font)/.*|text/(?:html|xml|rtf)|application/(?:.*\+xml|.*\+zip|xml|pdf|rtf|zip|gzip|msword"
    r"|vnd\.(?:ms-|openxmlformats-|oasis\.).*)"
)
_TAKEN = "JSONL (.jsonl, .ndjson), Markdown (.md, .markdown) and plain UTF-8 text (.txt) are taken; convert it to one"


@dataclass(frozen=True, slots=True)
class Document:
    """An open document; a context manager that closes its file.

    `key` is its absolute path or URL. `title` is its own, or else its file name. `url` is None for a file. `date` and
    `author` are its own metadata.
    `running` is True for running text, whose passages follow on each other; the rows of a JSONL file do not.
    `drafts` can be iterated once, while the file is open; it raises LoadError for an invalid document, which includes
    one that exceeds `limits`.
    """

    key: str
    title: str
    url: str | None
    running: bool
    drafts: Iterator[Draft]
    file: BinaryIO
    date: str | None = None
    author: str | None = None
    limits: Limits = OPERATOR

    def __enter__(self) -> Document:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.file.close()


def load(
    location: str, lang: str | None = None, limits: OperatorLimits = OPERATOR, *, private_redirects: bool = False
) -> Document:
    """Open the document at a path or an http(s) URL with the loader for its format.

        with load("rules.md") as document:
            for draft in document.drafts: ...

    `lang` (ISO 639-1) is the language whose rules split sentences; None: general rules. `private_redirects` lets a
    public page redirect to a private address.
    Raises LoadError if `location` cannot be read or its format is not supported.
    """
    scheme = re.match(r"([a-z][a-z0-9+.-]*)://", location, re.IGNORECASE)
    if scheme and scheme[1].lower() not in {"http", "https"}:
        why = "only http:// and https:// addresses are fetched; download it and add the file"
        raise LoadError(shown(location), why)
    if scheme:
        return _load_page(location, lang, limits, private_redirects)
    return _load_file(location, lang, limits)


def read(file: BinaryIO, name: str, key: str, lang: str | None = None, limits: Limits = OPERATOR) -> Document:
    """The document in an open file, with the loader for the suffix of `name`.

    `key` identifies it in place of a path, for example for a download in a temporary file.
    Raises LoadError if its format is not supported.
    """
    return _document(key, name, None, _form(shown(name), name), file, shown(name), lang, limits)


def _load_file(path: str, lang: str | None, limits: Limits) -> Document:
    name = shown(path)
    with ExitStack() as opened:
        file = opened.enter_context(open_file(path))
        form = _form(name, path)
        opened.pop_all()
    key = os.path.abspath(path)
    return _document(key, os.path.basename(key), None, form, file, name, lang, limits)


def _load_page(location: str, lang: str | None, limits: OperatorLimits, private_redirects: bool) -> Document:
    name = shown(location)
    try:
        # A fragment does not identify another page.
        url = urldefrag(location).url
        parts = urlsplit(url)
    except ValueError as error:
        raise LoadError(name, f"this is no web address ({error}); check how it is written") from None
    _, at, host = parts.netloc.rpartition("@")
    if at:
        why = "the address holds a name or password, which quotes would show; download it and add the file"
        raise LoadError(shown(f"{parts.scheme}://{host}{parts.path}"), why)
    file, media_type = fetch(url, limits, private_redirects=private_redirects)
    with ExitStack() as opened:
        opened.enter_context(file)
        form = _form(name, parts.path, media_type)
        opened.pop_all()
    title = unquote(PurePosixPath(parts.path).name) or parts.netloc
    return _document(url, title, url, form, file, name, lang, limits)


def _document(
    key: str, title: str, url: str | None, form: str, file: BinaryIO, name: str, lang: str | None, limits: Limits
) -> Document:
    loader: Loader = import_module(f"index.loaders.{form}").read
    with ExitStack() as opened:
        opened.callback(file.close)
        check_size(file, name, limits)
        content = loader(file, name, code_of(lang or UNKNOWN), limits)
        check_fields(name, limits, content.title, content.date, content.author)
        opened.pop_all()
    return Document(
        key=key,
        title=content.title or title,
        url=url,
        date=content.date or day_in(urlsplit(url).path if url else title),
        author=content.author,
        running=form != "jsonl",
        drafts=bounded(content.drafts, name, limits),
        file=file,
        limits=limits,
    )


def _form(name: str, path: str, media_type: str = "") -> str:
    """The loader module for a document, by its media type, or else by the suffix of its path. Raises LoadError."""
    if form := MEDIA_TYPES.get(media_type):
        return form
    suffix = PurePosixPath(path).suffix.lower()
    if _NO_MEDIA_TYPE.fullmatch(media_type):
        raise LoadError(name, f"{media_type} is not a format that can be read; {_TAKEN}")
    if _NO_SUFFIX.fullmatch(suffix):
        raise LoadError(name, f"{suffix} is not a format that can be read; {_TAKEN}")
    return FORMATS.get(suffix, "text")
