"""From a file to a quote: what the loader gave is stored, found, and quoted code point for code point."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index import Library, LoadError
from index.loaders import load
from tests.bot.passages import texts
from tests.fuzz.budget import budget
from tests.index.conftest import faults

ROWS = st.lists(
    st.fixed_dictionaries(
        {"text": texts.map(lambda text: text.replace("\0", "") + "x")},
        optional={name: texts.map(lambda text: text.replace("\0", "")) for name in ("title", "date", "author", "url")},
    ),
    min_size=1,
    max_size=5,
)
PROSE = st.lists(texts, min_size=1, max_size=8).map("\n\n".join)
MARKUP = st.lists(
    st.one_of(
        texts, st.sampled_from(["# ", "---\n", "| a | b |\n|---|---|\n", "> ", "- ", "`", "<li>", "[a](b)", "{{<"])
    ),
    min_size=1,
    max_size=12,
).map("".join)
FILES = st.one_of(
    ROWS.map(lambda rows: ("a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))),
    PROSE.map(lambda text: ("a.txt", text)),
    MARKUP.map(lambda text: ("a.md", text)),
)


@budget(25)
@given(FILES)
def test_what_the_loader_gives_is_what_is_quoted(file: tuple[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, file[0])
        path.write_bytes(file[1].encode())
        with Library.open(Path(folder, "library"), create=True) as library:
            try:
                with load(str(path)) as document:
                    given_texts = [draft.text for draft in document.drafts]
                library.add(str(path))
            except LoadError:
                return
            if path.suffix == ".jsonl":
                assert given_texts == [json.loads(line)["text"] for line in file[1].splitlines()]
            for text in given_texts[:5]:
                for hit in library.ask(text[:500] + " x", limit=20).hits:
                    quote = hit.quote
                    assert library.verify(quote)
                    assert quote.passage.text == given_texts[quote.passage.ordinal - 1]
                    assert quote.text == quote.passage.text[quote.start : quote.end]
                    for match in hit.matches:
                        assert quote.start <= match.start < match.end <= quote.end
            assert faults(library) == []
