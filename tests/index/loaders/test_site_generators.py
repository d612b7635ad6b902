"""What site generators read in a document, and people do not, is no sentence."""

import pytest

from .conftest import Loaded
from .test_markdown import seen


@pytest.mark.parametrize(
    ("written", "visible"),
    [
        ('It rained. {{< figure src="a*b*.png" >}}', ["It rained."]),
        ("{{% notice %}}\nIt rained.\n{{% /notice %}}", ["It rained."]),
        ("{% include 'a.md' %}\n\nIt rained.", ["It rained."]),
        ("{* ../a.py ln[1:9] *}\n\nIt rained in {{ page.city }}.", ["It rained in ."]),
        ("Write `{% raw %}` and {{Field}} or {{c1::word}}.", ["Write {% raw %} and {{Field}} or {{c1::word}}."]),
        ("[TOC]\n\n[[toc]]\n\nIt rained.", ["It rained."]),
        ("import Tabs from '@theme/Tabs';\n\nIt rained.", ["It rained."]),
        ("It rained.\n{: .notification .is-warning }", ["It rained."]),
        ("It rained.[^1]\n\n[^1]: In May.", ["It rained.", "In May."]),
        ("- [x] Pack.\n- [ ] Leave.", ["Pack.", "Leave."]),
        ("- TOC\n{:toc}\n\nIt rained.", ["It rained."]),
        ("{/* Not shown. */}\n\nIt rained.{/* nor this */}", ["It rained."]),
        (
            ":material-check: It rained :umbrella: at 10:30:15 (`:material-check:`).",
            ["It rained :umbrella: at 10:30:15 (:material-check:)."],
        ),
        (
            "See [[Rules|the rules]], [[Prices]], `[[x]]` and [[1]](a.md). ![[map.png]]",
            ["See the rules, Prices, [[x]] and [1]."],
        ),
    ],
)
def test_macros_and_marks_are_gone(written: str, visible: list[str]) -> None:
    assert seen(written) == visible


def test_diagrams_and_lists_of_pages_are_no_code() -> None:
    assert seen(
        "It rained.\n\n```mermaid\ngraph TB\n a --> b\n```\n\n```{toctree}\nintro\n```\n\n```\nmermaid\n```"
    ) == [
        "It rained.",
        "mermaid",
    ]


def test_emoji_codes_and_links_to_itself_are_no_part_of_a_heading(loaded: Loaded) -> None:
    for written, heading in [
        (":rocket: Floods [#](#floods)", "Floods"),
        ("Floods :cloud: :tada:", "Floods"),
        ("Floods [¶](#floods 'Permanent link')", "Floods"),
        ("The :param: of C#", "The :param: of C#"),
        (":cloud:", ":cloud:"),
    ]:
        (draft,) = loaded("a.md", f"## {written}\n\nRain.")
        assert draft.headings == (heading,)


def test_anchors_in_braces_are_no_part_of_a_heading(loaded: Loaded) -> None:
    drafts = loaded("a.md", '## Floods {#floods}\n\nRain.\n\n## Lakes { data-toc-label="L" }\n\nNone. {Sic}')
    assert [(draft.headings, draft.text) for draft in drafts] == [(("Floods",), "Rain."), (("Lakes",), "None. {Sic}")]


@pytest.mark.parametrize(
    ("written", "headings"),
    [
        ("!!! note\n    It rained.\n\nWe left.", ()),
        ('!!! note "Weather"\n    It rained.\n\nWe left.', ("Weather",)),
        ('??? note "Weather"\n\n    It rained.\n\nWe left.', ("Weather",)),
        ('=== "Weather"\n\n    It rained.\n\nWe left.', ("Weather",)),
        (":::tip\nIt rained.\n:::\n\nWe left.", ()),
        (":::tip Weather\nIt rained.\n:::\n\nWe left.", ("Weather",)),
        (":::tip[Weather]\nIt rained.\n:::\n\nWe left.", ("Weather",)),
        ("/// tip | Weather\n\nIt rained.\n\n///\n\nWe left.", ("Weather",)),
        ("> [!NOTE]\n> It rained.\n\nWe left.", ()),
        ("```admonish\nIt rained.\n```\n\nWe left.", ()),
        ('```admonish tip "Weather"\nIt rained.\n```\n\nWe left.', ("Weather",)),
        ("```admonish tip.big title='Weather', id='w'\nIt rained.\n```\n\nWe left.", ("Weather",)),
        ("```{note} Weather\n:class: wet\n\nIt rained.\n```\n\nWe left.", ("Weather",)),
        ("<details>\n<summary>Weather</summary>\n\nIt rained.\n\n</details>\n\nWe left.", ("Weather",)),
    ],
)
def test_the_title_of_an_admonition_is_above_what_stands_in_it(
    loaded: Loaded, written: str, headings: tuple[str, ...]
) -> None:
    found = {sentence: draft.headings for draft in loaded("a.md", written) for sentence in draft.text.split("\n\n")}
    assert found == {"It rained.": headings, "We left.": ()}


@pytest.mark.parametrize(
    "written",
    [
        "[![Build](b.svg)](https://ci.example) ![Version](v.svg)",
        "![A screen with three buttons](screen.png)",
        "<img src=x alt='A screen'>",
        "[Edit this page](https://git.example/edit/a.md)",
        "[« Back](../a.md) | [Next »](b.md)",
        "[Edit this page on Git.](https://git.example/edit/a.md)",
        "https://git.example/a/b",
        "https://git.example/a/b.",
        "<https://git.example/a/b>",
        "- [One](one.md)\n- [Two](#two)\n  - [Three](/three)",
        "- https://git.example/a",
        "<!-- more -->",
    ],
)
def test_pictures_badges_navigation_and_bare_links_are_no_sentences(written: str) -> None:
    assert seen(f"It rained.\n\n{written}\n\nWe left.") == ["It rained.", "We left."]


@pytest.mark.parametrize(
    ("written", "visible"),
    [
        ("Press the ![gear](gear.png) button.", ["Press the gear button."]),
        ("![A screen](screen.png)\nPress the button.", ["Press the button."]),
        ("See the [rules](rules.md) first", ["See the rules first"]),
        ("[See the rules.](rules.md)", ["See the rules."]),
        ("- [One](https://one.example)\n- [Two](https://two.example)", ["One", "Two"]),
        ("- [One](one.md) is first\n- [Two](two.md)", ["One is first", "Two"]),
    ],
)
def test_links_and_pictures_among_words_are_read_with_them(written: str, visible: list[str]) -> None:
    assert seen(written) == visible


def test_callouts_hold_markdown_and_are_read_three_deep() -> None:
    assert seen("```admonish note\nTo leave:\n\n1. *Pack.*\n2. Go.\n```") == ["To leave:", "1. Pack.", "2. Go."]
    written = "It rained."
    for depth in range(4):
        marks = "`" * (3 + depth)
        written = f"{marks}admonish\n{written}\n{marks}"
    assert seen(written) == ["It rained."]
    marks = "`" * 20
    assert seen(f"{marks}admonish\n{written}\n{marks}") == ["```admonish\nIt rained.\n```"]
