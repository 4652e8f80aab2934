"""What may have nothing to say."""


def maybe(word: str | None) -> str | None:
    return word or None
