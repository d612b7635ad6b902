"""One run of atheris, in a process of its own: `python -m tests.fuzz.coverage TARGET FOLDER … -runs=N`.

The options are libFuzzer's: new inputs go to the first folder, the others are only read.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

# What is followed on its way: our own code, and the parsers in Python that foreign text goes through.
_FOLLOWED = ["bot", "index", "markdown_it", "mdit_py_plugins", "yaml", "tomllib", "html.parser", "json"]


def main() -> None:
    """Feed a target until it raises something, or as often as the options say."""
    name = sys.argv[1]
    with atheris.instrument_imports(include=_FOLLOWED):
        from tests.fuzz.targets import target

        fuzz = target(name)
        for kept in sorted(Path(__file__).parent.glob(f"*/{name}/*")):  # imports what is loaded when it is needed
            fuzz(kept.read_bytes())
    atheris.Setup([f"{name}", *sys.argv[2:]], fuzz)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
