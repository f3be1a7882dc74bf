"""The process that opens an uploaded file: little memory, little time, no settings, nothing it may write to.

It is started by `benefits.documents.uploads.confined`, takes the file on its standard input and answers in JSON.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from dataclasses import asdict
from typing import Any, Final

from benefits.documents.uploads.kinds import FileKind
from benefits.documents.uploads.reading import Reading, UnreadableUploadError

MOST_MEMORY: Final = 1024**3
MOST_SECONDS: Final = 15
"""Of the processor's time."""


def confine() -> None:
    """Let the system end this process when it takes too much."""
    for limit, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        resource.setrlimit(limit, (most, most))
    for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(limit, (0, 0))


def read(kind: str, content: bytes) -> Reading:
    """The text of a file of this kind. Raises UnreadableUploadError."""
    # Each reader brings a large library along, which the other kind does not need.
    if kind == FileKind.WORD:
        from benefits.documents.uploads.word import read_word  # noqa: PLC0415

        return read_word(content)
    from benefits.documents.uploads.pdf import read_pdf  # noqa: PLC0415

    return read_pdf(content)


def main(kind: str) -> None:
    """Read the file on the standard input."""
    confine()
    # What a library has to say of a file may quote it.
    logging.disable()
    try:
        answer: dict[str, Any] = asdict(read(kind, sys.stdin.buffer.read()))
    except UnreadableUploadError as error:
        answer = {"refused": str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
