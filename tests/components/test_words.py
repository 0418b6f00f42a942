"""Text that people typed, where Streamlit would read Markdown."""

import pytest

from components.words import plain


def test_typed_text_is_neither_formatted_nor_turned_into_a_link() -> None:
    assert plain("*fett* [hier](http://x.y)") == "\\*fett\\* \\[hier\\]\\(http\\:⁠//x\\.y\\)"


def test_a_bare_web_address_is_kept_apart_by_a_character_nobody_sees() -> None:
    assert plain("www.boese.example") == "www⁠\\.boese\\.example"
    assert plain("ada@boese.example") == "ada⁠@boese\\.example"
    assert plain("@ada: gute Idee") == "@ada\\: gute Idee"


@pytest.mark.parametrize("drawn", [":material/lock:", ":balloon:", "a -> b", "a <- b", "a -- b", ">=", "<=", "~="])
def test_what_streamlit_would_draw_is_kept_apart_too(drawn: str) -> None:
    assert "\u2060" in plain(drawn)
    assert plain(drawn).replace("\u2060", "").replace("\\", "") == drawn


def test_words_stay_as_they_are() -> None:
    assert plain("Frau Müller, 3 Praktikumsplätze") == "Frau Müller, 3 Praktikumsplätze"
    assert "\u2060" not in plain("10:30 Uhr: Pause - Kaffee & Kuchen :)")
