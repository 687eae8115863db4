"""E-mails and SMS: kept with their cause, delivered once, again when the carrier fails."""

from __future__ import annotations

import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from server.access_fixtures import OTHER_DEVICE_KEY, UNKNOWN, open_front, settings_of
from server.bank import ALICE
from starlette.testclient import TestClient

from ccmdesk.server.app import create_app
from ccmdesk.server.delivery.folder import FolderCarrier
from ccmdesk.server.delivery.message import DeliveryError
from ccmdesk.server.delivery.worker import DeliveryWorker
from ccmdesk.server.logs import make_logger
from ccmdesk.server.metrics import Metrics
from ccmdesk.server.services.notices import NoticeQueue
from ccmdesk.server.services.tries import unlock


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


@pytest.fixture
def small(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        yield front


class Unwilling:
    """A carrier that fails until it is mended, and remembers what it carried."""

    def __init__(self) -> None:
        self.broken = True
        self.carried = []
        self._lock = threading.Lock()

    def deliver(self, letter):
        if self.broken:
            raise DeliveryError
        with self._lock:
            self.carried.append(letter.id)


def worker(front, carrier=None):
    queue = NoticeQueue(front.bank.database, front.clock)
    return DeliveryWorker(queue, carrier or FolderCarrier(front.mailbox), make_logger(io.StringIO()), Metrics())


def lock(front, code=None):
    for _ in range(5):
        front.try_in(code, password="wrong wrong")


def test_lock_unlock_and_new_device_are_told(front):
    lock(front)
    with front.bank.database.unit_of_work() as connection:
        unlock(connection, ALICE, front.clock)
    front.sign_in()
    front.clock.advance(seconds=30)
    front.sign_in()

    assert worker(front).deliver_all() == 6

    letters = front.letters()
    assert {(letter["channel"], letter["to"]) for letter in letters} == {
        ("email", f"client{ALICE}@example.org"),
        ("sms", "06 39 98 00 22"),
    }
    assert {letter["subject"] for letter in letters} == {
        "Votre accès CCM Direct est bloqué",
        "Votre accès CCM Direct est débloqué",
        "Connexion depuis un nouvel appareil",
    }
    for letter in letters:
        assert "04 66 00 00 00" in letter["body"]
        assert "Caisse de Crédit Municipal de Nîmes" in letter["body"]
        assert "http" not in letter["body"]
        assert letter["at"] == "2026-11-23T09:00:00+00:00"
    assert any("« PC du salon » (Windows 11)" in letter["body"] for letter in letters)
    assert "23/11/2026 à 10 h 00" in next(
        x["body"] for x in letters if "bloqué" in x["body"] and x["channel"] == "email"
    )
    assert worker(front).deliver_all() == 0


def test_nobody_is_told_of_an_unknown_code(small):
    lock(small, UNKNOWN)
    assert worker(small).deliver_all() == 0


def test_files_are_whole_and_private(small):
    small.sign_in()
    worker(small).deliver_all()

    files = list(small.mailbox.iterdir())
    assert len(files) == 2
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.suffix for path in files} == {".json"}
    for path in files:
        assert json.loads(path.read_text("utf-8"))["id"] == path.stem


def test_a_failing_carrier_is_tried_again_later_and_later(small):
    small.sign_in()
    carrier = Unwilling()
    work = worker(small, carrier)
    assert work.deliver_all() == 0
    carrier.broken = False
    assert work.deliver_all() == 0
    small.clock.advance(seconds=10)
    assert work.deliver_all() == 2
    assert len(set(carrier.carried)) == 2

    carrier.broken = True
    small.clock.advance(seconds=30)
    small.sign_in(device_key=OTHER_DEVICE_KEY)
    waited = timedelta()
    for pause in (10, 20, 40, 80):
        work.deliver_all()
        small.clock.advance(seconds=pause - 1)
        carrier.broken = False
        assert work.deliver_all() == 0
        carrier.broken = True
        small.clock.advance(seconds=1)
        waited += timedelta(seconds=pause)
    carrier.broken = False
    assert work.deliver_all() == 2


def test_two_processes_deliver_once(front):
    for number in range(10):
        front.clock.advance(seconds=30)
        front.sign_in(device_key=number.to_bytes(32))
    carrier = Unwilling()
    carrier.broken = False
    with ThreadPoolExecutor(4) as threads:
        counts = list(threads.map(lambda _: worker(front, carrier).deliver_all(), range(4)))

    assert len(carrier.carried) == len(set(carrier.carried)) == 20
    assert sum(counts) == 20


def test_a_letter_claimed_by_a_dead_process_is_delivered_later(front):
    front.sign_in()
    queue = NoticeQueue(front.bank.database, front.clock)
    assert queue.claim() is not None
    assert worker(front).deliver_all() == 1
    front.clock.advance(seconds=301)
    assert worker(front).deliver_all() == 1


def test_text_is_forgotten_once_delivered(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        front.sign_in()
        worker(front).deliver_all()
        with front.bank.database.snapshot() as connection:
            bodies = connection.exec_driver_sql("SELECT body FROM notice").scalars().all()
        assert bodies == ["", ""]


def test_the_server_delivers_by_itself(sqlite_bank, tmp_path):
    with open_front(sqlite_bank, tmp_path) as front:
        front.sign_in()
    delivered = threading.Semaphore(0)

    class Counting(FolderCarrier):
        def deliver(self, letter):
            super().deliver(letter)
            delivered.release()

    settings = settings_of(sqlite_bank, tmp_path)
    app = create_app(settings, clock=sqlite_bank.clock, log_to=io.StringIO(), carrier=Counting(tmp_path / "post"))
    with TestClient(app):
        assert delivered.acquire(timeout=10)
        assert delivered.acquire(timeout=10)
    assert len(list((tmp_path / "post").glob("*.json"))) == 2
