"""The queue: sealed while it waits, a worker for each channel, and nothing lost when a carrier or a process dies."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from server.bank import ALICE, BOB
from server.carrier_servers import HOST, SMS_TOKEN, free_port, mail_server, silent_server, sms_gateway

from ccmdesk.server.delivery import words_access
from ccmdesk.server.delivery.message import CarrierDownError, Channel
from ccmdesk.server.delivery.sms import Gateway, SmsGateway
from ccmdesk.server.delivery.smtp import MailServer, SmtpCarrier
from ccmdesk.server.delivery.worker import DeliveryWorker, make_workers, stop_all
from ccmdesk.server.keys import ServerKeys
from ccmdesk.server.logs import make_logger
from ccmdesk.server.metrics import Metrics
from ccmdesk.server.services import audit
from ccmdesk.server.services.notices import CLAIM, GIVE_UP, NoticeQueue, tell
from ccmdesk.server.settings import Settings

ROOT = Path(__file__).parents[2]
SECRET = "5e" * 32
KEYS = ServerKeys.from_text(SECRET)
PASSWORD = "k9tz-canary-word-7mq2"


class Recording:
    """A carrier that keeps what it is given, or raises what it is told to."""

    def __init__(self) -> None:
        self.error = None
        self.got = []
        self.arrived = threading.Semaphore(0)

    def deliver(self, letter):
        if self.error is not None:
            raise self.error
        self.got.append(letter)
        self.arrived.release()


def send_password(bank, customer=ALICE, keys=KEYS):
    writer = partial(words_access.temporary_password, password=PASSWORD, until=bank.clock.now())
    with bank.database.unit_of_work() as connection:
        tell(connection, customer, writer, bank.clock.now(), keys=keys)


def send_both(bank, customer=ALICE):
    with bank.database.unit_of_work() as connection:
        tell(connection, customer, words_access.password_changed, bank.clock.now(), keys=KEYS)


def worker(bank, carrier, channel=None, keys=KEYS, log=None):
    queue = NoticeQueue(bank.database, bank.clock, keys)
    return DeliveryWorker(queue, carrier, make_logger(log or io.StringIO()), Metrics(), channel)


def rows(bank, columns="body"):
    with bank.database.snapshot() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT {columns} FROM notice ORDER BY created_at")]  # noqa: S608 -- our own columns


def test_a_text_is_sealed_while_it_waits_and_forgotten_once_delivered(bank):
    send_password(bank)
    ((subject, waiting),) = rows(bank, "subject, body")
    assert waiting.startswith("sealed:")
    assert PASSWORD not in subject + waiting

    carrier = Recording()
    assert worker(bank, carrier).deliver_all() == 1
    assert PASSWORD in carrier.got[0].body
    assert rows(bank) == [("",)]


def test_a_letter_has_the_channels_it_has_words_for(sqlite_bank):
    send_password(sqlite_bank)
    send_both(sqlite_bank)
    assert sorted(rows(sqlite_bank, "channel")) == [("email",), ("sms",), ("sms",)]


def test_what_waited_in_clear_still_leaves(sqlite_bank):
    with sqlite_bank.database.unit_of_work() as connection:
        tell(connection, ALICE, words_access.password_changed, sqlite_bank.clock.now())
    carrier = Recording()
    assert worker(sqlite_bank, carrier).deliver_all() == 2
    assert all("mot de passe" in letter.body for letter in carrier.got)


def test_a_secret_is_never_kept_in_clear(sqlite_bank):
    recovery = partial(words_access.recovery_code, code="12345678", minutes=10)
    temporary = partial(words_access.temporary_password, password=PASSWORD, until=sqlite_bank.clock.now())
    for writer in (recovery, temporary):
        with sqlite_bank.database.unit_of_work() as connection, pytest.raises(ValueError, match="sealed"):
            tell(connection, ALICE, writer, sqlite_bank.clock.now())
    assert rows(sqlite_bank) == []


def test_a_letter_sealed_under_another_secret_waits_and_blocks_nobody(sqlite_bank):
    send_password(sqlite_bank, keys=ServerKeys.from_text("77" * 32))
    send_password(sqlite_bank)
    carrier = Recording()
    assert worker(sqlite_bank, carrier).deliver_all() == 1
    sqlite_bank.clock.advance(hours=2)
    assert worker(sqlite_bank, carrier, keys=ServerKeys.from_text("77" * 32)).deliver_all() == 1


def test_each_worker_takes_its_own_channel(bank):
    send_both(bank)
    mail, sms = Recording(), Recording()
    assert worker(bank, mail, Channel.EMAIL).deliver_all() == 1
    assert worker(bank, mail, Channel.EMAIL).deliver_all() == 0
    assert worker(bank, sms, Channel.SMS).deliver_all() == 1
    assert [letter.channel for letter in mail.got + sms.got] == [Channel.EMAIL, Channel.SMS]


def test_a_mail_server_that_hangs_does_not_hold_up_sms(sqlite_bank):
    for _ in range(3):
        send_both(sqlite_bank)
    queue = NoticeQueue(sqlite_bank.database, sqlite_bank.clock, KEYS)
    with silent_server() as port, sms_gateway() as gateway:
        sms = SmsGateway(Gateway(gateway.url, SMS_TOKEN, "CCM Direct"))
        mail = SmtpCarrier(MailServer(HOST, port, "none", "x@example.org", seconds=1.0))
        workers = make_workers(queue, {Channel.EMAIL: mail, Channel.SMS: sms}, make_logger(io.StringIO()), Metrics())
        for each in workers:
            each.start()
        for _ in range(3):
            assert gateway.got.acquire(timeout=20)
        stop_all(workers)
    assert len({request.body["id"] for request in gateway.requests}) == 3


def test_a_hopeless_recipient_blocks_nobody(sqlite_bank):
    log = io.StringIO()
    send_both(sqlite_bank, ALICE)
    sqlite_bank.clock.advance(seconds=1)
    send_both(sqlite_bank, BOB)
    with mail_server() as sink:
        sink.answers[f"client{ALICE}@example.org"] = f"550 client{ALICE}@example.org is unknown"
        carrier = SmtpCarrier(MailServer(HOST, sink.port, "none", "x@example.org"))
        assert worker(sqlite_bank, carrier, Channel.EMAIL, log=log).deliver_all() == 1
        sqlite_bank.clock.advance(minutes=59)
        assert worker(sqlite_bank, carrier, Channel.EMAIL).deliver_all() == 0
    assert sink.recipients == [f"client{BOB}@example.org"]
    (line,) = [json.loads(line) for line in log.getvalue().splitlines()]
    assert (line["event"], line["reason"], line["tries"]) == ("delivery failed", "550", 1)
    assert str(ALICE) not in log.getvalue()


def test_a_carrier_that_is_down_is_asked_once_and_found_again_soon_after_it_is_back(sqlite_bank):
    for _ in range(4):
        send_password(sqlite_bank)
    with sms_gateway() as gateway:
        gateway.status = 503
        sms = SmsGateway(Gateway(gateway.url, SMS_TOKEN, "CCM Direct"))
        work = worker(sqlite_bank, sms, Channel.SMS)
        for _ in range(12):  # a long outage
            work.deliver_all()
            sqlite_bank.clock.advance(minutes=1)
        assert len(gateway.requests) == 12
        gateway.status = 202
        assert work.deliver_all() == 4


def test_an_sms_leaves_once_a_dead_gateway_lives(sqlite_bank):
    send_password(sqlite_bank)
    dead = SmsGateway(Gateway(f"http://{HOST}:{free_port()}/sms", SMS_TOKEN, "CCM Direct"))
    assert worker(sqlite_bank, dead).deliver_all() == 0
    sqlite_bank.clock.advance(seconds=10)
    with sms_gateway() as gateway:
        alive = SmsGateway(Gateway(gateway.url, SMS_TOKEN, "CCM Direct"))
        assert worker(sqlite_bank, alive).deliver_all() == 1
    assert PASSWORD in gateway.requests[0].body["text"]


KILLED = """
import io, os, signal, sys
from ccmdesk.core.clock import SystemClock
from ccmdesk.server.database import Database
from ccmdesk.server.delivery.sms import Gateway, SmsGateway
from ccmdesk.server.delivery.worker import DeliveryWorker
from ccmdesk.server.keys import ServerKeys
from ccmdesk.server.logs import make_logger
from ccmdesk.server.metrics import Metrics
from ccmdesk.server.services.notices import NoticeQueue

