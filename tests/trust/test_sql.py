"""Strings that are SQL: kept as text, searched for as text; the tables stay what they are (row 18)."""

from sqlalchemy import inspect

from actions import privacy
from domain.refusal import Refusal
from domain.text_rules import clean_line
from storage.database import database, reading
from storage.schema import Base
from tests.trust.room import Room
from tests.trust.strings import all_strings


def test_after_every_string_in_every_field_the_tables_are_what_they_were(room: Room) -> None:
    with reading() as tx:
        found = inspect(tx.connection)
        tables = {name: {column["name"] for column in found.get_columns(name)} for name in found.get_table_names()}
    tables.pop("alembic_version")
    assert tables == {table.name: {column.name for column in table.columns} for table in Base.metadata.sorted_tables}
    assert len(room.kept["name"]) > 600
    assert database().answers()


WILD = ["%", "_", "%_%", "\\%", "' OR '1'='1", '" OR ""="', "'; DROP TABLE people; --", "a%", "%' --", "[a-z]", "*"]


def test_a_search_finds_what_holds_the_words_and_nothing_else(room: Room) -> None:
    """Also for per cent signs, underscores and quotation marks, which mean something to a database."""
    for wild in WILD:
        for found in privacy.find_people(room.host, wild):
            said = f"{found.name} {found.institution}".casefold()
            assert all(word in said for word in clean_line(wild).casefold().split()), wild


def test_a_search_for_any_string_is_a_search(room: Room) -> None:
    reasons = {refusal_of(room, each.text) for each in all_strings()[::5]} - {""}
    assert reasons <= {"wanted_missing", "wanted_too_long", "too_many_lines"}


def refusal_of(room: Room, wanted: str) -> str:
    try:
        privacy.find_people(room.host, wanted)
    except Refusal as refusal:
        return refusal.reason
    return ""
