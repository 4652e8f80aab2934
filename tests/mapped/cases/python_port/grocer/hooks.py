"""What the grocer knows of trees."""

import uuid


def is_tall(height: int | None) -> bool:
    return height is not None and height > 10


def spelled(code: uuid.UUID | None) -> str | None:
    return str(code) if code is not None else None
