"""The officers' desk: all working records, to be seen, edited and published; editions and the log, to be seen."""

from __future__ import annotations

from django.contrib import admin

from benefits.admin import benefits, documents, editions, questions

__all__ = ["benefits", "documents", "editions", "questions"]

admin.site.site_header = "育惠查后台"
admin.site.site_title = "育惠查"
admin.site.index_title = "资料与发布"
