; Comments that silence a rule, where they stand alone.

((html_block) @injection.content
  (#match? @injection.content "^ {0,3}[<]!--\\s*[Ss]hishin\\s*[:：]")
  (#set! injection.language "shishin"))
