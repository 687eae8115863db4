from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from robots.demo import HandClock, write_mail

from ccmdesk.core.clock import SystemClock
from ccmdesk.demo import errands
from ccmdesk.demo.authenticator import Authenticator, Entry, read_entry
from ccmdesk.demo.cli import EXIT_NO_DISPLAY, has_display, prepare
from ccmdesk.demo.computer import client_options
from ccmdesk.demo.data import ETIENNE, NADIA, VALERIE
from ccmdesk.demo.folder import LAYOUT_VERSION, MARK, DemoError, DemoFolder
from ccmdesk.demo.keys import FileKeyStore
from ccmdesk.demo.mailbox import Mailbox
from ccmdesk.demo.seed import make_demo
from ccmdesk.demo.server_process import ServerProcess
from ccmdesk.server.database import Database
from ccmdesk.server.install import renew_certificate
from ccmdesk.server.repositories import customers
from ccmdesk.server.services.totp import matching_step


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> DemoFolder:
    made = DemoFolder(tmp_path_factory.mktemp("demo"))
    make_demo(made, SystemClock(), lambda _: None)
    return made


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(look, seconds=10) -> bool:
    deadline = time.monotonic() + seconds
    while not look():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_the_folder_is_whole_and_the_books_hold_what_the_guide_says(folder):
    assert folder.is_whole()
    database = Database(f"sqlite:///{folder.bank / 'bank.db'}")
    with database.snapshot() as connection:
        booked = {row["number"]: row["booked"] for row in customers.list_accounts(connection, int(VALERIE.number))}
    database.dispose()
    assert booked == {"60000220100": 2_000, "60000223600": 1_500, "60000221000": 0}


def test_a_folder_of_someone_else_is_not_touched(tmp_path):
    (tmp_path / "photos").mkdir()
    with pytest.raises(DemoError, match="photos"):
        DemoFolder(tmp_path).clear()
    assert (tmp_path / "photos").is_dir()


def test_what_a_killed_demo_left_half_written_goes_with_the_rest(tmp_path):
    folder = DemoFolder(tmp_path)
    for file in (folder.keys, folder.authenticator):
        (tmp_path / f".{file.name}.k1ll3d").write_text('{"a": "secret"}', encoding="utf-8")
    folder.clear()
    assert [path.name for path in tmp_path.iterdir()] == [folder.computer.name]


@pytest.mark.parametrize("mark", ['{"version": 1, "made_on": "2026-11-20"}', "[1]", "{", ""])
def test_the_demo_of_an_earlier_version_is_made_anew_and_says_so(tmp_path, mark):
    folder = DemoFolder(tmp_path)
    for path in (folder.bank / "mailbox", folder.computer / "501000000008"):
        path.mkdir(parents=True)
    for path in (folder.config, folder.authority, folder.bank / "bank.db", folder.keys, folder.authenticator):
        path.write_text("{}")
    (tmp_path / MARK).write_text(mark)
    said = []
    prepare(folder, said.append)
    assert "précédente" in said[0]
    assert json.loads((tmp_path / MARK).read_text())["version"] == LAYOUT_VERSION
    assert folder.is_whole()
    assert not folder.authenticator.exists()
    assert list(folder.computer.iterdir()) == []


def test_the_server_starts_stops_and_comes_back_at_the_same_address(folder):
    with ServerProcess(folder.bank) as server:
        server.start()
        first = server.pid
        url = server.url
        assert url.startswith("https://127.0.0.1:")
        server.stop()
        assert (server.is_running(), server.pid) == (False, None)
        assert not is_alive(first)
        server.start()
        assert server.url == url
        assert server.pid != first
        last = server.pid
    assert not is_alive(last)


def letters_to(mailbox, person):
    return [mail for mail in mailbox.mails() if mail.to in {person.who.email, person.who.phone}]


