from domain.refusal import Refusal


def document(visitor, workshop_id, name):
    raise Refusal("document_unknown")
