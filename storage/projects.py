"""Projects of an alliance."""

from typing import Any

from sqlalchemy import insert, select

from domain.projects import Project, Stage
from storage.database import Transaction
from storage.rows import columns, insert_row, read
from storage.schema import ProjectRow


def of_alliance(tx: Transaction, alliance_id: int) -> list[Project]:
    rows = tx.execute(
        select(*columns(ProjectRow, Project)).where(ProjectRow.alliance_id == alliance_id).order_by(ProjectRow.id)
    )
    return [read(Project, row, stage=Stage(row.stage)) for row in rows]


def add(tx: Transaction, alliance_id: int, **values: Any) -> int:
    return insert_row(tx, insert(ProjectRow).values(alliance_id=alliance_id, **values))
