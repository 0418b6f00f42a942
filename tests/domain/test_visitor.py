"""Every right is asked of the visitor; a role has its own and no other."""

import pytest

from domain.accounts import checked_password
from domain.feedback import Feedback, given
from domain.refusal import Refusal
from domain.visitor import GUEST, Role, Visitor
from domain.workshop import CODE_LENGTH, CODE_LETTERS, draw_code, typed_code

EVERYBODY = [Visitor(role, workshop_id=1, person_id="p", account_id=1, alliance_id=1) for role in Role]


@pytest.mark.parametrize("visitor", EVERYBODY, ids=lambda visitor: visitor.role.value)
@pytest.mark.parametrize(
    ("right", "roles"),
    [
        (Visitor.as_participant, {Role.PARTICIPANT}),
        (Visitor.as_facilitator, {Role.FACILITATOR}),
        (Visitor.as_organiser, {Role.ORGANISER}),
        (Visitor.in_workshop, {Role.PARTICIPANT, Role.FACILITATOR, Role.SCREEN}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_right_belongs_to_its_roles(visitor: Visitor, right: object, roles: set[Role]) -> None:
    assert callable(right)
    if visitor.role in roles:
        right(visitor)
    else:
        with pytest.raises(Refusal):
            right(visitor)


@pytest.mark.parametrize(
    ("role", "right"),
    [
        (Role.PARTICIPANT, Visitor.as_participant),
        (Role.FACILITATOR, Visitor.as_facilitator),
        (Role.ORGANISER, Visitor.as_organiser),
        (Role.SCREEN, Visitor.in_workshop),
    ],
)
def test_a_role_without_its_ids_has_no_right(role: Role, right: object) -> None:
    assert callable(right)
    with pytest.raises(Refusal):
        right(Visitor(role))


def test_a_guest_has_no_right() -> None:
    assert GUEST.role is Role.GUEST
    with pytest.raises(Refusal):
        GUEST.in_workshop()


def test_a_code_is_drawn_from_letters_that_cannot_be_mistaken() -> None:
    code = draw_code(lambda letters: letters[-1])
    assert code == "Z" * CODE_LENGTH
    assert not set("01OIL") & set(CODE_LETTERS)


@pytest.mark.parametrize("typed", ["k7m2qx", " K7M-2QX ", "k7 m2 qx", "K7M2QX\n"])
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert typed_code(typed) == "K7M2QX"


def test_a_password_is_long_enough() -> None:
    assert checked_password("x" * 10) == "x" * 10
    for short in (None, "", "x" * 9, "x" * 201):
        with pytest.raises(Refusal) as refused:
            checked_password(short)
        assert refused.value.reason == "password_length"


def test_one_answered_question_is_feedback() -> None:
    assert given(None, "viel", None) == Feedback(None, "viel", "")
    assert given(5, None, None).rating == 5


@pytest.mark.parametrize(
    ("rating", "text", "reason"),
    [
        (None, " ", "feedback_missing"),
        (0, "", "rating_out_of_range"),
        (6, "", "rating_out_of_range"),
        (3, "x" * 501, "feedback_too_long"),
    ],
)
def test_feedback_that_says_nothing_or_too_much_is_refused(rating: int | None, text: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        given(rating, text, "")
    assert refused.value.reason == reason
