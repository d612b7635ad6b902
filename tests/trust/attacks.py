"""The single attacks: every test with the marker `attack`, run and told of by name."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from xml.etree import ElementTree

from tests.e2e.process import ROOT
from tests.trust.plugin import PROPERTY


def run(workers: int = 4) -> dict[str, Counter[str]]:
    """How many of the tests of each attack "passed", "failed" and were "skipped". Raises RuntimeError without tests."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-m", "attack", "-p", "tests.trust.plugin", f"--junitxml={report}"]
        command += ["-n", str(workers), "--dist", "worksteal", "-p", "no:cacheprovider"]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  # our own command
        if ended.returncode not in (0, 1):
            raise RuntimeError(f"pytest ended with {ended.returncode}:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
        if ended.returncode:
            print(ended.stdout[-6000:])
        return counted(report.read_text(encoding="utf-8"))


def counted(report: str) -> dict[str, Counter[str]]:
    """The tests of a JUnit report, by attack."""
    attacks: dict[str, Counter[str]] = defaultdict(Counter)
    for case in ElementTree.fromstring(report).iter("testcase"):  # noqa: S314  # the report of our own tests
        name = next((one.get("value", "") for one in case.iter("property") if one.get("name") == PROPERTY), "?")
        failed = case.find("failure") is not None or case.find("error") is not None
        attacks[name]["failed" if failed else "skipped" if case.find("skipped") is not None else "passed"] += 1
    return dict(attacks)


def told(attacks: dict[str, Counter[str]]) -> str:
    """The table of them."""
    width = max(map(len, attacks), default=0)
    lines = [f"{'attack':{width}}  passed  failed  skipped"]
    for name, counts in sorted(attacks.items()):
        lines.append(f"{name:{width}}  {counts['passed']:6}  {counts['failed']:6}  {counts['skipped']:7}")
    return "\n".join(lines)


def held(attacks: dict[str, Counter[str]]) -> bool:
    """Whether none succeeded."""
    return not any(counts["failed"] for counts in attacks.values())
