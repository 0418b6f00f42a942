"""The network of an alliance as tables: its growth, and which types of institution met. Nobody is in it."""

from collections.abc import Sequence
from itertools import combinations_with_replacement

import texts
from documents.csv_file import csv_of
from documents.document import Document
from documents.tables import Cell, Table, say_columns
from documents.xlsx_file import workbook
from domain.network import OTHERS, STEP, Matrix, Step
from domain.workshop import Alliance
from texts.days import local_day


def network_csv(_alliance: Alliance, steps: Sequence[Step]) -> Document:
    return csv_of("Netzwerk_Wachstum.csv", growth_table(steps))


def encounters_csv(_alliance: Alliance, steps: Sequence[Step]) -> Document:
    return csv_of("Netzwerk_Begegnungen.csv", encounters_table(steps))


def network_xlsx(alliance: Alliance, steps: Sequence[Step]) -> Document:
    tables = [growth_table(steps), encounters_table(steps), _how()]
    return workbook("Netzwerk.xlsx", tables, texts.say("document.network_growth"), alliance.name)


def growth_table(steps: Sequence[Step]) -> Table:
    """One row a meeting. A number that is only known to be at most so large says so in a column of its own."""
    rows = [
        (
            step.title,
            local_day(step.starts_at),
            step.network.figures.people,
            step.network.figures.institutions,
            step.network.figures.new,
            texts.say("figure.yes" if step.network.figures.new_at_most else "figure.no"),
            step.network.figures.pairs,
            step.network.figures.groups,
        )
        for step in steps
    ]
    columns = ("meeting", "day", "people", "institutions", "new_institutions", "new_at_most", "institution_pairs")
    return Table("network_growth", say_columns(*columns, "groups_formed"), tuple(rows))


def encounters_table(steps: Sequence[Step]) -> Table:
    rows = [row for step in steps for row in (*_rows(step, "met"), *_rows(step, "wanted"))]
    columns = say_columns("meeting", "encounter", "type_one", "type_other", "people_at_least")
    return Table("network_encounters", columns, tuple(rows))


def _rows(step: Step, which: str) -> list[tuple[Cell, ...]]:
    found: Matrix = getattr(step.network, which)
    return [
        (step.title, texts.say(f"network.{which}"), group(one), group(other), found.between(one, other) or below())
        for one, other in combinations_with_replacement(found.groups, 2)
    ]


def group(name: str) -> str:
    return texts.say("small_groups.others" if name == OTHERS else f"type.{name}")


def below() -> str:
    return texts.say("network.below", step=STEP)


def _how() -> Table:
    lines = [(texts.say(f"network.how_{number}", step=STEP),) for number in range(1, 5)]
    return Table("network_how", say_columns("network_how"), tuple(lines))
