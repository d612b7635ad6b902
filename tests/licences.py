"""Tells of licences that are not permissive, among the packages that Verbatim is installed with.

    python -m tests.licences       part of `make check`; exit status 1 if one is neither permissive nor in EXCEPTIONS

A package states its licence in its metadata: as an SPDX expression, or else as a name or a classifier.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PERMISSIVE = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause CC0-1.0 CNRI-Python ISC MIT PSF-2.0 Zlib Public-Domain".split()
)
"""SPDX identifiers, and Public-Domain, of licences that ask for no more than a notice."""

EXCEPTIONS = {
    # Programs of any licence may use it; whoever changes it publishes the changes. pip installs it as it is, and anyone
    # can install another version in its place.
    "python-telegram-bot": "LGPL-3.0-only",
    # The certificates of authorities, which come with httpx: its one file of data stays under its licence, unchanged.
    "certifi": "MPL-2.0",
    # The licence in its package is MIT's; its metadata names none.
    "locate": "License :: Other/Proprietary License",
}
"""Other licences that were looked at, each for one package: nothing of them is changed, copied or linked into ours."""

_NAMES = {
    "Apache 2.0": "Apache-2.0",
    "Apache2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "APL 2": "Apache-2.0",
    "MIT License": "MIT",
    "MIT, BSD": "MIT AND BSD-3-Clause",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: Public Domain": "Public-Domain",
}
"""The expressions that other spellings in metadata stand for."""


def licence_of(package: Distribution) -> str:
    """What a package states as its licence, as an SPDX expression if it is known how; "" if it states nothing."""
    about = package.metadata.json
    stated = str(about.get("license_expression") or about.get("license") or "")
    if not stated:
        stated = " AND ".join(one for one in about.get("classifier", []) if one.startswith("License ::"))
    stated = stated.strip().partition("\n")[0]
    return _NAMES.get(stated, stated)


def is_permissive(expression: str) -> bool:
    """Whether an SPDX expression leaves the choice of a permissive licence. What is not understood is not permissive.

    >>> is_permissive("Apache-2.0 AND (MIT OR GPL-3.0-only)"), is_permissive("MIT AND GPL-3.0-only"), is_permissive("")
    (True, False, False)
    """
    written = re.sub(r"[^\s()]+", lambda word: _WORDS.get(word[0]) or str(word[0] in PERMISSIVE), expression)
    try:
        return _holds(ast.parse(written, mode="eval").body)
    except SyntaxError:
        return False


_WORDS = {"AND": "and", "OR": "or"}


def _holds(expression: ast.expr) -> bool:
    if isinstance(expression, ast.BoolOp):
        return (all if isinstance(expression.op, ast.And) else any)(map(_holds, expression.values))
    return isinstance(expression, ast.Constant) and expression.value is True


def installed_with(name: str) -> Iterator[Distribution]:
    """A package, and all those that it needs to be installed, each once, except for extras that nobody asks for."""
    waiting, seen = [Requirement(name)], set()
    while waiting:
        wanted = waiting.pop()
        for extra in ("", *wanted.extras):
            if (canonicalize_name(wanted.name), extra) in seen:
                continue
            seen.add((canonicalize_name(wanted.name), extra))
            try:
                package = distribution(wanted.name)
            except PackageNotFoundError:  # `pip check` tells
                continue
            if not extra:
                yield package
            needs = [Requirement(need) for need in package.requires or []]
            waiting += [need for need in needs if need.marker is None or need.marker.evaluate({"extra": extra})]


def findings(name: str = "verbatim") -> Iterator[str]:
    """What is wrong with the licences of a package and those that it needs, a line each."""
    unused = set(EXCEPTIONS)
    for package in installed_with(name):
        key, licence = canonicalize_name(package.metadata["Name"]), licence_of(package)
        unused.discard(key)
        if EXCEPTIONS.get(key) != licence and not is_permissive(licence):
            yield f"{key}: {licence or 'no licence stated'} is not known to be permissive; see EXCEPTIONS in {__file__}"
    for name in sorted(unused):
        yield f"{name}: an exception that nothing needs any more; see EXCEPTIONS in {__file__}"


if __name__ == "__main__":
    found = list(findings())
    print(
        "\n".join(found)
        or f"{len(list(installed_with('verbatim')))} packages, each with a permissive licence or listed"
    )
    sys.exit(1 if found else 0)
