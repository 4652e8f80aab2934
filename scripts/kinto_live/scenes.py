"""What stands on the server before a case of `specs/kinto` is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .server import Server

# Their moments tell their versions, which cases name.
_BOOKS: Final = {
    "emma": {"title": "Emma", "pages": 474, "last_modified": 1700000000001},
    "dracula": {"title": "Dracula", "pages": 418, "last_modified": 1700000000002},
    "persuasion": {"title": "Persuasion", "pages": 249, "last_modified": 1700000000003},
    "middlemarch": {"title": "Middlemarch", "pages": 904, "last_modified": 1700000000004},
    "walden": {"title": "Walden", "pages": 354, "last_modified": 1700000000005},
}


@dataclass(frozen=True, slots=True)
class Scene:
    """The case, its shelf and the books there; None is no collection of books either.

    `is_of_another` is a shelf that somebody else made.
    """

    case: str
    shelf: str | None
    books: tuple[str, ...] | None = ()
    is_of_another: bool = False


SCENES: Final = (
    Scene("make_shelf/made", None),
    Scene("make_shelf/there_already", "there-already", None),
    Scene("make_collection/made", "shelf-made", None),
    Scene("add_book/added", "added"),
    Scene("get_book/found", "found", ("emma",)),
    Scene("get_book/missing", "missing"),
    Scene("get_book/of_another", "of-another", ("emma",), is_of_another=True),
    Scene("list_books/three_pages", "three-pages", tuple(_BOOKS)),
    Scene("revise_book/revised", "revised", ("emma",)),
    Scene("revise_book/outdated", "outdated", ("emma",)),
    Scene("remove_book/removed", "removed", ("emma",)),
    Scene("remove_book/outdated", "remove-outdated", ("emma",)),
)


def prepare(scene: Scene, server: Server) -> None:
    """Put the shelf and its books there."""
    if scene.shelf is None:
        return
    owner = Server(server.origin) if scene.is_of_another else server
    shelf = f"buckets/{scene.shelf}"
    owner.put(shelf, {})
    if scene.books is not None:
        owner.put(f"{shelf}/collections/books", {})
    for name in scene.books or ():
        owner.put(f"{shelf}/collections/books/records/{name}", _BOOKS[name])
