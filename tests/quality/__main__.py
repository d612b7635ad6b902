"""`make quality`, or `python -m tests.quality [EVAL [SET …]]`: how often the right sentence comes first, beside others.

Every set under EVAL (`../shared/eval` unless told otherwise), or those named (`make quality SETS="…"`: `xquad-en`,
`chat/anki`, or `chat` for all of these), the same questions for all systems in one run. Prints one table and stores it
as `tests/quality/results.json` under the commit it belongs to, so that a change shows what it did.
`python -m tests.quality.errors SET [EVAL]` lists what went wrong. The figures of this project are those of the weights
that ship, which were learned on these sets; `index/ranking/weights.toml` has the cross-validated ones.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from index import Hit, Library
from index.words.sentences import sentence_spans
from tests.quality import chat
from tests.quality.measures import auroc, refused_keeping
from tests.quality.sets import EVAL, Question, QuestionSet, question_sets
from tests.quality.systems import SYSTEMS

RESULTS = Path(__file__).with_name("results.json")
OURS = "Verbatim"
HITS = (1, 3, 5)


def main() -> None:
    """Measure, print, store."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EVAL
    sets = question_sets(folder)
    strays = [s for s in sets if not s.passages]
    talks = chat.chat_sets(folder)
    table: dict[str, dict[str, dict[str, float]]] = {}
    wanted = sys.argv[2:] or [*(s.name for s in sets), chat.FOLDER]
    for questions in (s for s in sets if s.passages and s.name in wanted):
        rows = table[questions.name] = {name: _measure_system(name, questions) for name in SYSTEMS}
        rows[OURS] = _measure_ours(questions, [s for s in strays if _is_asked_of(s, questions, sets)])
        _print(questions.name, rows)
    table |= _measure_chat([talk for talk in talks if {talk.name, chat.FOLDER} & {*wanted}])
    _store(table)


def _measure_system(name: str, questions: QuestionSet) -> dict[str, float]:
    places = []
    texts = []
    for row in questions.passages:
        for start, end in sentence_spans(row["text"], questions.lang):
            places.append((row["id"], start, end))
            texts.append(row["text"][start:end])
    search = SYSTEMS[name](texts, questions.lang)
    answerable = [q for q in questions.questions if q.answers]
    return _hits(answerable, ([places[n] for n in search(q.text)] for q in answerable))


def _measure_ours(questions: QuestionSet, strays: Sequence[QuestionSet]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), create=True) as library:
        library.add(str(questions.folder / "passages.jsonl"), lang=questions.lang)
        answers = [library.ask(q.text) for q in questions.questions]
        stray_answers = [library.ask(q.text) for s in strays for q in s.questions]
    pairs = [(q, a) for q, a in zip(questions.questions, answers, strict=True) if q.answers]
    measured = _hits([q for q, _ in pairs], ([*map(_place, a.hits)] for _, a in pairs))
    right = [a for q, a in pairs if a.hits and q.is_answered_by(*_place(a.hits[0]))]
    measured["quote chars"] = sum(len(a.hits[0].quote.text) for _, a in pairs if a.hits) / max(1, len(pairs))
    measured["ms"] = sum(a.elapsed_ms for a in answers) / len(answers)
    measured["shown"] = sum(a.answered for a in right) / max(1, len(right))
    kept = [a.confidence for a in right]
    unanswerable = [a for q, a in zip(questions.questions, answers, strict=True) if not q.answers]
    for name, refusable in (("near miss", unanswerable), ("off topic", stray_answers)):
        if refusable and kept:
            sure = [a.confidence for a in refusable]
            measured[f"{name} AUROC"] = auroc(kept, sure)
            measured[f"{name} refused at 95% kept"] = refused_keeping(0.95, kept, sure)
            measured[f"{name} refused"] = sum(not a.answered for a in refusable) / len(refusable)
    return measured


def _measure_chat(sets: Sequence[chat.ChatSet]) -> dict[str, dict[str, dict[str, float]]]:
    """The figures of every library by set and system, and their means as one more set."""
    by_system: dict[str, dict[str, chat.Figures]] = {}
    for talk in sets:
        with talk.library() as library:
            answers = {**chat.peers_of(library, talk.questions), OURS: chat.answers_of(library, talk.questions)}
            for system, rows in answers.items():
                by_system.setdefault(system, {})[talk.name] = talk.figures(rows)
    for system, of_sets in by_system.items():
        print(f"\n{system}")
        for line in chat.table(of_sets, chat.COLUMNS if system == OURS else chat.RANKED):
            print(f"  {line}", flush=True)
        of_sets[chat.FOLDER] = chat.mean([*of_sets.values()])
    return {
        name: {
            system: {
                key: value
                for key, value in of_sets[name].items()
                if value is not None and (system == OURS or key in chat.RANKED)
            }
            for system, of_sets in by_system.items()
        }
        for name in next(iter(by_system.values()), {})
    }


def _place(hit: Hit) -> tuple[str | None, int, int]:
    quote = hit.quote
    return quote.passage.external_id, quote.start, quote.end


def _hits(questions: Sequence[Question], found: Iterable[Sequence[tuple[str | None, int, int]]]) -> dict[str, float]:
    counts = dict.fromkeys(HITS, 0)
    for question, places in zip(questions, found, strict=True):
        right = [question.is_answered_by(*place) for place in places[: max(HITS)]]
        for k in HITS:
            counts[k] += any(right[:k])
    return {f"hit@{k}": count / max(1, len(questions)) for k, count in counts.items()}


def _is_asked_of(strays: QuestionSet, questions: QuestionSet, sets: Sequence[QuestionSet]) -> bool:
    """Questions without passages are asked of the largest library in their language."""
    return questions is max((s for s in sets if s.lang == strays.lang), key=lambda s: len(s.passages))


def _print(name: str, rows: dict[str, dict[str, float]]) -> None:
    print(f"\n{name}")
    for system, figures in rows.items():
        hits = " / ".join(f"{figures.get(f'hit@{k}', 0):.4f}" for k in HITS)
        others = ", ".join(f"{key} {value:.4g}" for key, value in figures.items() if not key.startswith("hit@"))
        print(f"  {system:34s} {hits}  {others}", flush=True)


def _store(table: dict[str, dict[str, dict[str, float]]]) -> None:
    commit = _git("rev-parse", "--short", "HEAD") + ("+" if _git("status", "--porcelain", "--", "index") else "")
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    results.setdefault(commit, {}).update(
        {
            name: {system: {key: round(value, 4) for key, value in figures.items()} for system, figures in rows.items()}
            for name, rows in table.items()
        }
    )
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    print(f"\nstored as {commit} in {RESULTS.name}")


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False, cwd=RESULTS.parent)  # noqa: S603, S607  # the git that people use
    return done.stdout.strip()


if __name__ == "__main__":
    main()
