"""What was found once does not come back: every kept file is given to its target, and so are the seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS, target

HERE = Path(__file__).parent
KEPT = sorted([*HERE.glob("corpus/*/*"), *HERE.glob("found/*/*")])


@pytest.mark.parametrize("path", KEPT, ids=[f"{path.parent.name}/{path.name}" for path in KEPT])
def test_a_kept_file_breaks_no_promise(path: Path) -> None:
    target(path.parent.name)(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_has_seeds(name: str) -> None:
    assert list((HERE / "corpus" / name).iterdir())
