"""Generates a TypeScript client from the pinned OpenAPI document and compiles a sample frontend against it.

Works in `var/typed-client`; the packages of `tests/client/package-lock.json` are installed there once.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tests" / "client"
DOCUMENT = ROOT / "tests" / "api" / "openapi.snapshot.json"
PLACE = ROOT / "var" / "typed-client"
FILES = ("package.json", "package-lock.json", ".npmrc", "tsconfig.json", "client.ts")
NOT_INSTALLED = 75
"""The exit code where the packages could not be had."""
MINUTES = 5


def run(*command: str) -> int:
    """Run a program of Node's in the place and return its exit code."""
    return subprocess.run(command, cwd=PLACE, timeout=MINUTES * 60, check=False).returncode


def install(npm: str) -> bool:
    """Install what the lock names, unless it is there."""
    done = PLACE / "node_modules" / "installed-lock.json"
    lock = (SOURCES / "package-lock.json").read_bytes()
    if done.exists() and done.read_bytes() == lock:
        return True
    if run(npm, "ci"):
        return False
    done.write_bytes(lock)
    return True


def main() -> int:
    """Install, generate, compile."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        return NOT_INSTALLED
    PLACE.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(SOURCES / name, PLACE / name)
    if not install(npm):
        return NOT_INSTALLED
    modules = PLACE / "node_modules"
    generator = str(modules / "openapi-typescript" / "bin" / "cli.js")
    if run(node, generator, str(DOCUMENT), "--output", "api.d.ts"):
        return 1
    return run(node, str(modules / "typescript" / "bin" / "tsc"))


if __name__ == "__main__":
    sys.exit(main())
