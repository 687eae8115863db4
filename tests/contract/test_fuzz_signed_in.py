"""Requests made up from the published document, signed in: no server error, no answer that it does not declare.

The two files share 5,000 requests; a failure names the seed that repeats it (see `fuzzing`).
"""

from __future__ import annotations

import pytest
from schemathesis import GenerationMode
from server.access_world import OWNER, build
from server.fuzzing import fuzz_copy


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    return build(tmp_path_factory.mktemp("fuzz"))


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
def test_every_answer_is_declared(untouched, tmp_path, mode):
    fuzz_copy(untouched, tmp_path, OWNER, mode)
