"""`detente codebook lint|new|show|try`."""

from __future__ import annotations

from pathlib import Path

import typer

from detente.cli import common
from detente.codebook.lint import lint as lint_codebook
from detente.codebook.load import load_codebook

app = typer.Typer(no_args_is_help=True, help="Make, check and read codebooks: what counts as an event.")


@app.command()
def lint(
    folder: str = typer.Argument("plover", help="A codebook's folder; 'plover' is the one in the package."),
    level: str = typer.Option("LOW", help="Lowest level printed: LOW, MEDIUM or HIGH."),
) -> None:
    """Look for faults and weaknesses; exit status 4 if any is HIGH.

    Example:

        detente codebook lint my-codebook/
    """
    order = ("LOW", "MEDIUM", "HIGH")
    issues = [issue for issue in lint_codebook(folder) if order.index(issue.level) >= order.index(level.upper())]
    for issue in issues:
        print(issue)
    print(f"{len(issues)} issues")
    if any(issue.level == "HIGH" for issue in issues):
        raise typer.Exit(4)


@app.command()
def show(
    event_type: str | None = typer.Argument(None, help="An event type: CONSULT. Without it, all in a line each."),
    codebook: str | None = common.CodebookOption,
) -> None:
    """Print an event type: definition, modes, codes, triggers with their examples.

    Example:

        detente codebook show SANCTION
    """
    from detente.show.codebook import codebook_table, type_page

    book = load_codebook(common.settings(codebook=codebook).codebook)
    if event_type is None:
        codebook_table(book)
    else:
        type_page(book, event_type)


@app.command()
def new(
    folder: Path = typer.Argument(..., help="The folder to make; its name becomes the codebook's."),
    sentences: Path | None = typer.Option(
        None, "--from", help="Your example sentences, TSV or YAML: the first triggers are derived from their marks."
    ),
    alone: bool = typer.Option(False, "--alone", help="Your types only: do not keep PLOVER's beside them."),
) -> None:
    """Make a codebook of your own: a folder of commented YAML, one file an event type, to be edited.

    The TSV has the columns type, kind (hit or near_miss) and text; in the text mark who acts, to whom, and the word that says
    it: [a|Chad] [t|hacked into] the servers of [r|Niger].

    Examples:

        detente codebook new my-codebook

        detente codebook new my-codebook --from sentences.tsv
    """
    from detente.codebook.drafts import read_drafts
    from detente.codebook.marks import read_marks
    from detente.codebook.scaffold import TEMPLATE, write_codebook
    from detente.events.derive import derive_frames
    from detente.parse import load

    drafts = read_drafts(sentences) if sentences else [TEMPLATE]
    nlp = load(common.settings().model)
    derived = {d.id: derive_frames(d.id, d.marked(), [read_marks(t) for t in d.near_misses], nlp) for d in drafts}
    write_codebook(folder, drafts, {name: found.frames for name, found in derived.items()}, extends=not alone)
    load_codebook(str(folder))
    for draft in drafts:
        found = derived[draft.id]
        counts = f"{len(draft.hits)} hits, {len(draft.near_misses)} near misses, {len(found.frames)} triggers derived"
        print(f"{folder / 'events' / draft.id}.yaml: {counts}")
        for text in found.unread:
            print(f"  no trigger derived from: {text}")
    print(f"Edit the files, then run: detente codebook lint {folder}, and: detente codebook try {folder}")


@app.command("try")
def try_(folder: str = typer.Argument(..., help="A codebook's folder.")) -> None:
    """Code a codebook's own examples: which do its triggers find, and what do the other examples say of each?

    Each example is judged by all but itself, so the numbers tell how new sentences will fare.

    Example:

        detente codebook try my-codebook
    """
    from detente.encoder import Encoder
    from detente.events.tryout import try_examples
    from detente.parse import load
    from detente.show.codebook import tried_lines

    settings = common.settings(codebook=folder)
    tried = try_examples(load_codebook(settings.codebook), load(settings.model), Encoder.load())
    for line in tried_lines(list(tried), settings.min_confidence):
        print(line)
