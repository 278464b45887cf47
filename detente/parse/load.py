"""The spaCy pipeline, as packaged and as the coder runs it."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from detente.errors import ConfigError
from detente.parse import attributes, lemmas, lines, names  # noqa: F401  each registers its component
from detente.parse.headlines import sentence_case
from detente.parse.present import in_the_past

#: spaCy's component, what stands in for it, and whether that can.
_QUICKER = (
    ("attribute_ruler", "detente_attributes", attributes.suits),
    ("lemmatizer", "detente_lemmas", lemmas.suits),
    ("ner", "detente_names", names.suits),
)
#: An opening mark of old wires and treebanks, which spaCy takes for two.
_QUOTE = "``"


@lru_cache(maxsize=2)
def load(model: str) -> Language:
    """The spaCy pipeline by its package's name, with our line breaks before the parser, and quicker where it says the same.

    Raises:
        ConfigError: the package is not installed.
    """
    nlp = as_packaged(model)
    nlp.add_pipe("detente_line_breaks", before="parser")
    if isinstance(nlp.tokenizer, Tokenizer):
        prefixes = (_QUOTE, *(nlp.Defaults.prefixes or ()))
        nlp.tokenizer.prefix_search = spacy.util.compile_prefix_regex(prefixes).search
    quicken(nlp)
    return nlp


def quicken(nlp: Language) -> None:
    """Put components that say the same, sooner, in the place of spaCy's."""
    for slow, quick, suits in _QUICKER:
        if slow in nlp.pipe_names and suits(nlp.get_pipe(slow)):
            nlp.add_pipe(quick, after=slow)
            nlp.disable_pipe(slow)


def as_packaged(model: str) -> Language:
    """A new pipeline just as spaCy loads it.

    Raises:
        ConfigError: the package is not installed.
    """
    try:
        nlp: Language = importlib.import_module(model).load() if not spacy.util.is_package(model) else spacy.load(model)
    except (ImportError, OSError) as err:
        raise ConfigError("E040", name=model, package=model.replace("_", "-")) from err
    return nlp


def parse(nlp: Language, texts: Iterable[str], batch_size: int = 32) -> Iterator[Doc]:
    """One Doc a text, in order. Headlines are read as sentences (headlines.py, present.py): a Doc may have smaller letters than
    its text."""
    nlp.max_length = 10_000_000
    docs = nlp.pipe(map(sentence_case, texts), batch_size=batch_size)
    while part := [*islice(docs, batch_size)]:
        yield from in_the_past(nlp, part)
