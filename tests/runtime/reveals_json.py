"""What a type checker says of values that a document leaves open. Read by test_runtime_typing."""

from __future__ import annotations

from typing import reveal_type

from msgspec import Struct

from portwright_runtime import Json, JsonInput, JsonObjectInput


class Read(Struct):
    value: Json
    extra: dict[str, Json]


class Sent(Struct):
    value: JsonInput
    extra: JsonObjectInput


def read(answer: Read) -> None:
    if isinstance(answer.value, str):
        reveal_type(answer.value)  # is: str
    match answer.extra:
        case {"id": str(name), "size": int(size)}:
            reveal_type(name)  # is: str
            reveal_type(size)  # is: int
    count = answer.extra.get("count")
    reveal_type(count if isinstance(count, int) else 0)  # is: int
    answer.extra["id"].upper()  # wrong
    len(answer.value)  # wrong


def send(texts: dict[str, str], answer: Read, names: list[str]) -> None:
    Sent(value=texts, extra=texts)
    Sent(value=answer.value, extra=answer.extra)
    Sent(value=answer, extra={"a": [1, None, {"b": names}], "answer": answer})
    Sent(value={1, 2}, extra={})  # wrong
    Sent(value=object(), extra={})  # wrong
