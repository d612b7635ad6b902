"""The commands that change, list or check what is stored."""

from __future__ import annotations

import click

from bot.cli.data_directory import DataDirectory
from bot.cli.days import Day
from bot.cli.failures import FAILED, print_error
from bot.cli.progress import counting
from bot.saying.fields import Field
from index.errors import LibraryError, shown
from index.model import Added

_TITLE_UNITS = 1024


@click.command()
@click.argument("locations", metavar="PATH|URL...", nargs=-1, required=True)
@click.option("--collection", default="public", show_default=True, help="Collection to add to.")
@click.option("--title", help="Title, if the document has none.")
@click.option("--url", help="URL where it can be read.")
@click.option("--date", type=Day(), help="Date of writing: 2024, 2024-05 or 2024-05-01.")
@click.option("--author", help="Author.")
@click.option("--lang", metavar="xx", help="Language (ISO 639-1), if it is not detected.")
@click.pass_obj
def add(
    data: DataDirectory,
    locations: tuple[str, ...],
    collection: str,
    title: str | None,
    url: str | None,
    date: str | None,
    author: str | None,
    lang: str | None,
) -> None:
    """Add documents, or update those that are stored already."""
    if not collection.strip():
        raise click.UsageError("the name of a collection cannot be empty")
    settings = data.settings()
    failed = False
    with data.open(create=True) as library:
        for location in locations:
            try:
                with counting(location) as progress:
                    added = library.add(
                        location,
                        collection=collection,
                        title=title,
                        url=url,
                        date=date,
                        author=author,
                        lang=lang,
                        private_redirects=settings.private_redirects,
                        limits=settings.limits,
                        progress=progress,
                    )
            except LibraryError as error:  # go on with the other documents
                failed = True
                print_error(str(error))
            else:
                click.echo(_summary(added))
                for source in added.gone:
                    title = Field(source.title, _TITLE_UNITS).text
                    click.echo(f"{title}: removed, because there is something of your own now")
    if failed:
        raise click.exceptions.Exit(FAILED)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def sources(data: DataDirectory, as_json: bool) -> None:
    """List the stored sources. The columns are id, collection, number of passages, title, and path or URL."""
    from bot.cli.notices import tell_if_nothing_is_asked

    with data.open() as library:
        found = library.sources()
        tell_if_nothing_is_asked(data, library, ())
    if as_json:
        from bot.cli.answers_json import dumped

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
                "stored_bytes": one.stored_bytes,
                "index_bytes": one.index_bytes,
            }
            for one in found
        ]
        click.echo(dumped(rows, indent=2))
        return
    for one in found:
        source = one.source
        title = Field(source.title, _TITLE_UNITS).text
        click.echo(f"{source.id}\t{shown(source.collection)}\t{one.passages}\t{title}\t{shown(source.key)}")


@click.command()
@click.argument("source_id", metavar="SOURCE", type=int)
@click.pass_obj
def remove(data: DataDirectory, source_id: int) -> None:
    """Remove a source, by the id that `verbatim sources` shows."""
    with data.open() as library:
        removed = library.remove(source_id)
    click.echo(f"{shown(removed.key)}: removed from {shown(removed.collection)}")


@click.command()
@click.pass_obj
def check(data: DataDirectory) -> None:
    """Verify everything that is stored, and report what was checked."""
    with data.open() as library:
        findings = library.check()
    for finding in findings:
        click.echo(f"{finding.what}: {finding.checked:,} checked, {_count(len(finding.faults), 'fault')}")
        for fault in finding.faults:
            click.echo(f"  {shown(fault)}")
    if any(finding.faults for finding in findings):
        raise click.exceptions.Exit(FAILED)


# The ids of groups begin with a minus.
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("chat_id", type=int, required=False)
@click.option("--collection", "collections", multiple=True, help="Collection for the chat to ask; can be repeated.")
@click.pass_obj
def chats(data: DataDirectory, chat_id: int | None, collections: tuple[str, ...]) -> None:
    """Show or set which collections Telegram chats ask. A chat that is not listed asks public."""
    if chat_id is None and collections:
        raise click.UsageError("give the id of the chat: verbatim chats CHAT_ID --collection NAME")
    if any(not name.strip() for name in collections):
        raise click.UsageError("the name of a collection cannot be empty")
    with data.open(create=bool(collections)) as library:
        if chat_id is not None and collections:
            library.set_collections_of(chat_id, tuple(dict.fromkeys(collections)))
        listed = library.chats() if chat_id is None else {chat_id: library.collections_of(chat_id)}
    for number, names in sorted(listed.items()):
        click.echo(f"{number}\t{', '.join(map(shown, names))}")


def _summary(added: Added) -> str:
    """The result of adding a source, in one line."""
    parts = [
        f"{count:,} {what}"
        for count, what in ((added.added, "added"), (added.unchanged, "unchanged"), (added.removed, "removed"))
        if count
    ]
    return f"{shown(added.source.key)}: {', '.join(parts) or 'no passages'}"


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
