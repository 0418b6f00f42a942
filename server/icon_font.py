"""Makes a small icon font out of Streamlit's large one."""

from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from server.icons import Icons


def only_these_icons(font: Path, icons: Icons, to: Path) -> None:
    """Writes the font without the other icons. An icon is a ligature: its name, letter by letter, is drawn as one."""
    with TTFont(font) as drawn:
        glyphs = {name: glyph for name, glyph in _ligatures(drawn) if name in icons.names}
        options = subset.Options(layout_features=["*"], layout_closure=False, notdef_outline=True)
        subsetter = subset.Subsetter(options)
        subsetter.populate(glyphs=list(glyphs.values()), text="".join(glyphs))
        subsetter.subset(drawn)
        drawn.flavor = "woff2"
        drawn.save(to)


def _ligatures(font: TTFont) -> Iterator[tuple[str, str]]:
    """The icons' names, and the glyph of each."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            for first, ligatures in getattr(table, "ligatures", {}).items():
                for ligature in ligatures:
                    spelled = (letters.get(part, "") for part in (first, *ligature.Component))
                    yield "".join(spelled), ligature.LigGlyph
