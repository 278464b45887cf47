"""Contrast of the page's colours: WCAG 2.1 level AA, read from the style sheet itself."""

import re
from importlib.resources import files

import pytest

CSS = files("detente.show").joinpath("templates/brief.css").read_text("utf-8")
TEXT = ("ink", "muted", "link", "happened", "denied", "planned", "speculated")
GROUPS = ("happened", "denied", "planned", "speculated")


def palettes() -> dict[str, dict[str, str]]:
    blocks = {
        "light": CSS.split(":root {")[1],
        "dark": CSS.split(':root[data-theme="dark"] {')[1],
        "system dark": CSS.split(':root:not([data-theme="light"]) {')[1],
        "print": CSS.split("@media print")[1].split("{", 2)[2],
    }
    return {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block.split("}")[0])) for name, block in blocks.items()
    }


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "system dark", "print"])
@pytest.mark.parametrize("ground", ["paper", "card", "wash"])
@pytest.mark.parametrize("name", TEXT)
def test_contrast_of_text_is_at_least_4_5(theme: str, ground: str, name: str) -> None:
    palette = palettes()[theme]
    assert contrast(palette[name], palette[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark", "system dark", "print"])
@pytest.mark.parametrize("name", GROUPS)
def test_contrast_on_status_tints_is_at_least_4_5(theme: str, name: str) -> None:
    palette = palettes()[theme]
    assert contrast(palette[name], palette[f"{name}-tint"]) >= 4.5
    assert contrast(palette["ink"], palette[f"{name}-tint"]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark", "system dark"])
@pytest.mark.parametrize("name", ["ink", "muted", "link", *GROUPS])
def test_contrast_on_the_sentence_linked_to_is_at_least_4_5(theme: str, name: str) -> None:
    palette = palettes()[theme]
    assert contrast(palette[name], palette["target"]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark", "system dark", "print"])
@pytest.mark.parametrize("name", ["actor", "recipient", "speaker", "place", "time"])
def test_contrast_of_underlines_is_at_least_3(theme: str, name: str) -> None:
    palette = palettes()[theme]
    assert contrast(palette[name], palette["paper"]) >= 3


def test_contrast_dark_by_system_and_by_choice_are_the_same_palette() -> None:
    assert palettes()["dark"] == palettes()["system dark"]
