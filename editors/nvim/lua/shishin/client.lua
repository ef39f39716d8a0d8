--- The server as Neovim's own client runs it.
local editor = require('shishin.editor')
local options = require('shishin.options')

local M = {}

--- Front matter that is longer is not looked through.
local longest_front_matter = 100

--- What the server wants to see: documents, and the project's own files while they are open.
local filetypes = { 'markdown', 'toml', 'shishin-lock' }

--- Whether the front matter of a buffer has a key. One that is not closed yet counts: it is being
--- written.
local function front_matter_has(buffer, key)
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, longest_front_matter, false)
  if not (lines[1] or ''):match('^%-%-%-%s*$') then
    return false
  end
  for index = 2, #lines do
    if lines[index]:match('^%-%-%-%s*$') then
      return false
    end
    if lines[index]:match('^' .. key .. '%s*:') then
      return true
    end
  end
  return false
end

--- The project from which a guideline was opened: one that comes with Shishin lies in no project.
local function root_beside(buffer)
  local before = vim.fn.bufnr('#')
  local client = before > 0 and before ~= buffer and editor.clients(before)[1] or editor.clients()[1]
  return client and client.config.root_dir
end

--- The folder of the project that a buffer belongs to: where the configuration is, else the
--- repository or folder of a document whose front matter speaks to Shishin. Nil elsewhere.
function M.root(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  if path == '' or path:match('^%a+://') then
    return nil
  end
  local name = vim.fn.fnamemodify(path, ':t')
  if vim.bo[buffer].filetype == 'toml' and name ~= 'shishin.toml' then
    return nil
  end
  local folder = vim.fn.fnamemodify(path, ':p:h')
  local above = vim.fn.escape(folder, ' ,;') .. ';'
  local configuration = vim.fn.findfile('shishin.toml', above)
  if configuration ~= '' then
    return vim.fn.fnamemodify(configuration, ':p:h')
  end
  if name == 'shishin.lock' then
    for _, client in ipairs(editor.clients()) do
      if client.config.root_dir == folder then
        return folder
      end
    end
  elseif front_matter_has(buffer, 'shishin') then
    local repository = vim.fn.finddir('.git', above)
    return repository ~= '' and vim.fn.fnamemodify(repository, ':p:h:h') or folder
  elseif front_matter_has(buffer, 'guideline') then
    return root_beside(buffer)
  end
  return nil
end

--- The places that answer a clause, as a code lens names them.
local function show_answers(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local uri, position, locations = unpack(command.arguments)
  if locations then
    editor.list(client, command.title, locations)
    return
  end
  editor.request(client, 'shishin/places', { uri = uri, position = position }, function(found)
    editor.list(client, command.title, found or {})
  end)
end

local function coverage_changed()
  require('shishin.coverage').refresh()
  require('shishin.status').refresh()
end

local function attached(client, buffer)
  if vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':t') == 'shishin.lock' then
    require('shishin.lock').watch(buffer)
  end
  require('shishin.completion').enable(client, buffer)
end

--- What vim.lsp.config and vim.lsp.start take.
function M.configuration()
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  capabilities.experimental = {
    shishin = { coverage = true, places = true, commands = { 'shishin.showAnswers' } },
  }
  return {
    name = 'shishin',
    cmd = options.current.cmd,
    filetypes = filetypes,
    root_dir = function(buffer, found)
      local root = M.root(buffer)
      if root then
        found(root)
      end
    end,
    capabilities = capabilities,
    before_init = function(parameters)
      parameters.locale = options.locale()
    end,
    init_options = options.settings(),
    settings = { shishin = options.settings() },
    handlers = { ['shishin/coverageChanged'] = coverage_changed },
    commands = { ['shishin.showAnswers'] = show_answers },
    on_attach = attached,
    on_exit = vim.schedule_wrap(function()
      vim.cmd('redrawstatus!')
    end),
  }
end

--- The server that was last started for each project. Before 0.8 Neovim lists none that has not
--- answered yet, and a second buffer would start a second one.
local started = {}

--- Neovim before 0.11: one server a project, for each Markdown buffer of it.
local function attach(buffer)
  local root = M.root(buffer)
  if not root then
    return
  end
  local configuration = M.configuration()
  configuration.filetypes = nil
  configuration.root_dir = root
  configuration.workspace_folders = { { uri = vim.uri_from_fname(root), name = root } }
  if vim.lsp.start then
    vim.lsp.start(configuration, { bufnr = buffer })
    return
  end
  local id = started[root]
  if not (id and vim.lsp.get_client_by_id(id)) then
    id = vim.lsp.start_client(configuration)
    started[root] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
end

local function attach_to_open_buffers()
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(filetypes, vim.bo[buffer].filetype) then
      attach(buffer)
    end
  end
end

--- Looks again at a buffer that has no server: what was written may have made it a document, or
--- its folder a project.
local function look_again(event, again)
  local buffer = event.buf
  local concerned = vim.tbl_contains(filetypes, vim.bo[buffer].filetype)
  if concerned and #editor.clients(buffer) == 0 and M.root(buffer) then
    again()
  end
end

--- Starts the server for the documents that concern it, now and later. `fallback` forces the way
--- of Neovim before 0.11.
function M.enable(fallback)
  local group = vim.api.nvim_create_augroup('shishin', { clear = true })
  vim.api.nvim_create_autocmd({ 'BufNewFile', 'BufRead' }, {
    group = group,
    pattern = 'shishin.lock',
    command = 'setfiletype shishin-lock',
  })
  require('shishin.colours').define()
  local again = attach_to_open_buffers
  if editor.has_lsp_config and not fallback then
    vim.lsp.config('shishin', M.configuration())
    again = function()
      vim.lsp.enable('shishin')
    end
  else
    vim.api.nvim_create_autocmd('FileType', {
      group = group,
      pattern = filetypes,
      callback = function(event)
        attach(event.buf)
      end,
    })
  end
  vim.api.nvim_create_autocmd('BufWritePost', {
    group = group,
    callback = function(event)
      look_again(event, again)
    end,
  })
  again()
end

function M.restart()
  local clients = editor.clients()
  for _, client in ipairs(clients) do
    editor.stop(client)
  end
  local function again()
    if #editor.clients() > 0 then
      vim.defer_fn(again, 50)
    elseif editor.has_lsp_config and vim.lsp.is_enabled and vim.lsp.is_enabled('shishin') then
      vim.lsp.enable('shishin', false)
      vim.lsp.enable('shishin', true)
    else
      attach_to_open_buffers()
    end
  end
  again()
end

return M
