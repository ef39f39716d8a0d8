--- The preview of a clause in a floating window.
local editor = require('shishin.editor')
local texts = require('shishin.texts')

local M = {}

--- Shows a clause by its guideline and stable id.
function M.preview(client, guideline, clause, uri)
  local parameters = { guideline = guideline, clause = clause, uri = uri or vim.NIL }
  editor.request(client, 'shishin/clause', parameters, function(text)
    if not text then
      return
    end
    local lines = vim.split(text.markdown, '\n', { plain = true })
    vim.lsp.util.open_floating_preview(lines, 'markdown', {
      border = 'rounded',
      max_width = 80,
      wrap = true,
      focus_id = 'shishin/clause',
    })
  end)
end

--- The clauses that the view knows, by what a user types for them.
local function known()
  local found = {}
  require('shishin.coverage').each(function(node)
    table.insert(found, node)
  end)
  return found
end

function M.complete(typed)
  local names = {}
  for _, node in ipairs(known()) do
    local label = editor.given(node.label)
    if label and vim.startswith(label, typed) then
      table.insert(names, label)
    end
  end
  return names
end

--- Shows the clause with this number; without a number, what stands under the cursor.
function M.preview_named(number)
  local client = editor.client()
  if not client then
    editor.notify(texts.get('no_server'), vim.log.levels.WARN)
    return
  end
  if number == '' then
    vim.lsp.buf.hover()
    return
  end
  require('shishin.coverage').load(function()
    for _, node in ipairs(known()) do
      if editor.given(node.label) == number or node.clause == number then
        M.preview(client, node.guideline, node.clause)
        return
      end
    end
    editor.notify(texts.get('unknown_clause', number), vim.log.levels.WARN)
  end)
end

return M
