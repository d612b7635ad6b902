"""The process that reads a foreign document: `python -m index.sandbox PASSAGES [FILE]`, by numbers of open files.

The order comes by standard input, the report goes to standard output, see `messages`.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import ExitStack
from io import BytesIO
from typing import BinaryIO

from index import loaders
from index.errors import LimitExceeded, LoadError
from index.loaders import Document
from index.loaders.bounds import bounded
from index.preparing import prepare
from index.sandbox.confinement import confine
from index.sandbox.messages import Done, Exceeded, Order, Refused, Report, encode, to_order, write_passage


def main(passages: int, file: int | None = None) -> None:
    """Carry out the order of standard input."""
    order = to_order(sys.stdin.buffer.read())
    confine(order.limits)
    sys.stdout.buffer.write(encode(_report(order, passages, file)))
    sys.stdout.buffer.flush()
    # What is left is to free memory, object by object.
    os._exit(0)


def _report(order: Order, passages: int, file: int | None) -> Report:
    try:
        with ExitStack() as opened:
            out = opened.enter_context(os.fdopen(passages, "wb"))
            source = opened.enter_context(os.fdopen(file, "rb")) if file is not None else BytesIO()
            return _prepare(order, source, out)
    except LimitExceeded as error:
        return Exceeded(error.name, error.limit, error.line)
    except LoadError as error:
        return Refused(error.name, error.why, error.line)
    except MemoryError:
        return Exceeded(order.name, "parse_memory", None)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        return Exceeded(order.name, "index_bytes", None)


def _prepare(order: Order, file: BinaryIO, out: BinaryIO) -> Done:
    prepared = prepare(_document(order, file), order.stated, order.known)
    count = 0
    for passage in prepared.passages:
        write_passage(out, passage)
        count += 1
    return Done(
        prepared.title,
        prepared.url,
        prepared.date,
        prepared.author,
        prepared.lang,
        prepared.lang_stated,
        prepared.running,
        count,
    )


def _document(order: Order, file: BinaryIO) -> Document:
    if order.drafts is None:
        return loaders.read(file, order.name, order.key, limits=order.limits)
    drafts = bounded(iter(order.drafts), order.name, order.limits)
    return Document(order.key, order.name, None, running=False, drafts=drafts, file=file, limits=order.limits)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
