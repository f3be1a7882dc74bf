from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from regions.directory import Directory, forget_directory
from regions.search import Place
from regions.seeding import read_regions, seed_regions

FILE = Path(__file__).parents[2] / "fixtures" / "regions.csv"


@pytest.fixture(scope="session")
def regions_file() -> Path:
    """The project's own file of regions."""
    return FILE


@pytest.fixture(scope="session")
def china(regions_file: Path) -> Directory:
    """The directory of the project's own regions, without a database."""
    regions = read_regions(regions_file)
    return Directory(Place(region.code, region.name, region.readings) for region in regions)


@pytest.fixture
def seeded(db: None, regions_file: Path) -> Iterator[None]:
    """The table of regions, seeded."""
    seed_regions(regions_file)
    forget_directory()
    yield
    forget_directory()
