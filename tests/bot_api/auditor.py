"""The auditor: hears every word the bot says, and fails a test for one word too many.

What stands in a blockquote, and what a reply quotes natively (unless it is the question), must be a stretch of one
stored passage. Every other word must come from the phrase catalogue or from a source's own fields. Links must lead
to a source or into Telegram. Where a phrase tells that a word was read as another, somebody must have written the one,
and something stored must hold the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import unquote

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date

from tests.bot_api.catalogue import Catalogue, Values
from tests.bot_api.methods import Utterance
from tests.bot_api.text import QUOTED, Entity, clean_characters

_MARKS = re.compile("[\u200c\u200e\u200f]")
_WORD = re.compile(r"[^\W_]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Fault:
    """Something the bot should not have said: what it said, and the words nobody can account for."""

    utterance: Utterance
    complaint: str
    words: str

    def __str__(self) -> str:
        shown = "\n".join(f"    {line}" for line in self.utterance.text.split("\n"))
        return f"{self.complaint}: {self.words!r}\n  in this {self.utterance.kind}:\n{shown}"


class Auditor:
    """Give it to the server as a listener, and call `check()` at the end of a test.

        auditor = Auditor(passages=texts, fields=fields, locales=Path("bot/saying/locales"), names=["Verbatim"])
        with BotApiServer(listeners=[auditor]) as server:
            ...
        auditor.check()

    `passages` gives the texts of all stored passages; `fields` the exact titles, URLs, authors, dates and locators
    that may stand outside a quote; `names` the bot's name and username, collections and whatever else a phrase may
    name. All three are called anew for every message, on the server's thread. `locales` is a folder of .ftl files.
    A date may also stand as any of the catalogue's languages writes it. `asked` gives what people have written, and
    `vocabulary` the words that one of theirs may have been read as.
    """

    def __init__(
        self,
        *,
        passages: Callable[[], Iterable[str]],
        fields: Callable[[], Iterable[str]],
        locales: Path,
        names: Callable[[], Iterable[str]] = tuple,
        asked: Callable[[], Iterable[str]] = tuple,
        vocabulary: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        files = sorted(locales.rglob("*.ftl"))
        if not files:
            raise ValueError(f"no .ftl file under {locales}")
        self.catalogue = Catalogue(files)
        self.languages = _languages(files, locales)
        self.heard: list[Utterance] = []
        self.faults: list[Fault] = []
        self._passages = passages
        self._fields = fields
        self._names = names
        self._asked = asked
        self._vocabulary = vocabulary

    def hear(self, utterance: Utterance) -> None:
        """Judge one utterance, and keep what is wrong with it until `check`."""
        self.heard.append(utterance)
        try:
            self.faults += self.judge(utterance)
        except Exception as error:
            # On the server's thread an exception would only become an HTTP 500: keep it for the test.
            self.faults.append(Fault(utterance, "the auditor could not judge", repr(error)))

    def check(self) -> None:
        """Raise AssertionError unless every word so far was accounted for."""
        assert not self.faults, f"{len(self.faults)} faults\n" + "\n".join(map(str, self.faults))

    def judge(self, utterance: Utterance) -> list[Fault]:
        """What is wrong with an utterance; empty where nothing is."""
        # Read once, and only where a quote is to be found: most buttons and alerts hold none.
        passages = cache(lambda: [_comparable(text) for text in self._passages()])
        fields = [*self._fields(), *self._names()]
        words = {"typed": cache(self._typed), "assumed": cache(self._assumed)}
        values = Values([*fields, *_written_dates(fields, self.languages)], words)
        if utterance.kind == "link":
            return self._judge_link(utterance, utterance.text, fields, passages)
        faults = []
        if utterance.native_quote is not None and not _is_quote(utterance.native_quote, passages):
            faults.append(Fault(utterance, "a native quote of nothing stored", utterance.native_quote))
        quotable = utterance.kind in ("copy", "inline")
        for stretch, quoted in _split(utterance.text, utterance.entities):
            if quoted:
                if not _is_quote(stretch, passages):
                    faults.append(Fault(utterance, "a blockquote of nothing stored", stretch))
            elif not (quotable and _is_quote(stretch.removesuffix("…").rstrip(), passages)):
                unexplained = self.unexplained(stretch, values)
                if quotable:
                    unexplained = [line for line in unexplained if not _is_quote(line, passages)]
                faults += [Fault(utterance, "words from nowhere", words) for words in unexplained]
        for entity in utterance.entities:
            if entity["type"] == "text_link":
                faults += self._judge_link(utterance, entity["url"], fields, passages)
        return faults

    def unexplained(self, text: str, values: Values) -> list[str]:
        """The stretches of `text` that are neither phrase nor field.

        Phrases and fields stand apart by at least one mark or a new line: two of them side by side, which could
        make a sentence that is in no catalogue, are not accepted.
        """
        # best[i]: the fewest unexplained words before i; `fresh` says whether a token may begin at i.
        length = len(text)
        start = (0, 0)
        cost: dict[tuple[int, int], tuple[int, tuple[int, int] | None, bool]] = {start: (0, None, False)}
        states = [start]
        for index in range(length):
            for fresh in (0, 1):
                state = (index, fresh)
                if state not in cost:
                    continue
                for target, price, bad in self._steps(text, index, bool(fresh) or index == 0, values):
                    total = cost[state][0] + price
                    if target not in cost or total < cost[target][0]:
                        cost[target] = (total, state, bad)
                        states.append(target)
        end = min(((length, fresh) for fresh in (0, 1) if (length, fresh) in cost), key=lambda key: cost[key][0])
        return list(_bad_stretches(text, end, cost))

    def _steps(self, text: str, index: int, fresh: bool, values: Values) -> Iterator[tuple[tuple[int, int], int, bool]]:
        """From `index`: where one can go, at what price, and whether that leaves words unexplained."""
        character = text[index]
        if not _WORD.match(character):
            separates = fresh or not character.isspace() or character == "\n"
            yield (index + 1, int(separates)), 0, False
        if index == 0 or fresh or not _WORD.match(character):
            for end in self._token_ends(text, index, values):
                inside_word = end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end])
                if not inside_word or _unspaced(text[end]):
                    yield (end, int(not _WORD.match(text[end - 1]))), 0, False
        if _WORD.match(character):
            end = index
            while end < len(text) and not text[end].isspace():
                end += 1
            yield (end, 1), 1, True

    def _token_ends(self, text: str, index: int, values: Values) -> set[int]:
        ends = set(values.ends(text, index, numbers=False))
        ends |= self.catalogue.ends(text, index, values)
        return {end for end in ends if end > index}

    def _typed(self) -> Values:
        return Values(word for text in self._asked() for word in _words(text))

    def _assumed(self) -> Values:
        """In the case in which the other was typed."""
        return Values(form for word in self._vocabulary() for form in (word.lower(), word.capitalize(), word.upper()))

    def _judge_link(
        self, utterance: Utterance, url: str, fields: Iterable[str], passages: Callable[[], list[str]]
    ) -> list[Fault]:
        if url.startswith(("https://t.me/", "tg://")):
            return []
        address, _, fragment = url.partition("#")
        known = set(fields)
        _, directive, stretches = fragment.partition(":~:text=")
        words = [unquote(part.strip("-")) for part in stretches.split(",") if part]
        if url in known:
            return []
        if address not in {field.partition("#")[0] for field in known if "://" in field}:
            return [Fault(utterance, "a link to no source", url)]
        if directive and words and all(_is_quote(part, passages) for part in words):
            return []
        pointed = re.fullmatch(r"page=\d+|[\w-]*", fragment)
        return [] if pointed else [Fault(utterance, "a link at words that are not stored", url)]


def _split(text: str, entities: Iterable[Entity]) -> Iterator[tuple[str, bool]]:
    """The text in stretches, each quoted or not."""
    units = text.encode("utf-16-le")
    done = 0
    for entity in sorted(entities, key=lambda entity: int(entity["offset"])):
        if entity["type"] in QUOTED:
            start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
            yield units[done:start].decode("utf-16-le"), False
            yield units[start:end].decode("utf-16-le"), True
            done = end
    yield units[done:].decode("utf-16-le"), False


def _words(text: str) -> Iterator[str]:
    """The words of a text, with what of signs stands inside them."""
    for part in text.split():
        yield part.strip("".join(mark for mark in part if not mark.isalnum()))


def _is_quote(stretch: str, passages: Callable[[], list[str]]) -> bool:
    wanted = _comparable(stretch).strip()
    return bool(wanted) and any(wanted in passage for passage in passages())


@lru_cache(maxsize=200_000)
def _comparable(text: str) -> str:
    """As Telegram keeps it. Which marks of direction survive depends on where a text is cut: all count as one."""
    return _MARKS.sub("\u200c", clean_characters(text))


def _unspaced(character: str) -> bool:
    """Whether this is a script that puts no space between words."""
    return any(first <= character <= last for first, last in (("\u0e00", "\u0eff"), ("\u3040", "\u9fff")))


def _bad_stretches(
    text: str, end: tuple[int, int], cost: dict[tuple[int, int], tuple[int, tuple[int, int] | None, bool]]
) -> Iterator[str]:
    """Runs of unexplained words on the cheapest way to `end`, in order."""
    way, state = [], end
    while (step := cost[state])[1] is not None:
        previous = step[1]
        assert previous is not None
        way.append((previous[0], state[0], step[2]))
        state = previous
    run: tuple[int, int] | None = None
    for begin, stop, bad in reversed(way):
        if bad:
            run = (run[0], stop) if run else (begin, stop)
        elif run and text[begin:stop].strip() == "" and "\n" not in text[begin:stop]:
            continue
        elif run:
            yield text[slice(*run)]
            run = None
    if run:
        yield text[slice(*run)]


def _languages(files: Iterable[Path], root: Path) -> list[str]:
    """The catalogue's languages: the names of files and folders that Babel knows."""
    names = {part for file in files for part in file.relative_to(root).with_suffix("").parts}
    known = []
    for name in sorted(names):
        try:
            known.append(str(Locale.parse(name.replace("-", "_"))))
        except (ValueError, UnknownLocaleError):
            continue
    return known


def _written_dates(fields: Iterable[str], languages: list[str]) -> set[str]:
    """Each ISO date among the fields, as each language writes it."""
    written: set[str] = set()
    for field in fields:
        found = _DAY.match(field)
        if found:
            written |= _as_written(found.group(), tuple(languages))
    return written


@lru_cache(maxsize=10_000)
def _as_written(day: str, languages: tuple[str, ...]) -> frozenset[str]:
    try:
        moment = date.fromisoformat(day)
    except ValueError:
        return frozenset()
    styles = ("short", "medium", "long", "full")
    return frozenset({day} | {format_date(moment, style, locale=code) for style in styles for code in languages})


__all__ = ["Auditor", "Fault"]
