"""Inviting a colleague."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField, StringField

from app.accounts.forms import plain_address
from app.accounts.models import Role

ROLES = {
    Role.BEHEER.value: "Beheer: alles zien en wijzigen",
    Role.MEELEZEN.value: "Meelezen: alles zien, niets wijzigen",
}


class InviteForm(FlaskForm):  # type: ignore[misc]
    email = StringField("E-mailadres", validators=[plain_address])
    role = RadioField("Wat mag deze collega?", choices=ROLES, default=Role.BEHEER.value)


class RoleForm(FlaskForm):  # type: ignore[misc]
    role = RadioField("Rol", choices=ROLES)
