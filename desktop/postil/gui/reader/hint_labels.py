"""The letters of hints: short, none the beginning of another, the likeliest targets first.

With letters alone a tree is built: each label is a leaf, so that no label begins another, and only as
many letters become beginnings as the number of targets asks for. All others stay labels of one letter.
"""

from __future__ import annotations

from collections import deque

LETTERS = "asdfghjklewruiotynmvcpxbzq"
"""The row under the fingers first, then what is easily reached; never a digit."""


def hint_labels(count: int, letters: str = LETTERS) -> tuple[str, ...]:
    """``count`` labels, shortest first; together as short as labels can be that begin no other."""
    if count <= 0:
        return ()
    leaves = deque(letters)
    # The last of the shortest labels gives way to one with each letter after it, until there are enough.
    while len(leaves) < count:
        shortest = len(leaves[0])
        last = max(number for number, leaf in enumerate(leaves) if len(leaf) == shortest)
        begun = leaves[last]
        del leaves[last]
        leaves.extend(begun + letter for letter in letters)
    return tuple(
        sorted(leaves, key=lambda leaf: (len(leaf), [letters.index(letter) for letter in leaf]))[:count]
    )
