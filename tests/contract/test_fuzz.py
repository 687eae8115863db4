"""5,000 requests made up from the published document: no server error, no answer that it does not declare.

As always the same ones, unless CCMDESK_FUZZ_SEED says otherwise; CCMDESK_FUZZ_REQUESTS asks for more of them
(`dev.py fuzz`: 20,000, other ones each time). A failure names its seed.
"""

from __future__ import annotations

import os
import sys

import pytest
from schemathesis import GenerationMode
from server.access_world import build, copied
from server.fuzzing import WHO, fuzz

REQUESTS = int(os.environ.get("CCMDESK_FUZZ_REQUESTS", "5000"))
SEED = int(os.environ.get("CCMDESK_FUZZ_SEED", "2366"))
ROUNDS = [(who, mode) for who in WHO for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    return build(tmp_path_factory.mktemp("fuzz"))


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize(("who", "mode"), ROUNDS, ids=[f"{who}, {mode.value}" for who, mode in ROUNDS])
def test_every_answer_is_declared(untouched, tmp_path, who, mode):
    sys.stdout.write(f"CCMDESK_FUZZ_SEED={SEED} repeats these requests\n")
    share = -(-REQUESTS // len(ROUNDS))
    with copied(untouched, tmp_path) as world:
        assert fuzz(world, WHO[who], mode, share, SEED) >= share
