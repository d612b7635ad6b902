"""`make trust`: every single attack, and all of them at once."""

from __future__ import annotations

import argparse
import sys

from tests.trust import attacks, figures, mixed

# People, attackers and the server are threads of this process: the wait of one for another is none of the bot's.
_SWITCH_INTERVAL = 0.0005


def main(arguments: list[str]) -> int:
    """Run, print, and return the exit status: 1 where a promise that does not depend on the machine is broken."""
    parser = argparse.ArgumentParser(prog="make trust")
    parser.add_argument("--short", action="store_true", help="the mixed attack in small, and nothing else")
    parser.add_argument("--only", choices=("attacks", "mixed"), help="one of the two parts")
    options = parser.parse_args(arguments)
    sys.setswitchinterval(_SWITCH_INTERVAL)
    kept = True
    if options.only != "mixed" and not options.short:
        single = attacks.run()
        print(attacks.told(single), end="\n\n")
        kept = attacks.held(single)
    if options.only != "attacks":
        load = mixed.SHORT if options.short else mixed.FULL
        outcome = mixed.run(load)
        promises = list(figures.promises(outcome))
        print(figures.told(load, outcome), *promises, sep="\n")
        kept = kept and all(promise.kept for promise in promises if promise.decides)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
