"""Ideas that come in a file instead of from the room."""

from dataclasses import dataclass, field

from actions.clock import now
from documents.cells import read_back
from domain.idea_import import RefusedRow, Row, read_ideas, same_field
from domain.visitor import Visitor
from domain.workshop import Field
from storage import ideas as store
from storage import log
from storage import workshop as workshop_store
from storage.database import Transaction, writing


@dataclass
class Imported:
    """How it went: how many were added, in which lines stood what is there already, what was refused and why."""

    added: int = 0
    there: list[int] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)


def import_ideas(visitor: Visitor, workshop_id: int, content: bytes) -> Imported:
    """Hangs the file's ideas on the wall, without authors. The same file twice adds nothing the second time."""
    with writing() as tx:
        workshop_store.owned(tx, visitor.as_organiser(), workshop_id)
        fields = workshop_store.fields(tx, workshop_id)
        reading = read_ideas(content, [field.name for field in fields])
        result = Imported(refused=reading.refused)
        there = {(idea.title, idea.text) for idea in store.of_workshop(tx, workshop_id) if not idea.withdrawn}
        for row in reading.rows:
            # Our own export puts an apostrophe before what a spreadsheet would take for a formula.
            words = (read_back(row.draft.title), read_back(row.draft.text))
            if words in there:
                result.there.append(row.line)
                continue
            there.add(words)
            _add(tx, workshop_id, words, _field_id(row, fields))
            result.added += 1
        log.note(tx, workshop_id, visitor.role, "import_ideas", added=result.added)
        tx.tell(workshop_id, "ideas", "desk", "progress")
    return result


def _add(tx: Transaction, workshop_id: int, words: tuple[str, str], field_id: int | None) -> None:
    title, text = words
    store.add(
        tx,
        workshop_id,
        title=title,
        text=text,
        field_id=field_id,
        is_anonymous=True,
        created_at=now(),
    )


def _field_id(row: Row, fields: list[Field]) -> int | None:
    return next((each.id for each in fields if same_field(each.name, row.field_name)), None)