def test_the_letters_of_the_access_that_was_just_opened_come_with_the_bank(folder):
    mailbox = Mailbox(folder.mailbox)
    with ServerProcess(folder.bank) as server:
        server.start()
        assert wait_until(lambda: len(letters_to(mailbox, NADIA)) == 2)
    found = {mail.channel: (mail.to, mail.to_copy) for mail in letters_to(mailbox, NADIA)}
    assert found["email"] == (NADIA.who.email, NADIA.code)
    to, password = found["sms"]
    assert to == NADIA.who.phone
    assert [len(group) for group in password.split("-")] == [4, 4, 4, 4]


def test_the_agency_of_the_demo_does_what_its_people_would_type(folder):
    mailbox = Mailbox(folder.mailbox)
    with ServerProcess(folder.bank) as server:
        server.start()
        told = errands.lost_phone(server, VALERIE)
        assert "$ ccmdesk server customer lost-phone 6000022 --staff nantes.legoff" in told
        assert " --accept --staff nantes.perrot" in told
        assert told.splitlines()[-1].startswith("Accepté")
        with pytest.raises(DemoError, match="authentificateur"):
            errands.lost_phone(server, VALERIE)
        assert "par SMS" in errands.send_access(server, NADIA)
        with pytest.raises(DemoError, match="authentificateur"):
            errands.send_access(server, ETIENNE)
        assert errands.unlock(server, ETIENNE).startswith("$ ccmdesk server customer unlock 6000147\n")
        assert wait_until(lambda: len(letters_to(mailbox, VALERIE)) == 3)
    brought = [mail.to_copy for mail in letters_to(mailbox, VALERIE) if mail.is_sms]
    assert [len(found.split("-")) for found in brought if found] == [4]


def test_the_client_of_the_demo_insists_on_the_keys_of_its_bank(folder):
    pins = client_options(folder, "https://127.0.0.1:1").pins
    assert len(set(pins)) == 2
    renew_certificate(folder.bank, SystemClock(), rotate=True)
    assert client_options(folder, "https://127.0.0.1:1").pins[0] == pins[1]
    (folder.bank / "server.next.key").unlink()
    with pytest.raises(DemoError, match="--fresh"):
        client_options(folder, "https://127.0.0.1:1")


def test_the_server_ends_even_after_an_exception(folder):
    pid = None
    with suppress(RuntimeError), ServerProcess(folder.bank) as server:
        server.start()
        pid = server.pid
        raise RuntimeError("anything")
    assert pid is not None
    assert not is_alive(pid)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_the_server_ends_when_the_demo_is_killed(folder):
    program = (
        "import sys, time; from pathlib import Path; from ccmdesk.demo.server_process import ServerProcess\n"
        f"server = ServerProcess(Path({str(folder.bank)!r})); server.start(); print(server.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-c", program], stdout=subprocess.PIPE
    ) as demo:
        server = int(demo.stdout.readline())
        assert is_alive(server)
        demo.kill()
    assert wait_until(lambda: not is_alive(server))


def test_a_server_that_cannot_start_says_why(tmp_path):
    with pytest.raises(DemoError, match="configuration introuvable"):
        ServerProcess(tmp_path).start()


def test_the_authenticator_gives_each_code_once_and_the_bank_takes_them_all():
    clock = HandClock(datetime(2026, 11, 24, 9, 0, 10, tzinfo=UTC))
    authenticator = Authenticator(VALERIE.secret, clock)
    secret = base64.b32decode(VALERIE.secret)
    given = [authenticator.fresh() for _ in range(3)]
    steps = [matching_step(secret, code, clock.now()) for code in given]
    assert steps == [steps[0], steps[0] + 1, steps[0] + 2]
    assert authenticator.fresh() is None
    clock.moment += timedelta(seconds=30)
    assert authenticator.fresh() not in {None, *given}
    assert authenticator.current().seconds_left == 20


