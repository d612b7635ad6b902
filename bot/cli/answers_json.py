"""The JSON of `verbatim ask`, and the question files of `verbatim ask --from`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from index.errors import LoadError
from index.loaders.rows import RowError, parse, typed
from index.model import Answer, Hit, Quote

# What some programs take for line ends, and terminals for commands; JSON has another way to write them.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029]")


class QuestionRow(msgspec.Struct):
    """A line of a question file."""

    id: str
    question: str


def read_questions(name: str, lines: Iterable[bytes]) -> list[QuestionRow]:
    """The questions of a JSONL file; empty lines are skipped. Raises LoadError with the first invalid line's number."""
    questions = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                questions.append(_question(line))
            except RowError as error:
                raise LoadError(name, str(error), line=number) from None
    return questions


def as_json(answer: Answer, asked_id: str | None = None, missing: Sequence[str] | None = None) -> str:
    """An answer as one line of JSON. Offsets are in code points; `elapsed_ms` is the time spent in the library.

    `shown` is the number of quotes that a person sees at first. `meant` are corrections that are too bold to be assumed
    and would lead to an answer. To explain an answer, `missing` has the words that its first quote lacks; then the
    summands of each score are added, and those of the log-odds behind the confidence.
    """
    row: dict[str, Any] = {
        "id": asked_id,
        "question": answer.question,
        "answered": answer.answered,
        "shown": answer.shown,
        "confidence": answer.confidence,
        "elapsed_ms": round(answer.elapsed_ms, 3),
        "quotes": [_quote(hit, missing is not None) for hit in answer.hits],
    }
    if answer.assumed:
        row["assumed"] = [{"typed": typed, "assumed": assumed} for typed, assumed in answer.assumed]
    if answer.meant:
        row["meant"] = [{"typed": typed, "assumed": assumed} for typed, assumed in answer.meant]
    if missing is not None:
        row["explain"] = _rounded(answer.evidence)
        row["missing"] = list(missing)
    return dumped(row)


def dumped(value: object, indent: int | None = None) -> str:
    """A value as JSON that can be printed in a terminal: no control characters. It is read back as it was."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _quote(hit: Hit, explain: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"text": hit.quote.text, "score": hit.score, **_place(hit.quote)}
    if hit.also:
        row["also"] = [_place(quote) for quote in hit.also]
    if explain:
        row["explain"] = _rounded(hit.parts)
    return row


def _rounded(parts: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in parts.items() if value}


def _place(quote: Quote) -> dict[str, Any]:
    passage, cited = quote.passage, quote.passage.citation
    return {
        "passage": {
            "id": passage.id,
            "external_id": passage.external_id,
            "start": quote.start,
            "end": quote.end,
        },
        "source": {
            "id": cited.source_id,
            "key": passage.source.key,
            "title": cited.title,
            "url": cited.url,
            "date": cited.date,
            "author": cited.author,
            "locator": cited.locator,
            "heading": passage.draft.headings[-1] if passage.draft.headings else None,
            "lead_in": passage.draft.lead_in,
        },
    }


def _question(line: bytes) -> QuestionRow:
    try:
        asked = typed(parse(line.decode("utf-8-sig")), QuestionRow)
    except UnicodeDecodeError:
        raise RowError("not UTF-8") from None
    if not asked.question.strip():
        raise RowError("the question is empty")
    return asked
