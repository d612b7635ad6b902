"""Plain text becomes passages paragraph by paragraph, and no character is invented or lost on the way."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.loaders import load, paragraphs, text
from index.loaders.paragraphs import LONGEST, cut, ends_sentence, join_lines
from index.model import Draft
from index.words.sentences import sentence_spans

from .conftest import Loaded

SEED = Path(__file__).parents[3] / "data" / "corpus" / "000_8e63145fec0456d4.txt"


def texts(drafts: list[Draft]) -> list[str]:
    return [draft.text for draft in drafts]


def test_the_seed_document_is_its_seven_lines_word_for_word() -> None:
    with load(str(SEED)) as document:
        drafts = list(document.drafts)
    assert texts(drafts) == SEED.read_text("utf-8").splitlines()
    assert [draft.locator for draft in drafts] == ["¶1", "¶2", "¶3", "¶4", "¶5", "¶6", "¶7"]


def test_blank_lines_separate_paragraphs_and_line_breaks_inside_become_one_space(loaded: Loaded) -> None:
    drafts = loaded("a.txt", "\n\nOne day  \n  it rained.\n \t\n\nIt\nstopped.\n")
    assert texts(drafts) == ["One day it rained.", "It stopped."]
    assert [draft.locator for draft in drafts] == ["¶1", "¶2"]


def test_lines_that_each_end_a_sentence_are_one_passage_between_blank_lines(loaded: Loaded) -> None:
    assert texts(loaded("a.txt", "It rained.\nWe left.\n\nThe end.")) == ["It rained. We left.", "The end."]


def test_without_blank_lines_each_line_is_a_passage_where_most_end_a_sentence(loaded: Loaded) -> None:
    assert texts(loaded("a.txt", "Notes\nIt rained.\nWe “left.”\n")) == ["Notes", "It rained.", "We “left.”"]


def test_without_blank_lines_all_is_one_passage_where_only_half_of_the_lines_end_a_sentence(loaded: Loaded) -> None:
    assert texts(loaded("a", "It rained all\nday. We went\nhome.\nThe\nend.\nWell")) == [
        "It rained all day. We went home. The end. Well"
    ]
    assert texts(loaded("b", "One line\nends.")) == ["One line ends."]


def test_blank_lines_around_the_text_separate_nothing(loaded: Loaded) -> None:
    assert texts(loaded("a.txt", "\n \nIt rained.\nWe left.\n\n\n")) == ["It rained.", "We left."]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["河水", "上涨了。", "我们走了"], "河水上涨了。我们走了"),
        (["かわの", "ミズ"], "かわのミズ"),
        (["他说：", "“好。”", "她走了"], "他说：“好。”她走了"),
        (["强水", "in Chinese"], "强水 in Chinese"),
        (["He said “Go.”", "中文"], "He said “Go.” 中文"),
        (["한국", "사람"], "한국 사람"),
        (["exam-", "ple"], "exam- ple"),
        (["  one  ", "", "\u3000two"], "one two"),
    ],
)
def test_a_line_break_becomes_a_space_but_not_between_chinese_or_japanese(lines: list[str], joined: str) -> None:
    assert join_lines(lines) == joined


@pytest.mark.parametrize(
    "line", ["Yes.", "Yes?!", "“Yes.”", "(Yes!) ", "«Да.»", "好。」", "नमस्ते।", "نعم؟", "հա։", "And so…"]
)
def test_a_line_ends_a_sentence_in_any_script(line: str) -> None:
    assert ends_sentence(line)


@pytest.mark.parametrize("line", ["", "Chapter 1", "and so,", "“Yes”", "...and", "»"])
def test_a_line_that_goes_on_ends_no_sentence(line: str) -> None:
    assert not ends_sentence(line)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u0085", "\u2028"])
def test_every_line_ending_is_one(loaded: Loaded, ending: str) -> None:
    assert texts(loaded("a.txt", ending.join(["It", "rained.", "", "We left.", ""]))) == ["It rained.", "We left."]


def test_a_page_break_breaks_a_line_and_not_a_paragraph(loaded: Loaded) -> None:
    assert texts(loaded("a.txt", "One\n\fday\fit rained.\n\f\nWe left.")) == ["One day it rained.", "We left."]
    assert texts(loaded("b.txt", "One day\u2029Two")) == ["One day", "Two"]


def test_a_byte_order_mark_is_no_text(loaded: Loaded) -> None:
    assert texts(loaded("a.txt", "\ufeffIt rained.")) == ["It rained."]


def test_a_long_paragraph_is_cut_between_sentences_into_even_parts_that_share_its_number(loaded: Loaded) -> None:
    sentence = "Dr. Ito said that it would rain for the whole of the day."
    long = " ".join([sentence] * 40)
    drafts = loaded("a.txt", f"First.\n\n{long}\n\nLast.")
    assert [draft.locator for draft in drafts] == ["¶1", "¶2", "¶2", "¶3"]
    assert texts(drafts)[1:3] == [" ".join([sentence] * 20)] * 2


def test_a_sentence_longer_than_a_passage_stays_whole(loaded: Loaded) -> None:
    giant = "and so on " * 300 + "until the end."
    assert texts(loaded("a.txt", f"It rained. {giant} We left.")) == ["It rained.", giant, "We left."]


def test_a_book_without_blank_lines_is_cut_the_same_without_being_held_at_once(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "It rained on the\nriver bank and we\nwaited. "
    whole = join_lines((words * 2000).split("\n"))
    monkeypatch.setattr(text, "BLOCK", 10_000)
    drafts = loaded("a.txt", words * 2000)
    assert " ".join(texts(drafts)) == whole
    assert {draft.locator for draft in drafts} == {"¶1"}
    assert all(len(draft.text) <= LONGEST and draft.text.endswith("waited.") for draft in drafts)


def test_a_book_on_one_line_is_cut_the_same(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = " ".join(["It rained on the river bank and we waited."] * 2000)
    monkeypatch.setattr(paragraphs, "BLOCK", 10_000)
    drafts = loaded("a.txt", whole)
    assert " ".join(texts(drafts)) == whole
    assert all(len(draft.text) <= LONGEST and draft.text.endswith("waited.") for draft in drafts)


def test_a_long_text_without_sentences_loses_no_word(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "BLOCK", 5_000)
    monkeypatch.setattr(paragraphs, "BLOCK", 2_000)
    assert " ".join(texts(loaded("a.txt", "one two\n" * 5_000))) == " ".join(["one two"] * 5_000)


prose = st.lists(
    st.sampled_from(
        [
            "It rained.",
            "Dr. Ito left!",
            "“Why?”",
            "Who knew?",
            "Q: Why?",
            "河水上涨。",
            "かわ",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\f",
            " ",
            "\t",
            "\u2028",
            "no end",
            "नमस्ते।",
        ]
    )
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8),
    min_size=1,
    max_size=60,
).map("".join)


@given(prose.filter(lambda written: written.removeprefix("\ufeff").strip()))
def test_the_passages_hold_every_visible_character_of_the_file_in_order(written: str) -> None:
    drafts = text.read(io.BytesIO(written.encode()), "a.txt", "xx").drafts
    stored = "".join(f"{draft.lead_in or ''}{draft.text}" for draft in drafts)
    assert "".join(stored.split()) == "".join(written.removeprefix("\ufeff").split())


@given(prose, st.integers(5, 100))
def test_a_cut_paragraph_keeps_its_sentences_whole(written: str, longest: int) -> None:
    paragraph = join_lines(written.splitlines())
    spans = sentence_spans(paragraph, "en")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paragraphs, "LONGEST", longest)
        pieces = list(cut(paragraph, "en"))
    position = 0
    for piece in pieces:
        start = paragraph.index(piece, position)
        assert not paragraph[position:start].strip()
        position = start + len(piece)
        inside = [span for span in spans if start <= span.start < position]
        assert all(span.end <= position for span in inside)
        assert len(piece) <= longest or len(inside) <= 1
    assert not paragraph[position:].strip()
