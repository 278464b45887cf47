"""`detente merge`: look at what merging could not decide, and decide it."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import Any

import typer

from detente import workflows
from detente.cli import common
from detente.errors import ConfigError
from detente.workflows import Pair

app = typer.Typer(no_args_is_help=True, help="Look at what merging could not decide, and decide it.")
ByOption = typer.Option(None, "--by", help="Who decides. Default: the name of the user.")
FormatOption = typer.Option("text", "--format", help="text, jsonl.")


@app.command()
def review(
    db: Path = common.DbOption,
    limit: int = typer.Option(20, help="At most so many pairs, the likeliest to be one event first; 0 = all."),
    accept: list[str] = typer.Option(
        [], "--accept", help="Pair that is one event, p... or MENTION:MENTION; repeatable."
    ),
    split: list[str] = typer.Option([], "--split", help="Pair that is two events, named likewise; repeatable."),
    by: str | None = ByOption,
    ask: bool = typer.Option(False, "--ask", help="Ask for each pair: same, different, skip or quit."),
    format_: str = FormatOption,
) -> None:
    """List the pairs of reports that may or may not be one event, with both sentences and the reasons of the score.

    A decision is kept beside those of the rules, survives every later run, and can be taken back with `merge undo`.

    Examples:

        detente merge review --db relations.duckdb

        detente merge review --accept p3f1a9c02d7 --split p77aa01b2c3 --by editor

        detente merge review --ask
    """
    _check(format_)
    person = _person(by)
    if ask:
        _ask(db, limit, person)
        return
    if accept or split:
        made = workflows.judge_pairs(db, accept, "same", person) if accept else 0
        made += workflows.judge_pairs(db, split, "different", person) if split else 0
        decided = len(accept) + len(split)
        print(
            f"{decided} pair{'s' if decided > 1 else ''} decided by {person}; {made} events made anew", file=sys.stderr
        )
        return
    _print(workflows.unsure_pairs(db, limit or None), format_, "Nothing is unsure.")


@app.command()
def show(
    id_: str = typer.Argument(..., metavar="ID", help="An event, a mention, or a pair."),
    db: Path = common.DbOption,
    format_: str = FormatOption,
) -> None:
    """Every judgement on an event, a mention or a pair: by whom, when, with what reasons, and when it was withdrawn.

    Example:

        detente merge show ev1f3a9c02d7e4 --db relations.duckdb
    """
    _check(format_)
    _print(workflows.judgements_on(db, id_), format_, "Nothing was judged: it is an event of one report.")


@app.command()
def undo(
    ids: list[str] = typer.Argument(..., metavar="PAIR...", help="Pairs, p... or MENTION:MENTION."),
    db: Path = common.DbOption,
    by: str | None = ByOption,
) -> None:
    """Take decisions back. They stay on record with the time at which they were withdrawn.

    Example:

        detente merge undo p3f1a9c02d7 --by editor
    """
    made = workflows.withdraw_pairs(db, ids, _person(by))
    print(f"{made} events made anew", file=sys.stderr)


def _ask(db: Path, limit: int, person: str) -> None:
    for pair in workflows.unsure_pairs(db, limit or None):
        print(_text(pair))
        answer = typer.prompt("  one event? [s]ame, [d]ifferent, s[k]ip, [q]uit", default="k").strip().lower()[:1]
        if answer == "q":
            return
        if answer in ("s", "d"):
            workflows.judge_pairs(db, [pair.id], "same" if answer == "s" else "different", person)


def _person(by: str | None) -> str:
    """Who judges.

    Raises:
        ConfigError: E041, the name is one of a rule's.
    """
    try:
        name = by or getpass.getuser()
    except (KeyError, OSError):
        name = "person"
    if name.startswith("rule:"):
        raise ConfigError("E041", "--by", field="by", value=name, allowed="a name that does not begin with 'rule:'")
    return name


def _check(format_: str) -> None:
    if format_ not in ("text", "jsonl"):
        raise ConfigError("E041", "--format", field="format", value=format_, allowed="text, jsonl")


def _print(pairs: list[Pair], format_: str, nothing: str) -> None:
    if format_ == "jsonl":
        for pair in pairs:
            sys.stdout.write(json.dumps(_row(pair), ensure_ascii=False) + "\n")
    elif not pairs:
        print(nothing, file=sys.stderr)
    else:
        print("\n".join(_text(pair) for pair in pairs))


def _row(pair: Pair) -> dict[str, Any]:
    times = {name: pair.judgement[name].isoformat() if pair.judgement[name] else None for name in ("made", "withdrawn")}
    return {"id": pair.id, **pair.judgement, **times, "sentences": list(pair.sentences), "events": list(pair.events)}


def _text(pair: Pair) -> str:
    judgement = pair.judgement
    withdrawn = f", withdrawn {judgement['withdrawn']:%Y-%m-%d %H:%M}" if judgement["withdrawn"] else ""
    head = (
        f"{pair.id}  {judgement['verdict']} {judgement['score']:.2f}  by {judgement['by']}, "
        f"{judgement['made']:%Y-%m-%d %H:%M}{withdrawn}"
    )
    sides = zip((judgement["left"], judgement["right"]), pair.events, pair.sentences, strict=True)
    lines = [f"  {mention} (event {event or 'none'}): {' '.join(said.split())}" for mention, event, said in sides]
    return "\n".join([head, *lines, f"  why: {'; '.join(judgement['why']) or 'no reason given'}"])
