"""Our witness, by the words of C2SP tlog-witness."""

import base64
import tempfile
import threading
import urllib.request
from datetime import UTC, datetime
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from parvis.register.cosignatures import ED25519, ML_DSA_44, Cosigner
from parvis.register.notes import Signer
from parvis.register.witness.memory import latest
from parvis.register.witness.protocol import Refused, log_key, read

from .small_logs import KEY, Log, ask, serving, witness

LOG = Log(300)
FORK = Log(300, branch="other", at=100)
AT = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def ours(tmp_path):
    return witness(tmp_path, clock=lambda: AT)


def seen(witness):
    with witness.memory.held() as file:
        return latest(file, KEY.name).size


@pytest.mark.parametrize("kind", [ED25519, ML_DSA_44], ids=["ed25519", "ml-dsa-44"])
def test_it_cosigns_what_it_sees_first(tmp_path, kind):
    ours = witness(tmp_path, kind=kind, clock=lambda: AT)
    answer = ours.add_checkpoint(LOG.request(0, 5))

    assert answer.status == 200
    assert ours.key.key.cosigned_at(LOG.checkpoint(5) + answer.body) == AT


def test_it_cosigns_what_grew_out_of_that(ours):
    sizes = [0, 1, 2, 3, 7, 8, 200, 255, 256, 300]

    assert {ours.add_checkpoint(LOG.request(*step)).status for step in pairwise(sizes)} == {200}
    assert seen(ours) == 300


def test_it_cosigns_the_same_checkpoint_again(ours):
    ours.add_checkpoint(LOG.request(0, 5))

    assert ours.add_checkpoint(LOG.request(5, 5)).status == 200


def test_it_cosigns_an_empty_log(ours):
    assert ours.add_checkpoint(LOG.request(0, 0)).status == 200


def test_a_log_may_sign_with_ml_dsa(tmp_path):
    key = Cosigner("example.org/other", ML_DSA_44, bytes(32))
    ours = witness(tmp_path, keys=[key.key])
    text = f"{key.name}\n5\n{base64.b64encode(LOG.state(5).root).decode()}\n"

    assert ours.add_checkpoint(f"old 0\n\n{text}\n{key.line(text, AT)}".encode()).status == 200


def test_an_unknown_log_is_not_found(ours):
    other = Log(5, key=Signer("example.org/other", bytes(32)))

    assert ours.add_checkpoint(other.request(0, 5)).status == 404


def test_another_key_under_the_same_name_is_forbidden(ours):
    other = Log(5, key=Signer(KEY.name, bytes([9] * 32)))

    assert ours.add_checkpoint(other.request(0, 5)).status == 403


def test_a_changed_checkpoint_is_forbidden(ours):
    assert ours.add_checkpoint(LOG.request(0, 5).replace(b"\n5\n", b"\n6\n")).status == 403


def test_a_greater_old_size_is_a_bad_request(ours):
    assert ours.add_checkpoint(LOG.request(6, 5)).status == 400


def test_another_old_size_is_a_conflict_that_names_the_size(ours):
    ours.add_checkpoint(LOG.request(0, 5))
    answer = ours.add_checkpoint(LOG.request(4, 9))

    assert (answer.status, answer.body, answer.content_type) == (409, "5\n", "text/x.tlog.size")


def test_a_shorter_log_is_a_conflict(ours):
    ours.add_checkpoint(LOG.request(0, 9))

    assert ours.add_checkpoint(LOG.request(5, 5)).status == 409


def test_another_root_of_the_same_size_is_a_conflict(ours):
    ours.add_checkpoint(LOG.request(0, 200))

    assert ours.add_checkpoint(FORK.request(200, 200)).status == 409


def test_a_fork_is_refused(ours):
    ours.add_checkpoint(LOG.request(0, 200))

    assert ours.add_checkpoint(FORK.request(200, 300)).status == 422
    assert seen(ours) == 200


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [(5, 9, []), (5, 9, LOG.proof(4, 9)), (5, 9, [*LOG.proof(5, 9), bytes(32)]), (5, 5, [bytes(32)])],
)
def test_a_wrong_proof_is_refused(ours, old, new, proof):
    ours.add_checkpoint(LOG.request(0, old))

    assert ours.add_checkpoint(LOG.request(old, new, proof)).status == 422


def test_a_proof_from_nothing_is_empty(ours):
    assert ours.add_checkpoint(LOG.request(0, 5, [bytes(32)])).status == 422


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 0",
        b"old 0\n",
        b"\n\n" + LOG.checkpoint(5).encode(),
        b"old 00\n\n" + LOG.checkpoint(5).encode(),
        b"old  0\n\n" + LOG.checkpoint(5).encode(),
        b"old -1\n\n" + LOG.checkpoint(5).encode(),
        b"old 0\n????\n\n" + LOG.checkpoint(5).encode(),
        b"old 0\nAAAA\n\n" + LOG.checkpoint(5).encode(),
        b"old 0\n\nno checkpoint\n",
        b"old 0\n\n\xff\xfe",
        LOG.request(5, 300, [bytes(32)] * 64),
    ],
)
def test_what_is_no_request_is_a_bad_one(ours, body):
    assert ours.add_checkpoint(body).status == 400


