"""A user's own folder works for every table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.entities import Knowledge, resolve
from detente.entities.tables import COLUMNS
from detente.errors import ConfigError

DAY = dt.date(2026, 6, 1)
LEADERS = "country\tname\taliases\toffice\tfrom\tto\n"
#: table, its text, a string to resolve, the text around it, (country, sectors, name; None = not looked at)
CASES = [
    ("states", "iso3\tname\taliases\tadjectives\tdemonyms\tcapital\nATA\tAntarctica\t\tAntarctican\t\tVostok\n",
     "Antarctican troops", "", ("ATA", "MIL", None)),
    ("former_states", "name\taliases\tadjectives\tdemonyms\tsuccessor\tfrom\tto\nRuritania\t\tRuritanian\t\tAUT\t\t1945\n",
     "Ruritanian", "", ("AUT", "", "Ruritania")),
    ("seats", "names\tcountry\tsectors\nGlass Palace\tNOR\tGOV\n", "Glass Palace", "", ("NOR", "GOV", None)),
    ("organisations", "names\tcountry\tsectors\nHamas\tXXK\tPTY\n", "Hamas", "", ("XXK", "PTY", None)),
    ("igos", "names\tcountry\tsectors\nLeague of Lakes\tIGO\t\n", "League of Lakes", "", ("IGO", "", None)),
    ("groups", "name\tadjective\tplural\tcountry\tsectors\nVod\tVodic\tVods\tEST\tCVL\n", "Vodic rebels", "",
     ("EST", "REB", None)),
    ("minorities", "country\tin\nFIN\tSWE\n", "Finns in Sweden", "", ("SWE", "CVL", None)),
    ("roles", "role\tplural\tsectors\tkind\nice warden\tice wardens\tCOP\tperson\n", "Norwegian ice wardens", "",
     ("NOR", "COP", None)),
    ("leaders", f"{LEADERS}FRA\tAda Frost\t*Frost\tpresident\t2026-05-01\t\n", "the French president", "",
     ("FRA", "GOV", "Ada Frost")),
    ("ministers", f"{LEADERS}NOR\tBo Snow\t\tforeign minister\t2026-05-01\t\n", "Norwegian foreign minister", "",
     ("NOR", "GOV", "Bo Snow")),
    ("figures", "country\tname\taliases\tsectors\tnote\tfrom\tto\nCHL\tCy Hail\t\tOPP\tpoet\t\t\n", "Cy Hail", "",
     ("CHL", "OPP", None)),
    ("cities", "name\tcountry\nZembla\tRUS\n", "Zembla", "", ("RUS", "", None)),
    ("not_actors", "phrase\nKremlin\n", "Kremlin", "", None),
    ("ambiguous", "name\tcountry\tfor\tagainst\nMexico\tMEX\t\tMaine\n", "Mexico", "Mexico is a town in Maine.", None),
    ("spellings", "variant\tword\nqremlin\tkremlin\n", "Qremlin", "", ("RUS", "GOV", None)),
    ("common_words", "word\nfrost\n", "Kremlin", "", ("RUS", "GOV", None)),
    ("given_names", "name\tsex\nZorb\tf\n", "Kremlin", "", ("RUS", "GOV", None)),
    ("combining", "form\tcountry\nNorvego\tNOR\n", "Norvego-Chilean", "", None),
]  # fmt: skip


def test_every_table_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(COLUMNS)


@pytest.mark.parametrize(("table", "text", "name", "context", "expected"), CASES, ids=[case[0] for case in CASES])
def test_users_table(
    tmp_path: Path, table: str, text: str, name: str, context: str, expected: tuple[str, str, str | None] | None
) -> None:
    (tmp_path / f"{table}.tsv").write_text(text, encoding="utf-8")
    knowledge = Knowledge.load(str(tmp_path))
    if table == "combining":
        assert knowledge.combining["norvego"].country == "NOR"
    elif table == "common_words":
        assert "frost" in knowledge.common
    elif table == "given_names":
        assert knowledge.given["zorb"] == "f"
    actor = resolve(name, DAY, context, knowledge)
    if expected is None:
        assert table == "combining" or actor is None
    else:
        assert actor is not None
        assert (actor.country, ",".join(actor.sectors)) == expected[:2]
        assert expected[2] in {None, actor.name}


def test_a_successor_ends_the_term_before(tmp_path: Path) -> None:
    (tmp_path / "leaders.tsv").write_text(f"{LEADERS}FRA\tAda Frost\t\tpresident\t2026-05-01\t\n", encoding="utf-8")
    actor = resolve("Emmanuel Macron", DAY, "", Knowledge.load(str(tmp_path)))
    assert actor is not None and actor.sectors == ("ELI",)


def test_a_row_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "leaders.tsv").write_text(f"{LEADERS}FRA\tAda Frost\t\tpresident\tMay 2026\t\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="knowledge check"):
        Knowledge.load(str(tmp_path))
