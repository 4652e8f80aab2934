"""Looks for documents that portwright does not survive; runs for as long as one lets it.

    python scripts/fuzz_documents.py loader --seconds 60    # bytes, in this process
    python scripts/fuzz_documents.py texts                  # each hostile text in each place
    python scripts/fuzz_documents.py heavy                  # what takes seconds each

`loader` changes the bytes of good documents at random. With atheris (`pip install atheris`, Linux)
it is led by what code they reach, without it blindly. A document that ends in an exception is
kept in the folder `--keep`, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.hostile.compiler import Compiler
from tests.hostile.front import run
from tests.hostile.judge import judged
from tests.hostile.shapes import HEAVY
from tests.hostile.texts import TEXTS, filled, shifted
from tests.openapi.samples import SAMPLE_2, SAMPLE_3

_LONGEST = 20_000
_PIECES = (
    *(b'"', b"'", b"{", b"}", b"[", b"]", b":", b",", b"\n", b"\0", b"\xff", b"\\u", b"&a ", b"*a"),
    *(b"<<", b"!!", b"- ", b"? ", b"#/", b'"$ref"', b"1e9", b"-0", b"null", b"true", b"~1", b"x-"),
)


def seeds() -> list[bytes]:
    """Good documents, as JSON and as YAML."""
    documents = (filled(str), SAMPLE_3, SAMPLE_2)
    texts = [json.dumps(item) for item in documents]
    return [item.encode() for item in (*texts, *map(yaml.safe_dump, documents))]


def changed(data: bytes, choose: random.Random) -> bytes:
    """The bytes with a few pieces cut out, repeated, moved or put in."""
    for _ in range(choose.randint(1, 6)):
        start = choose.randrange(len(data) + 1)
        end = min(len(data), start + choose.choice((0, 1, 4, 40, 400)))
        put = choose.choice((b"", choose.choice(_PIECES), data[start:end] * 2, choose.randbytes(2)))
        data = (data[:start] + put + data[end:])[:_LONGEST]
    return data


def survives(data: bytes, keep: Path) -> bool:
    """Whether a document ends well; one that does not is kept."""
    name = "a.json" if data.lstrip()[:1] in (b"{", b"[") else "a.yaml"
    try:
        run(Path(name), data)
    except Exception:  # noqa: BLE001 - this is what is looked for
        keep.mkdir(parents=True, exist_ok=True)
        kept = keep / f"{hashlib.sha256(data).hexdigest()[:12]}-{name}"
        kept.write_bytes(data)
        sys.stderr.write(f"{kept}\n{traceback.format_exc()}\n")
        return False
    return True


def blindly(seconds: float, seed: int, keep: Path) -> int:
    """How many documents did not survive."""
    choose, ends, failed, count = random.Random(seed), time.monotonic() + seconds, 0, 0
    while time.monotonic() < ends:
        count += 1
        failed += not survives(changed(choose.choice(seeds()), choose), keep)
    sys.stdout.write(f"{count} documents, {failed} not survived\n")
    return failed


def led(seconds: int, seed: int, keep: Path) -> None:
    """By atheris, which ends the process itself at the first that does not survive."""
    import atheris

    atheris.instrument_all()

    def one(data: bytes) -> None:
        if not survives(data, keep):
            raise AssertionError("not survived")

    with tempfile.TemporaryDirectory() as corpus:
        for index, data in enumerate(seeds()):
            (Path(corpus) / str(index)).write_bytes(data)
        flags = [f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={_LONGEST}"]
        atheris.Setup([sys.argv[0], corpus, *flags], one)
        atheris.Fuzz()


def documents(kind: str) -> Iterator[tuple[str, Any]]:
    if kind == "texts":
        yield from ((f"shift {index}", shifted(index)) for index in range(len(TEXTS)))
    else:
        yield from ((name, made()) for name, made in HEAVY.items())


def compiled(kind: str) -> int:
    """How many documents of a kind were not compiled safely, or within the limits."""
    compiler, failed = Compiler(), 0
    for name, document in documents(kind):
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            try:
                judged(compiler, Path(folder), document)
                said = "ok"
            except AssertionError:
                failed, said = failed + 1, traceback.format_exc()
            sys.stdout.write(f"{time.monotonic() - began:5.1f} s  {name}: {said}\n")
    compiler.close()
    return failed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("loader", "texts", "heavy"))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(".cache/not-survived"))
    given = parser.parse_args()
    if given.kind != "loader":
        raise SystemExit(bool(compiled(given.kind)))
    if importlib.util.find_spec("atheris") is not None:
        led(given.seconds, given.seed, given.keep)
        return
    raise SystemExit(bool(blindly(given.seconds, given.seed, given.keep)))


if __name__ == "__main__":
    main()
