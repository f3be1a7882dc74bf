"""Where the fixtures are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FIXTURES: Final = Path(__file__).resolve().parents[2] / "fixtures"
HOUSEHOLDS: Final = sorted((FIXTURES / "households").glob("*.yaml"))
