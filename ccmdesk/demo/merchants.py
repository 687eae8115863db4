"""Where Monsieur ROUVIERE's money comes from and goes to. All invented, in the town of Nîmes."""

from __future__ import annotations

from typing import Final, NamedTuple

MONTHLY: Final = frozenset(range(1, 13))


class Bill(NamedTuple):
    """A regular direct debit: day of the month, label, payee, cents (± `spread`), months."""

    day: int
    label: str
    name: str
    amount: int
    spread: int = 0
    months: frozenset[int] = MONTHLY


class Employer(NamedTuple):
    """Who pays the salary, in cents."""

    name: str
    amount: int


class Merchant(NamedTuple):
    """Where the card pays: label of the operation, full name, range in cents, how often."""

    label: str
    name: str
    least: int
    most: int
    weight: int


SALARY: Final = Employer("ATELIERS MECANIQUES DU GARD SAS", 198_000)

BILLS: Final = (
    Bill(4, "LOYER RESIDENCE LES MICOCOULIERS", "REGIE VIGNERON ET FILS", 54_500),
    Bill(5, "TELEPHONE MOBILE", "TELECOM DU MIDI", 1_299),
    Bill(8, "MUTUELLE SANTE", "MUTUELLE DES ARTISANS REUNIS", 6_240),
    Bill(10, "ELECTRICITE", "ENERGIES DU LANGUEDOC", 5_800, 1_400),
    Bill(12, "ACCES INTERNET", "FIBRE ET COMPAGNIE", 2_999),
    Bill(14, "EAU", "SERVICE DES EAUX DE LA VISTRENQUE", 3_900, 700, frozenset({2, 5, 8, 11})),
    Bill(15, "ASSURANCE AUTO", "ASSURANCES DU PONT", 3_850),
    Bill(15, "ASSURANCE HABITATION", "ASSURANCES DU PONT", 15_600, 0, frozenset({3})),
    Bill(16, "IMPOT SUR LE REVENU SOLDE", "DIRECTION DES FINANCES PUBLIQUES", 18_400, 4_000, frozenset({9})),
    Bill(18, "ABONNEMENT BUS", "TRANSPORTS DES SEPT COLLINES", 3_600),
    Bill(20, "MEDIATHEQUE ET LOISIRS", "ASSOCIATION LES AMIS DU CADEREAU", 1_500),
)

MERCHANTS: Final = (
    Merchant("BOULANGERIE DES ARENES", "BOULANGERIE DES ARÈNES", 110, 890, 22),
    Merchant("HALLES DE NIMES", "PRIMEUR CHEZ JOSETTE", 380, 2_150, 12),
    Merchant("SUPERMARCHE MAISON CARREE", "SUPERMARCHÉ DE LA MAISON CARRÉE", 890, 5_900, 14),
    Merchant("CAFE DE L'HORLOGE", "CAFÉ DE L’HORLOGE", 160, 1_180, 14),
    Merchant("PHARMACIE DU FORUM", "PHARMACIE DU FORUM", 320, 2_900, 5),
    Merchant("PRESSE DU COURS", "PRESSE DU COURS", 180, 790, 7),
    Merchant("LIBRAIRIE LA TOUR MAGNE", "LIBRAIRIE LA TOUR MAGNE", 690, 3_200, 3),
    Merchant("STATION DES CAMELIAS", "STATION-SERVICE DES CAMÉLIAS", 2_000, 6_200, 4),
    Merchant("BOUCHERIE SABATIER", "BOUCHERIE SABATIER", 640, 2_600, 6),
    Merchant("FROMAGERIE DES CEVENNES", "FROMAGERIE DES CÉVENNES", 420, 1_900, 5),
    Merchant("CINEMA LE SEMAPHORE", "CINÉMA LE SÉMAPHORE", 600, 1_400, 3),
    Merchant("BRASSERIE DU PALAIS", "BRASSERIE DU PALAIS", 1_350, 4_200, 3),
    Merchant("QUINCAILLERIE ROUQUETTE", "QUINCAILLERIE ROUQUETTE", 290, 3_900, 2),
    Merchant("PARKING DES ARENES", "PARKING DES ARÈNES", 120, 960, 6),
    Merchant("COIFFEUR MAS DE VILLE", "COIFFEUR DU MAS DE VILLE", 1_800, 2_600, 1),
    Merchant("FLEURISTE JEAN-JAURES", "FLEURISTE JEAN-JAURÈS", 900, 3_400, 1),
    Merchant("TRAIN REGIONAL", "TRAINS RÉGIONAUX DU GARD", 480, 2_900, 2),
)
