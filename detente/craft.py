"""What flies and sails: it belongs to no place where it is seen, and its country is not that place's."""

from __future__ import annotations

#: Singular, in small letters.
CRAFT = frozenset({
    "drone", "missile", "warplane", "jet", "plane", "aircraft", "bomber", "helicopter", "gunship", "gunboat", "warship",
    "frigate", "destroyer", "submarine", "trawler",
})  # fmt: skip


def is_craft(words: str) -> bool:
    """The last of the words names one: "Turkish drones"."""
    return words.lower().split()[-1].removesuffix("s") in CRAFT
