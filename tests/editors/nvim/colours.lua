-- The colours of the grammar in a real Neovim, without a server: the parser is compiled, and the
-- plugin's queries inject it into Markdown.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
package.path = here .. '/?.lua;' .. package.path
local check = require('check')

check.run(function()
  vim.api.nvim_buf_set_lines(0, 0, -1, false, {
    '# 規程',
    '',
    'ログは5年間保存する。[mic-meti:別紙2 3.4-①-1]',
    '',
    '評価は適切に行う。 <!-- shishin: allow weak-wording because 契約書別表4に列挙 -->',
    '',
    '<!-- shishin: allow-document missing-owner because 別紙 -->',
  })
  vim.bo.filetype = 'markdown'
  vim.treesitter.start(0, 'markdown')
  vim.treesitter.get_parser(0, 'markdown'):parse(true)

  local function coloured(line, word, capture)
    local text = vim.api.nvim_buf_get_lines(0, line - 1, line, false)[1]
    local column = assert(text:find(word, 1, true)) - 1
    local names = vim.tbl_map(function(found)
      return found.lang .. '/' .. found.capture
    end, vim.treesitter.get_captures_at_pos(0, line - 1, column))
    check.check(word .. ' is a ' .. capture, vim.tbl_contains(names, 'shishin/' .. capture), names)
  end
  coloured(3, '[mic-meti:', 'module')
  coloured(3, '3.4', 'number')
  coloured(3, '①', 'label')
  coloured(5, 'allow', 'keyword.directive')
  coloured(5, 'weak-wording', 'constant')
  coloured(5, '契約書', 'string')
  coloured(7, 'allow-document', 'keyword.directive')
end)
