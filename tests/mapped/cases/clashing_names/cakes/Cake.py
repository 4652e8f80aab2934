"""A module whose name stands for something else in the generated modules."""


def spelled(name: str) -> str:
    return name
