"""Virtual environments for what is compared, one for each, under .cache/."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.measure import progress
from benchmarks.stripe_document import CACHE


def programs_with(requirements: tuple[str, ...]) -> Path:
    """The folder of the programs of an environment with these; made when it is not there.

    Without requirements that of this process.
    """
    if not requirements:
        return Path(sys.executable).parent
    home = CACHE / "venvs" / requirements[0].partition("==")[0]
    stamp = home / "installed"
    wanted = "\n".join(requirements)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        _install(home, requirements)
        stamp.write_text(wanted, encoding="utf-8")
    return home / "bin"


def _install(home: Path, requirements: tuple[str, ...]) -> None:
    progress(f"installing {', '.join(requirements)}")
    venv.create(home, clear=True, with_pip=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", *requirements], check=True)
