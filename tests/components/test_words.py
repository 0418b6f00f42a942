"""Text that people typed, where Streamlit would read Markdown."""

from components.words import plain


def test_typed_text_is_neither_formatted_nor_turned_into_a_link() -> None:
    assert plain("*fett* [hier](http://x.y)") == "\\*fett\\* \\[hier\\]\\(http\\:⁠//x\\.y\\)"


def test_a_bare_web_address_is_kept_apart_by_a_character_nobody_sees() -> None:
    assert plain("www.boese.example") == "www⁠\\.boese\\.example"
    assert plain("ada@boese.example") == "ada⁠@boese\\.example"
    assert plain("@ada: gute Idee") == "@ada\\: gute Idee"


def test_words_stay_as_they_are() -> None:
    assert plain("Frau Müller, 3 Praktikumsplätze") == "Frau Müller, 3 Praktikumsplätze"
