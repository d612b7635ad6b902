"""What a question may cost. Questions that people ask stay far below; of a longer one, the rest is left out.

Each budget says in which order it is spent, so that the same question has the same answer.
"""

from __future__ import annotations

CHARACTERS = 4_096
"""Code points of a question that are read, from its beginning; no Telegram message is longer."""

LANGUAGES = 8
"""Languages in which a question is analyzed: the most frequent ones of the passages searched, then by code."""

WORDS = 256
"""Content words of a question, in the order of the text. A run of Chinese characters has two for each character."""

CORRECTED = 4
"""Unknown words that are looked for in the vocabulary. Where there are more, none is; where there are twice as many, no
small words are looked for among them either: the question is off topic or in another language."""

SENTENCES = 200
"""Sentences of a passage that are ranked: those whose words have the greatest sum of idfs, then the first ones."""

READ_ON = 2_000
"""Sentences of the best passages beyond which no further ones are read where most are copies."""

SIMILAR = 20_000
"""Distinct terms of candidate sentences that are searched for similar forms of the question's words: the first ones, in
the order of the passages."""
