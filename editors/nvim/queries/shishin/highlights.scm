; Colours for clause numbers and for comments that silence a rule.


((prefix) @module . (locator))
(announcement) @keyword
(word) @module
[
  (number)
  (ordinal)
  (roman)
] @number
(letters) @constant
[
  (circled)
  (parenthesised)
  (kana)
] @label
[
  (and)
  (through)
  (until)
] @operator

[
  (allow)
  (allow_document)
] @keyword.directive
(unknown) @error
(rule) @constant
(because) @keyword
(reason) @string
