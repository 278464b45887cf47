"""The plain word lists of data/remarks.yaml, for rules that mend trees before any cue list is at hand."""

from __future__ import annotations

from collections.abc import Mapping

from detente.certainty.cues import read_yaml

#: Head words of every kind of speaker.
SPEAKERS = frozenset(word for row in read_yaml("speakers")["kinds"] for word in row["head"])
WORDS: Mapping[str, frozenset[str]] = {name: frozenset(words) for name, words in read_yaml("remarks").items()}