class Killed(SmsGateway):
    def deliver(self, letter):
        super().deliver(letter)
        os.kill(os.getpid(), signal.SIGKILL)

url, database, secret = sys.argv[1:]
queue = NoticeQueue(Database(database), SystemClock(), ServerKeys.from_text(secret))
DeliveryWorker(queue, Killed(Gateway(url, "token", "x")), make_logger(io.StringIO()), Metrics()).deliver_all()
"""


def test_a_process_killed_between_sending_and_noting_sends_the_same_again(sqlite_bank):
    send_password(sqlite_bank)
    url = sqlite_bank.database.engine.url.render_as_string(hide_password=False)
    with sms_gateway() as gateway:
        child = subprocess.run(  # noqa: S603 -- our own code
            [sys.executable, "-c", KILLED, gateway.url, url, SECRET], cwd=ROOT, check=False, timeout=60
        )
        assert child.returncode == -signal.SIGKILL
        sms = SmsGateway(Gateway(gateway.url, SMS_TOKEN, "CCM Direct"))
        sqlite_bank.clock.moment += timedelta(days=3650)  # the dead process's claim, by the machine's clock, is over
        with sqlite_bank.database.unit_of_work() as connection:
            connection.exec_driver_sql("UPDATE notice SET created_at = next_try_at")
        assert worker(sqlite_bank, sms).deliver_all() == 1
    first, second = gateway.requests
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.body["text"] == second.body["text"]


def test_a_letter_that_never_arrives_is_given_up_and_the_audit_trail_says_so(bank):
    send_password(bank)
    carrier = Recording()
    carrier.error = CarrierDownError("503")
    work = worker(bank, carrier)
    work.deliver_all()
    bank.clock.advance(seconds=int((GIVE_UP - timedelta(seconds=1)).total_seconds()))
    work.deliver_all()
    assert len(rows(bank)) == 1
    bank.clock.advance(minutes=2)
    work.deliver_all()
    assert rows(bank) == []
    with bank.database.snapshot() as connection:
        events = connection.exec_driver_sql("SELECT event, details FROM audit_event ORDER BY position DESC").all()
        assert audit.broken_at(connection, ALICE) is None
    assert ("notice.given_up", "sms") in [(event, json.loads(details).get("channel")) for event, details in events]


def test_the_bug_of_one_letter_does_not_end_delivery(sqlite_bank):
    log = io.StringIO()
    send_password(sqlite_bank)

    class Buggy(Recording):
        def deliver(self, letter):
            if not self.got:
                self.got.append(letter)
                raise ZeroDivisionError(PASSWORD)
            super().deliver(letter)

    carrier = Buggy()
    work = worker(sqlite_bank, carrier, log=log)
    work.start()
    while not carrier.got:
        pass
    send_password(sqlite_bank, BOB)
    assert carrier.arrived.acquire(timeout=20)
    work.stop()
    assert "ZeroDivisionError" in log.getvalue()
    assert PASSWORD not in log.getvalue()


def test_a_claim_outlives_the_slowest_carrier():
    steps = 12  # connect, greeting, EHLO, STARTTLS, handshake, EHLO, AUTH (2), MAIL, RCPT, DATA, its end
    slowest = next(limit.le for limit in Settings.model_fields["carrier_seconds"].metadata if hasattr(limit, "le"))
    assert timedelta(seconds=slowest) * steps < CLAIM
