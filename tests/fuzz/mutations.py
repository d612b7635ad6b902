"""Updates in the shapes of the Bot API with something wrong: missing, null, huge, of another type, nested, cut."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

MARK = "Xylophone"
"""In every text of a mutated update, so that it can be looked for where it must not be."""

_WRONG: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, True, False, 0, -1, 1, 1.5, 1e308, "", [], {}, [[]], [None], {"id": None}]),
    st.sampled_from([2**31, 2**32, 2**53, 2**63 - 1, 2**63, -(2**63), 10**30, 253402300799, -62135596801]),
    st.sampled_from([f"{MARK}\ud83e", f"\udd89{MARK}", f"\0{MARK}", f"\u202e{MARK}", f"/ask {MARK}?" * 3, "private"]),
    st.builds("{}{}".format, st.just(MARK), st.text(max_size=30)),
    st.sampled_from([f"{MARK} " * 20_000, "?" * 4096 + MARK, "/start q" + MARK, "1:q:1", "r1:1:0", "s1:speak:open"]),
)
_ENTITY = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["bot_command", "mention", "text_mention", "bold", "italic", "blockquote", "new"]),
        "offset": st.integers(-2, 40),
        "length": st.integers(-2, 5000),
    }
)


@st.composite
def mutated(draw: st.DrawFn, shapes: list[dict[str, Any]]) -> dict[str, Any]:
    """One of these updates, with up to three things wrong in it; its number stays, so that it is delivered."""
    update: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(shapes)))
    update.pop("update_id", None)
    for _ in range(draw(st.integers(0, 3))):
        holder, key = draw(st.sampled_from(_places(update)))
        match draw(st.sampled_from(["drop", "wrong", "wrong", "swap", "nest", "entities"])):
            case "drop":
                holder.pop(key, None)
            case "wrong":
                holder[key] = draw(_WRONG)
            case "swap":
                other, name = draw(st.sampled_from(_places(update)))
                holder[key] = copy.deepcopy(other.get(name))
            case "nest":
                for _ in range(draw(st.sampled_from([1, 3, 60]))):
                    holder["reply_to_message"] = copy.deepcopy(holder)
            case "entities":
                holder["entities"] = draw(st.lists(_ENTITY, max_size=4))
        if not any(isinstance(part, dict) and part for part in update.values()):
            break
    return update


def _places(update: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """Every field of an update, as the object that holds it and its name; of very many, the first."""
    found: list[tuple[dict[str, Any], str]] = []
    waiting = [update]
    while waiting and len(found) < 200:
        holder = waiting.pop()
        found += [(holder, key) for key in holder]
        for part in holder.values():
            waiting += [one for one in (part if isinstance(part, list) else [part]) if isinstance(one, dict)]
    return found or [(update, "message")]
