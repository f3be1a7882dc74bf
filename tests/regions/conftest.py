from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from regions.directory import Directory, hold_directory
from regions.models import Region
from regions.search import Place
from regions.seeding import read_regions

FILE = Path(__file__).parents[2] / "fixtures" / "regions.csv"


@pytest.fixture(scope="session")
def regions_file() -> Path:
    """The project's own file of regions."""
    return FILE


@pytest.fixture(scope="session")
def regions(regions_file: Path) -> list[Region]:
    """The project's own regions, unsaved."""
    return read_regions(regions_file)


@pytest.fixture(scope="session")
def china(regions: list[Region]) -> Directory:
    """The directory of the project's own regions, without a database."""
    return Directory(Place(region.code, region.name, region.readings) for region in regions)


@pytest.fixture
def held(china: Directory) -> Iterator[None]:
    """The process serves the project's regions without asking a database."""
    hold_directory(china)
    yield
    hold_directory(None)


@pytest.fixture
def seeded(db: None, regions: list[Region]) -> Iterator[None]:
    """The table holds the project's regions, and the process has not read it yet."""
    Region.objects.all().delete()
    Region.objects.bulk_create(regions)
    hold_directory(None)
    yield
    hold_directory(None)
