"""Asking for a sign-in link."""

from __future__ import annotations

from wtforms import HiddenField, StringField, ValidationError

from app.accounts.actions import AccountError, email_key
from app.forms import Form

ASK_ADDRESS = "Vul uw e-mailadres in, bijvoorbeeld naam@gemeente.nl. Daar sturen wij de link naartoe."


def plain_address(_form: Form, field: StringField) -> None:
    """A WTForms validator: an address that mail can go to."""
    try:
        email_key(field.data or "")
    except AccountError as error:
        raise ValidationError(ASK_ADDRESS if len(field.data or "") < 3 else str(error)) from None


class SignInForm(Form):
    """`wanted` is the page to return to."""

    email = StringField("E-mailadres", validators=[plain_address])
    wanted = HiddenField(name="volgende")
