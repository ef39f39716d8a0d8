--- The review file in a buffer that nobody looks at: a code action changes it and Neovim does not
--- write it.
local editor = require('shishin.editor')
local texts = require('shishin.texts')

local M = {}

--- The buffers that are watched.
local watched = {}

local function tell(buffer)
  local hidden = vim.api.nvim_buf_is_loaded(buffer) and vim.fn.bufwinid(buffer) == -1
  if hidden and vim.bo[buffer].modified then
    editor.notify(texts.get('lock_changed'))
  end
end

--- Says how to write the file when it was changed out of sight.
function M.watch(buffer)
  if watched[buffer] then
    return
  end
  watched[buffer] = true
  local told = vim.schedule_wrap(function()
    tell(buffer)
  end)
  vim.api.nvim_buf_attach(buffer, false, {
    on_lines = function()
      told()
    end,
    on_detach = function()
      watched[buffer] = nil
    end,
  })
  -- The change that made the buffer may have come before its server.
  told()
end

return M
