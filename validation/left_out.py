"""How the names of our own tables are understood where the tables do not hold them: `python -m validation.left_out`.

Each name is looked up by key among the names that are kept, and then read by the grammar, as `legday.files.names` does.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from legday.files.grammar import read_name
from legday.files.names import NO_LEG_SETS, name_key
from legday.files.words import data
from legday.movement.catalogue import catalogue

APPS = ("strong", "hevy", "any", "wger", "fedb")
COLUMNS = ("same", "same kind", "asked", "wrong", "traps mapped")

Named = tuple[str, str, str]
"""The table, the name, and the movement it means there or "none"."""


def named() -> Iterator[Named]:
    """Every name of every table, but for those that are always asked and those whose sets are no leg sets."""
    for app in APPS:
        table = msgspec.toml.decode(data(app), type=dict[str, list[str | tuple[str, str]]])
        for meant, names in table.items():
            if meant != "ask" and meant not in NO_LEG_SETS:
                yield from ((app, name if isinstance(name, str) else name[1], meant) for name in names)


def kind(movement: str) -> str:
    coached = catalogue().get(movement)
    return coached.pattern.value if coached else movement


def understood(left_out: Iterable[Named], kept: Iterable[Named]) -> Counter[str]:
    """What becomes of the names that are left out, where only the others are known."""
    keys: dict[str, str] = {}
    for _, name, meant in kept:
        keys.setdefault(name_key(name), meant)
    found: Counter[str] = Counter()
    for _, name, meant in left_out:
        read = keys.get(name_key(name)) or read_name(name) or "none"
        if meant == "none":
            found["traps mapped" if read != "none" else "traps"] += 1
        elif read == "none":
            found["asked"] += 1
        else:
            found["same" if read == meant else "same kind" if kind(read) == kind(meant) else "wrong"] += 1
    return found


def folds() -> Iterator[tuple[str, list[Named], list[Named]]]:
    """What is left out, and what is kept."""
    every = list(named())
    yield "all names (the grammar alone)", every, []
    for app in APPS:
        yield f"{app}.toml", [one for one in every if one[0] == app], [one for one in every if one[0] != app]
    # A name may stand in several tables; all of its copies are left out together.
    for draw in range(1, 6):
        half = {one: zlib.crc32(f"{draw} {name_key(one[1])}".encode()) % 2 for one in every}
        yield (
            f"half of the names, draw {draw}",
            [one for one in every if half[one]],
            [one for one in every if not half[one]],
        )


def main() -> None:
    print(f"| left out | names | {' | '.join(COLUMNS)} |")
    print(f"|---|---|{'---|' * len(COLUMNS)}")
    for title, left_out, kept in folds():
        found = understood(left_out, kept)
        leg = sum(found[column] for column in COLUMNS[:-1])
        shares = " | ".join(f"{100 * found[column] / leg:.1f} %" for column in COLUMNS[:-1])
        print(f"| {title} | {leg} | {shares} | {found['traps mapped']} |")


if __name__ == "__main__":
    main()
