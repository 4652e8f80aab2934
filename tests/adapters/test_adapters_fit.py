"""The type checker proves which adapter fits which port, and refuses every other."""

from __future__ import annotations

from pathlib import Path

from mypy import api

ROOT = Path(__file__).resolve().parents[2]
FITS = Path(__file__).with_name("fits.py")


def test_the_type_checker_tells_what_fits_a_port() -> None:
    """Each line that says that it does not fit does not, and no other."""
    lines = enumerate(FITS.read_text("utf-8").splitlines(), 1)
    wanted = {number for number, line in lines if line.endswith("# does not fit")}
    config = str(ROOT / "pyproject.toml")
    out, err, _ = api.run(["--strict", "--config-file", config, str(FITS)])
    told = {int(line.split(":")[1]) for line in out.splitlines() if ": error:" in line}
    assert wanted
    assert told == wanted, out + err