def test_the_authenticator_gives_no_code_that_is_about_to_end():
    clock = HandClock(datetime(2026, 11, 24, 9, 0, 25, tzinfo=UTC))
    authenticator = Authenticator(VALERIE.secret, clock)
    assert authenticator.fresh() == authenticator.current().digits


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (SECRET, Entry(SECRET, "")),
        ("é" * 32, None),
        (" jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp\n", Entry(SECRET, "")),
        (f"otpauth://totp/CCM%20Direct:501000000391?secret={SECRET}&issuer=CCM", Entry(SECRET, "501000000391")),
        (f"otpauth://totp/501000000391?secret={SECRET}", Entry(SECRET, "501000000391")),
        (f"otpauth://hotp/501000000391?secret={SECRET}&counter=1", None),
        ("otpauth://totp/501000000391?secret=1", None),
        ("otpauth://[", None),
        ("JBSWY3DP", None),
        ("lanterne-bleue-7", None),
        ("", None),
    ],
)
def test_the_authenticator_reads_a_secret_or_an_otpauth_address_and_nothing_else(text, entry):
    assert read_entry(text) == entry


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "Identifiant de connexion ou code abonné (12 chiffres) : 501000000391\nAppelez le 04 65 71 83 00",
            "501000000391",
        ),
        ("votre mot de passe temporaire CCM Direct est ab3d-efgh-jkmn-pqrs\nIl sert", "ab3d-efgh-jkmn-pqrs"),
        ("votre code est 1234 5678\nIl sert une fois", "1234 5678"),
        ("Le 24/11/2026 à 10 h 05, appelez votre agence au 04 65 71 83 00.", ""),
    ],
)
def test_a_letter_says_what_there_is_to_copy(tmp_path, body, found):
    write_mail(tmp_path, "a", "sms", "", "2026-11-24T08:00:00+00:00", body)
    assert Mailbox(tmp_path).mails()[0].to_copy == found


def test_the_mailbox_reads_letters_newest_first_and_leaves_out_what_is_none(tmp_path):
    write_mail(tmp_path, "a", "email", "Bonjour", "2026-11-24T08:00:00+00:00")
    write_mail(tmp_path, "b", "sms", "", "2026-11-24T09:00:00+00:00")
    (tmp_path / "c.json").write_text("<html>")
    (tmp_path / "d.json").write_text('{"id": "d"}')
    mailbox = Mailbox(tmp_path)
    assert [(mail.id, mail.is_sms) for mail in mailbox.mails()] == [("b", True), ("a", False)]
    write_mail(tmp_path, "e", "email", "Encore", "2026-11-24T10:00:00+00:00")
    assert [mail.id for mail in mailbox.mails()] == ["e", "b", "a"]
    write_mail(tmp_path, "0", "sms", "", "2026-11-24T10:00:00+00:00", "votre code est 1234 5678")
    assert [mail.id for mail in mailbox.mails()] == ["0", "e", "b", "a"]
    assert Mailbox(tmp_path / "absent").mails() == []


def test_the_file_key_store_keeps_and_forgets(tmp_path):
    path = tmp_path / "keys.json"
    FileKeyStore(path).set("a", "1")
    FileKeyStore(path).set("b", "2")
    FileKeyStore(path).delete("a")
    assert (FileKeyStore(path).get("a"), FileKeyStore(path).get("b")) == (None, "2")


def test_the_file_key_store_loses_nothing_that_is_kept_at_once(tmp_path):
    store = FileKeyStore(tmp_path / "keys.json")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: store.set(str(number), "secret"), range(24)))
    assert [store.get(str(number)) for number in range(24)] == ["secret"] * 24


def test_without_a_display_it_says_so_and_offers_the_tour():
    names = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(
        [sys.executable, "-m", "ccmdesk", "demo"], env=environment, capture_output=True, text=True, check=False
    )
    if sys.platform.startswith("linux"):
        assert done.returncode == EXIT_NO_DISPLAY
        assert "--tour" in done.stderr
    assert has_display({}, "win32")
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert not has_display({"DISPLAY": ""}, "linux")
