"""Messages of the length that Telegram allows, which are dear for whoever looks twice at the same character."""

LONGEST = 4096

HOSTILE = [
    (pattern * LONGEST)[: LONGEST - 1] + "x"
    for pattern in ("?", "!", "?!", "? ", "⁉", "？", "?)", '?"', "？“", "“", "(?", " ", "a?", "क ", ",", "? \n")
]
