"""The first step of an addition: a document is read and analyzed. It neither writes to the store nor holds its lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from functools import partial
from itertools import chain, islice

from index.errors import LoadError
from index.limits import Limits
from index.loaders import Document
from index.loaders.bounds import check_fields
from index.model import Draft, Source
from index.passages.indexing import Reading, Text, read, titles_of
from index.words.detection import detect
from index.words.languages import code_of, is_tag

SAMPLE = 100
"""Number of passages, from the beginning of a document, used to detect its language."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Metadata given by whoever adds a document. None: not given; an empty string resets a value given earlier."""

    title: str | None = None
    url: str | None = None
    date: str | None = None
    author: str | None = None
    lang: str | None = None


NOTHING_STATED = Stated()


@dataclass(frozen=True, slots=True)
class PreparedPassage:
    """A passage to be stored, its language, and what analyzes it: called once at most, and not for unchanged ones."""

    draft: Draft
    lang: str
    reading: Callable[[], Reading]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document to be stored, read and analyzed as a new version of `known`, the source stored under its key, if any.

    `title`, `url`, `date`, `author`: the values to store. `lang` was given by whoever added it if `lang_stated`, else
    detected. `running`, `limits`: see `Document`. `passages` can be iterated once; it raises LoadError for an invalid
    document. `gives_way`: whether it is removed as soon as another document is stored in its collection.
    """

    key: str
    title: str
    url: str | None
    date: str | None
    author: str | None
    lang: str
    lang_stated: bool
    running: bool
    known: Source | None
    passages: Iterator[PreparedPassage]
    limits: Limits
    gives_way: bool = False


def prepare(document: Document, stated: Stated, known: Source | None) -> Prepared:
    """Read and analyze a document; its passages when they are iterated, so that no document is in memory as a whole.

    Metadata is as stated now, else as stored before, unless that was altered, else the document's own. Raises
    LoadError, which includes exceeding the document's limits.
    """
    if stated.lang and not is_tag(stated.lang):
        why = f"{stated.lang[:40]!r} is no language; write the two letters of one, as in --lang en, or leave it out"
        raise LoadError(document.title, why)
    limits = document.limits
    drafts = document.drafts
    before = None if known and known.altered else known
    lang = _choose(stated.lang and code_of(stated.lang), before.lang if before and before.lang_stated else None, None)
    lang_stated = lang is not None
    if lang is None:
        first = list(islice(drafts, SAMPLE))
        lang = detect("\n".join(draft.text for draft in first))
        drafts = chain(first, drafts)
    title = _choose(stated.title, before.title if before else None, document.title) or ""
    check_fields(document.title, limits, document.key, title, *astuple(stated))
    return Prepared(
        key=document.key,
        title=title,
        url=_choose(stated.url, before.url if before else None, document.url),
        date=_choose(stated.date, before.date if before else None, document.date),
        author=_choose(stated.author, before.author if before else None, document.author),
        lang=lang,
        lang_stated=lang_stated,
        running=document.running,
        known=known,
        passages=(_prepared(draft, title, lang) for draft in drafts),
        limits=limits,
    )


def check_unicode(name: str, collection: str, stated: Stated) -> None:
    """Raise LoadError for lone surrogates, which arguments from a shell not set to UTF-8 have. `name`: the document."""
    for said in (collection, *astuple(stated)):
        try:
            (said or "").encode()
        except UnicodeEncodeError:
            raise LoadError(name, f"{said!a} cannot be stored as text; is this terminal set to UTF-8?") from None


def _prepared(draft: Draft, title: str, source_lang: str) -> PreparedPassage:
    lang = code_of(draft.lang) if draft.lang else source_lang
    return PreparedPassage(draft, lang, partial(read, Text(draft.text, titles_of(draft, title), lang), draft.sentences))


def _choose(stated: str | None, before: str | None, default: str | None) -> str | None:
    """The value of a field; an empty `stated` resets it to `default`."""
    if stated is not None:
        return stated or default
    return before or default
