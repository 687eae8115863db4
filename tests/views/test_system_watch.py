"""The computer is left: what the systems say, each in its own words."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from ctypes import wintypes
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from robots.demo import HandClock

from ccmdesk.client.widgets import windows_session
from ccmdesk.client.widgets.system_watch import SystemWatch, session_path
from ccmdesk.client.widgets.windows_session import EVENT_TYPE, LeavingFilter

DAEMON = shutil.which("dbus-daemon")
LOGIN = "org.freedesktop.login1"
NEVER = 10**8


# -- clocks ------------------------------------------------------------------------------------------------


@dataclass
class Clocks:
    """The wall clock, and what the computer counted while it was awake."""

    wall: HandClock
    counted: float = 0.0

    def pass_by(self, *, wall: float, counted: float) -> None:
        self.wall.moment += timedelta(seconds=wall)
        self.counted += counted


@pytest.fixture
def clocks():
    return Clocks(HandClock(datetime(2026, 11, 24, 9, tzinfo=UTC)))


@pytest.fixture
def watch(qapp, clocks):
    nowhere = (QDBusConnection("nowhere"), QDBusConnection("nowhere either"))
    watch = SystemWatch(clocks.wall, counted=lambda: clocks.counted, buses=nowhere, tick_ms=NEVER)
    yield watch
    watch.close()


@pytest.mark.parametrize(
    ("wall", "counted", "slept"),
    [
        (5, 5, False),
        (34, 5, False),  # a clock put right by some seconds
        (3_600, 5, True),
        (40, 5, True),
        (300, 300, False),  # a busy computer is not asleep
        (-3_600, 5, False),  # nor one whose clock is put back
    ],
)
def test_a_clock_far_ahead_of_what_was_counted_means_sleep(qtbot, watch, clocks, wall, counted, slept):
    heard = []
    watch.left.connect(lambda: heard.append(True))
    clocks.pass_by(wall=wall, counted=counted)
    watch.tick()
    assert bool(heard) is slept
    clocks.pass_by(wall=5, counted=5)
    watch.tick()
    assert len(heard) <= 1  # awake again


def test_it_ticks_by_itself(qtbot, clocks):
    nowhere = (QDBusConnection("nowhere"), QDBusConnection("nowhere either"))
    watch = SystemWatch(clocks.wall, counted=lambda: clocks.counted, buses=nowhere, tick_ms=1)
    clocks.pass_by(wall=600, counted=1)
    with qtbot.waitSignal(watch.left):
        pass
    watch.close()
    assert not watch._ticks.isActive()


# -- Linux -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "path"), [("2", "_32"), ("12", "_312"), ("c1", "c1"), ("a-b", "a_2db"), ("é", "_e9")])
def test_a_session_is_found_under_its_escaped_name(name, path):
    assert session_path(name) == f"/org/freedesktop/login1/session/{path}"


@dataclass
class Bus:
    """A bus of our own: where the watch listens, and where the system speaks."""

    ear: QDBusConnection
    mouth: QDBusConnection

    def say(self, path: str, interface: str, signal: str, *values: object) -> None:
        message = QDBusMessage.createSignal(path, interface, signal)
        message.setArguments(list(values))
        assert self.mouth.send(message)


@pytest.fixture
def bus(qapp):
    if DAEMON is None:
        pytest.skip("no dbus-daemon on this machine")
    command = [DAEMON, "--session", "--nofork", "--nopidfile", "--print-address"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603 -- found by which
    try:
        address = daemon.stdout.readline().strip()
        yield Bus(QDBusConnection.connectToBus(address, "ear"), QDBusConnection.connectToBus(address, "mouth"))
    finally:
        for name in ("ear", "mouth"):
            QDBusConnection.disconnectFromBus(name)
        daemon.terminate()
        daemon.wait()
        daemon.stdout.close()


@pytest.fixture
def listening(bus, clocks, monkeypatch):
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    watch = SystemWatch(clocks.wall, buses=(bus.ear, bus.ear), tick_ms=NEVER)
    bus.ear.interface().isServiceRegistered(LOGIN)  # answered after what was asked before: the bus knows its listener
    yield watch
    watch.close()


SPOKEN = [
    ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", True),
    ("/org/freedesktop/login1/session/_32", f"{LOGIN}.Session", "Lock"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True),
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True),
]


@pytest.mark.parametrize("spoken", SPOKEN)
def test_linux_says_that_it_sleeps_or_locks(qtbot, bus, listening, spoken):
    with qtbot.waitSignal(listening.left):
        bus.say(*spoken)


def test_waking_up_and_other_people_s_screens_are_no_reason_to_leave(qtbot, bus, listening):
    heard = []
    listening.left.connect(lambda: heard.append(True))
    bus.say("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", False)
    bus.say("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False)
    bus.say("/org/freedesktop/login1/session/_33", f"{LOGIN}.Session", "Lock")
    with qtbot.waitSignal(listening.left):
        bus.say(*SPOKEN[1])  # after the others on the same bus: they have been heard by then
    assert heard == [True]


# -- Windows -----------------------------------------------------------------------------------------------


def _told(message: int, parameter: int, kind: bytes = EVENT_TYPE) -> int:
    """How often the filter says that the computer is left, for a message as Windows lays it out in memory."""
    heard = []
    told = wintypes.MSG(message=message, wParam=parameter)
    assert LeavingFilter(lambda: heard.append(True)).nativeEventFilter(kind, ctypes.addressof(told)) == (False, 0)
    return len(heard)


@pytest.mark.parametrize(("message", "parameter"), sorted(windows_session.LEAVING))
def test_windows_says_that_it_locks_or_sleeps(qapp, message, parameter):
    assert _told(message, parameter) == 1


@pytest.mark.parametrize(
    ("message", "parameter"),
    [(0x02B1, 0x8), (0x02B1, 0x5), (0x0218, 0x7), (0x0218, 0x12), (0x0100, 0x7), (0x0200, 0x4)],
)
def test_windows_waking_up_or_at_work_is_no_reason_to_leave(qapp, message, parameter):
    assert _told(message, parameter) == 0


def test_other_systems_messages_are_not_read(qapp):
    assert _told(0x02B1, 0x7, b"xcb_generic_event_t") == 0
