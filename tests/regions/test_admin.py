from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.usefixtures("seeded")

LIST = "admin:regions_region_changelist"
ONE = "admin:regions_region_change"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "临清"}, ["371581"]),
        ({"q": "37158"}, ["371581"]),
        ({"q": "鼓楼"}, ["320106", "320302", "350102", "410204"]),
        ({"level": "country"}, ["000000"]),
        ({"q": "吉林", "level": "prefecture"}, ["220200"]),
    ],
)
def test_regions_are_found_by_code_name_and_level(
    admin_client: Client, query: dict[str, str], found: list[str]
) -> None:
    page = admin_client.get(reverse(LIST), query)
    assert [region.code for region in page.context["cl"].result_list] == found


def test_a_region_is_shown_with_what_it_lies_in(admin_client: Client) -> None:
    page = admin_client.get(reverse(ONE, args=["371581"])).content.decode()
    assert "中国 山东省 聊城市" in page
    assert '<input type="text"' not in page


@pytest.mark.parametrize("action", ["add", "change", "delete"])
def test_regions_cannot_be_changed_by_hand(admin_client: Client, action: str) -> None:
    args = [] if action == "add" else ["371581"]
    page = admin_client.post(reverse(f"admin:regions_region_{action}", args=args), {"name": "x"})
    assert page.status_code == 403