def status_of(body):
    """200 where it can be read, whatever else is wrong with it."""
    try:
        read(body)
    except Refused as refusal:
        return refusal.answer.status
    return 200


@given(st.binary(max_size=300))
def test_bytes_are_no_request(body):
    assert status_of(body) == 400


@given(st.data())
def test_a_request_with_one_byte_changed_is_read_or_refused(data):
    body = bytearray(LOG.request(5, 300))
    body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))

    assert status_of(bytes(body)) in (200, 400)


class Conversation(RuleBasedStateMachine):
    """Whoever asks what in whatever order: what it cosigns is one log, which never gets shorter."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.witness = witness(Path(self.folder.name))
        self.roots = {0: LOG.state(0).root}
        self.last = 0

    @rule(log=st.sampled_from([LOG, FORK]), old=st.integers(0, 300), new=st.integers(0, 300), honest=st.booleans())
    def ask(self, log, old, new, honest):
        old = self.last if honest else old
        answer = self.witness.add_checkpoint(log.request(old, new))
        root = log.state(new).root
        grew = log.state(self.last).root == self.roots[self.last]
        if old > new:
            assert answer.status == 400
        elif old != self.last or (old == new and root != self.roots[old]):
            assert (answer.status, answer.body) == (409, f"{self.last}\n")
        elif old == 0 or grew:
            assert answer.status == 200
            self.roots[new], self.last = root, new
        else:
            assert answer.status == 422

    @invariant()
    def it_remembers_what_it_cosigned(self):
        if hasattr(self, "witness"):
            with self.witness.memory.held() as file:
                state = latest(file, KEY.name)
            assert (state.size, state.root) == (self.last, self.roots[self.last])

    def teardown(self):
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)


def test_what_is_no_log_key_is_refused():
    with pytest.raises(ValueError, match="key"):
        log_key("x")


# Over HTTP


def test_it_answers_over_http(ours):
    with serving(ours) as server:
        status, _type, body = ask(server.url, LOG.request(0, 5))

    assert status == 200
    assert ours.key.key.cosigned_at(LOG.checkpoint(5) + body.decode()) == AT


def test_the_size_has_its_type_over_http(ours):
    with serving(ours) as server:
        ask(server.url, LOG.request(0, 5))

        assert ask(server.url, LOG.request(0, 9)) == (409, "text/x.tlog.size", b"5\n")


def test_a_connection_serves_several_requests(ours):
    with serving(ours) as server:
        connection = HTTPConnection("127.0.0.1", server.server_port)
        statuses = []
        for step in ((0, 5), (5, 9), (9, 200)):
            connection.request("POST", "/add-checkpoint", LOG.request(*step))
            answer = connection.getresponse()
            answer.read()
            statuses.append(answer.status)
        connection.close()

    assert statuses == [200, 200, 200]


@pytest.mark.parametrize(("path", "body", "status"), [("/other", b"", 404), ("/add-checkpoint", bytes(70_000), 400)])
def test_what_it_does_not_serve(ours, path, body, status):
    with serving(ours) as server:
        connection = HTTPConnection("127.0.0.1", server.server_port)
        connection.putrequest("POST", path)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        answer = connection.getresponse()
        connection.close()

    assert answer.status == status


@pytest.mark.parametrize("length", ["-1", "x", "²", "9" * 5000])
def test_a_length_that_is_none_is_a_bad_request(ours, length):
    with serving(ours) as server:
        connection = HTTPConnection("127.0.0.1", server.server_port)
        connection.putrequest("POST", "/add-checkpoint")
        connection.putheader("Content-Length", length.encode())
        connection.endheaders()
        answer = connection.getresponse()
        connection.close()

    assert answer.status == 400


def test_it_does_not_serve_get(ours):
    with serving(ours) as server, pytest.raises(HTTPError, match="404") as refused:
        urllib.request.urlopen(f"{server.url}/add-checkpoint")
    refused.value.close()


def test_of_many_who_ask_from_the_same_size_one_is_first(ours):
    """Checking the old size and keeping the new one are one step: whoever comes second is told the size."""
    statuses = []
    with serving(ours) as server:
        ask(server.url, LOG.request(0, 5))
        rivals = [LOG if index % 2 else Log(300, branch=str(index), at=5) for index in range(16)]
        threads = [
            threading.Thread(
                target=lambda log=log, size=10 + size: statuses.append(ask(server.url, log.request(5, size))[0])
            )
            for size, log in enumerate(rivals)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(statuses) == [200, *[409] * 15]
