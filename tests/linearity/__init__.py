"""Whether what reads foreign text takes a time that is linear in the length of the text.

`entries` are the functions that see foreign text; `measuring` compares the CPU time of a hostile text with that of one
of half its length. `test_linearity.py` does it in a minute or two, ``python -m tests.linearity`` with documents of a
million characters.
"""
