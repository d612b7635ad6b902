"""Hostile texts: what is slow, deep or wide for code that is not linear in what it reads.

Each kind is a function of a length in code points: ``KINDS["question marks"](4096)``. The last character of most is a
letter, because patterns backtrack only where they fail.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Mapping

MESSAGE = 4_096
"""The longest message, in code points; Telegram counts UTF-16 units, which are never fewer."""

DOCUMENT = 1_000_000
"""The length of a hostile document, in code points."""

Kind = Callable[[int], str]

_CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщ")


def run(pattern: str, end: str = "x", begin: str = "") -> Kind:
    """Repetitions of a pattern, between `begin` and `end`.

    >>> run("ab")(6)
    'ababax'
    """

    def of(length: int) -> str:
        inside = max(0, length - len(begin) - len(end))
        return f"{begin}{(pattern * (inside // len(pattern) + 1))[:inside]}{end}"

    return of


def nested(opening: str, closing: str, inside: str = "x") -> Kind:
    """As many openings as closings.

    >>> nested("[", "]")(5)
    '[[x]]'
    """

    def of(length: int) -> str:
        depth = max(0, length - len(inside)) // (len(opening) + len(closing))
        return opening * depth + inside + closing * depth

    return of


def numbered(pattern: str, seed: int = 1) -> Kind:
    """Repetitions of a pattern with another number of eight letters in each ``{}``: nothing is met twice.

    >>> numbered("{} ")(12)
    'dwtgmlqu cav'
    """

    def of(length: int) -> str:
        chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
        parts: list[str] = []
        size = 0
        while size < length:
            parts.append(pattern.replace("{}", "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=8))))
            size += len(parts[-1])
        return "".join(parts)[:length]

    return of


def _base64(length: int) -> str:
    return base64.b64encode(random.Random(1).randbytes(length)).decode()[:length]  # noqa: S311  # repeatable, not secret


def _indented(length: int) -> str:
    """List items, each deeper than the one before, up to a hundred levels, again and again."""
    parts: list[str] = []
    size = depth = 0
    while size < length:
        parts.append(" " * (2 * (depth % 100)) + "- a\n")
        size += len(parts[-1])
        depth += 1
    return "".join(parts)[:length]


KINDS: Mapping[str, Kind] = {
    # Punctuation
    "question marks": run("?"),
    "question marks and spaces": run("? "),
    "question and exclamation marks": run("?!"),
    "Arabic question marks": run("؟"),
    "full-width question marks": run("？"),
    "exclamation marks": run("!"),
    "interrobangs": run("⁉"),
    "question marks in brackets": run("(?"),
    "question marks before brackets": run("?)"),
    "question marks before quotation marks": run('?"'),
    "question marks and line feeds": run("? \n"),
    "full-width question marks and quotation marks": run("？“"),
    "letters and question marks": run("a?"),
    "inverted question marks": run("¿"),
    "full stops": run("."),
    "commas": run(","),
    "colons": run("a:"),
    "straight quotation marks": run('"'),
    "opening quotation marks": run("“"),
    "closing quotation marks": run("”"),
    "apostrophes": run("'"),
    "letters and apostrophes": run("a'"),
    "curly apostrophes": run("a’"),
    "acronyms": run("a."),
    "acronyms with spaces": run("a. "),
    "hyphens": run("-"),
    "letters and hyphens": run("a-"),
    # Numbers
    "digits": run("1"),
    "digits in threes with spaces": run("123 "),
    "digits in threes with commas": run("123,"),
    "digits in threes with apostrophes": run("123’"),
    "digits with full stops": run("1."),
    "digits that are no ASCII": run("٣"),
    "percentages and signs": run("-5% "),
    # White space, invisible and control characters
    "spaces": run(" ", begin="x"),
    "tabs": run("\t", begin="x"),
    "line feeds": run("\n", begin="x"),
    "letters and blank lines": run("a\n\n"),
    "letters and line feeds": run("a\n"),
    "carriage returns": run("\r", begin="x"),
    "line separators": run("a\u2028"),
    "no-break spaces": run("1\u00a0"),
    "NULs": run("\0", begin="x"),
    "zero width joiners": run("\u200d", begin="x"),
    "soft hyphens in words": run("a\u00ad"),
    "right-to-left overrides": run("a\u202e"),
    "bidirectional isolates": nested("\u2067", "\u2069"),
    "lone surrogates": run("\ud800"),
    # Marks and emoji
    "combining marks": run("\u0301", begin="e"),
    "letters and combining marks": run("e\u0301"),
    "Arabic vowel marks": run("ب\u064b\u064c\u064d"),
    "Devanagari viramas": run("क\u094d"),
    "families of emoji": run("👩\u200d👧\u200d"),
    "flags": run("🇺🇦"),
    "skin tones": run("👍🏽"),
    # Scripts
    "Thai": run("น้ำท่วม"),
    "Thai with spaces": run("น้ำท่วม "),
    "Thai consonants": run("กขคง"),
    "Thai abbreviations": run("ก."),
    "Thai abbreviations after a letter": run("กขค.", begin="a "),
    "Han": run("中"),
    "Han, many characters": run("".join(map(chr, range(0x4E00, 0x5200)))),
    "Han sentences": run("河水上涨。"),
    "Han interrogatives": run("什么"),
    "Hangul": run("강물이"),
    "Hangul with spaces": run("강물이 "),
    "Hiragana": run("かわが"),
    "Katakana": run("リンク"),
    "Khmer": run("ទឹកជំនន់"),
    "Cyrillic, Latin and Greek mixed": run("aбγ"),
    "ligatures that become phrases": run("ﷺ"),
    "capitals that become two letters": run("İ"),
    "Fraktur capitals": run("𝔄"),
    # Words
    "one word": run("a"),
    "one word in capitals": run("A"),
    "one word of two letters": run("ab"),
    "base64": _base64,
    "one-letter words": run("a "),
    "words of four letters": run("abcd "),
    "distinct words": numbered("{} "),
    "distinct capitalized words": numbered("X{} "),
    "distinct sentences": numbered("X{} rose. "),
    "distinct Cyrillic words": lambda length: numbered("{} ")(length).translate(_CYRILLIC),
    "sentences of a letter": run("A. "),
    "sentences of a word": run("Rain! "),
    "questions of a word": run("Rain? "),
    "question words": run("who when where "),
    "small words": run("the of and "),
    # Markup
    "hashes": run("#"),
    "headings": run("# a\n"),
    "distinct headings": numbered("# {}\na\n"),
    "vertical bars": run("|"),
    "table rows": run("a|b\n", begin="a|b\n-|-\n"),
    "tables": run("\n\na|b\n-|-\nc|d\n"),
    "wide table": run("a|"),
    "backticks": run("`"),
    "runs of backticks": run("`a``a"),
    "asterisks": run("*"),
    "letters and asterisks": run("*a"),
    "letters and double asterisks": run("a**b"),
    "underscores": run("_"),
    "letters and underscores": run("_a "),
    "tildes": run("~"),
    "opening brackets": run("["),
    "closing brackets": run("]"),
    "nested brackets": nested("[", "]"),
    "nested parentheses": nested("(", ")"),
    "links": run("[a](b)"),
    "unfinished links": run("[a]("),
    "images": run("![a](b)"),
    "nested images": nested("![", "](b)"),
    "link definitions": numbered("[{}]: /a\n"),
    "links to definitions": run("[a][b]"),
    "footnotes": run("[^1]"),
    "unfinished footnotes": run("[^a"),
    "footnote definitions": numbered("[^{}]: a\n"),
    "angle brackets": run("<"),
    "unfinished tags": run("<a "),
    "unfinished attributes": run('<a b="'),
    "tags": run("<b>"),
    "closed tags": nested("<b>", "</b>"),
    "comments": run("<!--"),
    "declarations": run("<!a"),
    "processing instructions": run("<?"),
    "entities": run("&amp;"),
    "unfinished entities": run("&#"),
    "block quotes": run(">"),
    "block quotes with spaces": run("> "),
    "lists": run("- "),
    "list items": run("- a\n"),
    "numbered items": run("1. a\n"),
    "indented items": _indented,
    "thematic breaks": run("---\n"),
    "equals signs": run("="),
    "underlined headings": run("a\n=\n"),
    "fences": run("```\n"),
    "containers": run(":::a\n"),
    "admonitions": run("!!! a\n"),
    "definitions": run("a\n: b\n"),
    "content tabs": run('=== "a"\n'),
    "a content tab and line feeds": run("\n", begin='=== "a"\n', end='=== "b"'),
    "braces and spaces": run(" ", begin="{", end="{x"),
    "variables of many parts": run("a.", begin="{{"),
    "front matter without an end": run("a: b\n", begin="---\n"),
    "TOML front matter without an end": run("a = 1\n", begin="+++\n"),
    "aliases of YAML": lambda length: run("*a,", begin="---\na: &a [b]\nb: [", end="]\n---\nx")(length),
    "opening braces": run("{"),
    "shortcodes": run("{{<"),
    "variables": run("{{a.b"),
    "tags of templates": run("{%"),
    "comments of templates": run("{#"),
    "attribute lists": run("{: a=b "),
    "spaces before attribute lists": run(" {:"),
    "backslashes": run("\\"),
    "addresses": run("http://"),
    "hosts": run("http://a."),
    "addresses with user names": run("http://a@"),
    "at signs": run("@"),
    "mentions": run("@abcde "),
    "JSON lists": nested("[", "]", "1"),
    "JSON objects": nested('{"a":', "}", "1"),
    "percent signs": run("%"),
    "slashes": run("/"),
}
"""The kinds by name."""


def storable(text: str) -> str:
    """`text` as a file can hold it: without NULs and lone surrogates."""
    return text.replace("\0", " ").replace("\ud800", " ")
