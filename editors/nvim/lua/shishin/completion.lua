--- Completion as Neovim's own client does it.
---
--- Neovim 0.11 takes of the text of an item what stands before its first blank, so that of a clause
--- number half would be inserted. The whole text is a word here.
local M = {}

--- For |vim.lsp.completion.enable()|: what Vim inserts for an item of the server. A snippet is left
--- to Neovim, which expands it.
function M.convert(item)
  local plain = item.insertTextFormat ~= vim.lsp.protocol.InsertTextFormat.Snippet
  return plain and item.textEdit and { word = item.textEdit.newText } or {}
end

--- Whether completion is on in a buffer by the user's doing, and whether it opens by itself there.
local function as_the_user_has_it(buffer)
  local group = ('nvim.lsp.completion_%d'):format(buffer)
  local ok, found = pcall(vim.api.nvim_get_autocmds, { group = group, buffer = buffer })
  local by_itself = vim.tbl_filter(function(command)
    return command.event == 'InsertCharPre'
  end, ok and found or {})
  return ok and #found > 0, #by_itself > 0
end

--- Turns completion on for a buffer. Who turned it on before keeps what opens it.
function M.enable(client, buffer)
  if not (vim.lsp.completion and vim.lsp.completion.enable) then
    return
  end
  local is_on, by_itself = as_the_user_has_it(buffer)
  if is_on then
    -- The first that turns it on decides what a word is.
    vim.lsp.completion.enable(false, client.id, buffer)
  end
  vim.lsp.completion.enable(true, client.id, buffer, { autotrigger = by_itself, convert = M.convert })
end

return M
