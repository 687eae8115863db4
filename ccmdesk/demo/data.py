"""Who lives in the demo: three caisses with their staff, and three customers.

Madame VALERIE CCM DIRECT is the guide's own example, Monsieur ETIENNE ROUVIERE has five years of operations, and Madame
NADIA FABREGUE has never signed in.

Everyone here is invented: e-mail addresses end in example.org (RFC 2606), phone numbers come from the ranges that
ARCEP keeps for fiction (décision 2018-0881, annex: 06 39 98, 02 61 91 and 04 65 71 xx xx). The passwords and secrets
open nothing but a demo folder, on the machine that made it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.server.services.customers import NewCaisse, NewCustomer

HISTORY_YEARS: Final = 5
OPENED: Final = timedelta(days=365 * HISTORY_YEARS + 45)
"""How long before today the demo's accounts were opened."""


SIGN_ABOVE: Final = 100_000
"""Above how much (cents) the demo's caisses ask for a signature: less than Monsieur ROUVIERE has on his livret."""

_ANY_DAY: Final = date(2026, 1, 2)
"""First business day of a caisse until the making of a demo says which."""


@dataclass(frozen=True, slots=True)
class AccountPersona:
    """An account. `opening` (cents) is paid in at the opening; `rate` in hundredths of a per cent a year."""

    number: str
    kind: AccountKind
    label: str
    opening: int = 0
    rate: int = 0


@dataclass(frozen=True, slots=True)
class Persona:
    """A customer of the demo, with what he types. `secret` is his authenticator's, in base 32.

    Both are empty for the one whose access has just been opened: he gets a temporary password by SMS, and will choose
    his own password and authenticator.
    """

    who: NewCustomer
    accounts: tuple[AccountPersona, ...]
    password: str = ""
    secret: str = ""

    @property
    def number(self) -> str:
        """His customer number."""
        return str(self.who.number)

    @property
    def code(self) -> str:
        """His « code abonné »."""
        return self.who.subscriber_code

    @property
    def title(self) -> str:
        """How the demo window lists him."""
        return f"{self.who.civility} {self.who.name}"

    def account(self, kind: AccountKind) -> AccountPersona:
        """Return his account of a kind. Raises LookupError when he has none."""
        for account in self.accounts:
            if account.kind is kind:
                return account
        raise LookupError(kind)


@dataclass(frozen=True, slots=True)
class Employee:
    """Someone of a caisse. `code` and `password`: what he types; `role`: see `server.models.staff`."""

    code: str
    name: str
    caisse: str
    role: str
    password: str


NIMES: Final = NewCaisse(
    id="nimes",
    name="Caisse de Crédit Municipal de Nîmes",
    bic="CCMNFR21XXX",
    bank_code="17620",
    branch_code="00001",
    phone="04 65 71 20 30",
    opening_hours="Du lundi au vendredi, de 9 h à 12 h 30 et de 13 h 30 à 17 h",
    open_day=_ANY_DAY,
    sign_above=SIGN_ABOVE,
)
TOULON: Final = NewCaisse(
    id="toulon",
    name="Caisse de Crédit Municipal de Toulon",
    bic="CCMLFR21XXX",
    bank_code="19830",
    branch_code="00001",
    phone="04 65 71 83 00",
    opening_hours="Du lundi au jeudi, de 8 h 30 à 16 h 30, le vendredi de 8 h 30 à 15 h 30",
    open_day=_ANY_DAY,
    sign_above=SIGN_ABOVE,
)
NANTES: Final = NewCaisse(
    id="nantes",
    name="Caisse de Crédit Municipal de Nantes",
    bic="CCMTFR21XXX",  # the guide prints CCMTR21XXX, which is no BIC: a letter of FR is missing
    bank_code="19440",
    branch_code="00001",
    phone="02 61 91 44 00",
    opening_hours="Du lundi au vendredi, de 9 h à 16 h 30, le samedi de 9 h à 12 h",
    open_day=_ANY_DAY,
    sign_above=SIGN_ABOVE,
)
CAISSES: Final = (NIMES, TOULON, NANTES)
"""Bank codes of Nantes and Toulon are of the demo only; the keys of all RIB and IBAN made with them are right."""

