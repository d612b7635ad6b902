"""Which licences `make check` tells of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import licences


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packages that are installed besides: `{name}-1.dist-info/METADATA`."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(licences, "EXCEPTIONS", {})
    return tmp_path


def install(folder: Path, name: str, *headers: str) -> None:
    """Put the metadata of a package into a folder."""
    about = folder / f"{name.replace('-', '_')}-1.dist-info"
    about.mkdir()
    lines = ["Metadata-Version: 2.4", f"Name: {name}", "Version: 1", *headers]
    (about / "METADATA").write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    "header",
    [
        *("License-Expression: GPL-3.0-only", "License-Expression: MIT AND AGPL-3.0-only", "License: GPL", "License: "),
        *("License-Expression: LGPL-3.0-only WITH some-exception", "License-Expression: MIT AND (GPL-2.0-only"),
        "Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)",
    ],
)
def test_a_licence_that_is_not_known_to_be_permissive_is_told(installed: Path, header: str) -> None:
    install(installed, "vrbtm-top", "License-Expression: MIT", "Requires-Dist: vrbtm-dep")
    install(installed, "vrbtm-dep", header)
    assert [line.partition(":")[0] for line in licences.findings("vrbtm-top")] == ["vrbtm-dep"]


@pytest.mark.parametrize(
    "header",
    [
        *("License-Expression: MIT OR GPL-3.0-only", "License-Expression: Apache-2.0 AND (MIT OR GPL-2.0-only)"),
        *("License: Apache 2.0", "Classifier: License :: OSI Approved :: MIT License"),
    ],
)
def test_a_permissive_licence_is_not(installed: Path, header: str) -> None:
    install(installed, "vrbtm-top", header)
    assert list(licences.findings("vrbtm-top")) == []


def test_an_exception_is_for_one_package_and_one_licence(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(installed, "vrbtm-top", "License-Expression: MIT", "Requires-Dist: Vrbtm.Dep")
    install(installed, "vrbtm_dep", "License-Expression: LGPL-3.0-only")
    monkeypatch.setattr(licences, "EXCEPTIONS", {"vrbtm-dep": "LGPL-3.0-only"})
    assert list(licences.findings("vrbtm-top")) == []
    monkeypatch.setattr(licences, "EXCEPTIONS", {"vrbtm-dep": "MPL-2.0"})
    assert len(list(licences.findings("vrbtm-top"))) == 1
    monkeypatch.setattr(licences, "EXCEPTIONS", {"vrbtm-dep": "LGPL-3.0-only", "vrbtm-gone": "LGPL-3.0-only"})
    (told,) = licences.findings("vrbtm-top")
    assert told.startswith("vrbtm-gone: an exception that nothing needs any more")


def test_extras_count_where_somebody_asks_for_them(installed: Path) -> None:
    install(installed, "vrbtm-top", "License-Expression: MIT", "Requires-Dist: vrbtm-mid[more]")
    more = ["Requires-Dist: vrbtm-dep; extra == 'more'", "Requires-Dist: vrbtm-none; extra == 'other'"]
    install(installed, "vrbtm-mid", "License-Expression: MIT", *more)
    install(installed, "vrbtm-dep", "License-Expression: GPL-3.0-only")
    install(installed, "vrbtm-none", "License-Expression: GPL-3.0-only")
    assert [line.partition(":")[0] for line in licences.findings("vrbtm-top")] == ["vrbtm-dep"]


def test_what_verbatim_is_installed_with_is_permissive_or_listed() -> None:
    assert list(licences.findings()) == []
