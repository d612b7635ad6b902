"""The corpus that ships with Verbatim. A library made from it lives beside it, in `library/`, which git ignores."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def shipped() -> list[Traversable]:
    """The files of the shipped corpus, by name."""
    return sorted((f for f in (files(__name__) / "corpus").iterdir()), key=lambda f: f.name)
