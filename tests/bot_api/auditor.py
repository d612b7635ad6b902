"""The auditor: hears every word the bot says, and fails a test for one word too many.

What stands in a blockquote, and what a reply quotes natively (unless it is the question), must be a stretch of one
stored passage. Every other word must come from the phrase catalogue or from a source's own fields. A heading, or a line
that introduces, stands right above a quote of a passage that it stands above at its source, and nowhere else. No field
begins a line of a message, where the bot's own words begin, none has more than one line, and one inside a phrase is
code; outside quotes, every character can be seen, what is written from right to left is isolated, and Telegram makes no
link that the bot did not mean. Links must lead to a source, whose host is told, or into Telegram. Where a phrase tells
that a word was read as another, somebody must have written the one, and something stored must hold the other; where it
asks whether words were meant, something stored must hold each of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.bot_api.catalogue import Catalogue, Listed, Values
from tests.bot_api.dates import languages_of, written_dates
from tests.bot_api.hosts import hosts, tells_host
from tests.bot_api.methods import Utterance
from tests.bot_api.stretches import comparable, is_quote, last_line, split
from tests.bot_api.text import AUTOMATIC, cut, inside, utf16_length
from tests.bot_api.visible import unfit, unjoined, visible

_WORD = re.compile(r"[^\W_]")
_MESSAGES = ("message", "edit")
_ABOVE = "▾"
"""What a line begins with that stands above a quote."""

Step = tuple[int, int, str]
"""A part of a text, from and to, and what it is read as: mark, field, phrase or bad."""


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
    `vocabulary` the words that one of theirs may have been read as. `above` gives pairs of a heading, or a line that
    introduces, and the text of a passage below it.
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
        above: Callable[[], Iterable[tuple[str, str]]] = tuple,
    ) -> None:
        files = sorted(locales.rglob("*.ftl"))
        if not files:
            raise ValueError(f"no .ftl file under {locales}")
        self.catalogue = Catalogue(files)
        self.languages = languages_of(files, locales)
        self.heard: list[Utterance] = []
        self.faults: list[Fault] = []
        self._passages = passages
        self._fields = fields
        self._names = names
        self._asked = asked
        self._vocabulary = vocabulary
        self._above = above

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
        passages = cache(lambda: [comparable(text) for text in self._passages()])
        fields = [*self._fields(), *self._names()]
        if utterance.kind == "link":
            return self._judge_link(utterance, utterance.text, fields, passages)
        told = cache(lambda: Values(host for field in fields for host in hosts(field)))
        words = {"typed": cache(self._typed), "assumed": cache(self._assumed), "host": told}
        words["meant"] = cache(lambda: Listed(words["assumed"]()))
        values = Values([*fields, *written_dates(fields, self.languages)], words)
        faults = []
        if utterance.native_quote is not None and not is_quote(utterance.native_quote, passages):
            faults.append(Fault(utterance, "a native quote of nothing stored", utterance.native_quote))
        stretches = list(split(utterance.text, utterance.entities))
        for (stretch, quoted, offset), (following, is_below, _) in pairwise([*stretches, ("", False, 0)]):
            if quoted:
                if not is_quote(stretch, passages):
                    faults.append(Fault(utterance, "a blockquote of nothing stored", stretch))
            elif is_below and (line := last_line(stretch)).startswith(_ABOVE):
                before = stretch.removesuffix(line)
                faults += self._judge_words(utterance, before, offset, values, passages)
                above = Values(self._standing_above(following))
                begin = offset + utf16_length(before)
                faults += self._judge_words(utterance, line, begin, Values([]), passages, alone=above)
            elif not (utterance.kind in ("copy", "inline") and self._is_told(stretch, passages)):
                faults += self._judge_words(utterance, stretch, offset, values, passages)
        for entity in utterance.entities:
            if entity["type"] == "text_link":
                faults += self._judge_link(utterance, entity["url"], fields, passages)
                into_telegram = entity["url"].startswith("https://t.me/") and entity["url"] not in fields
                if not into_telegram and not tells_host(utterance.text, entity):
                    faults.append(Fault(utterance, "a link that does not tell its host", entity["url"]))
        return faults

    def _standing_above(self, quote: str) -> list[str]:
        return [line for line, text in self._above() if is_quote(quote, partial(list[str], [comparable(text)]))]

    def _is_told(self, stretch: str, passages: Callable[[], list[str]]) -> bool:
        """Whether a stretch is a quote, or the beginning of one, in the list of inline mode or to be copied."""
        inner = stretch.strip("“”„«»").removesuffix("…").rstrip()
        return is_quote(inner, passages) or any(visible(inner) in visible(passage) for passage in passages() if inner)

    def _judge_words(
        self,
        utterance: Utterance,
        stretch: str,
        offset: int,
        values: Values,
        passages: Callable[[], list[str]],
        alone: Values | None = None,
    ) -> Iterator[Fault]:
        """What is wrong with a stretch outside quotes that begins at `offset`, in UTF-16 units.

        `alone` are the fields that may stand outside a phrase; those of `values` unless told otherwise.
        """
        for complaint in unfit(stretch):
            yield Fault(utterance, complaint, stretch)
        text, places = unjoined(stretch)
        way = self._way(text, values, values if alone is None else alone, lines=utterance.kind in _MESSAGES)
        for words in _bad_stretches(text, way):
            if not (utterance.kind in ("copy", "inline") and is_quote(words, passages)):
                yield Fault(utterance, "words from nowhere", words)
        end = offset + utf16_length(stretch)
        if utterance.kind in _MESSAGES:
            code = inside(stretch, offset, utterance.entities, "code")
            for begin, stop in [(begin, stop) for begin, stop, kind in way if kind == "phrase"]:
                readings = self.catalogue.fields(text, begin, stop, values)
                if not any(all(set(places[b:e]) <= code for b, e in fields) for fields in readings):
                    yield Fault(utterance, "a field in a phrase that is not code", text[begin:stop])
        for entity in utterance.entities:
            if entity["type"] in AUTOMATIC and offset <= entity["offset"] < end:
                found = cut(utterance.text, entity["offset"], entity["length"])
                start = len(cut(utterance.text, offset, entity["offset"] - offset))
                kind = next((kind for begin, stop, kind in way if places[begin] <= start < places[stop]), "")
                meant = found in self.catalogue.linked or found.removeprefix("@") in set(self._names())
                if kind != "phrase" or not meant:
                    yield Fault(utterance, f"a {entity['type']} that Telegram makes of a field", found)

    def unexplained(self, text: str, values: Values, *, lines: bool = True) -> list[str]:
        """The stretches of `text` that are neither phrase nor field.

        Phrases and fields stand apart by at least one mark or a new line: two of them side by side, which could
        make a sentence that is in no catalogue, are not accepted. With `lines`, a line begins with no field.
        """
        return list(_bad_stretches(text, self._way(text, values, values, lines=lines)))

    def _way(self, text: str, values: Values, alone: Values, *, lines: bool) -> list[Step]:
        """The reading of a text with the fewest unexplained words: marks, fields, phrases and words from nowhere."""
        # best[i]: the fewest unexplained words before i; `fresh` says whether a token may begin at i.
        length = len(text)
        cost: dict[tuple[int, int], tuple[int, tuple[int, int] | None, str]] = {(0, 0): (0, None, "")}
        for index in range(length):
            for fresh in (0, 1):
                state = (index, fresh)
                if state not in cost:
                    continue
                for target, price, kind in self._steps(text, index, bool(fresh) or index == 0, values, alone, lines):
                    total = cost[state][0] + price
                    if target not in cost or total < cost[target][0]:
                        cost[target] = (total, state, kind)
        state = min(((length, fresh) for fresh in (0, 1) if (length, fresh) in cost), key=lambda key: cost[key][0])
        way: list[Step] = []
        while (previous := cost[state][1]) is not None:
            way.append((previous[0], state[0], cost[state][2]))
            state = previous
        return way[::-1]

    def _steps(
        self, text: str, index: int, fresh: bool, values: Values, alone: Values, lines: bool
    ) -> Iterator[tuple[tuple[int, int], int, str]]:
        """From `index`: where one can go, at what price, and over what."""
        character = text[index]
        if not _WORD.match(character):
            separates = fresh or not character.isspace() or character == "\n"
            yield (index + 1, int(separates)), 0, "mark"
        if index == 0 or fresh or not _WORD.match(character):
            begins = lines and (index == 0 or text[index - 1] == "\n")
            fields = [] if begins else [(end, "field") for end in alone.ends(text, index, numbers=False)]
            for end, kind in [(end, "phrase") for end in self.catalogue.ends(text, index, values)] + fields:
                if end <= index:
                    continue
                inside_word = end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end])
                if not inside_word or _unspaced(text[end]):
                    yield (end, int(not _WORD.match(text[end - 1]))), 0, kind
        if _WORD.match(character):
            end = index
            while end < len(text) and not text[end].isspace():
                end += 1
            yield (end, 1), 1, "bad"

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
        if "@" in urlsplit(url).netloc:
            return [Fault(utterance, "a link with a user name", url)]
        _, directive, stretches = fragment.partition(":~:text=")
        words = [unquote(part.strip("-")) for part in stretches.split(",") if part]
        if url in known:
            return []
        if address not in {field.partition("#")[0] for field in known if "://" in field}:
            return [Fault(utterance, "a link to no source", url)]
        if directive and words and all(is_quote(part, passages) for part in words):
            return []
        pointed = re.fullmatch(r"page=\d+|[\w-]*", fragment)
        return [] if pointed else [Fault(utterance, "a link at words that are not stored", url)]


def _words(text: str) -> Iterator[str]:
    """The words of a text, with what of signs stands inside them."""
    for part in text.split():
        yield part.strip("".join(mark for mark in part if not mark.isalnum()))


def _unspaced(character: str) -> bool:
    """Whether this is a script that puts no space between words."""
    return any(first <= character <= last for first, last in (("\u0e00", "\u0eff"), ("\u3040", "\u9fff")))


def _bad_stretches(text: str, way: Iterable[Step]) -> Iterator[str]:
    """Runs of unexplained words, in order."""
    run: tuple[int, int] | None = None
    for begin, stop, kind in way:
        if kind == "bad":
            run = (run[0], stop) if run else (begin, stop)
        elif run and text[begin:stop].strip() == "" and "\n" not in text[begin:stop]:
            continue
        elif run:
            yield text[slice(*run)]
            run = None
    if run:
        yield text[slice(*run)]


__all__ = ["Auditor", "Fault"]
