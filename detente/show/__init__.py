"""Views: the HTML brief and the terminal tables. They read results and never change them."""

from detente.show.brief import render_brief
from detente.show.explain import explain_lines, explain_panel, merged_lines
from detente.show.table import events_lines, events_table, mentions_lines, mentions_table

__all__ = [
    "events_lines",
    "events_table",
    "explain_lines",
    "explain_panel",
    "mentions_lines",
    "mentions_table",
    "merged_lines",
    "render_brief",
]
