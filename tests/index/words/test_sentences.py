"""Where sentences end, in languages that write no full stop too."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from index import Library
from index.model import Span
from index.words.sentences import LONGEST, LONGEST_THAI, sentence_spans
from tests.hostile import KINDS
from tests.index.conftest import Write, quotes

ROOT = Path(__file__).parents[3]
THAI = [
    "ฝนตกหนักทั้งวันในกรุงเทพฯ",
    "แม่น้ำเจ้าพระยาเพิ่มขึ้นสองเมตร",
    "ผู้ว่าราชการกล่าวว่า น้ำจะลดลงภายในสามวัน",
    "ประชาชนหลายพันคนต้องอพยพออกจากบ้าน",
]


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("en", ["Dr. Ito left at 5 p.m. on Monday.", "It rained!"]),
        ("en", ["Implement the caddyfile.Unmarshaler interface.", "See System.Web for it."]),
        ("de", ["Die Werke des 16., 17. und 18. Jahrhunderts.", "Die 2. Auflage kam am 3. Oktober."]),
        ("de", ["Wir waren nur 18.", "Danach kamen die ersten 20.", "Es begann am 3.", "Dann kam mehr."]),
        ("zh", ["下雨了。", "河水上涨了两米。"]),
        ("hi", ["दिन भर बारिश हुई।", "नदी दो मीटर बढ़ गई।"]),
        ("th", THAI),
        ("th", ["ราคา 1,000 บาท", "วันที่ 5 มกราคม พ.ศ. 2565"]),
    ],
)
def test_sentences_end_where_a_reader_says(lang: str, sentences: list[str]) -> None:
    between = "" if lang == "zh" else " "
    text = between.join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text, lang)] == sentences


@pytest.mark.attack("a text without an end of a sentence")
@pytest.mark.parametrize("lang", ["en", "zh", "th"])
@pytest.mark.parametrize("kind", ["words of four letters", "one word", "Han", "Thai", "Thai with spaces", "spaces"])
def test_a_sentence_has_a_greatest_length(kind: str, lang: str) -> None:
    text = KINDS[kind](5 * LONGEST)
    spans = sentence_spans(text, lang)
    longest = LONGEST_THAI if lang == "th" else LONGEST
    assert all(end - start <= longest for start, end in spans)
    between = [text[one.end : other.start] for one, other in pairwise([Span(0, 0), *spans, Span(len(text), len(text))])]
    assert not "".join(between).strip()


def test_a_long_sentence_is_cut_at_white_space() -> None:
    text = "rain " * LONGEST
    assert all(text[start:end].split()[-1] == "rain" for start, end in sentence_spans(text, "en"))


def test_sentences_of_a_long_text_are_those_of_its_parts() -> None:
    sentence = "Dr. Ito left at 5 p.m. on Monday. "
    text = sentence * LONGEST
    assert {text[start:end] for start, end in sentence_spans(text, "en")} == {sentence.strip()}


def test_a_line_break_ends_a_thai_sentence() -> None:
    text = "\n".join(THAI)
    assert [text[start:end] for start, end in sentence_spans(text, "th")] == THAI


def test_thai_is_quoted_by_the_sentence(library: Library, write: Write) -> None:
    library.add(write("rain.txt", " ".join(THAI)))
    answer = library.ask("แม่น้ำเจ้าพระยาเพิ่มขึ้นกี่เมตร")
    assert answer.answered
    assert quotes(answer)[0] == THAI[1]


def test_reading_thai_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    """In a process of its own: PyThaiNLP makes its folder when it is first imported."""
    read = f"from index.words.sentences import sentence_spans; sentence_spans({THAI[0]!r}, 'th')"
    subprocess.run([sys.executable, "-c", read], env={**os.environ, "HOME": str(tmp_path)}, cwd=ROOT, check=True)  # noqa: S603  # our own command
    assert list(tmp_path.iterdir()) == []


def test_a_sentence_begins_without_a_space_where_its_first_word_tells() -> None:
    text = "It rained.The river rose."
    assert [text[start:end] for start, end in sentence_spans(text, "en")] == ["It rained.", "The river rose."]
