"""The commands that answer: ask, chat and serve."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

import click

from bot.cli.data_directory import DataDirectory
from index.errors import LoadError
from index.model import PUBLIC

if TYPE_CHECKING:
    from bot.cli.answers_json import QuestionRow
    from index import Library

_QUOTES = 10


@click.command()
@click.argument("words", metavar="QUESTION", nargs=-1)
@click.option(
    "--from",
    "file",
    type=click.File("rb"),
    metavar="QUESTIONS.jsonl",
    help='Ask the questions of a file, one {"id", "question"} per line; one JSON answer per line.',
)
@click.option(
    "-n",
    "count",
    type=click.IntRange(min=1),
    help="Maximum number of quotes.  [default: as many as answer, at most 3; 10 as JSON]",
)
@click.option(
    "--collection", "collections", multiple=True, help="Collection to ask; can be repeated.  [default: public]"
)
@click.option("--closest", is_flag=True, help="If nothing answers, show what comes closest.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--explain", is_flag=True, help="Show which words are missing, and what each score is the sum of.")
@click.pass_obj
def ask(
    data: DataDirectory,
    words: tuple[str, ...],
    file: BinaryIO | None,
    count: int | None,
    collections: tuple[str, ...],
    closest: bool,
    as_json: bool,
    explain: bool,
) -> None:
    """Look up the stored sentence that answers a question."""
    from bot.cli import answers_json
    from bot.cli.notices import tell_if_nothing_is_asked
    from bot.verified import verified_answer

    if bool(words) == (file is not None):
        raise click.UsageError('give either a question or --from FILE; for example: verbatim ask "Who?"')
    if closest and (file or as_json):
        raise click.UsageError("--closest is for reading; JSON has what comes closest in any case")
    collections = tuple(dict.fromkeys(collections)) or (PUBLIC,)
    if file:
        questions = _questions(file)
        with data.open() as library:
            tell_if_nothing_is_asked(data, library, collections)
            for question in questions:
                answer = library.ask(question.question, collections, count or _QUOTES)
                missing = library.missing(answer, collections) if explain else None
                click.echo(answers_json.as_json(verified_answer(library, answer), question.id, missing))
        return
    with data.open() as library:
        answer = library.ask(_typed(" ".join(words)), collections, count or _QUOTES)
        tell_if_nothing_is_asked(data, library, collections)
        missing = library.missing(answer, collections) if explain else None
        if as_json:
            click.echo(answers_json.as_json(verified_answer(library, answer), missing=missing))
        else:
            from bot.cli import styles, terminal
            from bot.saying import phrases

            on_terminal = sys.stdout.isatty()
            look = styles.of_terminal() if on_terminal else styles.PLAIN
            shown = terminal.shown(library, answer, count)
            english = phrases.load().for_language(None)
            click.echo(terminal.block(shown, english, on_terminal, closest=closest, styles=look))
            if missing is not None:
                click.echo(terminal.explained(answer, missing, count or max(1, answer.shown)))


@click.command()
@click.pass_obj
def chat(data: DataDirectory) -> None:
    """Ask in this terminal; from a pipe, one question per line."""
    from bot.cli import terminal
    from bot.cli.notices import tell_if_nothing_is_asked

    with data.stocked() as library:
        tell_if_nothing_is_asked(data, library, (PUBLIC,))
        if sys.stdin.isatty() and sys.stdout.isatty():
            _converse(data, library)
            return

        def ask(line: str) -> terminal.Shown:
            return terminal.shown(library, library.ask(_typed(line)))

        terminal.converse(ask, sys.stdin, click.echo)


def _converse(data: DataDirectory, library: Library) -> None:
    from bot.cli import prompt, styles
    from bot.cli.conversation import Conversation
    from bot.cli.history import History
    from bot.saying import phrases

    def show(text: str) -> None:
        click.echo(f"{text}\n", color=True)

    english = phrases.load().for_language(None)
    prompt.converse(Conversation(library, english, styles.of_terminal()), History(data.path), show)


@click.command()
@click.option("--webhook", metavar="URL", help="Receive updates at this public URL instead of polling.")
@click.option("--listen", metavar="HOST:PORT", help="Address for the reverse proxy.  [default: 127.0.0.1:8080]")
@click.pass_obj
def serve(data: DataDirectory, webhook: str | None, listen: str | None) -> None:
    """Answer on Telegram; the token is read from TELEGRAM_BOT_TOKEN."""
    from bot import config
    from bot import serve as telegram
    from bot.cli.notices import tell_if_nothing_is_asked

    settings = data.settings()
    settings = replace(settings, webhook=webhook or settings.webhook, listen=listen or settings.listen)
    config.check(settings)
    config.check_token(settings)
    with data.stocked() as library:
        tell_if_nothing_is_asked(data, library, ())
        telegram.serve(settings, library, data.path)


def _questions(file: BinaryIO) -> list[QuestionRow]:
    """The questions of a file, all read before the first is asked. Raises UsageError."""
    from bot.cli.answers_json import read_questions

    try:
        return read_questions("standard input" if file is sys.stdin.buffer else file.name, file)
    except LoadError as error:
        raise click.UsageError(str(error)) from None


def _typed(question: str) -> str:
    """A question as typed; bytes that are not UTF-8 become U+FFFD."""
    return question.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
