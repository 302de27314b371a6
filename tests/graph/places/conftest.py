"""The gazetteer of the installed tables, made once for all tests that look places up."""

from __future__ import annotations

import pytest

from graph.places import Gazetteer, open_gazetteer
from graph.settings import Settings


@pytest.fixture(scope="session")
def places() -> Gazetteer:
    return open_gazetteer(Settings())
