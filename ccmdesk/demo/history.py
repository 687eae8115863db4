"""Five years in the life of Monsieur ETIENNE ROUVIERE: 5,000 operations, the same for the same last day.

A small household budget, walked day by day with its balances: a salary, a rent, bills, many small card payments, and
what is left put aside. Nothing ever goes below zero, as the bank itself would refuse it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from ccmdesk.core.rules.calendar import business_day_from, next_business_day
from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.demo.data import ETIENNE, HISTORY_YEARS, Persona
from ccmdesk.demo.merchants import BILLS, MERCHANTS, SALARY, Bill, Merchant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Happening = Callable[["_Household", date, Bill | None], Iterator["Movement"]]

OPERATIONS: Final = 5_000
SEED: Final = 6_000_147
FLOOR: Final = 1_500
"""What a payment always leaves on the DAV, in cents."""

CUSHION: Final = 60_000
"""What stays on the DAV once a month when the rest is put aside, in cents."""

TERM_AMOUNT: Final = 500_000
DECEMBER: Final = 12
_FLUSH_DAYS: Final = frozenset({*range(1, 12), *range(28, 32)})
"""Days on which there is money: from the salary to the bills."""

GIFT_TO: Final = "ASSOCIATION LE PONT SOLIDAIRE"

OUTSIDE: Final = "HOUSE:CLEARING"
COUNTER: Final = "HOUSE:CASH"
INTEREST: Final = "HOUSE:INTEREST"


class Movement(NamedTuple):
    """One entry of the ledger. `legs`: (account number or house account, signed cents), in order; they sum to zero.

    A movement of kind « transfer » is an internal transfer that the customer ordered himself.
    """

    day: date
    kind: str
    label: str
    counterparty: str
    legs: tuple[tuple[str, int], ...]

    @property
    def operations(self) -> int:
        """How many operations the customer sees."""
        return sum(not account.startswith("HOUSE:") for account, _ in self.legs)


def first_day(last: date) -> date:
    """Return the day on which a history that ends on `last` begins."""
    return business_day_from(last - timedelta(days=365 * HISTORY_YEARS))


def history(last: date, owner: Persona = ETIENNE) -> list[Movement]:
    """Return the movements from `first_day(last)` to `last`, in order: `OPERATIONS` operations of the customer."""
    fixed = sum(movement.operations for movement in _Household(owner, last, cards=0).live())
    return list(_Household(owner, last, cards=OPERATIONS - fixed).live())


class _Household:
    """Walks the days. The only thing that depends on `cards` is how many card payments there are."""

    def __init__(self, owner: Persona, last: date, cards: int) -> None:
        self._sight = owner.account(AccountKind.SIGHT)
        self._livret = owner.account(AccountKind.PASSBOOK)
        self._solidarity = owner.account(AccountKind.SOLIDARITY)
        self._term = owner.account(AccountKind.TERM)
        self._owner, self._first, self._last = owner, first_day(last), last
        self._chance = random.Random(SEED)  # noqa: S311 -- repeatable, guards nothing
        self._balance: dict[str, int] = defaultdict(int)
        self._interest: dict[str, int] = defaultdict(int)
        self._fortnight_low: dict[str, int] = defaultdict(int)
        self._due = self._plan()
        self._cards = self._spread(cards)

    def live(self) -> Iterator[Movement]:
        """Go through the days."""
        day = self._first
        yield from self._open(day)
        while day <= self._last:
            for what, detail in self._due.get(day, ()):
                yield from what(self, day, detail)
            for _ in range(self._cards.get(day, 0)):
                yield self._card(day)
            day += timedelta(days=1)
            if day.day in {1, 16}:
                self._close_fortnight()

    # -- what happens when ---------------------------------------------------------------------------------

    def _plan(self) -> dict[date, list[tuple[_Happening, Bill | None]]]:
        """List what happens on which day, months after months, on business days."""
        due: dict[date, list[tuple[_Happening, Bill | None]]] = defaultdict(list)

        def on(day: date, what: _Happening, detail: Bill | None = None) -> None:
            day = business_day_from(day)
            if self._first < day <= self._last:
                due[day].append((what, detail))

        for year in range(self._first.year, self._last.year + 1):
            on(date(year, 1, 2), _Household._pay_interest)
            for month in range(1, 13):
                on(date(year, month, 3), _Household._cash_out)
                on(date(year, month, 17), _Household._cash_out)
                on(date(year, month, 6), _Household._give_solidarity)
                on(date(year, month, 26), _Household._put_aside)
                on(date(year, month, 27), _Household._salary)
                if month in {6, 12}:
                    on(date(year, month, 20), _Household._cash_in)
                for bill in BILLS:
                    if month in bill.months:
                        on(date(year, month, bill.day), _Household._bill, bill)
        on(self._last - timedelta(days=730), _Household._open_term)
        return due

    def _spread(self, cards: int) -> dict[date, int]:
        """Spread the card payments over the business days, more of them after the salary."""
        days: list[date] = []
        day = next_business_day(self._first)
        while day <= self._last:
            days.append(day)
            day = next_business_day(day)
        chance = random.Random(SEED + 1)  # noqa: S311 -- idem
        spread: dict[date, int] = defaultdict(int)
        for day in chance.choices(days, [3 if day.day in _FLUSH_DAYS else 2 for day in days], k=cards):
            spread[day] += 1
        return spread

    # -- happenings ----------------------------------------------------------------------------------------

    def _open(self, day: date) -> Iterator[Movement]:
        for account in (self._sight, self._livret, self._solidarity):
            legs = ((account.number, account.opening), (COUNTER, -account.opening))
            yield self._move(day, "cash", "Versement à l’ouverture du compte", "", legs)

    def _salary(self, day: date, _: Bill | None) -> Iterator[Movement]:
        raised = SALARY.amount + 3_500 * (day.year - self._first.year)
        amount = raised * 2 if day.month == DECEMBER else raised + self._chance.randrange(0, 9_000)
        legs = ((self._sight.number, amount), (OUTSIDE, -amount))
        yield self._move(day, "credit_transfer", f"SALAIRE {day:%m/%Y}", SALARY.name, legs)

    def _bill(self, day: date, bill: Bill | None) -> Iterator[Movement]:
        if bill is None:
            return
        amount = bill.amount + (self._chance.randrange(-bill.spread, bill.spread) if bill.spread else 0)
        yield self._spend(day, "direct_debit", f"{bill.label} {day:%m/%Y}", bill.name, amount, OUTSIDE)

    def _card(self, day: date) -> Movement:
        merchant: Merchant = self._chance.choices(MERCHANTS, [merchant.weight for merchant in MERCHANTS])[0]
        amount = self._chance.randrange(merchant.least, merchant.most)
        bought = day - timedelta(days=1)
        return self._spend(day, "card", f"CARTE {bought:%d/%m} {merchant.label}", merchant.name, amount, OUTSIDE)

    def _cash_out(self, day: date, _: Bill | None) -> Iterator[Movement]:
        amount = self._chance.choice([2_000, 3_000, 4_000, 4_000, 6_000])
        yield self._spend(day, "cash", "Retrait d’espèces au guichet", "", amount, COUNTER)

    def _cash_in(self, day: date, _: Bill | None) -> Iterator[Movement]:
        amount = self._chance.randrange(4, 20) * 1_000
        legs = ((self._sight.number, amount), (COUNTER, -amount))
        yield self._move(day, "cash", "Versement d’espèces au guichet", "", legs)

    def _give_solidarity(self, day: date, _: Bill | None) -> Iterator[Movement]:
        amount = min(2_500, self._balance[self._sight.number])
        yield self._transfer(day, self._sight.number, self._solidarity.number, amount, "Epargne solidaire du mois")

    def _put_aside(self, day: date, _: Bill | None) -> Iterator[Movement]:
        spare = self._balance[self._sight.number] - CUSHION
        amount = abs(spare) // 1_000 * 1_000 or 1_000
        if spare >= 0:
            yield self._transfer(day, self._sight.number, self._livret.number, amount, "Mise de cote du mois")
        else:
            amount = min(amount, self._balance[self._livret.number])
            yield self._transfer(day, self._livret.number, self._sight.number, amount, "Reprise sur le livret")

    def _open_term(self, day: date, _: Bill | None) -> Iterator[Movement]:
        sight, term = self._sight.number, self._term.number
        yield self._transfer(day, self._livret.number, sight, TERM_AMOUNT, "Pour le compte a terme")
        legs = ((sight, -TERM_AMOUNT), (term, TERM_AMOUNT))
        yield self._move(day, "term_opening", "Ouverture du compte à terme", self._owner.who.name, legs)

    def _pay_interest(self, day: date, _: Bill | None) -> Iterator[Movement]:
        year = day.year - 1
        for account in (self._livret, self._solidarity):
            amount, self._interest[account.number] = self._interest[account.number] // (24 * 10_000), 0
            if amount <= 0:
                continue
            legs = ((account.number, amount), (INTEREST, -amount))
            yield self._move(day, "interest", f"Intérêts de l’année {year}", "", legs)
            gift = amount // 2
            if account is self._solidarity and gift:
                legs = ((account.number, -gift), (OUTSIDE, gift))
                yield self._move(day, "gift", f"Don de la moitié des intérêts {year}", GIFT_TO, legs)

    # -- the books -----------------------------------------------------------------------------------------

    def _spend(self, day: date, kind: str, label: str, to: str, amount: int, house: str) -> Movement:
        """Take money from the DAV; what is too much for it is made smaller, never refused."""
        left = self._balance[self._sight.number] - FLOOR
        amount = min(amount, left) if left > 0 else 1 + amount % 90
        return self._move(day, kind, label, to, ((self._sight.number, -amount), (house, amount)))

    def _transfer(self, day: date, source: str, target: str, amount: int, label: str) -> Movement:
        return self._move(day, "transfer", label, self._owner.who.name, ((source, -amount), (target, amount)))

    def _move(self, day: date, kind: str, label: str, counterparty: str, legs: tuple[tuple[str, int], ...]) -> Movement:
        for account, amount in legs:
            self._balance[account] += amount
            low = min(self._fortnight_low[account], self._balance[account])
            self._fortnight_low[account] = low
        return Movement(day, kind, label, counterparty, legs)

    def _close_fortnight(self) -> None:
        """Count a fortnight's interest on the lowest balance in it, as livrets do."""
        for account in (self._livret, self._solidarity):
            self._interest[account.number] += self._fortnight_low[account.number] * account.rate
            self._fortnight_low[account.number] = self._balance[account.number]
