"""Make .venv and put into it what a purpose needs: `python3 requirements/install.py run` or `… test`.

Everything is pinned and checked by its hash (requirements/*.txt). Done once: as long as nothing changed, the next call
returns at once. Kept to what any Python 3 can read, so that an old one can say what is missing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
VENV = HERE / ".venv"
LEAST = (3, 11)
PURPOSES = {"run": ["run"], "test": ["test", "run"]}  # what the checks need holds all that running needs


def main(purpose):
    """Install for a purpose, unless that was done already."""
    if sys.version_info < LEAST:
        return restart(purpose)
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    state = fingerprint(purpose)
    stamp = VENV / f"installed-{purpose}"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == state and python.exists():
        return 0
    print(f"Setting up {VENV} (once; a minute or two) …", flush=True)
    if moved() or not works(python):
        make_venv()
    install = installer(python)
    steps = [
        ["--require-hashes", "-r", str(HERE / "requirements" / f"{purpose}.txt")],
        ["--no-deps", "--no-build-isolation", "-e", str(HERE)],
    ]
    for step in steps:
        done = subprocess.run([*install, *step], check=False)
        if done.returncode:
            print("Setting up did not finish; see above. The same command goes on where it stopped.", file=sys.stderr)
            return done.returncode
    for covered in PURPOSES[purpose]:
        (VENV / f"installed-{covered}").write_text(fingerprint(covered), encoding="utf-8")
    return 0


def restart(purpose):
    """Go on with a newer Python of this machine, or say that there is none."""
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        newer = shutil.which(name)
        if newer:
            return subprocess.run([newer, __file__, purpose], check=False).returncode
    print("legday needs Python 3.11 or newer; this is", sys.version.split()[0], file=sys.stderr)
    print("Install one, then say which: make run PYTHON=/path/to/python3.12", file=sys.stderr)
    return 1


def fingerprint(purpose):
    """Everything that the environment depends on: the lock, the package's own settings, this Python, this folder."""
    parts = [f"{sys.version} {sys.base_prefix}".encode()]
    parts += [(HERE / name).read_bytes() for name in (f"requirements/{purpose}.txt", "pyproject.toml")]
    digest = hashlib.sha256(b"\n".join(parts)).hexdigest()
    return f"{HERE}\n{digest}\n"


def moved():
    """Whether the environment was made for another folder; its programs know where they were."""
    return any(stamp.read_text(encoding="utf-8").split("\n")[0] != str(HERE) for stamp in VENV.glob("installed-*"))


def works(python):
    """Whether the environment's Python is there, starts, and is this Python."""
    if not python.exists():
        return False
    ask = [str(python), "-c", "import sys; print(sys.version)"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.strip() == sys.version.strip()


def make_venv():
    """Make an empty environment with what this machine has for it."""
    if VENV.exists():
        shutil.rmtree(VENV)
    python = getattr(sys, "_base_executable", sys.executable)  # not the environment's own, should it be switched on
    ways = [
        (has_ensurepip(), [python, "-m", "venv", str(VENV)]),
        (shutil.which("uv"), ["uv", "venv", "--quiet", "--python", python, str(VENV)]),
        (shutil.which("virtualenv"), ["virtualenv", "--quiet", "--python", python, str(VENV)]),
    ]
    for possible, command in ways:
        if possible and subprocess.run(command, check=False).returncode == 0:
            return
    print(
        "This Python cannot make a virtual environment. On Debian or Ubuntu: apt install python3-venv", file=sys.stderr
    )
    print("(uv or virtualenv will do too). Then give the same command again.", file=sys.stderr)
    raise SystemExit(1)


def has_ensurepip():
    """Whether `python -m venv` can bring pip along; Debian ships that apart."""
    try:
        import ensurepip
    except ImportError:
        return False
    return bool(ensurepip.version())


def installer(python):
    """The command that installs into the environment: its pip, or uv where there is no pip in it."""
    if subprocess.run([str(python), "-c", "import pip"], capture_output=True, check=False).returncode == 0:
        return [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return ["uv", "pip", "install", "--quiet", "--python", str(python)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
