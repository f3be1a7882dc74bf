"""What reading an upload comes to: a text, or a refusal that says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOST_BYTES: Final = 10 * 1024 * 1024
"""How large an upload may be."""

MOST_CHARACTERS: Final = 500_000
"""How long a text may be: some ten times the longest plan."""

MOST_LINES: Final = 20_000
"""Of how many lines a text may be: one of so many characters has that many if each is short."""


class UnreadableUploadError(ValueError):
    """An upload that is not taken in. The message, in Chinese, says why and what the officer can do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of an upload.

    ``wrapped`` says whether its lines may be broken in the middle of a paragraph; ``notes`` are sentences in Chinese
    for the officer, on what was changed or may be missing.
    """

    text: str
    wrapped: bool
    notes: tuple[str, ...] = ()


def checked(reading: Reading) -> Reading:
    """The reading. Raises UnreadableUploadError if there is nothing in it, or too much."""
    if not reading.text.strip():
        raise UnreadableUploadError("文件里没有文字。请换一份有文字的文件，或者直接粘贴全文。")
    if len(reading.text) > MOST_CHARACTERS:
        raise UnreadableUploadError(
            f"文件有{len(reading.text)}个字，超过了{MOST_CHARACTERS // 10_000}万字的上限。请分成几份，或只粘贴要用的部分。"
        )
    if reading.text.count("\n") >= MOST_LINES:
        raise UnreadableUploadError(f"文件超过{MOST_LINES}行，太多了。请分成几份，或只粘贴要用的部分。")
    return reading
