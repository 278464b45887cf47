"""load: YAML -> Codebook, and every fault with its line."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from detente.codebook import CodebookProblems, load_codebook
from detente.errors import CodebookError, Location
from tests.codebook.build import HEAD, WAVE, write


def problems_of(folder: str) -> list[str]:
    with pytest.raises(CodebookProblems) as caught:
        load_codebook(folder)
    return [str(problem) for problem in caught.value.problems]


def test_load_reads_a_frame(tmp_path: Path) -> None:
    frame = load_codebook(write(tmp_path)).types["GREET"].frames[0]
    assert (frame.id, frame.kind, frame.lemmas, frame.preposition) == ("GREET.wave", "verb", ("wave",), ("at",))
    assert (frame.event_type, frame.mode, frame.actor) == ("GREET", "wave", ("subject",))


def test_load_takes_one_word_for_a_list_of_one(tmp_path: Path) -> None:
    assert load_codebook(write(tmp_path)).types["GREET"].frames[0].recipient == ("at",)


def test_load_keeps_words_that_yaml_reads_as_booleans(tmp_path: Path) -> None:
    triggers = WAVE.replace("preposition: [at]", "preposition: [on, off]").replace("recipient: at", "recipient: on")
    frame = load_codebook(write(tmp_path, triggers)).types["GREET"].frames[0]
    assert (frame.preposition, frame.recipient) == (("on", "off"), ("on",))


def test_load_keeps_zeros_of_unquoted_codes(tmp_path: Path) -> None:
    assert load_codebook(write(tmp_path, head=HEAD.replace('"040"', "040"))).types["GREET"].cameo == "040"


def test_load_takes_missing_files_from_the_packaged_codebook(tmp_path: Path) -> None:
    book = load_codebook(write(tmp_path / "mine"))
    assert book.name == "mine"
    assert book.goldstein["046"] == 7.0
    assert "military" in book.contexts


def test_load_of_an_extension_keeps_the_types_extended(tmp_path: Path) -> None:
    book = load_codebook(write(tmp_path, codebook_yaml="name: greeting\nextends: plover\n"))
    assert {"GREET", "CONSULT"} <= set(book.types)
    assert "wave" in book.verbs


def test_load_gives_modes_in_any_place_of_the_file(tmp_path: Path) -> None:
    body, modes = HEAD.split("modes:\n")
    modes = "modes:\n" + modes.removesuffix("triggers:\n")
    book = load_codebook(write(tmp_path, "", head=body + "triggers:\n" + WAVE + modes))
    assert book.types["GREET"].frames[0].mode == "wave"


def test_load_gives_a_codebook_that_pickles(tmp_path: Path) -> None:
    book = load_codebook(write(tmp_path))
    assert pickle.loads(pickle.dumps(book)) == book


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("recipient: at", "recipeint: at", 20, "key 'recipeint' is unknown"),
        ("recipient: at", "recipient: subjekt", 20, "Did you mean 'subject'?"),
        ("mode: wave", "mode: wive", 21, "Did you mean 'wave'?"),
        ("mode: wave", "contexts: [milltary]", 21, "Did you mean 'military'?"),
        ("mode: wave", 'cameo: "999"', 21, "cameo '999' is unknown"),
        ("mode: wave", "requires: [speaker]", 21, "requires 'speaker' is unknown. Known: actor, recipient."),
        ("mode: wave", "confidence: 1.5", 21, "not between 0 and 1"),
        ("mode: wave", "confidence: sure", 21, "'sure' is no number"),
        ("mode: wave", "embeds: maybe", 21, "neither true nor false"),
        ("[wave]", "[Wave]", 18, "not in lower case"),
        ("[wave]", "[wave off]", 18, "several words"),
        ("verb: [wave]", "adverb: [wavy]", 17, "exactly one of verb, noun, adjective"),
        ("GREET.wave", "WAVE.greet", 17, "must begin with 'GREET.'"),
    ],
)
def test_load_tells_a_faulty_trigger_with_its_line(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    (problem,) = problems_of(write(tmp_path, WAVE.replace(old, new)))
    assert f"GREET.yaml:{line}:" in problem
    assert said in problem


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("label: Greet\n", "", "E022", "label is missing"),
        ("verbal cooperation", "verbal coperation", "E021", "Did you mean 'verbal cooperation'?"),
        ("plover_score: 1.0", "plover_score: much", "E024", "'much' is no number"),
        ("includes: [waves]", "includes: {a: b}", "E024", "give one value"),
        ("id: GREET", "id: MEET", "E024", "is not the file's name"),
        ("cues: [hand]", "cue: [hand]", "E021", "Did you mean 'cues'?"),
    ],
)
def test_load_tells_a_faulty_type(tmp_path: Path, old: str, new: str, code: str, said: str) -> None:
    found = problems_of(write(tmp_path, head=HEAD.replace(old, new)))
    assert any(problem.startswith(f"[{code}]") and said in problem for problem in found)


def test_load_collects_all_problems_of_all_files(tmp_path: Path) -> None:
    folder = write(tmp_path, WAVE.replace("mode: wave", "mode: x").replace("recipient: at", "recipient: y"))
    (tmp_path / "events" / "OTHER.yaml").write_text("id: [unclosed\n", "utf-8")
    found = problems_of(folder)
    assert [problem[:6] for problem in found] == ["[E021]", "[E021]", "[E020]"]


def test_load_refuses_an_id_that_stands_twice_and_names_the_first(tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path, WAVE + WAVE))
    assert "[E023]" in problem
    assert "GREET.yaml:24:" in problem
    assert "GREET.yaml:17:" in problem


def test_load_refuses_a_key_that_stands_twice(tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path, head=HEAD.replace("label: Greet", "label: Greet\nlabel: Wave")))
    assert "id 'label' stands twice" in problem


@pytest.mark.parametrize("name", ["contexst.yaml", "events/notes.txt"])
def test_load_refuses_a_stray_file(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path)
    (tmp_path / name).write_text("x", "utf-8")
    (problem,) = problems_of(folder)
    assert f"file '{Path(name).name}' is unknown" in problem


def test_load_refuses_a_table_row_with_fields_missing(tmp_path: Path) -> None:
    table = "code\tname\tgoldstein_gdelt\tgoldstein_icews\tevent_type\tmode\tcontexts\tnote\n042\tMake a visit\n"
    found = problems_of(write(tmp_path, cameo_tsv=table))
    assert any("cameo.tsv:2: row: 2 fields where the header has 8" in problem for problem in found)


def test_load_says_when_a_folder_is_no_codebook(tmp_path: Path) -> None:
    with pytest.raises(CodebookError) as caught:
        load_codebook(str(tmp_path))
    assert caught.value.code == "E025"


def test_problems_survive_a_worker(tmp_path: Path) -> None:
    with pytest.raises(CodebookProblems) as caught:
        load_codebook(write(tmp_path, WAVE.replace("mode: wave", "mode: x")))
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert isinstance(again.problems[0].at, Location)
