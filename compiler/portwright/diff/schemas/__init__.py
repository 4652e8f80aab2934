"""One value in both documents. `read` asks whether our type holds what comes, `send` whether what
our type holds is still taken; `level` is the value on both sides, `held` what our type holds of it.

`read_values`, `sent_values` and `sent_objects` compare its parts; `noted` adds deprecations and
defaults (`annotations`). Below them: `branches` (which became which), `limits` and `narrowing`,
`constants` and `patterns`, `conjuncts`, `place` (where a cause stands), `renames`, `unchanged`,
`words`.
"""
