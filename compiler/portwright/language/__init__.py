"""The spec language: dataclasses are its one definition; reader and JSON Schema follow them."""
