"""What Django's templates need to write days."""

from __future__ import annotations

from django import template

from benefits.results.days import unbroken

register = template.Library()
register.filter("unbroken", unbroken)
