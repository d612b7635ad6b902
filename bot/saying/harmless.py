"""Makes text of others harmless: one line of characters that can be seen.

What remains cannot break a line, change the direction of the words around it, cover them, hide anything, or tell a
terminal what to do. Besides, it is left as it is: no normalization, no change of letters.
"""

from __future__ import annotations

import unicodedata

import regex

from bot.saying.cutting import cluster_end, prefix_end, units

ELLIPSIS = "…"
FSI, PDI = "\u2068", "\u2069"
"""First strong isolate, and its end: around a text with letters that run from right to left."""

# Code points that are read of a text, for each UTF-16 unit that may be shown: many may be invisible.
_READ = 16
_REPLACEMENT = "\ufffd"
_SURROGATE = regex.compile(r"\p{Cs}")
# Line ends and other controls, white space, and letters and symbols that are blank.
_BLANK = regex.compile(r"[\s\p{Cc}\p{Z}\u115f\u1160\u2800\u3164\uffa0\U0001d159\U00013441\U00013442]+")
# Scripts in which a joiner changes how its neighbours are written.
_JOINED = "".join(
    rf"\p{{Script={script}}}"
    for script in (
        "Arabic Syriac Mandaic Nko Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam"
        " Sinhala Khmer Myanmar Tibetan Adlam"
    ).split()
)
# Not the variation selectors of Mongolian, which are marks of that script: what stands between two can go.
_LETTER = rf"[[\p{{L}}\p{{M}}]--[\u180b-\u180d\u180f]]&&[{_JOINED}]"
_INVISIBLE = regex.compile(
    rf"""(?V1)(?P<needed>
        (?<=[{_LETTER}])[\u200c\u200d](?=[{_LETTER}])
        | (?<=[\p{{Extended_Pictographic}}\p{{Emoji_Modifier}}\ufe0f])\u200d(?=\p{{Extended_Pictographic}})
        | (?<=[\p{{Emoji}}--[0-9\#*]])[\ufe0e\ufe0f] | (?<=[0-9\#*])\ufe0f(?=\u20e3)
        | (?<=\p{{Script=Han}})[\ufe00-\ufe02\U000e0100-\U000e01ef]
        | (?<=\p{{Script=Mongolian}})[\u180b-\u180d\u180f]
        | \p{{Prepended_Concatenation_Mark}}
    ) | [\p{{Cf}}\p{{Default_Ignorable_Code_Point}}\p{{Noncharacter_Code_Point}}\ufffc]""",
    regex.VERBOSE,
)
# Marks that stack up on a letter: more than any language puts there.
_PILE = regex.compile(r"([\p{Mn}\p{Me}]{5})[\p{Mn}\p{Me}]+")
_LEADING = regex.compile(r"[\p{M}\s]+")
_VISIBLE = regex.compile(r"[\p{L}\p{N}\p{P}\p{S}]")
_RIGHT_TO_LEFT = ("R", "AL", "AN")


def harmless(text: str, limit: int) -> str:
    r"""The text as one line of at most `limit` UTF-16 units, an ellipsis besides; empty if nothing of it can be seen.

    White space and control characters become single spaces, lone surrogates U+FFFD. Invisible characters go, unless
    letters or emoji need them. A text with letters that run from right to left is put between isolates (two units).

    >>> harmless("Sign in:\r\n\x1b[31m\u202eevil\u200b.example ", 20)
    'Sign in: [31mevil.ex…'
    """
    whole = len(text) <= _READ * limit
    line = _SURROGATE.sub(_REPLACEMENT, text[: _READ * limit])
    line = _BLANK.sub(" ", line)
    line = _INVISIBLE.sub(lambda found: found["needed"] or "", line)
    line = _PILE.sub(r"\1", _BLANK.sub(" ", line)).strip()
    if leading := _LEADING.match(line):
        line = line[leading.end() :]
    if not _VISIBLE.search(line):
        return ""
    if units(line) > limit or not whole:
        line = line[: cluster_end(line, 0, prefix_end(line, 0, limit))].rstrip() + ELLIPSIS
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in line):
        line = FSI + line + PDI
    return line
