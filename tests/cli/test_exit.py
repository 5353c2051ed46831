from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def legday(*words: str) -> subprocess.CompletedProcess[str]:
    program = "from legday.cli import main; main()"
    return subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=False)


def test_bad_input_ends_with_status_2_and_one_line():
    ended = legday("import", "nowhere.csv")
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "nowhere.csv" in ended.stderr


def test_an_answer_that_cannot_be_written_is_said_so():
    with Path("/dev/full").open("w") as full:
        program = "from legday.cli import main; main()"
        ended = subprocess.run(
            [sys.executable, "-c", program, "movements", "--json"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode != 0
    assert b"Traceback" not in ended.stderr


def test_a_port_in_use_is_said_so():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = legday("serve", "--no-browse", "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 2
    assert "port" in ended.stderr


def test_without_accounts_it_listens_on_this_machine_only():
    ended = legday("serve", "--no-browse", "--host", "0.0.0.0")  # noqa: S104 - the refusal is what is tested
    assert ended.returncode == 2
