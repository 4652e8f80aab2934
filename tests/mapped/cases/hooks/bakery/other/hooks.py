"""Another module of the same name."""


def mood(text: str | None) -> str:
    return "glad" if text else "sad"


def shout(text: str) -> str:
    return text.upper()
