from __future__ import annotations

import sys

import pytest

from ccmdesk.client.cache.vault import DeviceKey
from ccmdesk.client.sync.device import device_card, system_name
from ccmdesk.core import signatures

KEY = DeviceKey(bytes(range(32)), lasting=True)


def test_a_device_proves_its_key_for_one_attempt():
    card = device_card(KEY, "ab" * 16, "the token of an attempt")
    assert signatures.is_signed(card.public_key, signatures.DEVICE, "the token of an attempt", card.proof)
    assert not signatures.is_signed(card.public_key, signatures.DEVICE, "the token of another", card.proof)
    assert card.lasting


def test_a_device_has_a_name_and_a_system_that_people_know():
    card = device_card(KEY, "ab" * 16, "the token of an attempt")
    assert card.name.strip() == card.name != ""
    assert card.system == system_name()


@pytest.mark.skipif(sys.platform != "linux", reason="the name of a Linux distribution")
def test_a_linux_is_told_by_its_distribution():
    assert "Linux 6" not in system_name()
