"""One operation in both documents. `operation` is the pair; `lifecycle`, `security`, `servers`,
`parameters`, `bodies`, `answers` and `response_headers` each compare one part of it, with `media`
and `beside_arguments` (what a request holds that no caller gives). `webhooks` belong to none.
"""
