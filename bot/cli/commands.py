"""`verbatim …`: the library's verbs on the command line.

What is imported here is little, and the rest by the verb that needs it: `verbatim ask` starts without Telegram.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import config
from index.errors import LibraryError, LoadError
from index.model import Added

if TYPE_CHECKING:
    from bot.cli.answers_json import Asked
    from index import Library

FAILED, BAD_CALL = 1, 2
_JSON_QUOTES, _SHOWN_QUOTES = 10, 1


def complain(message: str) -> None:
    """Say on standard error, in one line, what went wrong."""
    click.echo(f"verbatim: {' '.join(message.split())}", err=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the library is, and whether that is the default because nobody said otherwise."""

    directory: Path
    is_default: bool

    def open(self, *, create: bool = False) -> Library:
        """The library there."""
        from index import Library

        return Library.open(self.directory, create=create)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", metavar="DIR", help="The data directory (else VERBATIM_DATA, else data/library).")
@click.version_option(package_name="verbatim", prog_name="verbatim")
@click.pass_context
def verbatim(context: click.Context, data: str | None) -> None:
    """Answers questions only with sentences that somebody really wrote, word for word, and says where they stand."""
    context.obj = Place(*config.data_directory(data))


@verbatim.command()
@click.argument("locations", metavar="PATH|URL...", nargs=-1, required=True)
@click.option("--collection", default="public", show_default=True, help="The collection that takes it in.")
@click.option("--title", help="Its title, where the document does not say.")
@click.option("--url", help="Where it can be read.")
@click.option("--date", help="When it was written.")
@click.option("--author", help="Who wrote it.")
@click.option("--lang", metavar="xx", help="Its language, where it is not recognized.")
@click.pass_obj
def add(
    place: Place,
    locations: tuple[str, ...],
    collection: str,
    title: str | None,
    url: str | None,
    date: str | None,
    author: str | None,
    lang: str | None,
) -> None:
    """Store documents; a document that is there already is brought up to date."""
    if not collection.strip():
        raise click.UsageError("the name of a collection cannot be empty")
    failed = False
    with place.open(create=True) as library:
        for location in locations:
            try:
                with _progress(location) as progress:
                    added = library.add(
                        location,
                        collection=collection,
                        title=title,
                        url=url,
                        date=date,
                        author=author,
                        lang=lang,
                        progress=progress,
                    )
            except LibraryError as error:  # the others may be all right
                failed = True
                complain(str(error))
            else:
                click.echo(_summary(added))
    if failed:
        raise click.exceptions.Exit(FAILED)


@verbatim.command()
@click.argument("words", metavar="QUESTION", nargs=-1)
@click.option("--from", "file", metavar="QUESTIONS.jsonl", help='One {"id", "question"} a line; answers as JSON lines.')
@click.option("-n", "count", type=click.IntRange(min=1), help="The most quotes to show.  [default: 1; 10 as JSON]")
@click.option("--collection", "collections", multiple=True, help="Ask this collection (can be repeated).")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@click.option("--explain", is_flag=True, help="With what each score is the sum of.")
@click.pass_obj
def ask(
    place: Place,
    words: tuple[str, ...],
    file: str | None,
    count: int | None,
    collections: tuple[str, ...],
    as_json: bool,
    explain: bool,
) -> None:
    """Look up the stored sentence that answers a question."""
    from bot.cli import answers_json

    if bool(words) == bool(file):
        raise click.UsageError('give a question, or a file of questions with --from; for example: verbatim ask "Who?"')
    asked = tuple(dict.fromkeys(collections)) or ("public",)
    if file:
        questions = _questions(file)
        with place.open() as library:
            for question in questions:
                answer = library.ask(question.question, asked, count or _JSON_QUOTES)
                click.echo(answers_json.as_json(answer, question.id, explain))
        return
    with place.open() as library:
        answer = library.ask(_typed(" ".join(words)), asked, count or (_JSON_QUOTES if as_json else _SHOWN_QUOTES))
        if as_json:
            click.echo(answers_json.as_json(answer, explain=explain))
        else:
            from bot.cli import terminal
            from bot.saying import phrases

            shown = terminal.shown(library, answer)
            click.echo(terminal.block(shown, phrases.load().for_language(None), sys.stdout.isatty()))
            if explain:
                click.echo(terminal.explained(answer, len(answer.hits)))


@verbatim.command()
@click.pass_obj
def chat(place: Place) -> None:
    """Ask in this terminal; from a pipe, one question a line."""
    from bot.cli import terminal

    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    with _stocked(place) as library:

        def ask(line: str) -> terminal.Shown:
            return terminal.shown(library, library.ask(_typed(line), limit=1))

        terminal.converse(ask, sys.stdin, click.echo, interactive)


