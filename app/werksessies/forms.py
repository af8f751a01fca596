"""Inviting a colleague."""

from __future__ import annotations

from wtforms import RadioField, StringField

from app.accounts.forms import plain_address
from app.accounts.models import Role
from app.forms import Form

ROLES = {
    Role.BEHEER.value: "Beheer: alles zien en wijzigen",
    Role.MEELEZEN.value: "Meelezen: alles zien, niets wijzigen",
}


class InviteForm(Form):
    email = StringField("E-mailadres", validators=[plain_address])
    role = RadioField("Wat mag deze collega?", choices=ROLES, default=Role.BEHEER.value)


class RoleForm(Form):
    role = RadioField("Rol", choices=ROLES)
