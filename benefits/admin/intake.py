"""Taking a document in: its imprint, and its text as a file or pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from benefits.admin.merging import VersionedForm
from benefits.content.yamlfile import MOST_ENTRIES
from benefits.documents import Split, normalise, split
from benefits.documents.uploads import MOST_BYTES, Reading, UnreadableUploadError, read_upload
from benefits.documents.uploads.radicals import common_characters
from benefits.documents.uploads.reading import checked
from benefits.models import Document

_SHOWN_REMOVALS = 5


class DocumentForm(VersionedForm):
    """A document; while it has no clauses yet its text is uploaded or pasted, and split at once.

    ``split`` is what the text came to, empty without one, and ``notes`` what the officer should know of the reading.
    """

    file = forms.FileField(
        label="上传全文",
        required=False,
        allow_empty_file=True,
        help_text=f".txt、.docx（含表格）或有文字的 .pdf，最大{MOST_BYTES // 1024**2} MB。扫描件要先识别成文字",
        widget=forms.FileInput(attrs={"accept": ".txt,.docx,.pdf"}),
    )
    text = forms.CharField(
        label="或者粘贴全文",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 100}),
        help_text="保存时自动拆成条款，拆完可以核对和调整；没有原文可以两样都不填",
    )

    class Meta:
        model = Document
        fields = ["slug", "region", "title", "number", "issuer", "date", "status", "source_url"]

    split: Split = Split(())
    notes: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance._state.adding and self.instance.clauses.exists():
            del self.fields["file"], self.fields["text"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if file and text.strip():
            self.add_error("text", "已经选了文件，就不用再粘贴；两样只要一样。")
        elif file or text.strip():
            self._take_in(file, text)
        return cleaned

    def _take_in(self, file: UploadedFile[bytes] | None, text: str) -> None:
        try:
            reading = read_upload(file.read()) if file else _read_pasted(text)
        except UnreadableUploadError as error:
            self.add_error("file" if file else "text", str(error))
            return
        found = split(reading.text, wrapped=reading.wrapped)
        count = sum(1 for _ in found.walk())
        if count > MOST_ENTRIES:
            said = f"全文拆出了{count}条，一份文件最多{MOST_ENTRIES}条。请分成几份。"
            self.add_error("file" if file else "text", said)
            return
        self.split = found
        removed = normalise(reading.text, wrapped=reading.wrapped).reported
        shown = "、".join(f"“{one.text.strip()[:20]}”（{one.reason}）" for one in removed[:_SHOWN_REMOVALS])
        more = f"等{len(removed)}处" if len(removed) > _SHOWN_REMOVALS else ""
        self.notes = (*reading.notes, *([f"去掉了不是正文的{shown}{more}。"] if removed else []))


def _read_pasted(text: str) -> Reading:
    words, count = common_characters(text)
    notes = (f"有{count}个字写成了形状一样的部首，已换成常用的字。",) if count else ()
    return checked(Reading(words, wrapped=True, notes=notes))
