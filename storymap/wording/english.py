"""Write numbers with English nouns, for messages in the terminal."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with a noun in the right form: "1 place", "2 places".

    Without `plural`, the plural is the noun with "s".
    """
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
