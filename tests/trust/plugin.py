"""A plugin of pytest's that notes with each test which attack it plays; given by `-p`, so that workers have it too."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

PROPERTY = "attack"


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """The name in the marker, or else that of the test, goes into the report."""
    for item in items:
        marker = item.get_closest_marker("attack")
        if marker:
            name = getattr(item, "originalname", item.name).removeprefix("test_").replace("_", " ")
            item.user_properties.append((PROPERTY, str(marker.args[0]) if marker.args else name))