VALERIE: Final = Persona(
    NewCustomer(
        number=6000022,
        subscriber_code="501000000008",
        caisse_id=NANTES.id,
        civility="Madame",
        name="VALERIE CCM DIRECT",
        birth_date=date(1978, 10, 21),
        email="valerie@example.org",
        phone="0639980001",
        address=("1 RUE DE L'EGLISE",),
        postcode="44000",
        town="NANTES",
    ),
    accounts=(
        AccountPersona("60000220100", AccountKind.SIGHT, "Compte technique", opening=2_000),
        AccountPersona("60000223600", AccountKind.PASSBOOK, "Livret", opening=1_500, rate=150),
        AccountPersona("60000221000", AccountKind.SOLIDARITY, "Compte épargne solidaire", rate=175),
    ),
    password="lanterne-bleue-7",  # noqa: S106 -- opens nothing but a demo
    secret="KZAUYRKSJFCUGQ2NIRCU2TY6CCMDESK2",  # noqa: S106 -- opens nothing but a demo
)

ETIENNE: Final = Persona(
    NewCustomer(
        number=6000147,
        subscriber_code="501000000147",
        caisse_id=NIMES.id,
        civility="Monsieur",
        name="ETIENNE ROUVIERE",
        birth_date=date(1971, 3, 8),
        email="etienne.rouviere@example.org",
        phone="0639980002",
        address=("RESIDENCE LES MICOCOULIERS", "12 RUE DE L'AQUEDUC"),
        postcode="30000",
        town="NIMES",
    ),
    accounts=(
        AccountPersona("60001470100", AccountKind.SIGHT, "Compte technique", opening=135_000),
        AccountPersona("60001473600", AccountKind.PASSBOOK, "Livret", opening=840_000, rate=150),
        AccountPersona("60001471000", AccountKind.SOLIDARITY, "Compte épargne solidaire", opening=30_000, rate=175),
        AccountPersona("60001472000", AccountKind.TERM, "Compte à terme", rate=240),
    ),
    password="olives-vertes-13",  # noqa: S106 -- opens nothing but a demo
    secret="IVKESRKOJZCVEUSPKVLESRKSIVCEKTKP",  # noqa: S106 -- opens nothing but a demo
)
NADIA: Final = Persona(
    NewCustomer(
        number=6000391,
        subscriber_code="501000000391",
        caisse_id=TOULON.id,
        civility="Madame",
        name="NADIA FABREGUE",
        birth_date=date(1989, 6, 17),
        email="nadia.fabregue@example.org",
        phone="0639980003",
        address=("17 CHEMIN DES ARBOUSIERS",),
        postcode="83000",
        town="TOULON",
    ),
    accounts=(
        AccountPersona("60003910100", AccountKind.SIGHT, "Compte technique", opening=18_000),
        AccountPersona("60003913600", AccountKind.PASSBOOK, "Livret", opening=32_000, rate=150),
    ),
)
PERSONAE: Final = (VALERIE, ETIENNE, NADIA)

STAFF: Final = (
    Employee("nantes.legoff", "Claire LE GOFF", NANTES.id, "teller", "goeland-gris-18"),
    Employee("nantes.perrot", "Yann PERROT", NANTES.id, "supervisor", "phare-blanc-52"),
    Employee("nimes.valles", "Sophie VALLES", NIMES.id, "teller", "cigale-rousse-21"),
    Employee("nimes.arnaud", "Marc ARNAUD", NIMES.id, "supervisor", "figuier-noir-64"),
    Employee("toulon.bremond", "Lucie BREMOND", TOULON.id, "teller", "tartane-ocre-37"),
    Employee("toulon.garcin", "Paul GARCIN", TOULON.id, "supervisor", "mimosa-jaune-85"),
)
"""Two a caisse: what opens or changes an access takes both."""


def persona(code: str) -> Persona:
    """Return the customer of a « code abonné ». Raises LookupError for nobody's."""
    for someone in PERSONAE:
        if someone.code == code:
            return someone
    raise LookupError(code)


def staff_of(caisse: str) -> tuple[Employee, Employee]:
    """Return the one who asks and the one who decides, at a caisse."""
    asks, decides = (employee for employee in STAFF if employee.caisse == caisse)
    return asks, decides
