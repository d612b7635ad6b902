"""`make fuzz`: a short run that is the same every time; with MINUTES, a long one that looks for something new.

    short   the kept inputs, then a fixed number of runs of every target from a fixed seed; the structured tests
    long    every target in turn, half of the time for atheris and half for hypothesis, until the minutes are over

What a long run finds goes to a folder below build/fuzz, with what to do about it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.targets import TARGETS

HERE = Path(__file__).parent
OUT = HERE.parent.parent / "build" / "fuzz"
# Runs of each target in a short run: some two seconds.
_RUNS = {"text": 3000, "markdown": 400, "rows": 3000, "synonyms": 800, "settings": 1000, "updates": 3000}
# libFuzzer's limits: bytes of an input, seconds of one run, megabytes of the process.
_LIMITS = ("-max_len=20000", "-timeout=20", "-rss_limit_mb=1500")
_TURN = 60  # seconds of a target, in a long run
# How many times the examples of `make test` the structured tests have in a short run, and in a turn of a long one.
_SHORT_TIMES, _LONG_TIMES = 2, 20
_STRUCTURED = ("words", "fields", "payloads", "rendering", "round_trip", "updates")


def main() -> int:
    """Run as the arguments say. Returns 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, help="how long to look; without it, a short run")
    minutes: float | None = parser.parse_args().minutes
    if find_spec("atheris") is None:
        print("atheris has no wheel for this system: its targets are left out")
    return _short() if minutes is None else _long(60 * minutes)


def _short() -> int:
    """The kept inputs and a few new ones, the same at every run."""
    began, failed = time.monotonic(), list[str]()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs: dict[Future[str], str] = {pool.submit(_structured, [], _SHORT_TIMES): "structured"}
        for name in _with_atheris():
            runs[pool.submit(_covered, name, [f"-runs={_RUNS[name]}", "-seed=9"])] = name
        for done in as_completed(runs):
            said = done.result()
            print(f"{runs[done]}: {'found something' if said else 'nothing found'}", flush=True)
            failed += [said] if said else []
    print("\n".join([*failed, f"{len(runs)} targets in {time.monotonic() - began:.0f} s"]))
    return 1 if failed else 0


def _long(seconds: float) -> int:
    """New inputs until the time is over; a target that found something is left out from then on."""
    end, found = time.monotonic() + seconds, dict[str, str]()
    turns = [*_with_atheris(), *(f"test_{name}" for name in _STRUCTURED)]
    for name in cycle(turns):
        left = end - time.monotonic()
        if left <= 0 or len(found) == len(turns):
            break
        if name in found:
            continue
        print(f"{name}: {left / 60:.0f} minutes left", flush=True)
        if name.startswith("test_"):
            said = _structured([str(HERE / f"{name}.py")], _LONG_TIMES, anew=True)
        else:
            said = _covered(name, [f"-max_total_time={int(min(_TURN, left)) or 1}"], keep=True)
        if said:
            found[name] = said
            (OUT / f"{name}.log").write_text(said)
            print(f"{name}: found something; see {OUT / name}.log", flush=True)
    print(_what_to_do(list(found)) if found else "nothing found")
    return 1 if found else 0


def _with_atheris() -> Iterator[str]:
    yield from TARGETS if find_spec("atheris") else ()


def _covered(name: str, options: list[str], *, keep: bool = False) -> str:
    """Run a target with atheris. Returns what it said if it found something. `keep`: go on where earlier runs ended."""
    crashes = OUT / "found" / name
    with TemporaryDirectory() as unused:
        new = OUT / "corpus" / name if keep else Path(unused)  # libFuzzer writes into the first folder
        for folder in (new, crashes):
            folder.mkdir(parents=True, exist_ok=True)
        folders = [str(new), *(str(path) for path in sorted(HERE.glob(f"*/{name}")))]
        options = [*options, *_LIMITS, f"-artifact_prefix={crashes}/", "-verbosity=0"]
        return _said([sys.executable, "-m", "tests.fuzz.coverage", name, *folders, *options], {})


def _structured(files: list[str], times: int, *, anew: bool = False) -> str:
    """Run these tests, or all of this folder. Returns what they said if one failed."""
    environment = {"VERBATIM_FUZZ_TIMES": str(times), **({"VERBATIM_FUZZ_ANEW": "1"} if anew else {})}
    return _said([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(files or [str(HERE)])], environment)


def _said(command: list[str], environment: dict[str, str]) -> str:
    ran = subprocess.run(  # noqa: S603  # commands of this file
        command,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return f"{' '.join(command)}\n{ran.stdout[-20_000:]}" if ran.returncode else ""


def _what_to_do(found: list[str]) -> str:
    lines = ["To keep what was found, once it is understood, so that `make test` tries it from then on:"]
    for name in found:
        if name.startswith("test_"):
            lines.append(
                f"  {name}: put the example of {OUT / name}.log above its test in tests/fuzz/{name}.py, as @example"
            )
        else:
            lines.append(f"  {name}: cp {OUT / 'found' / name}/crash-… tests/fuzz/found/{name}/WHAT-IT-IS")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
