"""The prompt of `verbatim chat`: line editing, history, and keys at an empty line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

# Line editing, history and single keys, also on Windows; readline offers no keys that act without Enter.
from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Condition, has_focus
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import Output

from bot.cli.conversation import Conversation, Key
from bot.cli.history import History
from bot.saying.phrases import Phrase, joined

PROMPT, FOLLOWING = "› ", "+ › "
KEYS = {
    "right": Key.NEXT,
    "left": Key.PREVIOUS,
    "tab": Key.CONTEXT,
    "=": Key.CLOSEST,
    "?": Key.MEANT,
    "+": Key.FOLLOW_UP,
}
"""The keys, by their names in prompt_toolkit."""


def converse(
    conversation: Conversation,
    history: History,
    show: Callable[[str], None],
    terminal_input: Input | None = None,
    terminal_output: Output | None = None,
) -> None:
    """Read lines and answer them, until Ctrl-D at an empty line. Ctrl-C clears the line.

    `show` gets what is shown, lines without the end of the last.
    `terminal_input` and `terminal_output` are those of the process, unless told otherwise.
    """
    show(conversation.phrases(Phrase.TERMINAL_START))
    session: PromptSession[str] = PromptSession(
        history=InMemoryHistory(history.lines),
        key_bindings=_bindings(conversation, show),
        bottom_toolbar=lambda: _hints(conversation),
        input=terminal_input,
        output=terminal_output,
    )
    while True:
        try:
            line = session.prompt(lambda: FOLLOWING if conversation.follows else PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        history.add(line)
        if (answer := conversation.ask(line)) is not None:
            show(answer)


def _bindings(conversation: Conversation, show: Callable[[str], None]) -> KeyBindings:
    bindings = KeyBindings()
    for name, key in KEYS.items():
        acts = has_focus(DEFAULT_BUFFER) & Condition(partial(_acts, conversation, key))
        bindings.add(name, filter=acts)(_presses(conversation, key, show))
    bindings.add("c-c")(_clear)
    return bindings


def _acts(conversation: Conversation, key: Key) -> bool:
    """Whether a key does something now: at an empty line."""
    return not get_app().current_buffer.text and key in conversation.useful_keys()


def _presses(conversation: Conversation, key: Key, show: Callable[[str], None]) -> Callable[[KeyPressEvent], None]:
    def press(event: KeyPressEvent) -> None:
        if (told := conversation.press(key)) is not None:
            run_in_terminal(partial(show, told))

    return press


def _clear(event: KeyPressEvent) -> None:
    event.current_buffer.reset()


def _hints(conversation: Conversation) -> FormattedText | None:
    """What the keys do now, on the line below the prompt."""
    phrases = conversation.phrases
    hints = [phrases(key.value) for key in conversation.useful_keys()]
    return FormattedText([("", joined(hints, phrases(Phrase.SEPARATOR)))]) if hints else None
