"""Whatever is in a document: it is refused, by the name of a limit, or costs what it weighs."""

from __future__ import annotations

import io
import re
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from index import ChatLimits, Draft, LimitExceeded, Limits, LoadError
from index.loaders import read
from index.words.sentences import LONGEST, sentence_spans

TABLES = ("|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "a\n" * 64 + "\n") * 5
LINES = "Listing " + "and so on, " * 1_000


def drafts(name: str, content: str, limits: Limits) -> list[Draft]:
    with read(io.BytesIO(content.encode()), name, "key", limits=limits) as document:
        return list(document.drafts)


def refused(name: str, content: str, limits: Limits) -> str:
    """The name of the limit that refuses it. The message gives its value and says where to change it."""
    with pytest.raises(LimitExceeded) as caught:
        drafts(name, content, limits)
    assert caught.value.most == getattr(limits, caught.value.limit)
    assert f"{caught.value.most:,}" in str(caught.value)
    assert f"change {caught.value.limit} in [{limits.table}] of verbatim.toml" in str(caught.value)
    return caught.value.limit


@contextmanager
def at_most_bytes(most: int) -> Iterator[None]:
    """Fails if more memory than that was in use at once."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < most, f"{peak:,} bytes"


@pytest.mark.parametrize(
    ("limit", "name", "content"),
    [
        ("document_bytes", "a.txt", "It rained. " * 10),
        ("passages", "a.jsonl", '{"text": "a"}\n' * 3),
        ("passages", "a.txt", "a.\n\nb.\n\nc."),
        ("passage_length", "a.jsonl", '{"text": "It rained all day, and all night."}'),
        ("passage_length", "a.md", "It rained all day.\n\nIt rained all night, too."),
        ("heading_length", "a.md", "# One\n\n## Title of eleven\n\n### And another one\n\nIt rained."),
        ("field_length", "a.jsonl", '{"text": "It rained.", "title": "Rain and more rain, here"}'),
        ("field_length", "a.jsonl", '{"text": "It rained.", "id": "Rain and more rain, here"}'),
        ("field_length", "a.jsonl", '{"text": "It rained.", "url": "http://example.org/rain"}'),
        ("field_length", "a.md", "---\ntitle: Rain and more rain, here\n---\nIt rained."),
        ("field_length", "a.md", "# Rain and more rain, here\n\nIt rained."),
        ("block_units", "a.md", "- a\n- b\n- c\n- d"),
        ("block_units", "a.md", "|a|\n|-|\n|b|\n|c|\n|d|\n|e|"),
        ("block_units", "a.md", "|a|b|c|d|\n|-|-|-|-|\n|e|\n|f|"),
        ("block_units", "a.md", "<ul><li>a<li>b<li>c<li>d</ul>"),
    ],
)
def test_each_limit_refuses_what_is_one_more(limit: str, name: str, content: str) -> None:
    narrow = {"passages": 2, "passage_length": 30, "heading_length": 25, "field_length": 20, "block_units": 3}
    limits = Limits(**{"document_bytes": 100, limit: narrow.get(limit, 100)})
    assert refused(name, content, limits) == limit
    assert drafts(name, content, Limits())


@pytest.mark.attack("22 kB of Markdown tables take 17 s and 843 MB")
def test_rows_are_not_completed_to_millions_of_cells() -> None:
    with at_most_bytes(200_000_000):
        assert refused("a.md", TABLES, Limits()) == "block_units"
    with at_most_bytes(100_000_000):
        assert refused("a.md", TABLES, ChatLimits()) == "block_units"


@pytest.mark.attack("long headings, a term or a table's header are repeated for each small passage, item or row")
def test_what_is_repeated_is_short() -> None:
    headings = "".join(f"{'#' * level} {'heading ' * 500}\n" for level in range(2, 6))
    assert refused("a.md", headings + "###### One\n\na\n\n###### Two\n\nb\n" * 1_000, ChatLimits()) == "heading_length"
    term = "term " * 2_000 + "\n" + "\n: a\n" * 2_000
    assert sum(len(draft.text) for draft in drafts("a.md", term, ChatLimits(passage_length=100_000))) < 2 * len(term)
    header = f"|{'column ' * 500}|\n|-|\n" + f"|{'row ' * 300}|\n" * 100
    assert max(len(draft.lead_in or "") for draft in drafts("a.md", header, ChatLimits())) <= 1_500


@pytest.mark.attack("10 MB without punctuation are one sentence")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", LINES * 20),
        ("a.md", LINES * 20),
        ("a.txt", "a" * 50_000),
        ("a.txt", "e\u0301" * 50_000),
        ("a.md", f"```\n{'code();' * 200}\n{LINES * 20}\n```"),
        ("a.md", f"- One\n- {LINES * 20}\n"),
        ("a.md", f"|a|\n|-|\n|{LINES * 20}|\n"),
        ("a.txt", "\n".join([LINES.strip()] * 20)),
    ],
)
def test_a_sentence_that_is_too_long_is_split_and_keeps_its_words(name: str, content: str) -> None:
    found = drafts(name, content, Limits())
    spans = [span for draft in found for span in draft.sentences or sentence_spans(draft.text, "en")]
    assert max(end - start for start, end in spans) <= LONGEST
    assert "".join(map(_unmarked, [draft.text for draft in found])) == _unmarked(content)


def _unmarked(text: str) -> str:
    return re.sub(r"[\s|`-]", "", text)


@pytest.mark.attack("a row of JSON with huge keys, ids and nesting")
def test_rows_of_json_cost_what_they_weigh() -> None:
    assert refused("a.jsonl", '{"text": "a", "id": "' + "x" * 3_000_000 + '"}', ChatLimits()) == "field_length"
    assert drafts("a.jsonl", '{"text": "a", "vector": [' + "1," * 100_000 + "1]}", ChatLimits())


@pytest.mark.attack("millions of empty lines, and of passages of one letter")
def test_many_small_things_cost_what_they_weigh() -> None:
    with at_most_bytes(20_000_000):
        assert len(drafts("a.txt", "a\n" + "\n" * 1_000_000 + "b", ChatLimits())) == 2
    with at_most_bytes(20_000_000):
        assert refused("a.jsonl", '{"text":"a"}\n' * 100_000, ChatLimits(passages=1_000)) == "passages"


@pytest.mark.attack("quotes and lists nested a thousand deep, a list of ten thousand items")
@pytest.mark.parametrize(
    "content", [">" * 1000 + " a", "- " * 1000 + "a", "".join(f"{'  ' * i}- a\n" for i in range(300)), "- a\n" * 10_000]
)
def test_deep_and_long_lists_are_read_or_refused(content: str) -> None:
    with at_most_bytes(100_000_000):
        found = []
        with suppress(LoadError):
            found = drafts("a.md", content, ChatLimits())
        assert sum(len(draft.text) for draft in found) <= len(content)
