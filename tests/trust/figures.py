"""What a mixed attack came to, as figures and as promises that were kept or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.trust.judging import Verdict, quantile, ways_of
from tests.trust.mixed import Load, Outcome, Round

# How much more the bot may hold after a round than after the one before: caches fill once, and then no more.
_GROWTH_SHARE, _GROWTH_MB = 0.05, 12.0
_TIMES_AS_LONG = 2.0
_SHARES = (0.5, 0.95, 0.99)


@dataclass(frozen=True)
class Promise:
    """Something promised, and whether it was kept. Where it is about time it does not `decide`: machines differ."""

    words: str
    kept: bool
    decides: bool = True

    def __str__(self) -> str:
        return f"{'kept  ' if self.kept else 'BROKEN' if self.decides else 'missed'}  {self.words}"


def promises(outcome: Outcome) -> Iterator[Promise]:
    """All that is promised, in the order of what matters."""
    attacked = outcome.rounds[1:]
    verdicts = [one.verdict for one in outcome.rounds]
    lived = outcome.alive and outcome.status == 0 and len(attacked) > 0
    yield Promise(f"the bot lived, and left when it was told to (exit status {outcome.status})", lived)
    lost = sum(len(verdict.lost) for verdict in verdicts)
    silent, wrong = sum(len(verdict.silent) for verdict in verdicts), sum(len(verdict.wrong) for verdict in verdicts)
    yield Promise(f"no honest question was lost: {lost} ({silent} without an answer, {wrong} with another)", not lost)
    doubled = sum(len(verdict.doubled) for verdict in verdicts)
    yield Promise(f"none was answered twice: {doubled}", not doubled)
    yield Promise(
        f"nothing was altered or said in its voice: the auditor refuses {len(outcome.faults)}", not outcome.faults
    )
    yield Promise(f"no error in its log: {len(outcome.errors)}", not outcome.errors)
    yield Promise("everything was said within ten minutes after each round", all(one.drained for one in outcome.rounds))
    growth = _growth(attacked)
    if growth is not None:
        before, after = growth
        allowed = max(before * _GROWTH_SHARE, _GROWTH_MB)
        words = f"memory is flat: {before:.0f} MB after the round before the last, {after:.0f} MB after the last"
        yield Promise(words, after - before <= allowed)
    ratio = _ratio(outcome)
    words = f"p99 of the honest is at most {_TIMES_AS_LONG:.0f} times that without attackers: {ratio:.1f} times"
    yield Promise(words, not lost and ratio <= _TIMES_AS_LONG, decides=False)


def told(load: Load, outcome: Outcome) -> str:
    """The figures, for people to read."""
    lines = [
        f"{sum(one.updates for one in outcome.rounds[1:]):,} updates from {load.people:,} people, of whom "
        f"{load.hostile:,} are hostile; {outcome.messages:,} messages sent, {outcome.refused} refused by flood limits",
        f"{'':18}  updates  asked  lost  twice    p50    p95    p99 ms  processor s (children; starved)  "
        "memory (peak; children) MB  files  threads  data MB",
    ]
    lines += [_line(one) for one in outcome.rounds]
    lines += ["p50, p95, p99 ms by the way of asking; how late questions were sent:"]
    lines += [f"  {one.name:18}{_by_way(one.verdict)}" for one in outcome.rounds]
    for one in outcome.rounds:
        if one.verdict.lost:
            lines.append(f"lost {one.name}: {ways_of(one.verdict.lost)}")
        lines += [f"  {asked.way}: {asked.sentence!r} became {text[:100]!r}" for asked, text in one.verdict.wrong[:5]]
        lines += [f"  {asked.way}: {asked.sentence!r} had no answer" for asked in one.verdict.silent[:5]]
    lines += [f"fault: {str(fault)[:400]}" for fault in outcome.faults[:5]]
    lines += [f"error: {error[:300]}" for error in outcome.errors[:5]]
    return "\n".join(lines)


def _line(one: Round) -> str:
    verdict, after = one.verdict, one.after
    peak = max((seen.memory for seen in one.seen), default=0.0)
    children = max((seen.of_children for seen in one.seen), default=0.0)
    memory = f"{after.memory:6.0f} ({peak:.0f}; {children:.0f})" if after else "unknown"
    spent = f"{one.spent.own:.1f} ({one.spent.of_children:.1f}; {one.spent.starved:.1f})"
    files, threads = (after.files, after.threads) if after else ("?", "?")
    waits = "".join(f"{verdict.wait(share):7.0f}" for share in _SHARES)
    return (
        f"{one.name:18}  {one.updates:7,}  {verdict.asked:5}  {len(verdict.lost):4}  {len(verdict.doubled):5}{waits}"
        f"     {spent:31}  {memory:26}  {files:5}  {threads:7}  {one.data:7.1f}"
    )


def _by_way(verdict: Verdict) -> str:
    waits = {**dict(sorted(verdict.waits_of.items())), "late": verdict.late}
    return "  ".join(
        f"{way} " + ", ".join(f"{quantile(values, share):.0f}" for share in _SHARES) for way, values in waits.items()
    )


def _growth(attacked: list[Round]) -> tuple[float, float] | None:
    """Memory after the round before the last, and after the last, in MB."""
    held = [one.after.memory for one in attacked if one.after]
    return (held[-2], held[-1]) if len(held) > 1 else None


def _ratio(outcome: Outcome) -> float:
    """The p99 of all rounds with attackers, by that of the one without; the largest of them counts."""
    alone = outcome.rounds[0].verdict.wait(0.99)
    return max((one.verdict.wait(0.99) for one in outcome.rounds[1:]), default=0.0) / max(alone, 1.0)
