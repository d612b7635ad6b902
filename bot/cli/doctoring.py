"""`verbatim doctor`: everything that may keep the bot from answering, and what to do about it."""

from __future__ import annotations

import click

from bot.cli.data_directory import DataDirectory
from bot.cli.failures import FAILED
from index.errors import shown


@click.command()
@click.pass_obj
def doctor(data: DataDirectory) -> None:
    """Examine the machine, what is stored, and the bot at Telegram; say what to do.

    The token is read from TELEGRAM_BOT_TOKEN; without it, Telegram is not asked.
    """
    import asyncio

    from bot.doctor import Examined, State, examine_machine, examine_telegram
    from bot.keeping.chats import known_groups

    problems = 0

    def tell(about: Examined) -> None:
        nonlocal problems
        problems += about.state is State.PROBLEM
        click.echo(f"{about.state:<9}{about.what}: {shown(about.found)}")

    async def ask_telegram() -> None:
        async for about in examine_telegram(data.settings(), known_groups(data.path)):
            tell(about)

    for about in examine_machine(data.path):
        tell(about)
    asyncio.run(ask_telegram())
    if problems:
        raise click.exceptions.Exit(FAILED)
