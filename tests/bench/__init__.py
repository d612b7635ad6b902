"""Speed and memory, each against something else in the same run, because machines differ and are shared."""
