"""The Go program that verifies logs with the Go project's own packages (`independent/main.go`)."""

import os
import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).parent / "independent" / "main.go"
PACKAGES = Path("/usr/share/gocode")
IS_HERE = bool(shutil.which("go")) and (PACKAGES / "src/golang.org/x/mod/sumdb/tlog").is_dir()
MISSING = "Go is missing (Debian: golang-go golang-golang-x-mod-dev)"


def built(folder: Path) -> Path:
    """From the machine's own packages: nothing is fetched."""
    program = folder / "independent"
    offline = {"GOPATH": str(PACKAGES), "GO111MODULE": "off", "GOFLAGS": ""}
    subprocess.run(["go", "build", "-o", program, SOURCE], check=True, env=os.environ | offline, cwd=folder)
    return program


def says(program: Path, *arguments: str | Path) -> tuple[int, str]:
    """Exit code and words."""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout.strip()
