--- What is open in each document, for a status line.
local editor = require('shishin.editor')
local texts = require('shishin.texts')

local M = {}
local states = {}

local function ask(buffer)
  local client = editor.clients(buffer)[1]
  if not client then
    return
  end
  local parameters = { uri = vim.uri_from_bufnr(buffer) }
  editor.request(client, 'shishin/documentState', parameters, function(state)
    states[buffer] = state
    vim.cmd('redrawstatus')
  end)
end

--- Asks again for the documents whose state was shown.
function M.refresh()
  for buffer in pairs(states) do
    if vim.api.nvim_buf_is_loaded(buffer) then
      ask(buffer)
    else
      states[buffer] = nil
    end
  end
end

function M.text(buffer)
  buffer = (buffer and buffer ~= 0) and buffer or vim.api.nvim_get_current_buf()
  -- What was true before the server ended is not shown.
  if #editor.clients(buffer) == 0 then
    states[buffer] = nil
    return ''
  end
  local state = states[buffer]
  if state == nil then
    states[buffer] = false
    ask(buffer)
    return ''
  end
  if not state then
    return ''
  end
  local parts = {}
  for _, name in ipairs({ 'missing', 'weak' }) do
    if state.counts[name] > 0 then
      table.insert(parts, ('%s %d'):format(texts.get(name), state.counts[name]))
    end
  end
  if #parts == 0 then
    return ('%s %d'):format(texts.get('answers'), state.counts.answers)
  end
  return table.concat(parts, ' · ')
end

return M
