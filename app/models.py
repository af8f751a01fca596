"""Every package's models, imported so that migrations and relationships see them all."""

from app.accounts import models as accounts
from app.budget import models as budget
from app.catering import models as catering
from app.invitations import models as invitations
from app.logistics import models as logistics
from app.mail import models as mail
from app.programme import models as programme
from app.registrations import choice_models as choices
from app.registrations import models as registrations
from app.registrations import question_models as questions
from app.speakers import models as speakers
from app.versions import models as versions
from app.werksessies import brief_models as brief
from app.werksessies import link_models as links
from app.werksessies import models as werksessies

__all__ = [
    "accounts",
    "brief",
    "budget",
    "catering",
    "choices",
    "invitations",
    "links",
    "logistics",
    "mail",
    "programme",
    "questions",
    "registrations",
    "speakers",
    "versions",
    "werksessies",
]
