"""Uploads, received no further than any of them may be long."""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler

from benefits.documents.uploads import MOST_BYTES


class LimitedUpload(FileUploadHandler):
    """Stands before the handlers that keep a file, and passes on a little more than may be.

    So a form sees that the file is too long, and neither memory nor disk ever hold the rest.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The chunk, or None once enough was passed on."""
        return raw_data if start <= MOST_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """Nothing: the file is kept by the handlers behind."""
