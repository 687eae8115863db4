"""Who lives in the demo: three caisses, Madame VALERIE CCM DIRECT of the guide, and Monsieur ETIENNE ROUVIERE.

Everyone here is invented: e-mail addresses end in example.org (RFC 2606), phone numbers come from the ranges that
ARCEP keeps for fiction (décision 2018-0881, annex: 06 39 98, 02 61 91 and 04 65 71 xx xx). The passwords and secrets
open nothing but a demo folder, on the machine that made it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ccmdesk.core.rules.transfers import AccountKind

HISTORY_YEARS: Final = 5
OPENED: Final = timedelta(days=365 * HISTORY_YEARS + 45)
"""How long before today the demo's accounts were opened."""


@dataclass(frozen=True, slots=True)
class CaissePersona:
    """A caisse as the demo's server is told of it."""

    id: str
    name: str
    bic: str
    bank_code: str
    branch_code: str
    phone: str
    opening_hours: str


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
    """A customer of the demo, with what he types. `secret` is his authenticator's, in base 32."""

    number: str
    code: str
    caisse: str
    civility: str
    name: str
    birth_date: date
    email: str
    phone: str
    address: tuple[str, ...]
    postcode: str
    town: str
    password: str
    secret: str
    accounts: tuple[AccountPersona, ...]

    @property
    def title(self) -> str:
        """How the demo window lists him."""
        return f"{self.civility} {self.name}"

    def account(self, kind: AccountKind) -> AccountPersona:
        """Return his account of a kind. Raises LookupError when he has none."""
        for account in self.accounts:
            if account.kind is kind:
                return account
        raise LookupError(kind)


NIMES: Final = CaissePersona(
    id="nimes",
    name="Caisse de Crédit Municipal de Nîmes",
    bic="CCMNFR21XXX",
    bank_code="17620",
    branch_code="00001",
    phone="04 65 71 20 30",
    opening_hours="Du lundi au vendredi, de 9 h à 12 h 30 et de 13 h 30 à 17 h",
)
TOULON: Final = CaissePersona(
    id="toulon",
    name="Caisse de Crédit Municipal de Toulon",
    bic="CCMLFR21XXX",
    bank_code="19830",
    branch_code="00001",
    phone="04 65 71 83 00",
    opening_hours="Du lundi au jeudi, de 8 h 30 à 16 h 30, le vendredi de 8 h 30 à 15 h 30",
)
NANTES: Final = CaissePersona(
    id="nantes",
    name="Caisse de Crédit Municipal de Nantes",
    bic="CCMTFR21XXX",  # the guide prints CCMTR21XXX, which is no BIC: a letter of FR is missing
    bank_code="19440",
    branch_code="00001",
    phone="02 61 91 44 00",
    opening_hours="Du lundi au vendredi, de 9 h à 16 h 30, le samedi de 9 h à 12 h",
)
CAISSES: Final = (NIMES, TOULON, NANTES)
"""Bank codes of Nantes and Toulon are of the demo only; the keys of all RIB and IBAN made with them are right."""

VALERIE: Final = Persona(
    number="6000022",
    code="501000000008",
    caisse=NANTES.id,
    civility="Madame",
    name="VALERIE CCM DIRECT",
    birth_date=date(1978, 10, 21),
    email="valerie@example.org",
    phone="0639980001",
    address=("1 RUE DE L'EGLISE",),
    postcode="44000",
    town="NANTES",
    password="eglise-nantes-44",  # noqa: S106 -- opens nothing but a demo
    secret="KZAUYRKSJFCUGQ2NIRCU2TY6CCMDESK2",  # noqa: S106 -- opens nothing but a demo
    accounts=(
        AccountPersona("60000220100", AccountKind.SIGHT, "Compte technique", opening=2_000),
        AccountPersona("60000223600", AccountKind.PASSBOOK, "Livret", opening=1_500, rate=150),
        AccountPersona("60000221000", AccountKind.SOLIDARITY, "Compte épargne solidaire", rate=175),
    ),
)

ETIENNE: Final = Persona(
    number="6000147",
    code="501000000147",
    caisse=NIMES.id,
    civility="Monsieur",
    name="ETIENNE ROUVIERE",
    birth_date=date(1971, 3, 8),
    email="etienne.rouviere@example.org",
    phone="0639980002",
    address=("RESIDENCE LES MICOCOULIERS", "12 RUE DE L'AQUEDUC"),
    postcode="30000",
    town="NIMES",
    password="aqueduc-nimes-30",  # noqa: S106 -- opens nothing but a demo
    secret="IVKESRKOJZCVEUSPKVLESRKSIVCEKTKP",  # noqa: S106 -- opens nothing but a demo
    accounts=(
        AccountPersona("60001470100", AccountKind.SIGHT, "Compte technique", opening=135_000),
        AccountPersona("60001473600", AccountKind.PASSBOOK, "Livret", opening=840_000, rate=150),
        AccountPersona("60001471000", AccountKind.SOLIDARITY, "Compte épargne solidaire", opening=30_000, rate=175),
        AccountPersona("60001472000", AccountKind.TERM, "Compte à terme", rate=240),
    ),
)
PERSONAE: Final = (VALERIE, ETIENNE)


def persona(code: str) -> Persona:
    """Return the customer of a « code abonné ». Raises LookupError for nobody's."""
    for someone in PERSONAE:
        if someone.code == code:
            return someone
    raise LookupError(code)
