"""What may be wrong with a bot, its machine and its groups, and what to do about it: `verbatim doctor`."""

from bot.doctor.examined import Examined, State
from bot.doctor.machine import examine_machine
from bot.doctor.telegram_side import examine_telegram

__all__ = ["Examined", "State", "examine_machine", "examine_telegram"]
