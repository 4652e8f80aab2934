"""What reading the team's Python does not do, and what it costs."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from portwright.signatures.modules import Modules
from tests.signatures.project import PREAMBLE, port_of, read_hook, read_port, write

PARTS = """
@dataclass(frozen=True, slots=True)
class Record{0}:
    \"\"\"A record.\"\"\"

    id: str
    note: str | None = None
    parent: "Record{0} | None" = None


def hook{0}(first: str, last: str | None = None) -> str:
    \"\"\"A hook.\"\"\"
    words = [word for word in (first, last) if word]
    return " ".join(words)


class Port{0}(Protocol):
    async def get(self, *, payment_id: str, since: datetime | None = None) -> Record{0}:
        \"\"\"Gets it.\"\"\"
        ...
"""


def test_nothing_is_ever_run(tmp_path: Path) -> None:
    bomb = f"open({str(tmp_path / 'ran')!r}, 'w').close()\n"
    text = f"""
{bomb}
from . import bomb
from .bomb import *
class Port(Protocol):
    {bomb}
    def get(self, *, a: "print({bomb.strip()})" = {bomb.strip()}) -> bomb.Thing: ...
@({bomb.strip()})
def name(a: str = {bomb.strip()}) -> str: ...
"""
    port_of(tmp_path, text, bomb=bomb, hooks=PREAMBLE + text, **{"__init__": bomb})
    assert read_hook(tmp_path, "name") is not None
    assert not (tmp_path / "ran").exists()
    assert [name for name in sys.modules if name.split(".")[0] == "shop"] == []
    exec(bomb)
    assert (tmp_path / "ran").exists()  # any of the lines would have done it


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = '''
word = "\\d"
class Port(Protocol):
    def get(self) -> None:
        """Gets.

        Args:
            unknown: no such parameter
            malformed
        Raises:
            no colon
        :raises:
        :param x y z
        """
'''
    port_of(tmp_path, text)
    assert capfd.readouterr() == ("", "")


def test_who_has_no_python_does_not_pay_for_griffe(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "import portwright.signatures.port, portwright.signatures.hook, portwright.build.compile\n"
        "from pathlib import Path\n"
        "from portwright.signatures.modules import Modules\n"
        "modules = Modules((Path('.'),))\n"
        "assert modules.get('shop.nowhere') is None\n"
        "assert 'griffe' not in sys.modules\n"
        "assert modules.get('shop.ports') is not None\n"
        "assert 'griffe' in sys.modules\n"
    )
    write(tmp_path, ports="")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_large_module_is_read_fast(tmp_path: Path) -> None:
    text = PREAMBLE + "".join(PARTS.format(number) for number in range(50))
    assert 1000 <= len(text.splitlines()) <= 1200
    write(tmp_path, ports=text)
    read_port(tmp_path, name="Port0")  # griffe is imported
    costs = []
    for _ in range(5):
        start = time.process_time()
        Modules((tmp_path,)).get("shop.ports")
        costs.append(time.process_time() - start)
    assert min(costs) < 0.1
