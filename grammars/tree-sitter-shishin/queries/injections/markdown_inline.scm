; Comments that silence a rule, behind what they hold for.

((html_tag) @injection.content
  (#match? @injection.content "^[<]!--\\s*[Ss]hishin\\s*[:：]")
  (#set! injection.language "shishin"))

; Clause numbers in brackets: [mic:3.2.1(2)].

([
  (shortcut_link)
  (full_reference_link)
  (inline_link)
] @injection.content
  (#match? @injection.content "^\\[[A-Za-z0-9._-]{1,64}[:：]")
  (#set! injection.language "shishin")
  (#set! injection.include-children))
