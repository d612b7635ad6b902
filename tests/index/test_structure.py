"""What a quote stands under is told with it; a list that answers as a whole is quoted whole."""

import pytest

from index import Library, Quote, above
from index.asking.question import analyse
from index.lists import whole_or_item
from index.model import Hit
from index.structure import LONGEST_PATH, path

from .conftest import Write

GUIDE = """\
---
title: Visiting the lighthouse
---
The lighthouse was lit for the first time in 1874.

## Is parking free?

Yes.

## Rules {#rules}

1. Shoes with nails stay outside.
2. Nobody leans over the railing.

## Opening hours

| Day | Open |
|---|---|
| Saturday | 10 am to 6 pm |
| Sunday | 11 am to 4 pm |

## The association

The new directors are:

- Mira Okafor
- Tom Lindqvist

Who may join? Whoever pays two crowns.

It meets twice a year.

## The lighthouse

The lighthouse has a lamp.

## Volunteers

To sign the logbook, run:

```
logbook sign
logbook send
```
"""


@pytest.fixture
def guide(library: Library, write: Write) -> Library:
    library.add(write("guide.md", GUIDE), lang="en")
    return library


def find(library: Library, text: str) -> Quote:
    """The quote with this text."""
    for number in range(1, 20):
        passage = library.passage(number)
        if passage and (start := passage.text.find(text)) >= 0:
            return Quote(passage, start, start + len(text))
    raise AssertionError(f"{text!r} is not stored")


def first(library: Library, question: str) -> Hit:
    return library.ask(question).hits[0]


@pytest.mark.parametrize(
    ("quote", "line", "locator"),
    [
        ("Yes.", "Is parking free?", None),
        ("1. Shoes with nails stay outside.", "Rules", None),
        ("Tom Lindqvist", "The new directors are:", "The association"),
        ("Sunday | 11 am to 4 pm", "Day | Open", "Opening hours"),
        ("Whoever pays two crowns.", "Who may join?", "The association"),
        # Further from the question: it is not what that asks.
        ("It meets twice a year.", "The association", None),
        ("logbook sign\nlogbook send", "To sign the logbook, run:", "Volunteers"),
        ("The new directors are:\nMira Okafor\nTom Lindqvist", "The association", None),
    ],
)
def test_a_quote_stands_under_a_question_a_lead_in_or_a_heading(
    guide: Library, quote: str, line: str, locator: str | None
) -> None:
    standing = above(find(guide, quote))
    assert standing is not None
    assert (standing.line, standing.locator) == (line, locator)


def test_what_the_quote_or_the_title_says_is_not_told_again(guide: Library) -> None:
    assert above(find(guide, "The lighthouse has a lamp.")) is None
    assert above(find(guide, "The lighthouse was lit for the first time in 1874.")) is None


DIRECTORS = "The new directors are:\nMira Okafor\nTom Lindqvist"
HOURS = "Day | Open\nSaturday | 10 am to 6 pm\nSunday | 11 am to 4 pm"
RULES = "1. Shoes with nails stay outside.\n2. Nobody leans over the railing."


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("opening hours", {HOURS}),
        ("opening hours of the lighthouse", {HOURS}),
        ("when is it open on sunday", {"Sunday | 11 am to 4 pm", "Saturday | 10 am to 6 pm"}),
        ("who are the new directors", {DIRECTORS}),
        ("director mira", {"Mira Okafor", "Tom Lindqvist"}),
        ("rules", {RULES}),
        ("rules of the guild", {RULES}),
        ("rule 2", set(RULES.split("\n"))),
    ],
)
def test_a_list_is_quoted_whole_unless_an_item_stands_out(guide: Library, question: str, quotes: set[str]) -> None:
    """Whatever the ranking finds in the list."""
    passage = find(guide, next(iter(quotes))).passage
    everything = [Hit(Quote(passage, *passage.quoted(n)), 1.0) for n in range(len(passage.sentences))]
    found = whole_or_item(everything, analyse(question, {"en": 1}))
    assert {hit.quote.text for hit in found} == quotes
    assert all(guide.verify(hit.quote) for hit in found)


def test_a_list_that_is_quoted_whole_is_one_hit(guide: Library) -> None:
    hits = guide.ask("opening hours").hits
    assert len({(hit.quote.passage.id, hit.quote.start) for hit in hits}) == len(hits)
    assert sum("Saturday" in hit.quote.text for hit in hits) == 1


def test_a_list_too_long_to_be_quoted_is_quoted_by_its_items(library: Library, write: Write) -> None:
    written = "The members are:\n\n" + "".join(f"- member{n} of the {'old ' * 9}guild\n" for n in range(200))
    library.add(write("a.md", written), lang="en")
    assert all(len(hit.quote.text) <= 1000 for hit in library.ask("members of the guild").hits)
    assert first(library, "member77").quote.text == f"member77 of the {'old ' * 9}guild"


def test_a_path_keeps_the_innermost_headings() -> None:
    assert path(["Rules", "Parking"]) == "Rules › Parking"
    assert path(["x" * 100, "y" * 100, "z"]) == f"{'y' * 100} › z"
    assert path([]) == ""


def test_of_headings_that_say_nothing_few_are_kept() -> None:
    assert len(path([""] * 100_000).split("›")) <= LONGEST_PATH
