"""Any passage, any offsets and any fields become messages that Telegram takes as they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.saying.annotations import read_as
from bot.saying.pages import Page
from bot.saying.phrases import load
from bot.saying.render import closest_message, messages_around, quote_messages, source_list, source_message
from bot.verified import VerifiedHit
from index import Assumption, Span
from tests.bot.passages import passage, quoted, source, texts, whole
from tests.bot_api.text import MESSAGE_LIMIT, prepare, utf16_length
from tests.fuzz.budget import budget

CATALOGUE = load()
PHRASES = st.sampled_from(["en", "ru", "de", "ko"]).map(CATALOGUE.for_language)
LONG = st.builds(str.__mul__, texts, st.sampled_from([1, 1, 1, 40, 900]))
URLS = st.one_of(
    LONG,
    st.builds("https://example.org/{}".format, texts),
    st.sampled_from(
        ["https://a.b@c.d/", "https://[::1]/", "http://a.b:99999/", "tg://resolve?domain=x", "https://a.b/#:~:"]
    ),
)
FIELD = st.none() | LONG


@budget(150)
@given(LONG, LONG, FIELD, FIELD, FIELD, st.none() | URLS, LONG, PHRASES, st.data())
def test_whatever_is_quoted_is_a_message(
    text: str, title: str, author: str | None, date: str | None, locator: str | None, url: str | None, word: str,
    phrases: object, data: st.DataObject,
) -> None:  # fmt: skip
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    matches = tuple(Span(*place) for place in data.draw(st.lists(places, max_size=120)))
    of = source(title=title, author=author, date=date, url=url)
    quote = quoted(passage(text, locator=locator, of=of), start, end)
    also = tuple(whole(text, title=title, url=url) for _ in range(data.draw(st.integers(0, 3))))
    words = read_as([Assumption(word, title)], phrases)  # type: ignore[arg-type]
    page = Page(VerifiedHit(quote, matches, also), read_as=words)
    plain = Page(VerifiedHit(quote, matches, also))
    said = [
        *quote_messages(page, phrases),  # type: ignore[arg-type]
        source_message(page, phrases),  # type: ignore[arg-type]
        *quote_messages(page, phrases, [plain] * 2),  # type: ignore[arg-type]
        source_message(page, phrases, [plain] * 2),  # type: ignore[arg-type]
        closest_message([plain] * 3, phrases, words),  # type: ignore[arg-type]
        *messages_around(page, [quoted(quote.passage, 0, len(text))], phrases),  # type: ignore[arg-type]
        source_list([of] * 3, 3, phrases),  # type: ignore[arg-type]
    ]
    for message in said:
        assert utf16_length(message.text) <= MESSAGE_LIMIT
        if message.text.strip():
            prepare(message.text, [entity.to_dict() for entity in message.entities])
