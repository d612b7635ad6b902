"""The commands that copy a data directory into one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.data_directory import DataDirectory


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(data: DataDirectory, file: Path) -> None:
    """Write everything that is stored into FILE, also while the bot runs."""
    from bot.keeping.backup import back_up

    size = back_up(data.path, file)
    click.echo(f"{file}: {size:,} bytes; `verbatim --data DIR restore {file}` puts it into another directory")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def restore(data: DataDirectory, file: Path) -> None:
    """Put a backup into a data directory that is empty."""
    from bot.keeping import backup
    from index.store.identity import forget

    put = backup.restore(file, data.path)
    forget(data.path)  # whatever was there before, this library is the one from now on
    with data.open() as library:  # refuses one of a newer version
        sources = len(library.sources())
    click.echo(f"{data.path}: {', '.join(put)}; {sources:,} sources")
