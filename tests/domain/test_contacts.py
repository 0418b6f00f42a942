"""Offers, wishes, addresses, and who may answer a contact request."""

import pytest

from domain.contacts import ContactRequest, RequestState, Side, checked_email, checked_entry
from domain.refusal import Refusal

A_REQUEST = ContactRequest(1, "ada", "bob", RequestState.OPEN)


@pytest.mark.parametrize("address", ["ada@example.org", "a.b+c@sub.example.co", " ada@example.org ", "ü@example.org"])
def test_an_address_that_can_work(address: str) -> None:
    assert checked_email(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        *(None, "", "ada", "@example.org", "ada@", "ada@example", "ada@.", "a da@example.org", "x" * 250 + "@a.de"),
        *("ada@example.org?bcc=x@evil.example", "a@example.org,b@example.org", "a@example.org&body=PIN"),
        *(
            "<ada@example.org>",
            '"Ada"@example.org',
            "ada@exam<b>ple.org",
            "[x](javascript:a)@example.org",
            "ada@b@c.de",
        ),
    ],
)
def test_an_address_that_cannot(address: str | None) -> None:
    with pytest.raises(Refusal) as refused:
        checked_email(address)
    assert refused.value.reason == "email_invalid"


def test_an_entry_says_something_by_chip_or_by_words() -> None:
    assert checked_entry(Side.OFFER, 3, None).chip_id == 3
    assert checked_entry(Side.SEEK, None, "  Wohnraum \n").text == "Wohnraum"
    for chip, text, reason in ((None, " ", "entry_missing"), (3, "x" * 161, "entry_too_long")):
        with pytest.raises(Refusal) as refused:
            checked_entry(Side.OFFER, chip, text)
        assert refused.value.reason == reason


def test_only_the_person_asked_may_answer_and_only_once() -> None:
    A_REQUEST.must_be_open_for("bob")
    with pytest.raises(Refusal) as refused:
        A_REQUEST.must_be_open_for("ada")
    assert refused.value.reason == "request_not_yours"
    with pytest.raises(Refusal) as refused:
        ContactRequest(1, "ada", "bob", RequestState.ACCEPTED).must_be_open_for("bob")
    assert refused.value.reason == "request_not_open"


def test_a_request_involves_two_people_and_nobody_else() -> None:
    A_REQUEST.must_involve("ada")
    A_REQUEST.must_involve("bob")
    with pytest.raises(Refusal):
        A_REQUEST.must_involve("eve")
    assert A_REQUEST.other("ada") == "bob"
    assert A_REQUEST.other("bob") == "ada"
