from __future__ import annotations

from pathlib import Path

import pytest
from django.template import Context, Engine
from django.test import Client

from tests.templates import UndefinedVariable, UndefinedVariableError


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine whose templates are files of this project."""
    monkeypatch.setattr("tests.templates._OURS", tmp_path)
    (tmp_path / "page.html").write_text("{{ title }}", encoding="utf-8")
    (tmp_path / "frame.html").write_text("{% include 'page.html' %}", encoding="utf-8")
    return Engine(dirs=[str(tmp_path)], string_if_invalid=UndefinedVariable())


@pytest.mark.parametrize("name", ["page.html", "frame.html"])
def test_an_undefined_variable_in_our_template_fails(engine: Engine, name: str) -> None:
    with pytest.raises(UndefinedVariableError, match=r"page\.html: title is undefined"):
        engine.get_template(name).render(Context({}))


def test_a_defined_variable_is_shown(engine: Engine) -> None:
    assert engine.get_template("frame.html").render(Context({"title": "育惠查"})) == "育惠查"


@pytest.mark.django_db
def test_the_stock_admin_keeps_its_own_manners(admin_client: Client) -> None:
    assert admin_client.get("/admin/").status_code == 200
