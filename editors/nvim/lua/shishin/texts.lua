--- What the plugin itself says, in the language that the server speaks.
local M = {}

local texts = {
  heading = { 'Clauses and answers', '条項と回答' },
  keys = { '<CR> open  <Tab> fold  w write the answer  K clause', '<CR> 開く  <Tab> 開閉  w 回答を書く  K 条文' },
  more_keys = { 'f filter  r refresh  q close', 'f 絞り込み  r 更新  q 閉じる' },
  missing = { 'missing', '記載なし' },
  weak = { 'weak', '不十分' },
  answers = { 'answers', '回答' },
  more = { '… %d more', '… ほか %d 件' },
  partial = { 'partial catalogue', '一部収録' },
  nothing_open = { 'nothing is missing or weak', '記載のない条項も、不十分な回答もありません' },
  no_guideline = { 'no document answers a guideline yet', 'ガイドラインに答えている文書がまだありません' },
  no_server = {
    'no server runs; open a document of a project, or see :checkhealth shishin',
    'サーバーが動いていません。プロジェクトの文書を開くか、:checkhealth shishin を見てください',
  },
  no_finding = { 'no finding in this document', 'この文書に指摘はありません' },
  no_document = {
    'there is no document in which the answer could be written',
    '回答を書ける文書がありません',
  },
  lock_changed = {
    'shishin.lock is changed and not saved yet; :wall saves it with the rest',
    'shishin.lock はまだ保存されていません。:wall で一緒に保存できます',
  },
  unknown_clause = { 'no clause “%s” is known', '条項「%s」は見つかりません' },
}

--- The text, with values put in.
function M.get(name, ...)
  local language = require('shishin.options').locale() == 'ja' and 2 or 1
  return texts[name][language]:format(...)
end

return M
