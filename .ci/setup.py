"""Makes `.venv` and installs `requirements.lock` into it, doing nothing where both are as they should be.

Runs on the interpreter of the machine, whatever its age, so it keeps to the syntax of old ones.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".installed-lock"
OLDEST_PYTHON = (3, 11)


def venv_python() -> Path:
    """Return the interpreter of `.venv`."""
    return VENV / "bin" / "python"


def is_usable() -> bool:
    """Tell whether `.venv` has pip and a working interpreter of the running version; an interrupted one has no pip."""
    question = "import pip, sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([str(venv_python()), "-c", question], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def create() -> None:
    """Make `.venv` anew."""
    shutil.rmtree(VENV, ignore_errors=True)
    print(f"Making .venv with Python {sys.version_info.major}.{sys.version_info.minor} …", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
        sys.exit("This Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv")


def install(digest: str) -> None:
    """Install exactly what the lock names, each package checked against its hash."""
    print("Installing the locked packages …", flush=True)
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*pip, "install", "--quiet", "--require-hashes", "-r", str(LOCK)], check=False).returncode:
        sys.exit("The locked packages could not be installed; pip says above why.")
    STAMP.write_text(digest, encoding="ascii")


def main() -> None:
    """Bring `.venv` in step with the lock."""
    if sys.version_info < OLDEST_PYTHON:
        wanted, found = (".".join(map(str, version)) for version in (OLDEST_PYTHON, sys.version_info[:2]))
        sys.exit(
            f"Python {wanted} or newer is needed; {sys.executable} is {found}. "
            f"Name another one: make PYTHON=python{wanted} …"
        )
    if not is_usable():
        create()
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not STAMP.exists() or STAMP.read_text(encoding="ascii") != digest:
        install(digest)


if __name__ == "__main__":
    main()
