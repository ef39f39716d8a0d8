--- What differs between Neovim's versions, in one place.
local M = {}

M.has_lsp_config = vim.lsp.config ~= nil and vim.lsp.enable ~= nil

--- The clients of Shishin, of one buffer or of all.
function M.clients(buffer)
  local found
  if vim.lsp.get_clients then
    found = vim.lsp.get_clients({ name = 'shishin', bufnr = buffer })
  else
    found = vim.tbl_values(buffer and vim.lsp.buf_get_clients(buffer) or vim.lsp.get_active_clients())
  end
  return vim.tbl_filter(function(client)
    return client.name == 'shishin'
  end, found)
end

--- The client that speaks for a buffer, or any where the buffer has none.
function M.client(buffer)
  return M.clients(buffer or vim.api.nvim_get_current_buf())[1] or M.clients()[1]
end

--- Sends a request; `done` gets the result, or nil where there is none.
function M.request(client, method, parameters, done)
  local function handler(failure, result)
    if failure then
      M.notify(failure.message or tostring(failure), vim.log.levels.WARN)
    end
    done(result ~= vim.NIL and result or nil)
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, parameters, handler)
  else
    client.request(method, parameters, handler)
  end
end

--- Shows places as a quickfix list.
function M.list(client, title, locations)
  local items = vim.lsp.util.locations_to_items(locations, client.offset_encoding)
  vim.fn.setqflist({}, ' ', { title = title, items = items })
  vim.cmd('botright copen')
end

function M.stop(client)
  if vim.fn.has('nvim-0.11') == 1 then
    client:stop()
  else
    client.stop()
  end
end

--- Opens a place in the current window and leaves a mark to come back to.
function M.show(location, encoding)
  vim.cmd("normal! m'")
  if vim.lsp.util.show_document then
    vim.lsp.util.show_document(location, encoding, { focus = true })
  else
    vim.lsp.util.jump_to_location(location, encoding)
  end
end

function M.notify(message, level)
  vim.notify('Shishin: ' .. message, level or vim.log.levels.INFO)
end

--- A null of JSON is a value of its own in Lua.
function M.given(value)
  if value == vim.NIL then
    return nil
  end
  return value
end

return M
