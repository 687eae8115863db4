from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccmdesk.core import signatures

KEY = bytes(range(32))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def test_signs_as_rfc_8032_says():
    """Section 7.1, test 2: the algorithm itself, under our purpose and NUL."""
    secret = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    assert signatures.public_key(secret) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"


@given(TEXTS)
def test_a_signature_is_its_texts_alone(text):
    signature = signatures.sign(KEY, signatures.CHALLENGE, text)
    public = signatures.public_key(KEY)
    assert signatures.is_signed(public, signatures.CHALLENGE, text, signature)
    assert not signatures.is_signed(public, signatures.CHALLENGE, text + " ", signature)
    assert not signatures.is_signed(public, signatures.RECEIPT, text, signature)
    assert not signatures.is_signed(public, signatures.DEVICE, text, signature)
    assert not signatures.is_signed(signatures.public_key(KEY[::-1]), signatures.CHALLENGE, text, signature)


@given(TEXTS, st.integers(0, 511))
def test_no_bit_of_a_signature_may_change(text, bit):
    signature = bytearray.fromhex(signatures.sign(KEY, signatures.RECEIPT, text))
    signature[bit // 8] ^= 1 << bit % 8
    assert not signatures.is_signed(signatures.public_key(KEY), signatures.RECEIPT, text, signature.hex())


@pytest.mark.parametrize(
    ("public", "signature"),
    [("", "00" * 64), ("zz" * 32, "00" * 64), ("00" * 31, "00" * 64), ("00" * 32, ""), ("00" * 32, "é" * 128)],
)
def test_what_is_no_key_or_no_signature_signs_nothing(public, signature):
    assert not signatures.is_signed(public, signatures.RECEIPT, "text", signature)


@pytest.mark.parametrize("sign", [0, 0x80])
def test_the_neutral_point_signs_nothing(sign):
    """As a key it makes one signature fit every text, unless it is refused."""
    neutral = bytes([1, *[0] * 30, sign]).hex()
    forged = "01" + "00" * 63
    assert not signatures.is_signed(neutral, signatures.RECEIPT, "text", forged)


def test_keys_have_names():
    public = signatures.public_key(KEY)
    assert len(signatures.key_id(public)) == 32
    assert signatures.key_id(public) != signatures.key_id(signatures.public_key(KEY[::-1]))
    assert len(signatures.new_private_key()) == signatures.KEY_BYTES
