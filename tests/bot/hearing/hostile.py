"""Messages of maximum length that are slow for algorithms that are not linear."""

LONGEST = 4096

HOSTILE = [
    (pattern * LONGEST)[: LONGEST - 1] + "x"
    for pattern in ("?", "!", "?!", "? ", "⁉", "？", "?)", '?"', "？“", "“", "(?", " ", "a?", "क ", ",", "? \n")
]
