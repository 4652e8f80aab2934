"""Media types: does an answer hold what the document declares?"""

from functools import lru_cache


@lru_cache(maxsize=512)
def media_matches(declared: str, actual: str | None) -> bool:
    """Whether Content-Type `actual` is of the kind `declared`.

    All JSON types are one kind; an answer without a Content-Type is taken at its word.
    """
    if not actual:
        return True
    wanted, got = _essence(declared), _essence(actual)
    if wanted == got or wanted in ("*/*", ""):
        return True
    if wanted.endswith("/*"):
        return got.startswith(wanted[:-1])
    return is_json(wanted) and is_json(got)


def is_json(media: str) -> bool:
    """application/json, application/problem+json, text/json and their like."""
    subtype = _essence(media).rpartition("/")[2]
    return subtype in ("json", "x-json", "javascript") or subtype.endswith("+json")


def _essence(media: str) -> str:
    return media.partition(";")[0].strip().lower()