@verbatim.command()
@click.option("--webhook", metavar="URL", help="Let Telegram post updates to this URL, instead of fetching them.")
@click.option("--listen", metavar="HOST:PORT", help="Where a proxy hands them on.  [default: 127.0.0.1:8080]")
@click.pass_obj
def serve(place: Place, webhook: str | None, listen: str | None) -> None:
    """Answer on Telegram, with the token that is in TELEGRAM_BOT_TOKEN."""
    from bot import serve as telegram

    settings = config.read(place.directory)
    settings = replace(settings, webhook=webhook or settings.webhook, listen=listen or settings.listen)
    config.check(settings)
    config.check_token(settings)
    with _stocked(place) as library:
        telegram.serve(settings, library, place.directory)


@verbatim.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def sources(place: Place, as_json: bool) -> None:
    """List what is stored: the id, the collection, the number of passages, the title, where it came from."""
    import json

    with place.open() as library:
        found = library.sources()
    if as_json:
        rows = [
            {
                "id": one.source.id,
                "collection": one.source.collection,
                "key": one.source.key,
                "title": one.source.title,
                "url": one.source.url,
                "date": one.source.date,
                "author": one.source.author,
                "lang": one.source.lang,
                "passages": one.passages,
            }
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        source = one.source
        click.echo(f"{source.id}\t{source.collection}\t{one.passages}\t{source.title}\t{source.key}")


@verbatim.command()
@click.argument("source_id", metavar="SOURCE", type=int)
@click.pass_obj
def remove(place: Place, source_id: int) -> None:
    """Remove a source, by the id that `verbatim sources` shows."""
    with place.open() as library:
        removed = library.remove(source_id)
    click.echo(f"{removed.key}: removed from {removed.collection}")


@verbatim.command()
@click.pass_obj
def check(place: Place) -> None:
    """Verify everything that is stored, and say what was looked at."""
    with place.open() as library:
        findings = library.check()
    for finding in findings:
        click.echo(f"{finding.what}: {finding.checked:,} checked, {_count(len(finding.faults), 'fault')}")
        for fault in finding.faults:
            click.echo(f"  {fault}")
    if any(finding.faults for finding in findings):
        raise click.exceptions.Exit(FAILED)


@verbatim.command()
@click.argument("chat_id", type=int, required=False)
@click.option("--collection", "collections", multiple=True, help="What the chat asks from now on (can be repeated).")
@click.pass_obj
def chats(place: Place, chat_id: int | None, collections: tuple[str, ...]) -> None:
    """Show or set which collections Telegram chats ask; a chat that is not listed asks public."""
    if chat_id is None and collections:
        raise click.UsageError("say which chat, by its number: verbatim chats CHAT_ID --collection NAME")
    if any(not name.strip() for name in collections):
        raise click.UsageError("the name of a collection cannot be empty")
    with place.open(create=bool(collections)) as library:
        if chat_id is not None and collections:
            library.set_collections_of(chat_id, tuple(dict.fromkeys(collections)))
        listed = library.chats() if chat_id is None else {chat_id: library.collections_of(chat_id)}
    for number, names in sorted(listed.items()):
        click.echo(f"{number}\t{', '.join(names)}")


@contextmanager
def _stocked(place: Place) -> Iterator[Library]:
    """The library to talk to. The default one is given the corpus that ships, while there is nothing else in it."""
    with place.open(create=True) as library:
        if place.is_default and library.is_empty():
            _load_shipped_corpus(library)
        yield library


def _load_shipped_corpus(library: Library) -> None:
    # Not by importlib.resources: below a directory that holds a `data/` of its own, that one would be found.
    for document in sorted((Path(__file__).parents[2] / "data" / "corpus").iterdir()):
        with _progress(document.name) as progress:
            library.add(str(document), progress=progress)


@contextmanager
def _progress(location: str) -> Iterator[Callable[[int], None]]:
    """A line on the terminal that counts passages while a document is taken in."""
    with click.progressbar(
        itertools.repeat(None),
        label=Path(location).name,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        show_pos=True,
        show_eta=False,
        bar_template="%(label)s: %(info)s passages",  # how many there will be is known only at the end
    ) as bar:
        yield lambda passages: bar.update(passages - bar.pos)


def _questions(file: str) -> list[Asked]:
    """The questions of a file, or of standard input for "-", read to the end before the first is asked."""
    from bot.cli.answers_json import read_questions

    try:
        if file == "-":
            return read_questions("standard input", sys.stdin.buffer)
        with open(file, "rb") as lines:
            return read_questions(file, lines)
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror or error}") from None
    except LoadError as error:
        raise click.UsageError(str(error)) from None


def _summary(added: Added) -> str:
    """What adding a source did, in one line."""
    parts = [
        f"{count:,} {what}"
        for count, what in ((added.added, "added"), (added.unchanged, "unchanged"), (added.removed, "removed"))
        if count
    ]
    return f"{added.source.key}: {', '.join(parts) or 'no passages'}"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _typed(question: str) -> str:
    """A question as it came from outside; bytes that are not UTF-8 become question marks of Unicode's."""
    return question.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
