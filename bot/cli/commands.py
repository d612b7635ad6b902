"""The `verbatim` command.

Each command imports what it needs when it runs, so that `verbatim ask` starts without loading Telegram.
"""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from bot.cli import asking, backing_up, doctoring, storing
from bot.cli.data_directory import DEFAULT, DataDirectory


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="DIR",
    envvar="VERBATIM_DATA",
    default=DEFAULT,
    help="Data directory.  [default: VERBATIM_DATA, else data/library]",
)
@click.version_option(package_name="verbatim", prog_name="verbatim")
@click.pass_context
def verbatim(context: click.Context, data: Path) -> None:
    """Answer questions only with sentences that somebody really wrote, word for word, with their source."""
    context.obj = DataDirectory(data, context.get_parameter_source("data") is ParameterSource.DEFAULT)


for command in (
    *(storing.add, asking.ask, asking.chat, asking.serve),
    *(storing.sources, storing.remove, storing.check, storing.chats),
    *(backing_up.backup, backing_up.restore, doctoring.doctor),
):
    verbatim.add_command(command)
