--- Colours of what the server tells by meaning. Neovim's own links give most of it the colour of plain
--- text with the default colour scheme. Whoever sets these groups, in a colour scheme or by hand, wins.
local M = {}

local links = {
  ['type.number'] = 'Special',
  ['type.namespace'] = 'Identifier',
  ['type.macro'] = 'Todo',
  ['type.enumMember'] = 'String',
  ['type.property'] = 'Identifier',
  ['type.decorator'] = 'PreProc',
  ['type.modifier'] = 'DiagnosticWarn',
  ['type.keyword'] = 'Statement',
  ['mod.unresolved'] = 'DiagnosticError',
  ['mod.open'] = 'DiagnosticWarn',
  ['mod.excluded'] = 'Comment',
}

--- Defines the groups, where Neovim has them (from 0.9 on).
function M.define()
  if vim.fn.has('nvim-0.9') == 0 then
    return
  end
  for name, group in pairs(links) do
    vim.cmd(('highlight default link @lsp.%s.markdown %s'):format(name, group))
  end
end

return M
