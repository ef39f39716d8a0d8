--- Going from finding to finding in a document.
local editor = require('shishin.editor')
local texts = require('shishin.texts')

local M = {}

--- The findings of Shishin in a buffer, in the order of the text.
local function findings(buffer)
  local found = vim.tbl_filter(function(diagnostic)
    return diagnostic.source == 'shishin'
  end, vim.diagnostic.get(buffer))
  table.sort(found, function(a, b)
    return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
  end)
  return found
end

--- Moves the cursor to the next (1) or previous (-1) finding, around the end, and shows it.
function M.go(direction)
  local found = findings(0)
  if #found == 0 then
    editor.notify(texts.get('no_finding'))
    return
  end
  local cursor = vim.api.nvim_win_get_cursor(0)
  local line, column = cursor[1] - 1, cursor[2]
  local first, last, target = 1, #found, nil
  if direction < 0 then
    first, last = last, first
  end
  for index = first, last, direction do
    local diagnostic = found[index]
    local ahead = diagnostic.lnum > line or (diagnostic.lnum == line and diagnostic.col > column)
    local behind = diagnostic.lnum < line or (diagnostic.lnum == line and diagnostic.col < column)
    if (direction > 0 and ahead) or (direction < 0 and behind) then
      target = diagnostic
      break
    end
  end
  target = target or found[first]
  vim.cmd("normal! m'")
  local count = vim.api.nvim_buf_line_count(0)
  vim.api.nvim_win_set_cursor(0, { math.min(target.lnum + 1, count), target.col })
  local buffer = vim.api.nvim_get_current_buf()
  -- The float closes when the cursor moves, and Neovim tells of this move when the command is over.
  vim.schedule(function()
    if vim.api.nvim_get_current_buf() == buffer then
      vim.diagnostic.open_float({ scope = 'cursor', focusable = false })
    end
  end)
end

return M
