"""Opens files that may have been made to harm: in a process of their own, which is ended when it takes too much."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from benefits.documents.uploads.kinds import FileKind
from benefits.documents.uploads.reading import Reading, UnreadableUploadError

MOST_SECONDS: Final = 20
"""Of a person's time: the officer is waiting, and so is the server's worker."""

_ROOT: Final = Path(__file__).resolve().parents[3]
_TOO_MUCH: Final = "这份文件解开以后太大，或者读得太久，没有读完。请打开后另存一份，或者直接粘贴全文。"


def read_confined(kind: FileKind, content: bytes) -> Reading:
    """The text of a Word or PDF file. Raises UnreadableUploadError."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and a kind of our own
            [sys.executable, "-m", "benefits.documents.uploads.child", kind],
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            cwd=_ROOT,
            # No settings: a file that takes the process over finds no key and no database.
            env={"PYTHONUTF8": "1"},
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise UnreadableUploadError(_TOO_MUCH) from error
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise UnreadableUploadError(answer["refused"])
    return Reading(answer["text"], answer["wrapped"], tuple(answer["notes"]))
