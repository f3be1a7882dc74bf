"""The steps of review as officers take them in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from lxml import html  # type: ignore[import-untyped]

from benefits.models import Proposal
from tests.desk import forms


def submit_address(kind: str, keys: Sequence[str]) -> str:
    return f"{reverse(f'admin:benefits_{kind}_submit')}?{urlencode([('id', key) for key in keys])}"


def review_address(proposals: Sequence[Proposal]) -> str:
    return f"{reverse('admin:benefits_proposal_review')}?{urlencode([('id', one.pk) for one in proposals])}"


def submit(client: Client, kind: str, *keys: str, **given: str) -> Any:
    """Submit drafts together; the page that comes of it."""
    return client.post(submit_address(kind, keys), {"reason": "标准调整", "wanted": ""} | given, follow=True)


def waiting(*keys: str) -> list[Proposal]:
    """The proposals of these records that are in review, in the order of the keys."""
    found = {one.key: one for one in Proposal.objects.open().filter(key__in=keys)}
    return [found[key] for key in keys if key in found]


def decide(client: Client, step: str, proposals: Sequence[Proposal], **given: str) -> Any:
    """Open the review and press a button; the page that comes of it."""
    address = review_address(proposals)
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    hidden = forms.fields(page, "decide_form")
    return client.post(address, {"comment": "", "acknowledged": ""} | hidden | {step: "1"} | given, follow=True)


def approve(client: Client, *proposals: Proposal, **given: str) -> Any:
    """Open the review and approve."""
    return decide(client, "approve", proposals, **given)


def publish(editor: Client, reviewer: Client, kind: str, *keys: str) -> Any:
    """From drafts to editions, by two accounts."""
    handed_in = submit(editor, kind, *keys)
    proposals = waiting(*keys)
    return approve(reviewer, *proposals) if proposals else handed_in


def said(page: Any) -> str:
    """What a page says, as it is read."""
    text: str = html.fromstring(page.content.decode()).text_content()
    return " ".join(text.split())
