"""What a browser sends back of a page of the desk."""

from __future__ import annotations

from typing import Any

from django.test import Client
from lxml import html  # type: ignore[import-untyped]

_BLANK = ".//input[@name and not(@value) and not(@type='checkbox' or @type='radio' or @type='submit')]"
_ERRORS = "//*[contains(@class, 'errorlist') or contains(@class, 'errornote')]"


def fields(page: Any, form_id: str | None = None) -> dict[str, Any]:
    """The values of the page's form as it stands, of all fields that a browser would send."""
    document = html.fromstring(page.content.decode())
    forms = [form for form in document.forms if form.get("id", "").endswith("_form") or form.get("id") == form_id]
    chosen = next(form for form in forms if form_id in (None, form.get("id")) and form.get("id") != "logout-form")
    sent: dict[str, Any] = {}
    areas = {one.name for one in chosen.xpath(".//textarea")}
    blank = [one.name for one in chosen.xpath(_BLANK)]
    for name, value in [*chosen.form_values(), *((name, "") for name in blank)]:
        # As browsers do, the line break that opens a text area is dropped.
        text = (value or "").replace("\r\n", "\n")
        sent.setdefault(name, []).append(text.removeprefix("\n") if name in areas else text)
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


def save(client: Client, address: str, changes: dict[str, Any]) -> Any:
    """Open a page, change some fields, and send it."""
    return client.post(address, fields(client.get(address)) | changes)


def errors(page: Any) -> str:
    """All the mistakes that a page names, as they are read."""
    assert page.status_code == 200
    document = html.fromstring(page.content.decode())
    return "\n".join(one.text_content() for one in document.xpath(_ERRORS))
