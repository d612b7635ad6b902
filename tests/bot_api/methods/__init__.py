"""The methods of the Bot API, one file for each group of them."""

from tests.bot_api.methods.context import Context, Profile, Utterance
from tests.bot_api.methods.registry import METHODS

__all__ = ["METHODS", "Context", "Profile", "Utterance"]
