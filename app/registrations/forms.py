"""The forms of registering: liberal in what they take, and where they cannot take it they say what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, StopValidation

from app.forms import Form
from app.mail.address import AddressError, Mailbox
from app.mail.outbox import sender
from app.mail.text import one_line, paragraphs
from app.registrations.entry import Details, Entry
from app.registrations.known import meant_address
from app.registrations.questions import Asked
from app.registrations.questions_fields import answered
from app.registrations.ways_in import WayIn, mail_domains, right_code, welcome_address
from app.werksessies.models import Domain, Werksessie
from app.words import joined

LONGEST = 200
LONGEST_NOTE = 1000
FILL_IN_EMAIL = "Vul uw e-mailadres in, zodat wij de bevestiging kunnen sturen."
MEND_THEIR_EMAIL = "Vul het e-mailadres aan, bijvoorbeeld naam@organisatie.nl."
MEND_EMAIL = "Vul uw e-mailadres aan, bijvoorbeeld naam@organisatie.nl. Dan kunnen wij de bevestiging sturen."
CHOOSE_DOMAIN = "Kies uw domein. Dan komt u aan een gemengde tafel."
CONSENT = "Vink aan dat wij uw wensen mogen bewaren, of maak de vakken met uw wensen leeg."


WRONG_CODE = "Deze code klopt niet. Kijk in de uitnodiging; hoofdletters en spaties maken niet uit."
TOO_MANY_CODES = "Er is te vaak een verkeerde code ingevuld. Wacht een kwartier en probeer het dan opnieuw."
EXPIRED = "Deze pagina stond te lang open. Kijk uw gegevens na en verstuur nog een keer."


class Filled:
    """Refuses an empty text with `message`."""

    field_flags: dict[str, Any] = {}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: Form, field: StringField) -> None:
        if not field.data:
            raise StopValidation(self.message)


class AtMost:
    """Refuses a text of more than `limit` characters and says how long it is."""

    def __init__(self, what: str, limit: int = LONGEST) -> None:
        self.what = what
        self.limit = limit

    def __call__(self, _form: Form, field: StringField) -> None:
        length = len(field.data or "")
        if length > self.limit:
            counted = f"{length:,}".replace(",", ".")
            raise StopValidation(
                f"{self.what} telt {counted} tekens. Maak de tekst korter: er passen {self.limit} tekens."
            )


class Address:
    """Makes one mail address of what was typed or pasted, and refuses what is none with `message`; empty passes."""

    field_flags: dict[str, Any] = {}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: Form, field: StringField) -> None:
        if not field.data:
            return
        try:
            field.data = mail_address(field.data)
        except ValueError as error:
            raise StopValidation(self.message) from error


def _line(text: str | None) -> str:
    return one_line(text or "")


def _text(text: str | None) -> str:
    return paragraphs(text or "")


class RegistrationForm(Form):
    """A public registration. `domains`: those of the werksessie; without any the question is left out.

    `gate`: the werksessie whose way in is asked of this visitor; None for who may come in anyhow. `hosts`: of mail
    addresses that are known here; an address that nearly has one is asked about, and `meant` is what it should be.
    """

    name = StringField(
        "Naam", [Filled("Vul uw naam in. Zo komt die op uw badge."), AtMost("Uw naam")], [_line]
    )
    email = StringField(
        "E-mail", [Filled(FILL_IN_EMAIL), AtMost("Uw e-mailadres"), Address(MEND_EMAIL)], [_line]
    )
    organisation = StringField(
        "Organisatie",
        [Filled("Vul in voor welke organisatie u werkt."), AtMost("De naam van uw organisatie")],
        [_line],
    )
    domain = RadioField("Domein", [InputRequired(CHOOSE_DOMAIN)], validate_choice=False)
    function = StringField("Wat is uw functie?", [AtMost("Uw functie")], [_line])
    diet = TextAreaField("Wat kunt of wilt u niet eten?", [AtMost("Wat u niet eet")], [_text])
    access = TextAreaField("Wat hebt u nodig om goed mee te doen?", [AtMost("Wat u nodig hebt")], [_text])
    sure = HiddenField(filters=[_line])  # the address that was chosen when one was asked about
    code = StringField("Code", [Filled("Vul de code in. Die staat in de uitnodiging.")], [_line])
    consent = BooleanField("Toestemming")
    note = TextAreaField("Is er nog iets anders?", [AtMost("Uw bericht", LONGEST_NOTE)], [_text])
    listed = BooleanField("Zet mijn naam en organisatie op de deelnemerslijst")
    photo = BooleanField("Ik mag herkenbaar op de foto")
    questions: tuple[Asked, ...] = ()  # see `questions_fields.asking`

    def __init__(
        self,
        domains: Sequence[Domain],
        gate: Werksessie | None = None,
        hosts: Iterable[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.gate = gate
        self.hosts = hosts
        self.meant = ""
        if self.code and (gate is None or gate.way_in != WayIn.CODE):
            del self.code
        self.domains = {str(domain.id): domain for domain in domains}
        if not domains:
            del self.domain
            return
        self.domain.choices = [(key, capitalised(domain.name)) for key, domain in self.domains.items()]
        self.domain.data = self._known(self.domain.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """As the library does; the fault of an old or missing token is said in words for people."""
        valid = bool(super().validate(extra_validators))
        if self.csrf_token.errors:
            self.csrf_token.errors = [EXPIRED]
        return valid

    def _known(self, given: str | None) -> str | None:
        """The id of the domain that was meant: by id, or by name in whatever capitals."""
        meant = _line(given).casefold()
        names = {one_line(domain.name).casefold(): key for key, domain in self.domains.items()}
        return meant if meant in self.domains else names.get(meant)

    def validate_email(self, field: StringField) -> None:
        self._ask_typo(field)
        gate = self.gate
        if gate is not None and gate.way_in == WayIn.MAIL and not welcome_address(gate, field.data):
            known = joined(mail_domains(gate.mail_domains))
            raise StopValidation(
                f"Aanmelden kan met een e-mailadres van {known}. Hebt u dat niet? Vraag het aan {sender().address}."
            )

    def _ask_typo(self, field: StringField) -> None:
        """Ask once about an address that looks like a slip; who says that it is right, is right."""
        meant = meant_address(field.data, self.hosts)
        if meant is None or self.sure.data == field.data:
            return
        if self.sure.data == meant:
            field.data = meant
        else:
            self.meant = meant
            raise StopValidation(f"Bedoelt u {meant}? U typte {field.data}.")

    def validate_code(self, field: StringField) -> None:
        if self.gate is not None and not right_code(self.gate, field.data):
            raise StopValidation(WRONG_CODE)

    def validate_domain(self, field: RadioField) -> None:
        if field.data is None:
            raise StopValidation(CHOOSE_DOMAIN)

    def validate_consent(self, field: BooleanField) -> None:
        if (self.diet.data or self.access.data) and not field.data:
            raise StopValidation(CONSENT)

    @property
    def chosen_domain(self) -> Domain | None:
        return self.domains[self.domain.data] if self.domains else None

    def details(self) -> dict[str, Any]:
        """What the valid form says of a person, as the fields of `Details`."""
        domain = self.chosen_domain
        return {
            "name": self.name.data,
            "organisation": self.organisation.data,
            "function": self.function.data,
            "domain_id": domain.id if domain else None,
            "note": self.note.data,
            "diet": self.diet.data,
            "access": self.access.data,
            "listed": bool(self.listed and self.listed.data),
            "photo": self.photo.data,
            "answers": answered(self, self.questions) if self.questions else None,
        }

    def entry(self) -> Entry:
        """The whole valid form."""
        domain = self.chosen_domain
        return Entry(**self.details(), email=self.email.data, domain=domain.name if domain else "")


class ChangeForm(RegistrationForm):
    """What people may change of their registration: all but the address."""

    email = None
    code = None
    sure = None

    def changed(self) -> Details:
        """The valid form."""
        return Details(**self.details())


def mail_address(text: str) -> str:
    """The address in what was typed or pasted, such as `Jan <jan@x.example>`. Raises ValueError."""
    typed = text.removeprefix("mailto:").strip(" ,;.")
    if typed.endswith(">"):
        typed = typed.rpartition("<")[2].rstrip(">").strip()
    try:
        checked = validate_email(typed, check_deliverability=False, allow_smtputf8=False)
        return Mailbox("", checked.ascii_email or typed).address
    except (EmailNotValidError, AddressError) as error:
        raise ValueError("no address to which mail can go") from error


def capitalised(text: str) -> str:
    """`text` with a capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]
