"""What flies and sails: it belongs to no place where it is seen, and its country is not that place's."""

from __future__ import annotations

#: Singular, in small letters.
_CRAFT = frozenset({
    "drone", "missile", "warplane", "jet", "plane", "aircraft", "bomber", "helicopter", "gunship", "gunboat", "warship",
    "frigate", "destroyer", "submarine", "trawler",
})  # fmt: skip


def is_craft(words: str) -> bool:
    """The last of the words names one: "Turkish drones"; a suicide bomber is a man."""
    *before, last = words.lower().split()
    return last.removesuffix("s") in _CRAFT and before[-1:] != ["suicide"]
