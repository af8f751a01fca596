from __future__ import annotations

import pytest

from app.mail.address import AddressError, Mailbox


@pytest.mark.parametrize(
    ("given", "address"),
    [
        (" Jan.de-Vries@Waterschap.EXAMPLE ", "Jan.de-Vries@waterschap.example"),
        ("jan+werk@bücher.example", "jan+werk@xn--bcher-kva.example"),
        ("o'neill@mail.example", "o'neill@mail.example"),
        ("beheer@localhost", "beheer@localhost"),
    ],
)
def test_an_address_is_cleaned(given: str, address: str) -> None:
    assert Mailbox("Jan", given).address == address


@pytest.mark.parametrize(
    "given",
    [
        "",
        "jan",
        "@waterschap.example",
        "jan@",
        "jan@-.example",
        "jan@waterschap..example",
        "jan de vries@waterschap.example",
        "jan@waterschap.example\r\nBcc: iedereen@waterschap.example",
        "jan@waterschap.example, piet@waterschap.example",
        "<jan@waterschap.example>",
        "jan@piet@waterschap.example",
        "jan\x00@waterschap.example",
        '"jan"@waterschap.example',
        "jan@" + "a" * 64 + ".example",
        "j" * 250 + "@waterschap.example",
    ],
)
def test_an_address_that_mail_cannot_reach_is_refused(given: str) -> None:
    with pytest.raises(AddressError, match="Gebruik een adres als"):
        Mailbox("Jan", given)


def test_letters_with_marks_before_the_at_sign_are_refused_in_words_that_help() -> None:
    with pytest.raises(AddressError) as refusal:
        Mailbox("Jan", "ján@waterschap.example")
    assert str(refusal.value) == (
        "Aan het adres 'ján@waterschap.example' kan geen e-mail worden gestuurd. "
        "Gebruik een adres als naam@organisatie.nl, met alleen gewone letters voor het apenstaartje."
    )


def test_a_name_stands_on_one_line_without_hidden_marks() -> None:
    assert Mailbox("Jan\r\nBcc: x \u202ede  Vrie\u0308s\x00", "jan@a.example").name == "Jan Bcc: x de Vriës"


def test_the_setting_gives_name_and_address() -> None:
    sender = Mailbox.parse('"Bureau Delta, Rotterdam" <werksessies@Delta.example>')
    assert (sender.name, sender.address, sender.domain) == (
        "Bureau Delta, Rotterdam",
        "werksessies@delta.example",
        "delta.example",
    )
    assert Mailbox.parse("werksessies@delta.example") == Mailbox("", "werksessies@delta.example")
