"""What the spec says of each use: `known` is filled by `known_spec` from `known_reads` and
`known_sends`; `produced` is what mappings can send, `spot` a path taken apart. `judge` turns a
verdict by it.
"""
