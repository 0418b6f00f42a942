"""A sheet of A4 with our type: embedded, so that it prints the same everywhere and can be searched."""

from pathlib import Path

from fpdf import FPDF

_FONTS = Path(__file__).parent / "fonts"
BRAND = (11, 92, 138)
INK = (26, 26, 26)
MARGIN = 20.0


class Paper(FPDF):
    """German, with margins, in Atkinson Hyperlegible; letters it lacks come from DejaVu."""

    def __init__(self, title: str, author: str) -> None:
        super().__init__(format="A4")
        self.set_lang("de-DE")
        self.set_title(title)
        self.set_author(author)
        self.set_margin(MARGIN)
        self.set_auto_page_break(False)
        self.add_font("body", "", _FONTS / "AtkinsonHyperlegibleNext-Regular.ttf")
        self.add_font("body", "B", _FONTS / "AtkinsonHyperlegibleNext-Bold.ttf")
        self.add_font("spare", "", _FONTS / "DejaVuSans.ttf")
        self.set_fallback_fonts(["spare"], exact_match=False)
        self.set_text_color(*INK)
        self.add_page()

    def centred(self, text: str, size: float, *, bold: bool = False) -> None:
        """A paragraph in the middle. Its type shrinks a little to fit into one line, more to fit into two."""
        self.set_font("body", "B" if bold else "", size)
        for lines, smallest in ((1, size * 0.75), (2, size * 0.5)):
            fitting = self._largest(text, size, smallest, lines)
            if fitting:
                break
        self.set_font_size(fitting or size * 0.5)
        self.multi_cell(0, self.font_size * 1.25, text, align="C", new_x="LMARGIN", new_y="NEXT")

    def _largest(self, text: str, size: float, smallest: float, lines: int) -> float | None:
        """The largest size at which the text takes no more than these lines."""
        while size >= smallest:
            self.set_font_size(size)
            if len(self.multi_cell(0, None, text, align="C", dry_run=True, output="LINES")) <= lines:  # type: ignore[arg-type]
                return size
            size -= 0.5
        return None
