"""`detente train-heads`: a user's labelled rows make heads for their codebook."""

from __future__ import annotations

from pathlib import Path

import typer

from detente.codebook.labelled import read_labelled
from detente.codebook.load import load_codebook


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("train-heads")(train_heads)


def train_heads(
    labelled: Path = typer.Argument(..., help="CSV with the columns text, actor, recipient, trigger, label."),
    out: str = typer.Option(..., "--output", "-o", help="The folder of your codebook; heads.npz is written into it."),
    folds: int = typer.Option(5, min=2, max=20, help="Parts of the cross-validation."),
) -> None:
    """Fine-tune on sentences that you labelled yourself; the encoder stays as it is, so seconds will do, and no GPU is needed.

    Labels are event types of your codebook, or NONE. Actor, recipient and trigger are words of the text, or empty. Prints
    figures for rows left out; the same rows give the same heads. Used by every command with --codebook.

    Example:

        detente train-heads labelled.csv -o my-codebook
    """
    from detente.encoder import Encoder
    from detente.events.fit_heads import cross_validate, figure_lines, fit_heads, read_rows

    book, encoder = load_codebook(out), Encoder.load()
    rows = read_rows(read_labelled(labelled, book.types), encoder, folds)
    for line in figure_lines(cross_validate(rows, encoder)):
        print(line)
    target = Path(out) / "heads.npz"
    target.write_bytes(fit_heads(rows).saved())
    print(f"{target}: used by every command with --codebook {out}")
