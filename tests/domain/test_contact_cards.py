"""What may be released, noted and agreed on."""

import pytest

from domain.contact_cards import Release, checked_note, checked_release, checked_step
from tests.refusals import refused


@pytest.mark.parametrize("phone", ["0551 123456", "+49 (551) 12-34.56", "110 / 22 33", " 0551123456 "])
def test_a_number_that_can_be_dialled(phone: str) -> None:
    assert checked_release(Release(phone=phone)) == Release(phone=phone.strip())


@pytest.mark.parametrize(
    "phone",
    ["ruf mich an", "1234", "0551-12345;ext=1", "tel:+49551", "0" * 41, "=1+1+1+1+1", "0551\n12345a", "++49551"],
)
def test_a_number_that_cannot(phone: str) -> None:
    assert refused(lambda: checked_release(Release(phone=phone))) == "phone_invalid"


@pytest.mark.parametrize("nothing", [Release(), Release(phone="  "), Release(phone="\u200b")])
def test_something_must_be_released(nothing: Release) -> None:
    assert refused(lambda: checked_release(nothing)) == "release_missing"


def test_of_the_next_step_only_what_is_given_is_changed() -> None:
    assert checked_step(" Anrufen \n", None) == {"next_step": "Anrufen"}
    assert checked_step(None, "") == {"due": ""}
    assert refused(lambda: checked_step("x" * 201, None)) == "contact_step_too_long"
    assert refused(lambda: checked_step(None, "x" * 41)) == "due_too_long"
    assert refused(lambda: checked_note("x" * 501)) == "contact_note_too_long"
