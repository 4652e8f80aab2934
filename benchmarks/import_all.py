"""Import every module of a package, in whatever environment runs this; a count as JSON.

`python -P import_all.py FOLDER PACKAGE`, by the standard library alone.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys


def main() -> int:
    folder, package = sys.argv[1:]
    sys.path.insert(0, folder)
    failed: dict[str, str] = {}
    names = [package]
    try:
        root = importlib.import_module(package)
        found = pkgutil.walk_packages(root.__path__, f"{package}.", onerror=lambda name: None)
        names += sorted(item.name for item in found)
    except Exception as error:  # noqa: BLE001 - whatever another tool's code raises
        failed[package] = _line(error)
    for name in names:
        try:
            importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - as above
            failed[name] = _line(error)
    print(json.dumps({"modules": len(names), "failed": failed}))
    return 1 if failed else 0


def _line(error: Exception) -> str:
    said = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {said[0]}"


if __name__ == "__main__":
    sys.exit(main())
