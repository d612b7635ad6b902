"""A Telegram in the terminal: `python -m tests.bot_api [PORT]`, then type as Alice would on her phone.

Start the bot in another terminal with the base URL and the token printed here.
"""

from __future__ import annotations

import sys
import threading

from tests.bot_api import BotApiServer, InlineAnswer, Message
from tests.bot_api.errors import ApiError

HELP = """\
say TEXT        Alice writes to the bot (a line that is no command does the same)
group TEXT      Alice writes in the group
reply TEXT      Alice replies in the group to the bot's last message there
edit TEXT       Alice changes her last message
press N|LABEL   Alice presses a button of the bot's last message
inline TEXT     Alice types @bot TEXT somewhere
choose N        ... and sends its result N into the group
privacy on|off  BotFather's group privacy
show            both chats
quit"""


class Phone:
    """Alice's phone: a private chat and a group with the bot. A command's method is named after it."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.alice = server.user("Alice", username="alice")
        self.chat = server.private_chat(self.alice)
        self.room = server.group("The team", members=[self.alice, server.user("Bob")])
        self.last: Message | None = None
        self.offer: InlineAnswer | None = None
        self._printed: dict[int, int] = {}

    def watch(self) -> None:
        """Print what the bot sends or edits, for ever."""
        while True:
            with self.server.world.changed:
                self.server.world.changed.wait()
                for message in self.server.answers:
                    if self._printed.get(id(message.record)) != message.record.acted:
                        self._printed[id(message.record)] = message.record.acted
                        print(f"\n[{message.chat.title or 'private'}]\n{message.render()}\n> ", end="", flush=True)

    def obey(self, line: str) -> None:
        """One line as it was typed. Raises AssertionError and ApiError for what a phone would refuse."""
        verb, _, rest = line.partition(" ")
        command = getattr(self, f"on_{verb}", None)
        if command is None:
            self.on_say(line)
        else:
            command(rest)

    def on_say(self, text: str) -> None:
        self.last = self.chat.say(self.alice, text)

    def on_group(self, text: str) -> None:
        self.last = self.room.say(self.alice, text)

    def on_reply(self, text: str) -> None:
        assert self.room.answers, "the bot has written nothing in the group"
        self.last = self.room.say(self.alice, text, reply_to=self.room.answers[-1])

    def on_edit(self, text: str) -> None:
        assert self.last is not None, "there is nothing to edit"
        (self.chat if self.last.chat_id == self.chat.id else self.room).edit(self.last, text)

    def on_press(self, which: str) -> None:
        assert self.server.answers, "there is no button"
        message = self.server.answers[-1]
        label = message.buttons[int(which) - 1] if which.isdigit() else which
        answer = message.press(self.alice, label)
        if answer.text:
            print(f"({'alert' if answer.alert else 'notice'}: {answer.text})")

    def on_inline(self, query: str) -> None:
        self.offer = self.server.inline(self.alice, query)
        for number, result in enumerate(self.offer.results, 1):
            print(f"{number}. {result.get('title', '')}\n   {result.get('description', '')}")

    def on_choose(self, number: str) -> None:
        assert self.offer is not None, "first: inline TEXT"
        print(self.offer.choose(int(number) - 1, self.room).render())

    def on_privacy(self, switch: str) -> None:
        self.server.set_privacy(switch != "off")

    def on_show(self, _: str) -> None:
        print(self.chat.picture(), self.room.picture(), sep="\n\n")

    def on_help(self, _: str) -> None:
        print(HELP)


def main(arguments: list[str]) -> None:
    """Serve on the port given, or on a free one, until `quit` or the end of the input."""
    with BotApiServer(port=int(arguments[0]) if arguments else 0) as server:
        print(f"base URL  {server.url}\ntoken     {server.token}\n\n{HELP}")
        phone = Phone(server)
        threading.Thread(target=phone.watch, daemon=True).start()
        while True:
            try:
                line = input("> ").strip()
            except (EOFError, KeyboardInterrupt):
                return
            if line == "quit":
                return
            try:
                if line:
                    phone.obey(line)
            except (AssertionError, ApiError, IndexError, ValueError) as refusal:
                print(f"! {refusal}")


if __name__ == "__main__":
    main(sys.argv[1:])
