"""Two documents compared as far as one integration uses them. The rooms, in the order to read:

- **What is found:** `verdict`, `change` (a change, a use, a finding), `family` and `families` (the
  table), `catalogue` (its documentation), `values` (how a document's values are written).
- **The run:** `compare` goes through the operations in use; `matching` finds each in the new
  document, `unread` says what is damaged there, `gathered` makes one finding of one cause,
  `additions` counts what is new.
- **One operation:** `operation` is the pair; `lifecycle`, `security`, `servers`, `parameters`,
  `bodies`, `answers` and `response_headers` each compare one part of it, with `media` and
  `beside_arguments`. `webhooks` belong to none.
- **Values:** the parts hand on pairs of schemas (`pair`), which `graph` compares each once, by
  `read` (does our type hold what comes?) or `send` (is what our type holds still taken?). Below
  them `level` is one value in both documents and `held` what our type holds of it; `read_values`,
  `sent_values` and `sent_objects` compare it. `noted` adds deprecations and defaults
  (`annotations`).
- **Schemas, for those:** `branches` (which became which), `limits` and `narrowing`, `constants` and
  `patterns`, `conjuncts`, `place` (where a cause stands), `renames`, `unchanged`, `words`.
- **What a spec says:** `known` is filled by `known_spec` from `known_reads` and `known_sends`;
  `produced` is what mappings can send, `spot` a path taken apart. `judge` turns a verdict by it.
- **Around it:** `acceptance` (the accept-list), `evidence` (of replays), `report` (all formats).

A verdict asks the generated types, not the old document: see docs/decisions/0014.
"""
