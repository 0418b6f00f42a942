"""Pages look the same whether the theme is read or remembered, and it is read once."""

from typing import Any

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig, NewSession
from streamlit.runtime import app_session

from server.theme_memory import remember_theme, remembering

_SECTIONS = {
    "theme": lambda theme: theme,
    "theme.light": lambda theme: theme.light,
    "theme.dark": lambda theme: theme.dark,
    "theme.sidebar": lambda theme: theme.sidebar,
    "theme.light.sidebar": lambda theme: theme.light.sidebar,
    "theme.dark.sidebar": lambda theme: theme.dark.sidebar,
}


def _drawn(populate: Any) -> NewSession:
    session = NewSession()
    for section, part in _SECTIONS.items():
        populate(part(session.custom_theme), section)
    return session


def test_a_remembered_theme_is_the_theme_that_streamlit_reads() -> None:
    config.get_config_options(force_reparse=True)
    read = getattr(app_session._populate_theme_msg, "reads", app_session._populate_theme_msg)
    remembered = remembering(read)
    first, second, expected = _drawn(remembered), _drawn(remembered), _drawn(read)
    assert expected.custom_theme.light.primary_color == "#0b5c8a"
    assert first == second == expected
    assert not first.custom_theme.HasField("sidebar")


def test_each_section_is_read_once() -> None:
    read: list[str] = []

    def populate(message: CustomThemeConfig, section: str) -> None:
        read.append(section)
        message.primary_color = "#000000"

    remembered = remembering(populate)
    _drawn(remembered)
    _drawn(remembered)
    assert sorted(read) == sorted(_SECTIONS)


def test_the_server_remembers(monkeypatch: Any) -> None:
    monkeypatch.setattr(app_session, "_populate_theme_msg", lambda message, section="theme": None)
    remember_theme()
    remembering_one = app_session._populate_theme_msg
    remember_theme()
    assert app_session._populate_theme_msg is remembering_one
    assert hasattr(remembering_one, "reads")
